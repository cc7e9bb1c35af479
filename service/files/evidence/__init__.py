"""Packages of evidence as zips, timestamps, and what people read: a cover as HTML and PDF, and a workbook."""

from service.files.evidence.cover import Cover, cover_as_html, cover_as_pdf
from service.files.evidence.index_sheets import index_workbook
from service.files.evidence.package import read_package, write_package
from service.files.evidence.portal import for_portal
from service.files.evidence.timestamps import (
    Timestamp,
    read_timestamp,
    require_answers,
    timestamp_request,
)

__all__ = [
    "Cover",
    "Timestamp",
    "cover_as_html",
    "cover_as_pdf",
    "for_portal",
    "index_workbook",
    "read_package",
    "read_timestamp",
    "require_answers",
    "timestamp_request",
    "write_package",
]
