"""The same rows give the same bytes, in whatever order they were handed in."""

from dataclasses import replace

import numpy as np
import pytest

from service.domain.standard.export import Export
from service.pipeline.translate_file import check_file
from service.pipeline.whole_way import produce_each
from tests.golden.examples import the_catalogue
from tests.tools.exports import the_standard
from tests.unit.formats.test_one_failure_stops_only_itself import run


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    path = tmp_path_factory.mktemp("year") / "year.xlsx"
    run("sample", "--seed", 5, "--municipalities", 60, "--clients", 60, "--period", "2026", "--out", path)
    return check_file(path.read_bytes(), path.name, the_standard()).export


def shuffled(export, seed):
    lot = np.random.default_rng(seed)
    tables = {
        name: table.iloc[lot.permutation(len(table))].reset_index(drop=True) if len(table) > 1 else table
        for name, table in export.tables.items()
    }
    return Export(tables, export.layouts)


def hashes(export):
    catalogue = replace(the_catalogue(), pseudonym_key=b"sleutel voor een proef")
    submitted = catalogue.submitted(export)
    return {
        (report.municipality, report.format, report.period.label): report.sha256
        for assignment in catalogue.assignments_for(export)
        for report in produce_each(catalogue, submitted, assignment).reports
    }


def test_every_report_of_the_catalogue_is_the_same_when_the_rows_are_shuffled(year):
    before = hashes(year)

    after = hashes(shuffled(year, 1))

    assert len({name for _, name, _ in before}) >= 12
    assert [each for each in before if before[each] != after[each]] == []
