"""A damaged workbook is read exactly as an independent reader reads it, or refused with an address.

The oracle (tests/tools/workbook_oracle.py) is lxml and plain loops by ECMA-376; it knows nothing of ours.
"""

import io
import random
import zipfile
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial

import pandas as pd
import pytest

from service.domain.findings import Severity, Verdict
from service.domain.periods import parse_period
from service.domain.standard.findings import files as file_findings
from service.domain.standard.model import FieldType
from service.files.export.writer import write_export
from service.sample import sample_tables
from tests.tools import workbook_oracle as oracle
from tests.tools.exports import the_standard
from tests.tools.how_many import few_of
from tests.tools.mutation_run import run_mutations
from tests.tools.named_repairs import NamedRepairs
from tests.tools.separate_process import check_within_limits
from tests.tools.workbook_mutations import mutated

SETTLED = "leading-zeros-restored"
OF_FILES = {kind.code for kind in file_findings.KINDS}
DIGITS = {FieldType.INTEGER: 0, FieldType.MONEY: 2, FieldType.DECIMAL: 4}


@pytest.fixture(scope="module")
def parts():
    tables = sample_tables(
        the_standard(), seed=8, municipalities=["0014", "0034"], clients=6, period=parse_period("2026-Q1")
    )
    with zipfile.ZipFile(io.BytesIO(write_export(tables, the_standard(), "xlsx"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _in_text(text, field):
    text = text.strip()
    try:
        if field.type is FieldType.DATE:
            return date.fromisoformat(text.replace("T", " ").removesuffix(" 00:00:00"))
        number = Decimal(text.replace(",", ".")) if text.isascii() else Decimal("NaN")
        units = number.scaleb(DIGITS[field.type])
        return int(units) if units == units.to_integral_value() else ...
    except (ValueError, InvalidOperation):
        return ...


def _meant(cell, field):
    """What a value of a field is where this cell stands; `...` when it is nothing certain."""
    if cell is None:
        return None
    what, value = cell
    if what == oracle.TEXT:
        return value if field.is_text else _in_text(value, field)
    if what == oracle.DAY:
        return value if field.type is FieldType.DATE else ...
    if what != oracle.NUMBER or field.type is FieldType.DATE:
        return ...
    if field.is_text:
        return str(int(value)) if value == int(value) else ...
    units = oracle.exact(value, DIGITS[field.type])
    return ... if units is None else units


def _read(value):
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def _table(cells, fields, spelled):
    """Rows of a sheet by the book: row → field → cell, below the row that names most fields.

    `spelled`: headers that are named as spelled a little differently → their field.
    """
    rows = {}
    for (row, column), cell in cells.items():
        rows.setdefault(row, {})[column] = cell
    names = {
        row: {column: str(value).strip().casefold() for column, (_, value) in line.items()}
        for row, line in sorted(rows.items())
    }
    header = max(
        names, key=lambda row: (sum(name in fields for name in names[row].values()), -row), default=0
    )
    every = {column: spelled.get(name, name) for column, name in names.get(header, {}).items()}
    at = {column: name for column, name in every.items() if name in fields}
    assert len(set(at.values())) == len(at), "a column twice"
    return {
        row: {name: line.get(column) for column, name in at.items()}
        for row, line in rows.items()
        if row > header
    }


def _require_address(checked):
    blocking = [each for each in checked.findings if each.kind.severity is Severity.BLOCKS]
    without = [
        each.kind.code
        for each in blocking
        if not (each.place.sheet or each.place.table) and each.kind.code not in OF_FILES | {"no-known-sheets"}
    ]
    assert blocking
    assert not without


def _require_exact(checked, content):
    sheets = {
        name.strip().casefold(): cells for name, cells in oracle.read_workbook_by_the_book(content).items()
    }
    settled = {(f.place.table, f.place.field) for f in checked.findings if f.kind.code == SETTLED}
    aside = {
        (f.place.table, f.place.row)
        for f in checked.findings
        if f.kind.code in ("total-row", "repeated-header")
    }
    outside = {(f.place.table, f.place.row) for f in checked.findings if f.kind.code == "cell-outside-table"}
    repairs = NamedRepairs.of(checked)
    for name, table in the_standard().tables.items():
        spelled = {header: field for (of, field), header in repairs.headers.items() if of == name}
        expected = _table(sheets.get(name, {}), table.fields, spelled)
        aside |= {
            (name, row) for row in expected if (name, row) in outside and not any(expected[row].values())
        }
        frame = checked.export.tables[name]
        assert set(frame["_row"]) == {row for row in expected if (name, row) not in aside}, name
        for row, values in zip(frame["_row"].tolist(), frame.to_dict("records"), strict=True):
            for field in table.fields.values():
                meant, read = _meant(expected[row].get(field.name), field), _read(values[field.name])
                if repairs.meant(name, row, field, read):
                    continue
                if (name, field.name) in settled and isinstance(meant, str) and read is not None:
                    meant = meant.zfill(len(read))
                assert read == meant, (name, row, field.name)


def require_exact_or_refused(parts, seed, check=check_within_limits):
    """Returns whether the mutated workbook was read (and then exactly)."""
    content = mutated(random.Random(seed), parts)
    checked = check([("export.xlsx", content)], the_standard())
    if checked.verdict is Verdict.REJECTED:
        _require_address(checked)
        return False
    _require_exact(checked, content)
    return True


@pytest.mark.parametrize("seed", few_of(range(20), range(50)))
def test_a_mutated_workbook_is_read_exactly_or_refused(parts, seed):
    require_exact_or_refused(parts, seed)


@pytest.mark.long
def test_five_thousand_mutated_workbooks_are_read_exactly_or_refused(parts):
    assert run_mutations("workbooks", partial(require_exact_or_refused, parts), range(10_000, 15_000)) == []
