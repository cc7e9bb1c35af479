"""Pages to keep: a title, facts and tables as a PDF whose bytes follow from their content alone."""

from service.files.printed.page import PrintedTable, print_page

__all__ = ["PrintedTable", "print_page"]
