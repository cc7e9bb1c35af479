"""Rapportages: what municipalities get, its file, its explanation, and what they say of it."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, cast
from uuid import UUID

from flask import abort, request
from pydantic import Field
from werkzeug.wrappers import Response

from service.domain.access import OrganisationKind
from service.domain.channels.channel import Consignment, ConsignmentState
from service.domain.explanation.explanation import Explanation
from service.domain.private_words import TellsOfAClientError
from service.domain.reports import ReportId, ReportPage, ReportSummary
from service.domain.submissions.submission import SubmissionId
from service.domain.wording import Wording
from service.use_cases.reports.judge import LONGEST_REMARK, REASONS, NoLongerHoldsError, NoReasonError
from service.web.api.answers import JSON, Bladzijde, ListQuery, answer, chosen, once, page_of, period_filter
from service.web.api.part import part
from service.web.api.problems import problem, wrong_parameter
from service.web.api.shapes import (
    AGB_CODE,
    CAUSES,
    GEMEENTE_CODE,
    REPORT_STANDINGS,
    ById,
    OneOf,
    Organisatie,
    Periode,
    Shape,
    SluitendeTelling,
    Tekst,
    moment,
)
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment, kind_of
from service.web.shared.municipality_names import municipality_of

blueprint = part("api_reports", "Rapportages")
_REASONS = {CAUSES[each]: each for each in REASONS}
_ACCEPTED, _REJECTED = "aanvaard", "afgekeurd"
_REASON = Wording(
    f"is bij een afkeuring een van: {', '.join(_REASONS)}",
    f"is, for a rejection, one of: {', '.join(_REASONS)}",
)
_REMARK = Wording(
    f"heeft bij een afkeuring 1 tot {LONGEST_REMARK} tekens",
    f"has, for a rejection, 1 to {LONGEST_REMARK} characters",
)
_CONSIGNED = {
    ConsignmentState.WAITING: "onderweg",
    ConsignmentState.DELIVERED: "bezorgd",
    ConsignmentState.REFUSED: "niet-bezorgd",
}
_PERSONAL = Wording("noemt een cliënt uit deze aanlevering", "names a client of this submission")
_NO_LONGER = Wording(
    "Deze rapportage geldt niet meer: er kwam een andere voor in de plaats.",
    "This report does not hold any more: another one took its place.",
)
_EUROS = "Een bedrag is hier in euro's en niet in eurocenten."
_AS_IT_STANDS = f"Zoals het er staat, in de eenheid van de rapportage. {_EUROS}"
_NO_PLACE = Wording("is geen plaats in dit bestand", "is no place in this file")
_NOT_TOLD = Wording(
    "Uitleg is er voor de aanbieder en de gemeente, van een rapportage die opnieuw te maken is.",
    "An explanation is for its provider and its municipality, of a report that can be made again.",
)


Stand = Annotated[str, OneOf(REPORT_STANDINGS.values())]


class Oordeel(Shape):
    """Wat de gemeente ervan zei."""

    oordeel: Annotated[str, OneOf((_ACCEPTED, _REJECTED))]
    reden: Annotated[str, OneOf(_REASONS)] | None = None
    toelichting: str | None = Field(None, description="Niet voor een bureau.")


class Rapportage(Shape):
    """Het bestand dat voor een gemeente gemaakt is."""

    id: UUID
    aanlevering: UUID
    aanbieder: Organisatie
    gemeente: Organisatie
    formaat: str
    formaat_sha256: str
    periode: Periode
    bestandsnaam: str
    mediatype: str = Field(description="Vraag hierom in Accept en u krijgt het bestand.")
    sha256: str
    bytes: int
    stand: Stand
    gemaakt_op: datetime
    verstuurd_op: datetime | None = None
    opgehaald_op: datetime | None = None
    vervangen_op: datetime | None = None
    voorganger: UUID | None = None
    opvolger: UUID | None = None
    oordeel: Oordeel | None = None
    telling: SluitendeTelling

    @classmethod
    def of(cls, found: ReportSummary) -> "Rapportage":
        """As whoever asks may see it."""
        return cls(
            id=found.id,
            aanlevering=found.submission,
            aanbieder=Organisatie(code=found.provider_code, naam=found.provider_name),
            gemeente=Organisatie(code=found.municipality, naam=municipality_of(found)),
            formaat=found.format,
            formaat_sha256=found.format_sha256,
            periode=Periode.of(found.period),
            bestandsnaam=found.filename,
            mediatype=kind_of(found.filename),
            sha256=found.sha256,
            bytes=found.bytes,
            stand=REPORT_STANDINGS[found.standing],
            gemaakt_op=moment(found.published_at) or found.published_at,
            verstuurd_op=moment(found.sent_at),
            opgehaald_op=moment(found.taken_at),
            vervangen_op=moment(found.superseded_at),
            voorganger=found.former,
            opvolger=found.successor,
            oordeel=_verdict(found),
            telling=SluitendeTelling.of(found.balance),
        )


class Verschil(Shape):
    """Eén getal dat anders is dan in de rapportage ervoor."""

    naam: str
    eerst: str
    nu: str


class Bezorging(Shape):
    """Hoe een rapportage bij de gemeente kwam, of onderweg is."""

    kanaal: str = Field(description="Een van: sftp, s3, email.")
    stand: Annotated[str, OneOf(_CONSIGNED.values())]
    bezorgd_op: datetime | None = None
    naam: str | None = Field(None, description="Van het bestand aan de overkant; niet voor een bureau.")
    uitkomst: str | None = None


class VolledigeRapportage(Rapportage):
    """Een rapportage met wat er anders is dan in die ervoor."""

    verschillen: list[Verschil] | None = Field(
        None, description="Ontbreekt als er geen voorganger is, of u haar getallen niet mag zien."
    )
    bewaard_tot: date | None = Field(None, description="De laatste dag waarop het bestand er is.")
    bezorgingen: list[Bezorging] = Field(default_factory=list)


class Rapportages(Bladzijde[Rapportage]):
    """De nieuwste eerst."""


class RapportagesQuery(ListQuery):
    """Welke rapportages."""

    stand: Stand | None = None
    periode: str | None = Field(None, description="Zoals 2026-Q1.")
    gemeente_code: str | None = Field(None, pattern=GEMEENTE_CODE, description="Vier cijfers.")
    aanbieder_code: str | None = Field(None, pattern=AGB_CODE, description="AGB-code: acht cijfers.")
    formaat: str | None = None


class NieuwOordeel(Shape):
    """Aanvaarden, of afkeuren met een reden en een toelichting voor de aanbieder."""

    oordeel: Annotated[str, OneOf((_ACCEPTED, _REJECTED))]
    reden: Annotated[str, OneOf(_REASONS)] | None = Field(None, description="Van een afkeuring.")
    toelichting: str | None = None


class UitlegQuery(Shape):
    """Van welke cel."""

    adres: str = Field(
        description="Productie!E14, 14:Bedrag, /Bericht/Client[2]/Bedrag", examples=["Productie!E14"]
    )


class RijAchterCel(Shape):
    """Een rij uit de aanlevering, wat er staat en wat zij toevoegt."""

    tabel: str
    blad: str | None = None
    rij: int
    waarde: str | int | float | None = Field(None, description=_AS_IT_STANDS)
    bijdrage: str | int | float | None = Field(
        None, description=f"Wat de rij aan de cel toevoegt, in de eenheid van de cel. {_EUROS}"
    )


class GebruikteCode(Shape):
    """Een regel van een codetabel."""

    tabel: str
    code: str
    wordt: str


class EerdereRapportage(Shape):
    """Een eerder gepubliceerde rapportage waarvan getallen overgenomen zijn."""

    periode: str
    sha256: str


class Uitleg(Shape):
    """Wat er in een cel staat, en waar het vandaan komt; de bijdragen tellen op tot `som`."""

    rapportage: str
    adres: str
    waarde: str | int | float | None = Field(None, description=_AS_IT_STANDS)
    woorden: Tekst
    rijen: list[RijAchterCel]
    som: int | float | None = Field(
        None, description=f"In de eenheid van de cel, voordat zij afgerond of gedeeld wordt. {_EUROS}"
    )
    codetabellen: list[GebruikteCode]
    eerder: list[EerdereRapportage]
    rijen_erachter: int | None = Field(None, description="Voor een bureau, dat de rijen zelf niet ziet.")
    clienten_erachter: int | None = None
    is_verborgen: bool = Field(False, description="Over te weinig cliënten voor een bureau.")

    @classmethod
    def of(cls, told: Explanation) -> "Uitleg":
        """The same as `eenmaal explain --json`, in the words of the API."""
        known = told.as_json()
        rows = [
            {
                "tabel": each["table"],
                "blad": each.get("sheet"),
                "rij": each["row"],
                "waarde": each["value"],
                "bijdrage": each["contribution"],
            }
            for each in cast("list[dict[str, object]]", known["rows"])
        ]
        return cls.model_validate(
            {
                "rapportage": told.report,
                "adres": told.address,
                "waarde": known["value"],
                "woorden": known["words"],
                "rijen": rows,
                "som": known["sum"],
                "codetabellen": [
                    {"tabel": each.table, "code": each.code, "wordt": each.becomes} for each in told.tables
                ],
                "rijen_erachter": told.behind.rows if told.behind else None,
                "clienten_erachter": told.behind.people if told.behind else None,
                "is_verborgen": told.is_kept_back,
                "eerder": [{"periode": each.period.label, "sha256": each.sha256} for each in told.earlier],
            }
        )


@blueprint.get("/rapportages", summary="Alle rapportages", responses={200: Rapportages})
def every(query: RapportagesQuery) -> Response:
    """Die uw organisatie mag zien, ook vervangen en vervallen."""
    return _page(current_wiring().reports.list(current_viewer()), query)


@blueprint.get(
    "/aanleveringen/<uuid:id>/rapportages",
    summary="De rapportages van één aanlevering",
    responses={200: Rapportages},
)
def of_submission(path: ById, query: RapportagesQuery) -> Response:
    """Alles wat ervan gemaakt is."""
    page = current_wiring().submissions.show(current_viewer(), SubmissionId(path.id))
    return _page(page.reports, query)


@blueprint.get(
    "/rapportages/<uuid:id>", summary="Eén rapportage, of haar bestand", responses={200: VolledigeRapportage}
)
def one(path: ById) -> Response:
    """Met `Accept: application/json` wat erover te zeggen is; met het eigen mediatype het bestand zelf."""
    report = ReportId(path.id)
    page = current_wiring().reports.show(current_viewer(), report)
    own = kind_of(page.report.filename)
    wanted = request.accept_mimetypes.best_match([JSON, own]) if request.accept_mimetypes else JSON
    if wanted is None:
        abort(HTTPStatus.NOT_ACCEPTABLE)
    if wanted != JSON:
        return as_attachment(current_wiring().reports.download(current_viewer(), report))
    response = answer(_whole(page))
    response.vary.add("Accept")
    return response


@blueprint.get("/rapportages/<uuid:id>/bestand", summary="Het bestand van een rapportage")
def download(path: ById) -> Response:
    """Zoals het gepubliceerd is. Haalt een gemeente het op, dan kan de aanbieder het niet meer terugnemen."""
    return as_attachment(current_wiring().reports.download(current_viewer(), ReportId(path.id)))


@blueprint.post("/rapportages/<uuid:id>/oordelen", summary="Aanvaard of keur af", responses={201: Oordeel})
def judge(path: ById, body: NieuwOordeel) -> Response:
    """Het laatste oordeel geldt; de aanbieder leest reden en toelichting."""
    cause = _REASONS.get(body.reden or "") if body.oordeel == _REJECTED else None
    if body.oordeel == _REJECTED and cause is None:
        abort(wrong_parameter("reden", _REASON))

    def keep() -> Response:
        try:
            current_wiring().reports.judge(current_viewer(), ReportId(path.id), cause, body.toelichting or "")
        except NoReasonError:
            return wrong_parameter("toelichting", _REMARK)
        except TellsOfAClientError:
            return wrong_parameter("toelichting", _PERSONAL)
        except NoLongerHoldsError:
            return problem(HTTPStatus.CONFLICT, detail=_NO_LONGER)
        return answer(Oordeel(**body.model_dump()), HTTPStatus.CREATED)

    return once(keep, body.model_dump_json())


@blueprint.get("/rapportages/<uuid:id>/uitleg", summary="Wat er in een cel staat", responses={200: Uitleg})
def explain(path: ById, query: UitlegQuery) -> Response:
    """In gewone woorden; met de rijen erachter voor de aanbieder van wie die zijn.

    Een gemeente leest wat er in haar eigen bestand staat en waarmee het formaat de cel vult, en heeft de
    rapportage daarmee opgehaald. Een bureau leest cellen van geaggregeerde rapportages over vijf cliënten of
    meer, met het aantal rijen en cliënten erachter.
    """
    found = current_wiring().reports.explain(current_viewer(), ReportId(path.id))
    if found.replayed is None and found.for_others is None:
        return problem(HTTPStatus.NOT_FOUND, detail=_NOT_TOLD)
    told = found.explain(query.adres)
    if told is None:
        return wrong_parameter("adres", _NO_PLACE)
    return answer(Uitleg.of(told))


def _page(every_one: tuple[ReportSummary, ...], query: RapportagesQuery) -> Response:
    found = chosen(
        every_one,
        stand=(query.stand, lambda each: REPORT_STANDINGS[each.standing]),
        periode=(period_filter(query.periode), lambda each: each.period.label),
        gemeente=(query.gemeente_code, lambda each: each.municipality),
        aanbieder=(query.aanbieder_code, lambda each: each.provider_code),
        formaat=(query.formaat, lambda each: each.format),
    )
    return page_of(Rapportages, found, query, lambda each: str(each.id), Rapportage.of)


def _whole(page: ReportPage) -> VolledigeRapportage:
    known = Rapportage.of(page.report)
    changes = [Verschil(naam=each.figure, eerst=each.former, nu=each.later) for each in page.changes]
    return VolledigeRapportage(
        **known.model_dump(),
        verschillen=changes if page.has_figures else None,
        bewaard_tot=page.kept_until,
        bezorgingen=[_consignment(each) for each in page.consignments],
    )


def _consignment(found: Consignment) -> Bezorging:
    is_of_bureau = current_viewer().organisation.kind is OrganisationKind.BUREAU
    return Bezorging(
        kanaal=found.kind.value,
        stand=_CONSIGNED[found.state],
        bezorgd_op=moment(found.delivered_at),
        naam=None if is_of_bureau else found.name or None,
        uitkomst=found.outcome.value if found.outcome else None,
    )


def _verdict(found: ReportSummary) -> Oordeel | None:
    if found.verdict is None:
        return None
    cause = found.verdict.cause
    return Oordeel(
        oordeel=_ACCEPTED if cause is None else _REJECTED,
        reden=CAUSES[cause] if cause else None,
        toelichting=found.verdict.remark or None,
    )
