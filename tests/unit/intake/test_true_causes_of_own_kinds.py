"""What a blind read of habits of a third kind found: examples, universal time, days that changed places."""

from dataclasses import replace

import pytest

from service.pipeline.whole_way import read_and_check
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import P, T, V, written


def findings(sheets):
    return read_and_check([("export.xlsx", written(sheets))], the_standard()).findings


def said(sheets):
    return [(each.place.table, each.place.row, each.kind.code) for each in findings(sheets)]


@pytest.mark.parametrize("table", [T, V, P])
@pytest.mark.parametrize("word", ["VOORBEELD", "voorbeeld: ", "Voorbeeldrij 1"])
def test_a_row_that_says_that_it_is_an_example_is_to_be_removed(sheets, table, word):
    sheet = sheets[table]
    sheet.rows.insert(0, [word, *sheet.rows[1][1:]])
    sheet.numbers.append(sheet.numbers[-1] + 1)

    assert said(sheets) == [(table, 2, "example-row")]


def test_a_name_that_begins_with_the_word_is_no_example(sheets):
    sheet = sheets[P]
    sheet.rows[1][sheet.at("referentienummer")] = "VOORBEELD-DEC-1"

    assert "example-row" not in {code for *_, code in said(sheets)}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-05-07T22:00:00.000Z", "8 mei 2025"),
        ("2025-01-07T23:00:00Z", "8 januari 2025"),
        ("2025-12-31 23:30:00+00:00", "1 januari 2026"),
    ],
)
def test_a_moment_in_universal_time_is_told_by_the_day_that_it_is_here(sheets, moment, day):
    sheet = sheets[T]
    sheet.rows[1][sheet.at("ingangsdatum")] = moment

    (finding,) = [each for each in findings(sheets) if each.kind.code == "date-with-time"]

    assert finding.text("nl").endswith(f"in Nederland is het dan al {day}.")


@pytest.mark.parametrize(
    "moment", ["2025-01-07T22:30:00Z", "2025-05-07T22:00:00", "2025-05-07T00:00:00+02:00"]
)
def test_a_moment_of_the_same_day_here_asks_for_the_day_alone(sheets, moment):
    sheet = sheets[T]
    sheet.rows[1][sheet.at("ingangsdatum")] = moment

    (finding,) = [each for each in findings(sheets) if each.kind.code == "date-with-time"]

    assert finding.text("nl").endswith("Vul alleen de datum in.")


def test_an_end_before_its_begin_may_have_changed_places_with_it(sheets):
    sheet = sheets[T]
    begin, end = sheet.at("ingangsdatum"), sheet.at("einddatum")
    row = next(each for each in sheet.rows if each[end] and each[end] > each[begin])
    row[begin], row[end] = row[end], row[begin]

    (finding,) = [each for each in findings(sheets) if each.kind.code == "end-before-begin"]

    assert finding.text("nl").endswith("Herstel een van beide data, of wissel ze om als zij verwisseld zijn.")


def test_the_header_again_is_one_where_two_of_its_columns_were_put_together(sheets):
    sheet = sheets[P]
    names, at = list(sheet.headers), sheet.at("btw_percentage")
    sheet.headers.pop(at)
    for row in sheet.rows:
        row.pop(at)
    sheet.move_down(3, 1)
    sheet.loose |= {(sheet.numbers[3] + 1, place): name for place, name in enumerate(names, start=1)}

    codes = {code for *_, code in said(sheets)}

    assert "repeated-header" in codes
    assert not codes & {"malformed", "not-a-number", "not-a-date"}


def test_sheets_that_are_each_a_part_of_one_table_are_to_be_put_together(sheets):
    whole = sheets.pop(P)
    at = whole.at("gemeentecode")
    for code in ("0014", "0034"):
        rows = [row for row in whole.rows if row[at] == code]
        numbers = list(range(2, len(rows) + 2))
        sheets[code] = replace(whole, table=f"prestatie {code}", rows=rows, numbers=numbers)

    told = [each.text("nl") for each in findings(sheets) if each.kind.code == "sheet-looks-like"]

    assert told == [
        f"Blad prestatie {code} hoort niet bij de standaard, maar lijkt op tabel prestatie, en meer bladen "
        "doen dat. Horen zij bij elkaar, voeg ze dan samen tot één blad prestatie; anders: haal eruit wat er "
        "niet bij hoort."
        for code in ("0014", "0034")
    ]


def test_a_client_number_in_the_cell_of_the_bsn_is_a_fault_of_the_bsn_alone(sheets):
    sheet, row = sheets[T], sheets[T].rows[1]
    row[sheet.at("bsn")] = row[sheet.at("clientnummer")]

    assert said(sheets) == [(T, 3, "malformed")]


def test_products_that_cannot_be_read_are_not_the_same_product(sheets):
    sheet = sheets[T]
    at, client, place = (sheet.at(each) for each in ("productcode", "clientnummer", "gemeentecode"))
    for row in sheet.rows:
        row[at], row[client], row[place] = "2026-02-01", "C1", "0014"

    assert {code for _, _, code in said(sheets) if "overlap" in code} == set()


def test_a_day_over_a_code_beside_an_empty_cell_may_be_that_cell_alone(sheets):
    sheet = sheets[V]
    begin, end, reason, crisis = map(
        sheet.at, ("begindatum", "einddatum", "reden_beeindiging", "gestart_met_crisis")
    )
    at, row = next((at, row) for at, row in enumerate(sheet.rows) if row[crisis] and not row[end])
    row[reason] = row[begin]

    (finding,) = [each for each in findings(sheets) if each.place.row == at + 2]

    assert (
        f"Schuif die cellen terug, of verbeter alleen cel E{at + 2} als de andere kloppen;"
        in finding.text("nl")
    )


def test_a_subtotal_by_a_word_of_ones_own_is_no_row_to_fill_in(sheets):
    sheet = sheets[P]
    volume, half = sheet.at("volume"), len(sheet.rows) // 2
    sheet.move_down(half - 1, 2)
    place = sheet.numbers[half - 1] + 1
    sheet.loose |= {
        (place, 1): "Tussentelling",
        (place, volume + 1): sum(row[volume] for row in sheet.rows[:half]),
    }

    (finding,) = findings(sheets)

    assert finding.text("nl") == (
        f"Op blad prestatie zijn in rij {place} alleen de cellen A{place}, I{place} gevuld. Maak die leeg, "
        "of vul de rest van de rij in."
    )
