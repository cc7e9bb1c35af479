"""The page of delivery figures: per provider, municipality, period and report, with all of it together."""

import csv
import io
from dataclasses import replace

import pytest

from service.domain.access import OrganisationKind
from service.domain.dues import DueState
from service.domain.periods import parse_period

from .conftest import ASKED, a_due
from .test_provider_pages import text_of

PAGE = "/termijnen/cijfers"


@pytest.fixture
def owed(wiring):
    almelo = {"asked": replace(ASKED, municipality="0141"), "municipality_name": "Almelo"}
    later = {"asked": replace(ASKED, period=parse_period("2026-Q2"))}
    wiring.dues = (
        a_due(DueState.ON_TIME),
        a_due(DueState.LATE, **almelo),
        a_due(DueState.MISSING, **later),
        a_due(DueState.NOT_YET, asked=replace(ASKED, period=parse_period("2026-Q3"))),
    )


@pytest.mark.usefixtures("owed")
def test_a_bureau_reads_of_every_municipality_what_was_expected_there_and_in_time(bureau):
    words = text_of(bureau.get(f"{PAGE}?per=gemeente"))

    assert "Almelo 1 1 100 % 0 0 % 1 0" in words
    assert "Groningen 2 1 50 % 1 50 % 0 1" in words
    assert "Alles samen 3 2 66 % 1 33 % 1 1" in words


@pytest.mark.usefixtures("owed")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("per=periode", "3e kwartaal 2026 0 0 – 0 – 0 0 2e kwartaal 2026 1 0 0 % 0 0 % 0 1"),
        ("per=aanbieder", "Zorg Een AGB 06011234 3 2 66 %"),
        ("per=rapportage", "voorbeeldregio-noord/kwartaal 3 2 66 %"),
        ("per=onzin", "Zorg Een AGB 06011234 3 2 66 %"),
        ("per=periode&gemeente=0141", "1e kwartaal 2026 1 1 100 % 0 0 % 1 0 Alles samen"),
        ("gemeente=9999", "Niets voldoet aan dit alles. Toon alles"),
        ("formaat=er/niet", "Niets voldoet aan dit alles. Toon alles"),
        ("wet=WMO", "Niets voldoet aan dit alles. Toon alles"),
        ("wet=JW", "Alles samen 3 2 66 %"),
    ],
)
def test_it_is_grouped_and_filtered_by_what_the_address_says(bureau, asked, said):
    assert said in text_of(bureau.get(f"{PAGE}?{asked}"))


@pytest.mark.usefixtures("owed")
@pytest.mark.parametrize(
    ("kind", "asked", "address"),
    [
        (OrganisationKind.BUREAU, "per=gemeente&wet=JW", "wet=JW&amp;per=periode&amp;gemeente=0141"),
        (OrganisationKind.BUREAU, "per=periode", "per=aanbieder&amp;periode=2026-Q2"),
        (OrganisationKind.PROVIDER, "per=periode", "per=gemeente&amp;periode=2026-Q2"),
        (
            OrganisationKind.PROVIDER,
            "per=rapportage",
            "per=periode&amp;formaat=voorbeeldregio-noord/kwartaal",
        ),
    ],
)
def test_a_line_leads_to_its_own_periods_and_a_period_to_whom_it_is_about(sign_in_as, kind, asked, address):
    assert f'href="{PAGE}?{address}"' in sign_in_as(kind).get(f"{PAGE}?{asked}").text


@pytest.mark.usefixtures("owed")
def test_the_table_comes_along_with_its_total(bureau):
    table = bureau.get(f"{PAGE}?per=gemeente&als=csv").text

    lines = list(csv.reader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";"))
    assert lines[1] == ["Almelo", "0141", "1", "1", "0", "1", "0", "100", "0"]
    assert lines[-1] == ["Alles samen", "", "3", "2", "1", "1", "1", "66", "33"]


@pytest.mark.usefixtures("owed")
@pytest.mark.parametrize(
    ("kind", "own"), [(OrganisationKind.PROVIDER, "aanbieder"), (OrganisationKind.MUNICIPALITY, "gemeente")]
)
def test_nobody_is_offered_a_table_of_itself_alone(sign_in_as, kind, own):
    page = sign_in_as(kind).get(f"{PAGE}?per={own}")

    assert f">per {own}<" not in page.text
    assert ">per periode<" in page.text
    assert "Alles samen 3 2 66 %" in text_of(page)


def test_where_nothing_is_expected_the_page_says_what_will_stand_there(provider):
    assert "Er wordt nog niets verwacht." in text_of(provider.get(PAGE))


def test_who_is_not_signed_in_sees_nothing_of_it(anonymous):
    assert anonymous.get(PAGE).status_code in (302, 303, 401)
