"""Where each cell of a report stands in its file, as a reader of that kind of file says it."""

from service.files.reports.addresses.address import CellAddresses, FilledCell, UnfilledCell
from service.files.reports.addresses.lists import document_addresses, json_addresses, text_addresses
from service.files.reports.addresses.sheets import open_document_addresses, workbook_addresses
from service.files.reports.addresses.xml_paths import xml_addresses
from service.files.reports.addresses.zips import zip_addresses

__all__ = [
    "CellAddresses",
    "FilledCell",
    "UnfilledCell",
    "document_addresses",
    "json_addresses",
    "open_document_addresses",
    "text_addresses",
    "workbook_addresses",
    "xml_addresses",
    "zip_addresses",
]
