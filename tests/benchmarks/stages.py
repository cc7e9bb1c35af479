"""One translation, stage by stage, with the floor beside it; prints one JSON object."""

import io
import json
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import python_calamine

from service.command_line.installation import the_catalogue
from service.domain.formats.rows import Submitted
from service.domain.standard import intake
from service.domain.translation.translate import require_balance_read, translate
from service.files.intake.export_reader import read_export
from service.files.reports.report_writer import ReportWriter, require_reads_back
from service.process.collecting import without_collecting

Result = TypeVar("Result")


def main(export: Path, formats: Path) -> None:
    seconds: dict[str, float] = {"start": time.process_time()}

    def stage(name: str, work: Callable[[], Result]) -> Result:
        begin = time.process_time()
        result = work()
        seconds[name] = time.process_time() - begin
        return result

    catalogue = stage("formats", lambda: the_catalogue(formats))
    content = export.read_bytes()
    raw = stage("read", lambda: read_export(content, export.name))
    checking = intake._check_all  # noqa: SLF001 - casting and checking are one call, and timed apart
    intake._check_all = lambda *given: stage("check", lambda: checking(*given))  # noqa: SLF001 - as above
    checked = stage("cast and check", lambda: intake.check_export(raw, catalogue.standard))
    seconds["cast"] = seconds.pop("cast and check") - seconds["check"]
    submitted = Submitted(export=checked.export, standard=catalogue.standard)
    [asked] = catalogue.assignments_for(checked.export)
    names = {code: catalogue.municipalities[code] for code in asked.municipalities}
    reports = stage("translate", lambda: translate(submitted, asked.plan, asked.period, names)).reports
    output = asked.plan.format.output
    template = catalogue.templates[output.template]
    writer = ReportWriter()
    with without_collecting():
        files = stage(
            "write", lambda: [writer.write_report(each.content, output, template) for each in reports]
        )
        stage(
            "read back",
            lambda: [
                require_balance_read(each, require_reads_back(file, each.content, output, template))
                for file, each in zip(files, reports, strict=True)
            ],
        )
    unpacked = [part for file in files for part in _parts(file)]
    stage("floor: calamine reads the export", lambda: _read(content))
    stage("floor: the output is deflated", lambda: [zlib.compress(part, 2) for part in unpacked])
    stage("floor: calamine reads the reports", lambda: [_read(file) for file in files])
    print(json.dumps({"seconds": seconds, "reports": len(files)}))


def _parts(file: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def _read(workbook: bytes) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
