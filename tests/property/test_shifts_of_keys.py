"""Whose a row is, is derived again before anything is published: no shift of keys gets past that.

A peer's merge sent 85 people the case of another. Here keys are shifted on purpose, by lot, in every way in
which a join, a sort or a merge goes wrong; files that were written are read by another reader, and each row
in them is looked up in the source by its keys.
"""

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from random import Random

import numpy as np
import pytest

from service.domain.failures import RowsOfAnotherError
from service.domain.formats.rows import take
from service.domain.formats.shape import FieldReference
from service.domain.formats.verbs.field_value import FieldValue
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.export import write_export
from service.files.intake import read_export
from service.pipeline.whole_way import produce_each, translate_assignment
from service.recount.blocks import is_more_than_a_list
from service.recount.documents import FormatDocument
from service.recount.readers import reader_of
from service.sample import sample_tables
from tests.golden.examples import the_catalogue
from tests.tools.exports import the_standard

JOINED = ("prestatie", "verloop", "uitkomst")
KEY_FIELDS = tuple(
    FieldReference(table, name)
    for table, names in {
        "prestatie": ("gemeentecode", "toewijzingnummer", "referentienummer"),
        "toewijzing": ("gemeentecode", "toewijzingnummer", "clientnummer", "bsn"),
        "verloop": ("gemeentecode", "toewijzingnummer"),
        "uitkomst": ("gemeentecode", "toewijzingnummer"),
    }.items()
    for name in names
)


@cache
def the_export():
    codes = sorted({each.municipality for each in the_catalogue().requests})[::2]
    days = parse_period("2026-Q1")
    tables = sample_tables(the_standard(), seed=85, municipalities=codes, clients=400, period=days)
    return check_export(read_export(write_export(tables, the_standard(), "xlsx")), the_standard()).export


@cache
def assignments():
    return the_catalogue().assignments_for(the_export())


OWN_KEYS = ("clientnummer", "bsn", "toewijzingnummer", "referentienummer")


def an_order(lot, count):
    """All rows by one or more, from some row on by one, or some of them among each other."""
    order = np.arange(count)
    match lot.randrange(3):
        case 0:
            return np.roll(order, lot.randrange(1, count))
        case 1:
            begin = lot.randrange(count - 1)
            return np.concatenate([order[:begin], np.roll(order[begin:], lot.choice((1, -1)))])
        case _:
            chosen = np.array(lot.sample(range(count), min(count, lot.randrange(2, 40))))
            order[chosen] = np.roll(chosen, 1)
            return order


def shifted(lot):
    """The submission with one key or one join shifted by lot, so that some row has what is another's."""
    submitted = the_catalogue().submitted(the_export())
    while True:
        if lot.random() < 0.5:
            table = lot.choice(JOINED)
            right = submitted.allocation_positions(table)
            wrong = right[an_order(lot, len(right))]
            if not np.array_equal(right, wrong):
                return f"join of {table}", replace(submitted, _allocations={table: wrong})
        else:
            reference = lot.choice(KEY_FIELDS)
            values = submitted.values(reference)
            order = an_order(lot, len(values.blank))
            if texts(values) != texts(take(values, order)):
                return f"{reference.table}.{reference.name}", replace(
                    submitted, _values={reference: take(values, order)}
                )


def texts(values):
    return ["" if blank else str(item) for item, blank in zip(values.items, values.blank, strict=True)]


@cache
def right_content(number):
    """What each report of an assignment must hold."""
    assignment = assignments()[number]
    made = translate_assignment(the_catalogue(), the_catalogue().submitted(the_export()), assignment)
    return {each.municipality: each.content for each in made.reports}


def held(report):
    return [
        [(header, texts(values)) for header, values in sheet.columns.items()] for sheet in report.sheets
    ] + [(place, str(value)) for place, value in report.cells.items()]


def unnoticed(seed):
    """What was shifted, whether that was noticed, and the reports that hold something else all the same."""
    lot = Random(seed)
    name, submitted = shifted(lot)
    number = lot.randrange(len(assignments()))
    made = translate_assignment(the_catalogue(), submitted, assignments()[number])
    is_noticed = any(isinstance(each, RowsOfAnotherError) for each in made.failures.values())
    right = right_content(number)
    others = [
        each.municipality
        for each in made.reports
        if each.municipality not in right or held(each.content) != held(right[each.municipality])
    ]
    return name, is_noticed, others


def noticed_of(count):
    names, wrong = Counter(), []
    for seed in range(count):
        name, is_noticed, others = unnoticed(seed)
        names["noticed" if is_noticed else "changed nothing"] += 1
        wrong += [(seed, name, others)] if others else []
    return names, wrong


def test_no_shift_of_keys_gets_into_a_report():
    names, wrong = noticed_of(60)

    assert wrong == []
    assert names["noticed"] > 30


@pytest.mark.long
def test_none_of_a_thousand_shifts_of_keys_gets_into_a_report():
    names, wrong = noticed_of(1_000)

    print(f"1,000 shifts: {dict(names)}, {len(wrong)} in a report")
    assert wrong == []
    assert names["noticed"] > 500


def owners():
    """By each key of a client or an allocation whose it is, from the tables as they were handed in alone."""
    known = {}
    for row in the_export().tables["toewijzing"].to_dict("records"):
        for name in ("clientnummer", "bsn", "toewijzingnummer"):
            known.setdefault((name, str(row[name])), set()).add(row["gemeentecode"])
    for row in the_export().tables["prestatie"].to_dict("records"):
        known.setdefault(("referentienummer", str(row["referentienummer"])), set()).add(row["gemeentecode"])
    return known


def keys_in(plan, meant, content):
    """(field, text) of each key that a file holds in a plain list, by the second reader."""
    written = json.loads(plan.resolved)["format"]
    document = FormatDocument(
        plan.name, {"output": plan.format.output.model_dump(by_alias=True), "sheets": {}}
    )
    reader = reader_of(document, content)
    for sheet in plan.sheets:
        columns = {column.header: name for column in sheet.columns if (name := shown_key(column))}
        if columns and not is_more_than_a_list(written["sheets"][sheet.name]):
            (count,) = [each.row_count for each in meant.sheets if each.name == sheet.name]
            found = reader.columns(sheet.name, sheet.format.header_row, list(columns), count)
            for header, cells in found.items():
                yield from ((columns[header], text_of(cell)) for cell in cells)


def shown_key(column):
    """The field of a column that shows the key of a row as it is."""
    source = column.shapes[0].source
    (first, *more) = column.expression.steps
    is_plain = isinstance(first, FieldValue) and not more
    return source.name if is_plain and source.name in OWN_KEYS else ""


def text_of(cell):
    return str(int(cell)) if isinstance(cell, float) else str(cell)


def test_every_key_in_every_written_file_is_of_its_municipality():
    known, looked_at = owners(), 0
    submitted = the_catalogue().submitted(the_export())
    for number, assignment in enumerate(assignments()):
        meant = right_content(number)
        for report in produce_each(the_catalogue(), submitted, assignment).reports:
            for name, text in keys_in(assignment.plan, meant[report.municipality], report.content):
                assert report.municipality in known[name, text], (report.filename, name)
                looked_at += 1
    assert looked_at > 100
