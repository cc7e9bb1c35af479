"""Failures: exceptions about the program. What is wrong with a submission is a finding, never a failure."""

from service.domain.faults import Fault
from service.domain.wording import NOTHING, Wording, same


class EenmaalError(Exception):
    """The root of every failure that this service raises on purpose."""


class TerminalError(EenmaalError):
    """Trying again cannot help: the input, the format or the program has to change first."""


class TransientError(EenmaalError):
    """Trying again later may help: something outside this process was not there."""


class OutsideServiceAwayError(TransientError):
    """A part that the operator runs, such as the virus scanner, is away: its work waits, however long."""


class EarlierNotCheckedError(TransientError):
    """What was handed in before is not checked yet, so that nobody knows what an addition is added to."""


class FormatError(TerminalError):
    """A fault in a municipality's format. Never shown as a fault of the provider.

    As text it is English and begins with the file, line and column; pages show its `words`.
    """

    def __init__(self, fault: Fault, file: str = "", line: int = 0, column: int = 0) -> None:
        """Say what is wrong and where it stands: a file, a line of it and a place in that line, from 1."""
        super().__init__(fault, file, line, column)
        self.fault = fault
        self.file = file
        self.line = line
        self.column = column

    @property
    def words(self) -> Wording:
        """What is wrong and what to write instead, without the file."""
        return self.fault.words()

    @property
    def placed_words(self) -> Wording:
        """The same, after the file and what is known of the place in it."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return same(f"{place}: ") + self.words if place else self.words

    def __str__(self) -> str:
        """The English text, with its place."""
        return self.placed_words.en


class RefusedValueError(ValueError):
    """A value in a format that has the right type and still cannot be; pydantic carries it to its reader."""

    def __init__(self, fault: Fault) -> None:
        """Say what is wrong with the value."""
        super().__init__(fault.words().en)
        self.fault = fault


class ReportStoppedError(TerminalError):
    """What stops one report and nothing else. People read its `words`, as far as there are any."""

    def __init__(self, words: Wording | str = NOTHING) -> None:
        """Say why; a text is English, for programmers alone, and nothing of it is in the Dutch."""
        self.words = Wording("", words) if isinstance(words, str) else words
        super().__init__(self.words)

    def __str__(self) -> str:
        """The English text."""
        return self.words.en


class RowsOfAnotherError(ReportStoppedError):
    """A row stands in the report of a municipality, or beside a key, that is not its own."""


class BalanceDoesNotCloseError(ReportStoppedError):
    """Rows or cents went in that did not come out under any name. Nothing may be published."""


class ReadBackDiffersError(ReportStoppedError):
    """An independent reader found something else in a report than what was meant."""


class PseudonymKeyMissingError(ReportStoppedError):
    """A format asks pseudonyms and nobody gave a key: without one anybody could try all BSNs."""


class EarlierFiguresError(ReportStoppedError):
    """A format asks figures of an earlier period that are not there, or that do not fit it."""


class AskedLaterError(ReportStoppedError):
    """A report was not asked yet when its submission was checked; nobody made it."""


class NoVersionHoldsError(ReportStoppedError):
    """A report is asked over a period for which no version of its format holds."""


class CannotBeWrittenError(ReportStoppedError):
    """A value that the municipality's file cannot hold, with the cell it was meant for."""


WhyNotMade = FormatError | ReportStoppedError
"""A failure that stops one report, with its words."""
