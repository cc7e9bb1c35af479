"""What was declared, what the rows hold and what the files say of one period, beside each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.access import OrganisationKind
from service.domain.explanation.explanation import number_in_json
from service.domain.explanation.summed_totals import SummedTotal, TotalsOf
from service.domain.explanation.written_totals import CAUSES
from service.domain.translation.declared_over import DeclaredOver, by_law
from service.files.tables import Cell
from service.use_cases.reports.show_period_totals import PeriodTotals, WantedTotals
from service.web.people.visitor import current_viewer
from service.web.reports.explained_values import text_of_number
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.languages import gettext, in_language, message
from service.web.shared.notation import large_number
from service.web.shared.some_lines import some_lines

blueprint = Blueprint("period_totals", __name__)
_ON_A_PAGE = 50
_PER = {"gemeente": message("gemeente"), "aanbieder": message("aanbieder")}
_OWN = {OrganisationKind.PROVIDER: "aanbieder", OrganisationKind.MUNICIPALITY: "gemeente"}
"""Of which who looks is the only one."""
_MESSAGES = "berichten"
_Line = tuple[TotalsOf, SummedTotal] | DeclaredOver


@blueprint.get("/totalen")
def show() -> str | Response:
    """`?per=` a line for each of those; `?gemeente=`, `?aanbieder=` and `?formaat=` leave some out.

    `?wat=berichten` is about what messages declare, and not about what stands in files.
    """
    of_messages = request.args.get("wat") == _MESSAGES
    wanted = WantedTotals(
        period=request.args.get("periode"),
        municipality=request.args.get("gemeente", ""),
        provider=request.args.get("aanbieder", ""),
        format=request.args.get("formaat", ""),
        of_files=not of_messages,
        of_messages=of_messages,
    )
    per = _asked_per(wanted)
    wanted = replace(wanted, by_provider=(per or next(iter(_pers(wanted)), "")) == "aanbieder")
    found = current_wiring().reports.show_period_totals(current_viewer(), wanted)
    if found.period is None and wanted.period is not None:
        raise NotFound
    titles = current_wiring().catalogue().titles()
    table = _table(found, titles)
    return table or _page(found, wanted, per, titles)


def _address(found: PeriodTotals, wanted: WantedTotals) -> Mapping[str, str]:
    """What the address says of what is added up; not how it is parted."""
    asked = {
        "periode": found.period.label if found.period else "",
        "wat": _MESSAGES if wanted.of_messages else "",
        "formaat": wanted.format,
        "gemeente": wanted.municipality,
        "aanbieder": wanted.provider,
    }
    return {name: value for name, value in asked.items() if value}


def _page(found: PeriodTotals, wanted: WantedTotals, per: str, titles: Mapping[str, str]) -> str:
    asked = _address(found, wanted)
    return render_template(
        "reports/period_totals.html",
        found=found,
        wanted=wanted,
        asked=asked,
        per=per,
        pers=_pers(wanted),
        page=some_lines(_lines(found, wanted) if per else (), _ON_A_PAGE, per=per or None, **asked),
        together=by_law(found.declared),
        name_of=lambda each: _name(found, each),
        titles=titles,
        cause_names={cause: in_language(words) for cause, words in CAUSES.items()},
        number_text=lambda exact: large_number(number_in_json(exact)),
    )


def _pers(wanted: WantedTotals) -> Mapping[str, str]:
    """By what there is more than one of them."""
    chosen = {"gemeente": wanted.municipality, "aanbieder": wanted.provider}
    own = _OWN.get(current_viewer().organisation.kind)
    return {name: gettext(words) for name, words in _PER.items() if name != own and not chosen[name]}


def _asked_per(wanted: WantedTotals) -> str:
    asked = request.args.get("per", "")
    return asked if asked in _pers(wanted) else ""


def _lines(found: PeriodTotals, wanted: WantedTotals) -> Sequence[_Line]:
    if wanted.of_messages:
        return found.declared
    return [(one, total) for each in found.formats for one in each.parts for total in one.totals]


def _name(found: PeriodTotals, each: TotalsOf | DeclaredOver) -> str:
    names = found.providers if each.municipality is None else found.municipalities
    return names.get(each.code, each.code)


def _table(found: PeriodTotals, titles: Mapping[str, str]) -> Response | None:
    if request.args.get("wat") == _MESSAGES:
        return asked_table(gettext("berichten"), _declared_head(), _declared_cells(found))
    return asked_table(gettext("totalen"), _head(), _cells(found, titles))


def _head() -> tuple[str, ...]:
    return (
        gettext("Periode"),
        gettext("Rapportage"),
        gettext("Naam"),
        gettext("Gemeentecode of AGB-code"),
        gettext("Tabel"),
        gettext("Kolom"),
        gettext("In de rijen"),
        gettext("In het bestand"),
        gettext("Oorzaak"),
        gettext("Rapportages"),
    )


def _cells(found: PeriodTotals, titles: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    """All of it, then each of its parts: the two count the same rows."""
    for each in found.formats:
        parts = [(gettext("Alles samen"), "", each.totals)]
        parts += [(_name(found, one), one.code, one.totals) for one in each.parts]
        for name, code, totals in parts:
            for total in totals:
                yield (
                    found.period.label if found.period else "",
                    titles.get(each.format, each.format),
                    name,
                    code,
                    total.block,
                    total.column,
                    "" if total.exact is None else text_of_number(total.exact),
                    text_of_number(total.written),
                    _causes(total),
                    total.reports,
                )


def _causes(total: SummedTotal) -> str:
    if total.exact is None:
        return gettext("kleine aantallen zijn weggelaten")
    causes = (f"{in_language(CAUSES[cause])} {text_of_number(by)}" for cause, by in total.differences.items())
    return "; ".join(causes)


def _declared_head() -> tuple[str, ...]:
    return (
        gettext("Periode"),
        gettext("Wet"),
        gettext("Naam"),
        gettext("Gemeentecode of AGB-code"),
        gettext("Declaraties"),
        gettext("Euro volgens de berichten"),
        gettext("Euro in de rijen"),
        gettext("Euro verschil"),
        gettext("Declaraties met antwoord"),
        gettext("Euro toegekend volgens de antwoorden"),
        gettext("Euro toegekend in de rijen"),
        gettext("Euro in rapportages"),
        gettext("Declaraties die verschillen"),
    )


def _declared_cells(found: PeriodTotals) -> Iterator[tuple[Cell, ...]]:
    for each in found.declared:
        yield (
            found.period.label if found.period else "",
            each.law,
            _name(found, each),
            each.code,
            each.declarations,
            Decimal(each.declared) / 100,
            Decimal(each.read) / 100,
            Decimal(each.read - each.declared) / 100,
            each.answered,
            Decimal(each.granted) / 100,
            Decimal(each.read_granted) / 100,
            Decimal(each.reported) / 100,
            each.differing,
        )
