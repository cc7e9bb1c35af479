"""A report that shows an earlier period, in the service: from what was published when it was received."""

import io
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest

from service.domain.access import OrganisationKind, Viewer
from service.files.export.writer import write_export
from service.files.standard.loader import load_standard
from service.wiring import Wiring, build, build_registration
from tests.conftest import Hands, a_viewer
from tests.tools.exports import REPOSITORY, an_export

REQUEST = """requests:
  - format: voorbeeldregio-vecht/cumulatief
    municipalities: ["0014"]
    from: 2025-Q1
    deadline_days: 30
    legal_ground: voorbeeld
"""
QUARTERS = {
    "2026-Q1": ("2026-01-01", "2026-03-31", "2026-02-03"),
    "2026-Q2": ("2026-04-01", "2026-06-30", "2026-05-03"),
}


@dataclass
class House:
    """A service with one request, and who takes part."""

    wiring: Wiring
    hands: Hands
    mappings: Path
    provider: Viewer
    municipality: Viewer

    def deliver(self, quarter, cents):
        """The report over a quarter of one prestatie."""
        submission = self.hands.deliver(self.provider, an_upload(quarter, cents))
        return self.wiring.submissions.show(self.provider, submission)

    def rows(self, page):
        """What stands below the header of the report of a submission."""
        (report,) = page.reports
        content = self.wiring.reports.download(self.municipality, report.id).content
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        return [
            tuple(cell.value for cell in row if cell.column != 4)
            for row in sheet.iter_rows(min_row=6, max_col=5)
        ]


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """The folder of all but those who write in one: it is read once."""
    return mappings_of(tmp_path_factory.mktemp("asked"))


def mappings_of(folder):
    mappings = folder / "mappings"
    shutil.copytree(REPOSITORY / "mappings", mappings)
    for requests in (mappings / "uitvragen").glob("*.yaml"):
        requests.unlink()
    (mappings / "uitvragen" / "alleen.yaml").write_text(REQUEST, encoding="utf-8")
    return mappings


@pytest.fixture
def house(settings, queue, asked):
    with house_on(settings, queue, asked) as made:
        yield made


@pytest.fixture
def house_to_write_in(settings, queue, tmp_path):
    with house_on(settings, queue, mappings_of(tmp_path)) as made:
        yield made


@contextmanager
def house_on(settings, queue, mappings):
    register = build_registration(settings)
    provider = a_viewer(register, "provider", OrganisationKind.PROVIDER, "01234567", "Zorg")
    municipality = a_viewer(register, "municipality", OrganisationKind.MUNICIPALITY, "0014", "Groningen")
    register.close()
    wiring = build(replace(settings, mappings_dir=mappings), queue=queue)
    yield House(wiring, Hands(wiring, queue), mappings, provider, municipality)
    wiring.close()


def an_upload(quarter, cents):
    begin, end, day = QUARTERS[quarter]
    about = {"periode_begin": begin, "periode_eind": end}
    row = {"begindatum": day, "einddatum": day, "bedrag": cents, "tarief": cents, "volume": 1}
    export = an_export(
        aanlevering=[about], toewijzing=[{"verwijzer": "03", "ingangsdatum": "2026-01-01"}], prestatie=[row]
    )
    return write_export(export.tables, load_standard(REPOSITORY / "mappings"), "xlsx")


def told(page):
    return [group.code for group in page.findings if group.code == "earlier-report-not-there"]


def test_a_report_holds_what_was_published_before_and_the_act_names_its_hash(house, ask):
    first = house.deliver("2026-Q1", 100_00)
    second = house.deliver("2026-Q2", 30_00)

    assert told(second) == []
    assert house.rows(first) == [("45A03", 100, None, 100)]
    assert house.rows(second) == [("45A03", 30, 100, 130)]
    named = ask("SELECT payload -> 'earlier' FROM act WHERE action = 'report_published' ORDER BY happened_at")
    assert named == [({},), ({"2026-Q1": first.reports[0].sha256},)]


def test_the_page_of_a_report_names_the_earlier_reports_it_used_to_whoever_may_see_it(house):
    first = house.deliver("2026-Q1", 100_00).reports[0]
    second = house.deliver("2026-Q2", 30_00).reports[0]
    shown = house.wiring.reports.show

    for viewer in (house.provider, house.municipality):
        (used,) = shown(viewer, second.id).earlier
        assert (used.period.label, used.sha256, used.report) == ("2026-Q1", first.sha256, first.id)
        assert shown(viewer, first.id).earlier == ()


def test_an_earlier_report_that_was_replaced_since_is_named_as_it_was_then(house):
    former = house.deliver("2026-Q1", 100_00).reports[0]
    second = house.deliver("2026-Q2", 30_00).reports[0]
    house.deliver("2026-Q1", 80_00)

    (used,) = house.wiring.reports.show(house.municipality, second.id).earlier

    assert (used.report, used.sha256) == (former.id, former.sha256)
    assert house.wiring.reports.show(house.municipality, former.id).report.is_superseded


def test_a_report_from_before_that_was_kept_names_none(house, ask):
    house.deliver("2026-Q1", 100_00)
    second = house.deliver("2026-Q2", 30_00).reports[0]
    ask("UPDATE report SET earlier = NULL")

    assert house.wiring.reports.show(house.municipality, second.id).earlier == ()


def test_what_was_never_published_is_told_to_the_provider(house):
    second = house.deliver("2026-Q2", 30_00)

    assert told(second) == ["earlier-report-not-there"]
    assert house.rows(second) == [("45A03", 30, None, None)]


def test_a_later_correction_is_what_a_later_report_takes_and_changes_none_that_was_made(house):
    house.deliver("2026-Q1", 100_00)
    before = house.deliver("2026-Q2", 30_00)
    corrected = house.deliver("2026-Q1", 80_00)

    after = house.deliver("2026-Q2", 31_00)

    assert house.rows(before) == [("45A03", 30, 100, 130)]
    assert house.rows(corrected) == [("45A03", 80, None, 80)]
    assert house.rows(after) == [("45A03", 31, 80, 111)]


def test_a_report_that_may_not_lack_an_earlier_period_is_not_made_and_that_is_told(house_to_write_in):
    house = house_to_write_in
    written = house.mappings / "voorbeeldregio-vecht" / "cumulatief" / "2025-Q1.yaml"
    text = written.read_text(encoding="utf-8").replace("missing: empty", "missing: block")
    (house.mappings / "gepubliceerd.csv").unlink()
    written.write_text(text, encoding="utf-8")

    second = house.deliver("2026-Q2", 30_00)

    assert second.reports == ()
    (group,) = [each for each in second.findings if each.code == "report-not-made"]
    assert "eerder gepubliceerde rapportages, en die zijn er niet: Vorig kwartaal: 2026-Q1" in str(group)
    assert second.balance.rows.not_made == {"earlier-figures-missing": 1}


def test_before_it_is_sent_is_said_who_gets_nothing_and_why(house_to_write_in):
    house = house_to_write_in
    written = house.mappings / "voorbeeldregio-vecht" / "cumulatief" / "2025-Q1.yaml"
    text = written.read_text(encoding="utf-8").replace("missing: empty", "missing: block")
    (house.mappings / "gepubliceerd.csv").unlink()
    written.write_text(text, encoding="utf-8")
    begin, end, day = QUARTERS["2026-Q2"]
    places = [{"gemeentecode": code, "toewijzingnummer": at} for at, code in enumerate(("0014", "0363"), 1)]
    export = an_export(
        aanlevering=[{"periode_begin": begin, "periode_eind": end}],
        toewijzing=[{**each, "clientnummer": f"C{each['toewijzingnummer']}"} for each in places],
        prestatie=[
            {**each, "referentienummer": f"R{at}", "begindatum": day, "einddatum": day}
            for at, each in enumerate(places)
        ],
    )
    content = write_export(export.tables, load_standard(REPOSITORY / "mappings"), "xlsx")

    submission = house.hands.upload(house.provider, content)
    house.hands.do_everything()
    outlook = house.wiring.submissions.look(house.provider, submission)

    (why,) = outlook.not_made["0014"]
    assert why["nl"].startswith("Gemeente 0014 krijgt geen voorbeeldregio-vecht/cumulatief over 2026-Q2.")
    assert outlook.unasked == ("0363",)
    assert [(each.municipality, each.outgoing) for each in outlook.unsent] == [("0014", ())]
