"""Packages of evidence as zips, and what people read of them: a cover as HTML and PDF, and a workbook."""

from service.files.evidence.cover import Cover, cover_as_html, cover_as_pdf
from service.files.evidence.index_sheets import index_workbook
from service.files.evidence.package import read_package, write_package

__all__ = [
    "Cover",
    "cover_as_html",
    "cover_as_pdf",
    "index_workbook",
    "read_package",
    "write_package",
]
