"""The balance at every level: submission, municipality, format, period and report, each closed by itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from service.domain.formats.rows import Submitted
from service.domain.formats.shape import FieldReference
from service.domain.periods import Period
from service.domain.translation.balance import Balance, Tally
from service.domain.translation.fates import Fates, balance_of, balances_per_part, best_of
from service.domain.translation.selection import PRESTATIE, signed_cents
from service.domain.wording import Wording

_NOTHING = Balance(Tally(), Tally())
"""Of a municipality without a single prestatie."""


class Level(StrEnum):
    """What a balance is over."""

    SUBMISSION = "submission"
    MUNICIPALITY = "municipality"
    FORMAT = "format"
    PERIOD = "period"
    REPORT = "report"


LEVEL_WORDS: Mapping[Level, Wording] = {
    Level.SUBMISSION: Wording("aanlevering", "submission"),
    Level.MUNICIPALITY: Wording("gemeente", "municipality"),
    Level.FORMAT: Wording("formaat", "format"),
    Level.PERIOD: Wording("periode", "period"),
    Level.REPORT: Wording("rapportage", "report"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelBalance:
    """One balance, with what it is over; empty or None is all of it."""

    level: Level
    balance: Balance
    municipality: str = ""
    """Gemeentecode; empty at level MUNICIPALITY for rows that have none."""
    format: str = ""
    period: Period | None = None

    def as_json(self) -> dict[str, object]:
        """One level of an E in docs/json.md."""
        return {
            "level": self.level.value,
            "municipality": self.municipality,
            "format": self.format,
            "period": self.period.label if self.period else None,
            "balance": self.balance.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatFates:
    """What one format over one period made of every row of prestatie, for all who ask it."""

    format: str
    period: Period
    fates: Fates
    municipalities: tuple[str, ...]
    """Those that ask it: each has a report, over its own rows."""


def balances_at_every_level(
    submitted: Submitted, whole: Fates, parts: Sequence[FormatFates]
) -> tuple[LevelBalance, ...]:
    """Each level over the same rows; raises BalanceDoesNotCloseError when any of them would not close.

    The municipalities together are the submission, in rows and in cents; formats and periods are not: a row
    can be in more than one of them.
    """
    found = tuple(_levels(submitted, whole, parts))
    for each in found:
        each.balance.require_closed(f"{each.level} {each.municipality} {each.format}")
    return found


def _levels(submitted: Submitted, whole: Fates, parts: Sequence[FormatFates]) -> Iterator[LevelBalance]:
    cents = signed_cents(submitted, PRESTATIE)
    yield LevelBalance(level=Level.SUBMISSION, balance=balance_of(whole, cents))
    codes, numbers = municipalities_of(submitted)
    for code, balance in zip(codes, balances_per_part(whole, cents, numbers, len(codes)), strict=True):
        yield LevelBalance(level=Level.MUNICIPALITY, municipality=code, balance=balance)
    yield from _of_formats_and_periods(parts, cents)
    for each in parts:
        yield from _of_reports(submitted.on(each.period.end), each, cents)


def _of_formats_and_periods(
    parts: Sequence[FormatFates], cents: npt.NDArray[np.int64]
) -> Iterator[LevelBalance]:
    for name in dict.fromkeys(each.format for each in parts):
        fates = best_of([each.fates for each in parts if each.format == name])
        yield LevelBalance(level=Level.FORMAT, format=name, balance=balance_of(fates, cents))
    for period in dict.fromkeys(each.period for each in parts):
        fates = best_of([each.fates for each in parts if each.period == period])
        yield LevelBalance(level=Level.PERIOD, period=period, balance=balance_of(fates, cents))


def _of_reports(
    submitted: Submitted, part: FormatFates, cents: npt.NDArray[np.int64]
) -> Iterator[LevelBalance]:
    codes, numbers = municipalities_of(submitted)
    balances = dict(zip(codes, balances_per_part(part.fates, cents, numbers, len(codes)), strict=True))
    for code in part.municipalities:
        yield LevelBalance(
            level=Level.REPORT,
            municipality=code,
            format=part.format,
            period=part.period,
            balance=balances.get(code, _NOTHING),
        )


def municipalities_of(submitted: Submitted) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Every gemeentecode that a prestatie has, and per row its place among them; "" for none."""
    own = submitted.values(FieldReference(PRESTATIE, "gemeentecode")).plain_texts()
    codes, numbers = np.unique(own, return_inverse=True)
    return [str(code) for code in codes], numbers.astype(np.int64)
