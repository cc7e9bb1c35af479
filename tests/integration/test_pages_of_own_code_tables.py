"""The code tables and bands of a draft by form: seen, taken over, changed line by line, and published."""

import re

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
from tests.integration.test_pages_of_blocks import a_draft_of

BANDS = "voorbeeldregio-vecht/leeftijdsgroepen"
FIRST = '    - { van: "0", tot_en_met: "3", wordt: 0-3 }\n'


@pytest.fixture
def draft(anna):  # noqa: F811 - a fixture
    return a_draft_of(anna, "leeftijdsgroepen")


@pytest.fixture
def send(anna, draft):  # noqa: F811 - a fixture
    def post(below="", **fields):
        sent = {"tabel": BANDS, **fields, "stand": revision(anna, draft)}
        return anna.post(f"{draft}/codetabellen{below}", data=sent)

    return post


def page_of(browser, draft, name=BANDS, **more):
    return browser.get(f"{draft}/codetabellen", query_string={"tabel": name, **more})


def test_a_shared_table_is_seen_and_not_changed_until_it_is_taken_over(anna, draft, send):  # noqa: F811 - a fixture
    seen = page_of(anna, draft)

    taken = send("/nieuw", overnemen=BANDS)

    assert BANDS in words_of(anna.get(draft))
    assert "Deze tabel deelt dit formaat met andere." in words_of(seen)
    assert "Regel erbij" not in words_of(seen)
    assert taken.status_code == 303
    assert f"code_tables:\n  {BANDS}:\n{FIRST}" in text_of(anna, draft)
    assert "Dit formaat klopt" in words_of(anna.get(draft))


def test_a_line_is_changed_added_moved_and_taken_out(anna, draft, send):  # noqa: F811 - a fixture
    send("/nieuw", overnemen=BANDS)
    before = text_of(anna, draft)
    shown = page_of(anna, draft, regel=0)

    changed = send(doe="regel", regel="0", van="0", tot_en_met="3", wordt="peuter", geldig_van="2024-01-01")

    assert 'value="0-3"' in shown.text
    assert changed.status_code == 303
    assert '- { van: "0", tot_en_met: "3", wordt: peuter, geldig_van: "2024-01-01" }' in text_of(anna, draft)
    send(doe="omlaag", regel="0")
    assert text_of(anna, draft).index("peuter") > text_of(anna, draft).index("4-11")
    send(doe="omhoog", regel="1")
    send(doe="regel", regel="0", van="0", tot_en_met="3", wordt="0-3")
    assert text_of(anna, draft) == before
    send(doe="weg", regel="4")
    assert "wordt: Onbekend" not in text_of(anna, draft)
    send(doe="regel", wordt="Onbekend")
    assert text_of(anna, draft) == before
    send(doe="tabel-weg")
    assert "code_tables" not in text_of(anna, draft).replace("code_tables: {}", "")


@pytest.mark.parametrize(
    ("fields", "beside", "told"),
    [
        ({"van": "3", "tot_en_met": "3", "wordt": "drie"}, "van", "Een waarde kan in twee banden vallen"),
        ({"van": "x", "tot_en_met": "3", "wordt": "drie"}, "van", "is geen band"),
        ({"van": "18", "wordt": ""}, "wordt", "is wordt leeg"),
        ({"wordt": "rest", "geldig_van": "1 mei"}, "geldig_van", "is geen datum"),
        ({"wordt": "r", "geldig_van": "2026-05-01", "geldig_tot": "2026-01-01"}, "geldig_tot", "ligt vóór"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_saved(anna, draft, send, fields, beside, told):  # noqa: F811 - a fixture
    send("/nieuw", overnemen=BANDS)
    before = text_of(anna, draft)

    refused = send(doe="regel", **fields)

    error = re.search(rf'id="fout-{beside}"[^>]*>([^<]*)', refused.text)
    assert refused.status_code == 400
    assert told in error[1].replace("`", "")
    assert 'value="1 mei"' in refused.text or "geldig_van" not in fields or beside != "geldig_van"
    assert text_of(anna, draft) == before


def test_a_table_of_ones_own_is_begun_and_can_be_chosen_at_a_column(anna, draft, send):  # noqa: F811 - a fixture
    begun = send("/nieuw", naam="soorten", soort="codes")
    send(tabel="soorten", doe="regel", code="45A03", wordt="=1+1", wet="JW")

    again = send("/nieuw", naam="soorten")
    nameless = send("/nieuw", naam=" ")
    of_the_standard = send("/nieuw", naam="standaard/eenheid")

    assert begun.status_code == 303
    assert '  soorten:\n    - { code: 45A03, wordt: "=1+1", wet: JW }\n' in text_of(anna, draft)
    assert [each.status_code for each in (again, nameless, of_the_standard)] == [400, 400, 400]
    assert "heeft al een tabel &#39;soorten&#39;." in words_of(again)
    assert "nog geen naam" in words_of(nameless)
    assert "lijst van de standaard" in words_of(of_the_standard)
    column = re.search(r'href="([^"]*/kolom\?[^"]*)"', anna.get(draft).text)[1].replace("&amp;", "&")
    assert page_of(anna, draft, "soorten").status_code == 200
    assert anna.get(column).status_code == 200


def test_a_table_that_is_not_there_is_not_found(anna, draft, send):  # noqa: F811 - a fixture
    assert page_of(anna, draft, "geen").status_code == 404
    assert send(tabel="geen", doe="regel", code="A", wordt="B").status_code == 404
    assert send("/nieuw", overnemen="geen").status_code == 404
