"""A table of a page as a file: csv as Dutch Excel opens it, or a workbook; no text can become a formula."""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from service.domain.reports import Download

Cell = str | int | Decimal | date | None
KINDS = ("csv", "xlsx")
_BYTE_ORDER_MARK = "\ufeff"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


def table_file(name: str, kind: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Download:
    """`name` without its ending. Amounts are given in euros, days without a time."""
    lines = [tuple(row) for row in rows]
    content = _workbook(head, lines) if kind == "xlsx" else _csv(head, lines)
    return Download(f"{name}.{kind}", hashlib.sha256(content).hexdigest(), content)


def _csv(head: Sequence[str], lines: Iterable[Sequence[Cell]]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    for line in lines:
        writer.writerow([_written(cell) for cell in line])
    return (_BYTE_ORDER_MARK + target.getvalue()).encode()


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:.2f}".replace(".", ",")
        case datetime() | date():
            return cell.strftime("%d-%m-%Y")
        case str():
            return plain_text(cell)
    return str(cell)


def plain_text(text: str) -> str:
    """What no program that opens a csv takes for a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def _workbook(head: Sequence[str], lines: Sequence[Sequence[Cell]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold, euro = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for column, words in enumerate(head):
            widest = max([len(words), *(len(_written(line[column])) for line in lines)])
            sheet.set_column(column, column, min(widest + 2, _WIDEST))
            sheet.write_string(0, column, words, bold)
        for row, line in enumerate(lines, start=1):
            for column, cell in enumerate(line):
                match cell:
                    case Decimal():
                        sheet.write_number(row, column, cell, euro)
                    case int():
                        sheet.write_number(row, column, cell)
                    case date():
                        sheet.write_datetime(row, column, cell, day)
                    case str():
                        sheet.write_string(row, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(lines), 1), len(head) - 1)
    return target.getvalue()
