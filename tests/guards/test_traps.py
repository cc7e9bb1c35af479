"""The page of traps names every hostile test, and every finding that a file, sheet or message can give."""

import ast
import re
from pathlib import Path

from service.domain.standard.findings import cells as cell_findings
from service.domain.standard.findings import csv as csv_findings
from service.domain.standard.findings import files as file_findings
from service.domain.standard.findings import ijw as ijw_findings
from service.domain.standard.findings import one_cause as one_cause_findings
from service.domain.standard.findings import rows as row_findings
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.findings import workbooks as workbook_findings
from service.domain.words import every_kind

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "traps.md").read_text(encoding="utf-8")
NO_TRAP = {
    "test_a_valid_export_passes_in_both_forms",
    "test_an_export_read_apart_is_the_export",
    "test_damaged_files_are_kept_exactly_or_refused",
    "test_the_answer_of_work_apart_is_its_answer",
    "test_what_work_apart_raises_is_raised_here",
}
"""What is right with a file that is right, and files with all kinds of damage by lot."""
OF_SHEETS = {
    kind
    for kind in (*table_findings.KINDS, *one_cause_findings.KINDS, *row_findings.KINDS, *cell_findings.KINDS)
    if "{row}" not in kind.words.nl and "{field}" not in kind.words.nl
}
"""Of the findings about an export those that say nothing of a cell."""


def _tests(folder):
    return {
        function.name
        for file in (ROOT / folder).glob("test_*.py")
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and function.name.startswith("test_")
    }


def _in_tables():
    rows = [line for line in PAGE.splitlines() if line.startswith("|")]
    return set(re.findall(r"`([^`]+)`", "\n".join(rows)))


def test_every_hostile_test_is_on_the_page_and_every_test_on_the_page_exists():
    named = {each for each in _in_tables() if re.fullmatch(r"test_\w+", each)}
    hostile = _tests("tests/hostile") - NO_TRAP

    assert hostile - named == set()
    assert named - hostile - _tests("tests/unit/intake") == set()


def test_every_finding_about_a_file_a_sheet_or_a_message_has_a_trap():
    kinds = {
        *file_findings.KINDS,
        *csv_findings.KINDS,
        *workbook_findings.KINDS,
        *ijw_findings.KINDS,
        *OF_SHEETS,
    }
    codes = {kind.code for kind in kinds} - {"other-version"}

    assert codes - _in_tables() == set()


def test_every_finding_on_the_page_exists():
    second_column = [line.split("|")[2] for line in PAGE.splitlines() if line.startswith("| ")]
    codes = {code for cell in second_column for code in re.findall(r"`([^`]+)`", cell)}

    assert codes - {kind.code for kind in every_kind()} == set()
