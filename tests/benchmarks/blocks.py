"""What blocks cost: a crosstab and listed lines beside a list of the same rows; a workbook of many blocks.

`python -m tests.benchmarks.blocks`: ratios of processor time in one run, each measured seven times in turn.
"""

import io
import json
import statistics
import time
from collections.abc import Callable, Mapping

import openpyxl

from service.domain.formats.plan import Plan
from service.domain.formats.rows import Submitted
from service.domain.translation.content import BlockPlace
from service.domain.translation.translate import translate
from service.files.catalogue.surveying import surveyed
from service.files.reports.report_writer import ReportWriter
from service.files.workbook import SheetTarget, compile_template
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, NAMES, a_plan, a_workbook

ROWS = 50_000
PRODUCTS = [f"45A{number:02d}" for number in range(100)]
TIMES = 7
SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
OUTPUT = {"kind": "xlsx", "template": "t.xlsx", "filename": "{gemeentecode}.xlsx"}
LINES = ["Nr", "Bedrag"]
MONTHS = ["Januari", "Februari", "Maart"]


def submitted() -> Submitted:
    """Rows spread over a hundred products and three months."""
    prestaties = [
        {
            "referentienummer": str(number),
            "toewijzingnummer": 1,
            "productcode": PRODUCTS[number % 100],
            "begindatum": f"2026-0{number % 3 + 1}-01",
            "bedrag": number,
        }
        for number in range(ROWS)
    ]
    export = an_export(prestatie=prestaties, toewijzing=[{"toewijzingnummer": 1}])
    return Submitted(export=export, standard=the_standard())


def shapes() -> Mapping[str, tuple[Plan, bytes]]:
    """The same figures as a list, a crosstab and listed lines."""
    rows = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
    by_month = {"month": "begindatum"}
    long = {
        "Product": "productcode",
        "Maand": {**by_month, "date_form": "jjjj-mm"},
        "Bedrag": {"sum": SIGNED},
    }
    amount = {"Bedrag": {"sum": SIGNED}}
    across = {"by": "begindatum", "heads": {"months": MONTHS}, "columns": {"*": {"sum": SIGNED}}}
    sheets: dict[str, tuple[dict[str, object], list[list[object]]]] = {
        "list": (
            {"rows": {**rows, "per": ["productcode", by_month]}, "columns": long},
            [list(long), [None] * 3],
        ),
        "crosstab": (
            {"rows": rows, "columns": {"Product": "productcode"}, "across": across},
            [["Product", *MONTHS], [None] * 4],
        ),
        "plain": (
            {"rows": rows, "columns": {"Product": "productcode", **amount}},
            [["Product", "Bedrag"], [None] * 2],
        ),
        "listed": (
            {"rows": rows, "listed": {"by": {"Code": "productcode"}}, "columns": amount},
            [["Code", "Bedrag"], *([product, None] for product in PRODUCTS)],
        ),
        "below": (two_lists("A1", "A5"), [LINES, [None] * 2, [], [], LINES, [None] * 2]),
        "beside": (two_lists("A1", "D1"), [[*LINES, None, *LINES], [None] * 5]),
    }
    made = {}
    for name, (sheet, grid) in sheets.items():
        template = a_workbook({"Blad": grid})
        plan = a_plan(output=OUTPUT, sheets={"Blad": sheet})
        made[name] = (surveyed(plan, {"t.xlsx": template}), template)
    return made


def two_lists(first: str, second: str) -> dict[str, object]:
    """Every row, twice on one sheet."""
    columns = {"Nr": "referentienummer", "Bedrag": {"field": "bedrag", "sign_by": "debet_credit"}}
    rows = {"of": "prestatie", "with": ["toewijzing"]}
    return {"blocks": {at: {"at": {"cell": at}, "rows": rows, "columns": columns} for at in (first, second)}}


def many_blocks(sheets: int = 20, blocks: int = 2) -> tuple[bytes, list[SheetTarget]]:
    """A workbook of so many sheets with so many titled blocks each."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    targets = []
    for number in range(sheets):
        sheet = book.create_sheet(f"Blad {number}")
        for block in range(blocks):
            first = 1 + block * 10
            sheet.cell(first, 1, f"Tabel {block}")
            headers = [f"Kop {column}" for column in range(12)]
            for column, header in enumerate(headers, start=1):
                sheet.cell(first + 1, column, header)
                sheet.cell(first + 3, column, f"=SUM(A{first + 2}:A{first + 2})")
            place = BlockPlace(name=str(block), title=f"Tabel {block}")
            targets.append(SheetTarget(sheet.title, 0, tuple(headers), place))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue(), targets


def main() -> None:
    """Print the ratios as JSON."""
    given, writer, made = submitted(), ReportWriter(), shapes()

    def report(name: str) -> Callable[[], object]:
        plan, template = made[name]

        def run() -> None:
            for each in translate(given, plan, FIRST_QUARTER, NAMES).reports:
                writer.write_checked_report(each.content, plan.format.output, template)

        return run

    workbook, targets = many_blocks()
    work = {name: report(name) for name in made}
    work["40 blocks"] = lambda: compile_template(workbook, targets, [])
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(TIMES):
        for name, run in work.items():
            start = time.process_time()
            run()
            seconds[name].append(time.process_time() - start)
    median = {name: statistics.median(each) for name, each in seconds.items()}
    told = {
        "crosstab beside a list": round(median["crosstab"] / median["list"], 2),
        "listed beside a list": round(median["listed"] / median["plain"], 2),
        "lists beside each other against below each other": round(median["beside"] / median["below"], 2),
        "seconds to compile 20 sheets with 40 blocks": round(median["40 blocks"], 3),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
