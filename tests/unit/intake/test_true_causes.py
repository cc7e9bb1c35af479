"""What blind reads of hundreds of messy files found: advice that led away from what was done to them."""

import pytest

from service.pipeline.whole_way import read_and_check
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import P, T, V, written


def findings(sheets):
    return read_and_check([("export.xlsx", written(sheets))], the_standard()).findings


def codes(sheets):
    return {each.kind.code for each in findings(sheets)}


def swapped(sheet, one, other):
    first, second = sheet.at(one), sheet.at(other)
    sheet.headers[first], sheet.headers[second] = other, one


def test_a_letter_for_a_digit_in_every_allocated_product_is_no_column_that_moved(sheets):
    at = sheets[T].at("productcode")
    for row in sheets[T].filled("productcode"):
        row[at] = row[at].replace("1", "l")

    told = {each.kind.code: each.text("nl") for each in findings(sheets)}

    assert set(told) == {"product-not-allocated"}
    assert (
        'Zij lijken gelijk: teken 5 van de eerste is "1" (U+0031), en van de andere "l".'
        in (told["product-not-allocated"])
    )


def test_a_product_that_looks_otherwise_is_not_said_to_look_the_same(intake):
    intake.found(toewijzing=[{"productcode": "45A04"}])

    (finding,) = intake.checked.findings
    assert "lijken gelijk" not in finding.text("nl")


def test_a_category_that_lost_its_last_sign_is_no_column_that_moved_and_no_zero_was_lost(sheets):
    at = sheets[T].at("productcategorie")
    for row in sheets[T].rows:
        row[at] = row[at][:1]

    assert not {"links-broken", "leading-zeros-restored", "category-not-allocated"} & codes(sheets)


def test_what_could_not_be_read_is_not_declared_twice(sheets):
    sheet = sheets[P]
    for row in sheet.rows:
        row[sheet.at("begindatum")] = "okt-25"
        row[sheet.at("einddatum")] = sheet.rows[0][sheet.at("einddatum")]

    assert "declared-twice" not in codes(sheets)


def test_a_column_that_may_be_there_by_another_name_is_asked_for_by_its_name(sheets):
    sheets[P].headers[sheets[P].at("tarief")] = "Kolom1"

    told = {each.kind.code: each.text("nl") for each in findings(sheets)}

    assert told["tariff-missing"].endswith(
        "Of staat het in een kolom met een andere naam? Geef die kolom dan de naam tarief."
    )


def test_a_column_that_is_not_there_is_asked_for_its_values_where_no_other_may_be_it(sheets):
    at = sheets[P].at("tarief")
    sheets[P].headers.pop(at)
    for row in sheets[P].rows:
        row.pop(at)

    told = {each.kind.code: each.text("nl") for each in findings(sheets)}

    assert told["tariff-missing"].endswith("alleen bij eenheid 83 blijft het tarief leeg.")


@pytest.mark.parametrize(
    ("table", "one", "other", "asked"),
    [(V, "begindatum", "einddatum", "missing-value"), (P, "volume", "referentienummer", "not-a-number")],
)
def test_two_full_headers_that_changed_places_are_asked_about_where_nothing_proves_it(
    sheets, table, one, other, asked
):
    swapped(sheets[table], one, other)

    told = {each.kind.code: each.text("nl") for each in findings(sheets) if each.place.table == table}

    assert (
        f"Of is deze kop verwisseld met die van kolom {chr(ord('A') + sheets[table].at(other))} ({other})?"
        in (told[asked])
    )


@pytest.mark.parametrize(("number", "is_read"), [(3.0000000000000004, True), (3.00005, False)])
def test_what_arithmetic_leaves_behind_is_nothing_and_what_somebody_typed_is(intake, number, is_read):
    found = intake.found(prestatie=[{"volume": number}])

    assert (not found) is is_read


def test_a_header_that_has_the_name_of_another_column_is_asked_for_the_one_that_lacks(sheets):
    sheets[P].headers[sheets[P].at("einddatum")] = "bedrag"

    told = {each.kind.code: each.text("nl") for each in findings(sheets)}

    assert set(told) == {"missing-column", "duplicate-column"}
    assert told["duplicate-column"].endswith(
        "geef kolom H de naam einddatum. Klopt dat niet, haal dan de kolom weg die er niet hoort."
    )


def test_of_a_column_that_stands_under_the_name_of_another_no_cell_is_asked_for(sheets):
    at, reason = sheets[V].at("einddatum"), sheets[V].at("reden_beeindiging")
    ended = [row for row in sheets[V].rows if row[at] not in (None, "")]
    sheets[V].headers[at] = "gestart_met_crisis"

    told = {each.kind.code for each in findings(sheets)}

    assert [row[reason] for row in ended if row[reason]]
    assert "duplicate-column" in told
    assert "reason-without-stop" not in told


@pytest.mark.parametrize("name", [P, V])
def test_a_sheet_in_which_nothing_stands_is_said_and_one_that_is_not_there_is_not(sheets, name):
    sheets[name].headers.clear()
    sheets[name].rows.clear()
    sheets[name].numbers.clear()

    told = {each.kind.code: each.text("nl") for each in findings(sheets)}

    assert told["sheet-empty"] == (
        f"Blad {name} is leeg: er is geen kop en geen enkele rij. Haal het weg, of maak het opnieuw als er "
        "rijen in horen te staan."
    )
    del sheets[name]
    assert "sheet-empty" not in codes(sheets)


def test_a_column_that_is_there_twice_and_lacks_none_is_removed(sheets):
    sheets[P].headers.append("bedrag")
    for row in sheets[P].rows:
        row.append(row[sheets[P].at("bedrag")])

    (finding,) = findings(sheets)

    assert finding.text("nl").endswith("laat de kolom staan die klopt en haal de andere weg.")


def test_rows_that_are_the_same_because_a_cell_is_empty_are_told_which(sheets):
    sheet = sheets["wachtlijst"]
    for row in sheet.rows:
        row[sheet.at("hulpvorm")] = None

    texts = [each.text("nl") for each in findings(sheets) if each.kind.code == "duplicate-key"]

    assert texts
    assert all("hulpvorm: vul dat in als de rijen daarin verschillen." in each for each in texts)


@pytest.mark.parametrize(
    ("table", "one", "other"),
    [
        (P, "bedrag", "debet_credit"),
        (P, "status", "declaratienummer"),
        (T, "gemeentecode", "toewijzingnummer"),
        (T, "productcategorie", "productcode"),
    ],
)
def test_two_cells_of_a_row_that_changed_places_are_asked_about(sheets, table, one, other):
    sheet = sheets[table]
    row, first, second = sheet.rows[1], sheet.at(one), sheet.at(other)
    row[first], row[second] = row[second], row[first]

    told = [
        each.text("nl") for each in findings(sheets) if each.place.table == table and each.place.field == one
    ]

    assert f"Of is deze cel verwisseld met cel {chr(ord('A') + second)}3?" in told[0]


def test_a_cell_that_is_wrong_by_itself_is_asked_after_no_other(sheets):
    sheets[P].rows[1][sheets[P].at("bedrag")] = "veel"
    sheets[P].rows[2][sheets[P].at("status")] = "betaald"

    assert not any("verwisseld" in each.text("nl") for each in findings(sheets))


def test_one_key_in_most_rows_is_asked_about_as_a_column_that_was_dragged(sheets):
    at = sheets[P].at("referentienummer")
    for row in sheets[P].rows:
        row[at] = "R1"

    texts = [each.text("nl") for each in findings(sheets) if each.kind.code == "duplicate-key"]

    assert any(each.endswith("is een van deze kolommen doorgetrokken?") for each in texts)


def test_a_row_that_is_there_twice_is_no_column_that_was_dragged(sheets):
    sheets[P].rows.append(list(sheets[P].rows[0]))
    sheets[P].numbers.append(sheets[P].numbers[-1] + 1)

    (finding,) = [each for each in findings(sheets) if each.kind.code == "duplicate-key"]

    assert finding.text("nl").endswith("of herstel wat in een van beide niet klopt.")


def test_a_bsn_and_a_number_of_the_client_that_changed_places_are_asked_about(sheets):
    sheet = sheets[T]
    row, client, bsn = sheet.rows[1], sheet.at("clientnummer"), sheet.at("bsn")
    row[client], row[bsn] = row[bsn], row[client]

    (text,) = [each.text("nl") for each in findings(sheets) if each.kind.code == "malformed"]

    assert text.endswith("Of is deze cel verwisseld met cel D3?")


def test_columns_that_changed_places_in_a_small_table_are_not_cells_that_did(sheets):
    sheet = sheets[V]
    del sheet.rows[3:], sheet.numbers[3:]
    first, second = sheet.at("gemeentecode"), sheet.at("toewijzingnummer")
    sheet.headers[first], sheet.headers[second] = sheet.headers[second], sheet.headers[first]

    (text,) = [each.text("nl") for each in findings(sheets) if each.kind.code == "columns-swapped"]

    assert "verwisseld met cel" not in text


def test_categories_that_were_sorted_without_their_allocations_are_a_column_that_moved(sheets):
    sheet = sheets[T]
    at = sheet.at("productcategorie")
    for row, code in zip(sheet.rows, sorted(row[at] for row in sheet.rows), strict=True):
        row[at] = code

    assert "links-broken" in codes(sheets)


@pytest.mark.parametrize("lost", [["1", "2", "3"], ["R1", "", "0014"]])
def test_a_table_without_its_header_is_one_finding(sheets, lost):
    sheet = sheets[P]
    sheet.headers = [lost[at % 3] for at in range(len(sheet.headers))]

    found = [(each.kind.code, each.place.table, each.place.row) for each in findings(sheets)]

    assert found == [("header-missing", P, 1)]


def test_a_value_that_changed_places_with_one_of_two_neighbours_is_asked_about_both(sheets):
    sheet = sheets[P]
    row, unit, tariff = sheet.rows[2], sheet.at("eenheid"), sheet.at("tarief")
    row[unit], row[tariff], row[sheet.at("volume")] = "42", "14", 14

    (text,) = [each.text("nl") for each in findings(sheets) if each.kind.code == "unknown-code"]

    assert text.endswith("Of is deze cel verwisseld met cel I4 of K4?")


def test_a_value_that_stands_beside_the_empty_cell_it_belongs_in_is_asked_about(sheets):
    sheet = sheets[P]
    at = max(at for at, each in enumerate(sheet.rows) if each[sheet.at("declaratienummer")])
    row, status, number = sheet.rows[at], sheet.at("status"), sheet.at("declaratienummer")
    row[status], row[number] = row[number], None

    (text,) = [each.text("nl") for each in findings(sheets) if each.kind.code == "unknown-code"]

    assert text.endswith(f"Of hoort deze waarde in cel O{at + 2}?")


def test_a_word_beside_an_empty_cell_of_any_text_does_not_belong_there(sheets):
    sheet = sheets[P]
    at = max(at for at, each in enumerate(sheet.rows) if each[sheet.at("declaratienummer")])
    sheet.rows[at][sheet.at("status")], sheet.rows[at][sheet.at("declaratienummer")] = "onbekend", None

    (text,) = [each.text("nl") for each in findings(sheets) if each.kind.code == "unknown-code"]

    assert "hoort deze waarde" not in text


def test_client_numbers_under_the_header_of_a_column_with_few_budgets_are_asked_about(sheets):
    sheet = sheets[T]
    client, budget = sheet.at("clientnummer"), sheet.at("budget")
    for at, row in enumerate(sheet.rows):
        row[budget] = 500.0 if at in {2, 4} else None
    sheet.headers[client], sheet.headers[budget] = "budget", "clientnummer"

    told = {each.kind.code: each.text("nl") for each in findings(sheets) if each.place.table == T}

    assert told["not-a-number"].endswith("Of is deze kop verwisseld met die van kolom V (clientnummer)?")
    assert told["missing-value"].endswith("Of is deze kop verwisseld met die van kolom D (budget)?")


def test_what_lacks_in_a_row_that_lost_a_cell_is_no_column_that_moved(sheets):
    sheet = sheets[P]
    row = sheet.rows[-1]
    row.pop(sheet.at("productcategorie"))
    row.append(None)

    told = {each.kind.code: each.text("nl") for each in findings(sheets)}

    assert "row-shifted-left" in told
    assert "naar boven geschoven" not in told["missing-value"]


def test_one_word_again_and_again_under_a_header_is_no_header_that_changed_places(sheets):
    sheet = sheets[P]
    filled = [row for row in sheet.rows if row[sheet.at("declaratienummer")]]
    for row in filled[1:]:
        row[sheet.at("declaratienummer")] = "zie boven"

    texts = [each.text("nl") for each in findings(sheets) if each.kind.code == "malformed"]

    assert texts
    assert not [each for each in texts if "deze kop verwisseld" in each]


def test_a_column_that_lacks_where_another_is_unknown_may_have_another_name(sheets):
    sheet = sheets[P]
    sheet.headers[sheet.at("begindatum")] = "Startdatum"

    found = {each.kind.code: each.text("nl") for each in findings(sheets)}

    assert found["missing-column"] == (
        "Kolom begindatum ontbreekt op blad prestatie. Voeg de kolom toe en vul elke rij in. Of staat het in "
        "een kolom met een andere naam? Geef die kolom dan de naam begindatum."
    )
