"""Ontvangstbewijzen: what was sent to whom and when, with the hash of every file and the balance."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from flask import abort, request
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.submissions.sending import Addressee, Outgoing, Outlook
from service.domain.submissions.submission import SubmissionId
from service.web.api.answers import JSON, answer
from service.web.api.part import part
from service.web.api.problems import language_of_request
from service.web.api.shapes import ById, Organisatie, Periode, Shape, SluitendeTelling, moment
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.languages import speak
from service.web.submissions.receipt import printed_receipt

blueprint = part("api_receipts", "Aanleveringen")
_PDF = "application/pdf"


class Ontvangen(Shape):
    """Eén rapportage van een gemeente."""

    rapportage: UUID
    formaat: str
    bestandsnaam: str
    sha256: str
    rijen: int
    centen: int

    @classmethod
    def of(cls, found: Outgoing) -> "Ontvangen":
        """As it was sent."""
        report = found.report
        return cls(
            rapportage=report.id,
            formaat=report.format,
            bestandsnaam=report.filename,
            sha256=report.sha256,
            rijen=found.rows,
            centen=found.cents,
        )


class Ontvanger(Shape):
    """Wie het heeft."""

    gemeente: Organisatie
    verstuurd_op: datetime | None
    door: str | None = Field(None, description="Ontbreekt als het vanzelf ging.")
    opgehaald_op: datetime | None = None
    rapportages: list[Ontvangen]

    @classmethod
    def of(cls, found: Addressee) -> "Ontvanger":
        """With everything that it got."""
        sent = found.sent
        return cls(
            gemeente=Organisatie(code=found.municipality, naam=found.name),
            verstuurd_op=moment(sent.at) if sent else None,
            door=(sent.by or None) if sent else None,
            opgehaald_op=moment(sent.taken_at) if sent else None,
            rapportages=[Ontvangen.of(each) for each in found.outgoing],
        )


class Ontvangstbewijs(Shape):
    """Van één aanlevering."""

    kenmerk: str
    aanlevering: UUID
    aanbieder: Organisatie
    periode: Periode | None = None
    bestandsnaam: str
    sha256: str
    ontvangen_op: datetime
    telling: SluitendeTelling | None = None
    verstuurd_aan: list[Ontvanger]


@blueprint.get(
    "/aanleveringen/<uuid:id>/ontvangstbewijs",
    summary="Het ontvangstbewijs",
    responses={200: Ontvangstbewijs},
)
def one(path: ById) -> AnyResponse:
    """Wat er nu verstuurd is. Met `Accept: application/pdf` om te bewaren, in de taal van Accept-Language."""
    outlook = current_wiring().submissions.look(current_viewer(), SubmissionId(path.id))
    wanted = request.accept_mimetypes.best_match([JSON, _PDF]) if request.accept_mimetypes else JSON
    if wanted is None:
        abort(HTTPStatus.NOT_ACCEPTABLE)
    if wanted == _PDF:
        speak(language_of_request())
        return as_attachment(printed_receipt(current_viewer(), outlook))
    response = answer(_told(outlook))
    response.vary.add("Accept")
    return response


def _told(outlook: Outlook) -> Ontvangstbewijs:
    submission, provider = outlook.submission, current_viewer().organisation
    return Ontvangstbewijs(
        kenmerk=str(submission.id)[:8],
        aanlevering=submission.id,
        aanbieder=Organisatie(code=provider.code, naam=provider.name),
        periode=Periode.of(submission.period) if submission.period else None,
        bestandsnaam=submission.filename,
        sha256=submission.sha256,
        ontvangen_op=submission.received_at,
        telling=SluitendeTelling.of(outlook.balance) if outlook.balance else None,
        verstuurd_aan=[Ontvanger.of(each) for each in outlook.sent],
    )
