"""A column that was read is held against what was meant the same way cell by cell and all at once."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.translation.content import ValueKind, Values, text_of_number
from service.files.exact.read_columns import Notation, first_difference, total_of_column
from service.files.exact.totals_read import total_of_texts

MANY = 250
"""Times that the cells are repeated: more than are made texts one by one."""
SIGNS = st.sampled_from([".", ",", ""])
FORMS = {"jjjj-mm-dd": "%Y-%m-%d", "dd-mm-jjjj": "%d-%m-%Y", "jjjjmmdd": "%Y%m%d"}


@st.composite
def columns(draw: st.DrawFn) -> tuple[Values, list[str], Notation]:
    """Values with the texts that they are in some notation."""
    kind, form = draw(st.sampled_from(list(ValueKind))), draw(st.sampled_from(sorted(FORMS)))
    notation = Notation(draw(SIGNS), form)
    blank = np.array(draw(st.lists(st.booleans(), min_size=2, max_size=6)))
    size = len(blank)
    match kind:
        case ValueKind.TEXT:
            texts = draw(st.lists(st.text("aé-=0 ", max_size=4), min_size=size, max_size=size))
            values = Values(kind, np.array(texts, object), blank)
        case ValueKind.NUMBER:
            digits = draw(st.sampled_from([0, 2, 4]))
            numbers = draw(st.lists(st.integers(-(10**15), 10**15), min_size=size, max_size=size))
            texts = [text_of_number(number, digits, notation.decimal_sign) for number in numbers]
            values = Values(kind, np.array(numbers), blank, 10**digits)
        case ValueKind.DATE:
            days = draw(st.lists(st.integers(0, 40_000), min_size=size, max_size=size))
            dates = [date(1960, 1, 1) + timedelta(days=day) for day in days]
            texts = [day.strftime(FORMS[form]) for day in dates]
            values = Values(kind, np.array(dates, "datetime64[D]"), blank)
    return (
        values,
        ["" if empty else text for text, empty in zip(texts, blank.tolist(), strict=True)],
        notation,
    )


def _many(values: Values) -> Values:
    return values.at(np.tile(np.arange(len(values)), MANY))


@settings(max_examples=200, deadline=None)
@given(columns())
def test_what_is_written_as_meant_differs_nowhere(column: tuple[Values, list[str], Notation]) -> None:
    values, texts, notation = column
    assert first_difference(pa.array(texts, pa.string()), values, notation) is None
    assert first_difference(pa.array(texts * MANY, pa.string()), _many(values), notation) is None


@settings(max_examples=300, deadline=None)
@given(columns(), st.data())
def test_a_cell_that_differs_is_found_at_its_place(
    column: tuple[Values, list[str], Notation], data: st.DataObject
) -> None:
    values, texts, notation = column
    place = data.draw(st.integers(0, len(texts) - 1))
    other = data.draw(st.text("019-.,+ aE", max_size=11).filter(lambda text: text != texts[place]))
    if values.kind is ValueKind.NUMBER and notation.decimal_sign == "" and other.lstrip("-").isdigit():
        return  # without a sign zeros in front may be what a field was filled up with
    if values.kind is ValueKind.NUMBER and other.removeprefix("-") == texts[place]:
        return  # minus nothing
    spoilt = [*texts[:place], other, *texts[place + 1 :]]
    assert first_difference(pa.array(spoilt, pa.string()), values, notation) == place
    again = texts * (MANY - 1) + spoilt
    assert first_difference(pa.array(again, pa.string()), _many(values), notation) == place + len(texts) * (
        MANY - 1
    )


def test_the_first_of_several_differences_is_told() -> None:
    texts = [text_of_number(number, 2) for number in range(200)]
    values = Values(ValueKind.NUMBER, np.arange(200), np.zeros(200, bool), 100)
    spoilt = [*texts[:90], "9.99", *texts[91:150], "no number", *texts[151:]]
    assert first_difference(pa.array(spoilt), values, Notation()) == 90
    assert first_difference(pa.array([*texts[:50], "", *texts[51:]]), values, Notation()) == 50


@pytest.mark.parametrize("text", ["2026-02-30", "30-02-2026", "2026-2-3", "20260203", "2026-02-03 "])
def test_what_is_no_day_in_the_form_differs(text: str) -> None:
    values = Values(ValueKind.DATE, np.full(100, "2026-02-03", "datetime64[D]"), np.zeros(100, bool))
    assert first_difference(pa.array(["2026-02-03"] * 99 + [text]), values, Notation()) == 99


def test_a_text_is_expected_marked_where_its_notation_marks_it() -> None:
    notation = Notation(written=lambda texts, _: pc.replace_substring_regex(texts, "^=", "'="))
    texts = np.array(["=1", "a"] * 60, object)
    values = Values(ValueKind.TEXT, texts, np.zeros(120, bool))
    assert first_difference(pa.array(["'=1", "a"] * 60), values, notation) is None
    assert first_difference(pa.array(["'=1", "a"] * 59 + ["=1", "a"]), values, notation) == 118


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.just(None), st.integers(-(10**14), 10**14)), max_size=9), SIGNS)
def test_a_column_adds_up_to_what_its_texts_do(numbers: list[int | None], sign: str) -> None:
    texts = ["" if number is None else text_of_number(number, 2, sign) for number in numbers]
    column = pa.array(texts, pa.string())
    assert total_of_column(column, 2, sign) == total_of_texts(texts, 2, sign)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.just(None), st.integers(-(2**62), 2**62)), min_size=1, max_size=9), st.data())
def test_a_double_other_than_the_nearest_is_found_at_its_place(
    numbers: list[int | None], data: st.DataObject
) -> None:
    blank = np.array([number is None for number in numbers])
    values = Values(ValueKind.NUMBER, np.array([number or 0 for number in numbers]), blank, 100)
    doubles = [None if number is None else float(Decimal(number) / 100) for number in numbers]
    place = data.draw(st.integers(0, len(numbers) - 1))
    right = doubles[place]
    other = data.draw(
        st.sampled_from([1.0, np.nan] if right is None else [None, np.nan, np.nextafter(right, 1e99)])
    )
    spoilt = [*doubles[:place], other, *doubles[place + 1 :]]

    assert first_difference(pa.array(doubles, pa.float64()), values) is None
    assert first_difference(pa.array(spoilt, pa.float64()), values) == place


def test_a_cell_of_another_kind_than_text_differs_where_nothing_should_stand() -> None:
    values = Values(ValueKind.TEXT, np.array(["a", "", "b"], object), np.array([False, True, False]))

    assert first_difference(pa.array(["a", "", "b"]), values) is None
    assert first_difference(pa.array(["a", None, "b"]), values) == 1
