"""How much of what is expected came, and in time: per provider, municipality, period or report."""

from collections.abc import Iterable, Iterator, Mapping

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from service.domain.access import OrganisationKind
from service.domain.delivery_figures import DeliveryFigures, FiguresTable, Grouping, Wanted
from service.files.tables import Cell
from service.web.people.visitor import current_viewer
from service.web.reports.formats_asked import formats_asked, laws
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.languages import gettext, message
from service.web.shared.notation import period_name
from service.web.shared.some_lines import some_lines

blueprint = Blueprint("delivery_figures", __name__)
_ON_A_PAGE = 100
_WORDS = {
    Grouping.PROVIDER: message("aanbieder"),
    Grouping.MUNICIPALITY: message("gemeente"),
    Grouping.PERIOD: message("periode"),
    Grouping.FORMAT: message("rapportage"),
}
_NAMES = ("aanbieder", "gemeente", "periode", "formaat", "wet")
"""In the address: what is looked at."""
_OWN = {
    OrganisationKind.PROVIDER: Grouping.PROVIDER,
    OrganisationKind.MUNICIPALITY: Grouping.MUNICIPALITY,
}
"""Of which who looks has one line: itself."""
_CHOSEN_AS = {Grouping.FORMAT: "formaat"}
"""What a line is called there, where that is not the name of its grouping."""
_Line = tuple[str, str, DeliveryFigures]
"""Code, name, figures."""


@blueprint.get("/termijnen/cijfers")
def show() -> str | Response:
    """`?per=` says what a line is about; the others leave some of it out."""
    per = _grouping()
    wanted = Wanted(
        provider=request.args.get("aanbieder", ""),
        municipality=request.args.get("gemeente", ""),
        period=request.args.get("periode", ""),
        formats=formats_asked(),
    )
    found = current_wiring().reports.count_deliveries(current_viewer(), per, wanted)
    lines = tuple(_lines(found, per))
    table = asked_table(gettext("levercijfers"), _head(), _cells(lines, found.total))
    if table is not None:
        return table
    asked = {name: request.args.get(name) or None for name in _NAMES}
    kind = current_viewer().organisation.kind
    return render_template(
        "reports/delivery_figures.html",
        found=found,
        per=per,
        groupings={each: gettext(words) for each, words in _WORDS.items() if each is not _OWN.get(kind)},
        choices=_choices(found),
        deeper=_deeper(per),
        page=some_lines(lines, _ON_A_PAGE, per=per.value, **asked),
        asked={name: value for name, value in asked.items() if value},
    )


def _choices(found: FiguresTable) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """By their name in the address: the label of each, and its values with their words."""
    return {
        "periode": (gettext("Periode"), _period_names(found)),
        "gemeente": (gettext("Gemeente"), found.names[Grouping.MUNICIPALITY]),
        "aanbieder": (gettext("Aanbieder"), found.names[Grouping.PROVIDER]),
        "formaat": (gettext("Rapportage"), found.names[Grouping.FORMAT]),
        "wet": (gettext("Wet"), laws()),
    }


def _deeper(per: Grouping) -> Mapping[str, str]:
    """What the address of a line asks: it alone, by period; of a period by whom the others are."""
    following = Grouping.PERIOD
    if per is Grouping.PERIOD:
        following = Grouping.MUNICIPALITY if _is_provider() else Grouping.PROVIDER
    return {"per": following.value, "as": _CHOSEN_AS.get(per, per.value)}


def _is_provider() -> bool:
    return current_viewer().organisation.kind is OrganisationKind.PROVIDER


def _period_names(found: FiguresTable) -> Mapping[str, str]:
    return {each.label: period_name(each) for each in found.periods}


def _grouping() -> Grouping:
    """As asked, or else what somebody of this kind looks for first."""
    asked = request.args.get("per", "")
    if asked in set(Grouping) and asked != _OWN.get(current_viewer().organisation.kind):
        return Grouping(asked)
    return Grouping.MUNICIPALITY if _is_provider() else Grouping.PROVIDER


def _lines(found: FiguresTable, per: Grouping) -> Iterator[_Line]:
    """By name; of periods the latest first."""
    names = _period_names(found) if per is Grouping.PERIOD else found.names[per]
    for code, name in names.items():
        if code in found.lines:
            yield code, name, found.lines[code]


def _head() -> tuple[str, ...]:
    return (
        gettext("Naam"),
        gettext("Code"),
        gettext("Verwacht"),
        gettext("Geleverd"),
        gettext("Op tijd"),
        gettext("Te laat"),
        gettext("Ontbreekt"),
        gettext("Geleverd in procenten"),
        gettext("Op tijd in procenten"),
    )


def _cells(lines: Iterable[_Line], total: DeliveryFigures) -> Iterator[tuple[Cell, ...]]:
    for code, name, figures in (*lines, ("", gettext("Alles samen"), total)):
        counts = (figures.expected, figures.delivered, figures.on_time, figures.late, figures.missing)
        yield name, code, *counts, figures.per_cent_delivered, figures.per_cent_on_time
