"""The pages about burden: a provider's, a municipality's, a region's, a public one, and the stop-watch."""

from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from service.domain.burden.made_today import Way
from service.domain.burden.open_data import HASH, as_bytes, open_data
from service.domain.burden.open_data_table import OPEN_HEADS, open_lines
from service.domain.burden.page_table import HEADS, lines_of
from service.domain.burden.public_words import may_be_public
from service.domain.burden.residual import Cause
from service.domain.burden.time_studies import ROLES, ClockAct, TimedWork, minutes_of, role_words
from service.domain.burden.words import way_words, work_words
from service.domain.reports import Download
from service.files.tables import table_as_csv
from service.use_cases.burden.tell_work_left import MOST_MINUTES
from service.web.burden.calibration import measured_times, repeated_work
from service.web.burden.charts import Bar
from service.web.burden.content import content_of, drawn
from service.web.burden.letters import letter_about
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment, asked_table
from service.web.shared.languages import current_language, gettext, in_language, kept_in_language

blueprint = Blueprint("burden", __name__)

_MOST_ADVICE = 12


@blueprint.get("/regeldruk")
def show() -> str | AnyResponse:
    """What was counted, what is estimated, what is left, and what would help, for whoever asks."""
    viewer, catalogue = current_viewer(), current_wiring().catalogue()
    page = current_wiring().burden.show(viewer, request.args.get("periode"))
    if page.measured is not None and page.period is not None:
        lines = lines_of(page, catalogue.municipalities, catalogue.titles(), current_language())
        table = asked_table(f"regeldruk-{page.period.label}", HEADS, lines)
        if table is not None:
            return table
    return render_template("burden/page.html", **content_of(page, viewer.organisation.name), is_public=False)


@blueprint.get("/regeldruk/openbaar")
def public() -> str:
    """The page of a region without anyone's name in it, to be published."""
    viewer = current_viewer()
    page = current_wiring().burden.show(viewer, request.args.get("periode"))
    if page.measured is None or not may_be_public(page.measured):
        return render_template("burden/page.html", page=page, measured=None, is_public=True)
    own = current_wiring().burden.list_publications(viewer)
    content = content_of(page, viewer.organisation.name)
    return render_template("burden/page.html", **content, is_public=True, published=own)


@blueprint.post("/regeldruk/publiceren")
def publish() -> AnyResponse:
    """Make a period public, at an address of its own."""
    address = current_wiring().burden.publish(current_viewer(), request.form.get("periode", ""))
    return redirect(url_for(".published", address=address), code=303)


@blueprint.post("/regeldruk/intrekken")
def withdraw() -> AnyResponse:
    """Take a published page off."""
    current_wiring().burden.withdraw_publication(current_viewer(), request.form.get("adres", ""))
    return redirect(url_for(".public", periode=request.form.get("periode")), code=303)


@blueprint.get("/openbaar/regeldruk/<address>")
def published(address: str) -> str:
    """What a region made public, for anyone."""
    found = current_wiring().burden.read_publication(address)
    words, minutes = kept_in_language(found.content), found.content["minutes"]
    labels = {
        "net": (gettext("Niet besteed (netto)"), "saved"),
        "each_time": (gettext("Idem, elke rapportage apart"), "saved"),
        "shared": (gettext("Idem, deelt formaten"), "saved"),
        "left": (gettext("Blijft over"), "left"),
    }
    file = open_data(found.content, address, found.period, found.published_at)
    lines = [
        Bar(
            label=label,
            low=minutes[name]["p10"],
            middle=minutes[name]["p50"],
            high=minutes[name]["p90"],
            words=words[name],
            kind=kind,
        )
        for name, (label, kind) in labels.items()
        if name in minutes
    ]
    return render_template(
        "burden/published.html",
        content=found.content,
        words=words,
        period=found.period,
        published_at=found.published_at,
        chart=drawn(lines),
        address=address,
        sha256=file[HASH],
    )


@blueprint.get("/openbaar/regeldruk/<address>.json")
def published_data(address: str) -> AnyResponse:
    """What a region made public as data, with its hash."""
    content = as_bytes(_published_file(address))
    return as_attachment(Download(f"regeldruk-{address}.json", sha256(content).hexdigest(), content))


@blueprint.get("/openbaar/regeldruk/<address>.csv")
def published_table(address: str) -> AnyResponse:
    """The same as one table."""
    content = table_as_csv(OPEN_HEADS, open_lines(_published_file(address)))
    return as_attachment(Download(f"regeldruk-{address}.csv", sha256(content).hexdigest(), content))


def _published_file(address: str) -> Mapping[str, object]:
    found = current_wiring().burden.read_publication(address)
    return open_data(found.content, address, found.period, found.published_at)


@blueprint.get("/regeldruk/brief/<int:number>")
def letter_to_a_municipality(number: int) -> AnyResponse:
    """A letter about one line of the advice; the bureau sends it, or does not."""
    text = letter_about(number, request.args.get("periode"))
    if text is None:
        raise BadRequest
    return Response(text, mimetype="text/plain")


@blueprint.get("/regeldruk/metingen")
def studies() -> str:
    """The stop-watch and what was timed with it."""
    found = current_wiring().burden.list_time_studies(current_viewer())
    choices = current_wiring().burden.show_measuring(current_viewer())
    return render_template(
        "burden/studies.html",
        running=[each for each in found if each.stopped_at is None],
        stopped=[(each, minutes_of(each)) for each in found if each.stopped_at is not None],
        names={each.driver: in_language(work_words(each.driver)) for each in found},
        works=[(each.value, in_language(work_words(each))) for each in TimedWork],
        roles=[(each, in_language(words)) for each, words in ROLES.items()],
        role_of=lambda study: in_language(role_words(study.role)),
        measured=measured_times(found),
        repeated=repeated_work(found),
        drawn=current_wiring().burden.draw_hold_out(current_viewer()),
        chosen=request.args.get("steekproef", ""),
        choices=choices,
        ways=[(each.value, in_language(way_words(each))) for each in Way],
        way_of=_WAY_OF,
        titles=current_wiring().catalogue().titles(),
        municipalities=current_wiring().catalogue().municipalities,
    )


@blueprint.post("/regeldruk/metingen/vandaag")
def tell_made_today() -> AnyResponse:
    """Keep how formats are made today; an empty answer takes back what was told."""
    told = {
        name.removeprefix(_WAY_OF): Way(way) if way in set(Way) else None
        for name, way in request.form.items()
        if name.startswith(_WAY_OF)
    }
    known = current_wiring().burden.show_measuring(current_viewer()).formats
    ways = {name: way for name, way in told.items() if name in known}
    current_wiring().burden.tell_made_today(current_viewer(), ways)
    return redirect(url_for(".studies"), code=303)


_WAY_OF = "hoe:"


@blueprint.post("/regeldruk/metingen/vanzelf")
def choose_timed_reviews() -> AnyResponse:
    """Whether looking before sending is timed by itself."""
    current_wiring().burden.choose_timed_reviews(current_viewer(), is_timed="vanzelf" in request.form)
    return redirect(url_for(".studies"), code=303)


@blueprint.post("/regeldruk/metingen")
def start_study() -> AnyResponse:
    """Start the clock."""
    timed, role = request.form.get("handeling", ""), request.form.get("rol", "")
    if timed not in set(TimedWork) or role not in ROLES:
        raise BadRequest
    mark = request.form.get("steekproef", "")
    drawn = {each.mark for each in current_wiring().burden.draw_hold_out(current_viewer())}
    if mark and mark not in drawn:
        raise BadRequest
    label = mark or request.form.get("kenmerk", "")
    current_wiring().burden.start_clock(
        current_viewer(), TimedWork(timed), role, is_holdout=bool(mark), label=label
    )
    return redirect(url_for(".studies"), code=303)


@blueprint.post("/regeldruk/metingen/<uuid:study_id>")
def change_study(study_id: UUID) -> AnyResponse:
    """Pause, go on or stop."""
    act = request.form.get("doe", "")
    if act not in set(ClockAct):
        raise BadRequest
    current_wiring().burden.change_clock(current_viewer(), study_id, ClockAct(act))
    return redirect(url_for(".studies"), code=303)


@blueprint.post("/regeldruk/werk")
def tell_work_left() -> AnyResponse:
    """Minutes that something still took, under one cause."""
    period, cause = request.form.get("periode", ""), request.form.get("oorzaak", "")
    minutes = request.form.get("minuten", "", type=str)
    if cause not in set(Cause) or not minutes.isdecimal() or not 1 <= int(minutes) <= MOST_MINUTES:
        raise BadRequest
    current_wiring().burden.tell_work_left(current_viewer(), period, Cause(cause), int(minutes))
    return redirect(url_for(".show", periode=period), code=303)
