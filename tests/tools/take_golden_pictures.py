"""Renew docs/golden-pictures: `python -m tests.tools.take_golden_pictures`; needs LibreOffice and pdftoppm.

Every blank workbook of `tests/fidelity`, filled with seven rows, as LibreOffice draws it, sheet by sheet.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from service.domain.formats.output import OdsOutput, XlsxOutput
from service.files.reports.report_writer import ReportWriter
from tests.fidelity.open_documents import OPEN_DOCUMENTS
from tests.fidelity.test_fidelity import content_of
from tests.fidelity.workbooks import WORKBOOKS
from tests.tools.office import SOFFICE, convert

PICTURES = Path(__file__).parents[2] / "docs" / "golden-pictures"
ONE_PAGE_PER_SHEET = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
ROWS = 7
DOTS_PER_INCH = 60


def _filled(folder: Path) -> list[Path]:
    writer, content = ReportWriter(), content_of(ROWS)
    files = []
    for name, blank in WORKBOOKS.items():
        ending = "xlsm" if name == "macros" else "xlsx"
        files.append(folder / f"{name}.{ending}")
        output = XlsxOutput(kind="xlsx", template=files[-1].name, filename="r.xlsx")
        files[-1].write_bytes(writer.write_checked_report(content, output, blank()))
    for name, blank in OPEN_DOCUMENTS.items():
        files.append(folder / f"ods_{name}.ods")
        output = OdsOutput(kind="ods", template=files[-1].name, filename="r.ods")
        files[-1].write_bytes(writer.write_checked_report(content, output, blank()))
    return files


def take() -> None:
    """Fill, draw, and put the pictures in their place."""
    pdftoppm = shutil.which("pdftoppm")
    if not SOFFICE or pdftoppm is None:
        raise SystemExit("LibreOffice and pdftoppm are needed.")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = _filled(folder)
        convert(files, folder, ONE_PAGE_PER_SHEET)
        for old in PICTURES.glob("*.png"):
            old.unlink()
        for file in files:
            command = [pdftoppm, "-png", "-r", str(DOTS_PER_INCH), str(file.with_suffix(".pdf"))]
            subprocess.run([*command, str(PICTURES / file.stem)], check=True)


if __name__ == "__main__":
    take()
