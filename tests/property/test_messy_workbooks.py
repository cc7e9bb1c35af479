"""Workbooks as office people make them: read exactly, repaired and said, or refused by the true cause."""

import random
from collections import Counter
from functools import cache

import pandas as pd
import pytest

from service.domain.findings import Severity, Verdict
from service.domain.periods import parse_period
from service.pipeline.whole_way import read_and_check
from service.sample import sample_tables
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import (
    NO_ROWS,
    REFUSED,
    REPAIRED,
    each,
    messy_workbook,
    sheets_of,
    written,
)

ALONE = len((*REPAIRED, *NO_ROWS, *REFUSED))


@cache
def sound_tables():
    return sample_tables(
        the_standard(), seed=11, municipalities=["0014", "0034"], clients=12, period=parse_period("2026-Q1")
    )


def require_exact_or_refused(seed):
    book = messy_workbook(the_standard(), sound_tables(), seed)

    checked = read_and_check([("export.xlsx", book.content)], the_standard())

    found = Counter()
    for finding in checked.findings:
        found[finding.place.table, finding.kind.code] += 1
    assert found == book.must_find, [mess.name for mess in book.messes]
    blocking = {one.kind.code for one in checked.findings if one.kind.severity is Severity.BLOCKS}
    assert blocking == {mess.code for mess in book.messes if mess in REFUSED}
    if not book.is_refused:
        for name, table in sound_tables().items():
            read = checked.export.tables[name]
            pd.testing.assert_frame_equal(read[list(table)], table)
    assert (checked.verdict is Verdict.REJECTED) == book.is_refused


@pytest.mark.parametrize("seed", range(0, ALONE, 4))
def test_a_messy_workbook_is_read_exactly_or_refused_by_its_true_cause(seed):
    require_exact_or_refused(seed)


@pytest.mark.parametrize("seed", range(ALONE, ALONE + 4))
def test_messes_together_are_each_said_and_change_nothing(seed):
    require_exact_or_refused(seed)


@pytest.mark.long
def test_a_thousand_messy_workbooks_are_read_exactly_or_refused_by_their_true_cause():
    for seed in range(1_000):
        require_exact_or_refused(seed)


def typed_fields():
    """Every field that holds a number or a day, and that somebody filled."""
    sheets = sheets_of(the_standard(), sound_tables())
    return [
        (name, field.name)
        for name, table in the_standard().tables.items()
        for field in table.fields.values()
        if not field.is_text and sheets[name].filled(field.name)
    ]


def require_said_once(table, field, seed):
    sheets = sheets_of(the_standard(), sound_tables())
    each(field, lambda _: "veel?", one=True)(sheets[table], random.Random(seed))

    checked = read_and_check([("export.xlsx", written(sheets))], the_standard())

    found = [(one.place.table, one.place.field, one.kind.severity) for one in checked.findings]
    assert found == [(table, field, Severity.BLOCKS)]


OF_OTHERS = (("toewijzing", "toewijzingnummer"), ("toewijzing", "ingangsdatum"), ("toewijzing", "einddatum"))
"""What rows of other tables are held against."""


@pytest.mark.parametrize(("table", "field"), OF_OTHERS)
@pytest.mark.parametrize("seed", [3, 5])
def test_a_cell_that_cannot_be_read_is_said_once_whatever_is_held_against_it(table, field, seed):
    require_said_once(table, field, seed)


@pytest.mark.long
def test_a_cell_that_cannot_be_read_is_said_once_in_every_field():
    for table, field in typed_fields():
        for seed in range(10):
            require_said_once(table, field, seed)
