"""Fuzzes the reader of texts with atheris, guided by what the input reaches.

Begins from the texts of the tests and the words that the grammars know. What a reading promises is
asserted; anything but a named error ends the run and leaves the input behind.

    pip install atheris
    python tools/fuzz_reading.py 600
"""

import importlib
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 2000
WORDS = (
    "km", "㎞", "約", "약 ", "about ", "飛翔", "비행", "flew ", "高度", "고도", "altitude ", "①",
    "EEZ", "本日", "오늘", "Monday", "7時", "7:00 a.m.", "first ", "second ", "の西方", " west of ",
    "奥尻島", "Okushiri", "発射", "발사", "fired ", "from Wonsan", "それぞれ", "각각",
    "当初", "당초", "initially ", "訂正", "정정", "revised to ", "マッハ", "(", "）", "1,000", "１",
    "respectively", "②",
)  # fmt: skip


def _seeds(folder: Path) -> None:
    number = 0
    for path in sorted((ROOT / "tests" / "reading").glob("*.yaml")):
        for text in yaml.safe_load(path.read_text(encoding="utf-8")):
            (folder / str(number)).write_text(text["text"], encoding="utf-8")
            number += 1


def main(seconds: int) -> None:
    """Fuzz for so many seconds; leaves with an error where something was found."""
    sys.path.insert(0, str(ROOT))
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["geo.reading"]):
        reading = importlib.import_module("geo.reading")
        render = importlib.import_module("geo.reading.render")
        marked = importlib.import_module("geo.reading.marked")
    errors = importlib.import_module("geo.errors")

    def one(content: bytes) -> None:
        text = content.decode("utf-8", errors="replace")[:LONGEST]
        understood = reading.understand(text, "2031-05-05")
        for each in understood.readings:
            for evidence in each.evidence:
                assert text[evidence.start : evidence.end] == evidence.text
            try:
                assert each.report.launch is not None
            except errors.ReportError:
                assert not each.is_complete
        render.yaml(understood)
        render.plain(understood)
        marked.page(understood, "ja")

    with tempfile.TemporaryDirectory() as folder:
        corpus, words = Path(folder) / "corpus", Path(folder) / "words"
        corpus.mkdir()
        _seeds(corpus)
        written = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in WORDS)
        words.write_text("".join(f'"{word}"\n' for word in written), encoding="ascii")
        options = [f"-max_total_time={seconds}", f"-dict={words}", "-timeout=20", "-max_len=4000"]
        atheris.Setup([sys.argv[0], *options, str(corpus)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
