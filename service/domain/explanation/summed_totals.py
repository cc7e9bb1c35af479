"""The totals of a period over many reports: as their rows hold them and as their files have them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummedTotal:
    """One column of one format over several reports."""

    block: str
    column: str
    exact: Fraction | None
    """What the rows hold; None where it would tell a small number that a report leaves out."""
    written: Fraction
    """What a reader of all their files adds up."""
    differences: Mapping[str, Fraction] = field(default_factory=dict)
    """By cause; together with `exact` they are `written`. Empty too where `exact` is None."""
    reports: int
    """In how many the column is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsOf:
    """The reports in one format of one municipality, or those of one provider."""

    format: str
    municipality: str | None
    """Gemeentecode; None for the sum of a provider."""
    provider: str | None
    """AGB code; None for the sum of a municipality."""
    totals: tuple[SummedTotal, ...]
    """In the order of the file."""
    hidden: int = 0
    """Reports that are not added: about single persons, or about too few clients for who looks."""
    unknown: int = 0
    """Reports that are not added: from before their totals were kept."""

    @property
    def code(self) -> str:
        """Of whom they are."""
        return self.municipality or self.provider or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsOfFormat:
    """All reports in one format over one period: each is of other rows, so that they may be added up."""

    format: str
    totals: tuple[SummedTotal, ...]
    hidden: int
    """As of `TotalsOf`."""
    unknown: int
    parts: tuple[TotalsOf, ...]
    """Of each municipality, or of each provider; together they are all of it."""


def totals_by_format(every: Iterable[TotalsOf]) -> tuple[TotalsOfFormat, ...]:
    """By name of the format, of what is of municipalities or of what is of providers.

    Formats are never added up: two of them may hold the same rows.
    """
    by_format: dict[str, list[TotalsOf]] = defaultdict(list)
    for each in every:
        by_format[each.format].append(each)
    return tuple(
        TotalsOfFormat(
            format=name,
            totals=_together(parts),
            hidden=sum(each.hidden for each in parts),
            unknown=sum(each.unknown for each in parts),
            parts=tuple(parts),
        )
        for name, parts in sorted(by_format.items())
    )


def _together(parts: Iterable[TotalsOf]) -> tuple[SummedTotal, ...]:
    by_column: dict[tuple[str, str], list[SummedTotal]] = defaultdict(list)
    for part in parts:
        for each in part.totals:
            by_column[each.block, each.column].append(each)
    return tuple(_summed(each) for each in by_column.values())


def _summed(every: list[SummedTotal]) -> SummedTotal:
    told = [each.exact for each in every if each.exact is not None]
    is_told = len(told) == len(every)
    differences: dict[str, Fraction] = defaultdict(Fraction)
    for each in every if is_told else ():
        for cause, by in each.differences.items():
            differences[cause] += by
    return SummedTotal(
        block=every[0].block,
        column=every[0].column,
        exact=sum(told, _NOTHING) if is_told else None,
        written=sum((each.written for each in every), _NOTHING),
        differences=dict(differences),
        reports=sum(each.reports for each in every),
    )
