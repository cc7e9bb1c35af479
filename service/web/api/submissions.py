"""Aanleveringen: hand in an export, follow it, look at what would be sent, send it and take it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from typing import Annotated
from uuid import UUID

from flask import Response, abort, url_for
from flask_openapi.models.file import FileStorage
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.access import NotFoundError
from service.domain.submissions.arriving import ArrivingId, NotWholeError, OtherBytesError
from service.domain.submissions.page import SubmissionPage
from service.domain.submissions.sending import Addressee, Outlook
from service.domain.submissions.submission import Submission, SubmissionId
from service.domain.wording import Wording
from service.use_cases.submissions.send import LookAgainError
from service.use_cases.submissions.take_back import AlreadyTakenError
from service.web.api.answers import Bladzijde, ListQuery, answer, chosen, once, page_of, period_filter
from service.web.api.part import part
from service.web.api.problems import language_of_request, problem, wrong_parameter
from service.web.api.shapes import (
    SEVERITIES,
    SUBMISSION_STANDINGS,
    VERDICTS,
    Bestand,
    ById,
    OneOf,
    Periode,
    Shape,
    SluitendeTelling,
    moment,
)
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.uploads import fingerprint, stream_of, together

blueprint = part("api_submissions", "Aanleveringen")
_NO_FILE = Wording("ontbreekt: stuur een of meer bestanden mee", "is missing: send one or more files along")
_OTHER_BYTES = Wording(
    "is niet de SHA-256 van wat wij ontvingen; stuur het opnieuw",
    "is not the SHA-256 of what we received; send it again",
)
_NOT_WHOLE = Wording(
    "noemt een bestand waarvan nog delen moeten komen", "names a file of which parts have to come yet"
)
_GONE = Wording(
    "Een van bestandIds is er niet, of niet meer: het is al aangeleverd, verwijderd, of ouder dan een dag.",
    "One of bestandIds is not there, or not any more: it was handed in, removed, or is older than a day.",
)
_LOOK_AGAIN = Wording(
    "Wat er verstuurd zou worden is niet meer wat u bekeek, of een gemeente vraagt er niets van. "
    "Vraag de vooruitblik opnieuw op.",
    "What would be sent is not what you looked at any more, or a municipality asks nothing of it. "
    "Ask for the outlook again.",
)
_CANNOT_BE_SENT = Wording(
    "Deze aanlevering kan niet verstuurd worden: zie haar stand en bevindingen.",
    "This submission cannot be sent: see how it stands and its findings.",
)
_TAKEN = Wording(
    "De gemeente heeft het al opgehaald, of kreeg het nooit. Lever een verbeterd bestand aan.",
    "The municipality took it already, or never had it. Hand in a file that is repaired.",
)


Stand = Annotated[str, OneOf(SUBMISSION_STANDINGS.values())]
Uitslag = Annotated[str, OneOf(VERDICTS.values())]


class Aanlevering(Shape):
    """Eén upload van één aanbieder over één periode."""

    id: UUID
    bestandsnaam: str
    sha256: str
    bytes: int
    ontvangen_op: datetime
    stand: Stand
    uitslag: Uitslag | None = Field(None, description="Van de controle; ontbreekt zolang die loopt.")
    periode: Periode | None = None
    gemeenten: list[str] = Field(description="Gemeentecodes van wie er iets van vraagt.")
    verstuurd_aan: list[str]
    vervangen_door: UUID | None = None

    @classmethod
    def of(cls, found: Submission) -> "Aanlevering":
        """What a list shows."""
        return cls(**_facts(found))


class Voortgang(Shape):
    """Hoeveel van het werk gedaan is."""

    gedaan: int
    totaal: int


class BevindingenVanEenSoort(Shape):
    """Alle bevindingen met één code over één veld van één tabel."""

    code: str
    ernst: Annotated[str, OneOf(SEVERITIES.values())]
    tabel: str
    veld: str
    aantal: int
    beantwoord: bool


class VolledigeAanlevering(Aanlevering):
    """Een aanlevering met alles wat er van werd."""

    voortgang: Voortgang
    aanvulling: bool
    rijen: Mapping[str, int] = Field(description="Rijen per tabel van de standaard.")
    bevindingen: list[BevindingenVanEenSoort]
    rapportages: list[UUID]
    telling: SluitendeTelling | None = None

    @classmethod
    def of_page(cls, page: SubmissionPage) -> "VolledigeAanlevering":
        """What its page shows."""
        groups = [
            BevindingenVanEenSoort(
                code=each.code,
                ernst=SEVERITIES[each.severity],
                tabel=each.table,
                veld=each.field,
                aantal=each.count,
                beantwoord=each.is_answered,
            )
            for each in page.findings
        ]
        return cls(
            **_facts(page.submission),
            voortgang=Voortgang(gedaan=page.progress.done, totaal=page.progress.total),
            aanvulling=page.is_addition,
            rijen=dict(page.rows),
            bevindingen=groups,
            rapportages=[each.id for each in page.reports],
            telling=SluitendeTelling.of(page.balance) if page.balance else None,
        )


class Aanleveringen(Bladzijde[Aanlevering]):
    """De nieuwste eerst."""


class AanleveringenQuery(ListQuery):
    """Welke aanleveringen."""

    stand: Stand | None = None
    periode: str | None = Field(None, description="Zoals 2026-Q1.")


class NieuweAanlevering(Shape):
    """Een of meer bestanden die samen één aanlevering zijn."""

    bestand: list[Bestand] = Field(
        default_factory=list, description="xlsx, ods, csv, parquet, zip of berichten (iJw, iWmo)."
    )
    bestand_ids: list[UUID] = Field(
        default_factory=list,
        description="Bestanden die in delen kwamen; samen met de andere één aanlevering.",
    )
    aanvulling: bool = Field(False, description="Hoort bij wat er al was, in plaats van het te vervangen.")
    herstel: bool | None = Field(
        None, description="Of cellen hersteld mogen worden; ontbreekt het, dan wat u het laatst zei."
    )
    sha256: str | None = Field(
        None, description="Van het ene bestand, in hex; klopt het niet, dan wordt niets bewaard."
    )


class Geadresseerde(Shape):
    """Eén gemeente en wat zij krijgt of kreeg."""

    gemeente_code: str
    gemeente_naam: str
    rapportages: list[UUID]
    rijen: int
    centen: int
    meer_rijen: int = Field(description="Naast wat zij nu heeft; negatief als het er minder zijn.")
    meer_centen: int
    vervalt: list[UUID] = Field(description="Rapportages die zij nu heeft en waar niets voor terugkomt.")
    verstuurd_op: datetime | None = None
    opgehaald_op: datetime | None = None

    @classmethod
    def of(cls, found: Addressee) -> "Geadresseerde":
        """Everything that goes to one municipality."""
        return cls(
            gemeente_code=found.municipality,
            gemeente_naam=found.name,
            rapportages=[each.report.id for each in found.outgoing],
            rijen=sum(each.rows for each in found.outgoing),
            centen=sum(each.cents for each in found.outgoing),
            meer_rijen=sum(each.more_rows for each in found.outgoing),
            meer_centen=sum(each.more_cents for each in found.outgoing),
            vervalt=[each.id for each in found.lapsing],
            verstuurd_op=moment(found.sent.at) if found.sent else None,
            opgehaald_op=moment(found.sent.taken_at) if found.sent else None,
        )


class Vooruitblik(Shape):
    """Wat er gebeurt als het nu verstuurd wordt."""

    kan_verstuurd_worden: bool
    gezien: str = Field(description="Stuur dit mee bij het versturen: zo gaat er niets anders dan u bekeek.")
    gemeenten: list[Geadresseerde]
    opmerkingen: list[str]

    @classmethod
    def of(cls, found: Outlook) -> "Vooruitblik":
        """The same."""
        return cls(
            kan_verstuurd_worden=found.can_be_sent,
            gezien=found.seen,
            gemeenten=[Geadresseerde.of(each) for each in found.addressees],
            opmerkingen=[each.value for each in found.remarks],
        )


class NieuweVerzending(Shape):
    """Aan wie."""

    gezien: str = Field(description="Uit de vooruitblik.")
    gemeente_codes: list[str] | None = Field(
        None, description="Ontbreekt het, dan iedereen die het nog niet heeft."
    )


class Verzending(Shape):
    """Wie het nu kreeg."""

    gemeente_codes: list[str]


class NieuweIntrekking(Shape):
    """Van wie het teruggenomen wordt, zolang die er niets van ophaalde."""

    gemeente_code: str


@blueprint.get("/aanleveringen", summary="Alle aanleveringen", responses={200: Aanleveringen})
def every(query: AanleveringenQuery) -> Response:
    """Van uw eigen organisatie, de nieuwste eerst."""
    found = chosen(
        current_wiring().submissions.list(current_viewer()),
        stand=(query.stand, lambda each: SUBMISSION_STANDINGS[each.standing]),
        periode=(period_filter(query.periode), lambda each: each.period.label if each.period else ""),
    )
    return page_of(Aanleveringen, found, query, lambda each: str(each.id), Aanlevering.of)


@blueprint.post("/aanleveringen", summary="Lever een bestand aan", responses={202: Aanlevering})
def receive(form: NieuweAanlevering) -> AnyResponse:
    """Na 202 is het bewaard en wordt het gecontroleerd; wat er mis is met de inhoud, staat in de bevindingen.

    Hetzelfde bestand nog eens is dezelfde aanlevering.
    """
    uploads = [each for each in form.bestand if each.filename]
    if not uploads and not form.bestand_ids:
        abort(wrong_parameter("bestand", _NO_FILE))
    told = [*map(str, form.bestand_ids), *(fingerprint(stream_of(each)) for each in uploads)]

    def take_in() -> Response:
        wiring, viewer = current_wiring(), current_viewer()
        stream, name = together([*uploads, *_arrived(form.bestand_ids)])
        if form.sha256 is not None and form.sha256.lower() != fingerprint(stream):
            abort(wrong_parameter("sha256", _OTHER_BYTES))
        received = wiring.submissions.receive(
            viewer, stream, name, repairs=form.herstel, is_addition=form.aanvulling
        )
        for each in form.bestand_ids:
            wiring.submissions.forget_file(viewer, ArrivingId(each))
        page = wiring.submissions.show(viewer, received.submission)
        address = url_for(".one", id=received.submission)
        return answer(Aanlevering.of(page.submission), HTTPStatus.ACCEPTED, address)

    return once(take_in, *told, str(form.aanvulling), str(form.herstel))


@blueprint.get("/aanleveringen/<uuid:id>", summary="Eén aanlevering", responses={200: VolledigeAanlevering})
def one(path: ById) -> Response:
    """Hoe het staat, wat erop aan te merken is, wat ervan gemaakt is en de sluitende telling."""
    page = current_wiring().submissions.show(current_viewer(), SubmissionId(path.id))
    return answer(VolledigeAanlevering.of_page(page))


@blueprint.get("/aanleveringen/<uuid:id>/kopie", summary="De kopie om in te verbeteren")
def annotated_copy(path: ById) -> AnyResponse:
    """Uw eigen bestand, met elke bevinding bij de cel; in de taal van Accept-Language."""
    download = current_wiring().submissions.download_copy(
        current_viewer(), SubmissionId(path.id), language_of_request()
    )
    return as_attachment(download)


@blueprint.post("/aanleveringen/<uuid:id>/hernemingen", summary="Doe opnieuw wat bij ons misging")
def retry(path: ById) -> Response:
    """Na een storing bij ons; wat al gemaakt is, blijft."""
    current_wiring().submissions.retry(current_viewer(), SubmissionId(path.id))
    return Response(status=HTTPStatus.NO_CONTENT)


@blueprint.get(
    "/aanleveringen/<uuid:id>/vooruitblik", summary="Wat iedereen krijgt", responses={200: Vooruitblik}
)
def look(path: ById) -> Response:
    """Per gemeente wat zij krijgt, en wat er vervangen wordt."""
    return answer(Vooruitblik.of(current_wiring().submissions.look(current_viewer(), SubmissionId(path.id))))


@blueprint.post("/aanleveringen/<uuid:id>/verzendingen", summary="Verstuur", responses={201: Verzending})
def send(path: ById, body: NieuweVerzending) -> AnyResponse:
    """Aan wie u kiest; `gezien` uit de vooruitblik zorgt dat het precies dat is."""
    submissions, viewer, submission = current_wiring().submissions, current_viewer(), SubmissionId(path.id)

    def hand_over() -> Response:
        wanted = body.gemeente_codes
        if wanted is None:
            wanted = [each.municipality for each in submissions.look(viewer, submission).unsent]
        try:
            sent = submissions.send(viewer, submission, wanted, body.gezien)
        except LookAgainError:
            can_be_sent = submissions.look(viewer, submission).can_be_sent
            return problem(HTTPStatus.CONFLICT, detail=_LOOK_AGAIN if can_be_sent else _CANNOT_BE_SENT)
        return answer(Verzending(gemeente_codes=sorted(sent)), HTTPStatus.CREATED)

    return once(hand_over, body.model_dump_json())


@blueprint.post("/aanleveringen/<uuid:id>/intrekkingen", summary="Neem terug van een gemeente")
def take_back(path: ById, body: NieuweIntrekking) -> AnyResponse:
    """Zolang de gemeente er niets van ophaalde; daarna verbetert u met een nieuwe aanlevering."""

    def take() -> Response:
        try:
            current_wiring().submissions.take_back(
                current_viewer(), SubmissionId(path.id), body.gemeente_code
            )
        except AlreadyTakenError:
            return problem(HTTPStatus.CONFLICT, detail=_TAKEN)
        return Response(status=HTTPStatus.NO_CONTENT)

    return once(take, body.model_dump_json())


def _arrived(files: Sequence[UUID]) -> list[FileStorage]:
    """Files that came in parts, as if they were sent along."""
    read_file, viewer = current_wiring().submissions.read_file, current_viewer()
    try:
        found = [read_file(viewer, ArrivingId(each)) for each in files]
    except NotWholeError:
        abort(wrong_parameter("bestandIds", _NOT_WHOLE))
    except OtherBytesError:
        abort(wrong_parameter("bestandIds", _OTHER_BYTES))
    except NotFoundError:
        abort(problem(HTTPStatus.NOT_FOUND, detail=_GONE))
    return [FileStorage(BytesIO(content), name) for name, content in found]


def _facts(found: Submission) -> dict[str, object]:
    return {
        "id": found.id,
        "bestandsnaam": found.filename,
        "sha256": found.sha256,
        "bytes": found.bytes,
        "ontvangen_op": moment(found.received_at),
        "stand": SUBMISSION_STANDINGS[found.standing],
        "uitslag": VERDICTS[found.verdict] if found.verdict else None,
        "periode": Periode.of(found.period) if found.period else None,
        "gemeenten": sorted(found.concerns),
        "verstuurd_aan": sorted(found.sent_to),
        "vervangen_door": found.superseded_by,
    }
