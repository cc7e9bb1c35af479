"""Renew docs/formats/pictures: `python -m tests.tools.take_format_pictures`; needs LibreOffice and pdftoppm.

The blank workbook of an example format beside the one that its first worked example fills. The two pictures
of the first format are taken of what the steps of its page make.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from service.domain.formats.blank_files import blank_of
from service.domain.formats.calendar import Assignment
from service.pipeline.whole_way import produce
from tests.golden.examples import all_examples
from tests.tools.office import SOFFICE, convert
from tests.tools.take_golden_pictures import ONE_PAGE_PER_SHEET

PICTURES = Path(__file__).parents[2] / "docs" / "formats" / "pictures"
FORMATS = (
    "voorbeeldregio-vecht/blokken-op-een-blad",
    "voorbeeldregio-vecht/clientenlijst",
    "voorbeeldregio-vecht/cumulatief",
    "voorbeeldregio-vecht/leeftijdsgroepen",
    "voorbeeldregio-vecht/lijsten-naast-elkaar",
    "voorbeeldregio-vecht/maanden-naast-elkaar",
    "voorbeeldregio-vecht/vaste-lijst",
)
TOO_NARROW = {"cumulatief"}
"""Blank workbooks whose headings a reader could not read: their columns are widened, in the picture alone."""
WIDE_ENOUGH = 20
DOTS_PER_INCH = 64


def _workbooks(folder: Path) -> Iterator[Path]:
    """Blank and filled, under the names of their pictures."""
    seen: set[str] = set()
    for example in all_examples():
        name = example.plan.name.rpartition("/")[2]
        if example.plan.name not in FORMATS or name in seen:
            continue
        seen.add(name)
        submitted, period = example.submissions[0]
        assignment = Assignment(example.plan, period, submitted.municipality_codes())
        report = produce(example.catalogue, submitted, assignment).reports[0]
        blank = blank_of(example.plan.format.output, example.catalogue.templates)
        for ending, content in (("leeg", blank), ("gevuld", report.content)):
            path = folder / f"{name}-{ending}.xlsx"
            path.write_bytes(content or b"")
            if name in TOO_NARROW:
                _widen(path)
            yield path


def _widen(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for number in range(1, sheet.max_column + 1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDE_ENOUGH
    book.save(path)


def take() -> None:
    """Fill, draw, and put the pictures in their place."""
    pdftoppm = shutil.which("pdftoppm")
    if not SOFFICE or pdftoppm is None:
        raise SystemExit("LibreOffice and pdftoppm are needed.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        files = list(_workbooks(Path(place)))
        convert(files, Path(place), ONE_PAGE_PER_SHEET)
        for file in files:
            one = ["-png", "-singlefile", "-r", str(DOTS_PER_INCH)]
            picture = str(PICTURES / file.stem)
            subprocess.run([pdftoppm, *one, str(file.with_suffix(".pdf")), picture], check=True)


if __name__ == "__main__":
    take()
