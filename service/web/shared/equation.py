"""The balance as lines of a table: what came in, and under which name every row and euro went out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.domain.translation.balance import Balance, Outcome


@dataclass(frozen=True, slots=True)
class EquationLine:
    """One line: an outcome, or one rule or reason within it."""

    outcome: Outcome
    name: str
    """The rule or reason; empty for the line of the outcome as a whole."""
    rows: int
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """came_in = the sum of all outcome lines; the named lines below an outcome add up to it."""

    rows: int
    cents: int
    lines: tuple[EquationLine, ...]
    closes: bool
    rows_missing: int
    cents_missing: int

    @property
    def waiting(self) -> tuple[EquationLine, ...]:
        """What waits, by reason."""
        return tuple(line for line in self.lines if line.outcome is Outcome.QUARANTINED and line.name)


def equation_of(balance: Balance) -> Equation:
    """Reported, excluded by rule, waiting, in no report that could be made, rejected, in this order."""
    rows, cents = balance.rows, balance.cents
    lines = (
        EquationLine(Outcome.REPORTED, "", rows.reported, cents.reported),
        *_part(Outcome.EXCLUDED, rows.excluded, cents.excluded),
        *_part(Outcome.QUARANTINED, rows.quarantined, cents.quarantined),
        *(_part(Outcome.NOT_MADE, rows.not_made, cents.not_made) if rows.not_made else ()),
        *_part(Outcome.REJECTED, rows.rejected, cents.rejected),
    )
    return Equation(
        rows=rows.came_in,
        cents=cents.came_in,
        lines=lines,
        closes=balance.closes,
        rows_missing=rows.came_in - rows.went_out,
        cents_missing=cents.came_in - cents.went_out,
    )


def _part(outcome: Outcome, rows: Mapping[str, int], cents: Mapping[str, int]) -> Iterator[EquationLine]:
    yield EquationLine(outcome, "", sum(rows.values()), sum(cents.values()))
    for name in sorted({*rows, *cents}, key=lambda name: -rows.get(name, 0)):
        yield EquationLine(outcome, name, rows.get(name, 0), cents.get(name, 0))
