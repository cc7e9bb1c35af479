"""Pack a typed export into one file and back, exactly, so that a worker need not parse the upload again."""

import io
import json
import zipfile
from typing import IO

import pandas as pd
import pyarrow as pa

from service.domain.failures import TerminalError
from service.domain.standard.declared import DeclaredTotal
from service.domain.standard.export import Export
from service.files.export.origins import described_layouts, layouts_from, packed_origins, unpacked_origins

_LAYOUTS = "layouts.json"
_ORIGINS = "origins.json"
_DECLARED = "declared.json"
"""Only there for an export with declarations, so that any other is packed as it always was."""
_SUFFIX = ".arrow"
_ROWS = 65_536
"""Rows that are packed at a time, so that packing takes little memory beside the tables."""


def pack_tables(export: Export) -> bytes:
    """Give one file with every table, its types and its layout; the same bytes for the same export."""
    target = io.BytesIO()
    pack_tables_into(target, export)
    return target.getvalue()


def pack_tables_into(target: IO[bytes], export: Export) -> None:
    """Write what `pack_tables` gives to a file that is empty yet."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, frame in export.tables.items():
            with archive.open(zipfile.ZipInfo(name + _SUFFIX), "w") as entry:
                _pack(frame, entry)
        described = json.dumps(described_layouts(export.layouts), ensure_ascii=False)
        archive.writestr(zipfile.ZipInfo(_LAYOUTS), described)
        if export.origins is not None:
            archive.writestr(zipfile.ZipInfo(_ORIGINS), packed_origins(export.origins))
        if export.declared:
            told = json.dumps([each.as_json() for each in export.declared], ensure_ascii=False)
            archive.writestr(zipfile.ZipInfo(_DECLARED), told)


def unpack_tables(packed: bytes | IO[bytes]) -> Export:
    """Give back exactly the export that was packed. Raises TerminalError for any other bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed) if isinstance(packed, bytes) else packed) as archive:
            names = [name for name in archive.namelist() if name.endswith(_SUFFIX)]
            tables = {name.removesuffix(_SUFFIX): _unpacked(archive, name) for name in names}
            layouts = json.loads(archive.read(_LAYOUTS))
            is_added_up = _ORIGINS in archive.namelist()
            origins = unpacked_origins(archive.read(_ORIGINS)) if is_added_up else None
            declared = json.loads(archive.read(_DECLARED)) if _DECLARED in archive.namelist() else ()
    except (zipfile.BadZipFile, pa.ArrowInvalid, KeyError, ValueError) as fault:
        raise TerminalError(f"These are not packed tables: {fault}") from fault
    return Export(tables, layouts_from(layouts), origins, tuple(map(DeclaredTotal.parse, declared)))


def _pack(frame: pd.DataFrame, target: IO[bytes]) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.ipc.new_stream(target, table.schema, options=options) as stream:
        stream.write_table(table, max_chunksize=_ROWS)


def _unpacked(archive: zipfile.ZipFile, name: str) -> pd.DataFrame:
    with archive.open(name) as entry, pa.ipc.open_stream(entry) as stream:
        frame: pd.DataFrame = stream.read_all().to_pandas(split_blocks=True, self_destruct=True)
    return frame
