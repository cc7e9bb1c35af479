"""Help in the application: a page for each kind of organisation, and every finding explained."""

import re
from pathlib import Path

import pytest

from service.domain.access import OrganisationKind
from service.domain.words import every_kind
from tests.tools.honest_pages import text_of
from tests.unit.web.conftest import SUBMISSION, a_finding, a_page

HELP = Path(__file__).parents[3] / "templates" / "pages" / "help"
PICTURES = HELP.parents[2] / "docs" / "pictures"
NAMES = {"provider": "aanbieder", "municipality": "gemeente", "bureau": "bureau"}


@pytest.mark.parametrize("kind", OrganisationKind)
def test_help_leads_to_the_page_of_who_looks(kind, request):
    visitor = request.getfixturevalue(kind.value)

    answer = visitor.get("/docs")

    assert (answer.status_code, answer.location) == (303, f"/docs/{NAMES[kind.value]}")
    assert visitor.get(answer.location).status_code == 200


def test_help_is_there_for_who_cannot_sign_in(anonymous):
    assert "Eén keer aanleveren: zo gaat het" in text_of(anonymous.get("/docs", follow_redirects=True).text)
    assert anonymous.get("/docs/onbekend").status_code == 404


@pytest.mark.parametrize("kind", OrganisationKind)
def test_each_has_a_page_about_proof(kind, request):
    visitor, address = request.getfixturevalue(kind.value), f"/docs/{NAMES[kind.value]}"

    page = visitor.get(f"{address}/bewijs")

    assert page.status_code == 200
    assert f'href="{address}/bewijs"' in visitor.get(address).text
    assert set(re.findall(r'<h2 id="([^"]*)"', page.text)) >= {
        *("telling", "uitleg", "opnieuw", "bestand", "afspraken")
    }


def test_there_is_no_page_about_proof_for_who_is_not_there(anonymous):
    assert anonymous.get("/docs/onbekend/bewijs").status_code == 404


@pytest.mark.parametrize("about", ["", "proof_"])
@pytest.mark.parametrize("kind", OrganisationKind)
def test_both_languages_tell_the_same_steps(kind, about):
    dutch, english = (
        (HELP / language / f"{about}{kind.value}.html").read_text(encoding="utf-8")
        for language in ("nl", "en")
    )

    assert re.findall(r'id="([^"]*)"', dutch) == re.findall(r'id="([^"]*)"', english)
    assert re.findall(r"url_for\('([^']*)'\)", dutch) == re.findall(r"url_for\('([^']*)'\)", english)
    assert dutch.count("<p") == english.count("<p")


def test_every_finding_is_in_the_list_and_has_a_page_that_explains_it(anonymous):
    page = anonymous.get("/docs/bevindingen")
    assert len(page.data) < 38_400, "with its styles and script a page is at most 100 kB"

    codes = sorted(each.code for each in every_kind())
    assert sorted(re.findall(r'<li id="([^"]*)"', page.text)) == codes
    for code in codes:
        assert f'href="bevindingen/{code}"' in page.text
        words = text_of(anonymous.get(f"/docs/bevindingen/{code}").text)
        assert code in words
        assert not re.search(r"\{\w+\}", words)
    assert anonymous.get("/docs/bevindingen/onbekend").status_code == 404


def test_a_finding_leads_to_its_explanation(provider, wiring):
    wiring.pages[SUBMISSION] = a_page(findings=(a_finding(),))

    assert 'href="/docs/bevindingen/not-a-date"' in provider.get(f"/aanleveringen/{SUBMISSION}").text


def test_help_shows_the_pictures_that_the_documentation_shows(anonymous):
    shown = set()
    for name in NAMES.values():
        for address in (f"/docs/{name}", f"/docs/{name}/bewijs"):
            shown |= set(re.findall(r'src="/static/(help/[a-z]+\.png)', anonymous.get(address).text))

    assert shown == {
        f"help/{name}.png"
        for name in (
            *("bureau", "findings", "municipality", "provider"),
            *("compliance", "explanation", "log", "totals"),
        )
    }
    for each in shown:
        with anonymous.get(f"/static/{each}") as picture:
            assert picture.data == (PICTURES / Path(each).name).read_bytes()
