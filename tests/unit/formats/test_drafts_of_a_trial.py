"""What a draft did not see in workbooks that somebody else made: kinds of layout, each as small as can be."""

import io

import openpyxl
import pytest
import yaml

from service.domain.formats.drafts.ages import age_groups
from service.domain.formats.drafts.figures import rows_behind
from service.domain.formats.drafts.found import Heading
from service.domain.formats.drafts.words import meaning_of
from service.domain.formats.drafts.workbook_proposal import WorkbookProposal
from service.files.drafts import propose_for_workbook, read_synonyms
from service.files.drafts.writing import write_draft
from tests.tools.exports import REPOSITORY
from tests.tools.formats import a_workbook

SYNONYMS = read_synonyms(REPOSITORY / "mappings")


def a_proposal(rows, change=lambda _: None) -> WorkbookProposal:
    opened = openpyxl.load_workbook(io.BytesIO(a_workbook({"Blad": rows})))
    change(opened["Blad"])
    stream = io.BytesIO()
    opened.save(stream)
    return propose_for_workbook(stream.getvalue(), SYNONYMS)


def addresses(block):
    return [each.address for each in block.found.columns]


def test_a_header_beside_a_merged_one_is_two_lines_high_also_when_it_is_not_merged_down():
    rows = [
        ["Productcode", "Cliënten", "Bedragen", None],
        [None, None, "Toegekend", "Afgewezen"],
        [None] * 4,
    ]

    (block,) = a_proposal(rows, lambda sheet: sheet.merge_cells("C1:D1")).blocks

    assert addresses(block) == ["Productcode", "Cliënten", "Bedragen > Toegekend", "Bedragen > Afgewezen"]
    assert (block.found.first_cell, block.found.header_lines) == ("A1", 2)


def test_age_groups_below_a_header_do_not_hide_their_table():
    rows = [
        ["Leeftijd", "In zorg", "Afgesloten", None],
        [None, None, "volgens plan", "voortijdig"],
        ["0 t/m 3", *[None] * 3],
        ["4 t/m 11", *[None] * 3],
    ]

    proposal = a_proposal(rows, lambda sheet: sheet.merge_cells("C1:D1"))

    (block,) = proposal.to_write
    assert addresses(block)[:2] == ["Leeftijd", "In zorg"]
    assert "tabel vanaf A1: geen enkele kolom is bekend" in proposal.not_understood[0]


def test_the_cell_beside_a_label_is_the_one_with_a_notation_of_its_own():
    rows = [["Gemeentecode:", None, None], [None] * 3, ["Productcode", "Bedrag", "Volume"]]

    def as_text(sheet):
        sheet["C1"].number_format = "@"

    assert [place[:2] for place in a_proposal(rows, as_text).cells] == [("Blad", "C1")]


def test_beside_the_begin_of_an_allocation_an_end_is_that_of_the_allocation_and_lines_are_counted():
    header = ["Toew.nr", "Product", "Ingang", "Einde", "Start", "Stop", "Regels", "Bedrag"]

    (block,) = a_proposal([header, [None] * len(header)]).blocks

    told = {each.header: (each.expression, each.confidence) for each in block.columns}
    assert told["Einde"] == ({"field": "toewijzing.einddatum", "date_form": "dd-mm-jjjj"}, 80)
    assert told["Regels"] == ({"count": "prestatie"}, 80)


def test_fixed_lines_with_codes_below_headings_with_subtotals_in_between_are_one_list():
    rows = [
        ["Code", "Product", "Eenheid", "Aantal cliënten", "Gedeclareerd bedrag"],
        ["A. Ambulant"],
        ["45A01", "Begeleiding", "uur"],
        ["45A04", "Behandeling", "dagdeel"],
        [None, "Subtotaal A", None, None, "=SUM(E3:E4)"],
        ["B. Verblijf"],
        ["41A11", "Dagbehandeling", "dagdeel"],
        [None, "Subtotaal B", None, None, "=SUM(E7:E7)"],
        ["TOTAAL", None, None, None, "=E5+E8"],
    ]

    (block,) = a_proposal([[*row, *[None] * (5 - len(row))] for row in rows]).blocks

    assert (block.found.lines, block.found.until) == (3, "Subtotaal B")
    assert [each.expression for each in block.listed] == ["productcode"]


def test_totals_right_below_a_header_are_a_line_of_it_and_no_pattern_for_data():
    rows = [
        ["Product", "Cliënten", "Bedrag"],
        ["TOTAAL", "=SUM(B3:B3)", "=SUM(C3:C3)"],
        [None] * 3,
    ]

    (block,) = a_proposal(rows).blocks

    assert (block.found.header_row, block.found.header_lines) == (2, 2)
    assert addresses(block) == ["Product > TOTAAL", "Cliënten", "Bedrag"]
    assert [each.confidence for each in block.columns] == [95, 95, 95]


def test_a_total_over_what_stands_above_it_is_no_line_of_a_header():
    rows = [["Volume", "Bedrag", "Product"], ["=B1*2", "=SUM(B1:B1)", "Totaal"]]

    (found,) = a_proposal(rows).blocks

    assert (found.found.header_row, found.found.header_lines) == (1, 1)


def test_numbers_that_count_on_in_lines_that_stand_ready_go_on():
    rows = [["Nr", "BSN", "Product", "Bedrag"], *[[number, None, None, None] for number in range(1, 6)]]

    (block,) = a_proposal(rows).blocks

    assert block.columns[0].expression == {"running_number": 1}


def test_of_a_list_of_allocations_with_a_status_less_is_certain():
    bare = ["Cliëntnummer", "Product", "Begin", "Eind", "Bedrag"]
    of_help = ["Cliëntnummer", "Product", "Start zorg", "Einde zorg", "Bedrag", "Status"]
    lists = (bare, [*bare, "Status"], of_help)

    found = [a_proposal([header, [None] * len(header)]).blocks[0] for header in lists]

    assert [max(each.confidence for each in block.columns) for block in found] == [95, 75, 95]


def test_parts_with_the_same_codes_are_uncertain_also_when_one_of_them_is_not_understood():
    parts = [["45A03"], ["45A04"], ["54001"], ["54002"], ["Subtotaal", "=SUM(B2:B5)"], ["45A03"], ["45A04"]]
    rows = [["Code", "Bedrag"], *parts, ["Subtotaal", "=SUM(B7:B8)"]]

    blocks = a_proposal([[*row, *[None] * (2 - len(row))] for row in rows]).blocks

    assert [each.found.lines for each in blocks] == [4, 2]
    assert {one.confidence for each in blocks for one in each.columns} == {60}


def test_a_total_behind_a_column_of_numbers_is_no_line_of_the_list():
    lines = [["1a", "Ambulant", None, None], ["1b", "Verblijf", None, None], ["2a", "Crisis", None, None]]
    rows = [["Nr", "Perceel", "Bedrag", "Cliënten"], *lines, [None, "Totaal", "=SUM(C2:C4)", None]]

    (block,) = a_proposal(rows).blocks

    assert (block.found.lines, block.found.until) == (3, "Totaal")


def test_labels_with_a_value_beside_them_are_single_figures_over_rows_of_their_own():
    rows = [
        ["Indicator", "Waarde", "Vorig kwartaal"],
        ["Aantal unieke cliënten in de periode", None, None],
        ["Aantal nieuwe cliënten", None, None],
        ["Gedeclareerd bedrag", None, None],
        ["Wat anders", None, None],
    ]

    proposal = a_proposal(rows)

    cells = {cell: each for _, cell, each in proposal.cells}
    assert proposal.blocks == ()
    assert cells["B2"].expression["total"]["over"] == "Rijen prestaties"
    assert cells["B3"].expression["total"]["over"] == "Rijen instroom"
    assert cells["B4"].expression["total"]["of"] == {"field": "bedrag", "sign_by": "debet_credit"}
    assert {each.confidence for each in cells.values()} == {75}
    assert [name for name, _ in rows_behind(each.expression for each in cells.values())] == [
        "Rijen prestaties",
        "Rijen instroom",
    ]


def test_a_list_of_clients_in_everyday_words_has_a_line_per_allocation():
    rows = [
        ["Volgnr", "BSN", "Geb.datum", "Toewijzingsnr", "Startdatum", "Einddatum", "Toegewezen aantal"],
        [None] * 7,
    ]
    rows[0].append("Gedeclareerd aantal")

    (block,) = a_proposal(rows).blocks

    told = {each.header: each.expression for each in block.every_column()}
    assert (block.table, block.per) == ("toewijzing", ())
    assert (told["Volgnr"], told["BSN"]) == ({"running_number": 1}, "bsn")
    assert told["Toegewezen aantal"] == "toewijzing.volume"
    assert told["Gedeclareerd aantal"]["sum"]["field"] == "prestatie.volume"


def test_what_is_counted_is_never_an_amount():
    def meant(text):
        return str(meaning_of(Heading(text=text), SYNONYMS, {}).synonym)

    assert "bedrag" in meant("Gedeclareerd")
    assert "volume" in meant("Gedeclareerd aantal")
    assert "bedrag" not in meant("Aantal gedeclareerde")


def test_the_same_list_for_each_law_is_of_the_rows_of_that_law():
    columns = ["Toewijzingnummer", "BSN", "Startdatum", "Einddatum", "Bedrag"]
    content = a_workbook({"Jeugdwet": [columns, [None] * 5], "Wmo": [columns, [None] * 5]})

    proposal = propose_for_workbook(content, SYNONYMS)

    assert [dict(each.where) for each in proposal.blocks] == [{"wet": "JW"}, {"wet": "WMO"}]
    assert not any("vragen hetzelfde" in each for each in proposal.not_understood)
    assert "law:\n- JW\n- WMO\n" in write_draft("x/y", "x/y.xlsx", proposal)


def test_the_same_list_on_sheets_that_say_no_law_is_still_asked_about():
    columns = ["Toewijzingnummer", "BSN", "Startdatum", "Einddatum", "Bedrag"]
    content = a_workbook({"Deel A": [columns, [None] * 5], "Jeugdwet": [columns, [None] * 5]})

    proposal = propose_for_workbook(content, SYNONYMS)

    assert [dict(each.where) for each in proposal.blocks] == [{}, {}]
    assert any("vragen hetzelfde" in each for each in proposal.not_understood)


def test_the_title_of_a_table_says_what_it_is_about_before_its_sheet_and_its_neighbour_do():
    rows = [
        ["Wachtenden per perceel", *[None] * 4, "Uitstroom naar reden"],
        [
            "Perceel",
            "Aantal wachtenden",
            "Langste wachttijd (dgn)",
            None,
            None,
            "Reden beëindiging",
            "Aantal",
            "%",
        ],
        [None] * 8,
    ]
    content = a_workbook({"Wachttijden": rows})

    waiting, ended = propose_for_workbook(content, SYNONYMS).blocks

    assert (waiting.table, ended.table) == ("wachtlijst", "verloop")
    assert {each.header: each.expression for each in ended.columns}["Aantal"] == {"count": "rows"}


@pytest.mark.parametrize(
    ("names", "form"), [("januari februari maart", "maand"), ("April Mei Juni", "Maand")]
)
def test_months_below_each_other_are_the_lines_of_a_list(names, form):
    rows = [["Maand", "Bedrag ingediend"], *([name, None] for name in names.split()), ["Totaal", None]]

    (block,) = a_proposal(rows).blocks

    assert block.per == ({"month": "begindatum"},)
    assert [each.expression for each in block.listed] == [{"month": "begindatum", "date_form": form}]


def test_a_quarter_beside_a_label_keeps_its_own_form():
    proposal = a_proposal([["Kwartaal:", None], [None, None], ["Productcode", "Bedrag", "Volume"]])

    assert [each.expression for *_, each in proposal.cells] == [
        {"report": "period_begin", "date_form": "jjjj-Kn"}
    ]


def test_laws_beside_each_other_are_heads_of_the_rows_under_each():
    rows = [
        [None, "Jeugdwet", None, "Wmo", None],
        ["Productcategorie", "Cliënten", "Bedrag", "Cliënten", "Bedrag"],
        [None] * 5,
    ]

    def merged(sheet):
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("D1:E1")

    proposal = a_proposal(rows, merged)

    (block,) = proposal.blocks
    assert (block.heads.by, block.heads.heads) == ("toewijzing.wet", {"Jeugdwet": ["JW"], "Wmo": ["WMO"]})
    assert [each.header for each in block.under_heads] == ["Cliënten", "Bedrag"]
    assert "law:\n- JW\n- WMO\n" in write_draft("x/y", "x/y.xlsx", proposal)


def test_one_law_twice_is_no_pair_of_heads():
    rows = [[None, "Jeugdwet", "Jw"], ["Product", "Bedrag", "Bedrag"], [None] * 3]

    (block,) = a_proposal(rows).blocks

    assert block.heads is None


AGES = ["0 t/m 3 jaar", "4 t/m 11 jaar", "12 t/m 17 jaar", "18 jaar en ouder"]
TO_THE_NEXT = ["tot 4 jaar", "4 tot 12 jaar", "12 tot 18 jaar", "18+", "onbekend"]
OLDER = ["jonger dan 18", "18-64", "ouder dan 64"]


@pytest.mark.parametrize(
    ("texts", "bounds"),
    [
        (AGES, [(0, 3), (4, 11), (12, 17), (18, None)]),
        (TO_THE_NEXT, [(0, 3), (4, 11), (12, 17), (18, None), (None, None)]),
        (OLDER, [(0, 17), (18, 64), (65, None)]),
        (["t/m 3", "4 of ouder"], [(0, 3), (4, None)]),
        (["0-3", "5-11"], None),
        (["0-3", "3-11"], None),
        (["0-3", "Totaal"], None),
        (["onbekend", "0-3"], None),
    ],
)
def test_ages_follow_each_other_however_they_are_written(texts, bounds):
    groups = age_groups(texts)

    assert (groups and [(each.begin, each.end) for each in groups]) == bounds


def test_lines_that_are_ages_are_a_band_of_the_format_itself_and_genders_stand_beside_each_other():
    rows = [["Leeftijdsgroep", "Jongens", "Meisjes"], *([each, None, None] for each in AGES)]

    (block,) = a_proposal(rows).blocks

    band = {"band": "leeftijden", "of": {"field": "toewijzing.geboortedatum", "age": "period_end"}}
    assert [(each.header, each.expression) for each in block.listed] == [("Leeftijdsgroep", band)]
    assert block.per == (band,)
    assert (block.heads.by, block.heads.heads) == (
        "toewijzing.geslacht",
        {"Jongens": ["1"], "Meisjes": ["2"]},
    )
    assert [dict(each) for each in block.tables[0].lines] == [
        {"van": 0, "tot_en_met": 3, "wordt": "0 t/m 3 jaar"},
        {"van": 4, "tot_en_met": 11, "wordt": "4 t/m 11 jaar"},
        {"van": 12, "tot_en_met": 17, "wordt": "12 t/m 17 jaar"},
        {"van": 18, "tot_en_met": "", "wordt": "18 jaar en ouder"},
    ]


def test_reasons_in_other_words_are_a_code_table_of_the_format_itself_and_the_rest_is_what_is_left():
    reasons = ["Volgens plan", "Eenzijdig door cliënt", "In overeenstemming", "Overig"]
    rows = [["Beëindigde trajecten"], ["Reden", "Aantal", "Gemiddelde duur (weken)"]]
    rows += [[each, None, None] for each in reasons]

    (block,) = a_proposal(rows).blocks

    lines = {str(each["code"]): each["wordt"] for each in block.tables[0].lines}
    assert {code: text for code, text in lines.items() if text != "Overig"} == {
        "31": "Volgens plan",
        "32": "Eenzijdig door cliënt",
        "34": "In overeenstemming",
    }
    assert {code for code, text in lines.items() if text == "Overig"} == {
        *("02", "20", "33", "35", "36", "37", "38", "39")
    }
    assert (block.found.title, block.table) == ("Beëindigde trajecten", "verloop")
    assert block.columns[1].expression == {
        "average": {
            "of": {"waiting_time": {"from": "begindatum", "until": "einddatum", "unit": "weeks"}},
            "digits": 1,
        }
    }


def test_words_that_are_no_codes_make_no_table():
    rows = [["Reden", "Aantal"], ["Weer", None], ["Vakantie", None], ["Volgens plan", None]]

    assert all(not block.tables for block in a_proposal(rows).blocks)


def test_two_quarters_beside_each_other_are_a_half_year():
    rows = [
        ["Periode", None],
        [],
        ["Productcode", "1e kwartaal", None, "2e kwartaal", None],
        [None, "Cliënten", "Bedrag", "Cliënten", "Bedrag"],
        [None] * 5,
    ]

    proposal = a_proposal(rows, lambda sheet: [sheet.merge_cells(each) for each in ("B3:C3", "D3:E3")])

    (block,) = proposal.blocks
    assert block.heads.heads == {"quarters": ["1e kwartaal", "2e kwartaal"]}
    assert [(cell, each.expression) for _, cell, each in proposal.cells] == [("B1", {"report": "period"})]
    assert block.found.title == ""
    head = yaml.safe_load(write_draft("proef/half", "proef/half.xlsx", proposal))
    assert (head["period"], head["valid"]) == ("half-year", {"from": "2026-H1"})


def test_below_a_word_for_what_was_allocated_stands_no_figure_of_what_was_delivered():
    rows = [
        ["Product", "Toegewezen", None, "Gerealiseerd", None],
        [None, "Cliënten", "Bedrag", "Cliënten", "Bedrag"],
        [None] * 5,
    ]

    (block,) = a_proposal(
        rows, lambda sheet: [sheet.merge_cells(each) for each in ("A1:A2", "B1:C1", "D1:E1")]
    ).blocks

    assert [each.header for each in block.columns if not each.expression] == [
        "Toegewezen > Cliënten",
        "Toegewezen > Bedrag",
    ]
    assert [each.confidence for each in block.columns if each.expression] == [95, 95, 95]


def test_a_column_of_another_table_is_unknown_and_does_not_take_the_others_along():
    rows = [["Productcode", "Bedrag", "Reden beëindiging", "Volume"], [None] * 4]

    (block,) = a_proposal(rows).blocks

    assert block.table == "prestatie"
    assert [each.header for each in block.columns if not each.expression] == ["Reden beëindiging"]


def test_a_list_of_clients_with_the_course_of_help_has_a_line_per_allocation():
    headers = [
        "Nr.",
        "BSN",
        "Geb. datum",
        "Productcode",
        "Ingangsdatum toewijzing",
        "Start hulp",
        "Einde hulp",
    ]
    rows = [[*headers, "Reden beëindiging", "Gedeclareerd (€)"], [None] * 9]

    (block,) = a_proposal(rows).blocks

    assert block.table == "toewijzing"
    assert all(each.expression for each in block.columns)
    assert block.columns[-1].confidence == 60


def test_under_a_title_about_inflow_those_are_counted_whose_help_began():
    referrers = [
        "Gemeente",
        "Huisarts",
        "Gecertificeerde instelling",
        "Geen / zelfverwijzer",
        "Rechter of OM",
    ]
    rows = [["Instroom naar verwijzer"], ["Verwijzer", "Aantal nieuwe cliënten"]]
    rows += [[each, None] for each in referrers]

    (block,) = a_proposal(rows).blocks

    assert (block.table, dict(block.where)) == (
        "verloop",
        {"begindatum": {"from": "period_begin", "until": "period_end"}},
    )
    assert [each["code"] for each in block.tables[0].lines] == ["01", "02", "04", "06", "08"]
    assert [each.expression for each in block.columns] == [{"count_distinct": "toewijzing.clientnummer"}]


def test_lines_that_are_reasons_ask_only_help_that_ended():
    rows = [
        ["Reden uitstroom", "Man", "Vrouw"],
        ["Volgens plan", None, None],
        ["In overeenstemming", None, None],
    ]

    (block,) = a_proposal(rows).blocks

    assert dict(block.where) == {"reden_beeindiging": {"filled": True}}


def test_forms_of_help_in_other_words_and_waits_in_weeks():
    rows = [
        ["Wachttijden per hulpvorm"],
        ["Vorm van jeugdhulp", "Aantal wachtenden", "Gem. wachttijd in weken"],
    ]
    rows += [[each, None, None] for each in ("Ambulante hulp (ambulant)", "Pleegzorg", "Gezinshuis")]

    (block,) = a_proposal(rows).blocks

    assert (block.table, [each["code"] for each in block.tables[0].lines]) == (
        "wachtlijst",
        ["02", "11", "12"],
    )
    assert [each.expression for each in block.listed] == [{"field": "hulpvorm", "translate": "hulpvorm"}]
    assert block.columns[-1].expression == {
        "average": {"of": {"field": "wachttijd_dagen", "waiting_time": "weeks"}, "digits": 1}
    }


def test_outcomes_are_per_group_of_the_allocation():
    rows = [["Productgroep", "Gemiddeld rapportcijfer", "Doelen behaald (%)"], [None] * 3]

    (block,) = a_proposal(rows).blocks

    assert (block.table, block.per) == ("uitkomst", ("toewijzing.productcategorie",))


def test_help_that_ended_is_counted_without_its_reasons_too():
    rows = [["Perceel", "Aantal beëindigde trajecten"], [None, None]]

    (block,) = a_proposal(rows).blocks

    assert (block.table, dict(block.where)) == (
        "verloop",
        {"einddatum": {"from": "period_begin", "until": "period_end"}},
    )
    assert [each.expression for each in block.columns] == ["perceel", {"count": "rows"}]


@pytest.mark.parametrize(
    ("header", "expression"),
    [
        ("Bedrag incl. btw", {"field": "bedrag", "sign_by": "debet_credit"}),
        ("Bedrag excl. btw", {"field": "bedrag", "sign_by": "debet_credit", "btw": "removed"}),
        ("Van", "begindatum"),
        ("T/m", "einddatum"),
        ("Declaratienr.", "declaratienummer"),
    ],
)
def test_everyday_words_of_a_list_of_declarations(header, expression):
    rows = [["Cliëntnr.", "Status", header], [None] * 3]

    (block,) = a_proposal(rows, lambda sheet: setattr(sheet["C2"], "number_format", "dd-mm-yyyy")).blocks

    assert block.columns[-1].expression == expression


def test_referrers_beside_each_other_are_heads_and_other_is_for_the_rest():
    heads = ["Gemeente", "Huisarts", "Jeugdarts", "Gecertificeerde instelling", "Overig"]
    rows = [["Aantal jeugdigen naar verwijzer"], ["Perceel", *heads], [None] * 6]

    (block,) = a_proposal(rows).blocks

    assert (block.heads.by, block.heads.other) == ("toewijzing.verwijzer", "Overig")
    assert block.heads.heads == {
        "Gemeente": ["01"],
        "Huisarts": ["02"],
        "Jeugdarts": ["03"],
        "Gecertificeerde instelling": ["04"],
    }
    assert [each.expression for each in block.under_heads] == [{"count_distinct": "toewijzing.clientnummer"}]


@pytest.mark.parametrize("more", [[], ["Datum start zorg"]])
def test_a_list_that_says_when_allocations_begin_has_a_line_per_allocation(more):
    headers = ["Toewijzingnummer", "Clientnummer", "Productcode", "Ingangsdatum", "Einddatum", *more]

    (block,) = a_proposal([headers, [None] * len(headers)]).blocks

    assert block.table == "toewijzing"
    end = {"field": "toewijzing.einddatum", "date_form": "dd-mm-jjjj"}
    assert {each.header: each.expression for each in block.columns}["Einddatum"] == end


def test_a_list_of_deliveries_with_an_allocation_keeps_a_line_per_delivery():
    headers = ["Toewijzingnummer", "Productcode", "Begindatum", "Einddatum", "Volume", "Bedrag"]

    (block,) = a_proposal([headers, [None] * len(headers)]).blocks

    assert block.table == "prestatie"


def test_inflow_and_outflow_beside_each_other_count_by_their_own_days():
    rows = [["Perceel", "Instroom", "Uitstroom"], [None] * 3]

    (block,) = a_proposal(rows).blocks

    assert (block.table, dict(block.where), block.per) == ("verloop", {}, ("perceel",))
    days = [
        list(each.expression["count_distinct"]["choose"][0]["when"])
        for each in block.columns
        if each.header != "Perceel"
    ]
    assert days == [["begindatum"], ["einddatum"]]


def test_inflow_and_outflow_per_month_are_not_known():
    rows = [
        ["Maand", "Instroom", "Uitstroom"],
        *([each, None, None] for each in ("januari", "februari", "maart")),
    ]

    assert not a_proposal(rows).blocks


def test_two_lists_with_other_age_groups_have_bands_of_their_own():
    header = ["Leeftijd", "Aantal cliënten"]
    sheets = {
        "Een": [header, ["0-11", None], ["12-17", None]],
        "Twee": [header, ["0-3", None], ["4-17", None]],
        "Drie": [header, ["0-11", None], ["12-17", None]],
    }

    proposal = propose_for_workbook(a_workbook(sheets), SYNONYMS)

    written = yaml.safe_load(write_draft("proef/leeftijden", "proef/leeftijden.xlsx", proposal))
    bands = {name: [line["wordt"] for line in lines] for name, lines in written["code_tables"].items()}
    assert bands == {"leeftijden": ["0-11", "12-17"], "leeftijden-2": ["0-3", "4-17"]}
    assert {
        name: (sheet["rows"]["per"][0]["band"], sheet["listed"]["by"]["Leeftijd"]["band"])
        for name, sheet in written["sheets"].items()
    } == {
        "Een": ("leeftijden", "leeftijden"),
        "Twee": ("leeftijden-2", "leeftijden-2"),
        "Drie": ("leeftijden", "leeftijden"),
    }
