"""The API of the quarter that a provider times whole before it goes live."""

from datetime import datetime
from typing import Annotated

from flask import Response
from pydantic import Field

from service.domain.access import NotFoundError
from service.domain.burden.baseline import BaselineAct
from service.use_cases.burden.choose_baseline import MOST_MUNICIPALITIES
from service.web.api.answers import answer
from service.web.api.part import part
from service.web.api.shapes import Heel, Shape
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_baseline", "Regeldruk")


class Nulmetingsformaat(Shape):
    """Een formaat dat in zijn geheel gemeten wordt."""

    formaat: str
    gemeenten: int = Field(ge=1, le=MOST_MUNICIPALITIES, description="Voor hoeveel gemeenten u het maakt.")
    loopt_sinds: datetime | None = None
    gepauzeerd: bool = False
    minuten: list[float] = Field(default_factory=list, description="Van elke keer, pauzes eraf.")


class Nulmeting(Shape):
    """Eén kwartaal, gemeten voordat u met de dienst werkt."""

    formaten: list[Nulmetingsformaat]
    nog_te_meten: list[str]


class NulmetingKeuze(Shape):
    """Welke formaten u maakt, en voor hoeveel gemeenten elk; wat ontbreekt, wordt niet meer gemeten."""

    formaten: dict[str, Annotated[Heel, Field(ge=1, le=MOST_MUNICIPALITIES)]]


class Klok(Shape):
    """Wat er met de klok van een formaat gebeurt."""

    formaat: str
    doe: str = Field(
        pattern="^(start|pause|resume|stop|forget)$", description="start, pause, resume, stop of forget."
    )


@blueprint.get("/regeldruk/nulmeting", summary="De nulmeting", responses={200: Nulmeting})
def show() -> Response:
    """Alleen van uw eigen organisatie, en alleen voor aanbieders."""
    return answer(_quarter())


@blueprint.patch("/regeldruk/nulmeting", summary="Kies wat u meet", responses={200: Nulmeting})
def choose(body: NulmetingKeuze) -> Response:
    """Een formaat dat niet bestaat, wordt niet bewaard. Wat al gemeten is, blijft."""
    current_wiring().burden.choose_baseline(current_viewer(), body.formaten)
    return answer(_quarter())


@blueprint.patch("/regeldruk/nulmeting/klok", summary="Start of stop een klok", responses={200: Nulmeting})
def change(body: Klok) -> Response:
    """Van het opzoeken van de gegevens tot alle gemeenten hun bestand hebben."""
    burden, viewer = current_wiring().burden, current_viewer()
    if body.doe == "start":
        burden.start_baseline_clock(viewer, body.formaat)
        return answer(_quarter())
    running = {each.format: each.running for each in burden.show_baseline(viewer).formats}
    clock = running.get(body.formaat)
    if clock is None:
        raise NotFoundError(body.formaat)
    burden.change_baseline_clock(viewer, clock.id, BaselineAct(body.doe))
    return answer(_quarter())


def _quarter() -> Nulmeting:
    quarter = current_wiring().burden.show_baseline(current_viewer())
    return Nulmeting(
        formaten=[
            Nulmetingsformaat(
                formaat=each.format,
                gemeenten=each.municipalities,
                loopt_sinds=each.running.started_at if each.running else None,
                gepauzeerd=bool(each.running and each.running.paused_at),
                minuten=[round(one.minutes, 2) for one in each.timed],
            )
            for each in quarter.formats
        ],
        nog_te_meten=list(quarter.missing),
    )
