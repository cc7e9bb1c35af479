"""What is planted is what is found: all of it, and nothing else, in more than one carrier."""

from functools import lru_cache

import pytest

from service.domain.periods import parse_period
from service.domain.standard.findings import cells as cell_findings
from service.domain.standard.findings import one_cause as cause_findings
from service.domain.standard.findings import rows as row_findings
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.intake import check_export
from service.domain.standard.rules.every_rule import ALL_RULES
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.sample import sample_tables
from service.sample.defects import (
    DEFECTS,
    NOT_PLANTED,
    defects_together,
    known_defects,
    plant_defects,
)

PERIOD = parse_period("2026-Q1")
CARRIERS = ("csv-zip", "xlsx")
EARLY = {"made-before-period-ended", "not-yet-delivered", "start-after-export", "stop-after-export"}
OF_ONE_ROW = {
    "unit-of-figure", "negative-figure", "percentage-over-hundred", "euro-with-more-than-cents",
    "part-larger-than-whole", "figure-of-organisation", "agb-code-is-zero", "kvk-number-is-zero",
    "email-malformed", "phone-malformed", "other-version",
}  # fmt: skip
"""For which a sample has one row only."""
BESIDES = {
    **dict.fromkeys(EARLY, EARLY),
    "older-than-five-years": {"outside-reporting-period"},
    "allocation-waits": {"unknown-code"},
    "period-before-the-standard": {"period-longer-than-a-year"},
}
"""What cannot but be said as well."""


PLACES = ("0014", "0034", "0363", "0153", "0141", "0200", "0307", "0599", "0518", "0344", "0772", "0855")


@pytest.fixture(scope="module")
def sample(standard):
    """The sound tables of a seed, made once: faults are planted in a copy."""
    return lru_cache(maxsize=8)(
        lambda seed, clients: sample_tables(
            standard, seed=seed, municipalities=PLACES[: clients // 8], clients=clients, period=PERIOD
        )
    )


def found_and_planted(standard, tables, seed, chosen, kind="csv-zip"):
    spoiled, planted = plant_defects(standard, tables, chosen, seed=seed)
    checked = check_export(read_export(write_export(spoiled, standard, kind)), standard)
    found = sorted((f.place.table, f.place.row, f.place.column, f.kind.code) for f in checked.findings)
    return found, [(each.table, each.row, each.column, each.code) for each in planted]


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 10))]
)
def test_a_random_set_of_defects_is_found_exactly(standard, sample, seed):
    found, planted = found_and_planted(standard, sample(seed, 25), seed, 1 + seed % 40, CARRIERS[seed % 2])

    assert found == planted


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1_000, 2_000))
def test_a_thousand_random_sets_of_defects_are_found_exactly(standard, sample, seed):
    found, planted = found_and_planted(standard, sample(seed, 25), seed, 1 + seed % 40, CARRIERS[seed % 2])

    assert found == planted


ALONE = sorted(set(known_defects()) - set(defects_together()))


@pytest.mark.parametrize("code", known_defects())
def test_every_defect_can_be_asked_for_by_its_code(standard, sample, code):
    _, planted = plant_defects(standard, sample(3, 25), [code], seed=3)
    codes = {each.code for each in planted}

    assert code in codes
    assert codes - {code} <= BESIDES.get(code, set())


@pytest.mark.parametrize(
    "code", [*ALONE, *(pytest.param(code, marks=pytest.mark.long) for code in defects_together())]
)
def test_a_defect_that_stands_by_itself_is_found_exactly(standard, sample, code):
    """The others are found together in every run, and one by one in the long run."""
    found, planted = found_and_planted(standard, sample(3, 25), 3, [code])

    assert found == planted


@pytest.mark.long
@pytest.mark.parametrize("code", [code for code in defects_together() if code not in OF_ONE_ROW])
def test_a_fault_that_is_planted_twice_is_found_twice(standard, sample, code):
    found, planted = found_and_planted(standard, sample(4, 40), 4, [code, code])

    assert found == planted


@pytest.mark.parametrize("kind", CARRIERS)
def test_all_that_can_stand_together_are_found_together(standard, sample, kind):
    found, planted = found_and_planted(standard, sample(5, 96), 5, defects_together(), kind)

    assert found == planted
    assert {each[3] for each in planted} == set(defects_together())


def test_every_rule_and_every_kind_about_cells_is_planted_or_it_is_said_why_not():
    planted = {(defect.table, defect.code) for defect in DEFECTS}
    rules = {code for _, code in {(rule.table, rule.kind.code) for rule in ALL_RULES} - planted}
    rooms = (table_findings, row_findings, cell_findings, cause_findings)
    cells = {kind.code for room in rooms for kind in room.KINDS} - set(known_defects())

    assert rules | cells == set(NOT_PLANTED)
    assert rules == {"help-form-under-wmo", "text-is-blank", "product-code-is-blank", "reference-with-blanks"}
    assert all(NOT_PLANTED.values())


def test_a_defect_that_is_not_known_is_refused(standard, sample):
    with pytest.raises(ValueError, match="Not known: nonsense"):
        found_and_planted(standard, sample(1, 25), 1, ["nonsense"])


def test_a_defect_of_the_whole_export_stands_alone(standard, sample):
    with pytest.raises(ValueError, match="alone: period-longer-than-a-year"):
        found_and_planted(standard, sample(1, 25), 1, ["negative", "period-longer-than-a-year"])
