"""The municipality's page: the reports made for it."""

from collections.abc import Sequence
from decimal import Decimal

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from service.domain.dutch_days import day_of
from service.domain.reports import ReportSummary
from service.domain.standing import ReportStanding
from service.domain.translation.fates import holds_prestaties
from service.files.tables import Cell
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.languages import gettext
from service.web.shared.lists import Filter, ListPage, list_page, period_filter
from service.web.shared.words import report_standing_name, standing_name

blueprint = Blueprint("municipality", __name__)

MOST_FORMER = 10
"""Of what no longer holds, so many stand on the page; the others a click further."""
_FORMER = {ReportStanding.REPLACED.value, ReportStanding.LAPSED.value}


@blueprint.get("/rapportages")
def reports() -> str | Response:
    """The reports for this municipality that hold, as far as is asked, and the last of those that do not."""
    every = current_wiring().reports.list(current_viewer())
    wants_former = request.args.get("stand") in _FORMER
    page = list_page([each for each in every if each.is_superseded == wants_former], _filters())
    table = asked_table(gettext("rapportages"), _head(), map(_line, page.found))
    if table is not None:
        return table
    return _shown(page, () if wants_former or page.chosen or page.begin else every, is_empty=not every)


def _shown(page: ListPage[ReportSummary], every: Sequence[ReportSummary], *, is_empty: bool) -> str:
    superseded = [each for each in every if each.standing is ReportStanding.REPLACED]
    lapsed = [each for each in every if each.standing is ReportStanding.LAPSED]
    return render_template(
        "reports/reports.html",
        page=page,
        is_empty=is_empty,
        superseded=superseded,
        lapsed=lapsed,
        most=MOST_FORMER,
        titles={} if is_empty else current_wiring().catalogue().titles(),
    )


def _filters() -> tuple[Filter[ReportSummary], ...]:
    titles = current_wiring().catalogue().titles()
    return (
        period_filter(lambda each: each.period),
        Filter(
            name="aanbieder",
            label=gettext("Aanbieder"),
            value_of=lambda each: f"{each.provider_name} ({each.provider_code})",
        ),
        Filter(
            name="formaat",
            label=gettext("Rapportage"),
            value_of=lambda each: each.format,
            words_of=lambda name: titles.get(name, name),
        ),
        Filter(
            name="stand",
            label=gettext("Stand"),
            value_of=lambda each: each.standing.value,
            words_of=report_standing_name,
        ),
    )


def _head() -> tuple[str, ...]:
    return (
        gettext("Aanbieder"),
        gettext("AGB-code"),
        gettext("Rapportage"),
        gettext("Periode"),
        gettext("Stand"),
        gettext("Ontvangen"),
        gettext("Prestaties"),
        gettext("Euro"),
        gettext("Telling sluit"),
        gettext("Bestand"),
    )


def _line(report: ReportSummary) -> tuple[Cell, ...]:
    balance = report.balance
    is_of_care = holds_prestaties(balance)
    return (
        report.provider_name,
        report.provider_code,
        report.format,
        report.period.label,
        standing_name(report),
        day_of(report.sent_at or report.published_at),
        balance.rows.reported if is_of_care else None,
        Decimal(balance.cents.reported) / 100 if is_of_care else None,
        gettext("ja") if balance.closes else gettext("nee"),
        report.filename,
    )
