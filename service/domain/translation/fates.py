"""What becomes of every row of a table: reported, excluded by a rule, quarantined, not made or rejected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.domain.translation.balance import Balance, Outcome, Tally

Mask = npt.NDArray[np.bool_]
Name = tuple[Outcome, str]
"""An outcome and the rule, reason or finding code it goes by; empty for reported."""

REPORTED: Name = (Outcome.REPORTED, "")

OUTSIDE_PERIOD = "outside-period"
OTHER_LAW = "other-law"
NOT_REQUESTED = "not-requested"
NOT_IN_THIS_FORMAT = "not-in-this-format"
LISTED_ELSEWHERE = "listed-elsewhere"

_RANK = {
    Outcome.REPORTED: 0,
    Outcome.NOT_MADE: 1,
    Outcome.QUARANTINED: 2,
    Outcome.EXCLUDED: 3,
    Outcome.REJECTED: 6,
}
_SAYS_LESS = {NOT_IN_THIS_FORMAT: 1, NOT_REQUESTED: 2}
"""Exclusions that say less than one by a rule of a format that does ask the row."""


@dataclass(frozen=True, slots=True)
class Fates:
    """One fate per row of a table. Every row has exactly one, so that nothing can disappear."""

    names: tuple[Name, ...]
    numbers: npt.NDArray[np.int16]
    """Per row its place in `names`."""

    @staticmethod
    def all(count: int, name: Name) -> "Fates":
        """The same fate for every row."""
        return Fates((name,), np.zeros(count, dtype=np.int16))

    def where(self, mask: Mask, name: Name) -> "Fates":
        """Give this fate to the rows in `mask` that were to be reported; others keep the one they have."""
        hit = mask & self.are(Outcome.REPORTED)
        names = self.names if name in self.names else (*self.names, name)
        return Fates(names, np.where(hit, names.index(name), self.numbers).astype(np.int16))

    def but(self, mask: Mask, other: "Fates") -> "Fates":
        """These fates, for the rows in `mask` those of `other`."""
        names = tuple(dict.fromkeys((*self.names, *other.names)))
        ours, theirs = self.numbered(names), other.numbered(names)
        return Fates(names, np.where(mask, theirs, ours).astype(np.int16))

    def numbered(self, names: Sequence[Name]) -> npt.NDArray[np.int16]:
        """Per row its place in other names."""
        return np.array([names.index(name) for name in self.names], dtype=np.int16)[self.numbers]

    def are(self, outcome: Outcome) -> Mask:
        """The rows with this outcome, whatever its name."""
        return np.array([each is outcome for each, _ in self.names], dtype=bool)[self.numbers]


def best_of(several: Sequence[Fates]) -> Fates:
    """Per row the best of several fates: reported anywhere is reported.

    After reported comes not made, then quarantined, then excluded (by a rule of a format first, for want of
    a request last), then rejected; of equals the first one given.
    """
    best = several[0]
    for other in several[1:]:
        names = tuple(dict.fromkeys((*best.names, *other.names)))
        ranks = np.array([_RANK[outcome] + _SAYS_LESS.get(name, 0) for outcome, name in names])
        ours, theirs = best.numbered(names), other.numbered(names)
        best = Fates(names, np.where(ranks[theirs] < ranks[ours], theirs, ours).astype(np.int16))
    return best


def balance_of(fates: Fates, cents: npt.NDArray[np.int64]) -> Balance:
    """The balance over all rows: how many there are, and the signed cents they hold."""
    everything = np.zeros(len(fates.numbers), dtype=np.int64)
    return balances_per_part(fates, cents, everything, 1)[0]


def balances_per_part(
    fates: Fates, cents: npt.NDArray[np.int64], parts: npt.NDArray[np.int64], count: int
) -> list[Balance]:
    """One balance per part; `parts` gives each row its part from 0, or -1 for none."""
    inside = parts >= 0
    width = len(fates.names)
    cells = parts[inside] * width + fates.numbers[inside]
    rows = np.bincount(cells, minlength=count * width).reshape(count, width)
    sums = np.zeros(count * width, dtype=np.int64)
    np.add.at(sums, cells, cents[inside])
    money = sums.reshape(count, width)
    came_in = np.zeros(count, dtype=np.int64)
    np.add.at(came_in, parts[inside], cents[inside])
    totals = np.bincount(parts[inside], minlength=count)
    return [
        Balance(
            _tally(fates.names, rows[part], rows[part], int(totals[part])),
            _tally(fates.names, money[part], rows[part], int(came_in[part])),
        )
        for part in range(count)
    ]


def _tally(
    names: tuple[Name, ...],
    amounts: npt.NDArray[np.int64],
    rows: npt.NDArray[np.int64],
    came_in: int,
) -> Tally:
    named: dict[Outcome, dict[str, int]] = {outcome: {} for outcome in Outcome}
    for (outcome, name), amount, count in zip(names, amounts, rows, strict=True):
        if count:
            named[outcome][name] = named[outcome].get(name, 0) + int(amount)
    return Tally(
        came_in=came_in,
        reported=sum(named[Outcome.REPORTED].values()),
        excluded=_sorted(named[Outcome.EXCLUDED]),
        quarantined=_sorted(named[Outcome.QUARANTINED]),
        not_made=_sorted(named[Outcome.NOT_MADE]),
        rejected=_sorted(named[Outcome.REJECTED]),
    )


def _sorted(named: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(named.items()))


def holds_prestaties(balance: Balance) -> bool:
    """Whether the report is about prestaties at all: a waiting list, for one, is not."""
    return bool(balance.rows.reported) or NOT_IN_THIS_FORMAT not in balance.rows.excluded
