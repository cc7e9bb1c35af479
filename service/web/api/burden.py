"""Regeldruk: what is asked twice, and what it is estimated to cost."""

from collections.abc import Mapping

from flask import Response
from pydantic import Field

from service.domain.burden.measure import Measurement
from service.web.api.answers import answer
from service.web.api.part import part
from service.web.api.shapes import Periode, Shape
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_burden", "Regeldruk")


class RegeldrukQuery(Shape):
    """Over welke periode."""

    periode: str | None = Field(None, description="Zoals 2026-Q1; anders de laatste.")


class Feiten(Shape):
    """Tellingen, die nooit bij elkaar opgeteld worden."""

    gevraagd: int = Field(description="Elementen die gemeenten vragen, per gemeente eenmaal.")
    elders_beschikbaar: int = Field(
        description="Daarvan al te halen uit iJw, CBS, NZa of de eigen toewijzing."
    )
    nog_eens_gevraagd: int
    vormen_te_veel: int
    bestanden_niet_met_de_hand: int


class Schatting(Shape):
    """80 % van de uitkomsten ligt tussen p10 en p90."""

    p10: float
    p50: float
    p90: float


class Regeldruk(Shape):
    """De kop van de regeldrukpagina; `periode` en al het andere ontbreken zolang er niets te meten is."""

    perioden: list[Periode]
    periode: Periode | None = None
    feiten: Feiten | None = None
    cellen: Mapping[str, int] | None = Field(
        None, description="N, N_same, N_conv, N_man, D_fact, R_dup en D_file."
    )
    minuten: Schatting | None = None
    kans_op_niets: float | None = Field(
        None, description="Hoe waarschijnlijk het is dat het netto niets oplevert."
    )
    bewijsklasse: str | None = None
    tabellen: Mapping[str, str] | None = Field(None, description="Welke versie van welke tabel.")


@blueprint.get("/regeldruk", summary="De regeldruk van een periode", responses={200: Regeldruk})
def show(query: RegeldrukQuery) -> Response:
    """Zo ver als uw organisatie hem mag zien: eerst feiten, dan een schatting met haar zekerheid."""
    page = current_wiring().burden.show(current_viewer(), query.periode)
    periods = [Periode.of(each) for each in page.periods]
    if page.measured is None or page.period is None:
        return answer(Regeldruk(perioden=periods))
    return answer(_of(page.measured, Periode.of(page.period), periods))


def _of(measured: Measurement, period: Periode, periods: list[Periode]) -> Regeldruk:
    asked, estimate = measured.questions, measured.estimate
    return Regeldruk(
        perioden=periods,
        periode=period,
        feiten=Feiten(
            gevraagd=asked.asked,
            elders_beschikbaar=asked.elsewhere,
            nog_eens_gevraagd=asked.asked_again,
            vormen_te_veel=asked.shapes,
            bestanden_niet_met_de_hand=asked.files,
        ),
        cellen=measured.level_zero.as_json(),
        minuten=Schatting(**estimate.net.as_json()),
        kans_op_niets=round(estimate.p_net_negative, 4),
        bewijsklasse=estimate.evidence.value,
        tabellen=dict(estimate.versions),
    )
