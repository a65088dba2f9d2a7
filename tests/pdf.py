"""A PDF with a text layer, made for tests: one page, one line of text for each line."""


def made(text: str) -> bytes:
    """The file; letters are written as two bytes and named in the font's map to Unicode."""
    lines = text.split("\n")
    shown = [f"1 0 0 1 40 {800 - 16 * row} Tm <{_hex(line)}> Tj" for row, line in enumerate(lines)]
    stream = f"BT /F1 12 Tf {' '.join(shown)} ET"
    letters = sorted({unit for line in lines for unit in _units(line)})
    pairs = "\n".join(f"<{letter:04x}> <{letter:04x}>" for letter in letters)
    named = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        _streamed(stream),
        (
            "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H "
            "/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>"
        ),
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /CIDSystemInfo "
            "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>"
        ),
        _streamed(named),
    ]
    return _file(objects)


def without_text() -> bytes:
    """A page that holds a line drawn, and no word."""
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            _streamed("10 10 m 100 100 l S"),
        ]
    )


def _units(line: str) -> list[int]:
    data = line.encode("utf-16-be")
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


def _hex(line: str) -> str:
    return "".join(f"{unit:04x}" for unit in _units(line))


def _streamed(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(objects: list[str]) -> bytes:
    body, places = "%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    body_end = len(body)
    body += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    body += f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{body_end}\n%%EOF\n"
    return body.encode("ascii")
