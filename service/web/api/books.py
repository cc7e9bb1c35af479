"""Controlecijfers: a submission, or all of a period, held against the books of its provider."""

from collections.abc import Mapping
from datetime import datetime

from flask import Response
from pydantic import Field

from service.domain.access import NotFoundError
from service.domain.books_over import PeriodBooks
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.control_figures import Amount, ComparedFigure, Key
from service.use_cases.reports.show_provider_balance import ProviderBalance
from service.web.api.answers import PeriodeQuery, answer
from service.web.api.part import part
from service.web.api.shapes import ById, Heel, Periode, Shape, moment
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_books", "Aanleveringen")


class Controlecijfer(Shape):
    """Wat de boeken zeggen over één gemeente en wet."""

    gemeente_code: str = Field(pattern=r"^\d{4}$")
    wet: str = Field(pattern="^(JW|WMO)$")
    rijen: Heel = Field(ge=0, le=10_000_000)
    bedrag_centen: Heel = Field(ge=-(10**14), le=10**14, description="In centen; credit is een min.")


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
    waardoor: list[str] = Field(
        description="Die redenen, of anders not-in-books, not-handed-in of no-single-cause; leeg bij gelijk."
    )

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
            waardoor=list(found.why),
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
    found = current_wiring().submissions.hold_against_books(
        current_viewer(), SubmissionId(path.id), _books(body)
    )
    return answer(Vergelijking(cijfers=[VergelekenCijfer.of(each) for each in found]))


class VerschilPerOorzaak(Shape):
    """Regels die door hetzelfde van de boeken verschillen, samen."""

    waardoor: list[str]
    regels: int
    rijen: int = Field(description="Hoeveel meer er aangeleverd is dan de boeken zeggen.")
    centen: int


class PeriodeVergelijking(Shape):
    """Wat over een periode meetelt, naast de boeken; van elke gemeente de aanlevering die voor haar telt."""

    periode: Periode | None = None
    vergeleken: datetime | None = Field(
        None, description="Het langst geleden; leeg als er niets vergeleken is."
    )
    cijfers: list[VergelekenCijfer]
    verschillen: list[VerschilPerOorzaak]
    niet_vergeleken: list[str] = Field(description="Gemeentecodes; leeg voor rijen zonder gemeente.")

    @classmethod
    def of(cls, found: ProviderBalance) -> "PeriodeVergelijking":
        """As its page shows it; nothing where no submission has exactly these days."""
        books = found.books or PeriodBooks()
        return cls(
            periode=Periode.of(found.period) if found.period else None,
            vergeleken=moment(books.compared_at),
            cijfers=[VergelekenCijfer.of(each) for each in books.figures],
            verschillen=[
                VerschilPerOorzaak(
                    waardoor=list(each.names),
                    regels=each.lines,
                    rijen=each.difference.rows,
                    centen=each.difference.cents,
                )
                for each in books.by_cause
            ],
            niet_vergeleken=list(books.missing),
        )


@blueprint.get(
    "/controlecijfers",
    summary="De laatste vergelijking van een periode met uw boeken",
    responses={200: PeriodeVergelijking},
)
def show_period(query: PeriodeQuery) -> Response:
    """Over alle aanleveringen die tellen; leeg zolang er niets vergeleken is."""
    return answer(PeriodeVergelijking.of(_over(query.periode)))


@blueprint.put(
    "/controlecijfers",
    summary="Vergelijk een periode met uw boeken",
    responses={200: PeriodeVergelijking},
)
def compare_period(query: PeriodeQuery, body: Controlecijfers) -> Response:
    """Rijen en bedragen per gemeente en wet over al wat meetelt; alleen u ziet ze."""
    found = _over(query.periode)
    label = found.period.label if found.period else ""
    current_wiring().submissions.hold_period_against_books(current_viewer(), label, _books(body))
    return answer(PeriodeVergelijking.of(_over(label)))


def _books(body: Controlecijfers) -> Mapping[Key, Amount]:
    return {(each.gemeente_code, each.wet): Amount(each.rijen, each.bedrag_centen) for each in body.cijfers}


def _over(label: str | None) -> ProviderBalance:
    viewer = current_viewer()
    found = current_wiring().reports.show_provider_balance(viewer, viewer.organisation.code, label)
    if found is None or (found.period is None and label is not None):
        raise NotFoundError(label or "")
    return found
