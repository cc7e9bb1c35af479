"""All findings of a submission, one by one: filtered, counted and a page at a time."""

import re

import pytest

from tests.unit.web.conftest import SUBMISSION, a_page

LIST = f"/aanleveringen/{SUBMISSION}/bevindingen/lijst"


def a_kept_finding(number, *, code="not-a-date", severity="blocks", sheet="prestatie", **more):
    return {
        "code": code,
        "severity": severity,
        "table": "prestatie",
        "sheet": sheet,
        "row": number,
        "column": "G",
        "field": "begindatum",
        "text": {"nl": f"Rij {number}: vul een datum in.", "en": f"Row {number}: fill in a date."},
        "count": 1,
        **more,
    }


@pytest.fixture
def found(wiring):
    wiring.pages[SUBMISSION] = a_page()
    wiring.findings = (
        *(a_kept_finding(number) for number in range(2, 122)),
        a_kept_finding(7, code="volume-too-large", severity="warns", sheet="<b>", answer="Dat klopt."),
    )


def rows(page):
    return re.findall(r'<th scope="row">rij (\d+)', page)


@pytest.mark.usefixtures("found")
def test_fifty_stand_on_a_page_and_the_rest_is_a_page_further(provider):
    first = provider.get(LIST).text
    last = provider.get(f"{LIST}?vanaf=100").text

    assert rows(first) == [str(number) for number in range(2, 52)]
    assert "1 tot en met 50 van 121" in first
    assert "vanaf=50" in first
    assert rows(last)[-1] == "7"
    assert "vanaf=50" in last, "and back"
    assert "Volgende" not in last


def test_findings_of_one_municipality_are_found_by_its_name_and_lead_to_their_explanation(provider, wiring):
    wiring.pages[SUBMISSION] = a_page()
    wiring.findings = (
        a_kept_finding(2, municipality="0014"),
        a_kept_finding(3, municipality="0363"),
        a_kept_finding(4),
    )

    page = provider.get(f"{LIST}?gemeente=0014").text

    assert rows(page) == ["2"]
    assert "Groningen (1)" in page
    assert 'href="/docs/bevindingen/not-a-date"' in page


@pytest.mark.usefixtures("found")
def test_a_filter_leaves_what_it_says_and_tells_how_many_each_would_leave(provider):
    page = provider.get(f"{LIST}?ernst=warns").text

    assert rows(page) == ["7"]
    assert "U antwoordde: Dat klopt." in page
    assert "&lt;b&gt; (1)" in page
    assert "<b>" not in page
    assert "Eerst verbeteren (120)" in page, "what the other severity would leave"


@pytest.mark.usefixtures("found")
@pytest.mark.parametrize("asked", ["ernst=onzin", "blad=onbekend", "ernst=warns&blad=prestatie"])
def test_filters_that_leave_nothing_say_so(provider, asked):
    page = provider.get(f"{LIST}?{asked}").text

    assert "Er is geen bevinding die aan dit alles voldoet." in page


@pytest.mark.usefixtures("found")
@pytest.mark.parametrize("begin", ["-1", "x", "99999999999", "²"])
def test_an_odd_begin_is_the_begin(provider, begin):
    assert rows(provider.get(f"{LIST}?vanaf={begin}").text)[0] == "2"


def test_nothing_found_is_said(provider, wiring):
    wiring.pages[SUBMISSION] = a_page()

    assert "Er is niets aan te merken" in provider.get(LIST).text
    assert (
        provider.get(LIST.replace(str(SUBMISSION), "00000000-0000-0000-0000-000000000099")).status_code == 404
    )
