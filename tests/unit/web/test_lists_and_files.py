"""Lists that are long: filtered and paged by what stands in the address, and taken along as a file."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import openpyxl
import pytest

from service.domain.dues import DueState
from service.domain.periods import parse_period
from service.domain.standing import ReportStanding
from service.domain.submissions.submission import SubmissionState
from service.files.tables import table_as_csv, table_as_workbook
from tests.tools.honest_pages import text_of
from tests.unit.web.conftest import a_due, a_report, a_submission


def many_reports(count, **facts):
    return tuple(
        a_report(
            id=UUID(int=100 + number),
            provider_code=f"0602{number % 3:04}",
            provider_name=f"Zorg {number % 3}",
            period=parse_period(f"2025-Q{number % 4 + 1}"),
            sent_at=a_report().published_at,
            **facts,
        )
        for number in range(count)
    )


def links_to_reports(page):
    return len(set(re.findall(r"/rapportages/[0-9a-f-]{36}(?=\")", page.text)))


def read_csv(answer):
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def test_a_municipality_sees_fifty_at_a_time_and_filters_with_counts(municipality, wiring):
    wiring.published = many_reports(120)

    first, last = municipality.get("/rapportages"), municipality.get("/rapportages?vanaf=100")

    assert (links_to_reports(first), links_to_reports(last)) == (50, 20)
    assert "1 tot en met 50 van 120" in text_of(first.text)
    assert "Zorg 0 (06020000) (40)" in text_of(first.text)
    one = text_of(municipality.get("/rapportages?periode=2025-Q1&aanbieder=Zorg 0 (06020000)").text)
    assert "10 in totaal" in one
    assert "2e kwartaal 2025 (10)" in one, "what another period would leave"


def test_filters_stay_when_one_goes_on(municipality, wiring):
    wiring.published = many_reports(240)

    page = municipality.get("/rapportages?periode=2025-Q1").text

    assert 'href="/rapportages?vanaf=50&amp;periode=2025-Q1"' in page


@pytest.mark.parametrize("asked", ["periode=2020-Q1", "stand=onzin", "aanbieder=niemand"])
def test_what_leaves_nothing_says_so(municipality, wiring, asked):
    wiring.published = many_reports(3)

    page = municipality.get(f"/rapportages?{asked}").text

    assert "Geen rapportage voldoet aan dit alles." in page
    assert re.findall(r'<option value="([^"]+)" selected>', page) == [asked.partition("=")[2]]


@pytest.mark.parametrize("odd", ["-1", "9" * 12, "x", "1e3", "100"])
def test_an_odd_place_is_the_first_page(municipality, wiring, odd):
    wiring.published = many_reports(60)

    assert links_to_reports(municipality.get(f"/rapportages?vanaf={odd}")) == 50


def test_of_what_was_replaced_ten_stand_below_and_all_a_click_further(municipality, wiring):
    wiring.published = many_reports(15, is_superseded=True, successor=UUID(int=1))

    page = municipality.get("/rapportages")

    assert links_to_reports(page) == 10
    assert 'href="/rapportages?stand=replaced"' in page.text
    assert links_to_reports(municipality.get("/rapportages?stand=replaced")) == 15


def test_a_table_comes_along_as_csv_and_as_a_workbook_with_all_that_was_asked(municipality, wiring):
    wiring.published = many_reports(120)

    lines = read_csv(municipality.get("/rapportages?als=csv&periode=2025-Q1"))
    book = openpyxl.load_workbook(io.BytesIO(municipality.get("/rapportages?als=xlsx").data))

    assert len(lines) == 1 + 30, "not of one page alone"
    assert lines[0][:3] == ["Aanbieder", "AGB-code", "Rapportage"]
    assert lines[1][7] == "1233500,00"
    sheet = book.worksheets[0]
    assert sheet.max_row == 121
    assert (sheet["B2"].value, sheet["H2"].value) == ("06020000", 1_233_500)
    assert municipality.get("/rapportages?als=exe").mimetype == "text/html"


def test_no_text_of_another_becomes_a_formula():
    rows = [("=1+1", "+31", "-x", "@a", 5, Decimal("-2.50"), date(2026, 1, 2), None)]
    head = list("abcdefgh")

    written = next(iter(rows))
    lines = table_as_csv(head, rows).decode("utf-8-sig").splitlines()
    cells = openpyxl.load_workbook(io.BytesIO(table_as_workbook(head, rows))).worksheets[0][2]

    assert lines[1] == "'=1+1;'+31;'-x;'@a;5;-2,50;02-01-2026;"
    assert [cell.data_type for cell in cells[:4]] == ["s"] * 4
    assert [cell.value for cell in cells[:6]] == [*written[:5], -2.5]


def test_a_provider_filters_what_it_handed_in(provider, wiring):
    wiring.handed_in = (
        *(a_submission(id=UUID(int=number), filename=f"{number}.xlsx") for number in range(1, 61)),
        a_submission(SubmissionState.REJECTED, id=UUID(int=99), filename="fout.xlsx"),
    )

    first, refused = provider.get("/aanleveringen"), provider.get("/aanleveringen?stand=refused")

    assert "1 tot en met 50 van 61" in text_of(first.text)
    assert "Niets van gevraagd (60)" in text_of(first.text)
    assert "fout.xlsx" in refused.text
    assert "1.xlsx" not in refused.text


def test_everybody_takes_the_deadlines_along(provider, municipality, bureau, wiring):
    wiring.dues = tuple(a_due(state) for state in (DueState.MISSING, DueState.DUE, DueState.DUE))

    for visitor in (provider, municipality, bureau):
        assert len(read_csv(visitor.get("/termijnen?als=csv"))) == 4
    lines = read_csv(provider.get("/termijnen?als=csv&stand=missing"))
    assert lines[1][:2] == ["Ontbreekt", "Groningen"]
    assert lines[1][6] == "30-04-2026"


def test_a_standing_that_a_list_offers_is_said_in_words(municipality, wiring):
    wiring.published = tuple(
        replace(each, taken_at=each.sent_at if at else None) for at, each in enumerate(many_reports(2))
    )

    choices = municipality.get("/rapportages").text

    for standing in (ReportStanding.SENT, ReportStanding.TAKEN):
        assert f'<option value="{standing.value}">' in choices
