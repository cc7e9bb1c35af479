"""The whole way through HTTP: an export in, reports out, and nobody sees what is another's."""

import io
import json
import re
import subprocess
import sys
from hashlib import sha256

import httpx
import openpyxl
import pytest

from service.settings import environment_of_children


@pytest.fixture(scope="module")
def service(fresh_service):
    return fresh_service


@pytest.fixture(scope="module")
def delivered(service):
    """The path of a submission whose reports are all there."""
    provider = service.visit("aanbieder")
    path = provider.upload("export.xlsx", service.export)
    last = list(provider.follow(path))[-1]
    assert last == "Klaar: alle rapportages zijn gemaakt en de telling sluit."
    assert "Nog niet verstuurd" in provider.browser.get(path).text
    assert service.reports_of(service.visit("groningen").browser.get("/rapportages")) == []
    provider.send(path)
    return path


def with_a_fault(export):
    """The same export with a word where a date belongs, in Excel row 5."""
    book = openpyxl.load_workbook(io.BytesIO(export))
    sheet = book["prestatie"]
    column = next(cell.column for cell in sheet[1] if cell.value == "begindatum")
    sheet.cell(5, column).value = "gisteren"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_good_export_ends_in_reports_that_can_all_be_downloaded(service, delivered):
    browser = service.visit("aanbieder").browser
    page = browser.get(delivered)

    files = [browser.get(address) for address in service.reports_of(page)]

    assert [answer.status_code for answer in files] == [200] * 3
    assert all(answer.headers["Content-Disposition"].startswith("attachment;") for answer in files)
    for answer in files:
        shown = browser.get(str(answer.url).removesuffix("/bestand")).text
        assert sha256(answer.content).hexdigest() in shown
    assert "De telling sluit: geen verschil" in page.text


def test_every_report_is_made_again_with_the_same_bytes_on_the_page_and_at_the_command_line(
    service, delivered
):
    browser = service.visit("groningen").browser
    address = service.reports_of(browser.get("/rapportages"))[0].removesuffix("/bestand")
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(address).text)[1]

    page = browser.post(f"{address}/opnieuw", data={"csrf_token": token})
    command = [sys.executable, "-c", "from service.command_line import main; main()", "replay", "--login"]
    done = subprocess.run(
        [*command, "aanbieder", "--json"],
        env=environment_of_children(service.settings),
        capture_output=True,
        text=True,
        check=True,
    )

    assert "Hetzelfde bestand: alle bytes zijn gelijk" in page.text
    assert [each["outcome"] for each in json.loads(done.stdout)] == ["same"] * 3
    assert delivered


def test_the_same_export_again_leads_to_the_submission_that_is_there(service, delivered):
    provider = service.visit("aanbieder")

    assert provider.upload("andere-naam.xlsx", service.export) == delivered


def test_a_wrong_file_is_rejected_with_place_and_instruction(service):
    provider = service.visit("aanbieder")
    path = provider.upload("fout.xlsx", with_a_fault(service.export))
    last = list(provider.follow(path))[-1]

    page = provider.browser.get(path).text
    findings = provider.browser.get(f"{path}/bevindingen").content.decode("utf-8-sig")

    assert last.startswith("Afgekeurd: er is niets vertaald.")
    assert "rij <strong>5</strong>" in page
    assert "Lever een verbeterd bestand aan" in page
    assert (
        'Eerst verbeteren;prestatie;5;G;begindatum;"Kolom G, rij 5: ""gisteren"" is geen datum.' in findings
    )


def test_what_is_no_workbook_at_all_gets_a_finding_and_no_traceback(service):
    provider = service.visit("aanbieder")
    path = provider.upload("foto.xlsx", b"\x89PNG\r\n\x1a\n")

    list(provider.follow(path))

    page = provider.browser.get(path).text
    assert "Dit is geen werkmap, csv, parquet, iJw- of iWmo-bericht" in page
    assert "Traceback" not in page


def test_a_municipality_sees_its_own_reports_and_no_others(service, delivered):
    every = service.reports_of(service.visit("aanbieder").browser.get(delivered))
    seen = {}
    for login in ("groningen", "almelo"):
        browser = service.visit(login).browser
        own = service.reports_of(browser.get("/rapportages"))
        codes = {address: browser.get(address).status_code for address in every}
        assert codes == {address: 200 if address in own else 404 for address in every}
        seen[login] = own

    assert not set(seen["groningen"]) & set(seen["almelo"])
    assert sorted(seen["groningen"] + seen["almelo"]) == every


def test_the_bureau_sees_status_and_balance_of_its_municipalities_and_gets_no_file(service, delivered):
    browser = service.visit("bureau").browser
    page = browser.get("/overzicht")
    every = service.reports_of(service.visit("aanbieder").browser.get(delivered))

    assert "Groningen" in page.text
    assert "Almelo" not in page.text
    assert "Van elke rapportage sluit de telling." in page.text
    assert [browser.get(address).status_code for address in every] == [403] * len(every)
    assert browser.get(delivered).status_code == 403


def test_provider_and_bureau_read_what_a_report_cannot_carry(service, delivered):
    provider, bureau = service.visit("aanbieder").browser, service.visit("bureau").browser
    municipality = service.visit("groningen").browser
    assert provider.get(delivered).status_code == 200
    address = service.reports_of(municipality.get("/rapportages"))[0].removesuffix("/bestand")

    pages = [browser.get(address) for browser in (provider, bureau, municipality)]

    assert [page.status_code for page in pages] == [200] * 3
    heading = "Wat niet meer terug te lezen is"
    assert [heading in page.text for page in pages] == [True, True, False]
    assert "Niet gevraagd door dit formaat" in pages[0].text


def test_another_provider_finds_nothing(service, delivered):
    browser = service.visit("andere-aanbieder").browser

    assert browser.get(delivered).status_code == 404
    assert browser.get(f"{delivered}/voortgang").status_code == 404
    assert browser.get(f"{delivered}/bevindingen").status_code == 404
    assert "Hier komen uw aanleveringen te staan" in browser.get("/aanleveringen").text


def test_anonymous_and_forged_requests_are_refused(service):
    with httpx.Client(base_url=service.address) as nobody:
        assert nobody.get("/aanleveringen").headers["Location"] == "/inloggen?verder=/aanleveringen"
        assert nobody.post("/aanleveringen", files={"bestand": ("x.xlsx", b"PK")}).status_code == 401
    provider = service.visit("aanbieder").browser
    assert provider.post("/aanleveringen", files={"bestand": ("x.xlsx", b"PK")}).status_code == 400


def test_after_signing_out_the_old_cookie_is_worth_nothing(service):
    browser = service.visit("aanbieder").browser
    token = browser.get("/aanleveringen").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    kept = dict(browser.cookies)

    browser.post("/uitloggen", data={"csrf_token": token})

    with httpx.Client(base_url=service.address, cookies=kept) as thief:
        assert thief.get("/aanleveringen").status_code == 303


def test_the_language_can_be_switched_on_the_page_itself(service, delivered):
    browser = service.visit("aanbieder").browser

    answer = browser.get(f"/taal/en?verder={delivered}", follow_redirects=True)

    assert answer.url.path == delivered
    assert "The count adds up: no difference" in answer.text


def corrected(export):
    """The same export with another word in the name of the provider."""
    book = openpyxl.load_workbook(io.BytesIO(export))
    sheet = book["aanlevering"]
    column = next(cell.column for cell in sheet[1] if cell.value == "naam_aanbieder")
    sheet.cell(2, column).value += " (hersteld)"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_everybody_reads_what_was_replaced_and_what_it_saves(service, delivered):
    provider = service.visit("aanbieder")
    later = provider.upload("hersteld.xlsx", corrected(service.export))
    assert list(provider.follow(later))[-1].startswith("Klaar")
    provider.send(later)

    assert provider.upload("oud.xlsx", service.export) == delivered
    assert f'href="{later}"' in provider.browser.get(delivered).text
    municipality = service.visit("groningen").browser
    newest = service.reports_of(provider.browser.get(later))
    [own] = [each for each in service.reports_of(municipality.get("/rapportages")) if each in newest]
    assert "Vervangt de rapportage van" in municipality.get(own.removesuffix("/bestand")).text
    for login in ("aanbieder", "groningen", "bureau"):
        page = service.visit(login).browser.get("/regeldruk")
        assert page.status_code == 200
        assert "uur" in page.text
