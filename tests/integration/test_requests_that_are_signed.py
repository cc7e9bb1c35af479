"""Every request is set once per change, signed by the log, and named by the reports that answer it."""

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.domain.periods import parse_period
from service.domain.proof.checking import check_package
from service.domain.proof.keys import new_log_key, policy_of, signer_of
from service.domain.proof.notes import SignedNote
from service.files.evidence import read_package
from service.files.export.writer import write_export
from service.files.standard.loader import load_standard
from service.settings import Settings
from service.wiring import Wiring, build, build_registration
from tests.conftest import Hands, a_viewer
from tests.tools.exports import REPOSITORY, an_export

KEY = new_log_key("test.localhost/logboek", bytes(32))
QUARTER = "voorbeeldregio-noord/kwartaal"
ASKED = """\
requests:
  - format: voorbeeldregio-noord/kwartaal
    municipalities: ["0014"]
    from: 2025-Q1
    deadline_days: 30
    legal_ground: Inkoopovereenkomst, artikel 7
    purpose: Sturing
"""


@dataclass
class House:
    """A service of which one municipality asks one format, by a calendar that a test changes."""

    settings: Settings
    wiring: Wiring
    hands: Hands
    calendar: Path
    provider: Viewer
    other: Viewer
    municipality: Viewer

    def set(self, text: str) -> int:
        """As the next round of the reconciler finds the folders."""
        self.calendar.write_text(text, encoding="utf-8")
        self.wiring.close()
        self.wiring = build(self.settings, queue=self.hands.queue)
        self.hands = Hands(self.wiring, self.hands.queue)
        return self.wiring.proof.set_requests()

    def listed(self, viewer: Viewer):
        return [(each.id, each.number, each.has_ended) for each in self.wiring.proof.list_requests(viewer)]


@pytest.fixture
def house(settings, queue, tmp_path):
    mappings = tmp_path / "mappings"
    shutil.copytree(REPOSITORY / "mappings", mappings)
    shutil.rmtree(mappings / "uitvragen")
    (mappings / "uitvragen").mkdir()
    calendar = mappings / "uitvragen/proef.yaml"
    calendar.write_text(ASKED, encoding="utf-8")
    register = build_registration(settings)
    provider = a_viewer(register, "provider", OrganisationKind.PROVIDER, "01234567", "Zorg")
    other = a_viewer(register, "other", OrganisationKind.PROVIDER, "07654321", "Andere zorg")
    municipality = a_viewer(register, "municipality", OrganisationKind.MUNICIPALITY, "0014", "Groningen")
    register.close()
    own = replace(settings, mappings_dir=mappings, log_key=KEY)
    wiring = build(own, queue=queue)
    made = House(own, wiring, Hands(wiring, queue), calendar, provider, other, municipality)
    yield made
    made.wiring.close()


def an_upload() -> bytes:
    return write_export(
        an_export(toewijzing=[{"verwijzer": "03"}]).tables, load_standard(REPOSITORY / "mappings"), "xlsx"
    )


def test_a_request_is_set_once_and_every_change_is_a_next_version_with_a_leaf(house, ask):
    first = [house.wiring.proof.set_requests(), house.wiring.proof.set_requests()]
    changed = house.set(ASKED.replace("30", "21"))
    back, ended = house.set(ASKED), house.set("requests: []\n")

    assert (first, changed, back, ended) == ([1, 0], 1, 1, 1)
    assert house.listed(house.municipality) == [(f"0014/{QUARTER}", 4, True)]
    assert ask(
        "SELECT number, content_sha256 = first_value(content_sha256) OVER (ORDER BY number)"
        " FROM request_version ORDER BY number"
    ) == [(1, True), (2, False), (3, True), (4, False)]
    assert ask("SELECT count(*) FROM log_queue WHERE kind = 'request-set'") == [(4,)]


def test_a_report_names_the_version_that_it_answers_and_the_package_proves_it(house):
    house.hands.deliver(house.provider, an_upload())
    house.set(ASKED.replace("Sturing", "Sturing en controle"))
    (report,) = house.wiring.reports.list(house.municipality)
    files = read_package(
        house.wiring.proof.make_evidence(house.municipality, parse_period("2026-Q1")).content
    )

    checked = check_package(files)
    answers = house.wiring.reports.show(house.municipality, report.id).answers

    assert (checked.faults, checked.not_logged) == ([], ())
    assert (answers.id, answers.number) == (f"0014/{QUARTER}", 1)
    asked = json.loads(files[f"requests/{answers.sha256}.json"])
    assert [each["purpose"] for each in asked["asked"]] == ["Sturing"]
    assert asked["set_by"] == {"kind": "service", "organisation": ""}
    assert house.listed(house.provider) == [(f"0014/{QUARTER}", 2, False)]


def test_the_file_of_a_request_is_signed_by_the_log_and_for_whom_it_concerns(house):
    house.set(ASKED + '    providers: ["01234567"]\n')
    (found,) = house.wiring.proof.list_requests(house.provider)
    note = SignedNote.parse(
        house.wiring.proof.read_request(house.provider, found.named.sha256).content.decode()
    )

    assert policy_of("", signer_of(KEY)).log_of(note, "test.localhost/logboek")
    assert json.loads(note.text) == found.as_json
    assert house.wiring.proof.list_requests(house.other) == ()
    with pytest.raises(NotFoundError):
        house.wiring.proof.read_request(house.provider, "0" * 64)


def test_nobody_changes_or_removes_what_was_set(house, ask):
    house.wiring.proof.set_requests()

    for statement in ("UPDATE request_version SET number = 2", "DELETE FROM request_version"):
        with pytest.raises(psycopg.errors.RaiseException, match="only grows"):
            ask(statement)


def test_a_format_that_breaks_ends_no_request(house):
    house.wiring.proof.set_requests()
    broken = house.calendar.parents[1] / "voorbeeldregio-noord/kwartaal/2025-Q1.yaml"
    shutil.copy(broken, broken.with_name("2027-Q1.yaml"))

    assert house.set(ASKED) in (0, 1)
    assert [each[2] for each in house.listed(house.municipality)] == [False]
