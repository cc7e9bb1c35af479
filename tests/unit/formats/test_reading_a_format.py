"""What can be said about a format: described, compared, linted, covered and tried out."""

from service.domain.formats.coverage import cover
from service.domain.formats.describe import describe
from service.domain.formats.diff import diff
from service.domain.formats.lint import lint, lint_against, lint_texts
from service.domain.formats.rows import Submitted
from service.domain.formats.tryout import Difference, try_out
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, NAMES, a_list, a_plan, a_table

TABLE = a_table("t", {"45A03": "Ambulant"})
ROWS = {"per": ["productcode"], "where": {"status": ["ingediend"]}}
COLUMNS = {
    "Product": {"field": "productcode", "translate": "t"},
    "Uren": {"sum": "volume", "to_unit": "uur", "round": 2},
}
KEYS = {"per": ["productcode", "eenheid"], "where": {"status": ["ingediend"]}}


def test_a_format_is_described_in_whole_sentences():
    plan = a_list({"Product": COLUMNS["Product"], "Bedrag": {"sum": "bedrag"}}, TABLE, **ROWS)

    assert tuple(each.nl for each in describe(plan))[:8] == (
        "“Voorbeeldlijst” (voorbeeld/lijst) wordt per kwartaal gevraagd voor de Jeugdwet en Wmo.",
        "Het geldt vanaf 2025.",
        "Het is een voorbeeld, door geen gemeente gepubliceerd.",
        "Het gaat over personen en gaat alleen naar de gemeente. Grondslag: voorbeeld.",
        "Het wordt een csv-bestand.",
        "Blad lijst heeft één regel per productcode van prestatie.",
        "Er staan alleen rijen in waarvoor geldt: status is ingediend.",
        "Kolom Product bevat het veld productcode, vertaald met codetabel t.",
    )
    assert "Column Bedrag holds the sum of the field bedrag." in [each.en for each in describe(plan)]


def test_a_diff_says_in_words_what_changes():
    old = a_list(COLUMNS, TABLE, **KEYS)
    wider = a_table("t", {"45A03": "Ambulant", "41B01": "Dag"})
    new = a_list(
        {
            "Product": COLUMNS["Product"],
            "Uren": {"sum": "volume", "to_unit": "uur", "round": 0},
            "N": {"count": "rows"},
        },
        wider,
        **KEYS,
    )

    assert tuple(each.nl for each in diff(old, new)) == (
        (
            "Kolom Uren bevat nu de som van het veld volume, omgerekend naar uren, afgerond op 0 decimalen "
            "in plaats van de som van het veld volume, omgerekend naar uren, afgerond op 2 decimalen."
        ),
        "Kolom N is nieuw: het aantal regels.",
        "In codetabel t: 1 × nieuw (41B01 wordt 'Dag').",
    )
    assert tuple(each.en for each in diff(old, old)) == ()


def test_another_file_is_told_in_words_and_not_as_it_is_held_here():
    sheets = {"lijst": {"rows": {"of": "prestatie"}, "columns": {"A": "productcode"}}}
    old = a_plan(sheets=sheets, output={"kind": "csv", "filename": "a.csv"})
    new = a_plan(sheets=sheets, output={"kind": "csv", "filename": "b.csv", "separator": ","})
    other = a_plan(sheets=sheets, output={"kind": "json", "filename": "a.json"})

    assert tuple(each.nl for each in diff(old, new)) == (
        "De bestandsnaam is nu b.csv; was a.csv.",
        "Het scheidingsteken is nu ,; was ;.",
    )
    assert tuple(each.nl for each in diff(old, other))[:2] == (
        "De soort bestand is nu json; was csv.",
        "De bestandsnaam is nu a.json; was a.csv.",
    )


def test_lint_points_at_what_may_surprise():
    choose = {
        "choose": [
            {"when": {"status": "toegekend"}, "then": {"constant": "ja"}},
            {"when": {"status": "toegekend", "debet_credit": "D"}, "then": {"constant": "nee"}},
        ]
    }
    plan = a_list({"A": "productcode", "B": "productcode", "C": choose})

    assert [(each.code, each.where) for each in lint(plan, [plan])] == [
        ("says-the-same", "lijst.B"),
        ("unreachable-branch", "lijst.C"),
        ("no-examples", ""),
    ]


def test_lint_names_codes_in_recent_data_that_no_table_has():
    plan = a_list({"Product": COLUMNS["Product"]}, TABLE)
    rows = [
        {},
        {"referentienummer": "B", "productcode": "41B01"},
        {"referentienummer": "C", "productcode": "41B01"},
    ]
    submitted = Submitted(export=an_export(prestatie=rows), standard=the_standard())

    assert [(each.code, each.text.nl) for each in lint_against(plan, submitted, FIRST_QUARTER)] == [
        ("code-not-in-table", "'41B01' staat in 2 rijen van recente gegevens.")
    ]


def test_a_column_that_three_others_write_alike_belongs_in_a_fragment():
    sheets = {"lijst": {"rows": {"of": "prestatie"}, "columns": {"P": "productcode"}}}
    every = [a_plan(format=f"voorbeeld/{name}", sheets=sheets) for name in "abcd"]

    assert "share-it" in [each.code for each in lint(every[0], every)]
    assert "share-it" not in [each.code for each in lint(every[0], every[:3])]


def test_coverage_names_the_conditions_that_no_example_decides():
    plan = a_list(
        {"Bedrag": {"field": "bedrag", "only": {"debet_credit": "C"}}}, where={"status": "ingediend"}
    )
    rows = [{}, {"referentienummer": "B", "status": "toegekend"}]

    found = cover(
        plan, [(Submitted(export=an_export(prestatie=rows), standard=the_standard()), FIRST_QUARTER)]
    )

    assert (found.conditions, found.untried) == (2, ("lijst: debet_credit is C",))
    assert "prestatie.bedrag" in found.used
    assert ("verloop.begindatum", "niet gevraagd") in found.not_asked


def test_a_new_version_is_tried_over_past_submissions():
    old = a_list({"Uren": COLUMNS["Uren"]}, **KEYS)
    new = a_list({"Uren": {"sum": "volume", "to_unit": "uur", "round": 0}}, **KEYS)
    submitted = Submitted(export=an_export(prestatie=[{"volume": 100}]), standard=the_standard())

    assert try_out(old, new, [(submitted, FIRST_QUARTER)], NAMES) == (
        Difference(
            rule="nu de som van het veld volume, omgerekend naar uren, afgerond op 0 decimalen",
            where="lijst.Uren",
            cells=1,
            reports=1,
            before="1.67",
            after="2",
        ),
    )


def tried(old, new, rows):
    submitted = Submitted(export=an_export(prestatie=rows), standard=the_standard())
    return [
        (each.rule, each.where, each.cells, each.reports, each.matched_by)
        for each in try_out(old, new, [(submitted, FIRST_QUARTER)], NAMES)
    ]


def test_a_line_that_is_new_does_not_make_the_lines_after_it_differ():
    columns = {"Product": "productcode", "Volume": {"sum": "volume"}}
    old = a_list(columns, per=["productcode"], where={"status": "toegekend"})
    new = a_list(columns, per=["productcode"])
    rows = [
        {"referentienummer": "A", "productcode": "41A01"},
        {"referentienummer": "B", "status": "toegekend"},
        {"referentienummer": "C", "productcode": "50A01", "status": "toegekend"},
    ]

    assert tried(old, new, rows) == [("regels erbij", "lijst", 1, 1, "key")]


def test_lines_of_a_row_each_are_found_again_by_their_row():
    old = a_list({"Volume": "volume"}, order=["volume"])
    new = a_list({"Volume": "volume"}, where={"status": "ingediend"})
    rows = [
        {"referentienummer": "A", "volume": 3},
        {"referentienummer": "B", "volume": 2, "status": "toegekend"},
        {"referentienummer": "C", "volume": 1},
    ]

    assert tried(old, new, rows) == [("regels vervallen", "lijst", 1, 1, "row")]


def test_lines_made_otherwise_are_compared_by_place_and_that_is_said():
    old = a_list({"Volume": {"sum": "volume"}}, per=["productcode"])
    new = a_list({"Volume": {"sum": "volume"}}, per=["eenheid"])

    assert tried(old, new, [{"referentienummer": "A"}, {"referentienummer": "B", "eenheid": "04"}]) == [
        ("andere regels of een andere codetabel", "lijst.Volume", 1, 1, "place"),
        ("regels erbij", "lijst", 1, 1, "place"),
    ]


def test_a_sheet_that_is_gone_is_one_difference():
    old = a_plan(
        sheets={
            name: {"rows": {"of": "prestatie"}, "columns": {"Volume": "volume"}} for name in ("lijst", "weg")
        }
    )
    new = a_list({"Volume": "volume"}, **{"with": []})

    assert tried(old, new, [{}]) == [("blad is vervallen", "weg", 1, 1, "key")]


def test_a_text_longer_than_ever_is_pointed_at():
    plan = a_list({"Referentie": "referentienummer"})
    months = [
        Submitted(export=an_export(prestatie=[{"referentienummer": text}]), standard=the_standard())
        for text in TEXTS
    ]
    recent = [(each, FIRST_QUARTER) for each in months]

    found = [[(each.code, each.where) for each in lint_texts(plan, recent[:count])] for count in (1, 2, 3)]

    assert found == [[], [], [("text-longer-than-ever", "lijst.Referentie")]]


def test_a_text_that_does_not_fit_its_positions_is_pointed_at():
    output = {"kind": "fixed-width", "filename": "x.txt", "columns": {"Referentie": {"width": 4}}}
    columns = {"Referentie": "referentienummer"}
    plan = a_plan(output=output, sheets={"lijst": {"rows": {"of": "prestatie"}, "columns": columns}})
    submitted = Submitted(
        export=an_export(prestatie=[{"referentienummer": "12345"}]), standard=the_standard()
    )

    (remark,) = lint_texts(plan, [(submitted, FIRST_QUARTER)])

    assert (remark.code, remark.text.nl) == (
        "text-does-not-fit",
        "Een tekst van 5 tekens past niet in 4; maak de kolom breder of kort in.",
    )


TEXTS = ("R12", "R3", "R-2026-0004")


def test_a_check_says_which_side_of_the_balance_a_total_must_equal():
    columns = {"Bedrag": {"sum": "bedrag"}, "Regels": {"count": "rows"}}
    sheets = {"lijst": {"rows": {"of": "prestatie", "per": ["productcode"]}, "columns": columns}}
    checks = [
        {"total": "lijst.Bedrag", "equals": "balance.bedrag"},
        {"total": "lijst.Regels", "equals": "balance.rows"},
    ]

    told = [each.en for each in describe(a_plan(sheets=sheets, checks=checks)) if "must equal" in each.en]

    assert told == [
        "The total of lijst.Bedrag must equal the amount of the balance, or nothing is published.",
        "The total of lijst.Regels must equal the number of rows of the balance, or nothing is published.",
    ]


def test_a_condition_on_a_filled_field_and_on_an_empty_one_are_told_apart():
    def told(filled):
        rows = {"of": "prestatie", "where": {"retourcode": {"filled": filled}}}
        plan = a_plan(sheets={"lijst": {"rows": rows, "columns": {"Bedrag": "bedrag"}}})
        return next(each.nl for each in describe(plan) if each.nl.startswith("Er staan alleen rijen"))

    assert told(filled=True) == "Er staan alleen rijen in waarvoor geldt: retourcode is gevuld."
    assert told(filled=False) == "Er staan alleen rijen in waarvoor geldt: retourcode is leeg."


def test_what_is_described_says_rest_for_a_table_that_is_used_and_names_what_stays_empty():
    sheets = {
        "lijst": {
            "rows": {"of": "prestatie", "per": [{"field": "productcode", "translate": "t"}]},
            "columns": {"column D": {"sum": "bedrag"}},
            "left_empty": {"Opmerking": "vult de gemeente zelf"},
        }
    }
    told = [each.nl for each in describe(a_plan(TABLE, sheets=sheets))]

    assert "Blad lijst heeft één regel per productcode, vertaald met codetabel t van prestatie." in told
    assert "Kolom D bevat de som van het veld bedrag." in told
    assert "Kolom Opmerking blijft leeg: vult de gemeente zelf." in told
    assert any("de overige velden van prestatie" in each and "uitkomst.*" in each for each in told)
