"""Frictionless and pandera on the published data package find what we find, where they can express it."""

import io
import json
import random
import zipfile
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
import pytest
from frictionless import Package, system

from service.domain.periods import parse_period
from service.domain.sample import sample_tables
from service.domain.standard.intake import check_export
from service.files.export_reader import read_export
from service.files.export_writer import write_export

PACKAGE = Path(__file__).parents[3] / "mappings" / "standaard" / "2026.1" / "datapackage.json"
OURS = {
    "missing-value", "malformed", "too-long", "negative", "out-of-range", "unknown-code",
    "unknown-decisive-code", "duplicate-key", "not-a-number", "not-a-whole-number", "not-a-date",
}  # fmt: skip
FAULTS = (
    ("prestatie", "volume", ""),
    ("prestatie", "volume", "x"),
    ("prestatie", "volume", "100000000"),
    ("prestatie", "bedrag", "-1.00"),
    ("prestatie", "begindatum", "gisteren"),
    ("prestatie", "eenheid", "99"),
    ("prestatie", "debet_credit", "X"),
    ("prestatie", "status", "betaald"),
    ("prestatie", "productcode", "45A03X"),
    ("prestatie", "declaratienummer", "A-1"),
    ("prestatie", "referentienummer", ""),
    ("toewijzing", "bsn", "12"),
    ("toewijzing", "wet", "WLZ"),
    ("toewijzing", "ingangsdatum", ""),
    ("verloop", "begindatum", "01-01-2026"),
    ("uitkomst", "nut_cijfer", "11"),
    ("wachtlijst", "wachtenden", "veel"),
    ("kengetal", "eenheid", "stuks"),
    ("toelichting", "onderwerp", ""),
    ("toelichting", "onderwerp", "o" * 61),
    ("toewijzing", "perceel", "p" * 41),
    ("toewijzing", "geslacht", "3"),
    ("toewijzing", "frequentie", "3"),
    ("uitkomst", "doelen_behaald", "101"),
    ("uitkomst", "nut_cijfer", "0"),
    ("wachtlijst", "wachttijd_dagen", "10000"),
    ("prestatie", "btw_percentage", "101"),
    ("prestatie", "retourcode", "93-7"),
)


def _spoiled(standard, seed):
    """The texts of a valid export with a few faults in it, one per row."""
    chance = random.Random(seed)
    tables = sample_tables(
        standard, seed=seed, municipalities=["0014", "0034"], clients=8, period=parse_period("2026-Q1")
    )
    with zipfile.ZipFile(io.BytesIO(write_export(tables, standard, "csv-zip"))) as archive:
        frames = {
            name.removesuffix(".csv"): pd.read_csv(
                archive.open(name), sep=";", dtype=str, keep_default_na=False, na_filter=False
            )
            for name in archive.namelist()
        }
    used = set()
    for table, field, text in chance.sample(FAULTS, 5):
        row = chance.randrange(len(frames[table]))
        if (table, row) not in used:
            used.add((table, row))
            frames[table].loc[row, field] = text
    return frames


def _csv(frame):
    return frame.to_csv(sep=";", index=False, lineterminator="\r\n").encode()


def _found_by_us(standard, frames):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, frame in frames.items():
            archive.writestr(f"{name}.csv", _csv(frame))
    findings = check_export(read_export(target.getvalue()), standard).findings
    return {(f.place.table, f.place.row, f.place.field) for f in findings if f.kind.code in OURS}


def _found_by_frictionless(frames, folder):
    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        resource["dialect"] = {"csv": {"delimiter": ";"}}
        (folder / resource["path"]).write_bytes(_csv(frames[resource["name"]]))
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    return {
        (task.name, error.row_number, error.field_name)
        for task in report.tasks
        for error in task.errors
        if error.type in ("constraint-error", "type-error")
    }


def _found_by_pandera(standard, frames):
    found = set()
    for name, table in standard.tables.items():
        columns = {}
        for field in table.fields.values():
            checks = [pa.Check.str_length(max_value=field.size)] if field.is_text and field.size else []
            if field.pattern:
                checks.append(pa.Check.str_matches(f"^(?:{field.pattern})$"))
            listed = standard.code_list_of(field)
            if listed is not None:
                checks.append(pa.Check.isin(listed.codes))
            if field.is_text:
                columns[field.name] = pa.Column(object, checks, nullable=not field.required)
        frame = frames[name][list(columns)].astype(object).replace({"": None})
        try:
            pa.DataFrameSchema(columns).validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            found |= {
                (name, int(case.index) + 2, case.column)
                for case in errors.failure_cases.itertuples(index=False)
            }
    return found


@pytest.mark.parametrize("seed", range(20))
def test_frictionless_agrees_on_every_rule_of_the_data_package(standard, tmp_path, seed):
    frames = _spoiled(standard, seed)

    assert _found_by_us(standard, frames) == _found_by_frictionless(frames, tmp_path)


@pytest.mark.parametrize("seed", range(20))
def test_pandera_agrees_on_every_text_and_code(standard, seed):
    frames = _spoiled(standard, seed)
    texts = {
        (name, field.name)
        for name, table in standard.tables.items()
        for field in table.fields.values()
        if field.is_text
    }
    ours = {each for each in _found_by_us(standard, frames) if (each[0], each[2]) in texts}

    assert ours == _found_by_pandera(standard, frames)
