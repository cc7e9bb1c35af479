"""Bewijs en herkomst: where a row went, a report made again, its proof, and evidence over a period."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from flask import Response
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.explanation.trace import Trace
from service.domain.proof.requests import AskedPart, SetRequest
from service.domain.replays import Replay, ReplayOutcome
from service.domain.reports import ReportId
from service.domain.submissions.submission import SubmissionId
from service.files.evidence import for_portal
from service.use_cases.reports.compare_with_now import ComparedWithNow
from service.web.api.answers import Bladzijde, ListQuery, answer, page_of, period_asked
from service.web.api.part import part
from service.web.api.shapes import ById, Shape, Tekst
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment

blueprint = part("api_proofs", "Bewijs")
_OUTCOMES = {
    ReplayOutcome.SAME: "gelijk",
    ReplayOutcome.DIFFERENT: "anders",
    ReplayOutcome.NO_SOURCE: "bron-niet-bewaard",
    ReplayOutcome.NO_FORMAT: "formaat-ontbreekt",
    ReplayOutcome.OTHER_TOTALS: "andere-totalen",
}
_FATES = {
    "excluded": "uitgesloten",
    "quarantined": "wacht",
    "not_made": "niet-gemaakt",
    "rejected": "afgekeurd",
    "reported": "gerapporteerd",
}


class HerkomstQuery(Shape):
    """Welke rij."""

    tabel: str = Field(examples=["prestatie"])
    rij: int = Field(ge=1, le=10_000_000, description="Zoals Excel telt.")
    deel: int = Field(0, ge=0, le=10_000, description="Van een samengestelde aanlevering: de hoeveelste.")


class GevuldeCel(Shape):
    """Een cel waar de rij achter staat."""

    rapportage: str
    gemeente_code: str
    formaat: str
    periode: str
    adres: str


class Reden(Shape):
    """Waarom de rij ergens niet in staat."""

    gemeente_code: str
    formaat: str
    periode: str | None = None
    tabel: str
    lot: str = Field(description=f"Een van: {', '.join(_FATES.values())}.")
    code: str
    woorden: Tekst


class Rijspoor(Shape):
    """Waar één rij heen ging."""

    tabel: str
    blad: str | None = None
    rij: int
    cellen: list[GevuldeCel]
    redenen: list[Reden]

    @classmethod
    def of(cls, found: Trace) -> "Rijspoor":
        """The same as `eenmaal trace --json`, in the words of the API."""
        return cls(
            tabel=found.table,
            blad=found.place.sheet or None,
            rij=found.place.row,
            cellen=[
                GevuldeCel(
                    rapportage=each.report,
                    gemeente_code=each.municipality,
                    formaat=each.format,
                    periode=each.period.label,
                    adres=each.address,
                )
                for each in found.cells
            ],
            redenen=[
                Reden(
                    gemeente_code=each.municipality,
                    formaat=each.format,
                    periode=each.period.label if each.period else None,
                    tabel=each.block,
                    lot=_FATES[each.outcome.value],
                    code=each.code,
                    woorden=Tekst.of(each.words),
                )
                for each in found.reasons
            ],
        )


class Herkomst(Shape):
    """Elke rij met dat nummer; meestal is het er een."""

    rijen: list[Rijspoor]


class Herhaling(Shape):
    """Een rapportage, opnieuw gemaakt zoals toen."""

    rapportage: UUID
    uitkomst: str = Field(description=f"Een van: {', '.join(_OUTCOMES.values())}.")
    sha256: str
    nu: str | None = Field(None, description="De hash van wat er nu uitkwam.")

    @classmethod
    def of(cls, found: Replay) -> "Herhaling":
        """What came of it."""
        return cls(
            rapportage=found.report.id,
            uitkomst=_OUTCOMES[found.outcome],
            sha256=found.report.sha256,
            nu=found.sha256 or None,
        )


class AndereCel(Shape):
    """Een cel die anders zou zijn; zonder adres waar zij er niet is."""

    adres_toen: str | None = None
    toen: str
    adres_nu: str | None = None
    nu: str


class MetFormaatVanNu(Shape):
    """Wat er anders zou zijn met het formaat dat nu geldt."""

    versie: str | None = Field(None, description="Leeg als het niet met een formaat van nu te maken is.")
    cellen: list[AndereCel]

    @classmethod
    def of(cls, found: ComparedWithNow) -> "MetFormaatVanNu":
        """As its page shows it."""
        cells = [
            AndereCel(
                adres_toen=each.was_at or None, toen=each.before, adres_nu=each.now_at or None, nu=each.after
            )
            for each in found.cells
        ]
        return cls(versie=found.version or None, cellen=cells)


class Uitvraagdeel(Shape):
    """Wat van wie gevraagd wordt, en waarom."""

    vanaf: date
    tot_en_met: date | None = None
    dagen: int | None = Field(None, description="Dagen na de periode.")
    werkdagen: int | None = Field(None, description="Werkdagen na de periode, in plaats van dagen.")
    doel: str
    grondslag: str
    aanbieders: list[str] = Field(description="AGB-codes; leeg is elke aanbieder.")
    zonder: list[str] = Field(description="AGB-codes van wie het niet gevraagd wordt.")

    @classmethod
    def of(cls, part: AskedPart) -> "Uitvraagdeel":
        """As it is signed."""
        return cls(
            vanaf=part.begin,
            tot_en_met=part.until,
            dagen=part.days or None,
            werkdagen=part.working_days or None,
            doel=part.purpose,
            grondslag=part.legal_ground,
            aanbieders=list(part.providers),
            zonder=list(part.without),
        )


class VastgesteldeUitvraag(Shape):
    """De versie van een uitvraag die nu geldt."""

    gemeente_code: str
    formaat: str
    versie: int
    sha256: str
    vastgesteld_op: datetime
    delen: list[Uitvraagdeel] = Field(description="Leeg als het niet meer gevraagd wordt.")

    @classmethod
    def of(cls, found: SetRequest) -> "VastgesteldeUitvraag":
        """As its page shows it."""
        return cls(
            gemeente_code=found.municipality,
            formaat=found.format,
            versie=found.number,
            sha256=found.named.sha256,
            vastgesteld_op=datetime.fromisoformat(found.set_at),
            delen=[Uitvraagdeel.of(each) for each in found.parts],
        )


class VastgesteldeUitvragen(Bladzijde[VastgesteldeUitvraag]):
    """Op gemeente en formaat; wat niet meer gevraagd wordt staat achteraan."""


class UitvraagPath(Shape):
    """A version of a request, by its hash."""

    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class NieuwBewijs(Shape):
    """Over welke periode."""

    periode: str = Field(examples=["2026-Q1"])
    vorm: Literal["accountant", "portaal"] = Field(
        "accountant", description="`portaal`: losse bestanden met korte namen, voor een inkoopportaal."
    )


@blueprint.get(
    "/aanleveringen/<uuid:id>/herkomst", summary="Waar een rij heen ging", responses={200: Herkomst}
)
def trace(path: ById, query: HerkomstQuery) -> Response:
    """Elke cel waar zij achter staat, en elke reden waarom zij ergens niet in staat."""
    found = current_wiring().submissions.trace_row(
        current_viewer(), SubmissionId(path.id), query.tabel, query.rij, query.deel
    )
    return answer(Herkomst(rijen=[Rijspoor.of(each) for each in found.traces]))


@blueprint.post("/rapportages/<uuid:id>/herhalingen", summary="Maak haar opnieuw", responses={200: Herhaling})
def replay(path: ById) -> Response:
    """Met de rijen en het formaat van toen; er wordt niets van bewaard dan dat het gebeurde."""
    found = current_wiring().reports.replay(current_viewer(), ReportId(path.id))
    return answer(Herhaling.of(found))


@blueprint.post(
    "/rapportages/<uuid:id>/vergelijkingen",
    summary="Vergelijk haar met het formaat van nu",
    responses={200: MetFormaatVanNu},
)
def compare_with_now(path: ById) -> Response:
    """Cel voor cel; er wordt niets van bewaard. Voor een gemeente telt het als ophalen."""
    found = current_wiring().reports.compare_with_now(current_viewer(), ReportId(path.id))
    return answer(MetFormaatVanNu.of(found))


@blueprint.get("/rapportages/<uuid:id>/bewijs", summary="Het bewijs dat zij zo gemaakt is")
def prove(path: ById) -> AnyResponse:
    """Een tekstbestand (.tlog-proof) dat zonder deze dienst te controleren is."""
    return as_attachment(current_wiring().proof.prove_report(current_viewer(), ReportId(path.id)))


@blueprint.get(
    "/vastgestelde-uitvragen",
    summary="Wat gemeenten vragen en waarom",
    responses={200: VastgesteldeUitvragen},
)
def requests(query: ListQuery) -> Response:
    """Van elke uitvraag de versie die geldt; een rapportage noemt de versie waarop zij antwoord geeft."""
    found = current_wiring().proof.list_requests(current_viewer())
    return page_of(
        VastgesteldeUitvragen,
        found,
        query,
        lambda each: f"{each.has_ended} {each.id}",
        VastgesteldeUitvraag.of,
    )


@blueprint.get("/vastgestelde-uitvragen/<sha256>", summary="Eén versie van een uitvraag, ondertekend")
def request(path: UitvraagPath) -> AnyResponse:
    """Een tekstbestand met de handtekening van het logboek, te controleren zonder deze dienst."""
    return as_attachment(current_wiring().proof.read_request(current_viewer(), path.sha256))


@blueprint.post("/bewijsbestanden", summary="Een bewijsbestand over een periode")
def make_evidence(body: NieuwBewijs) -> AnyResponse:
    """Een zip voor een accountant, te controleren met `eenmaal verify`, zonder deze dienst."""
    period = period_asked(body.periode)
    made = current_wiring().proof.make_evidence(current_viewer(), period)
    return as_attachment(for_portal(made) if body.vorm == "portaal" else made)
