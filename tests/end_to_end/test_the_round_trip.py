"""The round trip between people, by HTTP and mail alone: from a file with doubts to a figure that holds.

Upload, answers to warnings, look, send; a question at a cell, an answer, a correction; accepted; late and on
time with its cause: and at every step what everybody sees of it, and who sees nothing.
"""

import html
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import httpx
import psycopg
import pytest
from sqlalchemy import make_url

from service.command_line.http_door import Visit
from service.domain.periods import Period, parse_period
from service.files.export.writer import write_export
from service.process.clock import today_in_the_netherlands
from service.storage.schema import as_role
from tests.tools.exports import an_export, the_standard
from tests.tools.honest_pages import text_of
from tests.tools.mail_server import Mailbox, a_mail_server
from tests.tools.patience import AS_LONG_AS_IT_TAKES

from .conftest import AGB_CODE, PASSWORD, a_service

GRONINGEN = "0014"
EVERYBODY = ("aanbieder", "andere-aanbieder", "groningen", "almelo", "bureau")
QUESTION = "Is dit bedrag inclusief de correctie van januari?"
ANSWER = "Nee, die ontbreekt nog; wij sturen een verbeterd bestand."
REASON = "Uw administratie stapt in juli over."
SAID = (
    "Nog niet verstuurd",
    "Verstuurd, nog niet opgehaald",
    "Opgehaald, nog geen oordeel",
    "Aanvaard",
    "Afgekeurd",
)
ADDRESS = re.compile(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class Person:
    """Somebody with a browser and a mailbox."""

    login: str
    visit: Visit

    @property
    def address(self) -> str:
        return f"{self.login}@regio.example"

    def page(self, path: str) -> httpx.Response:
        return self.visit.browser.get(path)

    def words(self, path: str) -> str:
        return text_of(self.page(path).raise_for_status().text)

    def may_open(self, path: str) -> bool:
        return self.page(path).status_code == httpx.codes.OK

    def fill(self, page: str, part: str, **given: str) -> str:
        """Fill in the form whose address has `part`; gives the page that it leads to."""
        shown = self.page(page).raise_for_status().text
        action, form = next(each for each in ADDRESS.findall(shown) if part in each[0])
        hidden = {name: html.unescape(value) for name, value in HIDDEN.findall(form)}
        answer = self.visit.browser.post(html.unescape(action), data={**hidden, **given})
        assert answer.status_code in (httpx.codes.OK, httpx.codes.SEE_OTHER), text_of(answer.text)[:600]
        return answer.headers.get("Location", "") or answer.text


@dataclass
class Cast:
    """Everybody, and the postman."""

    mailbox: Mailbox
    people: dict[str, Person]
    database: str
    """Its address as superuser."""
    told: dict[tuple[str, str], int] = field(default_factory=dict)
    """Whom was told what, and how often, as far as somebody waited for it."""

    def __getitem__(self, login: str) -> Person:
        return self.people[login]

    def mail_of(self, login: str) -> str:
        """All of it so far: two things that are told at once are one e-mail."""
        own = [each for each in self.mailbox.taken if each["To"] == self.people[login].address]
        return "\n".join(each.get_body(("plain",)).get_content() for each in own)

    def gets(self, login: str, words: str, times: int = 1) -> str:
        """Wait until this person was told this so many times; gives the address that follows it."""
        self.told[login, words] = times
        until = time.monotonic() + AS_LONG_AS_IT_TAKES / 10
        while self.mail_of(login).count(words) < times:
            assert time.monotonic() < until, f"{login} waits for {words!r} and got {self.mail_of(login)}"
            with psycopg.connect(self.database, autocommit=True) as connection:
                connection.execute(_A_MINUTE_GOES_BY)
            time.sleep(0.5)
        return self.mail_of(login).partition(words)[2].partition("https://")[2].split()[0]


_A_MINUTE_GOES_BY = """
    UPDATE job SET created_at = created_at - interval '1 minute', not_before = now()
    WHERE kind = 'send-email'
"""
"""Nobody gets more than one e-mail a minute, and a test need not wait for that."""


@pytest.fixture(scope="module")
def cast(postgres_server, broker_server, tmp_path_factory) -> Iterator[Cast]:
    with a_mail_server() as mailbox:
        more = {
            "EENMAAL_SMTP_HOST": "127.0.0.1",
            "EENMAAL_SMTP_PORT": str(mailbox.port),
            "EENMAAL_SMTP_TLS": "off",
            "EENMAAL_MAIL_SENDER": "eenmaal@regio.example",
            "EENMAAL_PUBLIC_URL": "https://eenmaal.regio.example/",
            "EENMAAL_RECONCILE_EVERY": "1",
        }
        with a_service(postgres_server, broker_server, tmp_path_factory.mktemp("state"), more) as service:
            people = {login: Person(login, service.visit(login)) for login in EVERYBODY}
            for person in people.values():
                choices = re.findall(
                    r'name="soort" value="([^"]+)"', person.page("/account").raise_for_status().text
                )
                chosen = {
                    "email": person.address,
                    "wachtwoord": PASSWORD,
                    "hoe-vaak": "at-once",
                    "soort": choices,
                }
                person.fill("/account", "account", **chosen)
            name = make_url(service.settings.required_database_url).database
            database = as_role(postgres_server.postgres.superuser_url, "postgres", name)
            yield Cast(mailbox, people, database.replace("+psycopg", ""))


def quarter_of(day: date) -> Period:
    return parse_period(f"{day.year}-Q{(day.month + 2) // 3}")


LATE = quarter_of(today_in_the_netherlands() - timedelta(days=130))
"""Its last day is over, whenever this test runs."""
LATER = quarter_of(LATE.end + timedelta(days=1))


def a_file(period: Period, amount: int) -> bytes:
    """Three deliveries for one client in Groningen; amounts of a cent are asked about."""
    own, begin = {"gemeentecode": GRONINGEN, "ingangsdatum": LATE.begin}, period.begin
    care = {
        "gemeentecode": GRONINGEN,
        "begindatum": begin,
        "einddatum": begin + timedelta(days=20),
        "bedrag": amount,
    }
    export = an_export(
        aanlevering=[{"agb_code": AGB_CODE, "periode_begin": begin, "periode_eind": period.end}],
        toewijzing=[own],
        prestatie=[{**care, "referentienummer": f"R{period.label}-{number}"} for number in range(3)],
    )
    return write_export(export.tables, the_standard(), "xlsx")


def hand_in(provider: Person, content: bytes) -> str:
    path = provider.visit.upload("export.xlsx", content)
    assert list(provider.visit.follow(path))[-1].startswith("Klaar")
    return path


def answer_everything(provider: Person, path: str) -> None:
    """Every warning at once, kind by kind, as long as one has no answer."""
    for _ in range(9):
        shown = provider.page(path).text
        open_kinds = [form for address, form in ADDRESS.findall(shown) if address.endswith("antwoorden")]
        left = [dict(HIDDEN.findall(form)) for form in open_kinds if 'name="tabel"' in form] or [
            dict(HIDDEN.findall(form)) for form in open_kinds
        ]
        if not left:
            return
        provider.visit.browser.post(
            f"{path}/antwoorden", data={**left[0], "antwoord": "Afgesproken korting."}
        )
    raise AssertionError("some warning cannot be answered")


def standings(cast: Cast, submission: str, report: str) -> dict[str, str]:
    """What each of those whom a report concerns reads in its list as where the report stands."""
    pair = f"/overzicht/{LATE.label}/{AGB_CODE}/{GRONINGEN}"
    found = {}
    for login, page in (("aanbieder", submission), ("groningen", "/rapportages"), ("bureau", pair)):
        shown = cast[login].page(page).raise_for_status().text
        part = next(each for each in re.split(r"<tr>|<section", shown) if f'href="{report}"' in each)
        said = text_of(part.partition("</tr>")[0])
        found[login] = next((each for each in SAID if each in said), said)
    return found


def everybody_reads(standing: str) -> dict[str, str]:
    return dict.fromkeys(("aanbieder", "groningen", "bureau"), standing)


def report_in(person: Person, page: str) -> str:
    return str(re.findall(r'href="(/rapportages/[0-9a-f-]+)"', person.page(page).text)[0])


def nobody_else_opens(cast: Cast, *addresses: str) -> None:
    for login in ("andere-aanbieder", "almelo"):
        assert [each for each in addresses if cast[login].may_open(each)] == [], login


def test_a_report_goes_round_between_people_and_everybody_sees_what_is_theirs(cast):
    provider, groningen = cast["aanbieder"], cast["groningen"]

    path = hand_in(provider, a_file(LATE, 1))
    report = only_its_provider_sees_it_until_it_is_sent(cast, path)
    provider.visit.send(path)
    assert cast.gets("groningen", "heeft u rapportages gestuurd").endswith("/rapportages")
    assert standings(cast, path, report) == everybody_reads("Verstuurd, nog niet opgehaald")
    assert "1 rapportage hebt u nog niet opgehaald" in groningen.words("/")
    receipt = provider.words(f"{path}/ontvangstbewijs")
    assert "Ontvangstbewijs" in receipt
    assert re.search(r"\b[0-9a-f]{64}\b", receipt)

    thread = a_question_at_a_cell_is_answered(cast, report)
    assert standings(cast, path, report) == everybody_reads("Opgehaald, nog geen oordeel")
    nobody_else_opens(cast, path, report, thread, f"{report}/uitleg", f"{report}/bestand")

    corrected = hand_in(provider, a_file(LATE, 60_00))
    assert "+ € 179,97" in provider.words(f"{corrected}/versturen")
    assert standings(cast, path, report) == everybody_reads("Opgehaald, nog geen oordeel"), "not sent yet"
    provider.visit.send(corrected)
    new = report_in(groningen, "/rapportages")
    cast.gets("groningen", "heeft u nieuwe rapportages gestuurd")
    assert cast.gets("groningen", "uw vraag is gesloten").endswith(thread)
    for person in (provider, groningen):
        assert "Er kwam een andere rapportage voor in de plaats" in person.words(thread)
        assert "Deze rapportage geldt niet meer" in person.words(report)
        assert "Vervangt de rapportage van" in person.words(new)

    preview = text_of(groningen.fill(new, "oordeel", oordeel="aanvaard"))
    assert "Dit leest Aanbieder" in preview
    assert standings(cast, corrected, new) == everybody_reads("Verstuurd, nog niet opgehaald"), "only looked"
    groningen.fill(new, "oordeel", oordeel="aanvaard", stap="bevestigen")
    assert cast.gets("aanbieder", "heeft een rapportage van u aanvaard").endswith(new)
    assert standings(cast, corrected, new) == everybody_reads("Aanvaard")
    nobody_else_opens(cast, corrected, new)

    what_is_late_and_what_is_on_time_is_the_same_for_all_three(cast)
    cast.gets("aanbieder", "zijn gemaakt. Bekijk ze", times=3)
    cast.gets("groningen", "heeft u rapportages gestuurd", times=2)
    what_was_mailed_tells_nothing_of_anybody_and_went_to_nobody_else(cast)


def only_its_provider_sees_it_until_it_is_sent(cast: Cast, path: str) -> str:
    """Gives the address of its one report."""
    provider, doubt = cast["aanbieder"], "Er zijn opmerkingen bij dit bestand die nog niemand beantwoordde."
    assert cast.gets("aanbieder", "zijn gemaakt. Bekijk ze").endswith(f"{path}/versturen")
    assert doubt in provider.words(f"{path}/versturen")
    answer_everything(provider, path)
    looked = provider.words(f"{path}/versturen")
    assert doubt not in looked
    assert "Verstuur naar 1 gemeente (3 rijen, € 0,03)" in looked
    report = report_in(provider, f"{path}/versturen")
    assert "Nog niet verstuurd" in provider.words(report)
    for login in EVERYBODY[1:]:
        assert not cast[login].may_open(path), login
        assert not cast[login].may_open(report), login
    assert "Er zijn nog geen rapportages" in cast["groningen"].words("/rapportages")
    assert "Er is nog niets aangeleverd" in cast["bureau"].words("/overzicht")
    return report


def a_question_at_a_cell_is_answered(cast: Cast, report: str) -> str:
    """Gives the address of the question."""
    provider, groningen, bureau = (cast[each] for each in ("aanbieder", "groningen", "bureau"))
    cell = f"{report}/uitleg?cel=Productie!G7"
    shown = groningen.words(cell)
    assert "Uitleg bij Productie!G7" in shown
    assert "0,03" in shown
    with pytest.raises(AssertionError, match="BSN"):
        groningen.fill(cell, "vragen", tekst="Gaat dit om 999900006?")
    thread = groningen.fill(cell, "vragen", tekst=QUESTION).partition("?")[0]

    assert cast.gets("aanbieder", "stelt een vraag over een rapportage van u").endswith(thread)
    assert "1 vraag wacht op uw antwoord" in provider.words("/")
    beside = provider.words(thread)
    assert QUESTION in beside
    assert "prestatie" in beside
    assert "prestatie" not in groningen.words(thread).replace("Prestaties", "")
    provider.fill(thread, "berichten", tekst=ANSWER)

    assert cast.gets("groningen", "heeft uw vraag over een rapportage").endswith(thread)
    assert ANSWER in groningen.words(thread)
    of_bureau = bureau.words(thread)
    assert "Alleen de gemeente en de aanbieder lezen de tekst." in of_bureau
    assert QUESTION not in of_bureau
    assert ANSWER not in of_bureau
    return thread


def what_is_late_and_what_is_on_time_is_the_same_for_all_three(cast: Cast) -> None:
    groningen, provider = cast["groningen"], cast["aanbieder"]
    asked = f"?aanbieder={AGB_CODE}&formaat=voorbeeldregio-noord/kwartaal&periode={LATER.label}"
    until = LATER.end + timedelta(days=150)
    form = f"/termijnen/uitstel{asked}"
    groningen.fill(form, "uitstel", tot=until.isoformat(), toelichting=REASON)
    for login in ("aanbieder", "groningen", "bureau"):
        words = cast[login].words("/termijnen")
        assert f"Uitstel tot en met {until.day} " in words, login
        assert REASON in words, login

    provider.visit.send(hand_in(provider, a_file(LATER, 60_00)))

    for login in ("aanbieder", "groningen", "bureau"):
        words = cast[login].words("/termijnen")
        assert "Te laat: verstuurd op" in words, login
        assert "Oorzaak: bij de aanbieder" in words, login
        assert "Op tijd: verstuurd op" in words, login
        figures = cast[login].words("/termijnen/cijfers?per=periode&formaat=voorbeeldregio-noord/kwartaal")
        of_late, of_later = (figures_of(each, figures) for each in (LATE, LATER))
        assert of_late.split()[:2] == ["1", "1"], login
        assert "0 %" in of_late, login
        assert of_later == "1 1 100 % 1 100 % 0 0", login
    matrix = cast["bureau"].words(f"/overzicht?periode={LATE.label}")
    assert "Te laat geleverd" in matrix
    assert "Almelo" not in matrix


def figures_of(period: Period, page: str) -> str:
    """What stands in the line of a period."""
    name = f"{(period.begin.month + 2) // 3}e kwartaal {period.begin.year}"
    (found,) = re.findall(rf"{name} (\d+ \d+ (?:\d+ %|–) \d+ (?:\d+ %|–) \d+ \d+)\b", page)
    return str(found)


def what_was_mailed_tells_nothing_of_anybody_and_went_to_nobody_else(cast: Cast) -> None:
    for (login, words), times in cast.told.items():
        assert cast.mail_of(login).count(words) == times, (login, words)
    to = {each["To"] for each in cast.mailbox.taken}
    assert to <= {cast[each].address for each in ("aanbieder", "groningen", "bureau")}
    everything = "\n".join(each.as_string() for each in cast.mailbox.taken)
    for told in ("999900006", "export.xlsx", QUESTION, ANSWER, REASON, "kwartaalrapportage-0014"):
        assert told not in everything
