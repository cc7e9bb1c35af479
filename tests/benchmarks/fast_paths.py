"""What each fast path buys: `python -m tests.benchmarks.fast_paths` prints a line per path, on beside off."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from service.command_line.installation import the_catalogue
from service.domain.formats.rows import Submitted
from service.domain.standard.intake import check_export
from service.domain.translation.translate import translate
from service.files.intake.export_reader import read_export
from service.files.reports.report_writer import ReportWriter, require_reads_back
from service.process.collecting import without_collecting
from service.process.start import choose_at_start
from tests.benchmarks.__main__ import EVERYONE, FORMAT
from tests.benchmarks.everyone import formats_for_everyone
from tests.benchmarks.measuring import measured, part, sample

PRESTATIES = 100_000


def main() -> None:
    """Each figure is of a process of its own; the load is that of the last minute."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        formats = formats_for_everyone(folder, FORMAT)
        files = [sample(folder / f"export.{end}", PRESTATIES, EVERYONE) for end in ("xlsx", "zip")]
        for what, file in (("read", files[0]), ("read", files[1]), ("read back", files[0])):
            on, off = (_apart(what, file, formats, way) for way in ("on", "off"))
            load = os.getloadavg()[0]
            print(
                f"{what} {file.suffix}: on {on[0]:.2f} s {on[1]:.0f} MB, off {off[0]:.2f} s {off[1]:.0f} MB,"
                f" {off[0] / on[0]:.1f} × and {off[1] / on[1]:.1f} ×; load {load:.1f}",
                flush=True,
            )


def _apart(what: str, file: Path, formats: Path, way: str) -> tuple[float, float]:
    """Seconds of the work alone, and the most memory of the process."""
    done = measured(part("fast_paths", what, file, formats, way))
    return float(done.output.split()[-1]), done.megabytes


def measure(what: str, file: Path, formats: Path) -> None:
    content = file.read_bytes()
    if what == "read":
        _timed(lambda: read_export(content, file.name))
        return
    catalogue = the_catalogue(formats)
    checked = check_export(read_export(content, file.name), catalogue.standard)
    [asked] = catalogue.assignments_for(checked.export)
    names = {code: catalogue.municipalities[code] for code in asked.municipalities}
    submitted = Submitted(export=checked.export, standard=catalogue.standard)
    reports = translate(submitted, asked.plan, asked.period, names).reports
    output, writer = asked.plan.format.output, ReportWriter()
    template = catalogue.templates[output.template]
    written = [writer.write_report(each.content, output, template) for each in reports]
    with without_collecting():
        _timed(
            lambda: [
                require_reads_back(file, each.content, output, template)
                for file, each in zip(written, reports, strict=True)
            ]
        )


def _timed(work: Callable[[], object]) -> None:
    begin = time.process_time()
    work()
    print(time.process_time() - begin)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        choose_at_start(fast_paths=sys.argv[4] == "on")
        measure(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
