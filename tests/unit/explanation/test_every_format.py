"""Every cell of every shipped format: its address leads back to it, and says what the file has there."""

import io
from dataclasses import replace
from functools import cache

import openpyxl
import pytest

from service.domain.explanation.contributions import added
from service.domain.explanation.explanation import in_json
from service.domain.explanation.replay import CellOfLine
from service.domain.formats.calendar import Assignment
from service.domain.formats.verb import Verb, known_verbs
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.export import write_export
from service.files.intake import read_export
from service.pipeline.explaining import replay_report
from service.pipeline.whole_way import write_and_read_back
from service.sample import sample_tables
from tests.tools.catalogues import whole_catalogue
from tests.tools.exports import REPOSITORY, the_standard

CODE = "0944"
MOST_CELLS = 25
ELSEWHERE = {"earlier", "minus", "total"}
"""Verbs of which the rows are those of another column or block."""
CATALOGUE = replace(whole_catalogue(REPOSITORY, REPOSITORY / "templates"), pseudonym_key=b"s" * 32)


@cache
def submitted(year):
    days = parse_period(str(year))
    tables = sample_tables(the_standard(), seed=3, municipalities=[CODE], clients=12, period=days)
    written = write_export(tables, the_standard(), "xlsx")
    return CATALOGUE.submitted(check_export(read_export(written, "export.xlsx"), the_standard()).export)


def cells_of(again):
    every = list(again.every_cell())
    return every[:: max(len(every) // MOST_CELLS, 1)]


def in_file(report, address):
    sheet, _, cell = address.rpartition("!")
    value = report[sheet][cell].value
    return str(value.date()) if hasattr(value, "date") else value


@pytest.mark.parametrize(
    "plan", tuple(CATALOGUE.every_plan()), ids=lambda plan: f"{plan.name}@{plan.version}"
)
def test_every_address_leads_back_to_its_cell_and_says_what_the_file_has(plan):
    rows = submitted(max(plan.valid.begin.year, 2025))
    period = next(each for each in rows.export.period.parts(plan.format.period) if plan.valid.contains(each))
    report = replay_report(CATALOGUE, rows, Assignment(plan, period, (CODE,)), CODE)
    if report.replay.report is None:
        pytest.skip("this municipality gets nothing in this format")
    made = write_and_read_back(CATALOGUE, report.replay.report)
    is_excel = plan.format.output.kind == "xlsx"
    book = openpyxl.load_workbook(io.BytesIO(made.content), read_only=True) if is_excel else None

    for cell in cells_of(report.replay):
        address = report.address(cell)
        found, told = report.addresses.find(address), report.explain(address, made.content)

        if isinstance(cell, CellOfLine):
            assert (found.block, found.header) == (cell.block, cell.header)
            assert cell.line in found.lines
        else:
            assert found.single == cell
        assert told.words.nl
        assert told.words.en
        if book is not None:
            shown = in_json(told.value)[0]
            assert (shown or None) == (pytest.approx(in_file(book, address) or None))


def test_every_verb_that_puts_rows_together_says_what_each_row_adds():
    usual = added.dispatch(Verb)
    silent = {
        name for name, verb in known_verbs().items() if verb.puts_together and added.dispatch(verb) is usual
    }

    assert silent == ELSEWHERE
