"""The balances of one period put together per format: over a region, per municipality and per provider."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.domain.alike_reports import AlikeReports
from service.domain.translation.balance import Balance, together


@dataclass(frozen=True, slots=True, kw_only=True)
class SummedBalance:
    """Of the reports in one format, those of one municipality or those of one provider."""

    format: str
    municipality: str | None
    """Gemeentecode; None for the sum of a provider."""
    provider: str | None
    """AGB code; None for the sum of a municipality."""
    balance: Balance


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceOf:
    """One municipality or provider."""

    name: str
    code: str
    """Gemeentecode or AGB code."""
    balance: Balance
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatBalances:
    """All reports in one format: each is of other rows, so that they may be added up."""

    format: str
    balance: Balance
    municipalities: tuple[BalanceOf, ...]
    """By name, and so are the providers."""
    providers: tuple[BalanceOf, ...]


def balances_by_format(
    summed: Iterable[SummedBalance],
    alike: Iterable[AlikeReports],
    municipality_names: Mapping[str, str],
    provider_names: Mapping[str, str],
) -> tuple[FormatBalances, ...]:
    """Of the reports of one period that hold now and are about prestaties. Formats are never added up."""
    counted = _counted(alike)
    by_format: dict[str, list[SummedBalance]] = defaultdict(list)
    for each in summed:
        by_format[each.format].append(each)
    found = []
    for name, own in sorted(by_format.items()):
        municipalities = _named(own, municipality_names, counted, of_providers=False)
        found.append(
            FormatBalances(
                format=name,
                balance=together(each.balance for each in municipalities),
                municipalities=municipalities,
                providers=_named(own, provider_names, counted, of_providers=True),
            )
        )
    return tuple(found)


def _named(
    summed: Iterable[SummedBalance],
    names: Mapping[str, str],
    counted: Mapping[tuple[str, str], int],
    *,
    of_providers: bool,
) -> tuple[BalanceOf, ...]:
    """By name; two that have one name are told apart by their code."""
    found = []
    for each in summed:
        code = each.provider if of_providers else each.municipality
        if code is not None:
            name, reports = names.get(code, code), counted[each.format, code]
            found.append(BalanceOf(name=name, code=code, balance=each.balance, reports=reports))
    return tuple(sorted(found, key=lambda each: (each.name, each.code)))


def _counted(alike: Iterable[AlikeReports]) -> Mapping[tuple[str, str], int]:
    """Reports by format and gemeentecode, and by format and AGB code; these codes are never the same."""
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for each in alike:
        if each.traits.holds_prestaties and not each.traits.is_superseded:
            counted[each.traits.format, each.traits.municipality] += each.reports
            for provider in each.providers:
                counted[each.traits.format, provider] += 1
    return counted
