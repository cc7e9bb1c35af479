"""The published standard is complete, holds together, and loads into values."""

import csv
import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from service.domain.failures import TerminalError
from service.domain.standard.model import Classification, CodeEntry, CodeList, FieldType, Key, Reference
from service.files.standard.loader import load_standard

MAPPINGS = Path(__file__).parents[3] / "mappings"
PUBLISHED = MAPPINGS / "standaard" / "2026.1"


@pytest.fixture(scope="module")
def standard():
    return load_standard(MAPPINGS)


def test_the_standard_has_eight_tables_and_seventy_nine_fields(standard):
    counts = {name: len(table.fields) for name, table in standard.tables.items()}

    assert list(counts.items()) == [
        ("aanlevering", 11),
        ("toewijzing", 22),
        ("verloop", 6),
        ("prestatie", 17),
        ("uitkomst", 7),
        ("wachtlijst", 7),
        ("kengetal", 5),
        ("toelichting", 4),
    ]
    assert sum(counts.values()) == 79


def test_every_field_is_described_and_names_only_lists_that_exist(standard):
    for table in standard.tables.values():
        for field in table.fields.values():
            assert field.description
            assert not field.code_list or field.code_list in standard.code_lists


def test_a_field_carries_type_size_list_class_and_where_it_is_reported_already(standard):
    field = standard.field("toewijzing.verwijzer")

    assert (field.type, field.size, field.required, field.code_list) == (
        FieldType.CODE,
        None,
        False,
        "verwijzer",
    )
    assert field.classification is Classification.CARE
    assert field.already_reported_in == ("iJw 315", "CBS")


def test_keys_and_references_are_those_of_the_standard(standard):
    keys = {name: table.key for name, table in standard.tables.items() if table.key}
    references = {name: table.reference for name, table in standard.tables.items() if table.reference}

    assert keys == {
        "toewijzing": Key(("gemeentecode", "toewijzingnummer")),
        "prestatie": Key(("referentienummer",), per_law=True),
        "wachtlijst": Key(("gemeentecode", "wet", "hulpvorm", "perceel", "peildatum")),
        "kengetal": Key(("gemeentecode", "wet", "kengetal")),
    }
    to_allocation = Reference(("gemeentecode", "toewijzingnummer"), "toewijzing")
    assert references == dict.fromkeys(("verloop", "prestatie", "uitkomst"), to_allocation)


def test_the_empty_csv_files_beside_the_package_have_the_headers_of_the_package(standard):
    for name, table in standard.tables.items():
        with (PUBLISHED / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            assert list(csv.reader(lines)) == [list(table.fields)]


def test_the_enumerations_in_the_package_are_the_code_lists():
    package = json.loads((PUBLISHED / "datapackage.json").read_text(encoding="utf-8"))
    standard = load_standard(MAPPINGS)
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            if "enum" in field["constraints"]:
                listed = standard.code_lists[field["eenmaal:codelijst"]]
                assert field["constraints"]["enum"] == list(
                    dict.fromkeys(each.code for each in listed.entries)
                )


def test_codes_stay_text_with_every_zero(standard):
    groningen = standard.code_lists["gemeente"].entry("0014")

    assert groningen == CodeEntry(
        code="0014",
        description="Groningen",
        more={"provincie": "Groningen", "jeugdregio": "Groningen", "opvolger": ""},
    )
    listed = standard.code_lists["gemeente"].entries
    assert sum(1 for entry in listed if entry.valid_until is None) == 342


def test_a_code_means_something_else_per_law(standard):
    reasons = standard.code_lists["reden_beeindiging"]

    assert reasons.entry("31", "JW").description == "Levering is volgens plan beëindigd"
    assert reasons.entry("31", "WMO").description == "Verhuizing naar een andere gemeente"
    assert reasons.contains(
        pd.Series(["32", "32", "19", None]), pd.Series(["JW", "WMO", "WMO", "JW"])
    ).tolist() == [
        True,
        False,
        True,
        False,
    ]


def test_a_code_with_validity_holds_on_its_days_only():
    listed = CodeList(
        "x",
        (CodeEntry(code="a", description="A", valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30)),),
    )
    days = pd.Series(
        np.array(["2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01", "NaT"], "datetime64[s]")
    )

    assert listed.contains(pd.Series(["a"] * 5), on=days).tolist() == [False, True, True, False, True]
    assert listed.contains(pd.Series(["a", "b"])).tolist() == [True, False]


def test_a_version_that_is_not_published_is_a_failure_of_ours():
    with pytest.raises(TerminalError, match=r"Standard 1999\.1"):
        load_standard(MAPPINGS, "1999.1")
