"""Why something of the log does not hold: a code that both checkers of a package give, and where."""

from service.domain.failures import TerminalError


class NotProvenError(TerminalError):
    """It is not what it says. `code` is one of docs/evidence.md."""

    def __init__(self, code: str, detail: str = "") -> None:
        """`detail` is for who looks closer, in English."""
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
