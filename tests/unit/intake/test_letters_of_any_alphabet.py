"""A letter is one of any alphabet, also where a pattern is first asked as if all beyond ASCII were one."""

import pyarrow as pa
import pytest

from service.domain.standard.own_texts import odd_texts
from tests.tools.exports import the_standard

FIELDS = the_standard().tables["toewijzing"].fields


def odd(field, texts):
    """Per kind of finding the texts that have it."""
    values = pa.array(texts, pa.large_string())
    flags = {kind.code: which.to_pylist() for kind, which in odd_texts(values, FIELDS[field])}
    return {
        code: [text for text, is_odd in zip(texts, which, strict=True) if is_odd]
        for code, which in flags.items()
        if any(which)
    }


@pytest.mark.parametrize("text", ["zie één", "ZIE ÉÉN", "zie ниже", "Zie Straße twee"])
def test_words_for_another_have_letters_of_any_alphabet(text):
    assert odd("perceel", ["Noord", text, "Zuid"]) == {"no-text-itself": [text]}


@pytest.mark.parametrize("text", ["zie ①", "zie €", "zie één-twee", "#①", "#€uro"])
def test_what_lies_beyond_ascii_and_is_no_letter_makes_no_word(text):
    assert odd("perceel", ["Noord", text, "Zuid"]) == {}


@pytest.mark.parametrize("text", ["#één", "#Één", "#ßa", "#ж"])
def test_a_mark_with_a_letter_of_any_alphabet_is_a_stray_sign(text):
    assert odd("perceel", ["Noord", text, "Zuid"]) == {"stray-signs": [text]}


def test_a_number_is_built_as_the_others_when_its_letter_is_of_another_alphabet():
    numbers = ["A1234", "B1234", "Ç1234", "D1234", "Ж1234", "F1234", "é1234"]

    assert odd("clientnummer", numbers) == {"built-otherwise": ["é1234"]}
