"""The page that leads a provider through a quarter that it times whole, before it goes live."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from service.domain.burden.baseline import BaselineAct, BaselineFormat, baseline_of
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = Blueprint("baseline", __name__)

_COUNT_OF = "gemeenten:"


@blueprint.get("/regeldruk/nulmeting")
def show() -> str:
    """Which formats, the clock of each, and what is missing."""
    quarter, titles = (
        current_wiring().burden.show_baseline(current_viewer()),
        current_wiring().catalogue().titles(),
    )
    chosen = {each.format: each.municipalities for each in quarter.formats}
    return render_template(
        "burden/baseline.html",
        quarter=quarter,
        steps=[_step(each, titles) for each in quarter.formats],
        missing=[titles.get(name, name) for name in quarter.missing],
        formats=sorted(((name, title, chosen.get(name)) for name, title in titles.items()), key=_by_title),
        count_of=_COUNT_OF,
    )


@blueprint.post("/regeldruk/nulmeting")
def choose() -> Response:
    """Keep which formats are made in this quarter, and for how many municipalities each."""
    counts = {
        name.removeprefix(_COUNT_OF): count.strip()
        for name, count in request.form.items()
        if name.startswith(_COUNT_OF) and count.strip() not in ("", "0")
    }
    if not all(count.isdecimal() and len(count) < _MOST_DIGITS for count in counts.values()):
        raise BadRequest
    try:
        current_wiring().burden.choose_baseline(
            current_viewer(), {name: int(count) for name, count in counts.items()}
        )
    except ValueError as fault:
        raise BadRequest from fault
    return redirect(url_for(".show", _anchor="meten"), code=303)


_MOST_DIGITS = 4


@blueprint.post("/regeldruk/nulmeting/klok")
def start() -> Response:
    """Start the clock of a format."""
    current_wiring().burden.start_baseline_clock(current_viewer(), request.form.get("formaat", ""))
    return redirect(url_for(".show", _anchor="meten"), code=303)


@blueprint.post("/regeldruk/nulmeting/klok/<uuid:clock>")
def change(clock: UUID) -> Response:
    """Pause, go on, stop or forget."""
    act = request.form.get("doe", "")
    if act not in set(BaselineAct):
        raise BadRequest
    current_wiring().burden.change_baseline_clock(current_viewer(), clock, BaselineAct(act))
    return redirect(url_for(".show", _anchor="meten"), code=303)


def _by_title(line: tuple[str, str, int | None]) -> tuple[bool, str]:
    """What was chosen first."""
    return line[2] is None, line[1]


def _step(each: BaselineFormat, titles: Mapping[str, str]) -> dict[str, object]:
    known = baseline_of(each.timed).get(each.format)
    return {
        "name": each.format,
        "title": titles.get(each.format, each.format),
        "municipalities": each.municipalities,
        "running": each.running,
        "timed": each.timed,
        "counts": known.minutes * min(known.municipalities, each.municipalities) if known else None,
    }
