"""Ceilings of contracts: read from a table, held against volumes of several submissions, in exact units."""

from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest

from service.domain.contracts.beside import beside_contracts
from service.domain.contracts.ceilings import (
    ContractCeiling,
    DeliveredVolume,
    ceilings_over,
    over_a_ceiling,
    uses_of,
)
from service.domain.contracts.compliance import Signal
from service.domain.contracts.earlier_budgets import DeclaredBefore
from service.domain.contracts.figures import ContractKey
from service.domain.contracts.signal_rows import rows_behind
from service.domain.contracts.volumes import ContractVolume, VolumeKey
from service.domain.failures import FormatError
from service.domain.periods import parse_period
from service.domain.submissions.submission import SubmissionId
from service.files.catalogue.contract_ceilings import read_contract_ceilings
from tests.tools.exports import an_export, the_standard

YEAR = parse_period("2026")
FIRST, SECOND = (SubmissionId(UUID(int=each)) for each in (1, 2))
HEAD = "agb_code;gemeentecode;wet;productcategorie;eenheid;geldig_van;geldig_tot;volume;bedrag;bron\n"
KEY = ContractKey(municipality="0014", law="JW", category="45")


def a_ceiling(**others):
    facts = {
        "provider": "01234567",
        "municipality": "0014",
        "law": "JW",
        "category": "45",
        "unit": "04",
        "begin": YEAR.begin,
        "until": YEAR.end,
        "volume": 100,
    }
    return ContractCeiling(**{**facts, **others})


def delivered(**others):
    facts = {
        "provider": "01234567",
        "municipality": "0014",
        "law": "JW",
        "category": "45",
        "unit": "04",
        "volume": 60,
        "cents": 1_000_00,
        "clients": 6,
        "submissions": (FIRST,),
    }
    return DeliveredVolume(**{**facts, **others})


def use(ceiling, *found):
    (one,) = uses_of([ceiling], {YEAR: found})
    return one


def test_minutes_and_hours_are_held_under_one_ceiling_exactly():
    found = use(a_ceiling(), delivered(), delivered(unit="01", volume=2_401, submissions=(SECOND, FIRST)))

    assert found.volume == Fraction(6_001, 60)
    assert found.is_exceeded, "by one minute"
    assert found.submissions == (FIRST, SECOND)


@pytest.mark.parametrize(
    ("ceiling", "more", "is_exceeded"),
    [
        (a_ceiling(), {"volume": 100}, False),
        (a_ceiling(), {"volume": 101}, True),
        (a_ceiling(unit="01", volume=6_000), {"volume": 100}, False),
        (a_ceiling(), {"volume": 101, "unit": "16"}, False),
        (a_ceiling(), {"volume": 101, "category": "46"}, False),
        (a_ceiling(category=""), {"volume": 101, "category": "46"}, True),
        (a_ceiling(), {"volume": 101, "law": "WMO"}, False),
        (a_ceiling(), {"volume": 101, "municipality": "0363"}, False),
        (a_ceiling(), {"volume": 101, "provider": "01234568"}, False),
        (a_ceiling(unit="", volume=None, cents=99_999), {"cents": 1_000_00, "unit": "16"}, True),
        (a_ceiling(unit="", volume=None, cents=1_000_00), {}, False),
        (a_ceiling(cents=99_999), {"volume": 1}, True),
    ],
)
def test_only_what_is_of_the_contract_and_its_unit_counts(ceiling, more, is_exceeded):
    found = use(ceiling, delivered(**more))

    assert found.is_exceeded is is_exceeded
    assert over_a_ceiling([found]) == ({"01234567"} if is_exceeded else set())


def test_nothing_delivered_is_within_a_ceiling():
    found = use(a_ceiling())

    assert (found.volume, found.cents, found.is_exceeded, found.submissions) == (0, 0, False, ())


def test_others_read_that_a_ceiling_is_exceeded_and_no_small_number():
    few = use(a_ceiling(volume=1), delivered(clients=4)).for_others()
    many = use(a_ceiling(volume=1), delivered(clients=5))

    assert (few.volume, few.cents, few.submissions, few.is_exceeded) == (None, None, (), True)
    assert many.for_others() is many


def test_a_ceiling_is_of_every_period_that_has_one_of_its_days():
    quarter = a_ceiling(begin=date(2026, 3, 31), until=date(2026, 4, 1))

    found = [ceilings_over([quarter], parse_period(each)) for each in ("2026-Q1", "2026-Q2", "2026-Q3")]

    assert found == [(quarter,), (quarter,), ()]
    assert ceilings_over([quarter], YEAR, municipalities=["0363"]) == ()
    assert ceilings_over([quarter], YEAR, provider="01234568") == ()


def test_volumes_are_signed_of_the_period_and_without_what_was_refused():
    rows = [
        {},
        {"referentienummer": "R2", "volume": 10, "bedrag": 10_00, "debet_credit": "C"},
        {"referentienummer": "R3", "status": "afgewezen"},
        {"referentienummer": "R4", "begindatum": date(2025, 12, 1), "einddatum": date(2025, 12, 31)},
        {"referentienummer": "R5", "toewijzingnummer": 9},
    ]

    found = beside_contracts(an_export(prestatie=rows), []).volumes

    key = VolumeKey(municipality="0014", law="JW", category="45", unit="01")
    assert found == {key: ContractVolume(volume=50, cents=50_00, clients=1)}


def test_the_rows_behind_a_ceiling_are_those_that_it_counts():
    rows = [{}, {"referentienummer": "R2", "productcategorie": "46"}]
    export = an_export(prestatie=rows)

    def behind(category):
        key = ContractKey(municipality="0014", law="JW", category=category)
        return [
            (each.place.row, each.words.nl)
            for each in rows_behind(export, key, Signal.CEILING, [], DeclaredBefore())
        ]

    first, second = (2, "volume 60 in eenheid 01"), (3, "volume 60 in eenheid 01")
    assert behind("45") == [first]
    assert behind("") == [first, second]


def test_a_table_of_ceilings_is_read_as_a_dutch_excel_writes_it(tmp_path):
    folder = tmp_path / "plafonds"
    folder.mkdir()
    lines = "01234567;0014;JW;45;04;2026-01-01;2026-12-31;100;;contract 7\n"
    lines += "01234567;0014;JW;;;2026-01-01;2026-12-31;;1500,50;contract 7\n"
    (folder / "regio.csv").write_bytes(b"\xef\xbb\xbf" + (HEAD + lines).encode())

    found = tuple(read_contract_ceilings(tmp_path, the_standard().code_lists["gemeente"]))

    assert found == (a_ceiling(), a_ceiling(category="", unit="", volume=None, cents=1_500_50))


@pytest.mark.parametrize(
    "line",
    [
        "01234567;0014;JW;45;04;2026-01-01;2026-12-31;;;",
        "01234567;0014;JW;45;;2026-01-01;2026-12-31;100;;",
        "01234567;0014;JW;45;04;2026-01-01;2026-12-31;;5;",
        "01234567;0014;JW;45;04;2026-12-31;2026-01-01;100;;",
        "01234567;0014;JW;45;04;2026-01-01;;100;;",
        "01234567;0014;JW;45;04;2026-01-01;2026-12-31;-1;;",
        "1234567;0014;JW;45;04;2026-01-01;2026-12-31;100;;",
        "01234567;9999;JW;45;04;2026-01-01;2026-12-31;100;;",
        "01234567;0014;Wlz;45;04;2026-01-01;2026-12-31;100;;",
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_others_hold(tmp_path, line):
    folder, faults = tmp_path / "plafonds", []
    folder.mkdir()
    good = "01234567;0014;JW;45;04;2026-01-01;2026-12-31;100;;\n"
    (folder / "regio.csv").write_text(HEAD + line + "\n" + good, encoding="utf-8")

    found = tuple(read_contract_ceilings(tmp_path, the_standard().code_lists["gemeente"], faults.append))

    assert found == (a_ceiling(),)
    (fault,) = faults
    assert isinstance(fault, FormatError)
    assert (fault.file, fault.line) == ("mappings/plafonds/regio.csv", 2)
