"""Whatever is changed in a format's text, only that is changed, and it can be read back."""

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.files.catalogue.yaml_documents import document_of
from service.files.catalogue.yaml_editing import (
    CannotEditError,
    flow,
    moved,
    with_lines,
    with_name,
    with_value,
    without,
)

HOUSE = Path(__file__).parents[3]
FORMATS = [
    path.read_text(encoding="utf-8")
    for path in sorted((HOUSE / "mappings").rglob("*.yaml"))
    if "uitvragen" not in path.parts
]
TEXTS = st.text(
    st.one_of(
        st.characters(blacklist_categories=("Cs",)), st.sampled_from("\x7f\x85\u2028\u2029\ufeff\ufffe\uffff")
    ),
    min_size=1,
    max_size=12,
)
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-999, 999), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)


def content(text):
    return document_of(text, "it", "it").content


@cache
def content_of_ours(text):
    """Of a format that is there; it is read once, for nothing here changes what was read."""
    return content(text)


@cache
def paths_of_ours(text):
    return tuple(paths(content_of_ours(text)))


def paths(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from paths(inner, (*path, key))


def at(value, path):
    for name in path:
        value = value[name]
    return value


def _value_is_read_back(data, value):
    text = data.draw(st.sampled_from(FORMATS))
    path = data.draw(st.sampled_from(paths_of_ours(text)))

    changed = with_value(text, path, value)

    assert json.dumps(at(content(changed), path)) == json.dumps(value)
    assert with_value(with_value(text, path, value), path, value) == changed
    kept = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in changed.splitlines() if line.startswith("#")] == kept


def _there_and_back(data, name, value):
    text = data.draw(st.sampled_from([each for each in FORMATS if "\n    columns:" in each]))
    sheets = content_of_ours(text)["sheets"]
    sheet = data.draw(st.sampled_from([name for name, each in sheets.items() if "columns" in each]))
    columns = sheets[sheet]["columns"]
    address = ("sheets", sheet, "columns", f"nieuw {name}")

    added = with_value(text, address, value)
    renamed = with_name(added, address, f"anders {name}")
    other = (*address[:-1], f"anders {name}")
    up = moved(renamed, other, -1)

    assert list(content(renamed)["sheets"][sheet]["columns"]) == [*columns, f"anders {name}"]
    assert json.dumps(content(moved(up, other, 1))) == json.dumps(content(renamed))
    removed = without(renamed, other)
    assert json.dumps(content(removed)) == json.dumps(content_of_ours(text))
    assert removed.rstrip("\n") == text.rstrip("\n")


def _lines_of_a_table(data, names, lines):
    """Tables are added, changed and taken out: each time they say what was meant, and the rest stays."""
    text = data.draw(st.sampled_from([each for each in FORMATS if "\ncode_tables:" not in each]))
    changed = text
    for name in names:
        changed = with_lines(changed, ("code_tables", name), lines)
        changed = with_lines(changed, ("code_tables", name), lines[1:])
        changed = with_lines(changed, ("code_tables", name), lines)

    assert content(changed) == {**content_of_ours(text), "code_tables": dict.fromkeys(names, lines)}
    assert changed.startswith(text.rstrip("\n"))
    for name in names:
        changed = without(changed, ("code_tables", name))
    assert content(changed) == {**content_of_ours(text), "code_tables": {}}


CHANGES = {
    "the lines of a table are read back": (
        _lines_of_a_table,
        (
            st.data(),
            st.lists(TEXTS, min_size=1, max_size=3, unique=True),
            st.lists(
                st.dictionaries(st.sampled_from(["code", "wordt", "van"]), TEXTS, min_size=1), max_size=3
            ),
        ),
    ),
    "what is written is read back, the rest stays": (_value_is_read_back, (st.data(), VALUES)),
    "what is added, renamed, moved and removed again leaves the text as it was": (
        _there_and_back,
        (st.data(), TEXTS, VALUES),
    ),
}


@pytest.mark.parametrize("examples", [20, pytest.param(1_000, marks=pytest.mark.long)])
@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_changed_only_that_is_changed(change, examples):
    hold, drawn = CHANGES[change]

    settings(deadline=None, max_examples=examples)(given(*drawn)(hold))()


@given(VALUES)
def test_a_value_on_one_line_is_read_back_exactly(value):
    assert json.dumps(content(f"it: {flow(value)}\n")["it"]) == json.dumps(value)


def test_a_remark_right_above_a_column_goes_where_the_column_goes():
    text = "a:\n  # about one\n  one: 1 # one\n\n  two: { x: y }\n# the end\n"

    assert (
        moved(text, ("a", "two"), -1) == "a:\n  two: { x: y }\n\n  # about one\n  one: 1 # one\n# the end\n"
    )
    assert without(text, ("a", "one")) == "a:\n\n  two: { x: y }\n# the end\n"


def test_what_is_written_in_the_form_of_lines_becomes_one_line_when_it_is_replaced():
    text = "rows:\n  of: prestatie\n  per: [a]\n# kept\nnext: 1\n"

    assert with_value(text, ("rows",), {"of": "x"}) == "rows: { of: x }\n# kept\nnext: 1\n"


def test_two_columns_cannot_get_one_name():
    with pytest.raises(CannotEditError, match="is there already"):
        with_name("a: 1\nb: 2\n", ("a",), "b")


def test_the_last_column_of_a_text_without_a_line_end_can_be_moved_and_followed():
    assert moved("a: 1\nb: 2", ("b",), -1) == "b: 2\na: 1\n"
    assert with_value("a: 1", ("b",), 2) == "a: 1\nb: 2\n"
