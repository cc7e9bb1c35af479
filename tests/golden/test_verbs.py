"""Every verb gives what its worked cases in verbs.yaml say, the national examples among them."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import yaml

from service.domain.explanation.explain import explain
from service.domain.explanation.replay import CellOfLine, replay
from service.domain.formats.earlier import EarlierFigures, PublishedBlock, PublishedReport
from service.domain.formats.rows import Submitted
from service.domain.formats.shape import FieldReference, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import known_verbs, parse_expression
from service.domain.periods import parse_period
from service.domain.translation.content import ValueKind, Values, text_of_cell
from service.domain.translation.translate import translate
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import a_plan, a_table, lines_of

HERE = Path(__file__).parent


def written(name):
    return yaml.load((HERE / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


CASES = written("verbs")
KNOWN, PLACES, EXPLAINED = (written(f"verbs_{name}") for name in ("known", "places", "explained"))
"""By worked case: what is known of it beforehand, after what its verb stands, what stands behind its cells.

A change of them is read before it is kept: `python -m tests.golden.rewrite`.
"""

TABLES = (
    a_table("t", {"01": "minuut"}),
    a_table("banden", {"0..11": "0-11", "12..17": "12-17", "18..": "18+", "..": "onbekend"}),
)

GO_BACK = {
    *("field", "constant", "manual", "translate", "sign_by", "money", "required", "number_form"),
    *("running_number", "report"),
}
"""Verbs through which the worked cases go back to the export; what any other made is a loss that is named."""


def test_every_verb_has_a_worked_case():
    assert set(CASES) == set(known_verbs())


IN_COLUMNS = [
    (name, at, case) for name, all_of in CASES.items() for at, case in enumerate(all_of) if "column" in case
]
IN_CELLS = [
    (name, at, case) for name, all_of in CASES.items() for at, case in enumerate(all_of) if "cell" in case
]


def named(cases):
    return [pytest.param(name, case, id=f"{name} {at + 1}") for name, at, case in cases]


@pytest.mark.parametrize(("name", "case"), named(IN_COLUMNS))
def test_a_verb_gives_what_its_worked_case_says(name, case):
    plan = plan_of_column(case)

    report = translate(submitted_for(case), plan, period_of(case), {"0014": "Groningen"}).reports[0]

    assert name in str(case["column"]) or name == "field"
    assert goes_back(plan.sheets[0].columns[0])
    assert [line[0] for line in lines_of(report.content)] == case["expect"]


@pytest.mark.parametrize(("name", "case"), named(IN_CELLS))
def test_a_verb_of_cells_gives_what_its_worked_case_says(name, case):
    rows = [{**row, "referentienummer": str(number)} for number, row in enumerate(case.get("rows", []))]
    export = an_export(
        prestatie=rows, kengetal=case.get("kengetal", []), toelichting=case.get("toelichting", [])
    )
    plan = plan_of_cell(case)

    report = translate(
        Submitted(export=export, standard=the_standard()),
        plan,
        parse_period("2026-Q1"),
        {"0014": "Groningen"},
    ).reports[0]

    assert name in str(case["cell"])
    assert goes_back(plan.cells["Kop", "A1"])
    held = report.content.cells["Kop", "A1"]
    assert (text_of_cell(held) if isinstance(held, Decimal) else held) == case["expect"]


@pytest.mark.parametrize(("name", "case"), named([*IN_COLUMNS, *IN_CELLS]))
def test_what_is_known_of_a_worked_case_before_there_is_any_data_is_as_it_was(request, name, case):
    assert known_of(name, case) == KNOWN.get(request.node.callspec.id)


def known_of(_name, case):
    """What the burden, the proof of a format and its readers are told of it, verb by verb."""
    is_column = "column" in case
    column = plan_of_column(case).sheets[0].columns[0] if is_column else plan_of_cell(case).cells["Kop", "A1"]
    return [told_of(*each) for each in zip(column.expression.steps, column.shapes, strict=True)]


def told_of(step, shape):
    told = {
        "nl": step.sentence().nl,
        "en": step.sentence().en,
        "gives": f"{shape.kind} per {shape.grain} in {shape.denominator}",
        "of": str(shape.source or ""),
        "work": str(shape.cell_class),
        "as": list(shape.representation),
        "element": list(map(str, shape.element)),
        "goes back": shape.reversible,
        "shows": list(map(str, shape.individual)),
        "gathers": step.gathers,
        "adds up": step.adds_up,
        "may find": [kind.code for kind in step.may_find],
        "beside": list(step.beside()),
    }
    return {name: value for name, value in told.items() if value}


@pytest.mark.parametrize(("name", "case"), named([*IN_COLUMNS, *IN_CELLS]))
def test_what_a_verb_can_stand_after_is_as_it_was(request, name, case):
    assert places_of(name, case) == PLACES.get(request.node.callspec.id)


def places_of(name, case):
    """What its verb gives after nothing and after each kind of value, or why it cannot stand there."""
    scope = scope_of(bool(case.get("per")) if "column" in case else None)
    steps = parse_expression(case.get("column", case.get("cell"))).steps
    return {
        "nothing" if kind is None else str(kind): place_of(step, kind, scope)
        for step in steps
        if step.name == name
        for kind in (None, *ValueKind)
    }


def place_of(step, kind, scope):
    before = None if kind is None else Shape(kind=kind, grain=scope.grain)
    try:
        return str(step.shape(before, scope).kind)
    except LanguageError as error:
        return f"no: {error.fault.kind.code}"


def scope_of(is_grouped):
    """Of rows, of lines per productcode or, for None, of a single cell over a list."""
    rows = ("prestatie", "toewijzing")
    grain = Grain.REPORT if is_grouped is None else Grain.GROUP if is_grouped else Grain.ROW
    return Scope(
        standard=the_standard(),
        code_tables={table.name: table for table in TABLES},
        laws=("JW",),
        grain=grain,
        tables=("aanlevering",) if is_grouped is None else rows,
        keys=(FieldReference("prestatie", "productcode"),) if is_grouped else (),
        lists={"lijst": rows} if is_grouped is None else {},
    )


@pytest.mark.parametrize(("name", "case"), named(IN_COLUMNS))
def test_what_stands_behind_a_worked_case_is_as_it_was(request, name, case):
    assert explained_of(name, case) == EXPLAINED.get(request.node.callspec.id)


def explained_of(_name, case):
    """Cell by cell, what is said of it and which rows it was made of."""
    again = replay(submitted_for(case), plan_of_column(case), period_of(case), "0014", "Groningen")
    return [explained(again, CellOfLine(0, "Kolom", line)) for line in range(len(case["expect"]))]


def explained(again, cell):
    told = explain(again, [cell], report="", address="")
    return {
        "nl": told.words.nl,
        "en": told.words.en,
        "rows": [
            f"{rows.table} {place}: {says}, adds {adds}" if adds else f"{rows.table} {place}: {says}"
            for rows in told.rows
            for place, says, adds in zip(
                rows.places.tolist(), texts_of(rows.values), texts_of(rows.contributions), strict=True
            )
        ],
    }


def texts_of(values):
    return [text_of(values, at) for at in range(len(values.blank))]


def text_of(values, at):
    if values.blank[at]:
        return ""
    if values.kind is ValueKind.NUMBER:
        return str(Fraction(int(values.numbers[at]), values.denominator))
    return str(values.items[at])


def period_of(case):
    return parse_period(case.get("period", "2026-Q1"))


def submitted_for(case):
    rows = [{**row, "referentienummer": str(number)} for number, row in enumerate(case.get("rows", [{}]))]
    return Submitted(
        export=an_export(prestatie=rows, toewijzing=[case.get("toewijzing", {})]),
        standard=the_standard(),
        pseudonym_key=b"proef",
        earlier=EarlierFigures.of(published_in(case), "06011234"),
    )


def plan_of_column(case):
    listed = {"of": "prestatie", "with": ["toewijzing"], "per": case.get("per", []), **case.get("more", {})}
    return a_plan(
        *TABLES,
        valid={"from": "2020"},
        sheets={"lijst": {"rows": listed, "columns": {"Kolom": case["column"], **case.get("beside", {})}}},
    )


def plan_of_cell(case):
    return a_plan(
        law=case.get("law", ["JW"]),
        cells={"Kop!A1": case["cell"]},
        sheets={
            "lijst": {"rows": {"of": "prestatie", "with": ["toewijzing"]}, "columns": {"Volume": "volume"}}
        },
    )


def published_in(case):
    """The report of an earlier period that a case names: amounts in cents by productcode."""
    if "earlier" not in case:
        return
    told = case["earlier"]
    blank = np.zeros(len(told["lines"]), dtype=bool)
    keys = Values(ValueKind.TEXT, np.array(list(told["lines"]), dtype=object), blank)
    amounts = Values(ValueKind.NUMBER, np.array(list(told["lines"].values())), blank, 100)
    block = PublishedBlock(keys=(keys,), columns={told["column"]: amounts})
    yield PublishedReport(
        format="voorbeeld/lijst",
        format_sha256="",
        municipality="0014",
        agb_code="06011234",
        period=parse_period(told["period"]),
        sha256="",
        blocks={"lijst": block},
    )


def goes_back(column):
    """Whether the shape says rightly whether a reader can go back from the value to the export."""
    return column.shape.reversible is ({step.name for step in column.expression.steps} <= GO_BACK)
