"""What pages say of answers to warnings, and what they pass on."""

from dataclasses import replace

import pytest

from service.domain.findings import Severity
from service.domain.submissions.submission import SubmissionState

from .conftest import SUBMISSION, a_finding, a_page
from .test_provider_pages import text_of

ADDRESS = f"/aanleveringen/{SUBMISSION}"
IDENTITY = "0123456789abcdef" * 2


def a_warning(answer="", count=2):
    group = a_finding(Severity.WARNS)
    place = replace(group.places[0], identity=IDENTITY, answer=answer)
    return replace(group, count=count, places=(place, place), is_answered=bool(answer))


@pytest.fixture
def page(wiring, provider):
    def show(findings, state=SubmissionState.READY):
        wiring.pages[SUBMISSION] = a_page(state, findings=findings)
        return provider.get(ADDRESS)

    return show


def test_a_warning_can_be_answered_by_itself_and_with_all_of_its_sort(page):
    shown = page((a_warning(),))

    assert shown.text.count("<summary>Klopt, want …") == 2
    assert shown.text.count("<summary>Ze kloppen allemaal, want …") == 1


def test_what_blocks_or_cannot_be_known_again_asks_for_no_answer(page):
    assert "Klopt, want" not in page((a_finding(),), SubmissionState.REJECTED).text
    assert "Klopt, want" not in page((a_finding(Severity.WARNS),)).text
    assert "Klopt, want" not in page(()).text


def test_an_answered_warning_is_folded_away_and_counted(page):
    shown = page((a_warning("Afgesproken korting.", 5), a_warning(count=20)))

    words = text_of(shown)
    assert "20 bevindingen, 5 beantwoord" in words
    assert "5 aandachtspunten waarvan u zei dat ze kloppen" in words
    assert "Uw antwoord: Afgesproken korting." in words
    assert "Bevindingen 20 " in words


def test_a_file_of_which_every_warning_is_answered_says_so_and_is_not_called_faultless(page):
    words = text_of(page((a_warning("Klopt."),)))

    assert "0 bevindingen, 2 beantwoord" in words
    assert "Er is niets aan te merken op dit bestand" not in words


def test_an_answer_is_shown_as_text_and_never_as_markup(page):
    shown = page((a_warning("<script>alert(1)</script>"),))

    assert "<script>alert" not in shown.text
    assert "&lt;script&gt;alert(1)" in shown.text


@pytest.mark.parametrize(
    ("form", "answers", "said"),
    [
        ({"kenmerk": IDENTITY, "antwoord": " ja "}, [("x", IDENTITY, "ja")], "beantwoord"),
        (
            {"tabel": "prestatie", "veld": "bedrag", "antwoord": "ja"},
            [("x", ("prestatie", "bedrag"), "ja")],
            "beantwoord",
        ),
        ({"kenmerk": IDENTITY, "antwoord": ""}, [], "geen-antwoord"),
        ({"kenmerk": IDENTITY, "antwoord": "x" * 10_000}, [], "geen-antwoord"),
    ],
)
def test_an_answer_is_passed_on(provider, wiring, form, answers, said):
    wiring.pages[SUBMISSION] = a_page()

    answer = provider.post(f"{ADDRESS}/antwoorden", data={"bevinding": "x", **form})

    assert (answer.status_code, answer.location) == (303, f"{ADDRESS}?lezing={said}#bevindingen")
    assert wiring.answers == answers


def test_an_answer_can_be_taken_back(provider, wiring):
    wiring.pages[SUBMISSION] = a_page()

    answer = provider.post(f"{ADDRESS}/antwoorden/terugnemen", data={"bevinding": "x", "kenmerk": IDENTITY})

    assert answer.location == f"{ADDRESS}?lezing=teruggenomen#bevindingen"
    assert wiring.answers == [("x", IDENTITY, None)]


def test_nobody_but_a_provider_answers(municipality, wiring):
    wiring.pages[SUBMISSION] = a_page()

    assert municipality.post(f"{ADDRESS}/antwoorden", data={"antwoord": "ja"}).status_code == 403
    assert municipality.post(f"{ADDRESS}/lezing", data={"herstel": "nee"}).status_code == 403
    assert (wiring.answers, wiring.said) == ([], [])
