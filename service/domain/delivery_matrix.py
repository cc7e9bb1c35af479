"""The matrix of a bureau: who delivered what to which municipality over a period, and how far that is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service.domain.alike_reports import AlikeReports, Owed
from service.domain.dues import DueState
from service.domain.periods import Period
from service.domain.report_in_brief import ReportInBrief
from service.domain.standing import ReportStanding

NamedPlaces = tuple[tuple[str, str], ...]
"""Code and name, by name."""


class CellStatus(StrEnum):
    """What a cell says."""

    DELIVERED = "delivered"
    DELIVERED_LATE = "delivered-late"
    PARTLY = "partly"
    """Something of what is expected is there, and something else is missing."""
    IN_PROGRESS = "in-progress"
    FAILED = "failed"
    """A fault of the service holds it up."""
    REJECTED = "rejected"
    """There, and rejected by the municipality."""
    MISSING = "missing"
    """Expected, and the last day is over."""
    EXTENDED = "extended"
    DUE = "due"
    NOT_YET = "not-yet"
    NOT_EXPECTED = "not-expected"
    """Asked of everyone, and this provider never sent this municipality anything."""
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """One provider for one municipality: the same value for all of whom the same is known."""

    status: CellStatus
    reports: int = 0
    """That hold."""
    closes: bool = True
    """Whether the balance of every one of these does."""
    states: tuple[DueState, ...] = ()
    """How what is expected stands in time, one for each format."""
    asked: int = 0
    """Formats."""
    received: int = 0
    """Of those that are asked, how many are there; what its municipality rejected is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One municipality."""

    code: str
    name: str
    cells: tuple[MatrixCell, ...]
    """In the order of the providers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatTotal:
    """What came in by one format. Formats overlap, so their amounts are never added up."""

    format: str
    reports: int
    rows: int
    cents: int
    holds_prestaties: bool
    """False for a format about something else, such as a waiting list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryMatrix:
    """Who delivered what to the municipalities of a bureau over one period, and what can be counted of it."""

    providers: NamedPlaces
    municipalities: NamedPlaces
    """All of the bureau, also those without a delivery."""
    periods: tuple[Period, ...]
    """All over which something came."""
    period: Period | None
    """The one that is looked at; None for one over which nothing came, and then all that follows is empty."""
    rows: tuple[MatrixRow, ...] = ()
    totals: tuple[FormatTotal, ...] = ()
    lapsed: tuple[ReportInBrief, ...] = ()
    """The last of what no longer holds without anything in its place."""
    open_balances: int = 0
    """Reports that hold of which the balance does not close."""
    counts: Mapping[DueState, int] = field(default_factory=dict)
    """Of what is expected, how much stands how in time: the most urgent first, only states that occur."""
    formats: frozenset[str] = frozenset()
    """Everything that came or is asked over it, also what is not looked at."""

    @property
    def asked(self) -> int:
        """Reports that the calendar asks. A provider without clients somewhere owes it nothing."""
        return sum(cell.asked for row in self.rows for cell in row.cells)

    @property
    def received(self) -> int:
        """Asked reports that are there, and not rejected."""
        return sum(cell.received for row in self.rows for cell in row.cells)


def status_of_cell(
    held: Iterable[ReportStanding],
    states: Iterable[DueState],
    unready: CellStatus | None = None,
    *,
    is_asked: bool,
) -> CellStatus:
    """What a pair says by the reports that hold, what is due, and a submission that is not ready (if any)."""
    standings = set(held)
    if ReportStanding.REJECTED in standings:
        return CellStatus.REJECTED
    if unready is not None:
        return unready
    if standings:
        return _delivered(set(states))
    return _still_to_come(set(states), is_asked=is_asked)


def _delivered(states: set[DueState]) -> CellStatus:
    if DueState.MISSING in states:
        return CellStatus.PARTLY
    return CellStatus.DELIVERED_LATE if DueState.LATE in states else CellStatus.DELIVERED


def _still_to_come(states: set[DueState], *, is_asked: bool) -> CellStatus:
    still = next((state for state in DueState if state in states and state.is_open), None)
    if still is not None:
        return CellStatus(still.value)
    return CellStatus.NOT_EXPECTED if is_asked else CellStatus.NOT_ASKED


Unready = Mapping[tuple[str, str], CellStatus]
"""By gemeentecode and AGB code: the newest submission of a pair is not ready."""


def matrix_rows(
    providers: NamedPlaces,
    municipalities: NamedPlaces,
    alike: Iterable[AlikeReports],
    unready: Unready,
    owed: Iterable[Owed],
    today: date,
) -> Iterator[MatrixRow]:
    """A row for each municipality; `alike` and `owed` are those over the one period."""
    held: dict[str, list[AlikeReports]] = defaultdict(list)
    for each in alike:
        if not each.traits.is_superseded:
            held[each.traits.municipality].append(each)
    asked: dict[str, list[Owed]] = defaultdict(list)
    for one in owed:
        asked[one.municipality].append(one)
    codes = [code for code, _ in providers]
    for code, name in municipalities:
        column = _Cells(code, held[code], asked[code], unready, codes, today)
        yield MatrixRow(code=code, name=name, cells=tuple(column.cell(provider) for provider in codes))


class _Cells:
    """The cells of one municipality: worked out once for all providers of whom the same is known."""

    def __init__(
        self,
        municipality: str,
        held: list[AlikeReports],
        owed: list[Owed],
        unready: Unready,
        providers: list[str],
        today: date,
    ) -> None:
        self._municipality, self._held, self._unready = municipality, held, unready
        self._formats = [each.format for each in owed]
        everyone = frozenset(providers)
        self._asked = [frozenset().union(*(r.asks_any(everyone) for r in each.requests)) for each in owed]
        self._states = [each.states(today) for each in owed]
        self._of: dict[str, tuple[int, ...]] = {}
        for at, each in enumerate(held):
            for provider in each.providers:
                self._of[provider] = (*self._of.get(provider, ()), at)
        self._known: dict[tuple[object, ...], MatrixCell] = {}

    def cell(self, provider: str) -> MatrixCell:
        """Of this provider."""
        held = self._of.get(provider, ())
        states = tuple(found[0] if (found := each.get(provider)) else None for each in self._states)
        asked = tuple(provider in each for each in self._asked)
        unready = self._unready.get((self._municipality, provider))
        key = (held, states, asked, unready)
        cell = self._known.get(key)
        if cell is None:
            cell = self._known[key] = self._made(held, states, asked, unready)
        return cell

    def _made(
        self,
        held: tuple[int, ...],
        states: tuple[DueState | None, ...],
        asked: tuple[bool, ...],
        unready: CellStatus | None,
    ) -> MatrixCell:
        reports = [self._held[at].traits for at in held]
        there = {each.format for each in reports if each.standing is not ReportStanding.REJECTED}
        expected = tuple(state for state in states if state is not None)
        standings = [each.standing for each in reports]
        return MatrixCell(
            status=status_of_cell(standings, expected, unready, is_asked=any(asked)),
            reports=len(reports),
            closes=all(each.closes for each in reports),
            states=expected,
            asked=sum(asked),
            received=sum(
                is_asked and name in there for name, is_asked in zip(self._formats, asked, strict=True)
            ),
        )


def open_balances(alike: Iterable[AlikeReports]) -> int:
    """Reports that hold of which the balance does not close."""
    return sum(each.reports for each in alike if not each.traits.is_superseded and not each.traits.closes)


def counts_of(states: Iterable[DueState]) -> Mapping[DueState, int]:
    """How many there are of each state, the most urgent first; only states that occur."""
    counted = Counter(states)
    return {state: counted[state] for state in DueState if counted[state]}


def format_totals(alike: Iterable[AlikeReports]) -> tuple[FormatTotal, ...]:
    """Of the reports that hold, by format."""
    by_format: dict[str, list[AlikeReports]] = defaultdict(list)
    for each in alike:
        if not each.traits.is_superseded:
            by_format[each.traits.format].append(each)
    return tuple(
        FormatTotal(
            format=name,
            reports=sum(each.reports for each in found),
            rows=sum(each.rows for each in found),
            cents=sum(each.cents for each in found),
            holds_prestaties=any(each.traits.holds_prestaties for each in found),
        )
        for name, found in sorted(by_format.items())
    )
