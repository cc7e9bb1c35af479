"""What a municipality asks, as the measure of burden sees it: elements, representations and operations."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from service.domain.burden.level_zero import CellCounts
from service.domain.formats.shape import CellClass
from service.domain.periods import Period

Pair = tuple[str, tuple[str, ...]]
"""An element and how it is represented."""


class Operation(StrEnum):
    """What has to be done to a column, lightest first; the change of grain is apart, per format."""

    SAME = "same"
    RENAMED = "renamed"
    FORMAT = "format"
    RECODE_ONE_TO_ONE = "recode-1-1"
    RECODE_MANY_TO_ONE = "recode-n-1"
    DERIVED = "derived"
    MANUAL = "manual"

    def is_heavier_than(self, other: "Operation") -> bool:
        """Whether it is further from doing nothing."""
        return _PLACE[self] > _PLACE[other]


_PLACE = {each: place for place, each in enumerate(Operation)}


def heaviest(one: Operation, other: Operation) -> Operation:
    """The one that is further from doing nothing."""
    return one if one.is_heavier_than(other) else other


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedElement:
    """One information element in a format."""

    element: str
    """Whatever its label or representation."""
    representation: tuple[str, ...] = ()
    """Empty when it is as in the standard."""
    operation: Operation = Operation.SAME
    is_legally_required: bool = False
    """Then its representation is no one's choice, and no advice is given about it."""
    already_reported_in: tuple[str, ...] = ()
    """Where the municipality can find the same fact today: an iJw message, CBS, NZa."""
    rows: str = ""
    """The table whose rows it is told of; empty when that is not known, and then it is its format's own."""
    times: int = 1
    """In how many tables of the format it is asked; where it only tells which line it is, it is not."""
    field: str = ""
    """The field of the standard that it is of, `table.field`; empty for what no field holds."""
    identifies: bool = False
    """Whether it only tells which row, allocation or client a line is about."""
    header: str = ""
    """What the column or cell is called in the municipality's own file."""
    where: str = ""
    """Of which rows: the condition of its table, as its format writes it; empty for all of them."""

    @property
    def is_manual(self) -> bool:
        """Whether no rule can fill it."""
        return self.operation is Operation.MANUAL

    @property
    def as_standard(self) -> "AskedElement":
        """The same element, in the representation and under the name of the standard."""
        return replace(self, representation=(), operation=Operation.SAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One format: what it asks, and whether its lines are put together from several rows."""

    format: str
    asked: tuple[AskedElement, ...]
    """Each element once: near-identical columns within a form would inflate overlap."""
    changes_grain: bool = False
    grains: frozenset[str] = frozenset()
    """What there is a line for, of each table whose rows are put together."""
    title: str = ""
    sha256: str = ""
    head_cells: int = 0
    """Single cells that say whose report it is, or add up its lists: all there is when it has no line."""
    narratives: int = 0
    """Texts that are asked: one per report, and written by hand wherever they are written."""
    further_forms: frozenset[Pair] = frozenset()
    """Where a format asks an element more than once: the forms beside the one in `asked`, for R_dup alone."""

    @property
    def elements(self) -> frozenset[str]:
        """What is asked, whatever the representation."""
        return frozenset(each.element for each in self.asked)

    @property
    def pairs(self) -> frozenset[Pair]:
        """What is asked, and how."""
        return frozenset((each.element, each.representation) for each in self.asked)

    @property
    def every_pair(self) -> frozenset[Pair]:
        """The same, with the forms of what is asked more than once."""
        return self.pairs | self.further_forms

    @property
    def manual(self) -> int:
        """Columns that no rule can fill."""
        return sum(each.is_manual for each in self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One accepted report. The same delivery, however often it was made or sent, is one."""

    provider: str
    municipality: str
    demand: Demand
    period: Period
    submission: str
    """The upload it came from."""
    rows: int
    """Rows of the export that it speaks for."""
    manual_rows: int = 0
    """Rows in which somebody still fills in a cell."""
    cells: CellCounts = field(default_factory=CellCounts)
    had_findings: bool = True
    """Whether anything was found in its upload; taken to be so where nobody looked."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no line in it: then there was nothing to convert or to put together."""
        return not self.rows

    @property
    def key(self) -> tuple[str, str, str, Period]:
        """By which a delivery is counted once."""
        return self.provider, self.municipality, self.demand.format, self.period


def accepted_once(deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """Each delivery once, the last of those with one key, in the order of their keys."""
    last = {each.key: each for each in deliveries}
    return tuple(last[key] for key in sorted(last))


def together(one: Demand, other: Demand) -> Demand:
    """All elements of both, each in its heavier form, under the name of the first."""
    asked = {each.element: each for each in one.asked}
    for each in other.asked:
        known = asked.get(each.element)
        if known is None or each.operation.is_heavier_than(known.operation):
            asked[each.element] = each
    return replace(
        one,
        asked=tuple(asked.values()),
        changes_grain=one.changes_grain or other.changes_grain,
        narratives=max(one.narratives, other.narratives),
        grains=one.grains | other.grains,
    )


def cells_of(demand: Demand, lines: int) -> CellCounts:
    """The cells of a report of `lines` full lines: put together when the grain changes, else by operation."""
    classes: Counter[CellClass] = Counter()
    for each in demand.asked:
        own = CellClass(each.operation.value)
        classes[CellClass.AGGREGATED if demand.changes_grain and not each.is_manual else own] += lines
    return CellCounts(dict(sorted(classes.items())))


def superfluous_representations(demands: Iterable[Demand]) -> int:
    """R_dup: per element the distinct representations beyond the first."""
    return superfluous(each.every_pair for each in demands)


def superfluous(pairs: Iterable[frozenset[Pair]]) -> int:
    """R_dup of what several formats ask and how: every way of asking, less one for each element."""
    every = frozenset[Pair]().union(*pairs)
    return len(every) - len({element for element, _ in every})


def representations(demands: Iterable[Demand]) -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Per element how it is represented in these formats."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for demand in demands:
        for element, representation in demand.every_pair:
            found.setdefault(element, set()).add(representation)
    return {element: frozenset(several) for element, several in found.items()}
