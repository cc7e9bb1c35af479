"""Which feature stands in which blank workbook of `tests/fidelity`, and the page that says so."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.fidelity.open_documents import OPEN_DOCUMENTS
from tests.fidelity.workbooks import WORKBOOKS

PAGE = Path(__file__).parents[2] / "docs" / "fidelity.md"

Parts = Mapping[str, str]


def _part(name: str) -> Callable[[Parts], bool]:
    return lambda parts: any(re.fullmatch(name, part) for part in parts)


def _written(pattern: str, part: str = r".*\.xml") -> Callable[[Parts], bool]:
    return lambda parts: any(
        re.search(pattern, text) for name, text in parts.items() if re.fullmatch(part, name)
    )


_SHEET = r"xl/worksheets/sheet\d+\.xml"
_WORKBOOK = r"xl/workbook\.xml"
_CONTENT = r"content\.xml"

FEATURES: Mapping[str, tuple[Callable[[Parts], bool], ...]] = {
    "styles of the pattern row": (
        _written(r'<c r="B5" s="[1-9]', _SHEET),
        _written(r'table:style-name="[^"]+"[^>]*table:formula="of:=\[\.B5\]', _CONTENT),
    ),
    "header not in the first row": (
        _written(r'<row r="4"', _SHEET),
        _written(r"<text:p>Naam</text:p>", _CONTENT),
    ),
    "defined names": (
        _written(r"<definedName [^>]*name=\"(?!_xlnm)", _WORKBOOK),
        _written("<table:named-range ", _CONTENT),
    ),
    "tables, database ranges": (
        _part(r"xl/tables/table\d+\.xml"),
        _written("<table:database-range ", _CONTENT),
    ),
    "validations": (_written("<dataValidation ", _SHEET), _written("<table:content-validation ", _CONTENT)),
    "conditional formats": (
        _written("<conditionalFormatting", _SHEET),
        _written("<calcext:conditional-format ", _CONTENT),
    ),
    "merged cells": (_written("<mergeCell ", _SHEET), _written('number-columns-spanned="', _CONTENT)),
    "totals below": (
        _written(r"SUM\(B5:B5\)|SUBTOTAL\(109,B5:B5\)", _SHEET),
        _written(r"SUM\(\[\.B5:", _CONTENT),
    ),
    "formulas of the pattern row": (
        _written(r"<f[^>]*>(B5\*2|Cijfers\[)", _SHEET),
        _written(r"of:=\[\.B5\]\*2", _CONTENT),
    ),
    "print areas": (_written(r"_xlnm\.Print_Area", _WORKBOOK), _written("table:print-ranges=", _CONTENT)),
    "repeated rows": (
        _written(r"_xlnm\.Print_Titles", _WORKBOOK),
        _written("<table:table-header-rows", _CONTENT),
    ),
    "page breaks": (_written("<rowBreaks", _SHEET), _written('fo:break-before="page"', _CONTENT)),
    "filters": (_written("<autoFilter", _SHEET), _written("display-filter-buttons", _CONTENT)),
    "sheet protection": (_written("<sheetProtection", _SHEET), _written("table:protected=", _CONTENT)),
    "charts": (_part(r"xl/charts/chart\d+\.xml"), _written("<chart:chart ", r"Object \d+/content\.xml")),
    "pivot caches": (
        _part(r"xl/pivotCache/pivotCacheDefinition\d+\.xml"),
        _written("<table:data-pilot-table ", _CONTENT),
    ),
    "images": (_part(r"xl/media/.*\.png"), _part(r"Pictures/.*\.png")),
    "comments": (_part(r"xl/comments.*\.xml"), _written("<office:annotation", _CONTENT)),
    "conversations": (_part(r"xl/threadedComments/.*"),),
    "sparklines": (_written("sparklineGroup ", _SHEET), _written("<calcext:sparkline ", _CONTENT)),
    "extensions (x14)": (_written("<extLst>.*x14", _SHEET),),
    "links": (_written("<hyperlink ", _SHEET), _written("<text:a ", _CONTENT)),
    "macros": (_part(r"xl/vbaProject\.bin"), _part("Basic/.*")),
    "days from 1904": (_written('date1904="(1|true)"', _WORKBOOK),),
}
"""Every feature, with how it is found in an Excel workbook and in an OpenDocument spreadsheet."""


def features_of(workbook: bytes) -> set[str]:
    """The features that a blank workbook has."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {
            name: archive.read(name).decode(errors="replace")
            for name in archive.namelist()
            if not name.endswith("/")
        }
    return {name for name, finders in FEATURES.items() if any(finds(parts) for finds in finders)}


def templates() -> dict[str, bytes]:
    """Every blank workbook, by its kind and name."""
    made = {f"xlsx {name}": make() for name, make in WORKBOOKS.items()}
    return made | {f"ods {name}": make() for name, make in OPEN_DOCUMENTS.items()}


def page() -> str:
    """docs/fidelity.md."""
    has = {name: features_of(workbook) for name, workbook in templates().items()}
    rows = [f"| {feature} | {_those(feature, has)} |" for feature in FEATURES]
    return "\n".join((_ABOUT, "| feature | blank workbooks that have it |", "|---|---|", *rows, ""))


def _those(feature: str, has: Mapping[str, set[str]]) -> str:
    found = [name for name, features in has.items() if feature in features]
    return f"all {len(has)}" if len(found) == len(has) else ", ".join(f"`{name}`" for name in found)


_ABOUT = """# What a filled workbook keeps

Written by `python -m tests.fidelity.features`, from the parts of the blank workbooks of `tests/fidelity`.
Each is filled with 0, 1, 7 and 5,000 rows: what the rows do not touch is byte for byte what it was, rules and
lists cover exactly the data, LibreOffice opens it and calculates the balance's total (`make test-long`).
One sheet per code is made of `xlsx printed` and `ods by_hand`. [Pictures](golden-pictures/README.md) of them.
"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
