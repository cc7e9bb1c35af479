"""Who owes which report by when: the page of all of it, and where a municipality gives more time."""

import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.deadline_calendar import deadline_days
from service.domain.due_piles import DuesPage
from service.domain.dues import Due, DueState
from service.domain.private_words import TellsOfAClientError
from service.files.tables import Cell
from service.use_cases.reports.grant_extension import NoExtensionError
from service.web.people.visitor import current_viewer, origin
from service.web.reports.calendar_file import calendar_file
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.due_words import due_cause, due_state_name
from service.web.shared.languages import gettext
from service.web.shared.plain_values import number_of
from service.web.shared.private_words import telling_words

blueprint = Blueprint("deadlines", __name__)

ON_A_PAGE = 100
FIRST = 5
"""How many stand on the page where work begins."""


@blueprint.get("/termijnen")
def show() -> str | Response:
    """Everything that is expected, the most urgent first; `?stand=` leaves one state, `?vanaf=` goes on."""
    chosen = request.args.get("stand", "")
    states = [state for state in DueState if chosen in ("", state.value)]
    table = asked_table(gettext("termijnen"), _head(), _lines(states))
    if table is not None:
        return table
    begin = number_of(request.args.get("vanaf", ""))
    page = current_wiring().reports.page_dues(current_viewer(), states, begin, ON_A_PAGE)
    further = page.begin + len(page.dues)
    return render_template(
        "reports/deadlines.html",
        page=page,
        chosen=chosen,
        further=further if further < page.total else None,
        titles=current_wiring().catalogue().titles() if page.dues else {},
    )


def _lines(states: Collection[DueState]) -> Iterator[tuple[Cell, ...]]:
    """All of it, read only when somebody takes it along; of a region only what stands in these states."""
    for each in current_wiring().reports.page_dues(current_viewer(), states, most=sys.maxsize).dues:
        yield _line(each)


def _head() -> tuple[str, ...]:
    return (
        gettext("Stand"),
        gettext("Gemeente"),
        gettext("Aanbieder"),
        gettext("AGB-code"),
        gettext("Rapportage"),
        gettext("Periode"),
        gettext("Uiterlijk"),
        gettext("Uitstel"),
        gettext("Verstuurd op"),
        gettext("Oorzaak"),
        gettext("Op grond van"),
    )


def _line(due: Due) -> tuple[Cell, ...]:
    asked = due.asked
    return (
        due_state_name(due.state),
        due.municipality_name,
        due.provider_name,
        asked.provider_code,
        asked.format,
        asked.period.label,
        asked.deadline,
        due.extension.until if due.extension else None,
        due.sent_on,
        due_cause(due) if due.cause else None,
        asked.legal_ground,
    )


@blueprint.get("/termijnen/<secret>.ics")
def calendar(secret: str) -> Response:
    """For the calendar of who made this address; nobody is signed in."""
    viewer, dues = current_wiring().reports.read_calendar(secret, origin())
    titles = current_wiring().catalogue().titles() if dues else {}
    days = deadline_days(dues, titles, url_for(".show", _external=True))
    return Response(calendar_file(days, viewer.language, datetime.now(UTC)), mimetype="text/calendar")


@blueprint.get("/termijnen/uitstel")
def ask() -> str:
    """The form by which a municipality gives more time for one report."""
    return _form(_owed(request.args), {}, {})


@blueprint.post("/termijnen/uitstel")
def grant() -> Response | tuple[str, int]:
    """Give it, or the form once more with what is missing."""
    due = _owed(request.form)
    until, reason = _day(request.form.get("tot", "")), request.form.get("toelichting", "")
    faults = {}
    if until is None:
        faults["tot"] = gettext("Vul een bestaande dag in.")
    if not reason.strip():
        faults["toelichting"] = gettext("Schrijf op waarom u uitstel geeft; de aanbieder leest dat.")
    if until is not None and not faults:
        faults = _granted(due, until, reason)
    if faults:
        return _form(due, request.form, faults), 400
    return redirect(url_for(".show", gezegd="uitstel"), code=303)


def _granted(due: Due, until: date, reason: str) -> dict[str, str]:
    """By field what is wrong; nothing when it was given."""
    try:
        current_wiring().reports.grant_extension(current_viewer(), due.asked.key, until, reason)
    except TellsOfAClientError as telling:
        return {"toelichting": telling_words(telling)}
    except NoExtensionError:
        return {"tot": gettext("Kies een dag na de uiterste dag, en binnen een jaar daarna.")}
    return {}


def _owed(given: Mapping[str, str]) -> Due:
    """What is still to be delivered and is named; 404 when nothing is."""
    wanted = (given.get("aanbieder"), given.get("formaat"), given.get("periode"))
    for due in current_wiring().reports.list_dues(current_viewer()):
        asked = due.asked
        if due.state.is_open and (asked.provider_code, asked.format, asked.period.label) == wanted:
            return due
    raise NotFound


def _form(due: Due, given: Mapping[str, str], faults: Mapping[str, str]) -> str:
    titles = current_wiring().catalogue().titles()
    title = titles.get(due.asked.format, due.asked.format)
    return render_template("reports/extension.html", due=due, given=given, faults=faults, title=title)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def first_dues() -> DuesPage:
    """What the page where work begins shows of it: the counts, and what is open and most urgent."""
    pressing = [state for state in DueState if state.is_open and state is not DueState.NOT_YET]
    return current_wiring().reports.page_dues(current_viewer(), pressing, most=FIRST)
