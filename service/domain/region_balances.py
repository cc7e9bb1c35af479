"""The balances of one period put together per format: over a region, per municipality and per provider."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from service.domain.report_in_brief import ReportInBrief
from service.domain.translation.balance import Balance, together

Balanced = tuple[ReportInBrief, Balance]


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceOf:
    """One municipality or provider."""

    name: str
    code: str
    """Gemeentecode or AGB code."""
    balance: Balance
    reports: tuple[ReportInBrief, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatBalances:
    """All reports in one format: each is of other rows, so that they may be added up."""

    format: str
    balance: Balance
    municipalities: tuple[BalanceOf, ...]
    providers: tuple[BalanceOf, ...]


def balances_by_format(reports: Iterable[Balanced]) -> tuple[FormatBalances, ...]:
    """Of the reports of one period that hold now and are about prestaties. Formats are never added up."""
    by_format: dict[str, list[Balanced]] = defaultdict(list)
    for report, balance in reports:
        if report.holds_prestaties:
            by_format[report.format].append((report, balance))
    return tuple(_of_format(name, found) for name, found in sorted(by_format.items()))


def _of_format(name: str, reports: list[Balanced]) -> FormatBalances:
    municipalities = tuple(_per(reports, lambda report: (report.municipality_name, report.municipality)))
    return FormatBalances(
        format=name,
        balance=together(each.balance for each in municipalities),
        municipalities=municipalities,
        providers=tuple(_per(reports, lambda report: (report.provider_name, report.provider_code))),
    )


def _per(reports: list[Balanced], of: Callable[[ReportInBrief], tuple[str, str]]) -> Iterator[BalanceOf]:
    """By name; two that have one name are told apart by their code."""
    by_key: dict[tuple[str, str], list[Balanced]] = defaultdict(list)
    for report, balance in reports:
        by_key[of(report)].append((report, balance))
    for (name, code), own in sorted(by_key.items()):
        yield BalanceOf(
            name=name,
            code=code,
            balance=together(balance for _, balance in own),
            reports=tuple(report for report, _ in own),
        )
