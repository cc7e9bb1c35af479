"""A provider beside its contracts, from an upload to the pages of all three: with the real engine."""

import shutil
from dataclasses import dataclass, replace
from datetime import date

import pytest

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.contracts.compliance import Signal
from service.domain.dues import DueState
from service.domain.periods import parse_period
from service.files.export.writer import write_export
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import Wiring, build, build_registration
from tests.conftest import Hands, a_viewer
from tests.tools.exports import REPOSITORY, an_export, the_standard

PASSWORD = "een wachtwoord dat lang is"  # noqa: S105 - of accounts that live as long as this test
TARIFFS = (
    "gemeentecode,wet,productcategorie,productcode,eenheid,geldig_van,geldig_tot,tarief\n"
    "0014,JW,45,45A03,01,2026-01-01,,1.00\n"
    "1969,JW,45,45A03,01,2026-01-01,,0.90\n"
)
CEILINGS = (
    "agb_code,gemeentecode,wet,productcategorie,eenheid,geldig_van,geldig_tot,volume,bedrag\n"
    "01234567,0014,JW,45,01,2026-01-01,2026-12-31,500,\n"
    "01234567,1969,JW,,,2026-01-01,2026-12-31,,59.00\n"
)
PERIOD = "2026-Q1"


@dataclass
class Region:
    """Who there are, and a service with tariffs."""

    wiring: Wiring
    hands: Hands
    provider: Viewer
    other_provider: Viewer
    groningen: Viewer
    bureau: Viewer
    stranger: Viewer

    def browser(self, viewer: Viewer):
        browser = create_app(self.wiring).test_client()
        token = self.wiring.people.sign_in(viewer.login, PASSWORD, "test").token
        browser.set_cookie(SESSION_COOKIE, token)
        return browser


@pytest.fixture(scope="module")
def mappings(tmp_path_factory):
    """Nobody writes in it: it is read once."""
    mappings = tmp_path_factory.mktemp("contracts") / "mappings"
    shutil.copytree(REPOSITORY / "mappings", mappings)
    (mappings / "tarieven" / "regio.csv").write_text(TARIFFS, encoding="utf-8")
    (mappings / "plafonds").mkdir(exist_ok=True)
    (mappings / "plafonds" / "regio.csv").write_text(CEILINGS, encoding="utf-8")
    return mappings


@pytest.fixture
def region(settings, queue, mappings):
    register = build_registration(settings)

    def someone(login, kind, code, name):
        viewer = a_viewer(register, login, kind, code, name)
        register.account(viewer.organisation.id, f"{login}-page", PASSWORD)
        return replace(viewer, login=f"{login}-page")

    there = {
        "provider": someone("zorg", OrganisationKind.PROVIDER, "01234567", "Zorg Een"),
        "other_provider": someone("anders", OrganisationKind.PROVIDER, "01234568", "Zorg Twee"),
        "groningen": someone("groningen", OrganisationKind.MUNICIPALITY, "0014", "Groningen"),
        "bureau": someone("bureau", OrganisationKind.BUREAU, "bureau", "Bureau"),
        "stranger": someone("elders", OrganisationKind.BUREAU, "elders", "Ander bureau"),
    }
    register.members(there["bureau"].organisation.id, ["0014", "1969"], parse_period("2020").begin)
    register.close()
    wiring = build(replace(settings, mappings_dir=mappings), queue=queue)
    yield Region(wiring=wiring, hands=Hands(wiring, queue), **there)
    wiring.close()


def an_upload(tariff=1_10, clients=6, delivery=None, days=None):
    """Groningen: `clients` with a budget of € 50 and care of € 66; Westerkwartier: one client."""
    allocations = [
        {"toewijzingnummer": number, "clientnummer": f"C{number}", "bsn": BSNS[number], "budget": 50_00}
        for number in range(1, clients + 1)
    ]
    allocations.append({"gemeentecode": "1969", "clientnummer": "C99", "bsn": BSNS[0]})
    rows = [
        {
            "referentienummer": f"R{number}",
            "toewijzingnummer": number,
            "tarief": tariff,
            "bedrag": 60 * tariff,
            **(days or {}),
        }
        for number in range(1, clients + 1)
    ]
    rows.append({"referentienummer": "R99", "gemeentecode": "1969", **(days or {})})
    export = an_export(aanlevering=[delivery or {}], toewijzing=allocations, prestatie=rows)
    return write_export(export.tables, the_standard(), "xlsx")


BSNS = ("999900006", "999900018", "999900031", "999900043", "999900055", "999900067", "999900079")


def test_signals_are_asked_of_the_provider_and_counted_for_the_others(region):
    submission = region.hands.deliver(region.provider, an_upload())

    page = region.wiring.submissions.show(region.provider, submission)
    codes = {each.code: each.count for each in page.findings}
    assert (codes["tariff-not-contracted"], codes["budget-exceeded"]) == (7, 6)
    for viewer in (region.provider, region.groningen, region.bureau):
        found = region.wiring.reports.show_compliance(viewer, "01234567", PERIOD)
        groningen = next(each for each in found.contracts if each.key.municipality == "0014")
        assert groningen.signals == (Signal.BUDGET, Signal.TARIFF)
        figures = groningen.figures
        assert (figures.rows, figures.cents, figures.over_budget, figures.over_budget_cents) == (
            6,
            6 * 66_00,
            6,
            6 * 16_00,
        )
        assert (figures.off_tariff, figures.off_tariff_cents) == (6, 6 * 60 * 10)
        assert found.reports, "its sources"


def test_a_bureau_reads_no_number_of_few_clients_and_a_municipality_only_its_own(region):
    region.hands.deliver(region.provider, an_upload())

    of_bureau, of_provider, of_groningen = (
        region.wiring.reports.show_compliance(viewer, "01234567", PERIOD).contracts
        for viewer in (region.bureau, region.provider, region.groningen)
    )

    few = next(each for each in of_bureau if each.key.municipality == "1969")
    assert (few.figures, few.signals) == (None, (Signal.TARIFF,))
    assert next(each for each in of_provider if each.key.municipality == "1969").figures.rows == 1
    assert {each.key.municipality for each in of_groningen} == {"0014"}


def test_the_list_says_per_provider_what_came_and_what_is_otherwise(region):
    region.hands.deliver(region.provider, an_upload())

    (line,) = region.wiring.reports.list_compliance(region.bureau, PERIOD).lines

    assert (line.code, line.signals) == ("01234567", (Signal.BUDGET, Signal.TARIFF, Signal.CEILING))
    assert (line.received, line.corrected, line.judged) == (line.expected, 0, 0)
    assert line.received > 0
    assert set(line.states) <= {DueState.ON_TIME, DueState.LATE}
    assert (line.figures.rows, line.figures.cents) == (7, 6 * 66_00 + 60_00)


def test_a_correction_takes_the_place_of_what_was_counted(region):
    region.hands.deliver(region.provider, an_upload())
    region.hands.deliver(region.provider, an_upload(tariff=1_00, clients=5))

    found = region.wiring.reports.show_compliance(region.groningen, "01234567", PERIOD)

    (contract,) = found.contracts
    assert (contract.figures.rows, contract.figures.off_tariff) == (5, 0)
    assert found.former
    (line,) = region.wiring.reports.list_compliance(region.groningen, PERIOD).lines
    assert line.corrected > 0


def test_what_is_not_sent_or_of_somebody_else_is_not_there(region):
    region.wiring.submissions.choose_sending(region.provider, by_itself=False)
    submission = region.hands.upload(region.provider, an_upload())
    region.hands.do_everything()
    show, every = region.wiring.reports.show_compliance, region.wiring.reports.list_compliance

    assert show(region.bureau, "01234567") is None
    assert every(region.bureau).lines == every(region.groningen).lines == ()

    region.hands.send(region.provider, submission)
    assert show(region.stranger, "01234567") is None
    assert show(region.other_provider, "01234567") is None
    assert every(region.stranger).lines == ()
    with pytest.raises(NotAllowedError):
        every(region.provider)


def test_the_pages_the_statement_and_the_table_say_the_same(region):
    region.hands.deliver(region.provider, an_upload())
    bureau, provider = region.browser(region.bureau), region.browser(region.provider)

    listed = bureau.get(f"/naleving?periode={PERIOD}&signaal=tarief").text
    shown = bureau.get(f"/naleving/01234567?periode={PERIOD}").text.replace("\xa0", " ")
    statement = bureau.get(f"/naleving/01234567/verslag.pdf?periode={PERIOD}")
    lines = bureau.get(f"/naleving/01234567?periode={PERIOD}&als=csv").text.splitlines()

    assert "Zorg Een" in listed
    assert "ander tarief dan in het contract" in listed
    assert "Geen aanbieder voldoet" in bureau.get(f"/naleving?periode={PERIOD}&signaal=volume").text
    assert "6 van 6 budgetten overschreden, samen met € 96,00" in shown
    assert "6 van 6 rijen met een ander tarief dan in het contract, verschil € 36,00" in shown
    assert "te weinig cliënten" in shown
    assert statement.data.startswith(b"%PDF")
    assert statement.data == bureau.get(f"/naleving/01234567/verslag.pdf?periode={PERIOD}").data
    assert len(lines) == 3
    assert "0014;JW;45;6;396,00;0;300,00;396,00;0,00;6;96,00;0;6;6;36,00;" in lines[1]
    own = provider.get("/naleving/01234567").text
    assert "Naar de bevindingen" in own
    assert "te weinig cliënten" not in own
    assert bureau.get("/naleving?periode=2019-Q1").status_code == 404
    assert bureau.get("/naleving/99999999").status_code == 404
    assert provider.get("/naleving/01234568").status_code == 404
    assert provider.get("/naleving").status_code == 403
    assert "/naleving/01234567" in provider.get("/aanleveringen").text


def test_everybody_sees_which_statement_is_owed_as_far_as_it_is_theirs(region):
    region.hands.deliver(region.provider, an_upload())
    year = parse_period("2026")

    def told(viewer):
        return {
            (each.municipality, each.kind.value, each.cents, each.held)
            for each in region.wiring.reports.list_statements(viewer, year)
        }

    total = 6 * 66_00 + 60_00
    westerkwartier = ("1969", "bestuursverklaring", 60_00, total)
    assert told(region.provider) == {("0014", "bestuursverklaring", 6 * 66_00, total), westerkwartier}
    assert told(region.groningen) == {("0014", "bestuursverklaring", 6 * 66_00, 6 * 66_00)}
    assert told(region.bureau) == {
        ("0014", "bestuursverklaring", 6 * 66_00, total),
        ("1969", "bestuursverklaring", None, None),
    }
    assert told(region.stranger) == told(region.other_provider) == set()


def test_the_page_of_statements_names_its_thresholds_and_refuses_odd_years(region):
    region.hands.deliver(region.provider, an_upload())
    bureau = region.browser(region.bureau)

    page = bureau.get("/verklaringen?jaar=2026").text.replace("\xa0", " ")
    lines = bureau.get("/verklaringen?jaar=2026&als=csv").text.splitlines()

    assert "€ 200.000,00" in page
    assert "bestuursverklaring" in page
    assert "accountancyvanmorgen.nl" in page
    assert len(lines) == 3
    assert "Toon alles" in bureau.get("/verklaringen?jaar=2026&verklaring=controleverklaring").text
    for odd in ("9999", "2014", "x", "-1", "20261231"):
        assert bureau.get(f"/verklaringen?jaar={odd}").status_code == 404


def test_two_periods_are_compared_by_who_may_see_them(region):
    second = {"periode_begin": date(2026, 4, 1), "periode_eind": date(2026, 6, 30)}
    april = {"begindatum": date(2026, 4, 1), "einddatum": date(2026, 4, 30)}
    region.hands.deliver(region.provider, an_upload())
    region.hands.deliver(region.provider, an_upload(tariff=1_00, clients=5, delivery=second, days=april))

    def told(viewer, **others):
        found = region.wiring.reports.compare_periods(viewer, **others)
        assert (found.before.label, found.after.label) == ("2026-Q1", "2026-Q2")
        return {each.code: (each.difference, each.per_cent, each.is_hidden) for each in found.lines}

    whole = ((-1, 5 * 60_00 - 6 * 66_00), -21, False)
    assert told(region.groningen) == {"01234567": ((-1, -96_00), -24, False)}
    assert told(region.provider) == {"0014": ((-1, -96_00), -24, False), "1969": ((0, 0), 0, False)}
    assert told(region.bureau) == {"01234567": whole}
    assert told(region.bureau, by_municipality=True) == {
        "0014": ((-1, -96_00), -24, False),
        "1969": ((0, 0), None, True),
    }
    assert region.wiring.reports.compare_periods(region.stranger).lines == ()
    browser = region.browser(region.bureau)
    page = browser.get("/vergelijken?per=gemeente").text.replace("\xa0", " ")
    assert "te weinig cliënten" in page
    assert "-24 %" in page.replace("−", "-")
    assert len(browser.get("/vergelijken?als=csv").text.splitlines()) == 2
    assert browser.get("/vergelijken?van=2019-Q1").status_code == 404


def test_quarters_of_a_year_add_up_and_a_half_year_takes_their_place(region):
    def told():
        found = region.wiring.reports.list_statements(region.groningen, parse_period("2026"))
        return [(each.municipality, each.cents) for each in found]

    second = {"periode_begin": date(2026, 4, 1), "periode_eind": date(2026, 6, 30)}
    half = {"periode_begin": date(2026, 1, 1), "periode_eind": date(2026, 6, 30)}
    april = {"begindatum": date(2026, 4, 1), "einddatum": date(2026, 4, 30)}
    region.hands.deliver(region.provider, an_upload())
    region.hands.deliver(region.provider, an_upload(delivery=second, days=april))
    assert told() == [("0014", 2 * 6 * 66_00)]

    region.hands.deliver(region.provider, an_upload(clients=5, delivery=half, days=april))
    assert told() == [("0014", 5 * 66_00)]


SECOND = {"periode_begin": date(2026, 4, 1), "periode_eind": date(2026, 6, 30)}
APRIL = {"begindatum": date(2026, 4, 1), "einddatum": date(2026, 4, 30)}


def test_a_ceiling_adds_up_submissions_and_is_shown_to_who_may_see_its_contract(region):
    region.hands.deliver(region.provider, an_upload())
    once = region.wiring.reports.show_compliance(region.groningen, "01234567", PERIOD).ceilings
    region.hands.deliver(region.provider, an_upload(delivery=SECOND, days=APRIL))

    def told(viewer):
        found = region.wiring.reports.show_compliance(viewer, "01234567", PERIOD)
        return {
            each.ceiling.municipality: (each.volume, each.cents, each.is_exceeded) for each in found.ceilings
        }

    assert [(each.volume, each.is_exceeded) for each in once] == [(360, False)]
    groningen, westerkwartier = (720, 12 * 66_00, True), (None, 2 * 60_00, True)
    assert told(region.provider) == {"0014": groningen, "1969": westerkwartier}
    assert told(region.groningen) == {"0014": groningen}
    assert told(region.bureau) == {"0014": groningen, "1969": (None, None, True)}
    page = region.browser(region.bureau).get(f"/naleving/01234567?periode={PERIOD}").text.replace("\xa0", " ")
    assert "Plafonds van de contracten" in page
    assert "720 (minuut)" in page
    assert "meer dan het plafond" in page


def test_a_correction_takes_the_place_of_what_a_ceiling_counted_and_what_is_not_sent_counts_nowhere(region):
    region.hands.deliver(region.provider, an_upload())
    region.hands.deliver(region.provider, an_upload(clients=5))
    region.wiring.submissions.choose_sending(region.provider, by_itself=False)
    region.hands.upload(region.provider, an_upload(delivery=SECOND, days=APRIL))
    region.hands.do_everything()

    (use,) = region.wiring.reports.show_compliance(region.groningen, "01234567", PERIOD).ceilings

    assert (use.volume, len(use.submissions)) == (300, 1)


def test_a_budget_counts_what_was_sent_before_and_says_so(region):
    region.hands.deliver(region.provider, an_upload(tariff=50))
    submission = region.hands.deliver(region.provider, an_upload(tariff=50, delivery=SECOND, days=APRIL))

    findings = region.wiring.submissions.show(region.provider, submission).findings
    found = region.wiring.reports.show_compliance(region.groningen, "01234567", "2026-Q2")

    codes = {each.code: each.count for each in findings}
    assert codes["budget-exceeded-with-earlier"] == 6
    assert "budget-exceeded" not in codes
    (groningen,) = found.contracts
    assert (groningen.figures.over_budget, groningen.figures.over_budget_cents) == (6, 6 * 10_00)
    assert groningen.figures.earlier_cents == 6 * 30_00


def test_the_rows_behind_each_signal_are_listed_to_their_provider_alone(region):
    submission = region.hands.deliver(region.provider, an_upload())
    own, bureau = region.browser(region.provider), region.browser(region.bureau)
    address = f"/aanleveringen/{submission}/signalen?gemeente=0014&wet=JW&categorie=45&signaal="

    compliance = own.get(f"/naleving/01234567?periode={PERIOD}").text
    for signal, rows in (("budget", 6), ("tarief", 6), ("volume", 0), ("plafond", 6)):
        listed = own.get(f"{address}{signal}&als=csv").text.splitlines()
        assert len(listed) == rows + 1, signal
        assert own.get(f"{address}{signal}").status_code == 200
        assert bureau.get(f"{address}{signal}").status_code == 403
        assert region.browser(region.other_provider).get(f"{address}{signal}").status_code == 404
    assert own.get(f"{address}anders").status_code == 404
    assert "De rijen achter elk signaal:" in compliance
    assert compliance.count("signaal=tarief") == 2
    assert (
        "signaal=" not in bureau.get(f"/naleving/01234567?periode={PERIOD}").text.split("Hoe dit te lezen")[1]
    )
