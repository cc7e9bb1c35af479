"""What pages say of cells that were repaired, and where a provider says how its files are read."""

import csv
import io
from dataclasses import replace

import pytest

from service.domain.findings import Severity
from service.domain.standard.repairs import DayOrder, Reading
from service.domain.submissions.submission import FindingExample, StoredFindingGroup, SubmissionState

from .conftest import SUBMISSION, a_finding, a_page
from .test_provider_pages import text_of, upload

ADDRESS = f"/aanleveringen/{SUBMISSION}"
WORDS = {"nl": "Zo is het gelezen.", "en": "So it was read."}
REFUSED = {"reports": (), "balance": None, "burden": {}}


def a_repair(count=112, value="0014 ", new="0014", **place):
    """A group of cells that were read as something else than they say."""
    example = FindingExample(
        **{"sheet": "toewijzing", "row": 5, "column": "A", "text": WORDS, **place},
        repair={"value": value, "new": new},
    )
    return StoredFindingGroup(
        code="repaired-surroundings",
        severity=Severity.WARNS,
        table="toewijzing",
        field="gemeentecode",
        count=count,
        places=(example,),
    )


@pytest.fixture
def shown(wiring, provider):
    def show(page, query=""):
        wiring.pages[SUBMISSION] = page
        return text_of(provider.get(ADDRESS + query))

    return show


def test_repairs_stand_apart_from_findings_and_are_counted_apart_everywhere(shown, provider):
    words = shown(a_page(findings=(a_finding(Severity.WARNS), a_repair())))

    assert "20 bevindingen, 112 cellen hersteld" in words
    assert "Bevindingen (20) Hersteld bij het lezen (112)" in words
    assert "Bevindingen 20 " in words
    assert "Hersteld bij het lezen 112 " in words
    assert "stond er: 0014 → gelezen als: 0014" in words
    assert provider.get(ADDRESS).text.count("<code>0014 </code>") == 1


def test_a_file_in_which_only_cells_were_repaired_is_not_called_faultless(shown):
    words = shown(a_page(findings=(a_repair(1),)))

    assert "0 bevindingen, 1 cel hersteld" in words
    assert "Verder is er niets aan te merken." in words
    assert "Er is niets aan te merken op dit bestand" not in words


def test_what_was_read_as_nothing_says_so(shown):
    assert "stond er: n.v.t. → gelezen als: lege cel" in shown(
        a_page(findings=(a_repair(value="n.v.t.", new=""),))
    )


def test_a_place_in_a_message_names_message_and_line(shown):
    words = shown(a_page(findings=(a_repair(sheet="JW323.xml", row=None, column="", line="declaratie D12"),)))

    assert "bericht JW323.xml declaratie D12" in words
    assert "blad JW323.xml" not in words


def test_the_order_of_dates_is_asked_where_a_file_was_refused_for_it_and_nowhere_else(shown):
    question = "In welke volgorde staan uw datums?"
    dates = a_finding(code="ambiguous-date")

    assert question in shown(a_page(SubmissionState.REJECTED, findings=(dates,), **REFUSED))
    assert question not in shown(a_page(SubmissionState.REJECTED, findings=(a_finding(),), **REFUSED))
    assert question not in shown(a_page(findings=(dates,)))
    as_written = a_page(
        SubmissionState.REJECTED, findings=(dates,), reading=Reading(repairs=False), **REFUSED
    )
    assert question not in shown(as_written)


@pytest.mark.parametrize(
    ("form", "said", "told"),
    [
        ({"datums": "dag-maand-jaar"}, [(None, DayOrder.DAY_FIRST)], "opnieuw"),
        ({"datums": "maand-dag-jaar"}, [(None, DayOrder.MONTH_FIRST)], "opnieuw"),
        ({"herstel": "nee"}, [(False, None)], "opnieuw"),
        ({"herstel": "ja"}, [(True, None)], "opnieuw"),
        ({"datums": "jaar-dag-maand"}, [], "ontbreekt"),
        ({}, [], "ontbreekt"),
    ],
)
def test_an_answer_is_passed_on_and_no_answer_changes_nothing(provider, wiring, form, said, told):
    wiring.pages[SUBMISSION] = a_page(SubmissionState.REJECTED, **REFUSED)

    answer = provider.post(f"{ADDRESS}/lezing", data=form)

    assert (answer.status_code, answer.location) == (303, f"{ADDRESS}?lezing={told}")
    assert wiring.said == said


def test_of_what_was_translated_the_page_says_that_it_stays_as_it_was_read(shown):
    page = a_page(findings=(a_repair(),))

    assert "Dit geldt vanaf uw volgende aanlevering" in shown(page)
    assert "deze is niet opnieuw gelezen" in shown(page, "?lezing=bewaard")


def test_a_file_that_was_read_as_it_is_written_offers_to_repair(shown):
    as_written = Reading(repairs=False)
    refused = a_page(
        SubmissionState.REJECTED,
        findings=(a_finding(code="repairable-value"),),
        reading=as_written,
        reading_now=as_written,
        **REFUSED,
    )

    assert "Er is niets hersteld" in shown(refused)
    assert "Herstel voortaan wat bewezen is" in shown(refused)
    assert "Herstel niets: lees precies" in shown(replace(refused, reading_now=Reading()))


def test_the_switch_at_the_upload_shows_what_was_chosen_and_says_what_is(provider, wiring):
    wiring.reading = Reading(repairs=False)
    page = provider.get("/aanleveringen").text
    assert 'name="herstel-niets" value="ja" aria-describedby="herstel-uitleg" checked' in page

    upload(provider)
    for switch in ({"lezing": "gezegd"}, {"lezing": "gezegd", "herstel-niets": "ja"}):
        provider.post("/aanleveringen", data={"bestand": (io.BytesIO(b"PK"), "a.xlsx"), **switch})

    assert wiring.switches == [None, True, False]


def test_the_csv_tells_old_and_new_and_the_place_in_a_message(provider, wiring):
    wiring.pages[SUBMISSION] = a_page()
    finding = {
        "code": "repaired-number",
        "severity": "warns",
        "table": "prestatie",
        "sheet": "JW323.xml",
        "row": None,
        "column": "",
        "field": "bedrag",
        "text": WORDS,
        "count": 1,
        "line": "declaratie D12",
        "repair": {"value": "=1+1", "new": "2"},
    }
    wiring.findings = (finding,)

    answer = provider.get(f"{ADDRESS}/bevindingen")

    [_, line] = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    assert (line[0], line[8:]) == ("Hersteld", ["declaratie D12", "'=1+1", "2", ""])
