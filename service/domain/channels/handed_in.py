"""Files that lie in a folder to be handed in: which are whole, and what is said of each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.domain.channels.names import marked_name
from service.domain.submissions.filenames import without_bsn
from service.domain.wording import Wording

_PASSING = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".bezig", "~")
"""What programs call a file until it is whole."""
_HIDDEN = (".", "~$")
_LONGEST = 120
"""Signs of a name that a settled file keeps."""


class Place(StrEnum):
    """The folders in the folder, by what became of a file."""

    TAKEN_UP = "in-behandeling"
    DONE = "verwerkt"
    REFUSED = "geweigerd"


@dataclass(frozen=True, slots=True, order=True)
class FileSeen:
    """A plain file as one look saw it: the same twice means that nobody is writing it."""

    name: str
    bytes: int
    changed_at: int
    """Seconds, by the clock of the other side."""

    @property
    def is_passing(self) -> bool:
        """Whether its writer says by its name that it is not to be taken yet."""
        return self.name.startswith(_HIDDEN) or self.name.lower().endswith(_PASSING)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one file: where it goes, under which name, and what is written beside it."""

    place: Place
    name: str
    text: str


RECEIVED = Wording(
    "Ontvangen op {moment}.\nKenmerk van de aanlevering: {submission}\nBevindingen en rapportages: {link}\n",
    "Received at {moment}.\nReference of the submission: {submission}\nFindings and reports: {link}\n",
)
RECEIVED_BEFORE = Wording(
    "Dit bestand hebt u al eerder aangeleverd; er is niets nieuws begonnen ({moment}).\n"
    "Kenmerk van die aanlevering: {submission}\nBevindingen en rapportages: {link}\n",
    "You handed in this file before; nothing new was begun ({moment}).\n"
    "Reference of that submission: {submission}\nFindings and reports: {link}\n",
)
EMPTY = Wording(
    "Geweigerd op {moment}: het bestand is leeg. Zet het opnieuw in de map.\n",
    "Refused at {moment}: the file is empty. Put it in the folder again.\n",
)
TOO_LARGE = Wording(
    "Geweigerd op {moment}: het bestand is groter dan {limit} MB. Lever het in delen aan.\n",
    "Refused at {moment}: the file is larger than {limit} MB. Hand it in in parts.\n",
)


def settled_name(name: str, mark: str) -> str:
    """The name it gets when it is settled: of nobody, and another one for another content."""
    plain = without_bsn("".join(sign for sign in name if sign.isprintable() and sign != "/"))
    return marked_name(plain[-_LONGEST:], mark)


def moment_said(at: datetime) -> str:
    """`29-11-2026 21.05`, as a note says when."""
    return f"{at:%d-%m-%Y %H.%M} UTC"
