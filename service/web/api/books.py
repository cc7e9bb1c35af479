"""Controlecijfers: a submission held against the books of its provider."""

from flask import Response
from pydantic import Field

from service.domain.submissions.submission import SubmissionId
from service.domain.translation.control_figures import Amount, ComparedFigure
from service.web.api.answers import answer
from service.web.api.part import part
from service.web.api.shapes import ById, Shape
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_books", "Aanleveringen")


class Controlecijfer(Shape):
    """Wat de boeken zeggen over één gemeente en wet."""

    gemeente_code: str = Field(pattern=r"^\d{4}$")
    wet: str = Field(pattern="^(JW|WMO)$")
    rijen: int = Field(ge=0, le=10_000_000)
    bedrag_centen: int = Field(ge=-(10**14), le=10**14, description="In centen; credit is een min.")


class Controlecijfers(Shape):
    """De boeken over de periode van deze aanlevering."""

    cijfers: list[Controlecijfer] = Field(max_length=2_000)


class VergelekenCijfer(Shape):
    """Eén gemeente en wet: de boeken naast de aanlevering."""

    gemeente_code: str | None = None
    wet: str | None = None
    boeken_rijen: int | None = None
    boeken_centen: int | None = None
    aangeleverd_rijen: int
    aangeleverd_centen: int
    oorzaken: list[str] = Field(description="Redenen waaronder precies het verschil niet gerapporteerd is.")

    @classmethod
    def of(cls, found: ComparedFigure) -> "VergelekenCijfer":
        """As its page shows it."""
        return cls(
            gemeente_code=found.municipality or None,
            wet=found.law or None,
            boeken_rijen=found.books.rows if found.books else None,
            boeken_centen=found.books.cents if found.books else None,
            aangeleverd_rijen=found.handed_in.rows,
            aangeleverd_centen=found.handed_in.cents,
            oorzaken=list(found.causes),
        )


class Vergelijking(Shape):
    """Elke gemeente en wet van de boeken of van de aanlevering."""

    cijfers: list[VergelekenCijfer]


@blueprint.get(
    "/aanleveringen/<uuid:id>/controlecijfers",
    summary="De laatste vergelijking met uw boeken",
    responses={200: Vergelijking},
)
def show(path: ById) -> Response:
    """Leeg zolang er niets vergeleken is."""
    _, found = current_wiring().submissions.show_books(current_viewer(), SubmissionId(path.id))
    return answer(Vergelijking(cijfers=[VergelekenCijfer.of(each) for each in found]))


@blueprint.put(
    "/aanleveringen/<uuid:id>/controlecijfers",
    summary="Vergelijk met uw boeken",
    responses={200: Vergelijking},
)
def compare(path: ById, body: Controlecijfers) -> Response:
    """Rijen en bedragen per gemeente en wet; alleen u ziet ze."""
    books = {(each.gemeente_code, each.wet): Amount(each.rijen, each.bedrag_centen) for each in body.cijfers}
    found = current_wiring().submissions.hold_against_books(current_viewer(), SubmissionId(path.id), books)
    return answer(Vergelijking(cijfers=[VergelekenCijfer.of(each) for each in found]))
