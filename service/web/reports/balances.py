"""The balances of one period put together per format: over a region, per municipality and per provider."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from service.domain.periods import Period
from service.domain.reports import DeliveryMatrix, ReportSummary
from service.domain.translation.balance import Balance, together
from service.domain.translation.fates import holds_prestaties
from service.web.shared.equation import Equation, equation_of


@dataclass(frozen=True, slots=True)
class BalanceOf:
    """One municipality or provider."""

    name: str
    balance: Balance
    reports: tuple[ReportSummary, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatBalances:
    """All reports in one format: each is of other rows, so that they may be added up."""

    format: str
    equation: Equation
    municipalities: tuple[BalanceOf, ...]
    providers: tuple[BalanceOf, ...]


def balances_by_format(matrix: DeliveryMatrix, period: Period) -> tuple[FormatBalances, ...]:
    """Of the reports of one period that hold now and are about prestaties. Formats are never added up."""
    reports = [
        report
        for delivery in matrix.deliveries
        for report in delivery.reports
        if report.period == period and holds_prestaties(report.balance)
    ]
    return tuple(
        _of_format(name, [report for report in reports if report.format == name])
        for name in sorted({report.format for report in reports})
    )


def _of_format(name: str, reports: list[ReportSummary]) -> FormatBalances:
    return FormatBalances(
        format=name,
        equation=equation_of(together(report.balance for report in reports)),
        municipalities=tuple(_per(reports, lambda report: (report.municipality_name, report.municipality))),
        providers=tuple(_per(reports, lambda report: (report.provider_name, report.provider_code))),
    )


def _per(reports: list[ReportSummary], of: Callable[[ReportSummary], tuple[str, str]]) -> Iterator[BalanceOf]:
    """By name; two that have one name are told apart by their code."""
    for key in sorted({of(report) for report in reports}):
        own = tuple(report for report in reports if of(report) == key)
        yield BalanceOf(key[0], together(report.balance for report in own), own)
