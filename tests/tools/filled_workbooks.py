"""A workbook of a municipality, filled by a format as people write it, read back and opened again."""

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl

from service.domain.formats.code_tables import CodeTable
from service.domain.formats.output import TemplateOutput
from service.domain.formats.plan import Plan
from service.domain.standard.export import Export
from service.domain.translation.translate import MeantReport, require_balance_read
from service.domain.translation.translate import Translation as Translated
from service.files.catalogue.surveying import surveyed
from service.files.reports.report_writer import ReportWriter, require_reads_back
from tests.tools.exports import an_export
from tests.tools.formats import a_plan, a_workbook, translated
from tests.tools.office import convert

GRONINGEN = {"0014": "Groningen"}
Grid = Sequence[Sequence[object]]


@dataclass(frozen=True, kw_only=True)
class Filled:
    """One municipality's workbook after it was filled, and what filled it."""

    plan: Plan
    translation: Translated
    blank: bytes
    written: bytes

    @property
    def report(self) -> MeantReport:
        """What was meant."""
        return self.translation.reports[0]

    def rows(self, sheet: str) -> list[list[object]]:
        """Every cell of a sheet; a formula as its text."""
        return [list(row) for row in openpyxl.load_workbook(io.BytesIO(self.written))[sheet].values]

    def read_back(self, written: bytes) -> None:
        """Hold other bytes against what was meant; raises ReadBackDiffersError."""
        require_reads_back(written, self.report.content, self.plan.format.output, self.blank)


def filled(
    blank: bytes, sheets: Mapping[str, object], export: Export, *tables: CodeTable, **written: object
) -> Filled:
    """Fill a blank workbook, read it back, and hold every check against the totals that were read."""
    plan = a_survey(blank, sheets, *tables, **written)
    found = translated(export, plan, names=GRONINGEN)
    report = found.reports[0]

    def prove(total_read: Callable[[str, str], Decimal]) -> None:
        require_balance_read(report, total_read)

    made = ReportWriter().write_checked_report(report.content, plan.format.output, blank, prove)
    return Filled(plan=plan, translation=found, blank=blank, written=made)


def a_survey(blank: bytes, sheets: Mapping[str, object], *tables: CodeTable, **written: object) -> Plan:
    """The plan of a format that fills this workbook, with the lines that are listed in it."""
    kind = kind_of(blank)
    output = {"kind": kind, "template": f"leeg.{kind}", "filename": f"{{gemeentecode}}.{kind}"}
    plan = a_plan(*tables, **{"output": output, "sheets": sheets, **written})
    assert isinstance(plan.format.output, TemplateOutput)
    return surveyed(plan, {plan.format.output.template: blank})


def kind_of(workbook: bytes) -> str:
    return "ods" if b"opendocument.spreadsheet" in workbook[:200] else "xlsx"


def fits(sheets: Mapping[str, object], grid: Grid, *tables: CodeTable, name: str = "Blad") -> Filled:
    """Fill a plain sheet with one prestatie: raises FormatError where the format does not fit it."""
    return filled(a_workbook({name: grid}), sheets, an_export(prestatie=[{}]), *tables)


def as_open_document(workbook: bytes) -> bytes:
    """The same workbook as LibreOffice saves it as .ods."""
    return as_open_documents(workbook)[0]


@cache
def as_open_documents(*workbooks: bytes) -> list[bytes]:
    """Several of them, made once: every start of LibreOffice takes seconds."""
    return opened_in_office(workbooks, "ods")


def opened_in_office(workbooks: Sequence[bytes], kind: str) -> list[bytes]:
    """Workbooks and open documents as LibreOffice calculates and saves them, all in one run of it."""
    with tempfile.TemporaryDirectory() as folder:
        own = [Path(folder) / f"{number}.{kind_of(each)}" for number, each in enumerate(workbooks)]
        for path, content in zip(own, workbooks, strict=True):
            path.write_bytes(content)
        out = Path(folder) / "uit"
        out.mkdir()
        convert(own, out, kind)
        return [(out / f"{path.stem}.{kind}").read_bytes() for path in own]


def calculated(workbooks: Sequence[bytes], sheet: str) -> list[list[list[object]]]:
    """What LibreOffice makes of every cell of a sheet, formulas calculated, for each workbook."""
    return [
        [list(row) for row in openpyxl.load_workbook(io.BytesIO(each), data_only=True)[sheet].values]
        for each in opened_in_office(workbooks, "xlsx")
    ]


def changed(workbook: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The same workbook with one part spoilt."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                spoilt = change(content.decode()).encode()
                assert spoilt != content, "nothing was changed"
                content = spoilt
            copy.writestr(name, content)
    return target.getvalue()
