"""A table as a csv that Dutch Excel opens as it is."""

import csv
import io
from collections.abc import Iterable, Sequence

from service.files.tables.cells import Cell, written

_BYTE_ORDER_MARK = "\ufeff"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_as_csv(head: Sequence[str], lines: Iterable[Sequence[Cell]]) -> bytes:
    """Lines below their head; no text can become a formula."""
    texts = (
        [plain_text(cell) if isinstance(cell, str) else written(cell) for cell in line] for line in lines
    )
    return written_as_csv(head, texts)


def written_as_csv(head: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """Of what is written already, such as numbers in the language of a page."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(lines)
    return (_BYTE_ORDER_MARK + target.getvalue()).encode()


def plain_text(text: str) -> str:
    """What no program that opens a csv takes for a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
