"""Questions at a report: the list, one with what was said, and the forms to ask, answer and close."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.domain.access import OrganisationKind
from service.domain.formats.plan import Column
from service.domain.keeping import KeyDestroyedError
from service.domain.private_words import TellsOfAClientError
from service.domain.reports import ReportId, ReportSummary
from service.domain.threads.thread import (
    NoSuchPlaceError,
    NoTextError,
    Thread,
    ThreadClosedError,
    ThreadId,
    ThreadPlace,
    ThreadState,
)
from service.use_cases.reports.judge import NoLongerHoldsError
from service.web.people.visitor import current_viewer
from service.web.reports.explanation import told_of_cell
from service.web.shared.current import current_wiring
from service.web.shared.languages import gettext, message
from service.web.shared.private_words import telling_words

blueprint = Blueprint("threads", __name__)

AnyResponse = Response | tuple[str, int]
ON_A_PAGE = 100
_NO_TEXT = message("Schrijf in ten hoogste 1.000 tekens op wat u wilt zeggen.")
_NO_PLACE = message("Die plaats is er niet in dit bestand. Uw vraag gaat nu over de hele rapportage.")
_NO_LONGER = message(
    "Uw vraag is niet gesteld: intussen kwam er een andere rapportage voor in de plaats. Stel de vraag daar."
)
_CLOSED = message("Dit is niet doorgegeven: de vraag is intussen gesloten.")


@blueprint.get("/vragen")
def every() -> str:
    """All questions, those first in which it is our turn; `?vanaf=` goes on."""
    found = current_wiring().reports.list_threads(current_viewer())
    begin = request.args.get("vanaf", 0, type=int)
    begin = begin if 0 < begin < len(found) else 0
    return render_template(
        "reports/threads.html",
        threads=found[begin : begin + ON_A_PAGE],
        total=len(found),
        counts=_counts_of(found),
        begin=begin,
        further=begin + ON_A_PAGE if begin + ON_A_PAGE < len(found) else None,
        titles=current_wiring().catalogue().titles() if found else {},
    )


@blueprint.get("/vragen/<uuid:thread_id>")
def show(thread_id: UUID) -> str:
    """What was said, beside the cell or column that it is about."""
    return _page(ThreadId(thread_id))


@blueprint.get("/rapportages/<uuid:report_id>/vragen/nieuw")
def ask(report_id: UUID) -> str:
    """The form to ask about a cell (`?cel=`), a column (`?tabel=&kolom=`) or the report as a whole."""
    return _form(ReportId(report_id), _place(request.args))


@blueprint.post("/rapportages/<uuid:report_id>/vragen")
def begin(report_id: UUID) -> AnyResponse:
    """Ask it, or the form once more with what is wrong."""
    report, place, text = ReportId(report_id), _place(request.form), request.form.get("tekst", "")
    try:
        thread = current_wiring().reports.open_thread(current_viewer(), report, place, text)
    except NoSuchPlaceError:
        return _form(report, ThreadPlace(), text, gettext(_NO_PLACE)), 400
    except NoLongerHoldsError:
        return _form(report, place, text, gettext(_NO_LONGER)), 409
    except (NoTextError, TellsOfAClientError) as fault:
        return _form(report, place, text, _fault(fault)), 400
    return redirect(url_for(".show", thread_id=thread, gezegd="gevraagd"), 303)


@blueprint.post("/vragen/<uuid:thread_id>/berichten")
def reply(thread_id: UUID) -> AnyResponse:
    """Answer or ask on, or the page once more with what is wrong."""
    thread, text = ThreadId(thread_id), request.form.get("tekst", "")
    try:
        current_wiring().reports.reply_in_thread(current_viewer(), thread, text)
    except ThreadClosedError:
        return _page(thread, text, gettext(_CLOSED)), 409
    except (NoTextError, TellsOfAClientError) as fault:
        return _page(thread, text, _fault(fault)), 400
    return redirect(url_for(".show", thread_id=thread_id, gezegd="doorgegeven"), 303)


@blueprint.post("/vragen/<uuid:thread_id>/sluiten")
def close(thread_id: UUID) -> Response:
    """Nothing is left to do for anybody."""
    current_wiring().reports.close_thread(current_viewer(), ThreadId(thread_id))
    return redirect(url_for(".show", thread_id=thread_id, gezegd="gesloten"), 303)


def _counts_of(threads: Sequence[Thread]) -> Mapping[ThreadState, int]:
    """How many there are of each state, the most urgent first; only states that occur."""
    counted = Counter(each.state for each in threads)
    return {state: counted[state] for state in ThreadState if counted[state]}


def _page(thread: ThreadId, text: str = "", fault: str = "") -> str:
    found = current_wiring().reports.show_thread(current_viewer(), thread)
    report = found.report
    return render_template(
        "reports/thread.html",
        thread=found,
        report=report,
        title=_title(report.format),
        said=request.args.get("gezegd", "") if not fault else "",
        text=text,
        fault=fault,
        column=_columns(report).get((found.place.block, found.place.column)) if found.place.column else None,
        **_cell(found),
    )


def _cell(thread: Thread) -> Mapping[str, object]:
    """What stands in the cell: with its rows for who handed them in; nothing for a bureau."""
    is_bureau = current_viewer().organisation.kind is OrganisationKind.BUREAU
    if is_bureau or not thread.place.cell:
        return {"told": None}
    try:
        found = current_wiring().reports.explain(current_viewer(), thread.report.id)
    except KeyDestroyedError:
        return {"told": None}
    return told_of_cell(found, thread.place.cell)


def _form(report: ReportId, place: ThreadPlace, text: str = "", fault: str = "") -> str:
    found = current_wiring().reports.show(current_viewer(), report).report
    return render_template(
        "reports/ask.html", report=found, place=place, text=text, fault=fault, title=_title(found.format)
    )


def _place(given: Mapping[str, str]) -> ThreadPlace:
    cell = given.get("cel", "").strip()
    return ThreadPlace(cell) if cell else ThreadPlace("", given.get("tabel", ""), given.get("kolom", ""))


def _columns(report: ReportSummary) -> Mapping[tuple[str, str], Column]:
    plan = current_wiring().catalogue().plan(report.format, report.format_sha256)
    return {} if plan is None else plan.columns_by_place


def _fault(fault: NoTextError | TellsOfAClientError) -> str:
    return telling_words(fault) if isinstance(fault, TellsOfAClientError) else gettext(_NO_TEXT)


def _title(name: str) -> str:
    return current_wiring().catalogue().titles().get(name, name)
