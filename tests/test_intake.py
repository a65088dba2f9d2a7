"""Reports from text, web pages, PDF and standard input: `geo read`, and `geo check` of them."""

import io
import json
import re
from pathlib import Path

import pdf
import pytest
from payloads import PAYLOADS
from selectolax.lexbor import LexborHTMLParser
from test_cli import EXAMPLE, Outcome, geo

from geo import intake, reading, reportfile
from geo.errors import ReportError
from geo.reading import marked, render, sources

STORY = (
    "SEOUL, May 5 (Yonhap) -- North Korea fired a ballistic missile from Sunan at around 7:10 a.m. "
    "Monday, South Korea's Joint Chiefs of Staff said. It flew about 450 km at a maximum altitude "
    "of 50 km, and fell outside Japan's exclusive economic zone, Tokyo said. The missile, with a "
    "range of 4,500 km, can reach Guam."
)
RELEASE = (
    "北朝鮮は、本日１２時１分頃、平壌近郊から、少なくとも１発の弾道ミサイルを、北東方向に向けて"
    "発射しました。\n最高高度約１００ｋｍ程度で、約１，１００ｋｍ程度飛翔し、我が国の排他的経済水域"
    "（ＥＥＺ）外の日本海に落下したと推定しています。"
)
TWO_SOURCES = (
    "North Korea fired a missile from Wonsan on Monday. South Korea's Joint Chiefs of Staff said "
    "it flew about 500 km. Japan's Defense Ministry said it flew about 700 km."
)
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}">
<meta property="article:published_time" content="2031-05-05T09:00:00+09:00">
<title>News</title><script>var flew = "about 9,000 km";</script></head>
<body><nav><a href="/">The missile flew 8,000 km from Pyongyang</a></nav>
<article><h1>Missile</h1><div hidden>It flew 7,000 km.</div>
<p>北朝鮮は本日７時<ruby>頃<rt>ころ</rt></ruby>、<ruby>平壌<rp>(</rp><rt>ピョンヤン</rt><rp>)</rp></ruby>付近から
弾道ミサイル<b>１発</b>を発射し、約<span>１，１００</span>ｋｍ飛翔した。</p></article>
<aside>Related: 6,000 km</aside></body></html>"""


# --- what a file is ------------------------------------------------------------------------------


def test_a_web_page_is_its_article() -> None:
    source = sources.load(PAGE.format(charset="utf-8").encode(), "page")
    assert source.kind == "HTML"
    assert source.published == "2031-05-05"
    assert "平壌付近から" in source.text
    assert "7時頃" in source.text.replace("７", "7")
    for elsewhere in ("9,000", "8,000", "7,000", "6,000", "ピョンヤン", "News"):
        assert elsewhere not in source.text
    found = reading.read(source.text, source.published)
    assert [each.values["range"]["km"] for each in found] == [1100]
    assert found[0].values["date"] == "2031-05-05"


@pytest.mark.parametrize("encoding", ["utf-8", "shift_jis", "euc-jp", "utf-16"])
def test_encodings_that_pages_declare(encoding: str) -> None:
    content = PAGE.format(charset=encoding).encode(encoding)
    assert "平壌付近から" in sources.load(content, "page").text


def test_korean_pages_in_their_old_encoding() -> None:
    page = '<html><head><meta charset="euc-kr"></head><body><p>합참은 약 450km</p></body></html>'
    assert sources.load(page.encode("euc-kr"), "page").text == "합참은 약 450km"


def test_a_pdf_is_its_text_layer() -> None:
    source = sources.load(pdf.made(RELEASE), "release.pdf")
    assert source.kind == "PDF"
    [found] = reading.read(source.text, "2031-05-05")
    assert found.values["range"]["km"] == 1100
    assert found.values["launch"] == {"place": "平壌近郊"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pdf.without_text(), "only pictures"),
        (pdf.made(RELEASE)[:300], "not readable as PDF"),
        (b"%PDF-1.7\n" + bytes(range(256)), "not readable as PDF"),
        (b"\xff\x00\xfe" * 20, "not UTF-8"),
        ("발사".encode("euc-kr"), "not UTF-8"),
        (b"a" * (sources.MOST_BYTES + 1), "bytes long"),
        (b"a" * (sources.MOST_LETTERS + 1), "characters long"),
    ],
)
def test_content_that_cannot_be_read(content: bytes, words: str) -> None:
    with pytest.raises(ReportError, match=words):
        sources.load(content, "it")


def test_a_text_that_only_mentions_tags_is_text() -> None:
    assert sources.load(b"It flew <about> 450 km.", "it").kind == "text"


# --- geo check -----------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "release.pdf").write_bytes(pdf.made(RELEASE))
    (tmp_path / "page.html").write_text(PAGE.format(charset="utf-8"), encoding="utf-8")
    (tmp_path / "two.txt").write_text(TWO_SOURCES, encoding="utf-8")
    return tmp_path


def test_check_takes_every_kind_at_once(folder: Path) -> None:
    files = [folder / name for name in ("story.txt", "release.pdf", "page.html")]
    done = geo("check", *files, EXAMPLE, "--published", "2031-05-05", "--json", "--stderr", 0.02)
    assert done.code == 0, done.err
    found = json.loads(done.out)
    ranges_km = [each["nominal"]["range_km"] for each in found]
    assert ranges_km == pytest.approx([450, 1100, 1100, 1100], rel=0.01)
    said = done.err.splitlines()
    for words in (
        "story.txt: read as text",
        "release.pdf: read as PDF",
        "page.html: read as HTML",
        f"{EXAMPLE}: read as YAML",
    ):
        assert any(words in line for line in said), (words, said)
    assert any("4,500 km" in line and "design range" in line for line in said)


def test_check_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(STORY.encode())

    monkeypatch.setattr("sys.stdin", Input)
    done = geo("check", "-", "--json", "--stderr", 0.02)
    assert done.code == 0, done.err
    assert "standard input: read as text" in done.err
    assert json.loads(done.out)["launch"]["name"] == "Sunan (Pyongyang International Airport)"


def test_two_sources_are_shown_side_by_side(folder: Path) -> None:
    done = geo("check", folder / "two.txt", "--published", "2031-05-05", "--json", "--stderr", 0.02)
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert [each["nominal"]["range_km"] for each in found] == [500, 700]
    assert "South Korea Joint Chiefs of Staff" in found[0]["title"]
    assert "Japan Ministry of Defense" in found[1]["title"]


def test_what_a_text_says_of_its_landing_is_tested(folder: Path) -> None:
    done = geo("check", folder / "story.txt", "--published", "2031-05-05", "--stderr", 0.02)
    assert done.code == 0, done.err
    assert "outside" in done.out
    assert "Japanese government" in done.out or "Japan" in done.out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The weather was fine.", "tells of no launch"),
        ("", "empty"),
        ("North Korea fired a missile from Wonsan on Monday.", "range or landing.near"),
        ("The missile flew about 450 km at an altitude of 50 km.", "launch"),
    ],
)
def test_texts_that_cannot_be_checked(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "it.txt"
    path.write_text(text, encoding="utf-8")
    geo("check", path).refused(words)


def test_a_report_as_yaml_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert intake.load(path).how == "YAML or JSON"
    assert intake.load(path).reports == tuple(reportfile.load(EXAMPLE))


# --- geo read ------------------------------------------------------------------------------------


def _read(text: str, *options: object) -> Outcome:
    return geo("read", text, "--published", "2031-05-05", *options)


@pytest.mark.parametrize("text", [STORY, RELEASE, TWO_SOURCES])
def test_what_is_printed_reads_back(text: str) -> None:
    reports = [each.report for each in reading.read(text, "2031-05-05")]
    assert reports
    for options in ((), ("--json",), ("--lang", "ja"), ("--lang", "ko")):
        done = _read(text, *options)
        assert done.code == 0, done.err
        assert reportfile.loads(done.out) == reports


def test_yaml_shows_the_words_beside_each_value() -> None:
    done = _read(STORY)
    lines = done.out.splitlines()
    assert any(re.match(r"range: .*# about 450 km", line) for line in lines), done.out
    assert any(re.match(r"launch: .*# Sunan", line) for line in lines), done.out
    assert any("4,500 km: a design range" in line for line in lines), done.out


def test_json_has_the_shape_of_a_report() -> None:
    [found] = json.loads(_read(RELEASE, "--json").out)
    assert found["date"] == "2031-05-05"
    assert found["time"] == "12:01+09:00"
    assert found["launch"] == {"place": "平壌近郊"}
    assert (found["range"]["km"], found["range"]["bound"]) == (1100, "about")
    assert (found["apogee"]["km"], found["apogee"]["bound"]) == (100, "about")
    assert found["count"] == "at least 1"
    assert found["landing"]["sea"] == "日本海"
    assert [claim["verdict"] for claim in found["claims"]] == ["outside"]
    for each in found["evidence"]:
        first, last = each["span"]
        assert RELEASE[first:last] == each["text"]
    fields = {each["field"] for each in found["evidence"]}
    assert fields >= {
        "date", "time", "count", "launch.place", "range", "apogee", "direction", "landing.sea",
        "claims[0].verdict",
    }  # fmt: skip


def test_a_span_is_a_pair_of_numbers() -> None:
    text = "North Korea fired a missile from Wonsan on Monday; it flew 500 to 600 km."
    [found] = json.loads(_read(text, "--json").out)
    assert found["range"]["km"] == [500, 600]


def test_read_takes_a_file_or_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(STORY.encode())

    monkeypatch.setattr("sys.stdin", Input)
    direct = _read(STORY, "--json").out
    assert _read(str(folder / "story.txt"), "--json").out == direct
    assert _read("-", "--json").out == direct


def test_a_page_without_a_day_takes_the_one_given(folder: Path) -> None:
    done = geo("read", folder / "page.html", "--published", "2031-06-07", "--json")
    assert json.loads(done.out)[0]["date"] == "2031-06-07"
    done = geo("read", folder / "page.html", "--json")
    assert json.loads(done.out)[0]["date"] == "2031-05-05"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("read", "nowhere.txt"), "no such file"),
        (("read", STORY, "--published", "soon"), "soon"),
        (("read", STORY, "--html", "/proc/none/page.html"), "page.html"),
        (("check", "nowhere.txt"), "nowhere.txt"),
    ],
)
def test_wrong_uses(arguments: tuple[str, ...], words: str) -> None:
    geo(*arguments).refused(words)


def test_a_text_about_nothing_is_no_error() -> None:
    done = _read("The weather was fine.")
    assert done.code == 0
    assert done.out.startswith("# the text tells of no launch")
    assert json.loads(_read("The weather was fine.", "--json").out) == []


# --- the marked page -----------------------------------------------------------------------------


def test_the_page_marks_each_value_once(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert _read(STORY, "--html", target).code == 0
    tree = LexborHTMLParser(target.read_text(encoding="utf-8"))
    for node in tree.css("sup"):
        node.decompose()
    marks = {(node.attributes["class"], node.text()) for node in tree.css("pre mark")}
    assert ("range", "about 450 km") in marks
    assert ("apogee", "50 km") in marks
    assert ("launch", "Sunan") in marks
    assert [node.text() for node in tree.css("pre del")] == ["4,500 km"]
    body = tree.css_first("pre")
    assert body is not None
    assert body.text(deep=True) == STORY


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_a_text_runs_in_the_page(payload: str) -> None:
    text = f"{payload} {STORY} {payload}\nIt flew 450{payload} km from {payload} on Monday."
    understood = reading.understand(text, "2031-05-05")
    for lang in ("en", "ja", "ko"):
        tree = LexborHTMLParser(marked.page(understood, lang))
        found = {node.tag for node in tree.css("body *")}
        assert found <= {
            "h1", "pre", "mark", "sup", "del", "table", "caption", "tbody", "tr", "th", "td", "p",
        }  # fmt: skip
        assert not tree.css("script, img, svg, iframe, link, base, [onload], [onerror], [href]")


def test_the_words_of_the_output_exist_in_each_language() -> None:
    keys = {lang: set(render.text(lang)) for lang in ("en", "ja", "ko")}
    assert keys["en"] == keys["ja"] == keys["ko"]
    for text in (STORY, RELEASE):
        understood = reading.understand(text, "2031-05-05")
        pages = {marked.page(understood, lang) for lang in ("en", "ja", "ko")}
        assert len(pages) == 3
