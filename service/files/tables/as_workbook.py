"""A table as a workbook of one sheet, with a filter on every column."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter

from service.files.tables.cells import Cell, written

_WIDEST = 60


def table_as_workbook(head: Sequence[str], lines: Sequence[Sequence[Cell]]) -> bytes:
    """Numbers and days as what they are, every text as a text."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold, euro = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for column, words in enumerate(head):
            widest = max([len(words), *(len(written(line[column])) for line in lines)])
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
