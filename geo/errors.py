"""The errors that a user can cause and mend.

Every message says three things: what was given, what was expected, what to do.
The command line prints the message alone and leaves with exit code 2.
"""


class SplashlineError(ValueError):
    """Base of every error that this package raises on purpose.

    Attributes:
        problems: how many problems the message lists, one on each line.
    """

    def __init__(self, message: str, problems: int = 1) -> None:
        super().__init__(message)
        self.problems = problems


class ReportError(SplashlineError):
    """A report, or a value in one, that cannot be used."""


class PlaceError(SplashlineError):
    """A place name that is unknown or fits several places."""


class ZoneError(SplashlineError):
    """A zone, view or dataset that is unknown or unreadable."""


class DataError(SplashlineError):
    """A data file that is missing, damaged or not the one expected."""


class ContradictionError(SplashlineError):
    """Statements of one report that cannot hold together."""


class OutputError(SplashlineError):
    """A file that cannot be written."""
