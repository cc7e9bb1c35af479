"""A fault of a format is said in the language of the page, with each step as the form calls it."""

import pickle

import pytest

from service.domain.failures import FormatError
from service.domain.formats.composition import Composed, Origin
from service.domain.formats.faults.composing import FIELDS_LEFT_OUT
from service.domain.formats.filenames import require_safe_filename
from service.domain.formats.output import CsvOutput
from service.domain.formats.shape import Grain, LanguageError, Scope
from service.domain.formats.verb import parse_expression
from service.domain.wording import same
from tests.tools.exports import the_standard


def test_the_place_and_the_step_are_said_as_the_page_calls_them():
    scope = Scope(
        standard=the_standard(), code_tables={}, laws=("JW",), grain=Grain.ROW, tables=("prestatie",)
    )
    with pytest.raises(LanguageError) as refused:
        parse_expression({"field": "productcode", "to_unit": "uur"}).shapes(scope)

    fault = FormatError(refused.value.fault.inside(same("Uren")), "concept", 24)

    assert fault.words.nl == (
        "Uren: stap “omrekenen naar een eenheid”: "
        "Deze stap verandert een getal, en wat ervoor staat is een tekst."
    )
    assert str(fault) == (
        "concept:24: Uren: to_unit: This verb changes a number, and what stands before it is a text."
    )


def test_an_option_that_is_called_as_a_verb_is_not_told_as_a_step():
    with pytest.raises(LanguageError) as refused:
        parse_expression({"sum": "bedrag", "sign_by": {"field": None}})

    assert refused.value.fault.words().nl == "stap “minteken bij credit”: field: dit moet een tekst zijn."


def test_a_fault_about_fields_that_are_left_out_says_which_and_what_to_do():
    fault = FormatError(FIELDS_LEFT_OUT.fault(fields="prestatie.tarief, verloop.begindatum"), "concept", 9)

    assert fault.words.nl == (
        "Deze velden worden niet gebruikt, en er staat niet bij waarom: prestatie.tarief, "
        "verloop.begindatum. Zet ze op de lijst van wat niet gevraagd wordt, met de reden; dat kan ook voor "
        "een hele tabel."
    )


def test_a_fault_in_the_name_of_a_file_says_which_sign_and_what_to_write():
    composed = Composed("concept", {}, {("output", "filename"): Origin("concept", 9)})

    with pytest.raises(FormatError) as refused:
        require_safe_filename(composed, CsvOutput(kind="csv", filename="a/b.csv"))

    assert (
        refused.value.words.nl
        == "'/' mag niet in een bestandsnaam staan. Gebruik alleen letters, cijfers, spaties en -_.,()."
    )
    assert str(refused.value) == (
        "concept:9: '/' may not stand in the name of a file. Write letters, digits, spaces and -_.,() only."
    )


def test_a_fault_comes_whole_out_of_a_process_apart():
    fault = FormatError(FIELDS_LEFT_OUT.fault(fields="prestatie.tarief"), "concept", 9)

    found = pickle.loads(pickle.dumps(fault))  # noqa: S301 - our own bytes, made on this line

    assert (type(found), str(found), found.words) == (FormatError, str(fault), fault.words)
