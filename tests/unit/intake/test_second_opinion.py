"""Frictionless and pandera on the published data package find what we find, where they can express it."""

import io
import random
import zipfile
from collections import defaultdict

import pandas as pd
import pytest

from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.sample import sample_tables
from tests.tools.second_opinion import (
    CONSTRAINTS,
    FRICTIONLESS,
    PANDERA,
    demands_of,
    keys_of,
    resources,
    said_by_frictionless,
    said_by_pandera,
)

CODES = {code for each in CONSTRAINTS.values() for code in each.ours}
KEYS = {"duplicate-key", "allocation-missing"}
DEMANDS = [
    (table["name"], field["name"], demand, text)
    for table in resources()
    for field in table["schema"]["fields"]
    for demand, text in demands_of(field)
]


def _frames(standard, seed):
    """The texts of a valid export."""
    tables = sample_tables(
        standard, seed=seed, municipalities=["0014", "0034"], clients=12, period=parse_period("2026-Q1")
    )
    with zipfile.ZipFile(io.BytesIO(write_export(tables, standard, "csv-zip"))) as archive:
        return {
            name.removesuffix(".csv"): pd.read_csv(
                archive.open(name), sep=";", dtype=str, keep_default_na=False, na_filter=False
            )
            for name in archive.namelist()
        }


def _texts(frames):
    return {
        name: frame.to_csv(sep=";", index=False, lineterminator="\r\n").encode()
        for name, frame in frames.items()
    }


def _said_by_us(standard, frames):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in _texts(frames).items():
            archive.writestr(f"{name}.csv", text)
    findings = check_export(read_export(target.getvalue()), standard).findings
    return {(f.place.table, f.place.row, f.place.field, f.kind.code) for f in findings}


def _all_say(standard, frames, folder):
    """Per reader the places of cells that are wrong by themselves."""
    return {
        "eenmaal": {each[:3] for each in _said_by_us(standard, frames) if each[3] in CODES - KEYS},
        FRICTIONLESS: {
            each[:3]
            for each in said_by_frictionless(_texts(frames), folder)
            if each[3] in ("constraint-error", "type-error")
        },
        PANDERA: {each[:3] for each in said_by_pandera(frames) if each[3] == "cell"},
    }


@pytest.mark.parametrize(
    "seed", [*range(2), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 20))]
)
def test_all_three_find_the_same_wrong_cells_and_no_others(standard, tmp_path, seed):
    chance = random.Random(seed)
    frames = _frames(standard, seed)
    for table, field, _, text in chance.sample(DEMANDS, 8):
        frames[table].loc[chance.randrange(len(frames[table])), field] = text
    said = _all_say(standard, frames, tmp_path)

    assert said["eenmaal"]
    assert said["eenmaal"] == said[FRICTIONLESS]
    assert said["eenmaal"] == said[PANDERA]


def _batches(rows):
    """The demands in groups, each demand of a group in a row of its own."""
    batches = []
    for demand in DEMANDS:
        taken = defaultdict(int)
        batch = next(
            (each for each in batches if sum(one[0] == demand[0] for one in each) < rows[demand[0]]), None
        )
        if batch is None:
            batches.append(batch := [])
        taken[demand[0]] = sum(one[0] == demand[0] for one in batch)
        batch.append((*demand[:2], taken[demand[0]], *demand[2:]))
    return batches


def test_every_demand_on_every_field_is_broken_and_found_by_all_that_can_hold_it(standard, tmp_path):
    valid = _frames(standard, 1)
    missed = []
    for batch in _batches({name: len(frame) for name, frame in valid.items()}):
        frames = {name: frame.copy() for name, frame in valid.items()}
        for table, field, row, _, text in batch:
            frames[table].loc[row, field] = text
        ours = _said_by_us(standard, frames)
        theirs = {
            FRICTIONLESS: {each[:3] for each in said_by_frictionless(_texts(frames), tmp_path)},
            PANDERA: {each[:3] for each in said_by_pandera(frames)},
        }
        for table, field, row, demand, _ in batch:
            place = (table, row + 2, field)
            codes = {code for *where, code in ours if tuple(where) == place}
            if not codes & set(CONSTRAINTS[demand].ours):
                missed.append((place, demand, "eenmaal", codes))
            missed += [
                (place, demand, who) for who in CONSTRAINTS[demand].held_by if place not in theirs[who]
            ]

    assert missed == []


def _repeat(frames, table, **changes):
    """Put the first row of a table at its end again, changed so."""
    frame = frames[table]
    frames[table] = pd.concat([frame, frame.iloc[[0]].assign(**changes)], ignore_index=True)
    return len(frame) + 2


@pytest.fixture(scope="module")
def sound(standard, tmp_path_factory):
    """Texts of which nobody has anything to say."""
    frames = _frames(standard, 2)
    said = said_by_frictionless(_texts(frames), tmp_path_factory.mktemp("sound")) | said_by_pandera(frames)
    assert said == set()
    return frames


@pytest.mark.parametrize(
    ("key", "table", "changes"),
    [
        ("primaryKey", "toewijzing", {"clientnummer": "C-ander"}),
        ("uniqueKeys", "wachtlijst", {"wachtenden": "1"}),
        ("uniqueKeys", "kengetal", {"waarde": "1"}),
        ("foreignKeys", "verloop", {"toewijzingnummer": "999999999"}),
        ("foreignKeys", "prestatie", {"toewijzingnummer": "999999999", "referentienummer": "R-ander"}),
        ("foreignKeys", "uitkomst", {"toewijzingnummer": "999999999"}),
        ("eenmaal:uniek_per_wet", "prestatie", {"productcode": "45A99"}),
    ],
)
def test_a_broken_key_is_found_by_all_that_can_hold_it_and_a_whole_one_by_none(
    standard, sound, tmp_path, key, table, changes
):
    frames = dict(sound)
    row = _repeat(frames, table, **changes)
    readers = {
        "eenmaal": {each for each in _said_by_us(standard, frames) if each[3] in KEYS},
        FRICTIONLESS: {
            each
            for each in said_by_frictionless(_texts(frames), tmp_path)
            if each[3] in ("primary-key", "foreign-key")
        },
        PANDERA: {each for each in said_by_pandera(frames) if each[3] == "key"},
    }

    assert {each[:2] for each in readers["eenmaal"]} == {(table, row)}
    for who in (FRICTIONLESS, PANDERA):
        found = {(table, row)} if who in CONSTRAINTS[key].held_by else set()
        assert {each[:2] for each in readers[who]} == found, who


def test_the_package_makes_no_demand_that_is_not_in_the_list():
    keys = {key for table in resources() for key in keys_of(table["schema"])}
    demands = {demand for _, _, demand, _ in DEMANDS}

    assert demands | keys == set(CONSTRAINTS)
    assert all(each.why_not or len(each.held_by) == 2 for each in CONSTRAINTS.values())
