"""How reading and checking grow with each measure of a file: exponents of processor time."""

import io
import math
import time
import zipfile
from collections.abc import Callable

import xlsxwriter

from service.domain.standard.intake import check_export
from service.files.intake.export_reader import read_export
from tests.tools.exports import the_standard

FIELDS = tuple(the_standard().tables["prestatie"].fields)
SIZES = (2_000, 4_000, 8_000, 16_000)


def _book(
    *, rows: int = 10, headers: tuple[str, ...] = (), sheets: int = 0, cell: Callable[[str, int], str]
) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("prestatie")
    for at, name in enumerate((*FIELDS, *headers)):
        sheet.write_string(0, at, name)
    for row in range(rows):
        for at, name in enumerate(FIELDS):
            sheet.write_string(row + 1, at, cell(name, row))
    for number in range(sheets):
        book.add_worksheet(f"blad{number}").write_string(0, 0, "iets")
    book.close()
    return target.getvalue()


def _same(_name: str, _row: int) -> str:
    return "x"


def _different(name: str, row: int) -> str:
    return f"{name}{row}"


def _csv(columns: int) -> bytes:
    line = ";".join([*FIELDS, *(f"kop{number}" for number in range(columns))])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("prestatie.csv", line + "\r\n" + ";".join("x" * (len(FIELDS) + columns)))
    return target.getvalue()


FILES: dict[str, Callable[[int], bytes]] = {
    "rows, each cell a finding": lambda size: _book(rows=size, cell=_same),
    "different texts, each cell a finding": lambda size: _book(rows=size, cell=_different),
    "columns with a blank header": lambda size: _book(headers=(" ",) * size, cell=_same),
    "columns with a header of their own": lambda size: _book(
        headers=tuple(f"kop {number}" for number in range(size)), cell=_same
    ),
    "columns with a header like a field": lambda size: _book(
        headers=tuple(f"bedrag{number}" for number in range(size)), cell=_same
    ),
    "columns of a csv": _csv,
    "sheets": lambda size: _book(sheets=size // 20, cell=_same),
}


def seconds(content: bytes) -> tuple[float, int]:
    """Processor seconds of reading and checking, the best of three, and how many findings it gave."""
    best, found = math.inf, 0
    for _ in range(3):
        begin = time.process_time()
        found = len(check_export(read_export(content, "export"), the_standard()).findings)
        best = min(best, time.process_time() - begin)
    return best, found


def main() -> None:
    """Print per measure the seconds at each size, the findings of the last, and the exponent at the end."""
    for name, made in FILES.items():
        measured = [seconds(made(size)) for size in SIZES]
        times = [each for each, _ in measured]
        exponent = math.log2(times[-1] / times[-2])
        shown = ", ".join(f"{each:.2f}" for each in times)
        print(f"{name}: {shown} s; {measured[-1][1]} findings; exponent {exponent:.2f}")


if __name__ == "__main__":
    main()
