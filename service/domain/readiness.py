"""Whether the service can do its work at this moment, and what works without when a part is away."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was seen of every part, just now."""

    database: bool
    files: bool
    """Whether the store of files takes one."""
    broker: bool
    mail: bool | None = None
    """Whether a mail server is set; None where none is needed."""

    @property
    def is_taking_uploads(self) -> bool:
        """Whether an upload would be kept; the broker is not needed for that."""
        return self.database and self.files

    def lines(self) -> tuple[str, ...]:
        """One line per part, in English, for whoever runs the service."""
        mail = (
            "ok"
            if self.mail
            else "not set; notices stand in the service, and emails wait for EENMAAL_SMTP_HOST"
        )
        return (
            f"database: {_ok(self.database, 'nothing can be done until it is back')}",
            f"files: {_ok(self.files, 'uploads are refused, and jobs wait until it is back')}",
            f"broker: {_ok(self.broker, 'uploads are kept, and the reconciler does the work')}",
            *(() if self.mail is None else (f"mail: {mail}",)),
        )


def _ok(is_there: bool, without: str) -> str:  # noqa: FBT001 - a sentence of its own
    return "ok" if is_there else f"away; {without}"
