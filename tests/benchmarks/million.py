"""Translate an export larger than an upload may be: the same engine, with wider limits for the zip."""

import sys
from pathlib import Path

from service.command_line.installation import the_catalogue
from service.domain.findings import Verdict
from service.domain.formats.rows import Submitted
from service.domain.standard.intake import check_export
from service.files.export_reader import read_export
from service.files.zip_limits import ZipLimits
from service.use_cases.produce_reports import produce

_LIMITS = ZipLimits(total_bytes=4_000_000_000, entry_bytes=2_000_000_000)


def main(export: Path, formats: Path) -> None:
    catalogue = the_catalogue(formats)
    checked = check_export(read_export(export.read_bytes(), export.name, _LIMITS), catalogue.standard)
    if checked.verdict is Verdict.REJECTED:
        raise SystemExit(f"rejected: {checked.findings[:3]}")
    submitted = Submitted(checked.export, catalogue.standard)
    [asked] = catalogue.assignments_for(checked.export)
    print(len(produce(catalogue, submitted, asked).reports))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
