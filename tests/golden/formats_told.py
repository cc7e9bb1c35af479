"""What is known and said of every format of the catalogue and of its reports, as text."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial

from service.domain.explanation.explanation import in_json
from service.domain.formats.calendar import Assignment
from service.domain.formats.describe import describe
from service.domain.formats.json_schema import format_schema
from service.domain.formats.lint import lint, lint_against
from service.domain.formats.plan import Plan
from service.domain.formats.rows import Submitted
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.domain.translation.round_trip import losses
from service.domain.wording import Wording
from service.files.export import write_export
from service.files.intake import read_export
from service.pipeline.explaining import ReplayedReport, replay_report
from service.pipeline.whole_way import write_and_read_back
from service.sample import sample_tables
from service.sample.defects import plant_defects
from tests.golden.in_text import in_text
from tests.tools.catalogues import whole_catalogue
from tests.tools.exports import REPOSITORY, the_standard

CATALOGUE = replace(whole_catalogue(REPOSITORY, REPOSITORY / "templates"), pseudonym_key=b"s" * 32)
CODE = "0944"
FAULTS = ("unknown-code", "allocation-missing", "end-before-begin", "product-not-allocated")
MOST_CELLS, MOST_ROWS = 20, 8


def format_of(plan: Plan) -> str:
    """Its sentences, its columns, and what it makes of an invented submission."""
    return "\n".join([*map(_both, describe(plan)), "", *_columns(plan), "", *_report(plan), ""])


def _both(words: Wording) -> str:
    return f"{words.nl} | {words.en}"


def _columns(plan: Plan) -> Iterator[str]:
    for sheet in plan.sheets:
        yield f"== {sheet.name}"
        for each in sheet.columns:
            yield f"{each.address}: {_both(each.expression.sentence())}"
            yield f"  {each.cell_class.name} {each.representation} {each.shape}"
    yield from (f"! {remark}" for remark in lint(plan, ()))


@cache
def _submitted(year: int) -> Submitted:
    days = parse_period(str(year))
    tables = sample_tables(the_standard(), seed=3, municipalities=[CODE], clients=12, period=days)
    spoiled, _ = plant_defects(the_standard(), tables, FAULTS, seed=1)
    written = write_export(spoiled, the_standard(), "xlsx")
    return CATALOGUE.submitted(check_export(read_export(written, "export.xlsx"), the_standard()).export)


def _report(plan: Plan) -> Iterator[str]:
    rows = _submitted(max(plan.valid.begin.year, 2025))
    parts = rows.export.period.parts(plan.format.period)
    period = next(each for each in parts if plan.valid.contains(each))
    yield from (f"! {remark}" for remark in lint_against(plan, rows, period))
    found = replay_report(CATALOGUE, rows, Assignment(plan, period, (CODE,)), CODE)
    report = found.replay.report
    if report is None:
        return
    yield report.filename
    yield in_text(report.balance, "balance")
    yield in_text(report.balances_of_sheets, "of sheets")
    yield in_text(report.other_tables, "other tables")
    yield in_text(report.cells, "cells")
    yield from (f"lost: {each}" for each in losses(plan, period, report.content))
    yield from _explained(found, write_and_read_back(CATALOGUE, report).content)


def _explained(found: ReplayedReport, content: bytes) -> Iterator[str]:
    every = list(found.replay.every_cell())
    for cell in every[:: max(len(every) // MOST_CELLS, 1)]:
        address = found.address(cell)
        told = found.explain(address, content)
        yield f"{address}: {_both(told.words)} {told.total}"
        for rows in told.rows:
            yield f"    {rows.table} {rows.places[:MOST_ROWS]}"
            yield f"      {in_json(rows.values)[:MOST_ROWS]} {in_json(rows.contributions)[:MOST_ROWS]}"


def schema() -> str:
    """The JSON Schema of the language."""
    return json.dumps(format_schema(), ensure_ascii=False, indent=1) + "\n"


TEXTS: Mapping[str, Callable[[], str]] = {
    "schema-of-formats.json": schema,
    **{
        f"format-{name.replace('/', '-')}.txt": partial(format_of, versions[-1])
        for name, versions in CATALOGUE.plans.items()
    },
}
