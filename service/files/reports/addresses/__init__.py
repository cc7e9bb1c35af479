"""Where each cell of a report stands in its file, as a reader of that kind of file says it."""

from typing import TYPE_CHECKING

from service.on_demand import on_demand

if TYPE_CHECKING:
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
__getattr__ = on_demand(
    __name__,
    {
        "address": ("CellAddresses", "FilledCell", "UnfilledCell"),
        "lists": ("document_addresses", "json_addresses", "text_addresses"),
        "sheets": ("open_document_addresses", "workbook_addresses"),
        "xml_paths": ("xml_addresses",),
        "zips": ("zip_addresses",),
    },
)
