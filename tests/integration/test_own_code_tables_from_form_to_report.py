"""A code table written by form, approved by a second person, is what the next upload of a provider shows."""

import io
import re
from html import unescape

import pytest
from python_calamine import load_workbook

from service.web.application import create_app
from service.wiring import build
from tests.integration.test_format_pages import (  # noqa: F401 - fixtures
    QUARTER,
    anna,
    bert,
    database,
    enter,
    provider,
    revision,
    signed_in,
    text_of,
    words_of,
)
from tests.integration.test_formats_by_two_people import work_off
from tests.integration.test_meanings_of_codes import an_upload

TABLE = "voorbeeldregio-noord/producten"
OWN_WORDS = "Hulp aan huis (Groningen)"


@pytest.fixture
def real(settings, queue):
    """The service with its own engine and the formats of the installation."""
    made = build(settings, queue=queue)
    yield made
    made.close()


@pytest.fixture
def app(real):
    made = create_app(real)
    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture
def hand_in(provider, real, queue):  # noqa: F811 - a fixture
    """A provider uploads, looks and sends to everyone, in its browser."""

    def uploaded(*codes):
        content = an_upload(*codes, municipality="0014", agb_code="06011234")
        sent_file = {"bestand": (io.BytesIO(content), "export.xlsx")}
        address = provider.post("/aanleveringen", data=sent_file).location
        work_off(real, queue)
        page = provider.get(f"{address.partition('?')[0]}/versturen")
        seen = re.search(r'name="gezien" value="([^"]*)"', page.text)
        assert seen, words_of(page)
        sent = provider.post(page.request.path, data={"gezien": seen[1], "aan": "alle"})
        assert sent.status_code == 303
        work_off(real, queue)

    return uploaded


def products_told(browser):
    """By report of the municipality, in the order of its page, the products of its sheet Productie."""
    page = browser.get("/rapportages").text
    addresses = dict.fromkeys(re.findall(r'href="(/rapportages/[0-9a-f-]{36})"', page))
    told = []
    for address in addresses:
        file = browser.get(f"{address}/bestand").data
        sheet = load_workbook(io.BytesIO(file)).get_sheet_by_name("Productie")
        rows = [str(row[0]) for row in sheet.to_python()[6:] if row[0]]
        told.append({text for text in rows if text != "Totaal"})
    return told


def line_of(browser, draft, code):
    """The place of a line in the form of the table."""
    page = browser.get(f"{draft}/codetabellen", query_string={"tabel": TABLE}).text
    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    row = next(each for each in rows if re.search(rf">\s*{code}\s*<", each))
    return re.search(r"regel=(\d+)", row.replace("&amp;", "&"))[1]


def head_of(browser, draft):
    """The facts at the top, as the form has them."""
    page = browser.get(draft).text
    form = page[page.index(f'action="{draft}/gegevens"') :].partition("</form>")[0]
    found = dict(
        re.findall(r'<input class="utrecht-(?:textbox|select)[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form)
    )
    chosen = re.findall(r'<select[^>]* name="([^"]+)".*?value="([^"]*)" selected', form, re.DOTALL)
    return {**{name: unescape(text) for name, text in found.items()}, **dict(chosen)}


def publish(writer, second, draft):
    """One hands it in, the other reads what changes and approves."""
    assert writer.post(f"{draft}/publiceren", data={"doe": "indienen"}).status_code == 303
    own = writer.post(f"{draft}/publiceren", data={"doe": "goedkeuren"})
    reading = words_of(second.get(f"{draft}/publiceren"))
    difference = words_of(second.get(f"{draft}/verschil"))
    approved = second.post(f"{draft}/publiceren", data={"doe": "goedkeuren"})
    return own, reading, difference, approved


def test_what_one_writes_in_the_form_and_another_approves_stands_in_the_next_report(
    anna,  # noqa: F811 - a fixture
    bert,  # noqa: F811 - a fixture
    hand_in,
):
    hand_in("45A03")
    (before,) = products_told(bert)
    draft = anna.post("/formaten/nieuw/versie", data={"formaat": QUARTER, "versie": "2025-Q1"}).location
    holds_now = {**head_of(anna, draft), "vanaf": "2026-Q1", "stand": revision(anna, draft)}
    anna.post(f"{draft}/gegevens", data=holds_now)
    below = f"{draft}/codetabellen"
    anna.post(f"{below}/nieuw", data={"tabel": TABLE, "overnemen": TABLE, "stand": revision(anna, draft)})
    line = {"tabel": TABLE, "doe": "regel", "regel": line_of(anna, draft, "45A03"), "code": "45A03"}
    changed = anna.post(below, data={**line, "wordt": OWN_WORDS, "stand": revision(anna, draft)})
    assert changed.status_code == 303, words_of(changed)

    own, reading, difference, approved = publish(anna, bert, draft)
    hand_in("45A03", "45A04")

    assert own.status_code == 403
    assert "Dit formaat klopt" in reading
    assert f"45A03 wordt '{OWN_WORDS}', was 'N45.01 Ambulante jeugdhulp, licht'" in unescape(difference)
    assert f"45A03 wordt '{OWN_WORDS}'" in unescape(reading)
    assert approved.status_code == 303
    assert f"wordt: {OWN_WORDS}" in text_of(anna, draft)
    (after, *_) = products_told(bert)
    of_all = {"N45.01 Ambulante jeugdhulp, licht", "N45.02 Ambulante jeugdhulp, midden"}
    assert before & {OWN_WORDS, *of_all} == {"N45.01 Ambulante jeugdhulp, licht"}
    assert after & {OWN_WORDS, *of_all} == {OWN_WORDS, "N45.02 Ambulante jeugdhulp, midden"}
