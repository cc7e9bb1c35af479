"""Cells that stand in the wrong place together are one finding, that says where they belong."""

from collections import Counter
from datetime import date, timedelta

import pandas as pd
import pytest

from service.domain.findings import Verdict
from service.pipeline.whole_way import read_and_check
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import P, T, V, written


def checked(sheets):
    return read_and_check([("export.xlsx", written(sheets))], the_standard())


def found(sheets):
    return [
        (each.place.table, each.place.row, each.place.field, each.kind.code)
        for each in checked(sheets).findings
    ]


def moved_right(sheet, at, field):
    sheet.rows[at].insert(sheet.at(field), None)
    sheet.rows[at].pop()


def swapped(sheet, one, other):
    first, second = sheet.at(one), sheet.at(other)
    sheet.headers[first], sheet.headers[second] = other, one


@pytest.mark.parametrize(
    ("table", "field"),
    [
        (P, "referentienummer"),
        (P, "productcode"),
        (P, "bedrag"),
        (T, "wet"),
        (T, "volume"),
        (V, "toewijzingnummer"),
    ],
)
def test_a_row_that_moved_aside_is_one_finding_at_the_cell_that_is_empty(sheets, table, field):
    moved_right(sheets[table], 1, field)

    assert found(sheets) == [(table, 3, field, "row-shifted")]


def test_what_stands_in_the_wrong_place_is_nothing_to_hold_other_rows_against(sheets):
    moved_right(sheets[T], 0, "gemeentecode")

    assert found(sheets) == [(T, 2, "gemeentecode", "row-shifted")]


def test_a_row_that_moved_aside_says_which_cells_to_move_back(sheets):
    moved_right(sheets[P], 1, "bedrag")

    (finding,) = checked(sheets).findings

    assert finding.text("nl") == (
        "Rij 3 van blad prestatie staat vanaf kolom L (bedrag) waarschijnlijk één cel te ver naar rechts: "
        "cel L3 is leeg en wat erna komt past steeds in de kolom ervoor. Schuif die cellen terug; wat er "
        "verder over deze rij wordt gezegd, geldt daarna."
    )


def test_a_row_that_moved_aside_hides_nothing_that_is_wrong_before_the_cell_that_is_empty(sheets):
    bsn = sheets[T].at("bsn")
    sheets[T].rows[1][bsn] = "999900007"
    moved_right(sheets[T], 1, "volume")

    assert [each for each in found(sheets) if each[0] == T] == [
        (T, 3, "bsn", "bsn-check-fails"),
        (T, 3, "volume", "row-shifted"),
    ]


def test_a_row_that_moved_aside_hides_nothing_that_is_wrong_in_the_cells_that_move_back(sheets):
    sheet = sheets[P]
    sheet.rows[1][sheet.at("bedrag")] += 1.0
    sheet.rows[1][sheet.at("status")] = "geleverd"
    sheet.rows[1][sheet.at("declaratienummer")] = "D1"
    moved_right(sheet, 1, "productcode")

    result = [each for each in checked(sheets).findings if each.place.row == 3]

    assert [(each.place.field, each.kind.code) for each in result] == [
        ("productcode", "row-shifted"),
        ("bedrag", "amount-not-volume-times-tariff"),
        ("declaratienummer", "declared-before-submitted"),
    ]
    amount = str(sheet.rows[1][sheet.at("bedrag") + 1]).replace(".", ",").removesuffix(",0")
    assert f"Kolom L (bedrag), rij 3: bedrag {amount} is niet volume x tarief" in result[1].text("nl")


def test_a_row_that_moved_aside_clashes_with_others_as_it_does_when_it_is_moved_back(sheets):
    sheet = sheets[P]
    of_one = [row[: sheet.at("productcategorie")][2:] for row in sheet.rows]
    at = next(at for at, each in enumerate(of_one) if each in of_one[:at])
    first = of_one.index(of_one[at])
    sheet.rows[at][sheet.at("referentienummer")] = sheet.rows[first][sheet.at("referentienummer")]
    moved_right(sheet, at, "begindatum")

    assert found(sheets) == [
        (P, at + 2, "referentienummer", "duplicate-key"),
        (P, at + 2, "begindatum", "row-shifted"),
    ]


def test_rows_that_moved_aside_over_days_numbers_and_texts_are_read_as_they_were(sheets, tables):
    moved_right(sheets[P], 0, "gemeentecode")
    moved_right(sheets[P], 2, "tarief")
    moved_right(sheets[T], 1, "geboortedatum")

    result = checked(sheets)

    assert {each.kind.code for each in result.findings} == {"row-shifted"}
    for name, table in tables.items():
        pd.testing.assert_frame_equal(result.export.tables[name][list(table)], table)


def test_a_row_that_moved_aside_is_found_where_a_column_before_it_is_wrong_in_every_row(sheets):
    sheet = sheets[T]
    for row in sheet.rows:
        row[sheet.at("uitvoeringsvariant")] = "onbekend"
    moved_right(sheet, 1, "datumgebruik")

    assert [each for each in found(sheets) if each[0] == T and each[1] == 3] == [
        (T, 3, "geslacht", "row-shifted"),
        (T, 3, "uitvoeringsvariant", "unknown-code"),
    ]


def moved_left(sheet, at, field):
    sheet.rows[at].pop(sheet.at(field))
    sheet.rows[at].append(None)


@pytest.mark.parametrize(
    ("table", "field", "where"),
    [
        (P, "eenheid", "in kolom J:"),
        (P, "tarief", "in kolom K tot en met L:"),
        (T, "verwijzer", "in kolom O:"),
    ],
)
def test_a_row_that_lost_a_cell_is_told_where_and_what_lacks(sheets, table, field, where):
    moved_left(sheets[table], 1, field)

    of_row = [each for each in checked(sheets).findings if each.place.row == 3 and each.place.table == table]

    assert {each.kind.code for each in of_row} <= {"row-shifted-left", "missing-value", "tariff-missing"}
    (finding,) = [each for each in of_row if each.kind.code == "row-shifted-left"]
    assert where in finding.text("nl")


def test_a_row_with_a_wrong_cell_that_does_not_fit_its_neighbour_lost_none(sheets):
    sheets[P].rows[1][sheets[P].at("status")] = "betaald"

    assert found(sheets) == [(P, 3, "status", "unknown-code")]


@pytest.mark.parametrize("table", [T, V])
def test_a_small_table_below_the_rows_is_no_row_of_the_table(sheets, table):
    sheet = sheets[table]
    first = sheet.numbers[-1] + 3
    lines = (("Gemeente", "Aantal", "Bedrag"), ("Groningen", 12, 1200.5), ("Almere", 3, 88.0))
    sheet.loose = {
        (first + at, place): cell for at, line in enumerate(lines) for place, cell in enumerate(line, 1)
    }

    assert found(sheets) == [(table, first + at, "gemeentecode", "row-is-none") for at in range(3)]


def test_a_begin_that_stands_under_the_end_is_asked_about_and_moves_nothing_else(sheets):
    row = next(each for each in sheets[V].rows if each[sheets[V].at("gestart_met_crisis")])
    begin, end, reason = map(sheets[V].at, ("begindatum", "einddatum", "reden_beeindiging"))
    row[begin], row[end], row[reason] = None, row[begin], None

    codes = {code for *_, code in found(sheets)}

    assert "missing-value" in codes
    assert "row-shifted" not in codes


@pytest.mark.parametrize(("at", "way"), [(0, "beneden"), (-1, "boven")])
def test_a_value_that_lacks_in_the_first_or_last_row_alone_may_be_a_column_that_moved(sheets, at, way):
    sheet = sheets[P]
    sheet.rows[at][sheet.at("volume")] = None

    (finding,) = [each for each in checked(sheets).findings if each.kind.code == "missing-value"]

    assert finding.text("nl").endswith(f"Of is kolom I een rij naar {way} geschoven?")


def test_a_value_that_lacks_in_a_row_between_others_is_asked_for(sheets):
    sheets[P].rows[2][sheets[P].at("volume")] = None

    (finding,) = [each for each in checked(sheets).findings if each.kind.code == "missing-value"]

    assert finding.text("nl").endswith("dit veld is verplicht.")


@pytest.mark.parametrize("explained", [["verplicht"] * 17, [str(each) for each in range(1, 18)]])
def test_a_row_that_explains_or_numbers_the_columns_is_one_finding(sheets, explained):
    sheets[P].rows[0] = explained

    assert found(sheets) == [(P, 2, "referentienummer", "row-is-none")]


def test_a_row_with_one_wrong_cell_is_named_at_that_cell(sheets):
    sheets[P].rows[0][sheets[P].at("bedrag")] = "veel"

    assert found(sheets) == [(P, 2, "bedrag", "not-a-number")]


def test_two_wrong_cells_of_a_row_that_would_fit_nowhere_else_are_each_named(sheets):
    sheets[P].rows[0][sheets[P].at("bedrag")] = "veel"
    sheets[P].rows[0][sheets[P].at("begindatum")] = "ooit"

    assert found(sheets) == [(P, 2, "begindatum", "not-a-date"), (P, 2, "bedrag", "not-a-number")]


@pytest.mark.parametrize(
    ("table", "one", "other"),
    [
        (P, "volume", "productcode"),
        (P, "bedrag", "debet_credit"),
        (P, "gemeentecode", "volume"),
        (T, "wet", "productcategorie"),
        (V, "toewijzingnummer", "begindatum"),
        (P, "begindatum", "vorig_referentienummer"),
        (P, "volume", "retourcode"),
        (T, "productcode", "perceel"),
    ],
)
def test_headers_that_changed_places_are_one_finding_that_names_both(sheets, table, one, other):
    swapped(sheets[table], one, other)

    (finding,) = checked(sheets).findings

    assert finding.kind.code == "columns-swapped"
    assert {finding.place.field, finding.facts["other"]} == {one, other}


@pytest.mark.parametrize(
    ("table", "field", "text"),
    [
        (P, "declaratienummer", "zie boven"),
        (P, "volume", "1 uur"),
        (P, "status", "0"),
        (T, "bsn", "99996191"),
        (T, "einddatum", "heden"),
        (T, "aanmelddatum", 45_723),
        (V, "toewijzingnummer", "-"),
        ("wachtlijst", "wachttijd_dagen", 13_400),
    ],
)
def test_a_column_that_is_wrong_by_itself_is_not_taken_for_another(sheets, table, field, text):
    for row in sheets[table].filled(field):
        row[sheets[table].at(field)] = text

    codes = {code for _, _, where, code in found(sheets) if where == field}

    assert codes
    assert "columns-swapped" not in codes


def test_a_table_of_which_two_headers_changed_places_holds_the_submission_and_no_row_of_it_counts(sheets):
    swapped(sheets[P], "volume", "productcode")

    result = checked(sheets)

    assert result.verdict is Verdict.REJECTED
    assert not len(result.export.tables[P])


def test_what_only_clashes_with_a_cell_that_is_refused_is_not_said(sheets):
    at = sheets[T].at("geslacht")
    client = sheets[T].at("clientnummer")
    of_two = [row[client] for row in sheets[T].rows]
    several = next(each for each in of_two if of_two.count(each) > 1)
    first = next(row for row in sheets[T].rows if row[client] == several)
    first[at] = "_1"

    codes = [code for *_, code in found(sheets)]

    assert "unknown-code" in codes
    assert "client-with-two-genders" not in codes


@pytest.mark.parametrize("has_other_column", [True, False])
def test_a_rule_asks_nothing_of_a_column_that_may_be_there_by_another_name(sheets, has_other_column):
    sheet = sheets[T]
    at = sheet.at("productcode")
    if has_other_column:
        sheet.headers[at] = "Zorgcode"
    else:
        sheet.headers.pop(at)
        sheet.rows = [[cell for place, cell in enumerate(row) if place != at] for row in sheet.rows]
    end, budget = sheet.at("einddatum"), sheet.at("budget")
    sheet.rows[0][end], sheet.rows[0][budget] = None, 100.0

    codes = {code for *_, code in found(sheets)}

    assert ("budget-without-end" in codes) is not has_other_column
    assert ("unknown-column" in codes) is has_other_column


def test_links_that_are_broken_are_said_once_and_name_every_column_that_may_have_moved(sheets):
    at = sheets[P].at("productcategorie")
    cells = [row[at] for row in sheets[P].rows]
    for row, cell in zip(sheets[P].rows, [cells[0], *cells], strict=False):
        row[at] = cell

    findings = checked(sheets).findings

    (broken,) = [each for each in findings if each.kind.code == "links-broken"]
    assert "gemeentecode, toewijzingnummer, productcategorie" in broken.text("nl")
    assert "category-not-allocated" not in {each.kind.code for each in findings}


def test_a_shape_of_rows_is_looked_at_in_few_rows_only(sheets):
    for at in range(4):
        moved_right(sheets[V], at, "gemeentecode")

    assert "row-shifted" not in {code for *_, code in found(sheets)}


def test_a_day_that_lacks_beside_one_that_is_there_is_asked_about(sheets):
    row = sheets[V].filled("begindatum")[0]
    begin, end, crisis = map(sheets[V].at, ("begindatum", "einddatum", "gestart_met_crisis"))
    row[begin], row[end], row[crisis] = None, row[begin], None

    finding = next(each for each in checked(sheets).findings if each.kind.code == "missing-value")

    assert "Of staat de datum een cel te ver naar rechts, in D2?" in finding.text("nl")


def test_a_row_moves_aside_over_a_column_that_is_not_known_as_well(sheets):
    moved_right(sheets[T], 1, "productcode")
    sheets[T].headers[sheets[T].at("volume")] = "Minuten"

    assert (T, 3, "productcode", "row-shifted") in found(sheets)


def test_a_note_below_the_rows_is_one_finding_also_with_a_stray_sign_beside_it(sheets):
    last = sheets[P].numbers[-1] + 2
    sheets[P].loose[last, 1] = "Opgesteld door: M. Jansen"
    sheets[P].loose[last, sheets[P].at("status") + 1] = "0"

    assert [(row, code) for _, row, _, code in found(sheets)] == [(last, "stray-cell")]


def test_a_row_of_which_much_lacks_and_what_is_there_is_right_is_asked_for_what_lacks(sheets):
    for field in ("gemeentecode", "begindatum", "volume", "eenheid", "bedrag", "status"):
        sheets[P].rows[0][sheets[P].at(field)] = None

    assert {code for *_, code in found(sheets)} == {"missing-value"}


def test_two_headers_over_a_few_days_and_codes_changed_places_when_neither_fits(sheets):
    sheet = sheets[V]
    end, reason = sheet.at("einddatum"), sheet.at("reden_beeindiging")
    for row in sheet.filled("einddatum")[2:]:
        row[end] = row[reason] = None
    swapped(sheet, "einddatum", "reden_beeindiging")

    (finding,) = checked(sheets).findings

    assert finding.kind.code == "columns-swapped"


def test_days_under_budget_belong_under_the_one_header_of_days_that_is_empty(sheets):
    sheet = sheets[T]
    for row in sheet.rows:
        row[sheet.at("budget")] = None
        row[sheet.at("einddatum")] = row[sheet.at("einddatum")] or row[sheet.at("ingangsdatum")]
        row[sheet.at("aanmelddatum")] = row[sheet.at("aanmelddatum")] or row[sheet.at("ingangsdatum")]
    swapped(sheet, "budget", "geboortedatum")

    codes = [(each.kind.code, each.place.field) for each in checked(sheets).findings]
    assert ("columns-swapped", "budget") in codes
    assert "not-a-number" not in {code for code, _ in codes}


def test_few_volumes_that_happen_to_be_units_hide_no_swap_of_both_headers(sheets):
    sheet = sheets[P]
    for at, row in enumerate(sheet.filled("volume")):
        row[sheet.at("volume")] = 1 if at % 5 == 0 else 9 if at % 5 == 1 else 30 + at
    swapped(sheet, "volume", "eenheid")

    codes = [each.kind.code for each in checked(sheets).findings]
    assert codes == ["columns-swapped"]


@pytest.mark.parametrize(
    ("table", "full", "empty"),
    [
        (P, "bedrag", "btw_percentage"),
        (P, "volume", "vorig_referentienummer"),
        (P, "productcode", "retourcode"),
        (P, "tarief", "vorig_referentienummer"),
        (P, "referentienummer", "btw_percentage"),
        (T, "clientnummer", "datumgebruik"),
        (T, "perceel", "datumgebruik"),
    ],
)
def test_a_header_that_changed_places_with_that_of_an_empty_column_is_asked_about(sheets, table, full, empty):
    letters = {name: chr(ord("A") + sheets[table].at(name)) for name in (full, empty)}
    swapped(sheets[table], full, empty)

    said = {each.place.field: each.text("nl") for each in checked(sheets).findings if each.place.row == 2}

    assert any(
        f"verwisseld met die van kolom {letters[at]} ({name})" in text
        for at, name in ((full, empty), (empty, full))
        for text in said.values()
    )


@pytest.mark.parametrize(
    ("table", "field", "text"),
    [
        (P, "volume", "1 uur"),
        (P, "begindatum", "01-02-26"),
        (T, "einddatum", "heden"),
        (P, "bedrag", "1.234"),
    ],
)
def test_a_column_that_is_wrong_by_itself_is_asked_for_no_other_header(sheets, table, field, text):
    for at, row in enumerate(sheets[table].filled(field)):
        row[sheets[table].at(field)] = text.replace("1", str(1 + at % 9))

    said = " ".join(each.text("nl") for each in checked(sheets).findings)

    assert "verwisseld" not in said


def test_a_required_column_that_is_empty_where_no_other_column_fits_is_asked_for_its_values_only(sheets):
    for row in sheets[P].rows:
        row[sheets[P].at("begindatum")] = None

    said = {each.kind.code: each.text("nl") for each in checked(sheets).findings}

    assert "verwisseld" not in said["missing-value"]


def test_a_row_that_moved_aside_is_found_beside_other_faults_of_the_row(sheets):
    sheet = sheets[T]
    for row in sheet.rows:
        row[sheet.at("toewijzingnummer")] = "-"
    sheet.rows[1][sheet.at("eenheid")] = "idem"
    moved_right(sheet, 1, "hulpvorm")

    of_row = [each for each in found(sheets) if each[:2] == (T, 3)]

    assert {code for *_, code in of_row} == {"row-shifted", "not-a-number", "unknown-code"}


def test_a_lost_day_beside_other_days_may_be_any_of_them(sheets):
    row = next(at for at, each in enumerate(sheets[T].rows) if each[sheets[T].at("einddatum")])
    moved_left(sheets[T], row, "aanmelddatum")

    (finding,) = [each for each in checked(sheets).findings if each.kind.code == "row-shifted-left"]

    assert "ergens in kolom P tot en met R" in finding.text("nl")


def test_a_row_that_lost_a_cell_is_found_beside_a_column_that_is_wrong_in_every_row(sheets):
    sheet = sheets[P]
    for row in sheet.rows:
        row[sheet.at("productcode")] += "\n" + row[sheet.at("productcode")]
    moved_left(sheet, 1, "tarief")

    of_row = {code for _, at, _, code in found(sheets) if at == 3}

    assert of_row == {"control-characters", "row-shifted-left"}


def test_a_cell_that_lacks_may_stand_in_the_one_beside_it_where_such_cells_are_rare(sheets):
    sheet, row = sheets[P], sheets[P].rows[1]
    before, own = sheet.at("vorig_referentienummer"), sheet.at("gemeentecode")
    row[before], row[own] = row[own], None

    (finding,) = [each for each in checked(sheets).findings if each.kind.code == "missing-value"]

    assert finding.text("nl").endswith(
        "dit veld is verplicht. Of staat die waarde in cel B3? Zet haar dan terug."
    )


def test_a_text_that_lacks_may_stand_in_the_cell_beside_it_when_it_is_built_as_the_others(sheets):
    sheet, row = sheets[P], sheets[P].rows[1]
    own, before = sheet.at("referentienummer"), sheet.at("vorig_referentienummer")
    row[before], row[own] = row[own], None

    (finding,) = [each for each in checked(sheets).findings if each.kind.code == "missing-value"]

    assert "Of staat die waarde in cel B3?" in finding.text("nl")


@pytest.mark.parametrize("field", ["bedrag", "productcategorie", "debet_credit"])
def test_a_cell_that_lacks_beside_what_always_stands_there_is_asked_for_alone(sheets, field):
    sheets[P].rows[1][sheets[P].at(field)] = None

    (finding,) = [each for each in checked(sheets).findings if each.kind.code == "missing-value"]

    assert finding.text("nl").endswith("dit veld is verplicht.")


def test_what_a_rule_misses_in_the_last_row_alone_may_be_a_column_that_moved(sheets):
    sheet = sheets[T]
    at, volume = sheet.at("frequentie"), sheet.at("volume")
    sheet.rows = [row for row in sheet.rows if row[volume] and row[at]]
    sheet.numbers = sheet.numbers[: len(sheet.rows)]
    sheet.rows[-1][at] = None

    (finding,) = [each for each in checked(sheets).findings if each.kind.code == "volume-without-frequency"]

    assert finding.text("nl").endswith("Of is kolom U een rij naar boven geschoven?")


def test_numbers_that_became_days_do_not_belong_under_the_header_of_an_empty_column(sheets):
    sheet = sheets[V]
    number, end = sheet.at("toewijzingnummer"), sheet.at("einddatum")
    for row in sheet.rows:
        row[number], row[end] = date(1902, 1, 1) + timedelta(int(row[number])), None

    codes = {code for *_, code in found(sheets)}

    assert "date-for-number" in codes
    assert "columns-swapped" not in codes


@pytest.mark.parametrize(
    "prepared",
    [{"volume": 0, "bedrag": 0}, {"gemeentecode": "0014", "debet_credit": "D", "status": "geleverd"}],
)
def test_a_row_that_was_prepared_and_never_filled_is_one_finding(sheets, prepared):
    sheet = sheets[P]
    last = sheet.numbers[-1]
    for at in range(1, 41):
        sheet.rows.append([prepared.get(name) for name in sheet.headers])
        sheet.numbers.append(last + at)

    assert found(sheets) == [(P, last + at, "referentienummer", "row-hardly-filled") for at in range(1, 41)]


def test_what_lacks_in_every_row_is_said_cell_by_cell(sheets):
    sheet = sheets[P]
    for row in sheet.rows:
        for name in ("gemeentecode", "productcode", "begindatum", "einddatum", "volume", "bedrag"):
            row[sheet.at(name)] = None

    assert "row-hardly-filled" not in {code for *_, code in found(sheets)}


def test_a_frequency_in_the_unit_beside_it_says_that_the_unit_was_lost(sheets):
    sheet = sheets[T]
    row = next(at for at, each in enumerate(sheet.rows) if each[sheet.at("frequentie")] == "4")
    unit = sheet.at("eenheid")
    sheet.rows[row][unit : unit + 3] = ["4", None, None]

    assert (T, sheet.numbers[row], "eenheid", "row-shifted-left") in found(sheets)
    assert "volume-without-frequency" not in {code for *_, code in found(sheets)}


@pytest.mark.parametrize("numbers", [(1, 4, 1, 1), (4, 4, 4, 4)])
def test_one_wrong_code_in_a_few_rows_is_no_header_over_the_wrong_numbers(sheets, numbers):
    sheet = sheets[P]
    number, unit = sheet.at("toewijzingnummer"), sheet.at("eenheid")
    del sheet.rows[len(numbers) :], sheet.numbers[len(numbers) :]
    for at, (row, of) in enumerate(zip(sheet.rows, numbers, strict=True)):
        row[number], row[unit] = of, "99" if at else "04"

    codes = Counter(code for *_, code in found(sheets))

    assert codes["unknown-code"] == len(numbers) - 1
    assert codes["columns-swapped"] == 0


def test_a_day_beside_the_empty_cell_in_which_it_belongs_is_pointed_at(sheets):
    sheet, row = sheets[T], sheets[T].rows[1]
    birth, use = sheet.at("geboortedatum"), sheet.at("datumgebruik")
    row[birth], row[use] = None, date(2014, 5, 6)

    (finding,) = [each for each in checked(sheets).findings if each.place.row == 3]

    assert finding.text("nl").endswith("Of hoort deze waarde in cel F3?")


def test_a_code_beside_the_empty_cell_of_its_list_is_pointed_at(sheets):
    sheet, row = sheets[T], sheets[T].rows[1]
    referrer, registered = sheet.at("verwijzer"), sheet.at("aanmelddatum")
    row[registered], row[referrer] = row[referrer], None

    (finding,) = [each for each in checked(sheets).findings if each.place.row == 3]

    assert finding.text("nl").endswith("Of hoort deze waarde in cel O3?")


def test_two_codes_that_changed_places_are_no_row_that_lost_a_cell(sheets):
    sheet = sheets[T]
    unit, often = sheet.at("eenheid"), sheet.at("frequentie")
    at, row = next((at, row) for at, row in enumerate(sheet.rows) if row[often] and row[-1] is None)
    row[unit], row[often] = row[often], "84"

    told = {each.kind.code: each.text("nl") for each in checked(sheets).findings if each.place.row == at + 2}

    assert told["unknown-code"].endswith(f"Of is deze cel verwisseld met cel T{at + 2}?")
    assert "row-shifted-left" not in told


def test_a_code_of_the_other_law_beside_the_empty_cell_of_its_list_is_pointed_at(sheets):
    sheet = sheets[T]
    law, help_form, referrer = map(sheet.at, ("wet", "hulpvorm", "verwijzer"))
    at, row = next((at, row) for at, row in enumerate(sheet.rows) if row[law] == "WMO")
    row[help_form], row[referrer] = "02", None

    told = {
        each.place.field: each.text("nl") for each in checked(sheets).findings if each.place.row == at + 2
    }

    assert told["hulpvorm"].endswith(f"Of hoort deze waarde in cel O{at + 2}?")


def test_a_header_that_must_be_filled_over_an_empty_column_may_belong_over_one_of_many(sheets):
    sheet = sheets[T]
    number, budget = sheet.at("toewijzingnummer"), sheet.at("budget")
    for row in sheet.rows:
        row[budget] = None
    sheet.headers[number], sheet.headers[budget] = "budget", "toewijzingnummer"

    (first, *_) = [each for each in checked(sheets).findings if each.kind.code == "missing-value"]

    assert first.text("nl").endswith("Of is deze kop verwisseld met die van een andere kolom?")


@pytest.mark.parametrize(
    ("table", "field"),
    [(P, "begindatum"), (P, "productcategorie"), (T, "productcategorie"), (T, "hulpvorm"), (V, "begindatum")],
)
@pytest.mark.parametrize("at", [0, 2, -1])
def test_a_row_of_which_the_end_was_lost_is_one_finding_with_the_columns_that_lack(sheets, table, field, at):
    sheet = sheets[table]
    begin = sheet.at(field)
    for column in range(begin, len(sheet.headers)):
        sheet.rows[at][column] = None
    last = max(column for column, each in enumerate(sheet.rows[at]) if each is not None)

    own = [
        each
        for each in checked(sheets).findings
        if (each.place.table, each.place.row) == (table, sheet.numbers[at])
    ]

    (finding,) = [each for each in own if not each.kind.is_repair]
    assert finding.kind.code == "row-breaks-off"
    assert finding.place.field == sheet.headers[last + 1]
    assert "wel iets hebben: " in finding.text("nl")
    assert "geschoven" not in finding.text("nl")


def test_two_empty_cells_at_the_end_of_a_row_are_told_cell_by_cell(sheets):
    sheet = sheets[P]
    for name in ("status", "debet_credit"):
        sheet.rows[1][sheet.at(name)] = None

    assert {code for *_, code in found(sheets)} == {"missing-value"}


def test_rows_that_all_break_off_are_told_cell_by_cell(sheets):
    sheet = sheets[P]
    for row in sheet.rows:
        for column in range(sheet.at("begindatum"), len(sheet.headers)):
            row[column] = None

    assert "row-breaks-off" not in {code for *_, code in found(sheets)}
