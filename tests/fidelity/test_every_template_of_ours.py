"""LibreOffice calculates every workbook of our formats, with no, one, some and 5,000 prestaties alike.

And with one for each line that a workbook lists.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import range_boundaries

from service.domain.formats.calendar import Assignment
from service.domain.formats.plan import Plan
from service.domain.formats.rows import Submitted
from service.domain.periods import Period, PeriodKind, parse_period
from service.domain.standard.intake import check_export
from service.domain.translation.content import ValueKind
from service.domain.translation.translate import MeantReport
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.pipeline.whole_way import translate_assignment, write_and_read_back
from service.sample import sample_tables
from tests.golden.examples import the_catalogue
from tests.tools.exports import the_standard
from tests.tools.office import SOFFICE, convert

PERIODS = {
    PeriodKind.MONTH: "2026-03",
    PeriodKind.QUARTER: "2026-Q1",
    PeriodKind.HALF_YEAR: "2026-H1",
    PeriodKind.YEAR: "2026",
}
SIZES = {"none": 0, "one": 1, "some": 60, "many": 5_000}
LISTED = "listed"
"""A prestatie for each line that the workbook lists."""
WORKBOOKS = ("xlsx", "ods")
"""The one zip of ours holds a csv and a statement in Word, in which nothing is calculated."""
SUMS = ("=SUM(", "=SUBTOTAL(9,", "=SUBTOTAL(109,")
CENT = 0.005


def plans() -> list[Plan]:
    """The version of each format with a workbook that holds in 2026."""
    latest = (
        next((each for each in reversed(versions) if holds(each)), None)
        for versions in the_catalogue().plans.values()
    )
    return [plan for plan in latest if plan is not None and plan.format.output.kind in WORKBOOKS]


def holds(plan: Plan) -> bool:
    return plan.valid.begin <= period_of(plan).begin <= plan.valid.end


def period_of(plan: Plan) -> Period:
    return parse_period(PERIODS[plan.format.period])


def tables_of(kind: PeriodKind, prestaties: int) -> dict[str, pd.DataFrame]:
    """What one municipality gets over a period of this kind, with so many prestaties."""
    tables = sample_tables(
        the_standard(),
        seed=5,
        municipalities=("0014",),
        clients=max(prestaties // 4, 4),
        period=parse_period(PERIODS[kind]),
        prestaties=max(prestaties, 12),
    )
    of_care = {"prestatie", "verloop", "uitkomst", "wachtlijst"} if prestaties < 12 else set()
    return {name: each.head(prestaties) if name in of_care else each for name, each in tables.items()}


def submitted(tables: Mapping[str, pd.DataFrame]) -> Submitted:
    written = write_export(tables, the_standard(), "csv-zip")
    export = check_export(read_export(written, "export.zip"), the_standard()).export
    return replace(the_catalogue().submitted(export), pseudonym_key=b"een sleutel voor de proef")


def deliveries(kind: PeriodKind) -> dict[str, Submitted]:
    """By size, what one municipality gets over a period of this kind."""
    return {size: submitted(tables_of(kind, prestaties)) for size, prestaties in SIZES.items()}


def delivery_of_what_is_listed(plan: Plan) -> dict[str, Submitted]:
    """A prestatie for each line that the workbook lists; nothing for a workbook that lists none."""
    (listed, *others) = [each for each in plan.sheets if each.listed] or [None]
    if listed is None:
        return {}
    assert not others
    keys = [key for (key,) in listed.listed]
    (by,) = listed.format.listed.by.values()
    field = by.written["field"]
    tables = tables_of(plan.format.period, len(keys))
    of_its_allocation = field not in tables["prestatie"].columns
    table = "toewijzing" if of_its_allocation else "prestatie"
    rows = tables[table].head(len(keys)) if of_its_allocation else tables[table]
    tables[table] = rows.assign(**{field: keys[: len(rows)]})
    if of_its_allocation:
        tables["prestatie"] = tables["prestatie"].assign(
            toewijzingnummer=list(rows["toewijzingnummer"]), productcode=list(rows["productcode"])
        )
    return {LISTED: submitted(tables)}


@dataclass(frozen=True)
class Written:
    """One report on disk, and what it must hold."""

    meant: MeantReport
    path: Path


def written_reports(folder: Path) -> Iterator[Written]:
    """Every format with a workbook, in every size; what cannot be made says so by raising."""
    by_kind = {kind: deliveries(kind) for kind in {plan.format.period for plan in plans()}}
    for plan in plans():
        every = by_kind[plan.format.period] | delivery_of_what_is_listed(plan)
        for size, handed_in in every.items():
            work = Assignment(plan, period_of(plan), ("0014",))
            found = translate_assignment(the_catalogue(), handed_in, work)
            assert not found.failures, (plan.name, size, found.failures)
            for report in found.reports:
                name = f"{plan.name.replace('/', '_')}-{size}.{plan.format.output.kind}"
                (folder / name).write_bytes(write_and_read_back(the_catalogue(), report).content)
                yield Written(report, folder / name)


@dataclass(frozen=True)
class Sum:
    """A formula of the municipality that adds up cells of one column, and what LibreOffice makes of it."""

    sheet: str
    cell: str
    begins_at: int
    adds_up_to: float
    """The numbers that stand in those cells."""
    calculated: object


def sums_of(written: Path, calculated: Path) -> Iterator[Sum]:
    """Of an open document the formulas are read as LibreOffice saves them."""
    formulas = openpyxl.load_workbook(written if written.suffix == ".xlsx" else calculated)
    values = openpyxl.load_workbook(calculated, data_only=True)
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                text = cell.value if isinstance(cell.value, str) else ""
                inside = text.rpartition(",")[2].rpartition("(")[2].removesuffix(")")
                if not text.upper().startswith(SUMS) or not text.endswith(")") or ":" not in inside:
                    continue
                if "!" in inside or text.count("(") != 1:
                    continue
                left, top, right, bottom = range_boundaries(inside.replace("$", ""))
                cells = [sheet.cell(number, left).value for number in range(top, bottom + 1)]
                if left != right or any(isinstance(each, str) and each.startswith("=") for each in cells):
                    continue
                total = sum(each for each in cells if isinstance(each, int | float))
                yield Sum(
                    sheet.title, cell.coordinate, top, total, values[sheet.title][cell.coordinate].value
                )


def errors_of(calculated: Path) -> list[str]:
    book = openpyxl.load_workbook(calculated, data_only=True)
    return [
        f"{sheet.title}!{cell.coordinate} {cell.value}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]


def totals_of(meant: MeantReport) -> dict[tuple[str, int], list[float]]:
    """By sheet and first data row of a block with a header of its own: the totals of its columns."""
    found: dict[tuple[str, int], list[float]] = {}
    for plan, part in zip(meant.plan.sheets_in_the_file, meant.content.sheets, strict=True):
        if plan.format.at is None and plan.format.listed is None:
            for values in part.columns.values():
                if values.kind is ValueKind.NUMBER:
                    total = int(values.numbers[~values.blank].sum()) / values.denominator
                    found.setdefault((plan.sheet, plan.header_row + 1), []).append(total)
    return found


def sums_held(each: Written, calculated: Path) -> list[bool]:
    """Every sum of a workbook is right; whether it is one over a whole column."""
    empty = each.path.stem.endswith(("-none", "-one", f"-{LISTED}"))
    wrong = [told for told in errors_of(calculated) if not (empty and "#DIV/0!" in told)]
    assert wrong == [], each.path.name
    totals, held = totals_of(each.meant), []
    for found in sums_of(each.path, calculated):
        place = f"{each.path.name} {found.sheet}!{found.cell}"
        assert abs(float(found.calculated or 0) - found.adds_up_to) < CENT, place
        expected = totals.get((found.sheet, found.begins_at))
        held.append(expected is not None)
        if expected is not None:
            assert any(abs(found.adds_up_to - total) < CENT for total in expected), (place, expected)
    return held


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@pytest.mark.long
@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl says what it does not know
def test_libreoffice_calculates_every_workbook_of_ours_to_the_totals_that_were_meant(tmp_path: Path, capsys):
    folder = tmp_path / "gevuld"
    folder.mkdir()
    every = list(written_reports(folder))

    convert([each.path for each in every], tmp_path, "xlsx")

    found = [sums_held(each, tmp_path / f"{each.path.stem}.xlsx") for each in every]
    sums, whole = sum(len(each) for each in found), sum(sum(each) for each in found)
    with capsys.disabled():
        told = f"{len(every)} workbooks of {len(plans())} formats"
        print(f"\n{told}, {sums} sums, {whole} over a whole column")
    assert whole > len(plans())
