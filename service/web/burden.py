"""The pages about burden: a provider's, a municipality's, a region's, a public one, and the stop-watch."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from service.domain.burden.advice import Several
from service.domain.burden.measure import Measurement
from service.domain.burden.municipal import ACCOUNT_EVIDENCE
from service.domain.burden.public_words import may_be_public
from service.domain.burden.residual import Cause
from service.domain.burden.tables import Driver
from service.domain.burden.wording import (
    activity_words,
    amount,
    bounds_words,
    cause_words,
    driver_words,
    duration_range,
    element_words,
    euro_range,
    evidence_words,
    letter,
    sentence,
    share,
)
from service.use_cases.record_time import ROLES, TIMED, ClockAct, minutes_of
from service.use_cases.show_burden import BurdenPage, TrendPoint
from service.use_cases.tell_work_left import MOST_MINUTES
from service.web.calibration import measured_times, repeated_work
from service.web.charts import Bar, bars
from service.web.house import house
from service.web.languages import current_language, gettext
from service.web.notation import period_name
from service.web.visitor import current_viewer

blueprint = Blueprint("burden", __name__)

_MOST_ADVICE = 12


@blueprint.get("/regeldruk")
def show() -> str:
    """What was counted, what is estimated, what is left, and what would help, for whoever asks."""
    viewer = current_viewer()
    page = house().wiring.show_burden(viewer, request.args.get("periode"))
    return render_template("burden_page.html", **_content(page, viewer.organisation.name), is_public=False)


@blueprint.get("/regeldruk/openbaar")
def public() -> str:
    """The page of a region without anyone's name in it, to be published."""
    viewer = current_viewer()
    page = house().wiring.show_burden(viewer, request.args.get("periode"))
    if page.measured is None or not may_be_public(page.measured):
        return render_template("burden_page.html", page=page, measured=None, is_public=True)
    own = house().wiring.publish_burden.own(viewer)
    content = _content(page, viewer.organisation.name)
    return render_template("burden_page.html", **content, is_public=True, published=own)


@blueprint.post("/regeldruk/publiceren")
def publish() -> AnyResponse:
    """Make a period public, at an address of its own."""
    address = house().wiring.publish_burden(current_viewer(), request.form.get("periode", ""))
    return redirect(url_for(".published", address=address), code=303)


@blueprint.post("/regeldruk/intrekken")
def withdraw() -> AnyResponse:
    """Take a published page off."""
    house().wiring.publish_burden.withdraw(current_viewer(), request.form.get("adres", ""))
    return redirect(url_for(".public", periode=request.form.get("periode")), code=303)


@blueprint.get("/openbaar/regeldruk/<address>")
def published(address: str) -> str:
    """What a region made public, for anyone."""
    found = house().wiring.publish_burden.read(address)
    words, minutes = found.content[current_language()], found.content["minutes"]
    labels = {
        "net": (gettext("Niet besteed (netto)"), "saved"),
        "each_time": (gettext("Idem, telkens opnieuw"), "saved"),
        "shared": (gettext("Idem, deelt formaten"), "saved"),
        "left": (gettext("Blijft over"), "left"),
    }
    lines = [
        Bar(label, minutes[name]["p10"], minutes[name]["p50"], minutes[name]["p90"], words[name], kind)
        for name, (label, kind) in labels.items()
        if name in minutes
    ]
    return render_template(
        "burden_published.html",
        content=found.content,
        words=words,
        period=found.period,
        published_at=found.published_at,
        chart=_drawn(lines),
    )


@blueprint.get("/regeldruk/brief/<int:number>")
def draft(number: int) -> AnyResponse:
    """A draft letter about one line of the advice; the bureau sends it, or does not."""
    page = house().wiring.show_burden(current_viewer(), request.args.get("periode"))
    advised = [each for each in page.measured.advice if each.is_publishable] if page.measured else []
    if not 1 <= number <= len(advised):
        raise BadRequest
    advice = advised[number - 1]
    names = house().calendar.municipalities()
    tables = page.measured.estimate.versions["times"] if page.measured else ""
    towns = ", ".join(names.get(code, code) for code in advice.change.municipalities)
    titles = house().calendar.titles()
    what = ", ".join(titles.get(each, each) for each in advice.change.formats)
    return Response(letter(advice, towns, what, f"standaardtijden {tables}"), mimetype="text/plain")


@blueprint.get("/regeldruk/metingen")
def studies() -> str:
    """The stop-watch and what was timed with it."""
    found = house().wiring.record_time.studies(current_viewer())
    return render_template(
        "burden_studies.html",
        running=[each for each in found if each.stopped_at is None],
        stopped=[(each, round(minutes_of(each))) for each in found if each.stopped_at is not None],
        names={driver.value: driver_words(driver, current_language()) for driver in TIMED},
        drivers=[(driver.value, driver_words(driver, current_language())) for driver in TIMED],
        roles=ROLES,
        measured=measured_times(found),
        repeated=repeated_work(found),
        drawn=house().wiring.calibration.hold_out.drawn(current_viewer()),
        chosen=request.args.get("steekproef", ""),
        municipalities=house().calendar.municipalities(),
    )


@blueprint.post("/regeldruk/metingen")
def start_study() -> AnyResponse:
    """Start the clock."""
    driver, role = request.form.get("handeling", ""), request.form.get("rol", "")
    if driver not in {each.value for each in TIMED} or role not in ROLES:
        raise BadRequest
    mark = request.form.get("steekproef", "")
    drawn = {each.mark for each in house().wiring.calibration.hold_out.drawn(current_viewer())}
    if mark and mark not in drawn:
        raise BadRequest
    label = mark or request.form.get("kenmerk", "")
    house().wiring.record_time.start(
        current_viewer(), Driver(driver), role, is_holdout=bool(mark), label=label
    )
    return redirect(url_for(".studies"), code=303)


@blueprint.post("/regeldruk/metingen/<uuid:study_id>")
def change_study(study_id: UUID) -> AnyResponse:
    """Pause, go on or stop."""
    act = request.form.get("doe", "")
    if act not in set(ClockAct):
        raise BadRequest
    house().wiring.record_time.change(current_viewer(), study_id, ClockAct(act))
    return redirect(url_for(".studies"), code=303)


@blueprint.post("/regeldruk/werk")
def tell_work_left() -> AnyResponse:
    """Minutes that something still took, under one cause."""
    period, cause = request.form.get("periode", ""), request.form.get("oorzaak", "")
    minutes = request.form.get("minuten", "", type=str)
    if cause not in set(Cause) or not minutes.isdecimal() or not 1 <= int(minutes) <= MOST_MINUTES:
        raise BadRequest
    house().wiring.tell_work_left(current_viewer(), period, Cause(cause), int(minutes))
    return redirect(url_for(".show", periode=period), code=303)


def _content(page: BurdenPage, who: str) -> dict[str, object]:
    language = current_language()
    if page.measured is None or page.period is None:
        return {"page": page, "measured": None}
    measured = page.measured
    return {
        "page": page,
        "measured": measured,
        "sentence": sentence(measured, who, period_name(page.period), language),
        "chart": _chart(measured),
        "causes": [
            (cause.value, cause_words(cause, language), amount(minutes, language))
            for cause, minutes in measured.residual.by_cause.items()
        ],
        "not_there": [
            (each.value, cause_words(each, language))
            for each in Cause
            if each not in measured.residual.by_cause
        ],
        "all_causes": [(each.value, cause_words(each, language)) for each in Cause],
        "service": amount(measured.residual.service_minutes, language),
        "all_left": amount(measured.residual.minutes, language),
        "by_hand": share(measured.level_zero.by_hand, measured.level_zero.cells, language),
        "converted": share(measured.level_zero.converted, measured.level_zero.cells, language),
        "municipalities": house().calendar.municipalities(),
        "titles": house().calendar.titles(),
        "errors": _errors(page),
        **_municipal(page),
        **_estimated(measured),
        **_advised(page, measured),
    }


def _estimated(measured: Measurement) -> dict[str, object]:
    language = current_language()
    found = measured.estimate
    return {
        "net": duration_range(found.net, language),
        "net_each_time": duration_range(found.net_each_time, language),
        "per_cell": _per_cell(measured),
        "left": duration_range(found.spent_with_service, language),
        "once": [duration_range(each, language) for each in found.once],
        "euro": euro_range(found.money.euro, language),
        "evidence": f"{found.evidence.value}: {evidence_words(found.evidence, language)}",
        "weakest": f"{found.weakest_evidence.value}: {evidence_words(found.weakest_evidence, language)}",
    }


def _municipal(page: BurdenPage) -> dict[str, object]:
    """A municipality's own account: activity, how often, minutes of one time, all together."""
    account, language = page.municipal, current_language()
    if account is None:
        return {}
    return {
        "account": [
            (
                activity_words(each.activity, language),
                each.count,
                f"{each.time.low:.0f}, {each.time.middle:.0f}, {each.time.high:.0f}",
                bounds_words(each.minutes, language),
            )
            for each in account.lines
        ],
        "account_total": bounds_words(account.minutes, language),
        "account_evidence": f"{ACCOUNT_EVIDENCE.value}: {evidence_words(ACCOUNT_EVIDENCE, language)}",
        "account_version": account.version,
    }


def _errors(page: BurdenPage) -> tuple[str, str] | None:
    """Cells found wrong in handmade reports and in ours, beside all they had; None before anyone looked."""
    found, language = page.errors, current_language()
    if not found.judged:
        return None
    return share(found.by_hand, found.cells, language), share(found.ours, found.cells, language)


def _per_cell(measured: Measurement) -> tuple[int, int] | None:
    """Seconds of net per converted cell, as it is said and with shared formats converted each time."""
    once, each_time = measured.seconds_per_converted_cell, measured.seconds_per_cell_each_time
    return None if once is None or each_time is None else (round(once), round(each_time))


def _advised(page: BurdenPage, measured: Measurement) -> dict[str, object]:
    language = current_language()
    return {
        "advice": [
            (
                each,
                element_words(each.change.element, language),
                duration_range(each.without_interval, language),
                duration_range(each.with_interval, language),
            )
            for each in measured.advice[:_MOST_ADVICE]
        ],
        "best": [_several(each) for each in page.best],
        "pairs": [_several(each) for each in page.pairs],
        "same_order": round(100 * page.same_order),
        "publishable": [
            element_words(each.change.element, language) for each in measured.advice if each.is_publishable
        ],
        **_own(page),
        "trend": _trend(page),
    }


def _own(page: BurdenPage) -> dict[str, object]:
    """What a municipality asks otherwise, what that costs, and how many others ask it so."""
    language = current_language()
    beside = {(each.format, each.element): each for each in page.others}
    return {
        "own": [
            (
                each,
                element_words(each.changes[0].element, language),
                amount(each.without, language),
                amount(each.with_service, language),
                beside.get((each.changes[0].formats[0], each.changes[0].element)),
            )
            for each in page.own_differences[:_MOST_ADVICE]
        ],
        "only_own": sorted(
            {element_words(each.element, language) for each in page.others if each.is_asked_by_no_other}
        ),
    }


def _trend(page: BurdenPage) -> list[tuple[TrendPoint, str, str]]:
    """Every period of this kind, like for like and with what was asked since."""
    language = current_language()
    return [
        (
            point,
            duration_range(point.like_for_like.estimate.net, language),
            duration_range(point.measured.estimate.net, language),
        )
        for point in page.trend
    ]


def _several(each: Several) -> tuple[str, str, str, int]:
    """Names, minutes without and with the service, and forms fewer, of a set of changes."""
    language = current_language()
    names = " + ".join(element_words(one.element, language) for one in each.changes)
    without, with_service = amount(each.without, language), amount(each.with_service, language)
    return names, without, with_service, each.fewer_representations


def _chart(measured: Measurement) -> object:
    language = current_language()
    found = measured.estimate
    saved, again, left = found.net, found.net_each_time, found.spent_with_service
    lines = [
        Bar(
            gettext("Niet besteed (netto)"), saved.p10, saved.p50, saved.p90, duration_range(saved, language)
        ),
        Bar(
            gettext("Idem, telkens opnieuw"),
            again.p10,
            again.p50,
            again.p90,
            duration_range(again, language),
        ),
        Bar(gettext("Blijft over"), left.p10, left.p50, left.p90, duration_range(left, language), "left"),
    ]
    return _drawn(lines)


def _drawn(lines: Sequence[Bar]) -> object:
    summary = " ".join(f"{each.label}: {each.words}." for each in lines)
    return bars("tijd", gettext("Tijd die niet is besteed naast tijd die overblijft"), summary, lines)
