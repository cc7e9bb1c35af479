"""One balance over one period, of all kinds of report together, for many providers and municipalities."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.domain.periods import Period
from service.domain.translation.balance import Balance, together


@dataclass(frozen=True, slots=True, kw_only=True)
class SummedBalance:
    """What became of every row that counts of one municipality, or of one provider; each row once."""

    municipality: str | None
    """Gemeentecode; None for the sum of a provider."""
    provider: str | None
    """AGB code; None for the sum of a municipality."""
    balance: Balance
    reports: int
    """About care delivered, that ask these rows: one row may be in several."""
    pairs: int
    """Of a provider and a municipality, that are in it."""
    unknown: int = 0
    """Pairs that are not: settled before their balance was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBalance:
    """One municipality or one provider."""

    code: str
    """Gemeentecode or AGB code."""
    name: str
    balance: Balance
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodBalance:
    """Of a region or of one municipality: the lines of either kind add up to the whole."""

    periods: tuple[Period, ...]
    period: Period | None
    """None for one over which nothing was sent."""
    municipality: str = ""
    """The only one that is told of (gemeentecode); empty for all that who looks may see."""
    municipalities: tuple[NamedBalance, ...] = ()
    """By name, and so are the providers."""
    providers: tuple[NamedBalance, ...] = ()
    unknown: int = 0
    """Pairs of a provider and a municipality that are not counted: see SummedBalance."""
    names: Mapping[str, str]
    """Of the municipalities that who looks may see, by code."""

    @property
    def balance(self) -> Balance:
        """Of all of it: a row is of one municipality, and of one submission that counts for it."""
        return together(each.balance for each in self.municipalities)

    @property
    def reports(self) -> int:
        """That ask these rows."""
        return sum(each.reports for each in self.municipalities)


def by_name(
    summed: Iterable[SummedBalance], names: Mapping[str, str], *, of_providers: bool
) -> tuple[NamedBalance, ...]:
    """Those of one kind; two that have one name are told apart by their code."""
    found = []
    for each in summed:
        code = each.provider if of_providers else each.municipality
        if code is not None and each.pairs:
            name = names.get(code, code)
            found.append(NamedBalance(code=code, name=name, balance=each.balance, reports=each.reports))
    return tuple(sorted(found, key=lambda each: (each.name, each.code)))
