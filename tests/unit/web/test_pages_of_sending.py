"""The pages on which a provider looks, sends, takes back, and keeps its receipt."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from service.domain.access import OrganisationKind
from service.domain.dues import DueState
from service.domain.submissions.sending import Addressee, Outgoing, Outlook, Remark, Sent
from service.domain.submissions.submission import SubmissionState

from .conftest import ASKED, BALANCE, SUBMISSION, WHEN, a_due, a_page, a_report, a_submission
from .test_provider_pages import text_of

PAGE = f"/aanleveringen/{SUBMISSION}"
NEW = Outgoing(a_report())
CHANGED = Outgoing(a_report(), a_report(sha256="11" * 32, published_at=WHEN - timedelta(days=9)))


def addressee(code="0014", *outgoing, **others):
    return Addressee(municipality=code, name=f"gemeente {code}", outgoing=outgoing, **others)


def outlook(*addressees, **others):
    found = replace(a_submission(), concerns=frozenset(each.municipality for each in addressees))
    return Outlook(submission=found, addressees=addressees, balance=BALANCE, **others)


@pytest.fixture
def looked_at(wiring):
    wiring.pages[SUBMISSION] = a_page()

    def look(*addressees, **others):
        wiring.outlook = outlook(*addressees, **others)
        return wiring.outlook

    return look


def test_the_page_of_a_submission_says_that_nobody_has_it_yet(wiring, provider):
    waits = replace(a_submission(), concerns=frozenset({"0014", "0141"}))
    wiring.pages[SUBMISSION] = a_page(submission=waits)

    page = provider.get(PAGE)

    assert "Nog niet verstuurd 2 gemeenten hebben hier nog niets van." in text_of(page)
    assert f'href="{PAGE}/versturen"' in page.text
    assert "nog te versturen" not in text_of(page)


def test_what_was_refused_is_not_said_to_be_ready_later(wiring, looked_at, provider):
    looked_at(addressee("0014", NEW))
    refused = replace(wiring.outlook.submission, state=SubmissionState.REJECTED)
    wiring.outlook = replace(wiring.outlook, submission=refused, can_be_sent=False)

    words = text_of(provider.get(f"{PAGE}/versturen"))

    assert "is bij de controle afgekeurd; er is niets van te versturen" in words
    assert "nog niet klaar" not in words


def test_the_list_says_which_submissions_are_still_to_be_sent(wiring, provider):
    waits = replace(a_submission(), concerns=frozenset({"0014"}))
    sent = replace(waits, sent_to=frozenset({"0014"}))
    wiring.handed_in = (waits, sent)

    assert text_of(provider.get("/aanleveringen")).count("nog te versturen") == 1


def test_each_municipality_is_shown_with_what_it_gets_and_what_that_takes_the_place_of(looked_at, provider):
    looked_at(addressee("0014", NEW), addressee("0141", CHANGED, lapsing=(a_report(),)))

    seen = text_of(provider.get(f"{PAGE}/versturen"))

    reported = f"{BALANCE.rows.reported:,} rijen".replace(",", ".")
    assert f"Verstuur naar 2 gemeenten ({reported}, € " in seen
    assert "Groningen" in seen
    assert "niets: dit is de eerste" in seen
    assert "die van 23 mrt 2026, 13:05 0 rijen, € 0,00" in seen
    assert "Raakt kwijt:" in seen


def test_who_gets_nothing_is_named_with_why(looked_at, provider):
    why = {"nl": "Gemeente 0141 krijgt geen jaarstaat: een waarde past niet.", "en": "…"}
    looked_at(addressee("0014", NEW), addressee("0141"), not_made={"0141": (why,)}, unasked=("0037", "0047"))

    words = text_of(provider.get(f"{PAGE}/versturen"))

    assert why["nl"] in words
    assert "Geen rapportage" not in words, "where the reason is known it is said"
    assert "Niets voor Stadskanaal, Veendam: daar vraagt niemand iets over deze periode." in words


@pytest.mark.parametrize("remark", Remark)
def test_every_remark_is_a_sentence_in_both_languages(looked_at, sign_in_as, remark):
    looked_at(addressee("0014", NEW), remarks=(remark,))
    seen = set()
    for language in ("nl", "en"):
        page = sign_in_as(OrganisationKind.PROVIDER, language).get(f"{PAGE}/versturen")
        seen.add(re.search(r"<ul>\s*<li>(.*?)</li>", page.text)[1])

    assert len(seen) == 2


def test_who_sends_late_reads_to_whom_and_since_when(wiring, looked_at, provider):
    looked_at(addressee("0014", NEW))
    wiring.dues = (
        a_due(),
        a_due(DueState.DUE),
        a_due(asked=replace(ASKED, municipality="0141")),
    )

    words = text_of(provider.get(f"{PAGE}/versturen"))

    assert "De uiterste dag is voorbij: Groningen (30 april 2026). U kunt nog versturen" in words
    assert "Almelo (" not in words, "it gets nothing of this"
    assert wiring.sent == []


def test_all_are_sent_at_once_or_those_that_were_ticked(wiring, looked_at, provider):
    found = looked_at(addressee("0014", NEW), addressee("0141", CHANGED))

    everyone = provider.post(f"{PAGE}/versturen", data={"aan": "alle", "gezien": found.seen})
    one = provider.post(
        f"{PAGE}/versturen", data={"aan": "gekozen", "gemeente": ["0141", "9999"], "gezien": found.seen}
    )

    assert (everyone.status_code, one.status_code) == (303, 303)
    assert everyone.headers["Location"].startswith(f"{PAGE}/ontvangstbewijs")
    assert wiring.sent == [(["0014", "0141"], found.seen), (["0141"], found.seen)]


def test_without_a_tick_nothing_is_sent_and_the_page_says_so(wiring, looked_at, provider):
    found = looked_at(addressee("0014", NEW))

    answer = provider.post(f"{PAGE}/versturen", data={"aan": "gekozen", "gezien": found.seen})

    assert answer.status_code == 400
    assert "Vink ten minste één gemeente aan." in text_of(answer)
    assert wiring.sent == []


def test_what_changed_since_it_was_shown_is_not_sent_and_shown_again(wiring, looked_at, provider):
    looked_at(addressee("0014", NEW))

    answer = provider.post(f"{PAGE}/versturen", data={"aan": "alle", "gezien": "of yesterday"})

    assert answer.headers["Location"].endswith("gezegd=veranderd")
    assert "Kijk nog eens" in text_of(provider.get(answer.headers["Location"]))
    assert wiring.sent == []


def test_what_nobody_took_can_be_taken_back_and_what_was_taken_cannot(wiring, looked_at, provider):
    looked_at(
        addressee("0014", NEW, sent=Sent(WHEN, "anna")),
        addressee("0141", NEW, sent=Sent(WHEN, "", taken_at=WHEN)),
    )

    seen = text_of(provider.get(f"{PAGE}/versturen"))
    back = provider.post(f"{PAGE}/terugnemen", data={"gemeente": "0014"})
    late = provider.post(f"{PAGE}/terugnemen", data={"gemeente": "0141"})

    assert seen.count("Neem terug") == 1
    assert "door anna" in seen
    assert "vanzelf" in seen
    assert back.headers["Location"].endswith("gezegd=teruggenomen")
    assert "heeft het al opgehaald" in text_of(provider.get(late.headers["Location"]))
    assert wiring.sent == [("0014",)]


def test_a_submission_whose_place_was_taken_is_not_offered_to_be_sent(looked_at, provider):
    looked_at(addressee("0014", NEW), can_be_sent=False)

    page = provider.get(f"{PAGE}/versturen")

    assert "Er is een latere aanlevering over deze periode." in text_of(page)
    assert '<form method="post"' not in page.text.partition("<main")[2].partition("</main")[0]


def test_a_receipt_names_the_file_everyone_who_has_it_and_every_report_with_its_hash(looked_at, provider):
    looked_at(addressee("0014", NEW, sent=Sent(WHEN, "anna")))

    page = provider.get(f"{PAGE}/ontvangstbewijs?gezegd=verstuurd")
    one, other = (provider.get(f"{PAGE}/ontvangstbewijs.pdf") for _ in range(2))

    seen = text_of(page)
    assert "Bewaar dit ontvangstbewijs" in seen
    assert NEW.report.sha256 in seen
    assert "1.290 rijen aangeleverd" in seen
    assert "anna" in seen
    assert one.mimetype == "application/pdf"
    assert one.data.startswith(b"%PDF-")
    assert one.data == other.data


def test_a_receipt_of_nothing_says_so(looked_at, provider):
    looked_at(addressee("0014", NEW))

    assert "Er is nog niets verstuurd." in text_of(provider.get(f"{PAGE}/ontvangstbewijs"))


def test_the_choice_to_send_by_itself_is_kept_and_shown(wiring, provider):
    provider.post("/aanleveringen/versturen", data={"vanzelf": "ja"})

    assert wiring.goes_by_itself
    assert (
        'name="vanzelf" value="ja" aria-describedby="vanzelf-uitleg" checked'
        in provider.get("/aanleveringen").text
    )
    provider.post("/aanleveringen/versturen", data={})
    assert not wiring.goes_by_itself
