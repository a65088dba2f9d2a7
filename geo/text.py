"""Text from outside: cleaned for keeping, escaped for showing."""

import reprlib
import unicodedata

from geo.errors import ReportError

LONGEST = 2_000
LONGEST_LINE = 200


def shown(value: object, longest: int = 60) -> str:
    r"""A value as it may appear in a message: on one line, escaped, cut.

    >>> shown("two\nlines"), shown("x" * 100, longest=9)
    ("'two\\nlines'", "'xx...xx'")
    """
    short = reprlib.Repr()
    short.maxstring = short.maxother = short.maxlong = longest
    try:
        return short.repr(value)[: 2 * longest]
    except ValueError:  # an integer of more than 4,300 digits
        return f"{type(value).__name__} too long to show"


def printable(text: str) -> str:
    r"""The text with everything that is not printed, line ends among it, escaped.

    >>> printable("two\nlines \x1b[2J")
    'two\\nlines \\x1b[2J'
    """
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


def clean(text: str) -> str:
    """The text without white space around it, one kind of line end, no tabs.

    Marks of writing direction are kept: they belong to the text.

    Raises:
        ReportError: it is over 2,000 characters long, or has other control characters.
    """
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    for line_end in "\r\x85\u2028\u2029":
        lines = lines.replace(line_end, "\n")
    _check(lines, LONGEST)
    return lines.strip()


def one_line(text: str) -> str:
    """The text on one line, with runs of white space as one space.

    Raises:
        ReportError: it is over 200 characters long, or has control characters.
    """
    line = " ".join(text[: LONGEST_LINE + 1].split())
    _check(line if len(text) <= LONGEST_LINE else text, LONGEST_LINE)
    return line


def _check(text: str, longest: int) -> None:
    if len(text) > longest:
        raise ReportError(
            f"{shown(text)} has {len(text):,} characters; expected at most {longest:,}: shorten it"
        )
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"} and character != "\n":
            raise ReportError(
                f"{shown(text)} has the control character U+{ord(character):04X}; expected "
                "characters that can be read: remove it"
            )
