from geo.reading.eastern._old import read, lexicon
