"""The pages on which a provider measures: the hold-out, what its clocks gave, and how heavy it feels."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from service.domain.burden.calibration import (
    CALIBRATED,
    MEASURED,
    Posterior,
    Repeatability,
    paired,
    posterior,
    repeatability,
)
from service.domain.burden.tables import BurdenTables, StandardTime
from service.domain.burden.time_studies import (
    TimedWork,
    TimeStudy,
    minutes_of,
    standard_of,
    whole_cases,
)
from service.domain.burden.words import work_words
from service.domain.failures import TerminalError
from service.domain.periods import parse_period
from service.domain.reports import ReportId
from service.files.burden import MOST_BYTES, load_burden_tables
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.languages import in_language
from service.web.shared.notation import period_name

blueprint = Blueprint("calibration", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredTime:
    """One operation: the standard time, the own time, and how many more cases lift its class."""

    name: str
    standard: StandardTime
    found: Posterior
    to_calibrated: int
    to_measured: int

    @property
    def evidence(self) -> str:
        """The class that holds now."""
        return (self.found.evidence or self.standard.evidence).value

    @property
    def low(self) -> float:
        """Where nineteen in twenty of what the common time can be begins."""
        return float(self.found.minutes / self.found.spread**1.96)

    @property
    def high(self) -> float:
        """Where it ends."""
        return float(self.found.minutes * self.found.spread**1.96)


@blueprint.get("/regeldruk/steekproef")
def hold_out() -> str:
    """Which reports the draw chose, and how the ones made by hand compared."""
    return _hold_out_page()


@blueprint.post("/regeldruk/steekproef/delen")
def share() -> Response:
    """Whether reports of the sample count for others, without a name."""
    current_wiring().burden.choose_shared_hold_outs(current_viewer(), is_shared="delen" in request.form)
    return redirect(url_for(".hold_out"), code=303)


@blueprint.post("/regeldruk/steekproef/<uuid:report_id>")
def compare(report_id: UUID) -> Response | tuple[str, int]:
    """Hold a report made by hand beside ours; the file itself is not kept."""
    upload, minutes = request.files.get("bestand"), request.form.get("minuten", "")
    if upload is None or not upload.filename or not minutes.isdecimal() or int(minutes) < 1:
        raise BadRequest
    content = upload.stream.read(MOST_BYTES + 1)
    try:
        current_wiring().burden.compare_hold_out(
            current_viewer(), ReportId(report_id), content, upload.filename, int(minutes)
        )
    except TerminalError as fault:
        if type(fault) is not TerminalError:
            raise
        return _hold_out_page(is_unreadable=True), 400
    return redirect(url_for(".hold_out"), code=303)


@blueprint.post("/regeldruk/steekproef/<uuid:report_id>/fouten")
def find_wrong(report_id: UUID) -> Response:
    """Keep in how many of the differing cells either was wrong."""
    answers = [request.form.get(name, "") for name in ("hand", "onze")]
    if not all(each.isdecimal() for each in answers):
        raise BadRequest
    try:
        current_wiring().burden.find_wrong_in_hold_out(
            current_viewer(), ReportId(report_id), *map(int, answers)
        )
    except ValueError as fault:
        raise BadRequest from fault
    return redirect(url_for(".hold_out"), code=303)


@blueprint.get("/regeldruk/beleving")
def perceived() -> str:
    """The two questions of every half-year, and what was answered before."""
    answers = current_wiring().burden.list_perceived(current_viewer())
    names = {each.half_year: period_name(parse_period(each.half_year)) for each in answers}
    return render_template("burden/perceived.html", answers=answers, names=names)


@blueprint.post("/regeldruk/beleving")
def tell_perceived() -> Response:
    """Keep an answer; one per person and half-year."""
    answers = [request.form.get(name, "") for name in ("nu", "aanvaardbaar", "ergernis")]
    if not all(each.isdecimal() for each in answers):
        raise BadRequest
    try:
        current_wiring().burden.tell_perceived(current_viewer(), *map(int, answers))
    except ValueError as fault:
        raise BadRequest from fault
    return redirect(url_for(".perceived"), code=303)


def measured_times(studies: Sequence[TimeStudy]) -> list[MeasuredTime]:
    """All work that was timed: what the measurements make of its standard time."""
    tables = _tables(current_wiring().settings.mappings_dir)
    found = []
    for work in dict.fromkeys((*TimedWork, *(each.driver for each in studies))):
        own = whole_cases(current_viewer().organisation.code, [one for one in studies if one.driver == work])
        if own:
            standard = standard_of(work, tables)
            after = posterior(standard, own)
            measured = MeasuredTime(
                name=in_language(work_words(work)),
                standard=standard,
                found=after,
                to_calibrated=max(CALIBRATED - after.cases, 0),
                to_measured=max(MEASURED - after.holdout_cases, 0),
            )
            found.append(measured)
    return found


def repeated_work(studies: Sequence[TimeStudy]) -> Repeatability | None:
    """How far two persons differ who timed the same work; None for fewer than two such pairs."""
    timed = [(each.driver, each.label, minutes_of(each)) for each in studies if each.stopped_at]
    found = repeatability(paired(timed))
    return None if math.isnan(found.spread) else found


def _hold_out_page(*, is_unreadable: bool = False) -> str:
    drawn = current_wiring().burden.draw_hold_out(current_viewer())
    catalogue = current_wiring().catalogue()
    return render_template(
        "burden/hold_out.html",
        drawn=drawn,
        done=[each for each in drawn if each.compared],
        is_unreadable=is_unreadable,
        is_shared=current_wiring().burden.show_measuring(current_viewer()).are_hold_outs_shared,
        titles=catalogue.titles(),
        municipalities=catalogue.municipalities,
    )


@lru_cache(maxsize=2)
def _tables(mappings_dir: Path) -> BurdenTables:
    return load_burden_tables(mappings_dir)
