"""Drafts over workbooks of which it is known what they mean: how right, how sure, and whether they work."""

import io
import random

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from service.domain.formats.drafts.workbook_proposal import WorkbookProposal
from service.domain.formats.lint import lint
from service.files.drafts import compile_draft, propose_for_workbook, read_synonyms, settled_draft
from tests.tools.draft_scores import Score
from tests.tools.exports import REPOSITORY, the_standard
from tests.tools.formats import a_workbook
from tests.tools.varied_workbooks import varied_workbook
from tests.unit.formats.test_found_when_a_format_is_read import changed

MAPPINGS = REPOSITORY / "mappings"
SYNONYMS = read_synonyms(MAPPINGS)


def drafted(content: bytes):
    proposal = propose_for_workbook(content, SYNONYMS)
    return settled_draft("proef/concept", content, proposal, MAPPINGS, the_standard())


def scored(seeds: range) -> Score:
    """Each workbook drafted, proven and held against what it means."""
    score = Score()
    for seed in seeds:
        varied = varied_workbook(seed)
        content = varied.content()
        settled = drafted(content)
        assert settled.fault is None, (seed, str(settled.fault))
        lint(compile_draft(settled.text, MAPPINGS, the_standard(), content), ())
        score.add(varied, settled.proposal)
    return score


def require_calibrated(score: Score) -> None:
    assert score.share_of_sure_right >= 0.98, score.mistakes
    assert score.share_right >= 0.85, score.mistakes
    assert score.share_of_known_right >= 0.85, score.mistakes


def test_of_forty_varied_workbooks_what_is_said_to_be_sure_is_right_and_every_draft_works():
    require_calibrated(scored(range(40)))


@pytest.mark.long
def test_of_four_hundred_varied_workbooks_what_is_said_to_be_sure_is_right_and_every_draft_works(capsys):
    score = scored(range(400))

    with capsys.disabled():
        print(f"\ndraft, 400 varied workbooks: {dict(score.columns)}, {score.share_right:.1%} right;")
        print(f"of what is given 90 % or more {dict(score.sure)}, {score.share_of_sure_right:.1%} right")
    require_calibrated(score)


STRANGE = (
    *(
        "- streepje",
        "#hekje",
        "a: b",
        "{a}",
        "[x]",
        "'",
        '"aan"',
        "*ster",
        "&en",
        "%",
        "!ja",
        "| pijp",
        "> kop",
    ),
    *(
        "nee",
        "2026",
        "1.0",
        "NO",
        "~",
        "Volume",
        "Bedrag",
        "Product",
        "=geen formule",
        "\\n",
        "😀",
        "é" * 300,
    ),
)


def strange_workbook(seed: int) -> bytes:
    """Headers that YAML takes for something else, and the same ones again and again."""
    chance = random.Random(seed)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = chance.choice(("#1", "- x", "'a'", "Nee", "2026"))
    for row in chance.sample(range(1, 30), chance.choice((1, 2, 3))):
        for column in range(1, chance.choice((4, 8))):
            cell = sheet.cell(row, column)
            cell.value = chance.choice(STRANGE)
            cell.data_type = "s"
    sheet["A40"] = "Product"
    for column, text in enumerate(("Bedrag", "Bedrag", "Volume"), 2):
        sheet.cell(40, column, text)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_draft_parses_and_works_whatever_stands_in_the_headers():
    for seed in range(60):
        content = strange_workbook(seed)

        settled = drafted(content)

        assert settled.fault is None, (seed, str(settled.fault), settled.text)
        compile_draft(settled.text, MAPPINGS, the_standard(), content)


def a_proposal(rows) -> WorkbookProposal:
    return propose_for_workbook(a_workbook({"Blad": rows}), SYNONYMS)


def told(proposal: WorkbookProposal) -> dict[str, object]:
    return {each.header: each.expression for block in proposal.blocks for each in block.every_column()}


def test_headers_that_come_twice_are_told_apart_and_neither_is_taken_for_the_other():
    content = a_workbook({"Blad": [["Product", "Volume", "Bedrag", "Volume", "Bedrag"]]})

    settled = drafted(content)

    assert settled.fault is None
    (block,) = settled.proposal.blocks
    assert {each.header: each.confidence for each in block.columns} == {
        "Product": 95,
        "Volume (1)": 60,
        "Bedrag (1)": 60,
        "Volume (2)": 0,
        "Bedrag (2)": 0,
    }


def test_mean_median_and_longest_are_three_figures():
    rows = [
        ["Wachttijden", None, None, None],
        ["Hulpvorm", "Gemiddeld (dagen)", "Langste (dagen)", "Mediaan (dagen)"],
    ]

    assert told(a_proposal(rows)) == {
        "Hulpvorm": {"field": "hulpvorm", "translate": "standaard/hulpvorm"},
        "Gemiddeld (dagen)": {"average": {"of": "wachttijd_dagen", "digits": 1}},
        "Langste (dagen)": {"max": "wachttijd_dagen"},
        "Mediaan (dagen)": {"median": "wachttijd_dagen"},
    }


def test_one_figure_is_proposed_for_one_column_and_is_a_question_for_another():
    proposal = a_proposal([["Product", "Bedrag", "Totaalbedrag"]])

    assert told(proposal)["Totaalbedrag"] is None
    assert proposal.not_understood == ("Blad, kolom 'Totaalbedrag': onbekend: lijkt hetzelfde als 'Bedrag'",)


def test_a_hidden_sheet_stays_as_it_is_and_that_is_said():
    book = openpyxl.load_workbook(io.BytesIO(a_workbook({"Blad": [["Product", "Volume", "Bedrag"]]})))
    book.create_sheet("Hulp").append(["Product", "Volume", "Bedrag"])
    book["Hulp"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)

    proposal = propose_for_workbook(stream.getvalue(), SYNONYMS)

    assert [each.found.sheet for each in proposal.blocks] == ["Blad"]
    assert proposal.not_understood == ("Blad Hulp is verborgen en blijft zoals het is.",)


def test_tables_beside_each_other_that_both_grow_are_two_tables():
    rows = [
        ["Per product", None, None, None, "Per perceel", None, None],
        ["Product", "Volume", "Bedrag", None, "Perceel", "Cliënten", "Toegekend"],
    ]

    settled = drafted(a_workbook({"Blad": rows}))

    assert settled.fault is None
    assert [each.found.name for each in settled.proposal.blocks] == ["Per product", "Per perceel"]
    assert settled.proposal.not_understood == ()


def merged(rows, *ranges) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(a_workbook({"Blad": rows})))
    for cells in ranges:
        book["Blad"].merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_codes_beside_each_other_under_a_word_that_says_what_they_are_become_heads():
    rows = [
        ["Bedragen", None, None, None],
        ["Product", "Perceel", None, None],
        [None, "Ambulant", "Verblijf", "Crisis"],
    ]

    settled = drafted(merged(rows, "A2:A3", "B2:D2"))

    (block,) = settled.proposal.blocks
    assert settled.fault is None
    assert (block.heads.by, block.heads.names) == ("perceel", ("Ambulant", "Verblijf", "Crisis"))
    assert told(settled.proposal)["Perceel > Crisis"] == {
        "sum": {"field": "bedrag", "sign_by": "debet_credit"}
    }


def test_months_that_are_not_merged_over_their_columns_are_named_and_nothing_is_guessed():
    rows = [
        ["Product", "Januari", None, "Februari", None],
        [None, "Volume", "Bedrag", "Volume", "Bedrag"],
    ]

    proposal = a_proposal(rows)

    assert not proposal
    assert proposal.not_understood == (
        "Blad, tabel vanaf B2: 'Januari' is niet samengevoegd met wat ernaast staat",
    )


def test_listed_names_that_are_no_codes_are_no_key_and_their_table_is_a_remark_to_begin_from():
    settled = drafted(a_workbook({"Blad": [["Product", "Bedrag", "Volume"], ["Begeleiding"], ["Verblijf"]]}))

    (table,) = settled.proposal.to_write
    assert (table.listed, settled.fault) == ((), None)
    assert "A2 'Begeleiding'" in settled.proposal.not_understood[-1]
    assert "#      Bedrag: {sum: {field: bedrag, sign_by: debet_credit}}\n" in settled.text


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["Zomaar"]],
        [["Onbekend", "Vreemd", "Raar"]],
        [["Aanbieder", None], [None], ["Onbekend", "Vreemd"]],
    ],
    ids=["empty", "one text", "a table", "a label and a table"],
)
def test_a_workbook_of_which_no_table_is_known_becomes_a_draft_that_works_and_names_what_is_to_be_written(
    rows,
):
    settled = drafted(a_workbook({"Blad": rows}))

    assert settled.fault is None
    assert ("#      Vreemd: ONBEKEND" in settled.text) == any("Vreemd" in row for row in rows)


def test_a_label_beside_a_cell_to_fill_in_that_is_not_known_is_named():
    workbook = changed(
        a_workbook({"Blad": [["Dossier:", None], ["Productcode", "Bedrag", "Eenheid"]]}), lambda _: None
    )

    assert "Blad!B1 naast 'Dossier': onbekend" in drafted(workbook).proposal.not_understood


def test_the_cell_that_looks_like_one_to_fill_in_is_taken_and_not_the_gap_before_it():
    def colour(opened):
        opened["Blad"]["C1"].fill = PatternFill("solid", fgColor="FFFF99")
        opened["Blad"].merge_cells("C1:E1")

    workbook = changed(
        a_workbook({"Blad": [["Aanbieder"], [None], ["Productcode", "Bedrag", "Eenheid"]]}), colour
    )

    assert [place[:2] for place in drafted(workbook).proposal.cells] == [("Blad", "C1")]


def test_a_list_that_tells_who_a_client_is_by_a_number_alone_is_about_persons():
    settled = drafted(a_workbook({"Blad": [["Referentienummer", "Product", "Bedrag"]]}))

    assert settled.fault is None
    assert "level: person" in settled.text


def test_a_listed_line_is_told_with_its_key():
    rows = [["Productcode", "Omschrijving", "Bedrag"], ["45A03", "Begeleiding"], ["45A04", "Behandeling"]]

    settled = drafted(a_workbook({"Blad": rows}))

    assert settled.fault is None
    assert told(settled.proposal) == {
        "Productcode": "productcode",
        "Bedrag": {"sum": {"field": "bedrag", "sign_by": "debet_credit"}},
    }
    assert "listed: {by: {Productcode: productcode}" in settled.text


def test_a_remark_about_waiting_times_makes_no_waiting_list_of_a_table_below_it():
    rows = [
        ["Productie", None, None],
        ["Wachttijden levert u apart aan.", None, None],
        ["Productie", None, None],
        ["Product", "Aantal jeugdigen", "Bedrag"],
    ]

    assert told(a_proposal(rows))["Aantal jeugdigen"] == {"count_distinct": "toewijzing.clientnummer"}


def heads_of(*names: str, under=("Volume", "Bedrag")):
    """What a draft makes of a table with these heads, each over as many columns as stand under it."""
    top = [part for name in names for part in (name, *[None] * (len(under) - 1))]
    rows = [["Productie", *[None] * len(top)], ["Product", *top], [None, *under * len(names)]]
    ranges = ["A2:A3", *(f"{chr(66 + 2 * at)}2:{chr(67 + 2 * at)}2" for at in range(len(names)))]
    settled = drafted(merged(rows, *ranges))
    assert settled.fault is None, settled.fault
    (block,) = settled.proposal.blocks
    assert block.heads is not None
    return block.heads.heads


@pytest.mark.parametrize(
    "names",
    [
        ("Maand 1", "Maand 2", "Maand 3"),
        ("mnd 1", "mnd 2", "mnd 3"),
        ("Mnd. 1", "Mnd. 2", "Mnd. 3"),
        ("M1", "M2", "M3"),
        ("1e maand", "2e maand", "3e maand"),
    ],
    ids=" ".join,
)
def test_numbered_months_are_those_of_the_reporting_period(names):
    assert heads_of(*names) == {"months_of_period": list(names)}


def test_twelve_numbered_months_are_those_of_the_year():
    names = [f"M{number}" for number in range(1, 13)]

    assert heads_of(*names) == {"months": names}


@pytest.mark.parametrize(
    "form", ["Kwartaal {}", "kw {}", "Kw{}", "Kw. {}", "{}e kwartaal", "{}e kw", "Q{}", "K{}"], ids=str
)
def test_quarters_are_known_however_they_are_abbreviated(form):
    names = [form.format(number) for number in range(1, 5)]

    assert heads_of(*names) == ("quarters" if form == "{}e kwartaal" else {"quarters": names})


@pytest.mark.parametrize("names", [("M2", "M3", "M4"), ("M1", "M3", "M2")], ids=" ".join)
def test_numbers_that_are_no_months_in_their_order_are_no_heads(names):
    rows = [["Product", *names, "Bedrag"]]

    (block,) = drafted(a_workbook({"Blad": rows})).proposal.blocks

    assert block.heads is None


def test_a_title_that_says_per_what_makes_a_line_per_that():
    rows = [["2. Per status", None, None], ["Status", "Bedrag", "Volume"]]

    assert a_proposal(rows).blocks[0].per == ("status",)


def test_a_list_of_clients_per_something_stays_a_list():
    rows = [["Cliënten per perceel", None, None], ["Perceel", "Clientnummer", "Bedrag"]]

    assert a_proposal(rows).blocks[0].per == ()


def test_a_total_in_front_of_formulas_is_no_question():
    rows = [["Product", "Volume", "Bedrag"], [None] * 3, ["Totaal", None, "=SUM(C2:C2)"]]

    assert a_proposal(rows).not_understood == ()


def test_an_amount_below_the_word_of_a_status_is_what_has_that_status():
    rows = [
        ["Productie"],
        ["Product", "Ingediend", None, "Toegekend", None],
        [None, *["Volume", "Bedrag"] * 2],
    ]

    settled = drafted(merged(rows, "A2:A3", "B2:C2", "D2:E2"))

    assert settled.fault is None
    amount = {"field": "bedrag", "sign_by": "debet_credit"}
    assert {name: told(settled.proposal)[f"{name} > Bedrag"] for name in ("Ingediend", "Toegekend")} == {
        "Ingediend": {"sum": {**amount, "only": {"status": "ingediend"}}},
        "Toegekend": {"sum": {**amount, "only": {"status": "toegekend"}}},
    }


def test_two_sheets_that_ask_the_same_of_all_rows_are_named():
    header = ["Cliëntnummer", "Product", "Startdatum", "Einddatum", "Reden einde", "Bedrag"]

    settled = drafted(a_workbook({"Ambulant": [header], "Verblijf": [header]}))

    assert told(settled.proposal)["Startdatum"] == {
        "earliest": "verloop.begindatum",
        "date_form": "dd-mm-jjjj",
    }
    assert settled.proposal.not_understood == (
        "Ambulant en Verblijf vragen hetzelfde: schrijf bij `rows` met `where` welke rijen waar horen",
    )


def a_form(*, is_numbered: bool) -> bytes:
    """A list with ten lines ready in a colour, numbered or not, and a total below them."""
    book = openpyxl.load_workbook(
        io.BytesIO(
            a_workbook({"Blad": [["Nr.", "BSN", "Productcode", "Start zorg", "Einde zorg", "Bedrag"]]})
        )
    )
    for row in range(2, 12):
        for column in range(1, 7):
            book["Blad"].cell(row, column).fill = PatternFill("solid", fgColor="FFFF99")
        book["Blad"].cell(row, 1).value = row - 1 if is_numbered else None
    book["Blad"]["A12"], book["Blad"]["F12"] = "Totaal", "=SUM(F2:F11)"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("is_numbered", [True, False], ids=["numbered", "coloured"])
def test_empty_lines_that_stand_ready_are_written_as_such_and_the_words_of_care_are_known(is_numbered):
    settled = drafted(a_form(is_numbered=is_numbered))

    assert settled.fault is None
    assert "prepared: removed" in settled.text
    assert settled.proposal.not_understood == ()
    found = told(settled.proposal)
    assert found["Nr."] == {"running_number": 1}
    assert found["Start zorg"] == {"earliest": "verloop.begindatum", "date_form": "dd-mm-jjjj"}


def test_a_list_without_lines_that_stand_ready_says_nothing_of_them():
    settled = drafted(a_workbook({"Blad": [["Product", "Volume", "Bedrag"], [None] * 3, ["Totaal"]]}))

    assert "prepared" not in settled.text


def test_what_was_allocated_and_until_when_makes_a_list_of_allocations():
    header = ["Cliëntnr", "Toewijzingsnr", "Begin toewijzing", "Eind toewijzing", "Toegewezen (eenheden)"]

    found = told(a_proposal([[*header, "Bedrag geleverd"]]))

    assert found["Eind toewijzing"] == {"field": "toewijzing.einddatum", "date_form": "dd-mm-jjjj"}
    assert found["Toegewezen (eenheden)"] == "toewijzing.volume"
    assert found["Bedrag geleverd"] == {
        "sum": {"field": "prestatie.bedrag", "sign_by": "prestatie.debet_credit"}
    }


def test_a_sheet_of_which_nothing_is_recognised_is_named():
    rows = [["Productcode", None, "Aantal cliënten", None, "Volume", None, "Bedrag"]]

    assert a_proposal(rows).not_understood == (
        "Blad Blad: hier is geen tabel en geen vakje om in te vullen herkend.",
    )
