"""One balance of a provider over a period, with every submission that counts and every municipality."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.submissions.submission import SubmissionId
from service.files.tables import Cell
from service.use_cases.reports.show_provider_balance import ProviderBalance
from service.web.people.visitor import current_viewer
from service.web.shared.balance_cells import balance_cells, balance_head
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.equation import equation_of
from service.web.shared.languages import gettext
from service.web.shared.notation import short_moment
from service.web.shared.some_lines import some_lines

blueprint = Blueprint("provider_balance", __name__)
_ON_A_PAGE = 50


@blueprint.get("/telling/<aanbieder>")
def show(aanbieder: str) -> str | Response:
    """Over the latest period, or the one in `?periode=`.

    `?aanlevering=` leaves out all other submissions, `?gemeente=` all other municipalities; empty is that of
    rows without one.
    """
    label = request.args.get("periode")
    every = current_wiring().reports.show_provider_balance(current_viewer(), aanbieder, label)
    if every is None or (every.period is None and label is not None):
        raise NotFound
    asked, municipality = _asked_submission(), request.args.get("gemeente")
    found = every.only(asked, municipality)
    if not found.submissions and (asked, municipality) != (None, None):
        raise NotFound
    if found.period is not None:
        called = gettext("sluitende telling")
        name = f"{called}-{found.provider}-{found.period.label}"
        table = asked_table(name, _head(), _cells(found))
        if table is not None:
            return table
    return _page(found, asked, municipality)


def _asked_submission() -> SubmissionId | None:
    wanted = request.args.get("aanlevering")
    try:
        return None if wanted is None else SubmissionId(UUID(wanted))
    except ValueError as error:
        raise NotFound from error


def _page(found: ProviderBalance, asked: SubmissionId | None, municipality: str | None) -> str:
    chosen = {
        "periode": found.period.label if found.period else None,
        "aanlevering": None if asked is None else str(asked),
        "gemeente": municipality,
    }
    lines = [(each, line) for each in found.submissions for line in each.lines if not each.is_refused]
    return render_template(
        "reports/provider_balance.html",
        found=found,
        asked=asked,
        municipality=municipality,
        equation=equation_of(found.balance),
        page=some_lines(lines, _ON_A_PAGE, **chosen),
    )


def _head() -> tuple[str, ...]:
    return (
        gettext("Periode"),
        gettext("Aanbieder"),
        gettext("AGB-code"),
        gettext("Aanlevering"),
        gettext("Ontvangen"),
        gettext("Bestand"),
        gettext("Gemeente"),
        gettext("Gemeentecode"),
        *balance_head(),
    )


def _cells(found: ProviderBalance) -> Iterator[tuple[Cell, ...]]:
    """A line per municipality; no row is in two of them."""
    for each in found.submissions:
        for line in each.lines:
            yield (
                found.period.label if found.period else "",
                found.name,
                found.provider,
                str(each.submission),
                short_moment(each.received_at),
                each.filename,
                found.municipalities.get(line.municipality, line.municipality),
                line.municipality,
                *balance_cells(line.balance, line.reports),
            )
