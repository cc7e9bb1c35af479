"""Kanalen: where reports are brought, or from where files are fetched."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID

from flask import Response, abort
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.channels.addresses import (
    SFTP_PORT,
    Address,
    EmailAddress,
    NotAChannelError,
    PortalAddress,
    S3Address,
    SftpAddress,
    WebhookAddress,
)
from service.domain.channels.channel import ChannelId, ChannelState, NotThisChannelError
from service.domain.channels.outcomes import OUTCOME_WORDS, Outcome
from service.domain.wording import Wording
from service.use_cases.channels.list import ListedChannel
from service.use_cases.channels.make import WantedChannel
from service.web.api.answers import Bladzijde, ListQuery, answer, once, page_of
from service.web.api.part import part
from service.web.api.problems import problem, wrong_parameter
from service.web.api.shapes import ById, Heel, Shape, moment
from service.web.people.visitor import current_viewer
from service.web.shared.channel_fields import CHANNEL_FIELDS
from service.web.shared.current import current_wiring
from service.web.shared.languages import in_language

blueprint = part("api_channels", "Kanalen")
_NOT_FOR_IT = Wording(
    "Dat gaat niet met een kanaal van deze soort, of niet voordat de sleutel van zijn server bevestigd is.",
    "That is not done with a channel of this kind, or not before the key of its server is confirmed.",
)
_STATES = {
    ChannelState.NEW: "te-bevestigen",
    ChannelState.ACTIVE: "actief",
    ChannelState.STOPPED: "stilgezet",
}


class Kanaal(Shape):
    """Waarlangs rapportages u bereiken, of waaruit wij uw bestanden ophalen; zonder zijn geheim."""

    id: UUID
    formaat: str = Field(description="Leeg: alle zonder eigen kanaal.")
    soort: str = Field(description="Een van: portal, sftp, s3, webhook, email.")
    adres: str
    stand: str = Field(description=f"Een van: {', '.join(_STATES.values())}.")
    vingerafdruk: str | None = Field(None, description="Van de sleutel van een SFTP-server.")
    publieke_sleutel: str | None = Field(None, description="Van ons, om op uw server toe te laten.")
    uitkomst: str | None = Field(None, description="Van de laatste keer.")
    geprobeerd_op: datetime | None = None
    mislukt: int = Field(description="Hoe vaak achter elkaar.")
    bezorgd: int
    onderweg: int

    @classmethod
    def of(cls, found: ListedChannel) -> "Kanaal":
        """As its page shows it."""
        channel = found.channel
        public = channel.address.public_key if isinstance(channel.address, SftpAddress) else ""
        return cls(
            id=channel.id,
            formaat=channel.format,
            soort=channel.kind.value,
            adres=channel.address.shown,
            stand=_STATES[channel.state],
            vingerafdruk=found.fingerprint or None,
            publieke_sleutel=public or None,
            uitkomst=channel.outcome.value if channel.outcome else None,
            geprobeerd_op=moment(channel.tried_at),
            mislukt=channel.failures,
            bezorgd=found.delivered,
            onderweg=found.waiting,
        )


class Kanalen(Bladzijde[Kanaal]):
    """Het kanaal voor alle formaten eerst."""


class SftpMap(Shape):
    """Een map van een SFTP-server."""

    soort: Literal["sftp"]
    server: str
    poort: Heel = SFTP_PORT
    gebruiker: str
    map: str = ""


class S3Bucket(Shape):
    """Een bucket van een dienst die S3 spreekt."""

    soort: Literal["s3"]
    adres: str
    regio: str
    bucket: str
    map: str = ""
    sleutelnaam: str


class WebhookMetLink(Shape):
    """Een programma dat hoort dat er iets klaarstaat: ondertekend zoals Standard Webhooks, met `geheim`."""

    soort: Literal["webhook"]
    adres: str


class EmailMetLink(Shape):
    """Een adres dat hoort dat er iets klaarstaat."""

    soort: Literal["email"]
    email: str


class ZelfOphalen(Shape):
    """Een formaat dat niet bezorgd wordt."""

    soort: Literal["portal"]


class NieuwKanaal(Shape):
    """Waarheen, en wat."""

    formaat: str = ""
    bestemming: Annotated[
        SftpMap | S3Bucket | WebhookMetLink | EmailMetLink | ZelfOphalen, Field(discriminator="soort")
    ]
    geheim: str = Field(
        "",
        description="Wachtwoord, geheime sleutel, of waarmee wij tekenen; leeg bij SFTP: wij maken er een.",
    )


class KanaalGemaakt(Shape):
    """Het kenmerk van het kanaal."""

    id: UUID


class Bevestiging(Shape):
    """De vingerafdruk die u bij de beheerder van de server nakeek."""

    vingerafdruk: str = Field(max_length=200)


class KanaalProef(Shape):
    """Wat ervan kwam."""

    uitkomst: str = Field(description=f"Een van: {', '.join(each.value for each in Outcome)}.")
    uitleg: str


@blueprint.get("/kanalen", summary="Alle kanalen", responses={200: Kanalen})
def every(query: ListQuery) -> Response:
    """Van uw organisatie, wie ze ook toevoegde."""
    found = current_wiring().channels.list(current_viewer())
    return page_of(Kanalen, found, query, lambda each: str(each.channel.id), Kanaal.of)


@blueprint.post("/kanalen", summary="Voeg een kanaal toe", responses={201: KanaalGemaakt})
def make(body: NieuwKanaal) -> AnyResponse:
    """Een SFTP-server wordt bekeken; er gaat niets heen voordat u zijn sleutel bevestigt."""

    def begin() -> Response:
        try:
            wanted = WantedChannel(format=body.formaat, address=_address(body), secret=body.geheim)
            made = current_wiring().channels.make(current_viewer(), wanted)
        except NotAChannelError as error:
            abort(wrong_parameter(CHANNEL_FIELDS[error.part], error.words))
        return answer(KanaalGemaakt(id=made), HTTPStatus.CREATED)

    return once(begin, body.model_dump_json())


@blueprint.post(
    "/kanalen/<uuid:id>/bevestigingen", summary="Bevestig de sleutel", responses={200: KanaalProef}
)
def confirm(path: ById, body: Bevestiging) -> Response:
    """Alleen de sleutel die het laatst gezien is."""
    is_same = current_wiring().channels.confirm(current_viewer(), ChannelId(path.id), body.vingerafdruk)
    return _told(Outcome.TAKEN if is_same else Outcome.HOST_KEY_CHANGED)


@blueprint.post(
    "/kanalen/<uuid:id>/blikken", summary="Bekijk de server opnieuw", responses={200: KanaalProef}
)
def look(path: ById) -> Response:
    """Een andere sleutel dan de bevestigde moet eerst bevestigd worden."""
    look_at = current_wiring().channels.look
    return _unless_not_for_it(lambda: _told(look_at(current_viewer(), ChannelId(path.id))))


@blueprint.post("/kanalen/<uuid:id>/proeven", summary="Probeer een kanaal", responses={200: KanaalProef})
def probe(path: ById) -> Response:
    """Wij schrijven een klein bestand en verwijderen het weer; een mislukking is een uitkomst, geen fout."""
    probe_channel = current_wiring().channels.probe
    return _unless_not_for_it(lambda: _told(probe_channel(current_viewer(), ChannelId(path.id))))


@blueprint.post("/kanalen/<uuid:id>/hervattingen", summary="Ga verder")
def start(path: ById) -> AnyResponse:
    """Na een stilstand; wat wachtte, gaat alsnog."""

    def begin() -> Response:
        current_wiring().channels.start(current_viewer(), ChannelId(path.id))
        return Response(status=HTTPStatus.NO_CONTENT)

    return once(lambda: _unless_not_for_it(begin))


@blueprint.delete("/kanalen/<uuid:id>", summary="Verwijder een kanaal")
def remove(path: ById) -> Response:
    """Er gaat niets meer langs; wat wachtte, haalt u hier op."""
    current_wiring().channels.remove(current_viewer(), ChannelId(path.id))
    return Response(status=HTTPStatus.NO_CONTENT)


def _unless_not_for_it(act: Callable[[], Response]) -> Response:
    """A channel that its owner sees in the list is there, also when this is not done with it."""
    try:
        return act()
    except NotThisChannelError:
        return problem(HTTPStatus.CONFLICT, detail=_NOT_FOR_IT)


def _told(outcome: Outcome) -> Response:
    return answer(KanaalProef(uitkomst=outcome.value, uitleg=in_language(OUTCOME_WORDS[outcome])))


def _address(body: NieuwKanaal) -> Address:
    match body.bestemming:
        case SftpMap() as to:
            return SftpAddress(host=to.server, port=to.poort, user=to.gebruiker, folder=to.map)
        case S3Bucket() as to:
            endpoint = to.adres.rstrip("/")
            return S3Address(
                endpoint=endpoint,
                region=to.regio,
                bucket=to.bucket,
                folder=to.map,
                access_key=to.sleutelnaam,
            )
        case WebhookMetLink() as to:
            return WebhookAddress(url=to.adres)
        case EmailMetLink() as to:
            return EmailAddress(to=to.email)
        case ZelfOphalen():
            return PortalAddress()
