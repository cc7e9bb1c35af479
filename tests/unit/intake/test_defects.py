"""What is planted is what is found: all of it, and nothing else."""

import pytest

from service.domain.periods import parse_period
from service.domain.sample import sample_tables
from service.domain.sample.defects import known_defects, plant_defects
from service.domain.standard.intake import check_export
from service.files.export_reader import read_export
from service.files.export_writer import write_export

PERIOD = parse_period("2026-Q1")


def found_and_planted(standard, seed, chosen):
    tables = sample_tables(
        standard, seed=seed, municipalities=["0014", "0034", "0363"], clients=25, period=PERIOD
    )
    spoiled, planted = plant_defects(standard, tables, chosen, seed=seed)
    checked = check_export(read_export(write_export(spoiled, standard, "csv-zip")), standard)
    found = sorted((f.place.table, f.place.row, f.place.column, f.kind.code) for f in checked.findings)
    return found, [(each.table, each.row, each.column, each.code) for each in planted]


@pytest.mark.parametrize("seed", range(30))
def test_a_random_set_of_defects_is_found_exactly(standard, seed):
    found, planted = found_and_planted(standard, seed, 1 + seed % 12)

    assert found == planted


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1_000, 2_000))
def test_a_thousand_random_sets_of_defects_are_found_exactly(standard, seed):
    found, planted = found_and_planted(standard, seed, 1 + seed % 12)

    assert found == planted


@pytest.mark.parametrize("code", known_defects())
def test_every_defect_can_be_asked_for_by_its_code(standard, code):
    found, planted = found_and_planted(standard, 3, [code])

    assert found == planted
    assert [each[3] for each in planted] == [code]


def test_a_defect_that_is_not_known_is_refused(standard):
    with pytest.raises(ValueError, match="Not known: nonsense"):
        found_and_planted(standard, 1, ["nonsense"])
