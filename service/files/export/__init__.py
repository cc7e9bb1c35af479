"""Typed tables on their way out: packed for workers, and written in every carrier of the standard."""

from typing import TYPE_CHECKING

from service.on_demand import on_demand

if TYPE_CHECKING:
    from service.files.export.tables import pack_tables, pack_tables_into, unpack_tables
    from service.files.export.writer import Kind, write_export

__all__ = ["Kind", "pack_tables", "pack_tables_into", "unpack_tables", "write_export"]
__getattr__ = on_demand(
    __name__,
    {
        "tables": ("pack_tables", "pack_tables_into", "unpack_tables"),
        "writer": ("Kind", "write_export"),
    },
)
