"""The pages of a draft whose workbook has blocks, listed lines and columns beside each other."""

import io
import re
from html import unescape

import openpyxl
import pytest

from tests.integration.test_format_pages import (  # noqa: F401 - fixtures
    anna,
    app,
    database,
    enter,
    revision,
    signed_in,
    text_of,
    words_of,
)
from tests.tools.exports import REPOSITORY

SHAPES = ("blokken-op-een-blad", "maanden-naast-elkaar", "vaste-lijst", "leeftijdsgroepen")


def a_draft_of(browser, shape):
    path = REPOSITORY / "mappings" / "voorbeeldregio-vecht" / shape / "2025-Q1.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    rest = "".join(f"{line}\n" for line in lines if not line.startswith("examples"))
    text = f"format: gemeente-0014/{shape}\n{rest}"
    return browser.post("/formaten/nieuw/yaml", data={"tekst": text}).headers["Location"]


def fields_of(page):
    """What a browser would send of the form about rows, as it stands."""
    form = page.text[page.text.index('action="', page.text.index("column-form")) :]
    found = {
        name: unescape(value)
        for name, value in re.findall(
            r'<input class="utrecht-(?:textbox|select)[^"]*"[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form
        )
    }
    found |= dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        found[name] = (chosen[1] if chosen[1] is not None else chosen[2]) if chosen else ""
    for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(text)
    checked = re.findall(r'<input type="checkbox" name="([^"]+)" value="([^"]*)" checked', form)
    for name in {name for name, _ in checked}:
        found[name] = [unescape(value) for each, value in checked if each == name]
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_saving_what_the_form_shows_of_a_block_changes_nothing(anna, shape):  # noqa: F811 - a fixture
    draft = a_draft_of(anna, shape)
    before = text_of(anna, draft)
    names = re.findall(r'href="[^"]*/rijen\?blad=([^"]+)"', anna.get(draft).text)

    for name in names:
        fields = fields_of(anna.get(f"{draft}/rijen?blad={name}"))
        answer = anna.post(f"{draft}/rijen", data=fields)
        assert answer.status_code == 303, words_of(answer)

    assert names
    assert text_of(anna, draft) == before


def test_a_column_inside_a_block_and_one_under_heads_are_changed_where_they_stand(anna):  # noqa: F811 - a fixture
    blocks, months = a_draft_of(anna, "blokken-op-een-blad"), a_draft_of(anna, "maanden-naast-elkaar")

    for draft, sheet, address in (
        (blocks, "Rapportage/Uitstroom", "Aantal"),
        (months, "Per maand", "* > Volume"),
    ):
        anna.post(
            f"{draft}/regels",
            data={"blad": sheet, "kolom": address, "doe": "weg", "stand": revision(anna, draft)},
        )

    assert "          Aantal: { count: rows }" not in text_of(anna, blocks)
    assert "Aantal wachtenden" in text_of(anna, blocks)
    assert "        Volume: {" not in text_of(anna, months)
    assert "        Bedrag: {" in text_of(anna, months)


def test_a_list_gets_heads_and_listed_lines_by_form(anna):  # noqa: F811 - a fixture
    draft = a_draft_of(anna, "vaste-lijst")
    fields = fields_of(anna.get(f"{draft}/rijen?blad=Productie"))

    fields |= {
        "naast": "prestatie.status",
        "koppen": "Goed = toegekend, ingediend\nAfgewezen = afgewezen",
        "other": "Rest",
    }
    anna.post(f"{draft}/rijen", data={**fields, "sleutel": ""})

    text = text_of(anna, draft)
    assert "listed" not in text
    assert "heads: { Goed: [toegekend, ingediend], Afgewezen: [afgewezen] }, other: Rest" in text


def test_where_a_list_begins_and_ends_is_said_by_form_and_taken_back(anna):  # noqa: F811 - a fixture
    draft = a_draft_of(anna, "vaste-lijst")
    before, fields = text_of(anna, draft), fields_of(anna.get(f"{draft}/rijen?blad=Productie"))

    anna.post(f"{draft}/rijen", data={**fields, "na": "45A03", "tot-aan": "TOTAAL"})
    changed = text_of(anna, draft)
    shown = fields_of(anna.get(f"{draft}/rijen?blad=Productie"))
    anna.post(f"{draft}/rijen", data={**shown, "na": "", "tot-aan": ""})

    assert "after: 45A03" in changed
    assert "until: TOTAAL" in changed
    assert (shown["na"], shown["tot-aan"]) == ("45A03", "TOTAAL")
    assert "after" not in text_of(anna, draft)
    assert text_of(anna, draft).count("listed:") == before.count("listed:")


def test_what_the_form_cannot_say_is_left_to_the_yaml(anna):  # noqa: F811 - a fixture
    page = anna.get(f"{a_draft_of(anna, 'leeftijdsgroepen')}/rijen?blad=Leeftijd").text

    assert "alleen in de YAML te wijzigen" in page


def test_the_page_says_where_a_table_stands_and_what_its_lines_are(anna):  # noqa: F811 - a fixture
    blocks = words_of(anna.get(a_draft_of(anna, "blokken-op-een-blad")))
    listed = words_of(anna.get(a_draft_of(anna, "vaste-lijst")))

    assert "De koppen staan onder de titel “2. Wachttijden”." in blocks
    assert "De koppen staan op rij 1 van de werkmap" not in blocks
    assert "De regels staan vast in de werkmap en worden gevonden in kolom Code" in listed


@pytest.mark.parametrize("shape", SHAPES)
def test_the_invented_rows_are_handed_out_in_the_municipalitys_own_workbook(anna, shape):  # noqa: F811 - a fixture
    draft = a_draft_of(anna, shape)

    answer = anna.get(f"{draft}/voorbeeld/bestand")

    assert answer.status_code == 200
    assert "0014" in answer.headers["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames


def test_the_filled_workbook_is_shown_as_its_cells(anna):  # noqa: F811 - a fixture
    page = anna.get(f"{a_draft_of(anna, 'vaste-lijst')}/voorbeeld/werkmap")

    words = words_of(page)
    assert "4 Code Omschrijving Aantal cliënten Volume Bedrag" in words
    assert "11 TOTAAL" in words
    assert "13 Ondertekend door:" in words


def test_a_share_is_shown_in_per_cent_as_the_workbook_does(anna):  # noqa: F811 - a fixture
    page = anna.get(f"{a_draft_of(anna, 'blokken-op-een-blad')}/voorbeeld/werkmap")

    assert re.search(r"Levering is volgens plan beëindigd \d+ \d+(,\d)? %", words_of(page))


def test_a_fault_in_a_block_is_shown_beside_its_column(anna):  # noqa: F811 - a fixture
    draft = a_draft_of(anna, "blokken-op-een-blad")
    text = text_of(anna, draft).replace("{ count: rows, share: 1 }", "{ count: rows, shere: 1 }")

    anna.post(f"{draft}/yaml", data={"tekst": text, "stand": revision(anna, draft)})

    page = anna.get(draft).text
    wrong = re.search(r'<tr class="is-wrong">\s*<th scope="row">([^<]+)', page)
    assert wrong is not None
    assert wrong[1] == "Percentage"


def test_another_workbook_tells_cell_by_cell_what_is_otherwise_in_it(anna):  # noqa: F811 - a fixture
    template = REPOSITORY / "templates" / "reports" / "voorbeeldregio-vecht" / "vaste-lijst.xlsx"
    begun = anna.post("/formaten/nieuw/werkmap", data={"bestand": (template.open("rb"), "Lijst.xlsx")})
    draft = begun.headers["Location"]
    book = openpyxl.load_workbook(template)
    book["Productie"]["B6"] = "Behandeling in een groep"
    book["Productie"]["C11"] = "=SUM(C5:C10)"
    book.create_sheet("Toelichting")
    changed = io.BytesIO()
    book.save(changed)

    page = anna.post(f"{draft}/werkmap", data={"bestand": (io.BytesIO(changed.getvalue()), "Lijst.xlsx")})
    same = anna.post(f"{draft}/werkmap", data={"bestand": (io.BytesIO(changed.getvalue()), "Lijst.xlsx")})
    broken = anna.post(f"{draft}/werkmap", data={"bestand": (io.BytesIO(b"geen werkmap"), "Lijst.xlsx")})

    words = words_of(page)
    assert "Productie B6 Behandeling individueel Behandeling in een groep" in words
    assert "Productie C11 formule leeg leeg" in words
    assert "Toelichting het hele blad leeg Toelichting" in words
    assert "3 verschillen" in words
    assert "Er is geen cel anders" in words_of(same)
    assert broken.status_code == 400
    assert anna.get(f"{draft}/werkmap").data == changed.getvalue()


def new_table(browser, draft, **fields):
    form = {"tabel": "prestatie", "toewijzing": "ja", "per": "perceel", "eerste": "Perceel"}
    return browser.post(f"{draft}/rijen", data={**form, **fields, "stand": revision(browser, draft)})


def test_a_table_is_added_to_a_sheet_by_form(anna):  # noqa: F811 - a fixture
    draft = a_draft_of(anna, "blokken-op-een-blad")

    answer = new_table(anna, draft, blad="Rapportage", tabelnaam="Extra", titel="4. Extra")

    assert answer.status_code in (302, 303)
    text = text_of(anna, draft)
    assert "      Extra:" in text
    assert "at: { title: 4. Extra }" in text.replace("{title: 4. Extra}", "{ title: 4. Extra }")
    assert "Productie:" in text


@pytest.mark.parametrize(
    ("shape", "fields", "words"),
    [
        ("blokken-op-een-blad", {"blad": "Rapportage", "tabelnaam": "Extra"}, "titel: heeft geen titel"),
        (
            "blokken-op-een-blad",
            {"blad": "Rapportage", "tabelnaam": "Productie", "titel": "x"},
            "tabelnaam: is er al",
        ),
        ("vaste-lijst", {"blad": "Prestaties", "tabelnaam": "Extra", "titel": "x"}, "blad: één tabel"),
        ("vaste-lijst", {"tabelnaam": "Extra", "titel": "x"}, "blad: Een blad heeft een naam nodig"),
    ],
)
def test_a_table_that_cannot_be_added_is_said_in_dutch_beside_its_field(anna, shape, fields, words):  # noqa: F811 - a fixture
    draft = a_draft_of(anna, shape)
    before = text_of(anna, draft)
    sheet = re.search(r"^sheets:\n  (\S+):", before, re.MULTILINE)[1]
    given = {**fields, "blad": sheet} if fields.get("blad") == "Prestaties" else fields

    answer = new_table(anna, draft, **given)

    assert answer.status_code == 400
    field, told = words.split(": ")
    page = answer.get_data(as_text=True)
    beside = re.search(rf'id="{field}-fout">(.*?)</p>', page)
    assert beside is not None
    assert told in beside[1]
    assert f'value="{fields.get("titel", "")}"' in page
    assert text_of(anna, draft) == before


def test_a_column_stays_empty_with_a_reason_and_leaves_the_list_without_one(anna):  # noqa: F811 - a fixture
    draft = a_draft_of(anna, "blokken-op-een-blad")
    place = {"blad": "Rapportage/Productie", "kolom": "Opmerking"}

    def answer(**fields):
        given = {**place, **fields, "stand": revision(anna, draft)}
        return anna.post(f"{draft}/blijft-leeg", data=given)

    answer(reden="vult de gemeente zelf")
    said = text_of(anna, draft)
    page = words_of(anna.get(draft))
    answer(reden="")
    nameless = answer(kolom="", reden="x")

    assert "left_empty" in said
    assert "vult de gemeente zelf" in said
    assert "1 kolom blijft leeg, met de reden" in page
    assert "Opmerking" not in text_of(anna, draft)
    assert (nameless.status_code, "Noem een kolom." in words_of(nameless)) == (400, True)


def test_a_check_is_added_and_taken_away_by_form(anna):  # noqa: F811 - a fixture
    draft = a_draft_of(anna, "vaste-lijst")
    totals = re.search(r'name="totaal">(.*?)</select>', anna.get(draft).text, re.DOTALL)[1]
    first = unescape(re.findall(r"<option>([^<]*)", totals)[0])
    check = {"totaal": first, "gelijk-aan": "balance.rows"}

    def post(**others):
        fields = {**check, **others, "stand": revision(anna, draft)}
        return anna.post(f"{draft}/controles", data=fields)

    assert post().status_code == 303
    assert "balance.rows" in text_of(anna, draft)
    assert f"{first} is gelijk aan het aantal rijen in de sluitende telling" in words_of(anna.get(draft))
    post()
    assert text_of(anna, draft).count("balance.rows") == 1, "the same check twice is one"

    post(doe="weg")
    assert "balance.rows" not in text_of(anna, draft)
    post(totaal="Er is geen kolom")
    assert "Er is geen kolom" in words_of(anna.get(draft)), "what is wrong is told where a draft tells it"
