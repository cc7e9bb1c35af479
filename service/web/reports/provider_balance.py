"""One balance of a provider over a period, with every submission that counts and every municipality."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.submissions.submission import SubmissionId
from service.domain.translation.balance import Balance
from service.files.tables import Cell
from service.use_cases.reports.show_provider_balance import ProviderBalance
from service.web.people.visitor import current_viewer
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
    """Over the latest period, or the one in `?periode=`; `?aanlevering=` leaves out all others."""
    label = request.args.get("periode")
    every = current_wiring().reports.show_provider_balance(current_viewer(), aanbieder, label)
    if every is None or (every.period is None and label is not None):
        raise NotFound
    asked = _asked_submission()
    found = every if asked is None else every.only(asked)
    if asked is not None and not found.submissions:
        raise NotFound
    if found.period is not None:
        called = gettext("sluitende telling")
        name = f"{called}-{found.provider}-{found.period.label}"
        table = asked_table(name, _head(), _cells(found))
        if table is not None:
            return table
    return _page(found, asked)


def _asked_submission() -> SubmissionId | None:
    wanted = request.args.get("aanlevering")
    try:
        return None if wanted is None else SubmissionId(UUID(wanted))
    except ValueError as error:
        raise NotFound from error


def _page(found: ProviderBalance, asked: SubmissionId | None) -> str:
    label = found.period.label if found.period else None
    lines = [(each, line) for each in found.submissions for line in each.lines if not each.is_refused]
    return render_template(
        "reports/provider_balance.html",
        found=found,
        asked=asked,
        equation=equation_of(found.balance),
        page=some_lines(lines, _ON_A_PAGE, periode=label, aanlevering=None if asked is None else str(asked)),
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
        gettext("Aangeleverd"),
        gettext("In rapportages"),
        gettext("Uitgesloten"),
        gettext("Wacht"),
        gettext("Niet gemaakt"),
        gettext("Afgewezen"),
        gettext("Euro aangeleverd"),
        gettext("Euro in rapportages"),
        gettext("Euro uitgesloten"),
        gettext("Euro wacht"),
        gettext("Euro niet gemaakt"),
        gettext("Euro afgewezen"),
        gettext("Telling sluit"),
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
                *_amounts(line.balance),
                gettext("ja") if line.balance.closes else gettext("nee"),
            )


def _amounts(balance: Balance) -> tuple[Cell, ...]:
    """Rows, then euros: what came in and how it went out."""
    rows, cents = (
        (
            side.came_in,
            side.reported,
            *(sum(part.values()) for part in (side.excluded, side.quarantined, side.not_made, side.rejected)),
        )
        for side in (balance.rows, balance.cents)
    )
    return (*rows, *(Decimal(each) / 100 for each in cents))
