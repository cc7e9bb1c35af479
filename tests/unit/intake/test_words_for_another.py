"""What people write in a text or number of their own that is none, and signs that stray there."""

import pytest

from service.domain.findings import Verdict
from service.pipeline.whole_way import read_and_check
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import A, P, T, written
from tests.unit.intake.test_changed_places import book_of, bytes_of

WORDS = ["?", "???", "idem", "Idem", '"', "onbekend", "zie boven", "Zie bijlage", "n.n.b.", "volgt", "x"]
OF_PROGRAMS = ["NULL", "null", "None", "nan", "NaN", "NaT"]


def found(sheets):
    checked = read_and_check([("export.xlsx", written(sheets))], the_standard())
    return [(each.place.field, each.kind.code) for each in checked.findings], checked.verdict


@pytest.mark.parametrize("word", [*WORDS, *OF_PROGRAMS])
@pytest.mark.parametrize(("table", "field"), [(T, "clientnummer"), (P, "referentienummer")])
def test_a_word_for_another_number_makes_its_row_wait_and_nothing_is_held_against_it(
    sheets, table, field, word
):
    sheets[table].rows[-1][sheets[table].at(field)] = word

    said, verdict = found(sheets)

    assert [each for each in said if each[1] != "allocation-waits"] == [(field, "no-number-itself")]
    assert verdict is Verdict.ACCEPTED_WITH_WARNINGS


@pytest.mark.parametrize("word", [*WORDS, *OF_PROGRAMS])
@pytest.mark.parametrize("field", ["perceel", "raamovereenkomst"])
def test_a_word_for_another_text_is_named(sheets, field, word):
    sheets[T].rows[0][sheets[T].at(field)] = word

    assert found(sheets)[0] == [(field, "no-text-itself")]


@pytest.mark.parametrize("word", OF_PROGRAMS)
def test_what_a_program_writes_for_nothing_in_every_row_is_no_number(sheets, word):
    sheet = sheets[P]
    for row in sheet.rows:
        row[sheet.at("declaratienummer")] = word

    said, _ = found(sheets)

    assert said == [("declaratienummer", "no-number-itself")] * len(sheet.rows)


@pytest.mark.parametrize(
    "word",
    ["Nanda", "Nul", "Nonet", "Xander", "idem dito", "zie boven en onder", "V?", "Zorg (Noord)", "J.J."],
)
def test_a_text_that_only_begins_so_is_a_text(sheets, word):
    sheets[T].rows[0][sheets[T].at("perceel")] = word

    assert found(sheets)[0] == []


SIGNS = [
    "={}",
    "_{}",
    "#{}",
    "{};",
    "{}*",
    "{}..",
    "<b>{}</b>",
    "{}&nbsp;",
    '"{}"',
    "({})",
    "{} (oud)",
    "{} / oud: 3",
]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    ("table", "field"), [(T, "perceel"), (T, "raamovereenkomst"), (A, "contact_naam"), (A, "naam_aanbieder")]
)
def test_signs_that_stray_in_a_text_are_named(sheets, table, field, sign):
    row, at = sheets[table].rows[0], sheets[table].at(field)
    row[at] = sign.format(row[at])

    assert found(sheets)[0] == [(field, "stray-signs")]


def test_letters_that_stand_apart_are_named(sheets):
    row, at = sheets[T].rows[0], sheets[T].at("perceel")
    row[at] = "  ".join(row[at])

    assert found(sheets)[0] == [("perceel", "stray-signs")]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("{};", "stray-signs"),
        ("{}-1", "built-otherwise"),
        ("0 {}", "built-otherwise"),
        ("ja", "no-number-itself"),
    ],
)
def test_a_number_that_is_built_otherwise_than_all_others_is_named(sheets, number, code):
    row, at = sheets[P].rows[-1], sheets[P].at("referentienummer")
    row[at] = number.format(row[at])

    assert (("referentienummer", code)) in found(sheets)[0]


def test_numbers_of_several_builds_are_all_numbers(sheets):
    for at, row in enumerate(sheets[P].rows[: len(sheets[P].rows) // 2]):
        row[sheets[P].at("referentienummer")] = f"{at}-AB"

    assert "built-otherwise" not in [code for _, code in found(sheets)[0]]


@pytest.mark.parametrize(
    ("behind", "is_told"),
    [
        (" / oud: .nednovegtiu", True),
        (" / nieuw: iets", True),
        (" Zie ook oud: 2024.", False),
        (" en/of oud", False),
    ],
)
def test_an_older_text_behind_a_story_is_named(sheets, behind, is_told):
    sheet = sheets["toelichting"]
    sheet.rows[0][sheet.at("tekst")] += behind

    assert found(sheets)[0] == ([("tekst", "stray-signs")] if is_told else [])


@pytest.mark.parametrize("word", ["(null)", "<NA>", "<null>"])
@pytest.mark.parametrize("field", ["declaratienummer", "tarief", "retourcode", "btw_percentage"])
def test_what_a_program_writes_for_nothing_is_read_so_and_asks_after_no_column(field, word):
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    for row in sheet.rows:
        row[sheet.at(field)] = word

    said = [each.text("nl") for each in read_and_check([bytes_of(book)], the_standard()).findings]
    assert any(
        f'"{word}" is gelezen als een lege cel' in each or "dat telt als een lege cel" in each
        for each in said
    )
    assert not [each for each in said if "doorgetrokken" in each or "verwisseld" in each]


@pytest.mark.parametrize("behind", [" (nieuw)", " / oud: 12", ";", "&nbsp;"])
def test_what_somebody_wrote_behind_every_number_is_named_in_every_row(behind):
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    for row in sheet.rows:
        row[sheet.at("clientnummer")] += behind

    said = [each.kind.code for each in read_and_check([bytes_of(book)], the_standard()).findings]
    assert said == ["stray-signs"] * len(sheet.rows)


def test_a_hash_before_the_numbers_of_clients_is_named(intake):
    found = intake.found(toewijzing=[{"clientnummer": "#C100001"}])

    assert [code for *_, code in found] == ["stray-signs"]
