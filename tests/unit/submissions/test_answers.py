"""What a warning is about is known again, and an answer is a short text."""

from dataclasses import replace

import numpy as np
import pytest

from service.domain.findings import Finding, Place, blocks, warns
from service.domain.standard.cells import CellFault, Cells
from service.domain.standard.export import RawTable
from service.domain.standard.row_identity import with_identities
from service.domain.submissions.answers import (
    ANSWER,
    LONGEST_ANSWER,
    MARK,
    NotAnAnswerError,
    PersonalAnswerError,
    answers_in,
    plain_answer,
    require_no_client,
    with_answers,
)
from service.domain.wording import Wording
from tests.tools.exports import an_export, the_standard

ODD = warns("odd", Wording("raar", "odd"), Wording("Raar.", "Odd."))
WRONG = blocks("wrong", Wording("fout", "wrong"), Wording("Fout.", "Wrong."))
MENDED = warns("repaired-x", Wording("hersteld", "mended"), Wording("Hersteld.", "Mended."))
ROWS = [{"referentienummer": "R1", "bedrag": 1}, {"referentienummer": "R2", "bedrag": 1}]


def identity(row=2, field="bedrag", rows=ROWS, kind=ODD, count=1, **more):
    """Of a finding about one row of an export with these rows."""
    finding = Finding(kind, Place(table="prestatie", row=row, field=field, **more), count=count)
    [found] = with_identities([finding], an_export(prestatie=rows), the_standard())
    assert replace(found, place=replace(found.place, identity="")) == finding
    return found.place.identity


def test_a_row_is_known_by_its_keys_and_by_what_stands_in_the_field():
    assert identity(row=2) == identity(row=3, rows=ROWS[::-1])
    assert identity(row=2) != identity(row=3)
    assert identity(row=2) != identity(row=2, rows=[{**ROWS[0], "bedrag": 2}])
    assert identity(row=2) != identity(row=2, field="tarief")
    assert identity(row=2) == identity(row=2, rows=[{**ROWS[0], "volume": 1}])


def test_a_row_of_a_table_without_keys_of_which_a_text_is_empty_is_known_too():
    rows = [{"gemeentecode": "0014", "toewijzingnummer": 1}, {"gemeentecode": "0014", "toewijzingnummer": 2}]
    finding = Finding(ODD, Place(table="verloop", row=2, field="begindatum"))

    [found] = with_identities([finding], an_export(verloop=rows), the_standard())

    assert found.place.identity


def test_what_stands_for_more_than_a_row_holds_for_the_days_of_the_export():
    assert identity(count=30) == identity(count=40, row=3)
    assert identity(count=30) != identity()
    assert identity(row=None) == identity(count=30)


def test_lines_of_a_message_are_told_apart():
    assert identity(row=None, line="declaratie D1") != identity(row=None, line="declaratie D2")


@pytest.mark.parametrize("kind", [WRONG, MENDED])
def test_what_blocks_and_what_was_repaired_has_no_identity(kind):
    assert identity(kind=kind) == ""


def test_a_row_that_could_not_be_read_has_no_identity():
    assert identity(row=99) == ""


def test_nothing_of_a_person_can_be_read_in_an_identity():
    assert "R1" not in identity()
    assert len(identity()) == len(identity(row=None)) == 32


def a_copy(answer):
    """The list of findings of a marked copy, with one answer."""
    columns = ([ANSWER.nl, answer], [MARK.nl, f"odd {'0' * 32}"])
    return RawTable(
        sheet="Bevindingen",
        headers=("", ""),
        columns=tuple(Cells.of(each) for each in columns),
        rows=np.array([2, 3]),
    )


def test_an_answer_loses_what_nobody_sees_and_keeps_its_lines():
    assert plain_answer(" Klopt,\nwant \u200bkorting.\x00 ") == "Klopt,\nwant korting."
    assert plain_answer("x" * LONGEST_ANSWER) == "x" * LONGEST_ANSWER


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "x" * (LONGEST_ANSWER + 1), "-", "?", " … "])
def test_nothing_or_too_much_is_no_answer(text):
    with pytest.raises(NotAnAnswerError):
        plain_answer(text)


@pytest.mark.parametrize(
    "text",
    ["BSN 999900006 klopt", "zie jan@voorbeeld.nl", "cliënt geboren op 1-2-2014", "bsn\u200b999900006"],
)
def test_what_names_a_person_is_no_answer_and_is_not_read_from_a_copy_either(text):
    with pytest.raises(PersonalAnswerError):
        plain_answer(text)
    assert answers_in([a_copy(text)]) == ()


def test_a_cell_of_a_copy_in_which_nothing_can_be_seen_is_no_answer():
    """It failed the check of the whole submission."""
    assert answers_in([a_copy("\u200b")]) == ()
    assert [each.text for each in answers_in([a_copy("klopt")])] == ["klopt"]


@pytest.mark.parametrize("fault", CellFault)
def test_a_formula_or_an_error_of_excel_is_no_answer(fault):
    """Its name was kept as what the provider said."""
    assert answers_in([a_copy(fault)]) == ()


@pytest.mark.parametrize("text", ["zie C12345", "c12345.", "(C12345)"])
def test_a_client_number_of_the_submission_is_not_to_stand_in_an_answer(text):
    with pytest.raises(PersonalAnswerError):
        require_no_client(text, ["C12345"])


@pytest.mark.parametrize("text", ["klopt, 1200 euro", "C123456", "cliënten"])
def test_what_only_looks_like_a_client_number_may(text):
    require_no_client(text, ["1200", "C12345", "cliënten"])


def test_an_answer_stands_with_its_own_finding():
    findings = [{"code": "odd", "identity": "a"}, {"code": "even", "identity": "a"}, {"code": "odd"}]

    assert with_answers(findings, {("odd", "a"): "ja"}) == ({**findings[0], "answer": "ja"}, *findings[1:])
