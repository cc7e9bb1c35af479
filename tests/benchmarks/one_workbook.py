"""Write the same rows of twelve columns into one workbook, by one of several tools; prints seconds of CPU."""

import datetime as dt
import io
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import xlsxwriter

from service.domain.formats.output import XlsxOutput
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.reports.report_writer import ReportWriter, require_reads_back
from service.process.memory import use_system_allocator
from tests.tools.contents import a_sheet

HOUSE = Path(__file__).parents[2]
TEXTS = [f"Tekst {number}" for number in range(6)]
NUMBERS = [f"Getal {number}" for number in range(4)]
DAYS = ["Begin", "Eind"]
HEADERS = [*TEXTS, *NUMBERS, *DAYS]


def template() -> bytes:
    """Header in row 1, pattern row with forms, a total below."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("Data")
    sheet.write_row("A1", HEADERS)
    euro, day = (book.add_format({"num_format": form}) for form in ("#,##0.00", "dd-mm-yyyy"))
    for column in range(12):
        form = None if column < 6 else euro if column < 10 else day
        sheet.write_blank(1, column, None, form)
    sheet.write_formula("G3", "=SUM(G2:G2)", euro)
    book.close()
    return target.getvalue()


def open_template() -> bytes:
    """The same as an OpenDocument spreadsheet, written as LibreOffice does, without what it adds."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    names = "".join(f' xmlns:{name}="{space}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    many = '<table:table-cell{} table:number-columns-repeated="{}"/>'.format
    styled = [many(f' table:style-name="{name}"', count) for name, count in (("euro", 4), ("dag", 2))]
    total = '<table:table-cell table:style-name="euro" table:formula="of:=SUM([.G2:.G2])"/>'
    rows = ("".join(map(text.format, HEADERS)), many("", 6) + "".join(styled), many("", 6) + total)
    filler = '<table:table-row table:number-rows-repeated="1048573"><table:table-cell/></table:table-row>'
    written = "".join(f"<table:table-row>{row}{many('', 16_000)}</table:table-row>" for row in rows)
    content = (
        f'<office:document-content{names} office:version="1.3"><office:automatic-styles>'
        + "".join(f'<style:style style:name="{name}" style:family="table-cell"/>' for name in ("euro", "dag"))
        + '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Data">'
        + f"{written}{filler}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"/>'
        )
    return target.getvalue()


def columns(rows: int) -> dict[str, np.ndarray]:
    """The same values for every tool: half of the texts unique, amounts in cents, days."""
    random = np.random.default_rng(1)
    made: dict[str, np.ndarray] = {}
    for number, header in enumerate(TEXTS):
        codes = np.arange(rows) if number < 3 else random.integers(0, 20, rows)
        made[header] = np.array([f"waarde {code}" for code in codes], dtype=object)
    for header in NUMBERS:
        made[header] = random.integers(-100_000, 10_000_000, rows)
    for header in DAYS:
        made[header] = np.datetime64("2026-01-01") + random.integers(0, 90, rows)
    return made


def plain(values: dict[str, np.ndarray]) -> dict[str, list[object]]:
    """As Python values, amounts in euros."""
    return {
        header: (items / 100).tolist() if header in NUMBERS else items.tolist()
        for header, items in values.items()
    }


def content(values: dict[str, np.ndarray]) -> ReportContent:
    """As our writer takes them."""
    rows = len(values[HEADERS[0]])
    kinds = {**dict.fromkeys(TEXTS, ValueKind.TEXT), **dict.fromkeys(NUMBERS, ValueKind.NUMBER)}
    return ReportContent(
        {},
        (
            a_sheet(
                "Data",
                1,
                {
                    header: Values(
                        kinds.get(header, ValueKind.DATE),
                        items,
                        np.zeros(rows, dtype=bool),
                        100 if header in NUMBERS else 1,
                    )
                    for header, items in values.items()
                },
            ),
        ),
    )


def eenmaal(rows: int) -> Callable[[Path], object]:
    writer, output = ReportWriter(), XlsxOutput(kind="xlsx", template="t.xlsx", filename="r.xlsx")
    blank, meant = template(), content(columns(rows))
    writer.write_report(content(columns(1)), output, blank)
    return lambda path: path.write_bytes(writer.write_report(meant, output, blank))


def eenmaal_read_back(rows: int) -> Callable[[Path], object]:
    output = XlsxOutput(kind="xlsx", template="t.xlsx", filename="r.xlsx")
    blank, meant = template(), content(columns(rows))
    written = ReportWriter().write_report(meant, output, blank)
    one = content(columns(1))
    require_reads_back(ReportWriter().write_report(one, output, blank), one, output, blank)
    return lambda _: require_reads_back(written, meant, output, blank)


def openpyxl_fill(rows: int) -> Callable[[Path], object]:
    blank, values = template(), plain(columns(rows))

    def work(path: Path) -> None:
        book = openpyxl.load_workbook(io.BytesIO(blank))
        sheet = book["Data"]
        if rows > 1:
            sheet.insert_rows(3, rows - 1)
        for column, items in enumerate(values.values(), start=1):
            for row, value in enumerate(items, start=2):
                sheet.cell(row, column, value)
        book.save(path)

    return work


def pandas_to_excel(rows: int) -> Callable[[Path], object]:
    frame = pd.DataFrame(plain(columns(rows)))
    return lambda path: frame.to_excel(path, index=False, engine="openpyxl")


def xlsxwriter_constant_memory(rows: int) -> Callable[[Path], object]:
    values = list(zip(*plain(columns(rows)).values(), strict=True))

    def work(path: Path) -> None:
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd-mm-yyyy"})
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, HEADERS)
        for number, row in enumerate(values, start=1):
            sheet.write_row(number, 0, row)
        book.close()

    return work


def rustpy_xlsxwriter(rows: int) -> Callable[[Path], object]:
    import rustpy_xlsxwriter as rust  # noqa: PLC0415 - only there when the benchmarks are installed

    values = plain(columns(rows))
    for header in DAYS:
        values[header] = [dt.datetime.combine(day, dt.time()) for day in values[header]]
    records = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
    return lambda path: rust.write_worksheet(records, str(path), sheet_name="Data")


def _a_small_report() -> tuple[bytes, ReportContent, list[tuple[object, ...]]]:
    """Forty lines for a workbook as a region made it: lists, rules, a chart, a front page."""
    blank = (HOUSE / "templates/reports/voorbeeldregio-noord/kwartaalrapportage.xlsx").read_bytes()
    rows, nothing = 40, np.zeros(40, dtype=bool)
    text = Values(ValueKind.TEXT, np.array([f"waarde {row}" for row in range(rows)], dtype=object), nothing)
    number = Values(ValueKind.NUMBER, np.arange(rows), nothing)
    cents = Values(ValueKind.NUMBER, np.arange(rows) * 125, nothing, 100)
    made = {"Product": text, "Productcategorie": text, "Eenheid": text, "Aantal cliënten": number}
    made |= {"Volume": number, "Uren": cents, "Bedrag": cents}
    euros = [row * 1.25 for row in range(rows)]
    texts = [f"waarde {row}" for row in range(rows)]
    lines = list(zip(texts, texts, texts, range(rows), range(rows), euros, euros, strict=True))
    return blank, ReportContent({}, (a_sheet("Productie", 6, made),)), lines


def eenmaal_small(_rows: int) -> Callable[[Path], object]:
    writer, output = ReportWriter(), XlsxOutput(kind="xlsx", template="t.xlsx", filename="r.xlsx")
    blank, meant, _ = _a_small_report()
    writer.write_report(meant, output, blank)
    return lambda path: path.write_bytes(writer.write_report(meant, output, blank))


def openpyxl_small(_rows: int) -> Callable[[Path], object]:
    blank, _, lines = _a_small_report()

    def work(path: Path) -> None:
        book = openpyxl.load_workbook(io.BytesIO(blank))
        book["Productie"].insert_rows(8, len(lines) - 1)
        for row, line in enumerate(lines, start=7):
            for column, value in enumerate(line, start=1):
                book["Productie"].cell(row, column, value)
        book.save(path)

    return work


TOOLS = {
    "eenmaal, small report": eenmaal_small,
    "openpyxl, small report": openpyxl_small,
    "eenmaal": eenmaal,
    "eenmaal, reading back": eenmaal_read_back,
    "rustpy-xlsxwriter": rustpy_xlsxwriter,
    "XlsxWriter constant_memory": xlsxwriter_constant_memory,
    "pandas to_excel (openpyxl)": pandas_to_excel,
    "openpyxl load-and-fill": openpyxl_fill,
}


def main(tool: str, rows: int, times: int, target: Path) -> None:
    use_system_allocator()
    work = TOOLS[tool](rows)
    begin = time.process_time()
    for _ in range(times):
        work(target)
    print((time.process_time() - begin) / times)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
