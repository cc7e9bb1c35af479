"""Every verb gives what its worked cases in verbs.yaml say, the national examples among them."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import yaml

from service.domain.formats.earlier import EarlierFigures, PublishedBlock, PublishedReport
from service.domain.formats.rows import Submitted
from service.domain.formats.verb import known_verbs
from service.domain.periods import parse_period
from service.domain.translation.content import ValueKind, Values, text_of_cell
from service.domain.translation.translate import translate
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import a_plan, a_table, lines_of

CASES = yaml.safe_load(Path(__file__).with_name("verbs.yaml").read_text(encoding="utf-8"))

GO_BACK = {
    *("field", "constant", "manual", "translate", "sign_by", "money", "required", "number_form"),
    *("running_number", "report"),
}
"""Verbs through which the worked cases go back to the export; what any other made is a loss that is named."""


def test_every_verb_has_a_worked_case():
    assert set(CASES) == set(known_verbs())


@pytest.mark.parametrize(
    ("name", "case"),
    [
        pytest.param(name, case, id=name)
        for name, several in CASES.items()
        for case in several
        if "column" in case
    ],
)
def test_a_verb_gives_what_its_worked_case_says(name, case):
    rows = [{**row, "referentienummer": str(number)} for number, row in enumerate(case.get("rows", [{}]))]
    export = an_export(prestatie=rows, toewijzing=[case.get("toewijzing", {})])
    listed = {"of": "prestatie", "with": ["toewijzing"], "per": case.get("per", []), **case.get("more", {})}
    plan = a_plan(
        a_table("t", {"01": "minuut"}),
        a_table("banden", {"0..11": "0-11", "12..17": "12-17", "18..": "18+", "..": "onbekend"}),
        valid={"from": "2020"},
        sheets={"lijst": {"rows": listed, "columns": {"Kolom": case["column"], **case.get("beside", {})}}},
    )
    period = parse_period(case.get("period", "2026-Q1"))

    report = translate(
        Submitted(
            export=export,
            standard=the_standard(),
            pseudonym_key=b"proef",
            earlier=EarlierFigures.of(published_in(case), "06011234"),
        ),
        plan,
        period,
        {"0014": "Groningen"},
    ).reports[0]

    assert name in str(case["column"]) or name == "field"
    assert goes_back(plan.sheets[0].columns[0])
    assert [line[0] for line in lines_of(report.content)] == case["expect"]


@pytest.mark.parametrize(
    ("name", "case"),
    [
        pytest.param(name, case, id=name)
        for name, several in CASES.items()
        for case in several
        if "cell" in case
    ],
)
def test_a_verb_of_cells_gives_what_its_worked_case_says(name, case):
    rows = [{**row, "referentienummer": str(number)} for number, row in enumerate(case.get("rows", []))]
    export = an_export(
        prestatie=rows, kengetal=case.get("kengetal", []), toelichting=case.get("toelichting", [])
    )
    plan = a_plan(
        law=case.get("law", ["JW"]),
        cells={"Kop!A1": case["cell"]},
        sheets={
            "lijst": {"rows": {"of": "prestatie", "with": ["toewijzing"]}, "columns": {"Volume": "volume"}}
        },
    )

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
