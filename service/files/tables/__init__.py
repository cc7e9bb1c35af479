"""Tables for people to take along: csv for a Dutch Excel, or a workbook; no text can become a formula."""

from service.files.tables.as_csv import plain_text, table_as_csv, written_as_csv
from service.files.tables.as_workbook import table_as_workbook
from service.files.tables.cells import Cell

__all__ = ["Cell", "plain_text", "table_as_csv", "table_as_workbook", "written_as_csv"]
