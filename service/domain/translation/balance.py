"""The balance: in = reported + excluded by rule + quarantined + not made + rejected, in rows and in cents."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from service.domain.failures import BalanceDoesNotCloseError
from service.domain.wording import Wording


class Outcome(StrEnum):
    """What became of one row."""

    REPORTED = "reported"
    EXCLUDED = "excluded"
    QUARANTINED = "quarantined"
    NOT_MADE = "not_made"
    """It would have been in a report that could not be made, and is in no other."""
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One side of a balance: how much came in and under which name it went out."""

    came_in: int = 0
    reported: int = 0
    excluded: Mapping[str, int] = field(default_factory=dict)
    """By the name of the rule that excluded it."""
    quarantined: Mapping[str, int] = field(default_factory=dict)
    """By the code of the reason it waits for."""
    not_made: Mapping[str, int] = field(default_factory=dict)
    """By the reason for which its report could not be made."""
    rejected: Mapping[str, int] = field(default_factory=dict)
    """By the code of the finding that blocks it."""

    @property
    def went_out(self) -> int:
        """All that has a name."""
        return self.reported + sum(
            sum(part.values()) for part in (self.excluded, self.quarantined, self.not_made, self.rejected)
        )

    def as_json(self) -> dict[str, object]:
        """The stable shape of `--json`."""
        return {
            "in": self.came_in,
            "reported": self.reported,
            "excluded": dict(self.excluded),
            "quarantined": dict(self.quarantined),
            "not_made": dict(self.not_made),
            "rejected": dict(self.rejected),
        }


@dataclass(frozen=True, slots=True)
class Balance:
    """The equation over one table, for one report or for a whole submission."""

    rows: Tally
    cents: Tally
    """Signed cents: bedrag x +1 for D, -1 for C. Zero throughout for a table that holds no money."""

    @property
    def closes(self) -> bool:
        """Whether every row and every cent that came in has a name on its way out."""
        return self.rows.came_in == self.rows.went_out and self.cents.came_in == self.cents.went_out

    def require_closed(self, what: str) -> None:
        """Raise BalanceDoesNotCloseError, naming `what`, unless every row and every cent is accounted for."""
        if not self.closes:
            told = Wording(
                "er kwamen {rows_in} rijen en {cents_in} cent in, "
                "en {rows_out} rijen en {cents_out} cent uit.",
                "{what}: {rows_in} rows and {cents_in} cents came in, "
                "{rows_out} rows and {cents_out} cents went out.",
            )
            raise BalanceDoesNotCloseError(
                told.fill(
                    what=what,
                    rows_in=self.rows.came_in,
                    cents_in=self.cents.came_in,
                    rows_out=self.rows.went_out,
                    cents_out=self.cents.went_out,
                )
            )

    def as_json(self) -> dict[str, object]:
        """B in docs/json.md."""
        return {"rows": self.rows.as_json(), "cents": self.cents.as_json()}


def together(balances: Iterable[Balance]) -> Balance:
    """Of different rows: everything added up, name by name. Empty for none."""
    every = tuple(balances)
    return Balance(_together(each.rows for each in every), _together(each.cents for each in every))


def _together(tallies: Iterable[Tally]) -> Tally:
    every = tuple(tallies)

    def named(part: Callable[[Tally], Mapping[str, int]]) -> dict[str, int]:
        found: dict[str, int] = {}
        for tally in every:
            for name, amount in part(tally).items():
                found[name] = found.get(name, 0) + amount
        return dict(sorted(found.items()))

    return Tally(
        came_in=sum(each.came_in for each in every),
        reported=sum(each.reported for each in every),
        excluded=named(lambda each: each.excluded),
        quarantined=named(lambda each: each.quarantined),
        not_made=named(lambda each: each.not_made),
        rejected=named(lambda each: each.rejected),
    )
