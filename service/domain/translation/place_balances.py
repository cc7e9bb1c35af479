"""The balance of each municipality over each period: what those of many submissions are added up of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.domain.formats.rows import Submitted
from service.domain.periods import Period
from service.domain.translation.balance import Balance, Tally
from service.domain.translation.fates import Fates, balances_per_part, best_of
from service.domain.translation.levels import FormatFates, municipalities_of
from service.domain.translation.selection import PRESTATIE, signed_cents

_NOTHING = Balance(Tally(), Tally())
"""Of a municipality without a single prestatie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceBalance:
    """What became of the prestaties of one municipality, over one period."""

    municipality: str
    """Gemeentecode; empty for rows that have none."""
    period: Period
    balance: Balance


def balances_by_municipality(
    submitted: Submitted, whole: Fates, parts: Sequence[FormatFates]
) -> tuple[PlaceBalance, ...]:
    """Over the days of the submission every row, under the municipality that is its own at their end.

    Together these are the balance of the submission. Over each shorter period that a format asks: the rows of
    who asks it, by the best that formats over it made of them. Nothing without a period.
    """
    own = submitted.export.period
    if own is None:
        return ()
    found = [*_over(submitted, own, whole, _asking(parts), is_all=True)]
    for period in sorted({each.period for each in parts} - {own}):
        asking = _asking(each for each in parts if each.period == period)
        fates = fates_over(submitted, period, whole, parts)
        found += _over(submitted, period, fates, asking, is_all=False)
    return tuple(found)


def fates_over(submitted: Submitted, period: Period, whole: Fates, parts: Sequence[FormatFates]) -> Fates:
    """Of every row the one that its line over this period adds up."""
    if period == submitted.export.period:
        return whole
    return best_of([each.fates for each in parts if each.period == period])


def _asking(parts: Iterable[FormatFates]) -> set[str]:
    return {code for each in parts for code in each.municipalities}


def _over(
    of_any_day: Submitted, period: Period, fates: Fates, asking: set[str], *, is_all: bool
) -> Iterator[PlaceBalance]:
    submitted = of_any_day.on(period.end)
    codes, numbers = municipalities_of(submitted)
    cents = signed_cents(submitted, PRESTATIE)
    balances = dict(zip(codes, balances_per_part(fates, cents, numbers, len(codes)), strict=True))
    for code in sorted(asking | set(codes) if is_all else asking):
        balance = balances.get(code, _NOTHING)
        balance.require_closed(f"{period.label} {code}")
        yield PlaceBalance(municipality=code, period=period, balance=balance)
