"""Read parquet files: typed columns as text, exactly, so that they are cast like those of any carrier."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.findings import Finding, Place
from service.domain.standard.cells import Cells
from service.domain.standard.export import RawExport, RawTable
from service.domain.standard.findings import files as kinds

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

MAGIC = b"PAR1"
_MOST_ROWS = 2_000_000
_LARGEST = 250_000_000
"""Bytes, of the texts and numbers themselves."""


def read_parquet_files(files: Sequence[tuple[str, bytes]]) -> RawExport:
    """Every parquet (name, content) as a raw table of text, or what there is against it. Never raises."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - it brings ssl along, which only who reads it should wait for

    tables: list[RawTable] = []
    findings: list[Finding] = []
    for name, content in files:
        place = Place(sheet=name)
        try:
            about = pq.ParquetFile(io.BytesIO(content))
            size = sum(
                about.metadata.row_group(at).total_byte_size for at in range(about.metadata.num_row_groups)
            )
            if about.metadata.num_rows > _MOST_ROWS or size > _LARGEST:
                detail = f"{about.metadata.num_rows} rijen, {size} bytes"
                findings.append(Finding(kinds.TOO_LARGE, place, {"detail": detail}))
                continue
            table = _read_within_limit(about)
            if table is None:
                findings.append(Finding(kinds.TOO_LARGE, place, {"detail": f"> {_LARGEST} bytes"}))
                continue
            tables.append(_table(name, table))
        except (pa.ArrowException, OSError, ValueError) as fault:
            findings.append(Finding(kinds.BROKEN_ZIP, place, {"detail": type(fault).__name__}))
    return RawExport(() if findings else tuple(tables), tuple(findings))


def _read_within_limit(file: "ParquetFile") -> pa.Table | None:
    """Read it group by group, or None when it becomes too large: packed, one value may stand for millions."""
    groups: list[pa.Table] = []
    size = 0
    for batch in file.iter_batches():
        size += batch.nbytes
        if size > _LARGEST:
            return None
        groups.append(pa.Table.from_batches([batch]))
    return pa.concat_tables(groups) if groups else file.read()


def _table(name: str, table: pa.Table) -> RawTable:
    columns = tuple(Cells.of_text(_texts(column)) for column in table.columns)
    return RawTable(
        sheet=name,
        headers=tuple(table.column_names),
        columns=columns,
        rows=np.arange(2, table.num_rows + 2, dtype=np.int64),
        is_text_only=True,
        read_as="parquet, met de soorten die in het bestand staan",
    )


def _texts(column: pa.ChunkedArray) -> pa.Array:
    """Write each value as the text by which it would stand in a csv; null as empty."""
    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    return pc.cast(column, pa.large_string()).combine_chunks()
