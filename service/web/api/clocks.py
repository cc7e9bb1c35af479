"""Regeldruk meten: the stop-watch, what work was left, the hold-out, and how heavy it feels."""

from http import HTTPStatus
from uuid import UUID

from flask import Response, abort
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.burden.hold_out import DrawnReport
from service.domain.burden.time_studies import ROLES, ClockAct, TimedWork
from service.domain.failures import TerminalError
from service.domain.reports import ReportId
from service.domain.wording import Wording
from service.files.burden import MOST_BYTES
from service.use_cases.burden.tell_work_left import MOST_MINUTES
from service.web.api.answers import answer, once
from service.web.api.part import part
from service.web.api.problems import wrong_parameter
from service.web.api.shapes import CAUSES, Bestand, ById, Heel, Periode, Shape
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_clocks", "Regeldruk")
_CAUSES = {word: cause for cause, word in CAUSES.items()}
_NOT_DRAWN = Wording("is geen rapportage van uw steekproef", "is no report of your hold-out")
_UNKNOWN = Wording("bestaat niet; zie de beschrijving", "does not exist; see the description")
_UNREADABLE = Wording("is niet te lezen, of groter dan 20 MB", "cannot be read, or is larger than 20 MB")
_MORE_THAN_DIFFER = Wording(
    "is meer dan het aantal cellen dat verschilt", "is more than the cells that differ"
)


class NieuweKlok(Shape):
    """Wat er gemeten wordt."""

    werk: str = Field(description=f"Een van: {', '.join(TimedWork)}.")
    rol: str = Field(description=f"Een van: {', '.join(ROLES)}.")
    kenmerk: str = Field("", description="Van de levering, als een tweede mens hetzelfde werk meet.")
    steekproef: str = Field("", description="Het merk van een rapportage van uw steekproef.")


class LopendeKlok(Shape):
    """Het kenmerk van de klok."""

    id: UUID


class WatDeKlokDoet(Shape):
    """Aan een klok die loopt; aan een andere gebeurt niets."""

    doe: str = Field(pattern="^(pause|resume|stop)$", description="pause, resume of stop.")


class OverigWerk(Shape):
    """Minuten die iets nog kostte, onder één oorzaak."""

    periode: str = Field(description="Zoals 2026-Q1.")
    oorzaak: str = Field(description=f"Een van: {', '.join(_CAUSES)}.")
    minuten: Heel = Field(ge=1, le=MOST_MINUTES)


class VergelekenRapportage(Shape):
    """Hoe de met de hand gemaakte rapportage zich tot de onze verhield, in cellen."""

    cellen: int
    gelijk: int
    alleen_met_de_hand: int
    alleen_de_onze: int
    verschillend: int
    minuten: int | None = None
    fout_met_de_hand: int | None = Field(None, description="Ontbreekt zolang niemand keek.")
    fout_de_onze: int | None = None


class Getrokken(Shape):
    """Een rapportage die het lot aanwees."""

    rapportage: UUID
    merk: str = Field(description="Waaraan de klok haar herkent.")
    formaat: str
    gemeente: str
    periode: Periode
    vergeleken: VergelekenRapportage | None = None

    @classmethod
    def of(cls, found: DrawnReport) -> "Getrokken":
        """With how it compared, once it did."""
        report = found.report
        return cls(
            rapportage=report.id,
            merk=found.mark,
            formaat=report.format,
            gemeente=report.municipality,
            periode=Periode.of(report.period),
            vergeleken=_compared(found),
        )


class Steekproef(Shape):
    """Uw rapportages die het lot aanwees; niemand kiest."""

    rapportages: list[Getrokken]


class MetDeHand(Shape):
    """Een rapportage zoals u haar zonder de dienst maakte; het bestand wordt niet bewaard."""

    bestand: Bestand
    minuten: int = Field(ge=1, description="Wat het maken kostte, pauzes eraf.")


class Fouten(Shape):
    """Van de cellen die verschillen: hoeveel er met de hand fout waren, en hoeveel van ons."""

    met_de_hand: Heel = Field(ge=0)
    de_onze: Heel = Field(ge=0)


class Beleving(Shape):
    """Het gemiddelde van een halfjaar."""

    halfjaar: str
    antwoorden: int
    nu: float = Field(description="Procent van de werkweek.")
    aanvaardbaar: float
    ergernis: float = Field(description="Van 1 (geen) tot 4 (veel).")


class Belevingen(Shape):
    """Het laatste halfjaar eerst."""

    halfjaren: list[Beleving]


class NieuweBeleving(Shape):
    """Uw antwoord voor dit halfjaar; het laatste telt."""

    nu: Heel = Field(ge=0, le=100)
    aanvaardbaar: Heel = Field(ge=0, le=100)
    ergernis: Heel = Field(ge=1, le=4)


@blueprint.post("/regeldruk/metingen", summary="Start een klok", responses={201: LopendeKlok})
def start(body: NieuweKlok) -> AnyResponse:
    """Alleen van uw eigen werk; alleen u ziet wat er gemeten is."""
    burden, viewer = current_wiring().burden, current_viewer()
    if body.werk not in set(TimedWork):
        abort(wrong_parameter("werk", _UNKNOWN))
    if body.rol not in ROLES:
        abort(wrong_parameter("rol", _UNKNOWN))
    if body.steekproef and body.steekproef not in {each.mark for each in burden.draw_hold_out(viewer)}:
        abort(wrong_parameter("steekproef", _NOT_DRAWN))

    def begin() -> Response:
        label, is_drawn = body.steekproef or body.kenmerk, bool(body.steekproef)
        clock = burden.start_clock(viewer, TimedWork(body.werk), body.rol, is_holdout=is_drawn, label=label)
        return answer(LopendeKlok(id=clock), HTTPStatus.CREATED)

    return once(begin, body.model_dump_json())


@blueprint.patch("/regeldruk/metingen/<uuid:id>", summary="Pauzeer of stop een klok")
def change(path: ById, body: WatDeKlokDoet) -> Response:
    """Een klok die stilstaat, of die van een ander is, blijft zoals zij is."""
    current_wiring().burden.change_clock(current_viewer(), path.id, ClockAct(body.doe))
    return Response(status=HTTPStatus.NO_CONTENT)


@blueprint.post("/regeldruk/overig-werk", summary="Vertel wat iets nog kostte")
def tell_work_left(body: OverigWerk) -> AnyResponse:
    """Komt bij wat u eerder over deze periode vertelde."""
    cause = _CAUSES.get(body.oorzaak)
    if cause is None:
        abort(wrong_parameter("oorzaak", _UNKNOWN))

    def tell() -> Response:
        current_wiring().burden.tell_work_left(current_viewer(), body.periode, cause, body.minuten)
        return Response(status=HTTPStatus.NO_CONTENT)

    return once(tell, body.model_dump_json())


@blueprint.get("/regeldruk/steekproef", summary="De steekproef", responses={200: Steekproef})
def hold_out() -> Response:
    """Maak ze ook met de hand: zo weet u wat het kost, en of het klopt."""
    drawn = current_wiring().burden.draw_hold_out(current_viewer())
    return answer(Steekproef(rapportages=[Getrokken.of(each) for each in drawn]))


@blueprint.post("/regeldruk/steekproef/<uuid:id>/vergelijkingen", summary="Vergelijk met wat u maakte")
def compare(path: ById, form: MetDeHand) -> AnyResponse:
    """Alleen aantallen worden bewaard; de eerste vergelijking blijft staan."""
    content, name = form.bestand.read(MOST_BYTES + 1), form.bestand.filename or ""
    compare_hold_out, viewer = current_wiring().burden.compare_hold_out, current_viewer()
    try:
        compare_hold_out(viewer, ReportId(path.id), content, name, form.minuten)
    except TerminalError as fault:
        if type(fault) is not TerminalError:
            raise
        abort(wrong_parameter("bestand", _UNREADABLE))
    return Response(status=HTTPStatus.NO_CONTENT)


@blueprint.post("/regeldruk/steekproef/<uuid:id>/fouten", summary="Zeg wie er fout zat")
def find_wrong(path: ById, body: Fouten) -> AnyResponse:
    """Van de cellen die verschillen."""

    def tell() -> Response:
        find_wrong_in = current_wiring().burden.find_wrong_in_hold_out
        try:
            find_wrong_in(current_viewer(), ReportId(path.id), body.met_de_hand, body.de_onze)
        except ValueError:
            abort(wrong_parameter("metDeHand", _MORE_THAN_DIFFER))
        return Response(status=HTTPStatus.NO_CONTENT)

    return once(tell, body.model_dump_json())


@blueprint.get("/regeldruk/beleving", summary="Hoe zwaar het voelt", responses={200: Belevingen})
def perceived() -> Response:
    """De twee vragen van elk halfjaar, alleen voor uzelf."""
    found = current_wiring().burden.list_perceived(current_viewer())
    told = [
        Beleving(
            halfjaar=each.half_year,
            antwoorden=each.answers,
            nu=each.share_now,
            aanvaardbaar=each.share_acceptable,
            ergernis=each.irritation,
        )
        for each in found
    ]
    return answer(Belevingen(halfjaren=told))


@blueprint.post("/regeldruk/beleving", summary="Vertel hoe zwaar het voelt")
def tell_perceived(body: NieuweBeleving) -> AnyResponse:
    """Een antwoord per mens en halfjaar; van een programma is dat wie het token maakte."""

    def tell() -> Response:
        current_wiring().burden.tell_perceived(current_viewer(), body.nu, body.aanvaardbaar, body.ergernis)
        return Response(status=HTTPStatus.NO_CONTENT)

    return once(tell, body.model_dump_json())


def _compared(found: DrawnReport) -> VergelekenRapportage | None:
    if found.compared is None:
        return None
    cells, wrong = found.compared.comparison, found.compared.wrong
    return VergelekenRapportage(
        cellen=cells.cells,
        gelijk=cells.equal,
        alleen_met_de_hand=cells.only_by_hand,
        alleen_de_onze=cells.only_ours,
        verschillend=cells.different,
        minuten=found.compared.minutes,
        fout_met_de_hand=wrong[0] if wrong else None,
        fout_de_onze=wrong[1] if wrong else None,
    )
