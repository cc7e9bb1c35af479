"""What people are told, where and in which words; addresses that could be something else are none."""

from uuid import UUID

import pytest

from service.domain.access import OrganisationKind
from service.domain.notices.choices import NotAnAddressError, NoticeChoice, is_address
from service.domain.notices.email import Email, EmailId, write
from service.domain.notices.kinds import KINDS, MOST_OF_A_NAME, RECEIVED, SENT, Notice, kinds_for
from service.domain.passwords import Unfit, unfitness
from service.domain.wording import Wording, same
from service.mail_server import as_message

FACTS = {
    "submission": "s",
    "report": "r",
    "provider": "Zorg Een",
    "municipality": "Utrecht",
    "period": Wording("eerste kwartaal 2026", "first quarter of 2026"),
    "days": "7",
    "title": "Kwartaal",
    "format": "noord/kwartaal",
    "version": "2026-Q1",
    "changes": same("…"),
    "day": Wording("30 april 2026", "30 April 2026"),
    "thread": "1f0c2d3e-0000-4000-8000-000000000001",
    "reports": Wording("2 rapportages", "2 reports"),
}
URL = "https://eenmaal.example"


def a_email(*notices, to="anna@zorg.example", language="nl"):
    return Email(id=EmailId(UUID(int=7)), to=to, language=language, notices=notices)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_every_kind_says_its_sentence_in_both_languages_and_leads_to_a_page(kind):
    notice = Notice(kind, FACTS)

    assert KINDS[kind.code] is kind
    assert notice.words.nl.endswith((".", "…"))
    assert notice.words.nl != notice.words.en
    assert notice.path.startswith("/")
    assert "{" not in notice.words.nl + notice.words.en + notice.path + kind.title.nl + kind.title.en


def test_each_kind_of_organisation_chooses_from_its_own_kinds_of_notices():
    provider, municipality, bureau = map(kinds_for, OrganisationKind)

    assert {*provider, *municipality, *bureau} == set(KINDS.values())
    assert len(provider) + len(municipality) + len(bureau) == len(KINDS)


@pytest.mark.parametrize("text", ["a@b.nl", "anna.de-vries+x@post.zorg-een.example", "O'Neil@x.org"])
def test_a_plain_address_is_one(text):
    assert NoticeChoice(text).email == text


@pytest.mark.parametrize(
    "text",
    [
        "a@b.nl\nBcc: c@d.nl",
        "a@b.nl\r\nBcc: c@d.nl",
        "a@b.nl\n",
        "a@b.nl, c@d.nl",
        "Anna <a@b.nl>",
        "a@b",
        "a b@c.nl",
        "a@b.nl\x00",
        "a@b.nl\u2028c",
        "ann\u0430@b.nl",
        '"a b"@c.nl',
        "a..b@c.nl",
        "a@-b.nl",
        "@b.nl",
        f"{'a' * 250}@b.nl",
    ],
)
def test_what_could_be_more_than_one_plain_address_is_none(text):
    assert not is_address(text)
    with pytest.raises(NotAnAddressError) as refused:
        NoticeChoice(text)
    assert text.strip() not in str(refused.value)


def test_a_email_is_in_the_language_of_its_reader_and_says_where_it_is_stopped():
    written = write(a_email(Notice(SENT, FACTS), language="en"), URL)

    assert written.subject == "New reports"
    assert written.text == (
        "Zorg Een sent you reports (first quarter of 2026).\nhttps://eenmaal.example/rapportages\n\n"
        "-- \nChoose here which notices you get, where and how often: https://eenmaal.example/account\n"
    )


def test_several_notices_are_one_email():
    received = Notice(RECEIVED, FACTS)

    assert write(a_email(received, received), URL).subject == "Aanlevering ontvangen (2)"
    assert write(a_email(received, Notice(SENT, FACTS)), URL).subject == "2 meldingen van Eenmaal"
    assert "En nog 5." in write(a_email(*[received] * 30), URL).text


def test_a_name_with_line_ends_and_no_end_stays_one_short_line():
    odd = Notice(SENT, {**FACTS, "provider": "Zorg\r\nBcc: c@d.nl\n.\n" + "x" * 500})

    (line,) = [each for each in write(a_email(odd), URL).text.splitlines() if "x" in each and "Bcc" in each]

    assert len(line) < MOST_OF_A_NAME + 100


def test_mail_has_a_name_of_its_own_and_says_that_no_person_wrote_it():
    message = as_message(write(a_email(Notice(RECEIVED, FACTS)), URL), "eenmaal@regio.example")

    assert message["Message-ID"] == f"<{UUID(int=7)}@regio.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://eenmaal.example/account>"


def test_mail_to_an_address_with_a_line_end_is_refused_even_when_it_was_kept():
    written = write(a_email(Notice(RECEIVED, FACTS), to="a@b.nl\r\nBcc: c@d.nl"), URL)

    with pytest.raises(ValueError, match=r".*"):
        as_message(written, "eenmaal@regio.example")


@pytest.mark.parametrize(
    ("new", "refused"),
    [
        ("kort", Unfit.TOO_SHORT),
        ("x" * 201, Unfit.TOO_LONG),
        ("dit is ANNA en meer", Unfit.THE_LOGIN),
        ("juist paard accu", Unfit.THE_SAME),
        ("een ander paard", None),
    ],
)
def test_a_new_password_is_long_and_another(new, refused):
    assert unfitness(new, "juist paard accu", "anna") is refused
