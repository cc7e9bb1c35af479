"""Who is neither end of a report reads cells about five clients or more, counted anew here, and no row."""

from dataclasses import replace
from functools import cache

import pytest

from service.domain.explanation.replay import CellOfLine
from service.domain.formats.calendar import Assignment
from service.domain.formats.shape import FieldReference
from service.domain.formats.verbs.earlier import Earlier
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.domain.translation.content import ValueKind
from service.files.export import write_export
from service.files.intake import read_export
from service.pipeline.explaining import replay_report
from service.pipeline.told_to_others import ToldToOthers
from service.sample import sample_tables
from tests.tools.catalogues import whole_catalogue
from tests.tools.exports import REPOSITORY, the_standard

FEWEST = 5
CODE = "0944"
CATALOGUE = replace(whole_catalogue(REPOSITORY, REPOSITORY / "templates"), pseudonym_key=b"s" * 32)


@cache
def delivered(year, clients):
    days = parse_period(str(year))
    tables = sample_tables(the_standard(), seed=3, municipalities=[CODE], clients=clients, period=days)
    written = write_export(tables, the_standard(), "xlsx")
    return CATALOGUE.submitted(check_export(read_export(written, "export.xlsx"), the_standard()).export)


@pytest.fixture(scope="module")
def told():
    """A report in every format there is, about many clients and about a handful, as others are told it."""
    found = []
    for plan in CATALOGUE.every_plan():
        for clients in (6, 60):
            rows = delivered(max(plan.valid.begin.year, 2025), clients)
            periods = (
                each for each in rows.export.period.parts(plan.format.period) if plan.valid.contains(each)
            )
            again = replay_report(CATALOGUE, rows, Assignment(plan, next(periods), (CODE,)), CODE)
            if again.replay.report is not None:
                found.append(ToldToOthers(again))
    return found


def people_behind(report, address):
    """Clients, or people that wait, counted from the rows that the explanation of its provider names."""
    again, clients, others, waiting = report.replay, set(), set(), 0
    for rows in report.explain(address, b"").rows:
        if rows.table == "wachtlijst":
            numbers = again.submitted.values(FieldReference("wachtlijst", "wachtenden"))
            waiting += sum(int(numbers.numbers[place]) // numbers.denominator for place in rows.places)
        elif rows.table == "toelichting":
            others |= {("toelichting", int(place)) for place in rows.places}
        elif rows.table not in ("aanlevering", "kengetal"):
            through = again.submitted.through(rows.table, FieldReference("toewijzing", "clientnummer"))
            clients |= {
                str(through.items[place]) if not through.blank[place] else (rows.table, int(place))
                for place in rows.places
            }
    return len(clients | others) + waiting


def number_cells(each):
    again = each.report.replay
    for block, sheet in enumerate(again.sheets):
        for column in sheet.plan.columns:
            if column.shape.kind is ValueKind.NUMBER:
                yield [
                    CellOfLine(block, column.header, line)
                    for line in range(again.content.sheets[block].row_count)
                ]


def test_no_cell_about_fewer_than_five_is_told(told):
    looked_at = 0
    for each in (one for one in told if one.may_be_told):
        for cell in each.report.replay.every_cell():
            address = each.report.address(cell)
            shown = each.explain(address)
            people = people_behind(each.report, address)
            if not shown.is_kept_back:
                assert people == 0 or people >= FEWEST, (each.report.filename, address)
                assert not shown.rows
            looked_at += 1
    assert looked_at > 500


def test_what_is_not_told_of_a_column_is_together_about_enough_people(told):
    kept_back = 0
    for each in (one for one in told if one.may_be_told):
        for cells in number_cells(each):
            shown = [each.explain(each.report.address(cell)).is_kept_back for cell in cells]
            hidden = [cell for cell, is_hidden in zip(cells, shown, strict=True) if is_hidden]
            if hidden and len(hidden) < len(cells):
                kept_back += 1
                column = each.report.replay.column(hidden[0])
                together = set()
                for cell in hidden:
                    for rows in each.report.explain(each.report.address(cell), b"").rows:
                        together |= {(rows.table, int(place)) for place in rows.places}
                assert len(together) >= FEWEST
                assert not any(isinstance(step, Earlier) for step in column.expression.every_step())
    assert kept_back > 0


def test_cells_that_are_told_say_what_the_file_says_with_their_sum(told):
    sums = 0
    for each in (one for one in told if one.may_be_told):
        for value, address in (
            cell for block in each.blocks for line in block.lines for cell in line.cells if cell
        ):
            shown, own = each.explain(address), each.report.explain(address, b"")
            assert (shown.value.items.tolist(), shown.value.blank.tolist()) == (
                value.items.tolist(),
                value.blank.tolist(),
            )
            if shown.total is not None:
                assert shown.total == own.total
                sums += 1
    assert sums > 20


def test_no_text_that_somebody_wrote_and_no_line_of_a_list_per_row_is_told(told):
    for each in (one for one in told if one.may_be_told):
        stories = each.report.replay.submitted.values(FieldReference("toelichting", "tekst"))
        written = {str(text) for text, blank in zip(stories.items, stories.blank, strict=True) if not blank}
        shown = {
            str(cell[0].items[0])
            for block in each.blocks
            for line in block.lines
            for cell in line.cells
            if cell is not None and cell[0].kind is ValueKind.TEXT
        } | {str(value.items[0]) for _, value in each.cells if value.kind is ValueKind.TEXT}
        assert not shown & written


def test_a_report_about_single_persons_is_not_told_at_all(told):
    persons = [each for each in told if not each.report.is_aggregate]
    assert persons
    assert not any(each.may_be_told for each in persons)


def test_what_no_format_fills_is_no_place_here(told):
    each = next(one for one in told if one.may_be_told)

    assert each.explain("Niets!A1") is None
