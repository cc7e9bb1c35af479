"""Openbare regeldruk: what a bureau publishes of a period, and letters about what would help."""

from datetime import datetime
from http import HTTPStatus

from flask import Response, url_for
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.access import NotFoundError
from service.storage.burden_publications import BurdenPublication
from service.web.api.answers import PeriodeQuery, answer, once
from service.web.api.part import part
from service.web.api.shapes import Shape, moment
from service.web.burden.letters import letter_about
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_publications", "Regeldruk")


class Publicatie(Shape):
    """Een periode die voor iedereen te lezen is."""

    adres: str
    pagina: str
    periode: str
    gepubliceerd_op: datetime

    @classmethod
    def of(cls, found: BurdenPublication) -> "Publicatie":
        """Where it is."""
        return cls(
            adres=found.address,
            pagina=url_for("burden.published", address=found.address),
            periode=found.period,
            gepubliceerd_op=moment(found.published_at),
        )


class Publicaties(Shape):
    """De laatste eerst; wat teruggehaald is, staat er niet bij."""

    publicaties: list[Publicatie]


class NieuwePublicatie(Shape):
    """Welke periode."""

    periode: str = Field(description="Zoals 2026-Q1.")


class Gepubliceerd(Shape):
    """Waar het staat."""

    adres: str
    pagina: str


class AdresPath(Shape):
    """One publication."""

    adres: str


class OpenbareBriefPath(Shape):
    """Which line of the advice, from 1."""

    nummer: int


class OpenbareBrief(Shape):
    """Een conceptbrief als gewone tekst."""

    tekst: str


@blueprint.get("/regeldruk/publicaties", summary="Wat u openbaar maakte", responses={200: Publicaties})
def every() -> Response:
    """Alleen van uw eigen bureau."""
    found = current_wiring().burden.list_publications(current_viewer())
    return answer(Publicaties(publicaties=[Publicatie.of(each) for each in found]))


@blueprint.post("/regeldruk/publicaties", summary="Maak een periode openbaar", responses={201: Gepubliceerd})
def publish(body: NieuwePublicatie) -> AnyResponse:
    """Zonder iemands naam, en alleen als er vijf aanbieders of meer leverden; anders 404."""

    def make_public() -> Response:
        address = current_wiring().burden.publish(current_viewer(), body.periode)
        page = url_for("burden.published", address=address)
        return answer(Gepubliceerd(adres=address, pagina=page), HTTPStatus.CREATED)

    return once(make_public, body.model_dump_json())


@blueprint.delete("/regeldruk/publicaties/<adres>", summary="Haal een publicatie weg")
def withdraw(path: AdresPath) -> Response:
    """Het adres blijft daarna leeg."""
    current_wiring().burden.withdraw_publication(current_viewer(), path.adres)
    return Response(status=HTTPStatus.NO_CONTENT)


@blueprint.get(
    "/regeldruk/brieven/<int:nummer>", summary="Een brief over één advies", responses={200: OpenbareBrief}
)
def letter(path: OpenbareBriefPath, query: PeriodeQuery) -> Response:
    """Aan de gemeenten die het kunnen veranderen; u verstuurt hem, of niet."""
    text = letter_about(path.nummer, query.periode)
    if text is None:
        raise NotFoundError(str(path.nummer))
    return answer(OpenbareBrief(tekst=text))
