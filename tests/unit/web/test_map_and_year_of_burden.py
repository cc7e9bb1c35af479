"""Who asks what as a table, a year for a council, and all of a page about burden to take along."""

import csv
import io

import pytest

from service.domain.burden.question_map import MapPage
from service.domain.burden.year import MeasuredYear, YearPage
from service.domain.periods import parse_period
from tests.unit.web.test_drop_list_pages import a_drop_page

from .test_burden_pages import a_burden_page, wire_burden
from .test_provider_pages import text_of

MAP, YEAR = "/regeldruk/wie-vraagt-wat", "/regeldruk/jaar"


def a_year(before=None):
    measured = a_burden_page().measured
    listed = a_drop_page().found.questions
    year = MeasuredYear(
        questions=measured.questions,
        before=before,
        estimate=measured.estimate,
        residual=measured.residual,
        reports=6,
        providers=1,
        first_to_drop=listed[:2],
        on_the_list=len(listed),
    )
    return YearPage((parse_period("2026"),), parse_period("2026"), year)


@pytest.fixture(autouse=True)
def burden(wiring):
    wire_burden(wiring, a_burden_page())
    wiring.burden.show_year = lambda _viewer, _label=None: a_year()
    return wiring


def lines_of(answer):
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def test_every_question_stands_beside_who_asks_it_with_a_letter_for_its_form(provider):
    page = provider.get(MAP)

    words = text_of(page)
    assert "6 gemeenten stellen deze vragen." in words
    row = words[words.index("productcode") :][:200]
    assert "6 A: zoals in de standaard; B: met de codes van regio; C: met de codes van D" in row
    assert page.text.count('class="form-mark"') == 11 * 6


def test_the_map_to_take_along_has_a_line_for_each_municipality_and_form(provider):
    head, *lines = lines_of(provider.get(f"{MAP}?als=csv"))

    assert head[:4] == ["Gegeven", "Code van het gegeven", "Vorm", "Gemeentecode"]
    assert [
        line[3] for line in lines if line[1] == "productcode" and line[2] == "met de codes van regio"
    ] == [
        "B",
        "C",
    ]
    assert provider.get(f"{MAP}?als=xlsx").data.startswith(b"PK")


def test_all_of_the_page_comes_as_one_table_with_a_range_for_each_estimate(provider):
    head, *lines = lines_of(provider.get("/regeldruk?als=csv"))

    told = {(line[0], line[1]): line for line in lines}
    assert head == ["onderdeel", "wat", "eenheid", "p10", "waarde", "p90", "toelichting"]
    assert told["cellen", "N"][4] == "2542"
    net = a_burden_page().measured.estimate.net.as_json()
    assert told["tijd", "netto niet besteed"][2:6] == ["minuten", *(str(each) for each in net.values())]
    assert told["afwijkingsindex", "D"][4] == "0,75"


def test_a_year_says_in_plain_words_what_was_asked_and_what_can_go(bureau):
    words = text_of(bureau.get(f"{YEAR}?jaar=2026"))

    assert "In 2026 vroegen 6 gemeenten 1 aanbieder om " in words
    assert "2025" in words
    assert f"{len(a_drop_page().found.questions)} vragen kunnen vervallen of gesteld worden" in words
    assert "%" not in words


def test_a_municipality_reads_its_own_name(municipality):
    words = text_of(municipality.get(f"{YEAR}?jaar=2026"))

    assert "In 2026 vroeg De municipality 1 aanbieder om " in words
    assert "Deze worden het vaakst gesteld:" in words


def test_before_anything_was_delivered_the_pages_say_so(provider, burden):
    empty = a_burden_page()
    burden.burden.show = lambda _viewer, _label=None: type(empty)(
        periods=(), period=None, measured=None, own_differences=(), trend=(), unknown_formats=0
    )
    burden.burden.show_year = lambda _viewer, _label=None: YearPage(())
    burden.burden.show_question_map = lambda _viewer, _label=None: MapPage(())

    for path in (MAP, YEAR, f"{MAP}?als=csv", "/regeldruk?als=csv"):
        answer = provider.get(path)
        assert answer.status_code == 200
        assert "Er is nog niets geleverd om te tellen." in text_of(answer)
