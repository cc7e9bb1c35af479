"""Texts held as places in the different ones are the same column as texts held one by one."""

import numpy as np
import pyarrow as pa
import pytest

from service.domain.translation.content import DifferentTexts, Texts, ValueKind, Values

DIFFERENT = ["aap", "noot", "mies", ""]


@pytest.fixture
def held_by_place():
    codes = np.array([2, 0, 3, 2, 1], dtype=np.int32)
    return Texts(codes, DifferentTexts(pa.array(DIFFERENT)), np.array([False, False, True, False, True]))


@pytest.fixture
def one_by_one():
    items = np.array(["mies", "aap", "", "mies", "noot"], dtype=object)
    return Values(ValueKind.TEXT, items, np.array([False, False, True, False, True]))


def _said(values):
    return values.kind, values.items.tolist(), values.blank.tolist(), values.texts.to_pylist(), len(values)


def test_a_column_says_the_same(held_by_place, one_by_one):
    assert _said(held_by_place) == _said(one_by_one)


def test_what_is_blank_is_an_empty_text_whatever_it_held(held_by_place):
    assert held_by_place.texts.to_pylist() == ["mies", "aap", "", "mies", ""]


@pytest.mark.parametrize(("start", "stop"), [(0, 5), (1, 4), (2, 2), (4, 5), (0, 9)])
def test_a_part_says_the_same_also_when_the_whole_was_asked_for_its_texts(
    held_by_place, one_by_one, start, stop
):
    before = _said(held_by_place.part(start, stop))

    assert held_by_place.texts.to_pylist() == one_by_one.texts.to_pylist()
    assert _said(held_by_place.part(start, stop)) == before == _said(one_by_one.part(start, stop))


def test_cells_are_taken_by_their_place(held_by_place, one_by_one):
    places, blank = np.array([4, 0, 0]), np.array([False, True, False])

    assert _said(held_by_place.at(places)) == _said(one_by_one.at(places))
    assert _said(held_by_place.at(places, blank)) == _said(one_by_one.at(places, blank))
