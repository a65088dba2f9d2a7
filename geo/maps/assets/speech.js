"use strict";

/* The language of the page. Whoever writes words says how, and is asked again at every turn. */
splashline.speech = (texts, first) => {
  const writers = [];
  const speech = {
    lang: first,
    languages: Object.keys(texts),
    get text() {
      return texts[speech.lang];
    },
    get words() {
      return speech.text.words;
    },
    write(writer) {
      writers.push(writer);
      writer(speech.text);
    },
    turn(lang) {
      speech.lang = lang;
      document.documentElement.lang = lang;
      for (const writer of writers) writer(speech.text);
    },
  };
  return speech;
};

/* A form with its {names} filled in, each once: what is filled in is never read as a form. */
splashline.fill = (form, values) =>
  form.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? values[name] : whole));

splashline.number = (value, digits = 0) =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

/* A share in words, as everywhere in this project: never 0 or 100 %. */
splashline.percent = (share) => {
  if (share < 0.001) return "<0.1 %";
  if (share > 0.999) return ">99.9 %";
  return share < 0.01 || share > 0.99 ? `${(100 * share).toFixed(1)} %` : `${Math.round(100 * share)} %`;
};
