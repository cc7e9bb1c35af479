"""A damaged export is read exactly as an independent reader reads it, or refused with an address; never else.

The oracle knows nothing of ours: it is the csv module of Python and plain loops, by RFC 4180.
"""

import csv
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
from service.domain.standard.model import FieldType
from service.files.export.writer import write_export
from service.sample import sample_tables
from tests.tools.exports import the_standard
from tests.tools.how_many import few_of
from tests.tools.mutation_run import run_mutations
from tests.tools.named_repairs import NamedRepairs
from tests.tools.separate_process import check_within_limits

SETTLING = {"leading-zeros-restored"}
"""Warnings that say a value was settled: it may have zeros before what the file says, and nothing else."""


@pytest.fixture(scope="module")
def parts():
    tables = sample_tables(
        the_standard(), seed=8, municipalities=["0014", "0034"], clients=6, period=parse_period("2026-Q1")
    )
    with zipfile.ZipFile(io.BytesIO(write_export(tables, the_standard(), "csv-zip"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _byte(chance, text):
    at = chance.randrange(len(text))
    return text[:at] + bytes([chance.randrange(256)]) + text[at + 1 :]


def _delete(chance, text):
    at = chance.randrange(len(text))
    return text[:at] + text[at + chance.randint(1, 4) :]


def _insert(chance, text):
    at = chance.randrange(len(text))
    return (
        text[:at]
        + chance.choice([b";", b'"', b"\n", b"\r", b"\x00", b" ", b"0", b"-", b",", b"\xe9"])
        + text[at:]
    )


def _repeat_line(chance, text):
    lines = text.split(b"\r\n")
    at = chance.randrange(len(lines))
    return b"\r\n".join([*lines[: at + 1], lines[at], *lines[at + 1 :]])


def _swap_cells(chance, text):
    lines = [line.split(b";") for line in text.split(b"\r\n")]
    row = chance.choice([line for line in lines if len(line) > 1])
    one, other = chance.randrange(len(row)), chance.randrange(len(row))
    row[one], row[other] = row[other], row[one]
    return b"\r\n".join(b";".join(line) for line in lines)


def _replace_cell(chance, text):
    lines = [line.split(b";") for line in text.split(b"\r\n")]
    row = chance.choice([line for line in lines if len(line) > 1])
    values = [
        "NA",
        "None",
        "1.234,56",
        "1.234",
        "1e5",
        "02E16",
        "=1+1",
        "2026-02-30",
        "31-12-2026",
        "  7 ",
        "٣",
        "½",
        "0014",
    ]
    row[chance.randrange(len(row))] = chance.choice(values).encode()
    return b"\r\n".join(b";".join(line) for line in lines)


def _encode(chance, text):
    return text.decode(errors="replace").encode(
        chance.choice(["utf-16", "utf-8-sig", "cp1252"]), errors="replace"
    )


MUTATIONS = (_byte, _delete, _insert, _repeat_line, _swap_cells, _replace_cell, _encode)


def _mutated(parts, seed):
    chance = random.Random(seed)
    name = chance.choice(list(parts))
    text = parts[name]
    for _ in range(chance.randint(1, 3)):
        text = chance.choice(MUTATIONS)(chance, text) or b"\n"
    return name, text


def _zipped(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def _plain(text):
    for encoding in ("utf-16",) if text[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return text.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("no text at all")


def _oracle(text, fields):
    """Read a csv by the book: row number → header → text, below the first line that names most fields."""
    reader = csv.reader(io.StringIO(_plain(text), newline=""), delimiter=";", strict=True)
    records, line = {}, 1
    for record in reader:
        if any(record):
            records[line] = record
        line = reader.line_num + 1
    names = {at: [each.strip().casefold() for each in record] for at, record in records.items()}
    header = max(names, key=lambda at: (sum(name in fields for name in names[at]), -at))
    return {
        at: dict(zip(names[header], record, strict=True)) for at, record in records.items() if at > header
    }


def _meant(text, field):  # noqa: PLR0911 - one return per type
    """What a value of a field is that stands there as this text; `...` when it is nothing certain."""
    if text == "":
        return None
    try:
        match field.type:
            case FieldType.TEXT | FieldType.CODE:
                return text
            case FieldType.DATE:
                return date.fromisoformat(text.strip().replace("T", " ").removesuffix(" 00:00:00"))
            case FieldType.INTEGER:
                return int(Decimal(text.strip()))
            case FieldType.MONEY:
                return int(Decimal(text.strip().replace(",", ".")) * 100)
            case FieldType.DECIMAL:
                return int(Decimal(text.strip().replace(",", ".")) * 10_000)
    except (ValueError, InvalidOperation):
        return ...


def _read(value):
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def _require_address(checked):
    blocking = [each for each in checked.findings if each.kind.severity is Severity.BLOCKS]
    assert blocking
    assert all(each.place.sheet or each.place.table for each in blocking), "refused without an address"


def _require_exact(checked, name, text):
    table = name.removesuffix(".csv")
    fields = the_standard().tables[table].fields
    expected = _oracle(text, fields)
    settled = {
        (each.place.table, each.place.field) for each in checked.findings if each.kind.code in SETTLING
    }
    named = {
        each.place.row for each in checked.findings if each.kind.code in ("total-row", "repeated-header")
    }
    repairs = NamedRepairs.of(checked)
    if table in repairs.blank_rows:
        expected = {at: line for at, line in expected.items() if any(map(str.strip, line.values()))}
    frame = checked.export.tables[table]
    assert set(frame["_row"]) | named == set(expected) | named
    for row, values in zip(frame["_row"].tolist(), frame.to_dict("records"), strict=True):
        for field in fields.values():
            read = _read(values[field.name])
            meant = _meant(repairs.written(table, field.name, expected[row]) or "", field)
            if repairs.meant(table, row, field, read):
                continue
            if (table, field.name) in settled and isinstance(meant, str) and read is not None:
                meant = meant.zfill(len(read))
            assert read == meant, (row, field.name)


def require_exact_or_refused(parts, seed, check=check_within_limits):
    """Read apart, with the limits of every trap; whether the mutated csv was read (and then exactly)."""
    name, text = _mutated(parts, seed)
    checked = check([("export.zip", _zipped(parts | {name: text}))], the_standard())
    if checked.verdict is Verdict.REJECTED:
        _require_address(checked)
        return False
    _require_exact(checked, name, text)
    return True


@pytest.mark.parametrize("seed", few_of(range(20), range(50)))
def test_a_mutated_export_is_read_exactly_or_refused(parts, seed):
    require_exact_or_refused(parts, seed)


@pytest.mark.long
def test_five_thousand_mutated_exports_are_read_exactly_or_refused(parts):
    assert run_mutations("csv", partial(require_exact_or_refused, parts), range(10_000, 15_000)) == []
