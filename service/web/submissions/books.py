"""Where a provider holds what it handed in against its own books: rows and euros per municipality and law."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from service.domain.books_over import PeriodBooks
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.control_figures import (
    Amount,
    ComparedFigure,
    Key,
    NoControlFiguresError,
    differing,
    parse_control_figures,
)
from service.files.tables import Cell
from service.use_cases.reports.show_provider_balance import ProviderBalance
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.languages import gettext, in_language
from service.web.shared.some_lines import some_lines
from service.web.shared.words import difference_name

blueprint = Blueprint("books", __name__)
_MOST_BYTES = 200_000
_ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class BooksLine:
    """One municipality and law, as the page shows it."""

    figure: ComparedFigure
    causes: tuple[str, ...]
    """Words for what makes this difference; nothing where there is none."""


@blueprint.get("/aanleveringen/<uuid:submission_id>/controlecijfers")
def show(submission_id: UUID) -> str:
    """The last comparison, and the form for the next."""
    return _page(SubmissionId(submission_id), "")


@blueprint.post("/aanleveringen/<uuid:submission_id>/controlecijfers")
def compare(submission_id: UUID) -> AnyResponse | tuple[str, int]:
    """A csv file of the books, or what is wrong with it."""
    submission, given = SubmissionId(submission_id), _given()
    if isinstance(given, str):
        return _page(submission, given), 400
    current_wiring().submissions.hold_against_books(current_viewer(), submission, given)
    return redirect(url_for(".show", submission_id=submission_id), 303)


@blueprint.get("/controlecijfers")
def show_period() -> str | AnyResponse:
    """What counts over a period beside the books: the latest, or the one in `?periode=`."""
    found = _over(request.args.get("periode"))
    if found.period is not None and found.books is not None:
        name = "-".join((gettext("controlecijfers"), found.provider, found.period.label))
        table = asked_table(name, _head(), _cells(found, found.books))
        if table is not None:
            return table
    return _period_page(found, "")


@blueprint.post("/controlecijfers")
def compare_period() -> AnyResponse | tuple[str, int]:
    """A csv file of the books over the period in `?periode=`, or what is wrong with it."""
    found, given = _over(request.args.get("periode", "")), _given()
    if isinstance(given, str):
        return _period_page(found, given), 400
    label = found.period.label if found.period else ""
    current_wiring().submissions.hold_period_against_books(current_viewer(), label, given)
    return redirect(url_for(".show_period", periode=label), 303)


def _given() -> Mapping[Key, Amount] | str:
    """The books that were uploaded, or what is wrong with them."""
    upload = request.files.get("bestand")
    content = upload.stream.read(_MOST_BYTES + 1) if upload is not None else b""
    if not content or len(content) > _MOST_BYTES:
        return gettext("Kies een csv-bestand van ten hoogste 200 kB.")
    try:
        return parse_control_figures(content.decode("utf-8"))
    except UnicodeDecodeError:
        return gettext("Dit is geen csv in UTF-8. Sla het op als csv UTF-8.")
    except NoControlFiguresError as refused:
        return in_language(refused.words)


def _over(label: str | None) -> ProviderBalance:
    viewer = current_viewer()
    found = current_wiring().reports.show_provider_balance(viewer, viewer.organisation.code, label)
    if found is None or (found.period is None and label is not None):
        raise NotFound
    return found


def _page(submission: SubmissionId, fault: str) -> str:
    found, figures = current_wiring().submissions.show_books(current_viewer(), submission)
    return render_template(
        "submissions/books.html",
        submission=found,
        lines=[_line(each) for each in figures],
        differing=len(differing(figures)),
        fault=fault,
    )


def _period_page(found: ProviderBalance, fault: str) -> str:
    figures = found.books.figures if found.books else ()
    label = found.period.label if found.period else None
    return render_template(
        "submissions/period_books.html",
        found=found,
        page=some_lines([_line(each) for each in figures], _ON_A_PAGE, periode=label),
        differing=len(differing(figures)),
        fault=fault,
    )


def _line(figure: ComparedFigure) -> BooksLine:
    return BooksLine(figure, _words(figure))


def _words(figure: ComparedFigure) -> tuple[str, ...]:
    return tuple(difference_name(each) for each in figure.why)


def _head() -> tuple[str, ...]:
    return (
        gettext("Periode"),
        gettext("Gemeente"),
        gettext("Gemeentecode"),
        gettext("Wet"),
        gettext("Rijen boeken"),
        gettext("Rijen aangeleverd"),
        gettext("Euro boeken"),
        gettext("Euro aangeleverd"),
        gettext("Verschil in rijen"),
        gettext("Verschil in euro"),
        gettext("Oorzaak"),
    )


def _cells(found: ProviderBalance, books: PeriodBooks) -> Iterator[tuple[Cell, ...]]:
    """A line for each municipality and law."""
    for each in books.figures:
        own = each.books or Amount()
        yield (
            found.period.label if found.period else "",
            found.municipalities.get(each.municipality, each.municipality),
            each.municipality,
            each.law,
            own.rows if each.books else None,
            each.handed_in.rows,
            Decimal(own.cents) / 100 if each.books else None,
            Decimal(each.handed_in.cents) / 100,
            each.difference.rows,
            Decimal(each.difference.cents) / 100,
            "; ".join(_words(each)),
        )
