"""Every kind of report: how it is written, and how it is read back and held against what was meant."""

from typing import TYPE_CHECKING

from service.on_demand import on_demand

if TYPE_CHECKING:
    from service.files.reports.addresses import CellAddresses, FilledCell, UnfilledCell
    from service.files.reports.published_figures import FIGURES_SUFFIX, figures_as_json, figures_from_json
    from service.files.reports.report_writer import (
        ReportWriter,
        addresses_in,
        check_headers,
        require_reads_back,
    )
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
__getattr__ = on_demand(
    __name__,
    {
        "addresses": ("CellAddresses", "FilledCell", "UnfilledCell"),
        "published_figures": ("FIGURES_SUFFIX", "figures_as_json", "figures_from_json"),
        "report_writer": ("ReportWriter", "addresses_in", "check_headers", "require_reads_back"),
        "word_document": ("document_as_text",),
    },
)
