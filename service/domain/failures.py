"""Failures: exceptions about the program. What is wrong with a submission is a finding, never a failure."""


class EenmaalError(Exception):
    """The root of every failure that this service raises on purpose."""


class TerminalError(EenmaalError):
    """Trying again cannot help: the input, the format or the program has to change first."""


class TransientError(EenmaalError):
    """Trying again later may help: something outside this process was not there."""


class OutsideServiceAwayError(TransientError):
    """A part that the operator runs, such as the virus scanner, is away: its work waits, however long."""


class FormatError(TerminalError):
    """A fault in a municipality's format. Never shown as a fault of the provider."""

    def __init__(self, message: str, *, file: str = "", line: int = 0, remedy: str = "") -> None:
        """Say in `message` what is wrong, where it stands, and in `remedy` what to write instead."""
        where = f"{file}:{line}: " if line else (f"{file}: " if file else "")
        super().__init__(f"{where}{message}" + (f" {remedy}" if remedy else ""))
        self.file = file
        self.line = line


class BalanceDoesNotCloseError(TerminalError):
    """Rows or cents went in that did not come out under any name. Nothing may be published."""


class ReadBackDiffersError(TerminalError):
    """An independent reader found something else in a report than what was meant."""


class CannotBeWrittenError(TerminalError):
    """A value that the municipality's file cannot hold, with the cell it was meant for."""
