"""Numbers, days and texts without a float in between: whole columns written, read, compared and added up."""

from service.files.exact.read_columns import Notation, first_difference, total_of_column
from service.files.exact.text import iso_days, texts_of_days, texts_of_numbers
from service.files.exact.totals_read import TotalRead, total_of_arrays, total_of_texts

__all__ = [
    "Notation",
    "TotalRead",
    "first_difference",
    "iso_days",
    "texts_of_days",
    "texts_of_numbers",
    "total_of_arrays",
    "total_of_column",
    "total_of_texts",
]
