"""Regeldruk: what is asked twice, and what it is estimated to cost."""

from collections.abc import Mapping
from datetime import datetime

from flask import Response
from pydantic import Field

from service.domain.access import NotFoundError
from service.domain.burden.drop_letters import drop_letter
from service.domain.burden.drop_list import Question
from service.domain.burden.estimate import Interval
from service.domain.burden.made_today import Way
from service.domain.burden.measure import Measurement
from service.domain.burden.questions import Questions
from service.domain.burden.time_studies import minutes_of
from service.web.api.answers import PeriodeQuery, answer
from service.web.api.part import part
from service.web.api.shapes import Periode, Shape, WaarOfNiet
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_burden", "Regeldruk")


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


class Vorm(Shape):
    """Een vorm van een gegeven, en wie het zo vraagt."""

    vorm: list[str] = Field(description="Leeg is de vorm van de standaard.")
    gemeenten: list[str]


class Gevraagd(Shape):
    """Een gegeven dat gevraagd wordt."""

    element: str
    vormen: list[Vorm] = Field(description="De vorm van de meeste gemeenten eerst.")
    elders: list[str] = Field(description="Waar het ook te krijgen is.")


class WieVraagtWat(Shape):
    """Alle vragen van een periode; zonder periode is er nog niets geleverd."""

    perioden: list[Periode]
    periode: Periode | None = None
    gemeenten: list[str] = Field(default_factory=list)
    gegevens: list[Gevraagd] = Field(default_factory=list)


class JaarQuery(Shape):
    """Over welk jaar."""

    jaar: str | None = Field(None, description="Zoals 2026; anders het laatste.")


class Jaar(Shape):
    """Een jaar van alle perioden samen; zonder jaar is er nog niets geleverd."""

    jaren: list[str]
    jaar: str | None = None
    rapportages: int = 0
    aanbieders: int = 0
    feiten: Feiten | None = None
    feiten_een_jaar_eerder: Feiten | None = None
    minuten: Schatting | None = None
    blijft_over: Schatting | None = None
    op_de_schraplijst: int = 0


class Meting(Shape):
    """Werk dat gemeten is, of waarvan de klok nog loopt."""

    werk: str = Field(description="handling, grain, upload of service-review.")
    rol: str
    begonnen: datetime
    minuten: float | None = Field(description="Zonder pauzes; leeg zolang de klok loopt.")
    steekproef: bool


class Metingen(Shape):
    """Wat u zelf meet: hoe uw formaten vandaag gemaakt worden, en hoe lang werk duurt."""

    vandaag: dict[str, Way | None] = Field(
        description="Per formaat: met-de-hand, script of ecd; leeg zolang het niet gezegd is."
    )
    nakijken_gemeten: bool
    steekproef_gedeeld: bool = Field(description="Of uw steekproef zonder naam meetelt bij anderen.")
    metingen: list[Meting]


class MetingenKeuze(Shape):
    """Wat er verandert; wat ontbreekt, blijft zoals het is."""

    vandaag: dict[str, Way | None] = Field(default_factory=dict)
    nakijken_gemeten: WaarOfNiet | None = None
    steekproef_gedeeld: WaarOfNiet | None = None


class Minder(Shape):
    """Wat er minder is als het niet meer gevraagd wordt; de tellingen zijn niet op te tellen."""

    gegevens: int
    keer_gevraagd: int
    keer_nog_eens: int
    rapportages: int
    minuten_zonder_de_dienst: Schatting | None = Field(
        None, description="Ontbreekt bij minder dan vijf aanbieders."
    )
    minuten_met_de_dienst: Schatting | None = None


class SchrapVraag(Shape):
    """Een vraag die kan vervallen, of gesteld kan worden zoals anderen het doen."""

    gemeente: str
    formaat: str
    element: str
    kolom: str
    grond: str = Field(description="elders, nog-eens, met-de-hand of eigen-vorm.")
    waar: list[str] = Field(description="Bericht en element, of het gegeven bij CBS of NZa.")
    zegt_minder: bool = Field(description="Of wat elders staat geteld is, of per regio.")
    gevraagd_in: str = Field(description="Het formaat dat het al vraagt.")
    afspraken: list[str]
    vragen_het_ook_zo: list[str]
    vragen_het_ook_anders: list[str]
    minder: Minder


class Schraplijst(Shape):
    """Wat gemeenten niet meer hoeven te vragen; zonder periode is er nog niets geleverd."""

    perioden: list[Periode]
    periode: Periode | None = None
    gevraagd: int = 0
    elders_beschikbaar: int = 0
    vragen: list[SchrapVraag] = Field(default_factory=list)
    tabellen: Mapping[str, str] = Field(default_factory=dict)


class BriefPath(Shape):
    """Aan wie."""

    gemeente: str = Field(description="Gemeentecode.", max_length=4)


class Brief(Shape):
    """Een conceptbrief als gewone tekst."""

    gemeente: str
    tekst: str


@blueprint.get(
    "/regeldruk/schraplijst", summary="Wat gemeenten niet meer hoeven te vragen", responses={200: Schraplijst}
)
def drop_list(query: PeriodeQuery) -> Response:
    """Elke vraag met waar ze al te krijgen is, op welke afspraak dat berust en wat het scheelt."""
    page = current_wiring().burden.show_drop_list(current_viewer(), query.periode)
    periods = [Periode.of(each) for each in page.periods]
    if page.found is None or page.period is None:
        return answer(Schraplijst(perioden=periods))
    return answer(
        Schraplijst(
            perioden=periods,
            periode=Periode.of(page.period),
            gevraagd=page.found.account.asked,
            elders_beschikbaar=page.found.account.elsewhere,
            vragen=[_question(each) for each in page.found.questions],
            tabellen=dict(page.found.versions),
        )
    )


@blueprint.get(
    "/regeldruk/schraplijst/brieven/<gemeente>",
    summary="De conceptbrief aan een gemeente",
    responses={200: Brief},
)
def letter(path: BriefPath, query: PeriodeQuery) -> Response:
    """Noemt alleen uitvragen van die gemeente, en niets wat een wet voorschrijft."""
    page = current_wiring().burden.show_drop_list(current_viewer(), query.periode)
    catalogue = current_wiring().catalogue()
    found = page.found
    text = drop_letter(found, path.gemeente, catalogue.municipalities, catalogue.titles()) if found else ""
    if not text:
        raise NotFoundError(path.gemeente)
    return answer(Brief(gemeente=path.gemeente, tekst=text))


def _question(each: Question) -> SchrapVraag:
    effect = each.effect
    return SchrapVraag(
        gemeente=each.municipality,
        formaat=each.format,
        element=each.element,
        kolom=each.header,
        grond=each.ground.value,
        waar=[place.where for place in each.places],
        zegt_minder=each.says_less,
        gevraagd_in=each.asked_in,
        afspraken=[clause.name for clause in each.clauses],
        vragen_het_ook_zo=list(each.alike),
        vragen_het_ook_anders=list(each.otherwise),
        minder=Minder(
            gegevens=effect.elements,
            keer_gevraagd=effect.askings,
            keer_nog_eens=effect.again,
            rapportages=effect.reports,
            minuten_zonder_de_dienst=_estimated(effect.without),
            minuten_met_de_dienst=_estimated(effect.with_service),
        ),
    )


def _estimated(minutes: Interval | None) -> Schatting | None:
    return None if minutes is None else Schatting(**minutes.as_json())


@blueprint.get("/regeldruk/gevraagd", summary="Wie vraagt wat", responses={200: WieVraagtWat})
def question_map(query: PeriodeQuery) -> Response:
    """Elk gegeven met de vormen waarin het gevraagd wordt, en door wie."""
    page = current_wiring().burden.show_question_map(current_viewer(), query.periode)
    periods = [Periode.of(each) for each in page.periods]
    if page.found is None or page.period is None:
        return answer(WieVraagtWat(perioden=periods))
    found = page.found
    return answer(
        WieVraagtWat(
            perioden=periods,
            periode=Periode.of(page.period),
            gemeenten=list(found.municipalities),
            gegevens=[
                Gevraagd(
                    element=each.element,
                    vormen=[
                        Vorm(vorm=list(form.form), gemeenten=list(form.municipalities)) for form in each.forms
                    ],
                    elders=list(each.already_reported_in),
                )
                for each in found.questions
            ],
        )
    )


@blueprint.get("/regeldruk/jaar", summary="De regeldruk van een jaar", responses={200: Jaar})
def year(query: JaarQuery) -> Response:
    """Alle perioden van een jaar samen, met de feiten van een jaar eerder."""
    page = current_wiring().burden.show_year(current_viewer(), query.jaar)
    years, measured = [each.label for each in page.years], page.measured
    if measured is None or page.year is None:
        return answer(Jaar(jaren=years))
    return answer(
        Jaar(
            jaren=years,
            jaar=page.year.label,
            rapportages=measured.reports,
            aanbieders=measured.providers,
            feiten=_facts(measured.questions),
            feiten_een_jaar_eerder=_facts(measured.before) if measured.before else None,
            minuten=_estimated(measured.estimate.net),
            blijft_over=_estimated(measured.estimate.spent_with_service),
            op_de_schraplijst=measured.on_the_list,
        )
    )


@blueprint.get("/regeldruk", summary="De regeldruk van een periode", responses={200: Regeldruk})
def show(query: PeriodeQuery) -> Response:
    """Zo ver als uw organisatie hem mag zien: eerst feiten, dan een schatting met haar zekerheid."""
    page = current_wiring().burden.show(current_viewer(), query.periode)
    periods = [Periode.of(each) for each in page.periods]
    if page.measured is None or page.period is None:
        return answer(Regeldruk(perioden=periods))
    return answer(_of(page.measured, Periode.of(page.period), periods))


@blueprint.get("/regeldruk/metingen", summary="Hoe het vandaag gaat", responses={200: Metingen})
def measuring() -> Response:
    """Alleen van uw eigen organisatie, en alleen voor aanbieders."""
    return answer(_measuring())


def _measuring() -> Metingen:
    wiring, viewer = current_wiring(), current_viewer()
    found = wiring.burden.show_measuring(viewer)
    return Metingen(
        vandaag={name: found.ways.get(name) for name in found.formats},
        nakijken_gemeten=found.are_reviews_timed,
        steekproef_gedeeld=found.are_hold_outs_shared,
        metingen=[
            Meting(
                werk=each.driver,
                rol=each.role,
                begonnen=each.started_at,
                minuten=round(minutes_of(each), 2) if each.stopped_at else None,
                steekproef=each.is_holdout,
            )
            for each in wiring.burden.list_time_studies(viewer)
        ],
    )


@blueprint.patch("/regeldruk/metingen", summary="Vertel hoe het vandaag gaat", responses={200: Metingen})
def choose_measuring(body: MetingenKeuze) -> Response:
    """Telt meteen in uw eigen schatting. Een formaat waarin u geen rapportage heeft, wordt niet bewaard."""
    wiring, viewer = current_wiring(), current_viewer()
    known = wiring.burden.show_measuring(viewer).formats
    wiring.burden.tell_made_today(viewer, {name: way for name, way in body.vandaag.items() if name in known})
    if body.nakijken_gemeten is not None:
        wiring.burden.choose_timed_reviews(viewer, is_timed=body.nakijken_gemeten)
    if body.steekproef_gedeeld is not None:
        wiring.burden.choose_shared_hold_outs(viewer, is_shared=body.steekproef_gedeeld)
    return answer(_measuring())


def _facts(asked: Questions) -> Feiten:
    return Feiten(
        gevraagd=asked.asked,
        elders_beschikbaar=asked.elsewhere,
        nog_eens_gevraagd=asked.asked_again,
        vormen_te_veel=asked.shapes,
        bestanden_niet_met_de_hand=asked.files,
    )


def _of(measured: Measurement, period: Periode, periods: list[Periode]) -> Regeldruk:
    estimate = measured.estimate
    return Regeldruk(
        perioden=periods,
        periode=period,
        feiten=_facts(measured.questions),
        cellen=measured.level_zero.as_json(),
        minuten=Schatting(**estimate.net.as_json()),
        kans_op_niets=round(estimate.p_net_negative, 4),
        bewijsklasse=estimate.evidence.value,
        tabellen=dict(estimate.versions),
    )
