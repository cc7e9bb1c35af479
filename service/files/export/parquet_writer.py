"""Write a table of the standard as parquet, each value in the type that it is."""

import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from service.domain.standard.model import Field, FieldType, Table

_DECIMALS = {FieldType.MONEY: 2, FieldType.DECIMAL: 4}


def write_parquet(table: Table, frame: pd.DataFrame) -> bytes:
    """Give one parquet with every field as string, date32, int64 or decimal128."""
    columns = {each.name: _column(each, frame[each.name]) for each in table.fields.values()}
    target = io.BytesIO()
    pq.write_table(pa.table(columns), target, compression="snappy")
    return target.getvalue()


def _column(field: Field, column: pd.Series) -> pa.Array:
    if field.is_text:
        return pa.array(column.to_numpy(object), pa.string(), from_pandas=True)
    if field.type is FieldType.DATE:
        return pa.array(column.to_numpy().astype("datetime64[D]"))
    units = pa.array(column.to_numpy(np.int64, na_value=0), mask=column.isna().to_numpy(bool))
    digits = _DECIMALS.get(field.type)
    if digits is None:
        return units
    scaled = [None if each is None else f"{each}e-{digits}" for each in units.to_pylist()]
    return pa.array(scaled, pa.string()).cast(pa.decimal128(20, digits))
