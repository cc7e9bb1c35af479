"""A cheap look at texts before an expensive one lets through all that the expensive one finds."""
# ruff: noqa: SLF001 - the two ways stand behind one door

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.domain.standard import casting, own_texts
from service.domain.standard.cells import BLANK_SIGN, blanks_only
from service.domain.standard.model import CodeEntry, CodeList
from service.domain.standard.repairs import suspects

MANY = settings(max_examples=100, deadline=None)
SIGNS = (
    "aAkKxXiIzZ09 .,'@+-_=*#;|&<>/()\"?!\t\n\r\u00a0\u200b\u00ad\ufeff\u2013\u2014\u2019\uff21"
    "éÀ\x00\x1f\u017f\u0130\u0131\u212a"
)
"""Among them blanks that are none of ASCII, and letters that are k, s or i in other capitals."""
WORDS = (
    *("n.v.t.", "NVT", "n/a", "N/A", "#N/B", "xxx", "zie boven", "ZIE BOVEN", "zie 3", "volgt nog", "-"),
    *("(null)", "<na>", "tbd", "onbekend", "a - zie b", "a  b  c  d", "1..", "x;", "(oud)", "/ oud: 3"),
    *("&nbsp;", "<b>x</b>", "''12", " 12", "12 ", "C1\u200b", "De heer A. de Vries-Jansen", "a.b@c.nl"),
    *("+31-6 12", "123456", "--"),
)
TEXTS = st.lists(st.one_of(st.text(SIGNS, max_size=12), st.sampled_from(WORDS)), min_size=1, max_size=30)

DAYS = st.from_regex(re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), fullmatch=True)


def large(texts):
    return pa.array(texts, pa.large_string())


def found(texts, pattern, *, ignore_case=False):
    return pc.match_substring_regex(large(texts), pattern, ignore_case=ignore_case).to_pylist()


@MANY
@given(TEXTS)
def test_a_text_that_shows_nothing_is_found(texts):
    assert blanks_only(large(texts)).tolist() == found(texts, rf"^{BLANK_SIGN}+$")


@MANY
@given(TEXTS)
def test_an_odd_name_is_found(texts):
    assert suspects._odd_names(large(texts)).to_pylist() == found(texts, suspects._ODD_NAME)


@MANY
@given(TEXTS)
@pytest.mark.parametrize("pattern", [own_texts._WORDS, own_texts._NO_STORY], ids=["text", "story"])
def test_a_word_that_is_no_text_of_its_own_is_found(pattern, texts):
    assert own_texts._words_in(large(texts), pattern).to_pylist() == found(texts, pattern, ignore_case=True)


@MANY
@given(TEXTS)
@pytest.mark.parametrize("pattern", [own_texts._SIGNS, own_texts._SIGNS_OF_STORIES], ids=["text", "story"])
def test_a_sign_that_strays_is_found(pattern, texts):
    assert own_texts._signs_in(large(texts), pattern).to_pylist() == found(texts, pattern)


@pytest.mark.parametrize("count", [3, 64, 65, 200])
def test_few_texts_and_many_are_looked_up_alike(count):
    code_list = CodeList(
        "lijst", tuple(CodeEntry(code=f"{at:03}", description="") for at in range(0, 300, 7))
    )
    texts = large([None, "", *(f"{at:03}" for at in range(count - 2))])

    assert code_list.has(texts).to_pylist() == pc.is_in(texts, code_list.column).to_pylist()


@MANY
@given(st.lists(DAYS, min_size=1, max_size=9))
@example(["2026-02-29", "2026-01-31"])
@example(["0000-01-01"])
@example(["0001-01-01", "9999-12-31", "1600-02-29"])
def test_a_day_is_read_as_pandas_reads_it(texts):
    read = casting._parsed_iso(texts)

    assert read.dtype == np.dtype("datetime64[s]")
    np.testing.assert_array_equal(read, casting._parsed(pd.Series(texts, dtype="str")))
