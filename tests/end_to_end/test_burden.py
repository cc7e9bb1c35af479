"""Burden from upload to a page that anyone reads: six providers through our front, worker and database."""

import json
import re
import subprocess
import sys
from datetime import date

import httpx
import pytest

from service.command_line.http_door import Visit
from service.domain.access import OrganisationKind
from service.files.standard.loader import load_standard
from service.settings import environment_of_children
from service.wiring import build_registration
from tests.end_to_end.conftest import PASSWORD, RunningService
from tests.tools.burden_contract import require_promised_keys
from tests.tools.burden_region import MUNICIPALITIES, exports_of
from tests.tools.honest_pages import faults_of, text_of

BURDEN = "/regeldruk?periode=2026-Q1"


@pytest.fixture(scope="module")
def region(fresh_service: RunningService) -> RunningService:
    """Everyone of a region signed up; six providers delivered, the first with two people who sign in."""
    register, standard = (
        build_registration(fresh_service.settings),
        load_standard(fresh_service.settings.mappings_dir),
    )
    exports = list(exports_of(standard, 6))
    for code, name, _ in exports:
        own = register.organisation(OrganisationKind.PROVIDER, code, name)
        register.account(own, name.lower().replace(" ", "-"), PASSWORD)
        if name == "Zorg 1":
            register.account(own, "zorg-1-collega", PASSWORD)
    bureau = register.organisation(OrganisationKind.BUREAU, "echte-regio", "De regio")
    register.account(bureau, "regiobureau", PASSWORD)
    register.members(bureau, MUNICIPALITIES, date(2020, 1, 1))
    register.close()
    for _, name, content in exports:
        visit = fresh_service.visit(name.lower().replace(" ", "-"))
        path = visit.upload("export.xlsx", content)
        assert list(visit.follow(path))[-1].startswith("Klaar: ")
        visit.send(path)
    return fresh_service


def post(visit: Visit, page: str, address: str, **form: str) -> httpx.Response:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', visit.browser.get(page).text)
    assert token, page
    return visit.browser.post(address, data={"csrf_token": token[1], **form})


def first_sentence(page: httpx.Response) -> str:
    return text_of(re.search(r'<p class="lead">(.*?)</p>', page.text, re.DOTALL)[1])


def test_every_kind_of_user_reads_an_honest_page(region):
    for login in ("zorg-1", "groningen", "regiobureau"):
        page = region.visit(login).browser.get(BURDEN)

        assert page.status_code == 200
        assert faults_of(page.text) == []
        assert '<svg class="chart"' in page.text


def test_two_people_of_a_provider_read_the_same_and_another_provider_its_own(region):
    one, colleague, other = (
        first_sentence(region.visit(login).browser.get(BURDEN))
        for login in ("zorg-1", "zorg-1-collega", "zorg-2")
    )

    assert one == colleague
    assert "Zorg 1: van de gegevens die 4 gemeenten vragen" in one
    assert "Zorg 2: van de gegevens die" in other


def test_a_municipality_and_a_bureau_read_of_all_six_and_of_no_other_municipality(region):
    groningen, bureau = (
        first_sentence(region.visit(login).browser.get(BURDEN)) for login in ("groningen", "regiobureau")
    )

    of_one, of_all = (int(re.search(r"hoefde te maken: (\d+)", each)[1]) for each in (groningen, bureau))
    assert of_one < of_all


def test_what_a_bureau_makes_public_is_read_by_anyone_without_a_name_until_it_is_taken_off(region):
    bureau, page = region.visit("regiobureau"), "/regeldruk/openbaar?periode=2026-Q1"
    made = post(bureau, page, "/regeldruk/publiceren", periode="2026-Q1")
    address = made.headers["Location"]

    with httpx.Client(base_url=region.address) as anyone:
        public = anyone.get(address)
        words = text_of(public.text)
        taken_off = post(
            bureau, page, "/regeldruk/intrekken", periode="2026-Q1", adres=address.rpartition("/")[2]
        )
        gone = anyone.get(address)

    assert (made.status_code, public.status_code, taken_off.status_code) == (303, 200, 303)
    assert gone.status_code == 404
    assert faults_of(public.text) == []
    assert re.search(r"Over 6 aanbieders, \d gemeenten en \d+ rapportages samen", words)
    assert not re.search(r"Zorg \d|0602000\d|Groningen|Almelo", public.text)
    assert not re.search(r"\b9999\d{5}\b", public.text)


def test_a_provider_makes_nothing_public(region):
    provider = region.visit("zorg-1")

    answer = post(provider, BURDEN, "/regeldruk/publiceren", periode="2026-Q1")

    assert answer.status_code == 403


def test_the_terminal_gives_what_an_account_may_see_in_the_promised_shape(region):
    def burden(login):
        command = [*_EENMAAL, "burden", "--period", "2026-Q1", "--login", login, "--json"]
        environment = environment_of_children(region.settings)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    own, of_all = burden("zorg-1"), burden("regiobureau")

    for found in (own, of_all):
        require_promised_keys(found)
        assert found["level0"]["N"] == sum(found["level0"][each] for each in ("N_same", "N_conv", "N_man"))
    assert own["level0"]["N"] < of_all["level0"]["N"]


_EENMAAL = (sys.executable, "-c", "from service.command_line import main; main()")
