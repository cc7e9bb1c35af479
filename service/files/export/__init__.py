"""Typed tables on their way out: packed for workers, and written in every carrier of the standard."""

from service.files.export.tables import pack_tables, pack_tables_into, unpack_tables
from service.files.export.writer import Kind, write_export

__all__ = ["Kind", "pack_tables", "pack_tables_into", "unpack_tables", "write_export"]
