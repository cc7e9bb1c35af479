"""Worked examples of a format: an export in csv, and as text what each municipality should get of it."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from python_calamine import CalamineWorkbook

from service.domain.failures import FormatError
from service.domain.findings import Severity
from service.domain.formats.calendar import Assignment
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.earlier import PublishedReport
from service.domain.formats.faults.publishing import EXAMPLE_IS_REJECTED
from service.domain.formats.output import DocxOutput, FileOutput, TemplateOutput, ZipOutput
from service.domain.formats.plan import Plan
from service.domain.formats.rows import Submitted
from service.domain.made_report import MadeReport
from service.domain.periods import Period
from service.domain.standard.export import Export
from service.files.reports import document_as_text
from service.pipeline.earlier_reports import figures_in
from service.pipeline.translate_file import check_file, periods_of
from service.pipeline.whole_way import produce

EXAMPLE_KEY = b"voorbeeldsleutel, alleen voor de uitgewerkte voorbeelden"
"""The pseudonyms in examples are made with it, so that they are the same everywhere."""


@dataclass(frozen=True)
class Example:
    """One folder: README.md, a submission (export/*.csv, or one file called export) and verwacht/*.txt.

    Where its format looks back also eerder/*.json, the figures of reports that were published before.
    """

    catalogue: Catalogue
    plan: Plan
    folder: Path

    def __str__(self) -> str:
        """Format, version and folder."""
        return f"{self.plan.name}@{self.plan.version}/{self.folder.name}"

    @cached_property
    def export(self) -> Export:
        """The export, checked; raises FormatError when it would be rejected: then it shows nothing."""
        checked = check_file(*_submission(self.folder), self.catalogue.standard)
        for finding in checked.findings:
            if finding.kind.severity is Severity.BLOCKS:
                raise FormatError(
                    EXAMPLE_IS_REJECTED.fault(finding=finding.words()),
                    f"mappings/{self.plan.format.examples}",
                )
        return checked.export

    @property
    def submissions(self) -> list[tuple[Submitted, Period]]:
        """The export with each reporting period of the format that lies within it."""
        submitted = self.catalogue.submitted(self.export, self.earlier)
        return [(submitted, part) for part in periods_of(self.export, self.plan.format.period)]

    @property
    def earlier(self) -> tuple[PublishedReport, ...]:
        """The figures of reports that were published before: eerder/*.json."""
        return tuple(map(figures_in, sorted((self.folder / "eerder").glob("*.json"))))

    def expected(self) -> dict[str, str]:
        """Municipality (and period) → the report as text, as it stands in the folder."""
        files = sorted((self.folder / "verwacht").glob("*.txt"))
        return {path.stem: path.read_text(encoding="utf-8") for path in files}

    def accept(self) -> None:
        """Write what comes out now as what is expected, in the place of what stood there."""
        folder = self.folder / "verwacht"
        folder.mkdir(exist_ok=True)
        for former in folder.glob("*.txt"):
            former.unlink()
        for name, text in self.produced().items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")

    @cached_property
    def reports(self) -> tuple[MadeReport, ...]:
        """What comes out, for every municipality in the export."""
        return tuple(
            report
            for submitted, period in self.submissions
            for report in produce(
                self.catalogue, submitted, Assignment(self.plan, period, submitted.municipality_codes())
            ).reports
        )

    def produced(self) -> dict[str, str]:
        """Municipality → the report as text, for every municipality in the export.

        Where one municipality gets reports over several periods, the period is in the name as well.
        """
        made = self.reports
        counted = Counter(report.municipality for report in made)
        return {
            report.municipality
            if counted[report.municipality] == 1
            else f"{report.municipality}-{report.period.label}": (
                f"{report.filename}\n\n{_as_text(report.content, self.plan)}"
            )
            for report in made
        }


def examples_of(catalogue: Catalogue, plan: Plan, mappings_dir: Path) -> Iterator[Example]:
    """Every worked example of a format, by the name of its folder."""
    if plan.format.examples:
        for readme in sorted((mappings_dir / plan.format.examples).glob("*/README.md")):
            yield Example(replace(catalogue, pseudonym_key=EXAMPLE_KEY), plan, readme.parent)


def _submission(folder: Path) -> tuple[bytes, str]:
    """What was handed in, and what it is called: a workbook or zip as it is, or loose csv files."""
    whole = next(iter(sorted(folder.glob("export.*"))), None)
    if whole is not None:
        return whole.read_bytes(), whole.name
    return _zipped(folder / "export"), "export.zip"


def _zipped(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(folder.glob("*.csv")):
            archive.writestr(path.name, path.read_bytes())
    return packed.getvalue()


def _as_text(report: bytes, plan: Plan) -> str:
    output = plan.format.output
    if not isinstance(output, ZipOutput):
        return _file_as_text(report, output)
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        files = zip(archive.namelist(), output.files.values(), strict=True)
        return "\n".join(f"= {name}\n\n{_file_as_text(archive.read(name), each)}" for name, each in files)


def _file_as_text(report: bytes, output: FileOutput) -> str:
    if isinstance(output, DocxOutput):
        return document_as_text(report)
    if not isinstance(output, TemplateOutput):
        return report.decode(getattr(output, "encoding", "utf-8")).replace("\r\n", "\n")
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
