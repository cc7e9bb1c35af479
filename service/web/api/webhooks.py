"""Webhooks: the addresses to which events are brought."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from flask import Response, url_for
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.access import NotFoundError
from service.domain.webhooks import (
    MOST,
    NotAWebhookError,
    NotReachableWebhookError,
    TooManyWebhooksError,
    Webhook,
    WebhookId,
    WebhookState,
)
from service.domain.wording import Wording
from service.web.api.answers import Bladzijde, ListQuery, answer, once, page_of
from service.web.api.happened import Soort
from service.web.api.part import part
from service.web.api.problems import problem, wrong_parameter
from service.web.api.shapes import ById, Heel, OneOf, Shape, moment
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_webhooks", "Webhooks")
_STATES = {WebhookState.ACTIVE: "actief", WebhookState.STOPPED: "stilgezet"}
_OUTCOME = (
    "Van de laatste keer: leeg (nog niets gebracht), de status die uw adres gaf, not-allowed (niet op het "
    "openbare internet, of geen https), gaierror (de naam is niet te vinden), ConnectError of ConnectTimeout "
    "(geen verbinding), ReadTimeout (geen antwoord binnen tien seconden), of een andere fout bij haar naam."
)
_NO_ADDRESS = Wording(
    "is geen adres: https:// en een naam, zonder gebruikersnaam, wachtwoord of #",
    "is no address: https:// and a name, without user name, password or #",
)
_NOT_ALLOWED = Wording(
    "mogen wij niet bereiken: het is geen https of ligt niet op het openbare internet; een beheerder van de "
    "dienst kan een eigen netwerk toelaten (EENMAAL_PRIVATE_WEBHOOKS)",
    "may not be reached by us: it has no https or is not of the public internet; who runs the service can "
    "allow a network of its own (EENMAAL_PRIVATE_WEBHOOKS)",
)
_TOO_MANY = Wording(
    f"Uw organisatie heeft al {MOST} adressen. Verwijder er eerst een.",
    f"Your organisation has {MOST} addresses already. Remove one first.",
)


class Adres(Shape):
    """Een adres van uw software waar gebeurtenissen gebracht worden."""

    id: UUID
    url: str
    soorten: list[Soort] = Field(description="Leeg: alles.")
    stand: Annotated[str, OneOf(_STATES.values())]
    plaats: int = Field(description="In het logboek: tot en met deze is het gebracht.")
    mislukt: int = Field(description="Hoe vaak achter elkaar.")
    uitkomst: str = Field(description=_OUTCOME)
    geprobeerd_op: datetime | None = None
    volgende_poging: datetime | None = Field(
        None, description="Niet eerder, als het de laatste keer mislukte; `hervattingen` doet het meteen."
    )

    @classmethod
    def of(cls, found: Webhook) -> "Adres":
        """As its page shows it."""
        return cls(
            id=found.id,
            url=found.url,
            soorten=sorted(found.types),
            stand=_STATES[found.state],
            plaats=found.position,
            mislukt=found.failures,
            uitkomst=found.outcome,
            geprobeerd_op=moment(found.tried_at),
            volgende_poging=moment(found.next_at) if found.is_waiting else None,
        )


class Adressen(Bladzijde[Adres]):
    """Het laatste eerst."""


class NieuwAdres(Shape):
    """Waar, en wat."""

    url: str = Field(examples=["https://zorg.example/gebeurtenissen"])
    soorten: list[Soort] = Field(
        default_factory=list, description="Leeg: alles.", examples=[["nl.eenmaal.rapportage.verstuurd"]]
    )


class Geheim(Shape):
    """Waarmee u de handtekening nakijkt (Standard Webhooks); wij tonen het dit ene keer."""

    id: UUID = Field(description="Van het adres.")
    geheim: str


class Hervatting(Shape):
    """Vanaf waar."""

    na_plaats: Heel | None = Field(
        None, ge=-1, description="Ook opnieuw wat na deze plaats kwam; ontbreekt het, dan verder."
    )


@blueprint.get("/webhooks", summary="Alle adressen", responses={200: Adressen})
def every(query: ListQuery) -> Response:
    """Van uw organisatie, wie ze ook toevoegde."""
    found = current_wiring().programs.list_webhooks(current_viewer())
    return page_of(Adressen, found, query, lambda each: str(each.id), Adres.of)


@blueprint.get("/webhooks/<uuid:id>", summary="Eén adres", responses={200: Adres})
def one(path: ById) -> Response:
    """Hoe het ermee gaat."""
    found = current_wiring().programs.list_webhooks(current_viewer())
    known = next((each for each in found if each.id == path.id), None)
    if known is None:
        raise NotFoundError(str(path.id))
    return answer(Adres.of(known))


@blueprint.post("/webhooks", summary="Voeg een adres toe", responses={201: Geheim})
def make(body: NieuwAdres) -> Response:
    """Zonder Idempotency-Key: het geheim wordt nergens bewaard, dus ook niet om het nog eens te zeggen.

    Een adres waar wij zeker niet heen mogen, weigeren wij meteen.
    """
    made = WebhookId(uuid4())
    try:
        secret = current_wiring().programs.make_webhook(current_viewer(), body.url, body.soorten, made)
    except TooManyWebhooksError:
        return problem(HTTPStatus.CONFLICT, detail=_TOO_MANY)
    except NotReachableWebhookError:
        return wrong_parameter("url", _NOT_ALLOWED)
    except NotAWebhookError:
        return wrong_parameter("url", _NO_ADDRESS)
    return answer(Geheim(id=made, geheim=secret), HTTPStatus.CREATED, url_for(".one", id=made))


@blueprint.post("/webhooks/<uuid:id>/hervattingen", summary="Ga verder")
def start(path: ById, body: Hervatting) -> AnyResponse:
    """Na een stilstand, of om gebeurtenissen nog eens te krijgen: met hetzelfde id.

    Ook een adres dat niet stilstaat probeert het dan meteen opnieuw. Stuur ten minste {}.
    """

    def begin() -> Response:
        current_wiring().programs.start_webhook(current_viewer(), WebhookId(path.id), body.na_plaats)
        return Response(status=HTTPStatus.NO_CONTENT)

    return once(begin, body.model_dump_json())


@blueprint.delete("/webhooks/<uuid:id>", summary="Verwijder een adres")
def remove(path: ById) -> Response:
    """Er gaat niets meer heen."""
    current_wiring().programs.remove_webhook(current_viewer(), WebhookId(path.id))
    return Response(status=HTTPStatus.NO_CONTENT)
