"""What this version makes of a sample: its findings, and the reports that come out."""

from service.domain.formats.catalogue import Catalogue
from service.domain.formats.filename_clashes import paths_of
from service.domain.standard.intake import CheckedExport
from service.domain.standard.model import Standard
from service.pipeline.whole_way import produce_each, read_and_check


def check_sample(path: str, content: bytes, standard: Standard) -> CheckedExport:
    """Read and check a sample of the kit; a file of our own, so in this process."""
    return read_and_check([(path.rpartition("/")[2], content)], standard)


def reports_of(checked: CheckedExport, catalogue: Catalogue) -> dict[str, bytes]:
    """Every report that is asked of a sample, by municipality and file name."""
    submitted = catalogue.submitted(checked.export)
    productions = [
        produce_each(catalogue, submitted, each) for each in catalogue.assignments_for(checked.export)
    ]
    reports = [report for each in productions for report in each.reports]
    return {name: report.content for name, report in zip(paths_of(reports), reports, strict=True)}
