"""Who owes which statement: by amounts over a year, thresholds with dates, and what is known to who looks."""

from datetime import date

import pytest

from service.domain.contracts.statements import (
    Delivered,
    StatementKind,
    StatementThreshold,
    ThresholdScope,
    counted_statements,
    is_per_contract,
    owed_statements,
)
from service.domain.periods import parse_period
from service.files.catalogue.statement_thresholds import read_statement_thresholds
from tests.tools.exports import REPOSITORY

YEAR = parse_period("2026")
AUDITOR, BOARD = StatementKind.AUDITOR, StatementKind.BOARD
HEAD = "wet,gemeentecode,over,bedrag,vergelijking,geldig_van,geldig_tot,bron\n"


def a_threshold(cents=100_00, **others):
    facts = {
        "law": "JW",
        "municipality": "",
        "scope": ThresholdScope.EVERYWHERE,
        "is_exceeded_at": False,
        "begin": date(2015, 1, 1),
        "until": None,
        "source": "een protocol",
    }
    return StatementThreshold(**{**facts, **others}, cents=cents)


def delivered(cents, municipality="0014", **others):
    facts = {"provider": "01234567", "name": "Zorg", "law": "JW", "clients": 9}
    return Delivered(**{**facts, **others}, municipality=municipality, cents=cents)


def kinds(given, thresholds, **others):
    return {
        (each.municipality, each.law): (each.kind, each.held)
        for each in owed_statements(given, thresholds, YEAR, **others)
    }


def test_all_municipalities_together_are_held_against_a_national_threshold_law_by_law():
    given = [delivered(60_00), delivered(60_00, "0363"), delivered(60_00, law="WMO")]

    found = kinds(given, [a_threshold(), a_threshold(law="WMO")])

    assert found == {
        ("0014", "JW"): (AUDITOR, 120_00),
        ("0363", "JW"): (AUDITOR, 120_00),
        ("0014", "WMO"): (BOARD, 60_00),
    }


def test_a_threshold_of_a_municipality_goes_before_that_of_all_and_is_about_it_alone():
    own = a_threshold(50_00, municipality="0363", scope=ThresholdScope.MUNICIPALITY, is_exceeded_at=True)
    given = [delivered(60_00), delivered(50_00, "0363"), delivered(49_99, "0034")]

    found = kinds(given, [a_threshold(200_00), own, a_threshold(1, municipality="0999")])

    assert found["0363", "JW"] == (AUDITOR, 50_00)
    assert found["0014", "JW"] == found["0034", "JW"] == (BOARD, 159_99)


def test_a_threshold_per_contract_is_held_against_each_contract_by_itself():
    per_contract = a_threshold(100_00, municipality="0014", scope=ThresholdScope.CONTRACT)
    given = [delivered(150_00), delivered(60_00, "0363")]
    apart = [
        delivered(110_00, category="45"),
        delivered(40_00, category="50"),
        delivered(60_00, "0363", category="45"),
    ]

    found = owed_statements(given, [a_threshold(300_00), per_contract], YEAR, by_contract=apart)

    assert [(each.municipality, each.category, each.held, each.kind) for each in found] == [
        ("0014", "45", 110_00, AUDITOR),
        ("0014", "50", 40_00, BOARD),
        ("0363", "", 210_00, BOARD),
    ]


def test_what_is_delivered_by_contract_is_asked_for_only_where_a_threshold_is_per_contract():
    ended = a_threshold(scope=ThresholdScope.CONTRACT, until=date(2025, 12, 31))

    assert is_per_contract([a_threshold(), a_threshold(scope=ThresholdScope.CONTRACT)], YEAR)
    assert not is_per_contract([a_threshold(), ended], YEAR)


@pytest.mark.parametrize(
    ("cents", "is_exceeded_at", "kind"), [(100_00, False, BOARD), (100_00, True, AUDITOR)]
)
def test_more_than_is_not_from(cents, is_exceeded_at, kind):
    (found,) = owed_statements([delivered(cents)], [a_threshold(is_exceeded_at=is_exceeded_at)], YEAR)

    assert found.kind is kind


def test_the_threshold_is_that_of_the_end_of_the_year():
    older = a_threshold(1, until=date(2025, 12, 31))
    newer = a_threshold(200_00, begin=date(2026, 1, 1))

    (found,) = owed_statements([delivered(60_00)], [older, newer], YEAR)

    assert (found.threshold, found.kind) == (newer, BOARD)
    assert owed_statements([delivered(60_00)], [older], YEAR) == ()


def test_others_read_the_kind_and_no_amount_of_few_clients():
    (found,) = owed_statements([delivered(200_00, clients=4)], [a_threshold()], YEAR, hides_small=True)

    assert (found.kind, found.cents, found.held) == (AUDITOR, None, None)
    assert counted_statements([found]) == {AUDITOR: 1, BOARD: 0}


def test_the_table_of_this_installation_says_its_sources():
    found = tuple(read_statement_thresholds(REPOSITORY / "mappings"))

    assert {(each.law, each.cents, each.begin.year) for each in found} == {
        (law, cents, year)
        for law in ("JW", "WMO")
        for cents, year in ((125_000_00, 2015), (200_000_00, 2026))
    }
    assert all(each.source for each in found)


@pytest.mark.parametrize(
    "line",
    [
        "JW,,overal,1,meer dan,2026-01-01,,bron",
        "JW,,gemeente,veel,meer dan,2026-01-01,,bron",
        "JW,,gemeente,1,ongeveer,2026-01-01,,bron",
        "JW,,gemeente,1,vanaf,2026-01-01,,",
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_others_hold(tmp_path, line):
    good = "JW,0014,gemeente,50000,vanaf,2026-01-01,,bron\n"
    (tmp_path / "verklaringen.csv").write_text(f"{HEAD}{line}\n{good}", encoding="utf-8")
    faults = []

    (found,) = read_statement_thresholds(tmp_path, faults.append)

    assert (found.municipality, found.cents, found.is_exceeded_at) == ("0014", 50_000_00, True)
    assert [(each.file, each.line) for each in faults] == [("mappings/verklaringen.csv", 2)]
