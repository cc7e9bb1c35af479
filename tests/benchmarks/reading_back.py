"""What writing a report of each kind and reading it back cost, side by side; prints one JSON list."""

import gc
import json
import time
from collections.abc import Callable
from dataclasses import replace

from service.domain.formats.output import (
    CsvOutput,
    FixedColumn,
    FixedWidthOutput,
    JsonOutput,
    OdsOutput,
    Output,
    XlsxOutput,
    XmlOutput,
)
from service.domain.translation.content import ReportContent
from service.files.reports.read_back import require_reads_back
from service.files.reports.report_writer import ReportWriter
from service.process.memory import use_system_allocator
from tests.benchmarks.one_workbook import HEADERS, NUMBERS, columns, content, open_template, template

SIZES = ((40, 100), (300, 30), (5_000, 3), (50_000, 1))
"""Rows, and how often in a row each is done."""
RUNS = 3
"""The least of so many counts: what disturbs only adds."""
OUTPUTS: tuple[tuple[Output, bytes | None], ...] = (
    (XlsxOutput(kind="xlsx", template="t.xlsx", filename="r.xlsx"), template()),
    (OdsOutput(kind="ods", template="t.ods", filename="r.ods"), open_template()),
    (CsvOutput(kind="csv", filename="r.csv"), None),
    (
        FixedWidthOutput(
            kind="fixed-width", filename="r.txt", columns=dict.fromkeys(HEADERS, FixedColumn(width=16))
        ),
        None,
    ),
    (XmlOutput(kind="xml", filename="r.xml", root="Opgave"), None),
    (JsonOutput(kind="json", filename="r.json"), None),
)


def main() -> None:
    use_system_allocator()
    gc.disable()
    print(json.dumps([_measured(*each, *size) for each in OUTPUTS for size in SIZES]))


def _measured(output: Output, blank: bytes | None, rows: int, times: int) -> dict[str, object]:
    meant, writer = _content(output, rows), ReportWriter()
    written = writer.write_report(meant, output, blank)
    sheet = meant.sheets[0]
    column = next(header for header in sheet.columns if header.startswith(NUMBERS[0].split()[0]))

    def read_back() -> None:
        require_reads_back(written, meant, output, blank)(sheet.sheet, column)

    read_back()
    return {
        "kind": output.kind,
        "rows": rows,
        "write": _least(lambda: writer.write_report(meant, output, blank), times),
        "back": _least(read_back, times),
    }


def _content(output: Output, rows: int) -> ReportContent:
    """The same for every kind; XML has no blanks in the names of its elements."""
    made = content(columns(rows))
    if output.kind != "xml":
        return made
    [sheet] = made.sheets
    named = {header.replace(" ", "-"): values for header, values in sheet.columns.items()}
    return ReportContent({}, (replace(sheet, sheet="Regels/Regel", columns=named),))


def _least(work: Callable[[], object], times: int) -> float:
    def once() -> float:
        begin = time.process_time()
        for _ in range(times):
            work()
        return (time.process_time() - begin) / times

    return min(once() for _ in range(RUNS))


if __name__ == "__main__":
    main()
