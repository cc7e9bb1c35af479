"""The pages about formats on a real database: reading, the form, the YAML, in and out, and who may what."""

import io
import re
import zipfile
from html import unescape

import pytest

from service.domain.access import OrganisationKind
from service.files.catalogue.yaml_documents import document_of
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import build, build_registration
from tests.conftest import copies_of, new_database, settings_on
from tests.tools.exports import REPOSITORY

QUARTER = "voorbeeldregio-noord/kwartaal"
TEMPLATE = REPOSITORY / "templates" / "reports" / "voorbeeldregio-noord" / "kwartaalrapportage.xlsx"

_TOKEN = re.compile(r'name="csrf_token"[^>]*')
"""It names the second in which it was made: two pages are not alike in it."""


@pytest.fixture
def app(settings, queue):
    wiring = build(settings, queue=queue)
    made = create_app(wiring)
    made.config["WTF_CSRF_ENABLED"] = False
    yield made
    wiring.close()


PEOPLE = {
    "anna": (OrganisationKind.MUNICIPALITY, "0014"),
    "bert": (OrganisationKind.MUNICIPALITY, "0014"),
    "carla": (OrganisationKind.MUNICIPALITY, "0141"),
    "dirk": (OrganisationKind.MUNICIPALITY, "0106"),
    "fatima": (OrganisationKind.PROVIDER, "06011234"),
}


@pytest.fixture(scope="module")
def signed_in(postgres_server, broker_server, tmp_path_factory):
    """The database in which these people are signed in, copied for each test, and what a browser keeps."""
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, tmp_path_factory.mktemp("signed-in"))
        register, wiring, tokens = build_registration(settings), build(settings), {}
        for login, (kind, code) in PEOPLE.items():
            organisation = register.organisation(kind, code, f"De {kind.value}")
            register.account(organisation, login, "een wachtwoord")
            tokens[login] = wiring.people.sign_in(login, "een wachtwoord", "test").token
        wiring.close()
        register.close()
        with copies_of(postgres_server, database.name) as copies:
            yield copies, tokens


@pytest.fixture
def database(signed_in):
    """A copy of the database in which these people are, for this test alone."""
    with signed_in[0].lend() as made:
        yield made


@pytest.fixture
def enter(app, signed_in):
    """A browser signed in as one of the people."""

    def browser_of(login):
        browser = app.test_client()
        browser.set_cookie(SESSION_COOKIE, signed_in[1][login])
        return browser

    return browser_of


@pytest.fixture
def anna(enter):
    return enter("anna")


@pytest.fixture
def bert(enter):
    return enter("bert")


@pytest.fixture
def provider(enter):
    return enter("fatima")


def words_of(answer):
    text = re.sub(r"<(script|style|option|optgroup).*?</\1>", " ", answer.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def a_draft(browser):
    begun = browser.post("/formaten/nieuw/versie", data={"formaat": QUARTER, "versie": "2025-Q1"})
    return begun.headers["Location"]


def revision(browser, draft):
    return re.search(r'name="stand" value="(\d+)"', browser.get(f"{draft}/yaml").text)[1]


def text_of(browser, draft):
    return browser.get(f"{draft}/bestand").text


def column(browser, draft, header="Uren", sheet="Productie"):
    """The fields of the form of a column, as a browser would send them."""
    page = browser.get(f"{draft}/kolom", query_string={"blad": sheet, "kolom": header}).text
    form = page[page.index('class="stack column-form"') :]
    fields = {}
    for tag, body in re.findall(r"<(input|select)\b(.*?)(?=<input|<select|<button|</form>)", form, re.DOTALL):
        name = re.search(r'name="([^"]+)"', body)
        if name and 'type="checkbox"' not in body:
            chosen = re.search(r'value="([^"]*)" selected|<option selected>([^<]*)', body)
            plain = re.search(r'value="([^"]*)"', body) if tag == "input" else chosen
            fields[name[1]] = next((each for each in (plain.groups() if plain else ()) if each), "")
    return {**fields, "kop": header, "doe": "opslaan"}


def test_everybody_reads_in_plain_words_what_is_asked_and_a_provider_writes_nothing(anna, provider):
    for browser in (anna, provider):
        assert "Kwartaalrapportage jeugdhulp Voorbeeldregio Noord" in words_of(browser.get("/formaten"))
        page = words_of(browser.get(f"/formaten/versie/{QUARTER}/2025-Q1"))
        assert "Bedrag de som van het veld bedrag, credit als min volgens debet_credit" in page

    assert "Maak hiervan een eigen versie" in words_of(anna.get(f"/formaten/versie/{QUARTER}/2025-Q1"))
    assert "Maak" not in words_of(provider.get(f"/formaten/versie/{QUARTER}/2025-Q1"))
    assert provider.get("/formaten/nieuw").status_code == 403
    assert provider.post("/formaten/nieuw/versie", data={"formaat": QUARTER}).status_code == 403


def test_a_format_that_does_not_concern_a_municipality_is_not_there(anna):
    assert anna.get("/formaten/versie/voorbeeldregio-west/declaratieoverzicht/2025-Q1").status_code == 404


def test_the_yaml_of_a_version_is_the_file_itself(anna):
    file = REPOSITORY / "mappings" / "voorbeeldregio-noord" / "kwartaal" / "2025-Q1.yaml"

    assert anna.get(f"/formaten/yaml/{QUARTER}/2025-Q1").data == file.read_bytes()


def test_what_is_exported_and_imported_again_changes_nothing(anna):
    draft = a_draft(anna)
    exported = anna.get(f"{draft}/bestand")
    before = _TOKEN.sub("", anna.get(draft).text)

    sent = anna.post(
        f"{draft}/bestand",
        data={"stand": revision(anna, draft), "bestand": (io.BytesIO(exported.data), "formaat.yaml")},
    )

    assert sent.status_code == 303
    assert anna.get(f"{draft}/bestand").data == exported.data
    assert _TOKEN.sub("", anna.get(draft).text) == before


def test_an_export_can_begin_a_draft_that_is_the_same_text(anna):
    draft = a_draft(anna)
    exported = anna.get(f"{draft}/bestand")

    begun = anna.post(
        "/formaten/nieuw/yaml",
        data={"in_plaats_van": QUARTER, "bestand": (io.BytesIO(exported.data), "formaat.yaml")},
    )

    assert text_of(anna, begun.headers["Location"]) == exported.text


def test_a_column_saved_unchanged_leaves_the_text_as_it_was(anna):
    draft = a_draft(anna)
    before = text_of(anna, draft)

    for header in ("Product", "Uren", "Aantal cliënten", "Bedrag"):
        assert anna.post(f"{draft}/kolom", data=column(anna, draft, header)).status_code == 303

    meant = document_of(before, "it", "it").content
    assert document_of(text_of(anna, draft), "it", "it").content == meant


def test_a_column_is_changed_and_only_its_line_in_the_yaml(anna):
    draft = a_draft(anna)
    before = text_of(anna, draft).splitlines()

    anna.post(f"{draft}/kolom", data={**column(anna, draft), "w.2.digits": "0"})

    after = text_of(anna, draft).splitlines()
    assert [line for line in after if line not in before] == [
        "      Uren: { sum: { field: volume, sign_by: debet_credit }, to_unit: uur, round: 0 }"
    ]
    assert "afgerond op 0 decimalen" in words_of(anna.get(draft))


def test_columns_are_added_moved_and_taken_away(anna):
    draft = a_draft(anna)
    new = {
        "stand": revision(anna, draft),
        "blad": "Productie",
        "kolom": "",
        "kop": "Regels",
        "doe": "opslaan",
    }

    anna.post(f"{draft}/kolom", data={**new, "w.0.verb": "count", "w.0.of": "rows"})
    for what, header in (("omhoog", "Regels"), ("weg", "Volume")):
        form = {"stand": revision(anna, draft), "blad": "Productie", "kolom": header, "doe": what}
        anna.post(f"{draft}/regels", data=form)

    columns = list(document_of(text_of(anna, draft), "it", "it").content["sheets"]["Productie"]["columns"])
    assert columns == [
        *("Product", "Productcategorie", "Eenheid", "Aantal cliënten", "Uren", "Regels", "Bedrag")
    ]


def test_a_column_of_a_fragment_is_taken_over_at_its_place(anna):
    draft = a_draft(anna)
    form = column(anna, draft, "Voorblad!C5", sheet="")

    anna.post(f"{draft}/kolom", data={**form, "w.0.of": "aanlevering.kvk_nummer"})

    written = document_of(text_of(anna, draft), "it", "it").content["cells"]
    assert written == {"Voorblad!C5": {"replaces": True, "field": "aanlevering.kvk_nummer"}}


def test_a_fault_is_said_in_dutch_at_the_column_and_as_a_fault_of_the_format(anna):
    draft = a_draft(anna)

    anna.post(
        f"{draft}/kolom", data={**column(anna, draft), "w.1.by": "productcode", "w.0.of.0.of": "eenheid"}
    )

    page = anna.get(draft)
    wrong = re.search(r'<tr class="is-wrong">.*?</tr>', page.text, re.DOTALL)[0]
    assert "Uren" in wrong
    assert (
        "stap “minteken bij credit”: Deze stap verandert een getal, en wat ervoor staat is een tekst."
        in wrong
    )
    assert "Dit is een fout in het formaat, nooit een fout van een aanbieder." in words_of(page)


def test_a_step_more_is_shown_before_anything_is_saved(anna):
    draft = a_draft(anna)
    before = text_of(anna, draft)

    answer = anna.post(f"{draft}/kolom", data={**column(anna, draft), "w.nieuw": "suppress_below"})

    assert "Vul de nieuwe stap in en sla daarna op." in words_of(answer)
    assert 'name="w.3.threshold"' in answer.text
    assert text_of(anna, draft) == before


def test_the_rows_of_a_sheet_are_chosen_with_boxes_and_conditions(anna):
    draft = a_draft(anna)

    anna.post(
        f"{draft}/rijen",
        data={
            "stand": revision(anna, draft),
            "blad": "Productie",
            "kopregel": "6",
            "tabel": "prestatie",
            "toewijzing": "ja",
            "per": ["productcode", "productcategorie", "eenheid", "toewijzing.perceel"],
            "w.0.veld": "status",
            "w.0.hoe": "in",
            "w.0.waarden": "toegekend",
        },
    )

    rows = document_of(text_of(anna, draft), "it", "it").content["sheets"]["Productie"]["rows"]
    assert rows == {
        "of": "prestatie",
        "with": ["toewijzing"],
        "per": ["productcode", "productcategorie", "eenheid", "toewijzing.perceel"],
        "where": {"status": "toegekend"},
    }


def test_what_is_not_asked_gets_a_reason_or_leaves_the_list(anna):
    draft = a_draft(anna)

    for reason in ("staat in het contract", ""):
        form = {"stand": revision(anna, draft), "veld": "prestatie.tarief", "reden": reason}
        anna.post(f"{draft}/niet-gevraagd", data=form)
        listed = document_of(text_of(anna, draft), "it", "it").content["not_asked"]
        assert listed.get("prestatie.tarief", "") == reason

    assert "prestatie.tarief" in words_of(anna.get(draft))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("format: [", "Dit is geen YAML"),
        ("- a\n", "Hier horen regels te staan"),
        ("a: &x 1\nb: *x\n", "Dit is geen YAML"),
        ("format: gemeente-0014/anders\n", "Dit formaat heet gemeente-0014/kwartaal."),
    ],
)
def test_a_text_that_cannot_be_kept_is_shown_again_and_not_lost(anna, typed, said):
    draft = a_draft(anna)
    before = text_of(anna, draft)

    answer = anna.post(f"{draft}/yaml", data={"stand": revision(anna, draft), "tekst": typed})

    assert answer.status_code == 400
    assert said in words_of(answer)
    assert typed.strip().splitlines()[-1].replace("&", "&amp;") in answer.text
    assert text_of(anna, draft) == before


def test_who_saves_a_form_that_was_opened_before_a_colleague_saved_hears_so(anna, bert):
    draft = a_draft(anna)
    form = column(anna, draft)
    bert.post(f"{draft}/kolom", data={**column(bert, draft), "w.2.digits": "1"})

    answer = anna.post(f"{draft}/kolom", data={**form, "w.2.digits": "0"})

    assert answer.status_code == 409
    assert "Iemand anders was u voor" in words_of(answer)
    assert "round: 1" in text_of(anna, draft)


def test_a_blank_workbook_becomes_a_draft_with_what_is_sure_and_what_is_unknown(anna):
    begun = anna.post(
        "/formaten/nieuw/werkmap",
        data={"in_plaats_van": QUARTER, "bestand": (TEMPLATE.open("rb"), "Onze werkmap.xlsx")},
    )

    page = words_of(anna.get(begun.headers["Location"]))
    assert "gemeente-0014/onze-werkmap" in page
    assert "Voorgesteld uit de werkmap" in page
    assert re.search(r"Bedrag \d+ %", page.replace("&nbsp;", " "))


def test_a_file_that_is_no_workbook_is_refused_in_words(anna):
    answer = anna.post(
        "/formaten/nieuw/werkmap", data={"bestand": (REPOSITORY.joinpath("README.md").open("rb"), "x.xlsx")}
    )

    assert answer.status_code == 400
    assert "Deze werkmap is niet te lezen." in words_of(answer)


def test_the_second_person_reads_decides_and_the_first_cannot(anna, bert):
    draft = a_draft(anna)
    anna.post(f"{draft}/publiceren", data={"doe": "indienen"})

    own = anna.post(f"{draft}/publiceren", data={"doe": "goedkeuren"})
    nameless = bert.post(f"{draft}/publiceren", data={"doe": "terugsturen"})
    published = bert.post(f"{draft}/publiceren", data={"doe": "goedkeuren"})

    assert own.status_code == 403
    assert "Wie aan een concept meeschreef, keurt het niet zelf goed." in words_of(own)
    assert nameless.status_code == 400
    assert "Schrijf op wat er anders moet." in words_of(nameless)
    page = words_of(bert.get(published.headers["Location"]))
    assert "Geschreven door anna" in page
    assert "Goedgekeurd en gepubliceerd door bert" in page


def test_every_saved_state_can_be_opened_and_put_back(anna, enter):
    draft = a_draft(anna)
    first = text_of(anna, draft)
    anna.post(
        f"{draft}/yaml",
        data={"tekst": first.replace("afgerond", "x") + "# later\n", "stand": revision(anna, draft)},
    )

    second = anna.get(f"{draft}/stand/2")
    opened = anna.get(f"{draft}/stand/1").text
    back = unescape(re.search(r'<textarea name="tekst" hidden>\n(.*?)</textarea>', opened, re.DOTALL)[1])
    anna.post(f"{draft}/yaml", data={"tekst": back, "stand": revision(anna, draft)})

    assert "<ins>+ # later</ins>" in second.text
    assert "Opgeslagen door anna" in words_of(second)
    assert text_of(anna, draft) == first
    assert anna.get(f"{draft}/stand/9").status_code == 404
    assert enter("carla").get(f"{draft}/stand/1").status_code == 404


def test_the_preview_with_invented_data_says_that_it_is_invented(anna):
    page = words_of(anna.get(f"{a_draft(anna)}/voorbeeld"))

    assert "Niets hiervan is echt: verzonnen cliënten, verzonnen bedragen." in page
    assert "Er is nog geen aanlevering die u mag zien." in page


def test_a_draft_of_another_municipality_is_not_there(anna, enter):
    carla = enter("carla")
    draft = a_draft(anna)

    for page in ("", "/yaml", "/voorbeeld", "/verschil", "/publiceren", "/bestand", "/werkmap", "/kolom"):
        assert carla.get(f"{draft}{page}").status_code == 404, page


def test_every_page_reads_in_english_too(anna):
    anna.set_cookie("eenmaal_taal", "en")
    draft = a_draft(anna)

    assert "Is filled with" in words_of(anna.get(draft))
    assert "Save the column" in words_of(anna.get(f"{draft}/kolom?blad=Productie&kolom=Uren"))


def test_a_draft_of_several_files_hands_out_its_blank_files_in_a_zip_and_takes_no_other(enter):
    assen = enter("dirk")
    name = "voorbeeldregio-heide/verantwoording-met-verklaring"
    draft = assen.post("/formaten/nieuw/versie", data={"formaat": name, "versie": "2025"}).headers["Location"]

    page = assen.get(draft)
    blanks = assen.get(f"{draft}/werkmap")
    refused = assen.post(f"{draft}/werkmap", data={"bestand": (io.BytesIO(b"x"), "x.docx")})

    assert "Productie/Regels" in words_of(page)
    assert "Vervang de werkmap" not in words_of(page)
    assert blanks.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(blanks.data)) as archive:
        assert archive.namelist() == ["Verklaring.docx"]
        statement = REPOSITORY / "templates/reports/voorbeeldregio-heide/bestuursverklaring.docx"
        assert archive.read("Verklaring.docx") == statement.read_bytes()
    assert refused.status_code == 403
