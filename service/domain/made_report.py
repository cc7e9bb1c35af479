"""A report as the engine makes it, before it is kept: bytes, and what came with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.domain.burden.level_zero import CellCounts
from service.domain.explanation.written_total import WrittenTotal
from service.domain.formats.earlier import PublishedBlock
from service.domain.periods import Period
from service.domain.proof.named_request import NamedRequest
from service.domain.translation.balance import Balance, Tally
from service.domain.translation.round_trip import Loss


@dataclass(frozen=True, slots=True)
class AddedUp:
    """What the columns of a report add up to, and about how many that is."""

    totals: tuple[WrittenTotal, ...] = ()
    """Exact, and as its file has them; none for a column that does not add up."""
    clients: int = 0
    """How many different ones its municipality has in what it was made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeReport:
    """A report as bytes, whose balance closes, that was read back and found equal to what was meant."""

    municipality: str
    """Gemeentecode."""
    format: str
    format_sha256: str
    period: Period
    filename: str
    sha256: str
    content: bytes = field(repr=False)
    balance: Balance
    cells: CellCounts
    """How many cells of which class were delivered, for the measure of burden."""
    figures: Mapping[str, str]
    """`figures_of` its content, to hold a later report against."""
    is_aggregate: bool
    """Whether its format tells nothing of a single person."""
    losses: tuple[Loss, ...]
    """What the format could not carry into it."""
    other_tables: Mapping[str, Tally] = field(default_factory=dict)
    """By table, what became of its rows of any other table than prestatie that a sheet is made of."""
    agb_code: str = ""
    """Of its provider."""
    earlier: tuple[tuple[Period, str], ...] = ()
    """The published reports whose figures it holds: each period, and the hash of the file."""
    lines: Mapping[str, PublishedBlock] = field(default_factory=dict, repr=False)
    """Its own lines with their keys, where its format looks back on earlier reports; otherwise nothing."""
    tables_sha256: str = ""
    """Of the typed tables that it was made of: an upload read under another code list is another source."""
    answers: NamedRequest | None = None
    """The version of the request that it answers; None where no calendar asks it."""
    blob: str = ""
    """Where its bytes are safe; empty as long as they are not."""
    added_up: AddedUp = field(default_factory=AddedUp)
    """What its columns add up to, where that is to be kept."""
    lines_blob: str = ""
    """Where its lines are, for a later report that looks back on it; empty when none does."""

    @property
    def key(self) -> tuple[str, str, Period]:
        """Which report of its submission it is."""
        return self.municipality, self.format, self.period
