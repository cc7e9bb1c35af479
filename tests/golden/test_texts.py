"""What is said of fixed examples is word for word and figure for figure what it was.

A change is read before it is kept: `python -m tests.golden.rewrite`, and look at the difference.
"""

import pytest

from tests.golden.texts import FOLDER, MAKERS


@pytest.mark.parametrize("name", MAKERS)
def test_a_fixed_example_is_told_as_it_was(name):
    assert MAKERS[name]() == (FOLDER / name).read_text(encoding="utf-8")


def test_every_text_is_made_by_something():
    assert {each.name for each in FOLDER.iterdir()} == set(MAKERS)
