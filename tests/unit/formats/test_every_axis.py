"""Every way in which municipalities are known to differ is in at least one format of the catalogue."""

import re
from collections.abc import Callable

import pytest

from service.domain.formats.code_tables import CodeTable
from service.domain.formats.expressions import places_of, steps_of
from service.domain.formats.output import TemplateOutput, XlsxOutput, ZipOutput
from service.domain.formats.plan import Plan
from service.files.catalogue.surveying import targets_of
from service.files.workbook import Package
from service.files.workbook import places_of as places_in
from tests.golden.examples import the_catalogue
from tests.tools.exports import REPOSITORY


def verbs(plan: Plan, name: str) -> list[object]:
    return [
        step for _, _, column in places_of(plan) for step in steps_of(column.expression) if step.name == name
    ]


def per(field: str) -> Callable[[Plan], bool]:
    """A line per this field, or the field on every line."""
    return lambda plan: any(
        name.rpartition(".")[2] == field
        for sheet in plan.sheets
        for name in (
            *map(str, sheet.format.rows.per),
            *(str(column.source or "") for column in sheet.columns),
        )
    )


def unit(name: str) -> Callable[[Plan], bool]:
    return lambda plan: any(step.unit == name for step in verbs(plan, "to_unit"))


def kind(name: str) -> Callable[[Plan], bool]:
    return lambda plan: plan.format.output.kind == name


def document_in_zip(plan: Plan) -> bool:
    output = plan.format.output
    return isinstance(output, ZipOutput) and any(each.kind == "docx" for each in output.files.values())


def period(name: str) -> Callable[[Plan], bool]:
    return lambda plan: plan.format.period.value == name


def has(name: str) -> Callable[[Plan], bool]:
    return lambda plan: bool(verbs(plan, name))


def tables_beside(plan: Plan) -> bool:
    """Whether a sheet of its workbook has tables that grow in columns of their own."""
    output = plan.format.output
    if not isinstance(output, XlsxOutput) or not any(sheet.format.sheet for sheet in plan.sheets):
        return False
    package = Package(the_catalogue().templates[output.template], "")
    return any(each.strip is not None for each in places_in(package, targets_of(plan)))


def product_tables(plan: Plan) -> list[CodeTable]:
    """The code tables by which a format gives products a name of its own."""
    return [
        plan.code_tables[step.table]
        for _, _, column in places_of(plan)
        for expression in (column.expression, *(p for s in column.expression.steps for p in s.parts()))
        for step in expression.steps
        if step.name == "translate" and str(expression.written.get("field")) == "productcode"
    ]


def many_to_one(plan: Plan) -> bool:
    return any(not table.is_one_to_one for table in product_tables(plan))


def one_to_many(plan: Plan) -> bool:
    """One product code has other names, by another field of its row."""
    names: dict[str, set[str]] = {}
    for choose in verbs(plan, "choose"):
        for part in choose.parts():
            for step in part.steps:
                if step.name == "translate":
                    for line in plan.code_tables[step.table].lines:
                        names.setdefault(line.code, set()).add(line.becomes)
    return any(len(several) > 1 for several in names.values())


def bands(plan: Plan) -> list[object]:
    """Numbers put in groups, in a column or as what decides the head of one."""
    choosing = [step for sheet in plan.sheets for each in sheet.choosing for step in steps_of(each)]
    return [*verbs(plan, "band"), *(step for step in choosing if step.name == "band")]


def definitions_of_waiting(plan: Plan) -> bool:
    return len({(step.begin, step.until, step.unit) for step in verbs(plan, "waiting_time")}) >= 3


def sheet_per(plan: Plan) -> bool:
    return isinstance(plan.format.output, TemplateOutput) and bool(plan.format.output.sheet_per)


AXES: dict[str, Callable[[Plan], bool]] = {
    "per raamovereenkomst of opdracht": per("raamovereenkomst"),
    "per perceel": per("perceel"),
    "per product": per("productcode"),
    "per maand": period("month"),
    "per kwartaal": period("quarter"),
    "per halfjaar": period("half-year"),
    "per jaar": period("year"),
    "uren": unit("uur"),
    "minuten": unit("minuut"),
    "dagdelen": unit("dagdeel"),
    "etmalen": unit("etmaal"),
    "dagen": lambda plan: unit("dag")(plan) or bool(verbs(plan, "days")),
    "weken": lambda plan: unit("week")(plan) or bool(verbs(plan, "per_week")),
    "btw": has("btw"),
    "eigen codes, meer naar één": many_to_one,
    "eigen codes, één naar meer": one_to_many,
    "drie definities van wachttijd": definitions_of_waiting,
    "csv": kind("csv"),
    "vaste breedte": kind("fixed-width"),
    "xml": kind("xml"),
    "json": kind("json"),
    "werkmap": kind("xlsx"),
    "meer bestanden in een zip": kind("zip"),
    "een verklaring in Word": document_in_zip,
    "werkmap van LibreOffice": kind("ods"),
    "een blad per code": sheet_per,
    "op persoonsniveau": lambda plan: plan.format.level == "person",
    "geaggregeerd": lambda plan: plan.format.level == "aggregate",
    "een verhaal": has("narrative"),
    "uitkomsten": lambda plan: any(sheet.format.rows.of == "uitkomst" for sheet in plan.sheets),
    "kleine aantallen weg": has("suppress_below"),
    "meer tabellen op een blad": lambda plan: any(sheet.format.sheet for sheet in plan.sheets),
    "tabellen naast elkaar": tables_beside,
    "een kop van meer regels": lambda plan: any(sheet.format.header_lines > 1 for sheet in plan.sheets),
    "maanden, codes of groepen naast elkaar": lambda plan: any(sheet.heads for sheet in plan.sheets),
    "regels die al in de werkmap staan": lambda plan: any(sheet.format.listed for sheet in plan.sheets),
    "groepen van een getal, zoals leeftijd": lambda plan: bool(bands(plan)),
    "een regel per toewijzing met wat erbij hoort": lambda plan: any(sheet.many for sheet in plan.sheets),
    "overlappende trajecten": lambda plan: any(sheet.format.rows.overlapping for sheet in plan.sheets),
}


def formats_of(axis: str) -> list[str]:
    return sorted({plan.name for plan in the_catalogue().every_plan() if AXES[axis](plan)})


@pytest.mark.parametrize("axis", AXES)
def test_an_axis_is_in_at_least_one_format(axis):
    assert formats_of(axis) != []


def test_a_group_of_small_providers_is_asked_something_lighter():
    assert [each for each in the_catalogue().requests if each.without] != []


def test_the_page_says_which_formats_show_which_axis():
    page = (REPOSITORY / "docs" / "formats" / "README.md").read_text(encoding="utf-8")
    _, _, readme = page.partition("## Which format shows what")
    told = {
        axis: sorted(formats.split(", "))
        for axis, formats in re.findall(r"^\| ([^|]+) \| ([^|]+/[^|]+) \|$", readme, re.MULTILINE)
    }

    assert told == {axis: formats_of(axis)[:3] for axis in AXES}
