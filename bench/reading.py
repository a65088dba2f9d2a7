"""How long a text takes to read, from one release to a megabyte.

The named baseline is ``unicodedata.normalize`` of the same text: what any reader does first, and
known to take time in proportion to the length. All times are those of the processor, so that other
work on the machine does not count. Texts of doubling length (in bytes of UTF-8) are made of
releases and stories in three languages: 100 kB of them again and again, and all of them with every
number another, so that no sentence comes twice and each tells of a launch.

Contract: a release of 300 characters in under 20 ms; a megabyte of the former in under 2 s; twice
the length in at most 2.2 times the time, in the mean over four doublings. Leaves with 1 where it is
broken.

    python bench/reading.py
"""

import itertools
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import yaml

from geo import reading

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = "2031-11-18"
RELEASE = (
    "北朝鮮は本日１０時１４分頃、平壌近郊から、１発のＩＣＢＭ級弾道ミサイルを、東方向に向けて発射しました。"
    "発射された弾道ミサイルは約６９分飛翔し、１１時２３分頃、北海道の渡島大島の西方約２００ｋｍの日本海"
    "（我が国の排他的経済水域（ＥＥＺ）内）に落下したものと推定されます。飛翔距離は約１，０００ｋｍ、"
    "また最高高度は約６，０００ｋｍ程度と推定されます。また、北朝鮮は本日１５時台にも、北朝鮮西岸付近から、２発の弾道ミサイル"
    "を発射しました。①１５時３１分頃、最高高度約５０ｋｍ程度で、約２５０ｋｍ程度飛翔。②１５時４０分頃、最高高度約１００ｋｍ"
    "程度で、約３００ｋｍ程度飛翔。いずれも落下したのは朝鮮半島東側の日本海です。"
)
LENGTHS = (62_500, 125_000, 250_000, 500_000, 1_000_000)
OF_ITS_OWN = 100_000
RUNS = 3
MOST_RELEASE_S, MOST_MEGABYTE_S, MOST_GROWTH = 0.020, 2.0, 2.2


def seconds(task: Callable[[], object], runs: int = RUNS) -> float:
    """The middle of some runs."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        task()
        taken.append(time.process_time() - start)
    return median(taken)


def stories() -> list[str]:
    """The texts of the tests."""
    return [
        text["text"]
        for path in sorted((ROOT / "tests" / "reading").glob("*.yaml"))
        for text in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def repeated(length: int) -> str:
    """Some stories again and again."""
    told = _cut("\n\n".join(stories()), OF_ITS_OWN)
    return _cut(told * (length // OF_ITS_OWN + 1), length)


def _cut(text: str, length: int) -> str:
    """The first bytes of a text."""
    return text.encode()[:length].decode(errors="ignore")


def varied(length: int) -> str:
    """The stories with every number another."""
    numbers = itertools.count(100)

    def pieces() -> Iterator[str]:
        for story in itertools.cycle(stories()):
            yield re.sub(r"[0-9]{3,4}", lambda _: str(next(numbers) % 9000 + 100), story)

    told, enough = [], 0
    for piece in pieces():
        told.append(piece)
        enough += len(piece.encode()) + 2
        if enough >= length:
            break
    return _cut("\n\n".join(told), length)


def main() -> int:
    """Print the tables; 1 where the contract is broken."""
    reading.read(RELEASE, PUBLISHED)  # the first one builds the lexicons
    release_s = seconds(lambda: reading.read(RELEASE, PUBLISHED), 25)
    print(f"a release of {len(RELEASE)} characters: {1000 * release_s:.1f} ms")
    broken = release_s > MOST_RELEASE_S
    for name, make in (("repeated", repeated), ("varied", varied)):
        print(f"\n{name:<10}{'bytes':>12}{'seconds':>9}{'growth':>8}{'of normalize':>14}")
        before = first = 0.0
        for length in LENGTHS:
            text = make(length)
            taken = seconds(lambda text=text: reading.understand(text, PUBLISHED))  # type: ignore[misc]
            base = seconds(lambda text=text: unicodedata.normalize("NFKC", text))  # type: ignore[misc]
            growth = taken / before if before else 0.0
            print(f"{'':<10}{length:>12,}{taken:>9.2f}{growth:>8.2f}{taken / base:>14.0f}")
            before, first = taken, first or taken
        mean = (before / first) ** (1 / (len(LENGTHS) - 1))
        print(f"{'':<10}mean growth {mean:.2f}")
        broken |= mean > MOST_GROWTH
        broken |= name == "repeated" and before > MOST_MEGABYTE_S
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
