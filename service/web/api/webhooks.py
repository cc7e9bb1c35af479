"""Webhooks: the addresses to which events are brought."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from flask import Response, abort
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.webhooks import NotAWebhookError, Webhook, WebhookId, WebhookState
from service.domain.wording import Wording
from service.web.api.answers import Bladzijde, ListQuery, answer, once, page_of
from service.web.api.part import part
from service.web.api.problems import wrong_parameter
from service.web.api.shapes import ById, Shape, moment
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_webhooks", "Webhooks")
_STATES = {WebhookState.ACTIVE: "actief", WebhookState.STOPPED: "stilgezet"}
_NONE = Wording(
    "is geen openbaar adres (https://…), is er een te veel, of een soort bestaat niet",
    "is no public address (https://…), is one too many, or a type does not exist",
)


class Adres(Shape):
    """Een adres van uw software waar gebeurtenissen gebracht worden."""

    id: UUID
    url: str
    soorten: list[str] = Field(description="Leeg: alles.")
    stand: str = Field(description=f"Een van: {', '.join(_STATES.values())}.")
    plaats: int = Field(description="In het logboek: tot en met deze is het gebracht.")
    mislukt: int = Field(description="Hoe vaak achter elkaar.")
    uitkomst: str = Field(description="Van de laatste keer: een status, of wat ons tegenhield.")
    geprobeerd_op: datetime | None = None

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
        )


class Adressen(Bladzijde[Adres]):
    """Het laatste eerst."""


class NieuwAdres(Shape):
    """Waar, en wat."""

    url: str
    soorten: list[str] = Field(default_factory=list)


class Geheim(Shape):
    """Waarmee u de handtekening nakijkt (Standard Webhooks); wij tonen het dit ene keer."""

    geheim: str


class Hervatting(Shape):
    """Vanaf waar."""

    na_plaats: int | None = Field(
        None, ge=-1, description="Ook opnieuw wat na deze plaats kwam; ontbreekt het, dan verder."
    )


@blueprint.get("/webhooks", summary="Alle adressen", responses={200: Adressen})
def every(query: ListQuery) -> Response:
    """Van uw organisatie, wie ze ook toevoegde."""
    found = current_wiring().programs.list_webhooks(current_viewer())
    return page_of(Adressen, found, query, lambda each: str(each.id), Adres.of)


@blueprint.post("/webhooks", summary="Voeg een adres toe", responses={201: Geheim})
def make(body: NieuwAdres) -> Response:
    """Zonder Idempotency-Key: het geheim wordt nergens bewaard, dus ook niet om het nog eens te zeggen."""
    try:
        secret = current_wiring().programs.make_webhook(current_viewer(), body.url, body.soorten)
    except NotAWebhookError:
        abort(wrong_parameter("url", _NONE))
    return answer(Geheim(geheim=secret), HTTPStatus.CREATED)


@blueprint.post("/webhooks/<uuid:id>/hervattingen", summary="Ga verder")
def start(path: ById, body: Hervatting) -> AnyResponse:
    """Na een stilstand, of om gebeurtenissen nog eens te krijgen: met hetzelfde id."""

    def begin() -> Response:
        current_wiring().programs.start_webhook(current_viewer(), WebhookId(path.id), body.na_plaats)
        return Response(status=HTTPStatus.NO_CONTENT)

    return once(begin, body.model_dump_json())


@blueprint.delete("/webhooks/<uuid:id>", summary="Verwijder een adres")
def remove(path: ById) -> Response:
    """Er gaat niets meer heen."""
    current_wiring().programs.remove_webhook(current_viewer(), WebhookId(path.id))
    return Response(status=HTTPStatus.NO_CONTENT)
