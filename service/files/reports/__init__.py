"""Every kind of report: how it is written, and how it is read back and held against what was meant."""

from service.files.reports.addresses import CellAddresses, FilledCell, UnfilledCell
from service.files.reports.published_figures import FIGURES_SUFFIX, figures_as_json, figures_from_json
from service.files.reports.report_writer import ReportWriter, addresses_in, check_headers, require_reads_back
from service.files.reports.word_document import document_as_text

__all__ = [
    "FIGURES_SUFFIX",
    "CellAddresses",
    "FilledCell",
    "ReportWriter",
    "UnfilledCell",
    "addresses_in",
    "check_headers",
    "document_as_text",
    "figures_as_json",
    "figures_from_json",
    "require_reads_back",
]
