"""Two ways of making one report, held side by side cell by cell."""

import pytest

from service.domain.explanation.differences import differing_cells
from service.domain.explanation.replay import CellOfLine, replay
from service.domain.formats.rows import Submitted
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, a_plan

ROWS = [
    {"referentienummer": "R1", "productcode": "45A03", "bedrag": 10_00},
    {"referentienummer": "R2", "productcode": "45A04", "bedrag": 20_00},
    {"referentienummer": "R3", "productcode": "45A12", "bedrag": 30_00},
]
PER_PRODUCT = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
LINES = {"Product": "productcode", "Aantal": {"count": "rows"}, "Bedrag": {"sum": "bedrag"}}


def made(rows=PER_PRODUCT, **columns):
    submitted = Submitted(export=an_export(prestatie=ROWS), standard=the_standard())
    plan = a_plan(sheets={"lijst": {"rows": rows, "columns": {**LINES, **columns}}})
    return replay(submitted, plan, FIRST_QUARTER, "0014", "Groningen")


def differences(was, now):
    return [(each.was, each.now, each.before, each.after) for each in differing_cells(was, now)]


def test_a_report_does_not_differ_from_itself():
    assert differences(made(), made()) == []


def test_another_expression_differs_in_its_own_cells_alone():
    found = differences(made(), made(Bedrag={"constant": "geen"}))

    assert [(was.header, was.line, after) for was, _, _, after in found] == [
        ("Bedrag", line, "geen") for line in range(3)
    ]
    assert all(was == now for was, now, _, _ in found)


def test_lines_are_matched_by_key_and_one_that_is_gone_moves_no_other():
    shorter = {**PER_PRODUCT, "where": {"productcode": {"not_in": ["45A03"]}}}

    found = differences(made(), made(shorter))

    assert {was for was, *_ in found} == {CellOfLine(0, header, 0) for header in LINES}
    assert {now for _, now, *_ in found} == {None}
    back = differences(made(shorter), made())
    assert [(was, now, before, after) for now, was, after, before in found] == back


@pytest.mark.parametrize("swap", [False, True])
def test_a_column_that_is_only_in_one_of_both_is_a_cell_per_line(swap):
    both = made(), made(Soort={"constant": "nieuw"})

    found = differences(*(reversed(both) if swap else both))

    new = ("nieuw", "") if swap else ("", "nieuw")
    assert [(before, after) for _, _, before, after in found] == [new] * 3
    assert [now if swap else was for was, now, _, _ in found] == [None] * 3
