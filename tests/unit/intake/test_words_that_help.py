"""A finding says what differs, which codes there are, which column is meant, and what Excel made of it."""

import dataclasses
import re
import string
from datetime import date

import pytest

from service.domain.carrier_words import Carrier
from service.domain.findings import Finding, Place
from service.domain.periods import parse_period
from service.domain.standard.findings import cells as kinds
from service.domain.standard.look_alikes import by_sight, hidden_difference
from service.domain.words import every_kind
from service.pipeline.whole_way import read_and_check
from service.sample import sample_tables
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import P, Shown, T, sheets_of, written

CYRILLIC_A, CYRILLIC_E, UNSEEN = "\u0430", "\u0435", "\u200b"


@pytest.fixture(scope="module")
def tables():
    return sample_tables(
        the_standard(), seed=11, municipalities=["0014", "0034"], clients=8, period=parse_period("2026-Q1")
    )


def said(tables, change):
    sheets = sheets_of(the_standard(), tables)
    change(sheets)
    checked = read_and_check([("export.xlsx", written(sheets))], the_standard())
    return [(each.kind.code, each.words().nl) for each in checked.findings]


def cell(table, field, value):
    def change(sheets):
        sheets[table].filled(field)[0][sheets[table].at(field)] = value

    return change


def headed(table, field, text):
    def change(sheets):
        sheets[table].headers[sheets[table].at(field)] = text

    return change


def called(table, text):
    def change(sheets):
        sheets[table].table = text

    return change


@pytest.mark.parametrize(
    ("written_as", "meant", "place", "found", "expected"),
    [
        (f"bedr{CYRILLIC_A}g", "bedrag", 5, f'"{CYRILLIC_A}" (U+0430)', "a"),
        (f"in{UNSEEN}gediend", "ingediend", 3, "U+200B", "g"),
        ("4O", "40", 2, '"O" (U+004F)', "0"),
        ("vo1ume", "volume", 3, '"1" (U+0031)', "l"),
        ("\uff24", "D", 1, '"\uff24" (U+FF24)', "D"),
        ("toe gekend", "toegekend", 4, "U+0020", "g"),
        (f"JW{UNSEEN}", "JW", 3, "U+200B", ""),
    ],
)
def test_what_looks_the_same_says_in_which_sign_it_differs(written_as, meant, place, found, expected):
    difference = hidden_difference(written_as, by_sight(["x", meant]))

    assert (difference.meant, difference.place, difference.found, difference.expected) == (
        meant,
        place,
        found,
        expected,
    )


@pytest.mark.parametrize("written_as", ["bedrag", "BEDRAG", "bedragen", "iets anders", ""])
def test_what_is_the_same_but_for_capitals_or_looks_otherwise_has_no_hidden_difference(written_as):
    assert hidden_difference(written_as, by_sight(["bedrag"])) is None


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (
            headed(P, "bedrag", f"bedr{CYRILLIC_A}g"),
            "column-looks-the-same",
            (
                "Kolom L van blad prestatie lijkt bedrag te heten, maar teken 5 is "
                f'"{CYRILLIC_A}" (U+0430), waar "a" hoort. Typ de kop bedrag opnieuw in.'
            ),
        ),
        (
            called(P, f"pr{CYRILLIC_E}statie"),
            "sheet-looks-the-same",
            (
                f"Blad pr{CYRILLIC_E}statie lijkt prestatie te heten, maar teken 3 is "
                f'"{CYRILLIC_E}" (U+0435), waar "e" hoort. Typ de naam prestatie opnieuw in.'
            ),
        ),
        (
            cell(P, "status", f"toegek{CYRILLIC_E}nd"),
            "code-looks-the-same",
            (
                f'Kolom N (status), rij 2: "toegek{CYRILLIC_E}nd" lijkt de code toegekend, maar teken 7 is '
                f'"{CYRILLIC_E}" (U+0435), waar "e" hoort. Typ de code opnieuw in; tot dan wacht deze rij.'
            ),
        ),
        (
            cell(P, "status", "betaald"),
            "unknown-code",
            (
                'Kolom N (status), rij 2: "betaald" staat niet in de lijst Status van een prestatie '
                "(geleverd, ingediend, toegekend, afgewezen). Vul een code uit die lijst "
                "in; tot dan wacht deze rij."
            ),
        ),
        (
            cell(P, "debet_credit", "X"),
            "unknown-decisive-code",
            (
                'Kolom M, rij 2: "X" staat niet in de lijst COD043 Debet of credit (C Creditbedrag en '
                "aantal, D Debetbedrag en aantal). Vul in debet_credit een code uit die lijst in; zonder die "
                "code is de aanlevering niet te lezen."
            ),
        ),
        (
            cell(P, "eenheid", "minuten"),
            "unknown-code",
            (
                'Kolom J (eenheid), rij 2: "minuten" staat niet in de lijst WJ756 Eenheid (01 Minuut, '
                "04 Uur, 14 Etmaal, 16 Dagdeel (4 uur), 82 Stuks (output), 83 Euro's, 84 Stuks (inspanning))."
                " Vul een code uit die lijst in; tot dan wacht deze rij."
            ),
        ),
        (
            cell(T, "ingangsdatum", "01-02-26"),
            "year-of-two-digits",
            (
                'Kolom Q, rij 2: in "01-02-26" staat geen jaartal van vier cijfers, zodat het meer dan één '
                "datum kan zijn. Vul in ingangsdatum een datum in als jjjj-mm-dd, of als echte datum met de "
                "celopmaak Datum."
            ),
        ),
        (
            cell(P, "volume", date(2026, 3, 1)),
            "date-for-number",
            (
                "Kolom I, rij 2: in volume staat de datum 01-03-2026 waar een getal hoort. Excel maakt soms "
                "van een getal als 1-3 een datum. Geef de kolom de celopmaak Standaard en vul het getal "
                "opnieuw in."
            ),
        ),
        (
            cell(T, "geboortedatum", 40_000),
            "number-for-date",
            (
                "Kolom F, rij 2: in geboortedatum staat het getal 40000 waar een datum hoort. Vul de datum "
                "in als jjjj-mm-dd, of als echte datum met de celopmaak Datum. Zo telt Excel de dagen: 40000 "
                "is daar 6 juli 2009."
            ),
        ),
        (
            cell(T, "geboortedatum", 2_026),
            "number-for-date",
            (
                "Kolom F, rij 2: in geboortedatum staat het getal 2026 waar een datum hoort. Vul de datum "
                "in als jjjj-mm-dd, of als echte datum met de celopmaak Datum."
            ),
        ),
        (
            cell(P, "productcode", "45 A03"),
            "too-long",
            (
                'Kolom F (productcode), rij 2: "45 A03" is langer dan 5 tekens. Vul de code of het nummer '
                "zelf in."
            ),
        ),
        (
            headed(T, "geslacht", "gesl"),
            "column-looks-like",
            (
                'Kolom H van blad toewijzing heet "gesl" en lijkt op geslacht, dat ontbreekt. Bedoelt u die? '
                "Verander de kop in geslacht; anders: haal de kolom weg."
            ),
        ),
        (
            headed(P, "bedrag", "Bedrag excl. btw"),
            "column-looks-like",
            (
                'Kolom L van blad prestatie heet "Bedrag excl. btw" en lijkt op bedrag, dat ontbreekt. '
                "Bedoelt u die? Verander de kop in bedrag; anders: haal de kolom weg."
            ),
        ),
        (
            headed(P, "bedrag", "prestatie.bedrag"),
            "repaired-header",
            'Kolom L van blad prestatie, met kop "prestatie.bedrag", is gelezen als bedrag.',
        ),
    ],
)
def test_a_finding_says_what_is_there_what_is_expected_and_what_to_do(tables, change, code, words):
    assert said(tables, change) == [(code, words)]


def test_no_sentence_for_a_text_file_or_a_message_speaks_of_the_look_of_a_cell():
    for carrier in (Carrier.TEXT_FILE, Carrier.MESSAGE):
        place = Place(table=P, sheet="prestatie.csv", row=2, column="L", field="bedrag", carrier=carrier)
        for kind in every_kind():
            facts = dict.fromkeys(_facts_of(kind), "x")
            words = Finding(kind, place, facts).words()

            assert "celopmaak" not in words.nl, kind.code
            assert "cell format" not in words.en, kind.code
            assert "()" not in words.nl + words.en


def test_the_field_stands_once_beside_the_letter_of_its_column():
    place = Place(table=P, sheet=P, row=7, column="L", field="bedrag")
    words = Finding(kinds.NEGATIVE, place, {"value": "-1"}).words()

    assert words.nl.startswith("Kolom L, rij 7: -1 is negatief. Vul bedrag ")
    assert words.nl.count("bedrag") == 1


TELLS = re.compile(
    r"\b(vul|controleer|laat|maak|verwijder|lever|kies|sla|haal|herstel|neem|voeg|gebruik|geef|typ|splits|vraag"
    r"|zet|open|noem|plak|waarschuw|schrijf|kort|rond|upload|tel|crediteer|declareer|verander|zorg"
    r"|wissel|schuif|u hoeft niets)\b",
    re.IGNORECASE,
)
NOTHING_TO_DO = {"blank-rows", "value-outside-bands", "report-not-made", "earlier-report-not-there"}
"""What a provider can do nothing about, or need not."""


def test_every_finding_says_what_to_do():
    silent = {each.code for each in every_kind() if not each.is_repair and not TELLS.search(each.words.nl)}

    assert silent == NOTHING_TO_DO


def _facts_of(kind):
    names = {name for _, name, _, _ in string.Formatter().parse(kind.words.nl + kind.words.en) if name}
    return names - {"table", "sheet", "row", "column", "field", "line", "count"}


@pytest.mark.parametrize("written", ["66,00-", "(66,00)", "€ 66,00 -", "1.066,00-"])
def test_an_amount_that_is_negative_as_bookkeepers_write_it_is_called_negative(intake, written):
    found = intake.found(prestatie=[{"bedrag": written}])

    assert [code for *_, code in found if code != "number-as-text"] == ["negative"]
    assert f"{written} is negatief" in intake.checked.findings[-1].text("nl")


def test_what_we_say_is_in_the_notation_of_the_reader_and_what_is_quoted_as_in_the_file(intake):
    intake.found(prestatie=[{"bedrag": 1234.5, "begindatum": date(2025, 3, 1)}])

    told = {each.kind.code: (each.text("nl"), each.text("en")) for each in intake.checked.findings}
    dutch, english = told["amount-not-volume-times-tariff"]
    assert "bedrag 1234,5 is niet volume x tarief: dat is 37,05." in dutch
    assert "amount 1234.5 is not volume x tariff, which is 37.05." in english
    dutch, english = told["outside-allocation"]
    assert (
        "(begin 01-03-2025, eind 31-01-2026) ligt niet binnen de toewijzing (begin 01-12-2025, eind open)"
        in dutch
    )
    assert (
        "(begin 2025-03-01, end 2026-01-31) is not within the allocation (begin 2025-12-01, end open)"
        in english
    )

    intake.check(intake.raw(text_only=True, prestatie=[{"bedrag": "1234.5", "begindatum": "2025-03-01"}]))

    quoted = " ".join(each.text("nl") for each in intake.checked.findings)
    assert "bedrag 1234.5 is niet volume x tarief" in quoted
    assert "(begin 2025-03-01, eind 31-01-2026) ligt niet binnen" in quoted


def test_a_budget_that_is_exceeded_is_named_with_the_total(intake):
    intake.found(toewijzing=[{"budget": 20.5, "einddatum": date(2026, 12, 31)}])

    (found,) = (each for each in intake.checked.findings if each.kind.code == "budget-exceeded")
    assert "zijn € 37,05, meer dan het budget van de toewijzing (€ 20,50)" in found.text("nl")


@pytest.mark.parametrize("word", ["?", "n.n.b.", "volgt"])
def test_who_has_no_date_yet_is_told_that_the_cell_may_be_empty_where_it_may(intake, word):
    intake.found(toewijzing=[{"einddatum": word}], prestatie=[{"begindatum": word}])

    end, begin = (each.text("nl") for each in intake.checked.findings)
    assert end.endswith("of laat de cel leeg als er geen is.")
    assert begin.endswith("celopmaak Datum.")


def test_the_sign_of_an_amount_is_told_where_it_is_about_an_amount_only(intake):
    intake.found(toewijzing=[{"budget": -5.0}], prestatie=[{"bedrag": -37.05}])

    budget, amount = (each.text("nl") for each in intake.checked.findings)
    assert budget.endswith("zonder minteken of haakjes in.")
    assert "credit is, staat in debet_credit" in amount


@pytest.mark.parametrize("field", ["clientnummer", "productcode", "einddatum", "perceel"])
def test_an_error_of_excel_that_became_text_is_one_in_every_field(intake, field):
    found = intake.found(toewijzing=[{field: "#N/B"}], prestatie=[])

    assert [each[3] for each in found] == ["error-cell"]


def test_an_own_column_may_stay(intake):
    delivery, allocation, prestatie = intake.raw()
    own = dataclasses.replace(
        prestatie, headers=(*prestatie.headers, "kamer"), columns=(*prestatie.columns, prestatie.columns[0])
    )

    intake.check([delivery, allocation, own])

    assert "dan mag zij blijven staan" in intake.checked.findings[0].text("nl")


def test_a_header_that_is_a_year_is_quoted_as_it_is_shown(tables):
    def change(sheets):
        sheets[P].headers.append(2026)
        for row in sheets[P].rows:
            row.append("x")

    ((code, words),) = said(tables, change)

    assert code == "unknown-column"
    assert 'met kop "2026",' in words


@pytest.mark.parametrize(
    ("decimals", "written", "code"),
    [
        ("12,50", "20,001", "not-a-whole-number"),
        ("12.50", "20.001", "not-a-whole-number"),
        ("12,50", "20.001", "thousands-separator"),
        ("12", "20.001", "thousands-separator"),
    ],
)
def test_a_sign_that_stands_before_decimals_in_the_file_is_none_between_thousands(
    intake, decimals, written, code
):
    rows = [{"volume": written, "tarief": decimals, "bedrag": "37"}]

    found = intake.found(text_only=True, prestatie=rows)

    assert (P, 2, "I", code) in found


def test_what_stands_for_nothing_where_a_bsn_may_be_is_shown_and_a_bsn_never(intake):
    intake.found(toewijzing=[{"bsn": "nvt"}])
    (nothing,) = intake.checked.findings
    intake.found(toewijzing=[{"bsn": "999900007"}], prestatie=[])
    (failing,) = intake.checked.findings

    assert nothing.facts["value"] == "nvt"
    assert failing.facts["value"] == "*******07"


def test_a_nought_lost_no_zeros_in_front(intake):
    found = intake.found(prestatie=[{"eenheid": 0.0}])

    assert (P, 2, "J", "unknown-code") in found
    assert "leading-zeros-lost" not in {each[3] for each in found}


def test_advice_about_another_product_does_not_say_which_of_both_is_right(intake):
    intake.found(toewijzing=[{"productcode": "45A99"}])

    (finding,) = intake.checked.findings
    assert "toewijzing (45A99). Neem die over, of verbeter de toewijzing" in finding.text("nl")


@pytest.mark.parametrize("written", ["C\n1", "C\t1", "C\r\n1"])
def test_a_new_line_within_a_number_of_ones_own_is_named_and_makes_no_second_client(intake, written):
    assert intake.found(toewijzing=[{"clientnummer": written}]) == [(T, 2, "D", "control-characters")]


@pytest.mark.parametrize(
    ("table", "field", "written", "letter"),
    [
        (P, "gemeentecode", "O014", "Teken 1 is de letter O, waar het cijfer 0 hoort."),
        (P, "gemeentecode", "00l4", "Teken 3 is de letter l, waar het cijfer 1 hoort."),
        (P, "volume", "1O", "Teken 2 is de letter O, waar het cijfer 0 hoort."),
        (P, "bedrag", "37,O5", "Teken 4 is de letter O, waar het cijfer 0 hoort."),
        (P, "gemeentecode", "Ol", ""),
        (P, "volume", "1 uur", ""),
    ],
)
def test_a_letter_that_looks_like_a_digit_is_named(intake, table, field, written, letter):
    intake.found(**{table: [{field: written}]})

    finding = next(each for each in intake.checked.findings if each.place.field == field)
    assert finding.text("nl").endswith(letter or ".")
    assert ("is de letter" in finding.text("nl")) is bool(letter)


@pytest.mark.parametrize("number", [0.148, 3.108])
def test_an_amount_that_its_cell_shows_in_per_cent_is_told_so_and_not_only_to_be_rounded(tables, number):
    ((code, words),) = said(tables, cell(P, "tarief", Shown(number, "0.0%")))

    assert code == "too-many-decimals"
    assert words.endswith("De cel toont procenten: geef haar de celopmaak Getal en vul het getal opnieuw in.")


@pytest.mark.parametrize(("written", "code"), [("14", "leading-zeros-restored"), ("014", "malformed")])
def test_a_code_that_still_has_a_zero_in_front_lost_none(intake, written, code):
    found = intake.found(text_only=True, prestatie=[{"gemeentecode": written}])

    assert (P, 2, "C", code) in found


def test_no_row_comes_after_an_export_of_before_its_own_period(tables):
    codes = [code for code, _ in said(tables, cell("aanlevering", "aangemaakt_op", date(1926, 4, 9)))]
    assert "made-before-period-ended" in codes
    assert not {"start-after-export", "not-yet-delivered", "stop-after-export"} & set(codes)


@pytest.mark.parametrize(("table", "is_of_care"), [(P, True), (T, False)])
def test_only_of_what_is_declared_a_minus_is_told_where_a_credit_is_said(tables, table, is_of_care):
    (words,) = [words for code, words in said(tables, cell(table, "volume", -3)) if code == "negative"]

    assert ("debet_credit" in words) is is_of_care


def test_blanks_around_the_name_of_a_sheet_are_no_difference_that_is_pointed_at(intake):
    delivery, allocation, prestatie = intake.raw()
    named = dataclasses.replace(prestatie, sheet=f"  pr{CYRILLIC_E}statie ")

    assert intake.check([delivery, allocation, named]) == [(P, None, "", "sheet-looks-the-same")]
    assert "maar teken 3 is" in intake.checked.findings[0].text("nl")
