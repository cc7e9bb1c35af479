"""Worked examples of formats: an export in csv, and the report that each municipality should get, as text."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from python_calamine import CalamineWorkbook

from service.domain.formats.catalogue import Catalogue
from service.domain.formats.output import CsvOutput
from service.domain.formats.plan import Plan
from service.domain.formats.rows import Submitted
from service.files.catalogue import load_catalogue
from service.use_cases.produce_reports import produce
from service.use_cases.translate_file import check_file
from tests.tools.exports import REPOSITORY, the_standard


@dataclass(frozen=True)
class Example:
    """One folder: README.md, export/*.csv and verwacht/<gemeentecode>.txt."""

    plan: Plan
    folder: Path

    def __str__(self) -> str:
        return f"{self.plan.name}@{self.plan.version}/{self.folder.name}"

    def expected(self) -> dict[str, str]:
        files = sorted((self.folder / "verwacht").glob("*.txt"))
        return {path.stem: path.read_text(encoding="utf-8") for path in files}

    def produced(self) -> dict[str, str]:
        """Municipality → its report as text, for every municipality in the export that asks the format."""
        checked = check_file(_zipped(self.folder / "export"), "export.zip", the_standard())
        blocking = [finding.text("nl") for finding in checked.findings if finding.kind.severity == "blocks"]
        assert not blocking, blocking
        submitted = Submitted(checked.export, the_standard())
        found = {}
        for assignment in the_catalogue().assignments_for(checked.export):
            if assignment.plan is self.plan:
                for report in produce(the_catalogue(), submitted, assignment).reports:
                    found[report.municipality] = f"{report.filename}\n\n{_as_text(report.content, self.plan)}"
        return found


@cache
def the_catalogue() -> Catalogue:
    return load_catalogue(REPOSITORY / "mappings", REPOSITORY / "templates", the_standard())


def all_examples() -> Iterator[Example]:
    for plan in the_catalogue().every_plan():
        for readme in sorted((REPOSITORY / "mappings" / plan.format.examples).glob("*/README.md")):
            yield Example(plan, readme.parent)


def _zipped(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(folder.glob("*.csv")):
            archive.writestr(path.name, path.read_bytes())
    return packed.getvalue()


def _as_text(report: bytes, plan: Plan) -> str:
    output = plan.format.output
    if isinstance(output, CsvOutput):
        return report.decode(output.encoding).replace("\r\n", "\n")
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(report))
    return "\n".join(_sheet_as_text(workbook, name) for name in workbook.sheet_names)


def _sheet_as_text(workbook: CalamineWorkbook, name: str) -> str:
    sheet = workbook.get_sheet_by_name(name)
    lines = [f"== {name}"]
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        texts = [_cell_as_text(cell) for cell in row]
        if any(texts):
            lines.append(f"{number}: " + " | ".join(texts).rstrip(" |"))
    return "\n".join(lines) + "\n"


def _cell_as_text(cell: object) -> str:
    match cell:
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).replace("\n", " / ")
