"""No page about burden says more than is known: counts beside shares, ranges, what is left as large."""

import re
from dataclasses import replace
from functools import cache

import pytest

from service.domain.burden.calibration import FoundErrors
from service.domain.burden.municipal import municipal_account
from service.domain.burden.others import compared_with_others
from service.domain.burden.page import BurdenPage
from service.files.burden.tables import load_administrative_times
from service.web.shared.languages import LANGUAGE_COOKIE
from tests.tools.burden_example import DEMANDS
from tests.tools.exports import REPOSITORY
from tests.tools.honest_pages import faults_of

from .test_burden_pages import a_burden_page, wire_burden

PAGES = (
    ("provider", "/regeldruk"),
    ("municipality", "/regeldruk"),
    ("bureau", "/regeldruk"),
    ("bureau", "/regeldruk/openbaar"),
    ("anonymous", "/openbaar/regeldruk/adres"),
    ("provider", "/regeldruk/metingen"),
    ("provider", "/regeldruk/steekproef"),
    ("provider", "/regeldruk/beleving"),
    ("provider", "/regeldruk/nulmeting"),
)


NO_LISTS = ("/regeldruk/metingen", "/regeldruk/steekproef", "/regeldruk/nulmeting")


@cache
def everything_there_is_to_say(*, is_later: bool = False) -> BurdenPage:
    return replace(
        a_burden_page(providers=6, is_later=is_later),
        errors=FoundErrors(compared=4, judged=3, cells=1200, by_hand=12, ours=1),
        whole_reports=14,
        rejected=2,
        unknown_formats=1,
        others=compared_with_others([DEMANDS["F"]], {"A": (DEMANDS["A"],)}),
        municipal=municipal_account(6, 1, load_administrative_times(REPOSITORY / "mappings")),
    )


@pytest.fixture(autouse=True)
def burden(wiring):
    wire_burden(wiring, everything_there_is_to_say())
    return wiring


@pytest.mark.parametrize("is_later", [False, True])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("who", "address"), PAGES)
def test_a_page_says_no_more_than_is_known(request, wiring, who, address, language, is_later):
    page = everything_there_is_to_say(is_later=is_later)
    wiring.burden.show = lambda _viewer, _label=None: page
    wiring.publications.page = page
    visitor = request.getfixturevalue(who)
    visitor.set_cookie(LANGUAGE_COOKIE, language)

    answer = visitor.get(address)

    assert answer.status_code == 200
    assert faults_of(answer.text) == []


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_where_a_table_stands_as_a_list_every_cell_brings_the_words_of_its_column(request, who, address):
    page = request.getfixturevalue(who).get(address).text

    assert ("table--stacked" in page) is (address not in NO_LISTS)
    for table in re.findall(r'<table class="table table--stacked">.*?</table>', page, re.DOTALL):
        columns = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', table)[1:]
        for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", table, re.DOTALL):
            cells = re.findall(r"<td([^>]*)>([^<]*)", row)
            said = [re.search('data-label="([^"]*)"', attributes)[1] for attributes, _ in cells]
            assert len(said) == len(columns)
            assert all(
                name == column for name, column, (_, text) in zip(said, columns, cells, strict=True) if text
            )


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("address", ["/regeldruk", "/regeldruk/openbaar"])
def test_the_pages_that_are_held_to_this_do_speak_of_shares_and_euros(bureau, address, language):
    bureau.set_cookie(LANGUAGE_COOKIE, language)

    page = bureau.get(address).text

    assert page.count("%)") >= 2
    assert page.count("€") == 11
    assert '<svg class="chart"' in page


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ("<p>24% minder</p>", "a percentage without its counts"),
        ("<p>€ 95</p>", "euros without a range"),
        ("<p>€ 17 tot € 260, ongeveer € 95</p>", "euros without their time"),
        ("<p>tussen 1 en 2 uur, ongeveer 1: € 1,50 tot € 2, ongeveer € 2</p>", "decimals on euros"),
        ("<p>tussen 1 en 2 uur, ongeveer 1: € 17 tot € 260, ongeveer € 95</p>", "without an evidence class"),
        (
            '<svg class="chart"><text font-size="14" font-weight="600">Niet</text></svg>',
            "without what is left",
        ),
    ],
)
def test_what_a_sceptic_would_hold_against_a_page_is_found(wrong, fault):
    assert any(fault in each for each in faults_of(wrong))
