"""The pages about burden: range before point, counts beside shares, what is left at the same size."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from uuid import UUID

import pytest

from service.domain.access import NotFoundError
from service.domain.burden.advice import best_pairs, best_set, changes_alone, several
from service.domain.burden.asked_before import AskedBefore
from service.domain.burden.baseline import BaselineQuarter
from service.domain.burden.calibration import FoundErrors
from service.domain.burden.costs import Costs
from service.domain.burden.estimate import draw
from service.domain.burden.handmade import Calibrated
from service.domain.burden.made_today import Way
from service.domain.burden.measure import measure
from service.domain.burden.municipal import municipal_account
from service.domain.burden.open_data import hash_of_file
from service.domain.burden.others import compared_with_others
from service.domain.burden.page import BurdenPage
from service.domain.burden.public_words import public_content
from service.domain.burden.question_map import MapPage, question_map
from service.domain.burden.tables import Driver
from service.domain.burden.time_studies import ClockAct
from service.domain.burden.trend import trend
from service.domain.periods import parse_period
from service.files.burden.tables import load_administrative_times, load_burden_tables
from service.storage.burden_publications import BurdenPublication
from tests.tools.burden_example import DEMANDS, QUARTER, example_deliveries
from tests.tools.exports import REPOSITORY

from .test_calibration_pages import wire_calibration
from .test_provider_pages import text_of

TABLES = load_burden_tables(REPOSITORY / "mappings", versions={"assumptions": "2026.1"})


@cache
def a_burden_page(fewest_providers=1, providers=1, *, is_later=False):
    deliveries = [
        replace(each, provider=f"X{number}", submission=str(number)) if number else each
        for number in range(providers)
        for each in example_deliveries()
    ]
    costs = Costs(deliveries, TABLES)
    alone = [several((each,), costs) for each in changes_alone(costs)]
    own = tuple(sorted(alone, key=lambda each: (-each.with_service, -each.without)))
    later = parse_period("2026-Q2")
    again = [replace(each, period=later) for each in deliveries]
    new = replace(again[0], municipality="G")
    asked = [*deliveries, *again, new]
    before = AskedBefore.of(asked)
    over_time = tuple(trend((QUARTER, later), asked, Calibrated(tables=TABLES, draws=draw(TABLES)), before))
    chosen = [*again, new] if is_later else deliveries
    measured = measure(chosen, TABLES, 20, fewest_providers=fewest_providers, before=before)
    changes = [each.change for each in measured.advice]
    best, pairs = best_set(changes, costs, 2), best_pairs(changes, costs)[:1]
    return BurdenPage(
        periods=(QUARTER,),
        period=later if is_later else QUARTER,
        measured=measured,
        own_differences=own,
        trend=over_time,
        unknown_formats=0,
        best=best,
        pairs=pairs,
        same_order=0.71,
    )


class WrittenStopWatch:
    def __init__(self):
        self.acts = []

    def studies(self, viewer):  # noqa: ARG002 - the use case has it
        return ()

    def start(self, viewer, driver, role, *, is_holdout, label=""):  # noqa: ARG002 - the same
        self.acts.append((driver, role, is_holdout))

    def change(self, viewer, study, act):  # noqa: ARG002 - the same
        self.acts.append((study, act))


class WrittenPublications:
    def __init__(self):
        self.acts = []
        self.page = None

    def publish(self, _viewer, period):
        self.acts.append(("publish", period))
        return "adres"

    def withdraw(self, _viewer, address):
        self.acts.append(("withdraw", address))

    def own(self, _viewer):
        return (self.read("adres"),)

    def read(self, address):
        if address != "adres":
            raise NotFoundError(address)
        page = self.page or a_burden_page(providers=6)
        content = json.loads(json.dumps(public_content(page.measured, "De regio", page.period)))
        return BurdenPublication(address, "2026-Q1", content, datetime(2026, 4, 1, tzinfo=UTC))


def map_of(page):
    found = question_map(page.measured.deliveries) if page.measured else None
    return MapPage(page.periods, page.period, found)


def wire_burden(wiring, page):
    """Give the written use cases their places in `wiring`, that of showing a page among them."""
    burden, clocks, published = wiring.burden, WrittenStopWatch(), WrittenPublications()
    wiring.clocks, wiring.publications = clocks, published
    burden.show = lambda _viewer, _label=None: page
    burden.show_question_map = lambda _viewer, _label=None: map_of(page)
    burden.list_time_studies, burden.start_clock, burden.change_clock = (
        clocks.studies,
        clocks.start,
        clocks.change,
    )
    burden.publish, burden.withdraw_publication = published.publish, published.withdraw
    burden.list_publications, burden.read_publication = published.own, published.read
    wiring.hold_out, wiring.opinion = wire_calibration(burden)
    burden.show_baseline = lambda _viewer: BaselineQuarter(())
    burden.tell_made_today = lambda _viewer, ways: clocks.acts.append(("told", ways))
    burden.choose_timed_reviews = lambda _viewer, *, is_timed: clocks.acts.append(("timed", is_timed))


@pytest.fixture(autouse=True)
def burden(wiring):
    wire_burden(wiring, a_burden_page())
    return wiring


def test_the_saving_and_what_is_left_stand_in_one_chart_on_one_scale(provider):
    page = provider.get("/regeldruk").text

    chart = page[page.index('<svg class="chart"') : page.index("</svg>", page.index('<svg class="chart"'))]
    assert re.findall(r'font-size="(\d+)" font-weight="600">([^<]+)', chart) == [
        ("14", "Niet besteed (netto)"),
        ("14", "Idem, elke rapportage apart"),
        ("14", "Blijft over"),
    ]
    assert re.search(r"<title[^>]*>[^<]+</title><desc[^>]*>[^<]+", chart)
    assert "style=" not in chart


def test_no_share_without_counts_and_no_euro_without_time(provider):
    words = text_of(provider.get("/regeldruk"))

    assert re.findall(r"(\S+ \S+ \S+) \(23,7%\)", words) == ["602 van 2.542", "602 van 2.542"]
    assert words.count("%") == words.count("%)")
    assert (
        "€ 10 tot € 240, ongeveer € 85 (waarschijnlijk tussen 15 minuten en 5 uur, ongeveer 2 uur)" in words
    )
    assert (
        "Bewijsklasse D: schatting van deskundigen, niet gemeten; het zwakste deel D: schatting van "
        "deskundigen, niet gemeten. Standaardtijden versie 2026.2"
    ) in words


def test_errors_that_the_hold_out_found_are_a_line_apart_beside_the_cells_they_are_of(provider, wiring):
    found = FoundErrors(compared=4, judged=3, cells=1200, by_hand=12, ours=0)
    wiring.burden.show = lambda _viewer, _label=None: replace(a_burden_page(), errors=found, whole_reports=14)

    words = text_of(provider.get("/regeldruk"))

    assert "in 3 met de hand gemaakte rapportages, apart en niet in de tijd 12 van 1.200 (1,0%)" in words
    assert "in de onze daarnaast 0 van 1.200 (0,0%)" in words
    assert "bijgesteld met 14 hele rapportages" in words


def test_what_is_left_has_its_causes(provider):
    words = text_of(provider.get("/regeldruk"))

    assert "R1: gegeven niet in de standaard 20 minuten" in words
    assert "R4: fout in de gegevens 10 minuten" in words


def test_a_municipality_sees_what_it_asks_and_others_do_not_and_its_own_time_apart(municipality, wiring):
    page = replace(
        a_burden_page(),
        others=compared_with_others([DEMANDS["F"]], {"A": (DEMANDS["A"],), "B": (DEMANDS["B"],)}),
        municipal=municipal_account(6, 1, load_administrative_times(REPOSITORY / "mappings")),
    )
    wiring.burden.show = lambda _viewer, _label=None: page

    words = text_of(municipality.get("/regeldruk"))

    assert "Van de 2 andere gemeenten met een uitvraag vraagt niemand: opleiding ouders." in words
    assert "opleiding ouders F 0 in deze vorm, 0 anders, van 2 20 minuten 20 minuten" in words
    assert "de vorm nakijken 7 5, 30, 90 40 minuten tot 10 uur, midden 3½ uur" in words
    assert "Zeitwerttabelle Verwaltung, versie 2022" in words
    assert "is er niet bij op te tellen" in words


def test_nobody_but_a_municipality_reads_its_account(provider, bureau):
    for visitor in (provider, bureau):
        assert "Zeitwerttabelle Verwaltung" not in text_of(visitor.get("/regeldruk"))


def test_nothing_is_made_public_about_fewer_than_five_providers(bureau):
    words = text_of(bureau.get("/regeldruk/openbaar"))

    assert "Over minder dan vijf aanbieders maken we niets openbaar." in words
    assert "cellen" not in words


def test_the_public_page_names_no_municipality_and_links_to_no_letter(bureau, wiring):
    wiring.burden.show = lambda _viewer, _label=None: a_burden_page(providers=6)

    words = bureau.get("/regeldruk/openbaar").text

    assert "Blijft over" in words
    assert "/regeldruk/brief/" not in words
    assert "Afwijkingsindex per gemeente" not in words


def test_anyone_reads_what_a_region_published_and_no_name_is_in_it(anonymous):
    page = anonymous.get("/openbaar/regeldruk/adres")

    words = text_of(page)
    assert page.status_code == 200
    assert "Over 6 aanbieders, 6 gemeenten en 36 rapportages samen" in words
    assert "Eerste kwartaal 2026, De regio: 6 aanleveringen" in words
    assert "R10: onze eigen fout niets bekend" in words
    assert "opleiding ouders (1 gemeente)" in words
    assert words.count("%") == words.count("%)")
    assert "X3" not in page.text
    assert anonymous.get("/openbaar/regeldruk/anders").status_code == 404


def test_anyone_takes_its_data_along_under_the_hash_that_the_page_shows(anonymous):
    page = anonymous.get("/openbaar/regeldruk/adres").text
    data, table = (anonymous.get(f"/openbaar/regeldruk/adres.{kind}") for kind in ("json", "csv"))

    file = json.loads(data.data)
    assert (file["schema"], file["address"], file["period"]) == ("eenmaal-regeldruk/1", "adres", "2026-Q1")
    assert file["sha256"] == hash_of_file(file)
    assert f'<code class="hash">{file["sha256"]}</code>' in page
    lines = table.data.decode("utf-8-sig").splitlines()
    assert f"level0;N;{file['level0']['N']}" in lines
    assert f"minutes;net.p50;{file['minutes']['net']['p50']}" in lines
    assert anonymous.get("/openbaar/regeldruk/anders.json").status_code == 404


def test_a_bureau_publishes_and_takes_off(bureau, wiring):
    wiring.burden.show = lambda _viewer, _label=None: a_burden_page(providers=6)

    assert "Maak deze periode openbaar" in text_of(bureau.get("/regeldruk/openbaar"))
    assert bureau.post("/regeldruk/publiceren", data={"periode": "2026-Q1"}).status_code == 303
    assert bureau.post("/regeldruk/intrekken", data={"adres": "adres"}).status_code == 303
    assert wiring.publications.acts == [("publish", "2026-Q1"), ("withdraw", "adres")]


def test_only_a_bureau_publishes(provider):
    assert provider.post("/regeldruk/publiceren", data={"periode": "2026-Q1"}).status_code == 403


def test_fewer_than_five_providers_are_not_shown_to_a_bureau(bureau, wiring):
    wiring.burden.show = lambda _viewer, _label=None: a_burden_page(fewest_providers=5)

    assert "over minder aanbieders tonen we niets" in text_of(bureau.get("/regeldruk"))


def test_sets_are_shown_as_a_whole_and_the_order_says_how_firm_it_is(bureau):
    words = text_of(bureau.get("/regeldruk"))

    assert "1. opleiding ouders 20 minuten 20 minuten" in words
    assert "2. en ook samenvoegen van regels: D 50 minuten 20 minuten" in words
    assert "Paar: samenvoegen van regels: D + opleiding ouders 50 minuten 20 minuten" in words
    assert "in 71 van 100 trekkingen" in words


def test_what_was_asked_since_is_shown_as_work_that_was_added(provider):
    words = text_of(provider.get("/regeldruk"))

    assert "7 waarvan 1 nieuw; 65 waarvan 10 nieuw" in words
    assert "bespaart niemand iets" in words
    assert "2e kwartaal 2026: waarschijnlijk" in words
    assert "nieuw werk, zonder de dienst: waarschijnlijk" in words


def test_of_a_first_period_nothing_is_known_before_and_nothing_counts_as_new(provider):
    words = text_of(provider.get("/regeldruk"))

    assert "Over de tijd hiervoor is niets bekend: alles wat gevraagd wordt, telt alsof" in words
    assert "Voor het eerst gevraagd" not in words


def test_what_is_new_is_counted_beside_everything_and_its_work_is_taken_off(provider, wiring):
    wiring.burden.show = lambda _viewer, _label=None: a_burden_page(is_later=True)

    words = text_of(provider.get("/regeldruk"))

    counts = "1 van 7 rapportages, 10 van 65 gegevens (geteld per rapportage)"
    assert f"en wat na het eerste kwartaal 2026 voor het eerst is gevraagd: {counts}; het werk" in words
    assert "Wat na het eerste kwartaal 2026 voor het eerst is gevraagd, bespaart niemand iets" in words
    assert f"Voor het eerst gevraagd {counts}; cellen in die rapportages: 1.200 van 3.742" in words
    wiring.burden.show = lambda _viewer, _label=None: a_burden_page()
    assert counts not in text_of(provider.get("/regeldruk"))


def test_a_public_page_says_what_is_new_too(anonymous, wiring):
    later = a_burden_page(providers=6, is_later=True)
    wiring.publications.page = later

    words = text_of(anonymous.get("/openbaar/regeldruk/adres"))

    assert (
        "Voor het eerst gevraagd 1 van 37 rapportages, 10 van 340 gegevens (geteld per rapportage)" in words
    )
    assert "bespaart niemand iets: het was er niet" in words


def test_a_draft_letter_is_plain_text(bureau):
    answer = bureau.get("/regeldruk/brief/1")

    assert answer.mimetype == "text/plain"
    assert "Wat u verliest:" in answer.text
    assert bureau.get("/regeldruk/brief/99").status_code == 400


@pytest.mark.parametrize("who", ["provider", "municipality"])
def test_only_a_bureau_is_led_to_letters_that_it_alone_may_write(request, who):
    assert "/regeldruk/brief/" not in request.getfixturevalue(who).get("/regeldruk").text


def test_where_no_change_is_firm_enough_for_a_letter_it_is_said_why(bureau, wiring):
    page = a_burden_page()
    unsure = tuple(replace(each, stability=min(each.stability, 0.57)) for each in page.measured.advice)
    wiring.burden.show = lambda _viewer, _label=None: replace(
        page, measured=replace(page.measured, advice=unsure)
    )

    words = text_of(bureau.get("/regeldruk"))

    assert "Conceptbrieven" not in words
    assert "in ten minste 80 van 100 trekkingen bij de eerste drie blijft; de vastste deed dat in 57" in words
    wiring.burden.show = lambda _viewer, _label=None: page
    assert "Er is geen conceptbrief" not in text_of(bureau.get("/regeldruk"))


def test_nothing_delivered_yet_is_said(provider, wiring):
    wiring.burden.show = lambda _viewer, _label=None: BurdenPage(
        periods=(), period=None, measured=None, own_differences=(), trend=(), unknown_formats=3
    )

    words = text_of(provider.get("/regeldruk"))

    assert "Er is nog niets geleverd om te tellen." in words
    assert "3 rapportages zijn in een formaat" in words


def test_how_it_is_made_today_is_told_by_format_and_what_is_no_format_of_ones_own_is_not_kept(
    provider, burden
):
    page = provider.get("/regeldruk/metingen")
    told = {"hoe:A": "met-de-hand", "hoe:D": "", "hoe:elders": "ecd", "hoe:": "ecd"}

    answer = provider.post("/regeldruk/metingen/vandaag", data=told)

    assert re.findall(r'<option value="([a-z-]+)" selected', page.text) == ["script"]
    assert answer.status_code == 303
    assert burden.clocks.acts == [("told", {"A": Way.BY_HAND, "D": None})]


def test_reviews_are_timed_when_that_is_ticked_and_not_when_it_is_taken_off(provider, burden):
    for form in ({"vanzelf": "ja"}, {}):
        assert provider.post("/regeldruk/metingen/vanzelf", data=form).status_code == 303

    assert burden.clocks.acts == [("timed", True), ("timed", False)]


def test_the_stop_watch_starts_and_stops_and_refuses_what_it_does_not_know(provider, wiring):
    form = {"handeling": "grain", "rol": "controller", "steekproef": "00000000"}

    assert provider.get("/regeldruk/metingen").status_code == 200
    assert provider.post("/regeldruk/metingen", data=form).status_code == 303
    assert provider.post("/regeldruk/metingen", data={"handeling": "x", "rol": "y"}).status_code == 400
    assert provider.post("/regeldruk/metingen", data={**form, "steekproef": "eigen keus"}).status_code == 400
    assert provider.post(f"/regeldruk/metingen/{UUID(int=5)}", data={"doe": "stop"}).status_code == 303
    assert wiring.clocks.acts == [(Driver.GRAIN, "controller", True), (UUID(int=5), ClockAct.STOP)]


def test_only_a_provider_has_a_stop_watch(municipality):
    assert municipality.get("/regeldruk/metingen").status_code == 403
