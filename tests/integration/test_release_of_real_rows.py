"""A code that nobody knew, an extended table, and the rows that then go on: with the real engine."""

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest

from service.domain.access import OrganisationKind, Viewer
from service.domain.submissions.jobs import JobKind
from service.domain.submissions.page import SubmissionPage
from service.domain.submissions.releases import name_of_catalogue
from service.domain.submissions.submission import SubmissionState
from service.domain.translation.balance import Balance
from service.files.export.writer import write_export
from service.files.standard.loader import load_standard
from service.pipeline.current_catalogue import CurrentCatalogue
from service.settings import Settings
from service.use_cases.submissions.list_rows import WantedRows
from service.wiring import Wiring, build, build_registration
from tests.conftest import Hands, a_viewer
from tests.tools.exports import REPOSITORY, an_export
from tests.tools.meanwhile import in_which

CODE = "45A12"
"""In the table of the region; taken out of it before the upload."""
DIFFERS = "amount-not-volume-times-tariff"
"""What there is to say of its row."""


@dataclass
class House:
    """A service on formats of its own, and who takes part."""

    settings: Settings
    wiring: Wiring
    hands: Hands
    mappings: Path
    provider: Viewer
    municipality: Viewer

    def deliver(self, content: bytes) -> SubmissionPage:
        submission = self.hands.deliver(self.provider, content)
        return self.wiring.submissions.show(self.provider, submission)

    def one_balance(self, page: SubmissionPage) -> Balance:
        """Of all submissions that count over the days of this one."""
        period = page.submission.period
        found = self.wiring.reports.show_provider_balance(self.provider, "", period.label)
        return found.balance

    def release(self, meanwhile: list[Callable[[], None]] | None = None) -> int:
        """As a service that was started again finds it; something may happen while reports are made."""
        self.wiring.close()
        self.wiring = build(self.settings, queue=self.hands.queue)
        self.hands = Hands(self.wiring, self.hands.queue)
        asked = self.wiring.jobs.release_waiting()
        slow = in_which(self.wiring, JobKind.RELEASE, meanwhile) if meanwhile else self.wiring
        Hands(slow, self.hands.queue).do_everything()
        return asked


@pytest.fixture
def house(settings, queue, tmp_path) -> Iterator[House]:
    mappings = tmp_path / "mappings"
    shutil.copytree(REPOSITORY / "mappings", mappings)
    (mappings / "gepubliceerd.csv").unlink()  # from what is published no code can be taken away
    register = build_registration(settings)
    provider = a_viewer(register, "provider", OrganisationKind.PROVIDER, "01234567", "Zorg")
    municipality = a_viewer(register, "municipality", OrganisationKind.MUNICIPALITY, "0014", "Groningen")
    register.close()
    own = replace(settings, mappings_dir=mappings)
    wiring = build(own, queue=queue)
    made = House(own, wiring, Hands(wiring, queue), mappings, provider, municipality)
    yield made
    made.wiring.close()


def an_upload(cents: int = 75_00) -> bytes:
    rows = [
        {},
        {"referentienummer": "R2", "productcode": CODE, "bedrag": cents, "tarief": 1_25},
    ]
    standard = load_standard(REPOSITORY / "mappings")
    return write_export(an_export(toewijzing=[{"verwijzer": "03"}], prestatie=rows).tables, standard, "xlsx")


def of_two_municipalities() -> bytes:
    own = {"gemeentecode": "1969", "clientnummer": "C2", "bsn": "999900018"}
    rows = [{}, {"referentienummer": "R2", "gemeentecode": "1969", "productcode": CODE}]
    standard = load_standard(REPOSITORY / "mappings")
    return write_export(an_export(toewijzing=[{}, own], prestatie=rows).tables, standard, "xlsx")


def an_addition(workbook: bytes) -> bytes:
    """The same workbook, that says it is one."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book["aanlevering"]
    sheet.cell(1, sheet.max_column + 1, "soort_aanlevering")
    sheet.cell(2, sheet.max_column, "aanvulling")
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def without(path: Path, code: str) -> str:
    """Take a line out of a csv; what it held before."""
    held = path.read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(held)))
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(row for row in rows if row[0] != code)
    return held


def test_a_row_whose_code_the_municipality_did_not_know_goes_on_when_its_table_is_extended(house):
    table = house.mappings / "voorbeeldregio-noord" / "codetabellen" / "producten.csv"
    held = without(table, CODE)
    before = house.deliver(an_upload())
    assert [(each.reason, each.value, each.rows, each.cents) for each in before.waiting] == [
        ("code-not-in-table", CODE, 1, 75_00)
    ]
    assert before.balance.closes
    assert house.one_balance(before) == before.balance

    table.write_text(held, encoding="utf-8")
    assert house.release() == 1

    after = house.wiring.submissions.show(house.provider, before.submission.id)
    assert (after.waiting, after.balance.closes) == ((), True)
    assert house.one_balance(after) == after.balance
    assert after.balance.cents.reported == before.balance.cents.reported + 75_00
    assert [(each.reports, each.released) for each in after.releases] == [(1, before.waiting)]
    (report,) = [one for one in house.wiring.reports.list(house.municipality) if one.former]
    page = house.wiring.reports.show(house.municipality, report.id)
    assert page.is_release
    assert ("Productie: Bedrag", "60.00", "135.00") in [
        (each.figure, each.former, each.later) for each in page.changes
    ]


def test_an_answer_while_a_release_is_being_made_is_told_after_it(house, ask):
    table = house.mappings / "voorbeeldregio-noord" / "codetabellen" / "producten.csv"
    held = without(table, CODE)
    submission = house.deliver(an_upload(80_00)).submission.id
    table.write_text(held, encoding="utf-8")

    def answer() -> None:
        give = house.wiring.submissions.answer_warnings
        give(house.provider, submission, DIFFERS, ("prestatie", "bedrag"), "Vaste prijs per traject.")

    house.release([answer])

    assert house.wiring.submissions.show(house.provider, submission).waiting == ()
    asked = "SELECT kind, state FROM job WHERE kind IN ('release', 'tell-answers') ORDER BY created_at"
    assert ask(asked) == [("release", "done"), ("tell-answers", "done")]


def test_what_waits_in_an_addition_is_released_in_the_state_that_it_is_part_of(house):
    table = house.mappings / "voorbeeldregio-noord" / "codetabellen" / "producten.csv"
    held = without(table, CODE)
    standard = load_standard(REPOSITORY / "mappings")
    whole = an_export(prestatie=[{}])
    added = an_export(
        prestatie=[{"referentienummer": "R2", "productcode": CODE, "bedrag": 75_00, "tarief": 1_25}]
    )
    house.deliver(write_export(whole.tables, standard, "xlsx"))
    before = house.deliver(an_addition(write_export(added.tables, standard, "xlsx")))
    assert [(each.value, each.rows) for each in before.waiting] == [(CODE, 1)]
    assert before.balance.cents.came_in == 135_00

    table.write_text(held, encoding="utf-8")
    house.release()

    after = house.wiring.submissions.show(house.provider, before.submission.id)
    assert (after.waiting, after.balance.cents.came_in) == ((), 135_00)
    assert house.one_balance(after) == after.balance, "what an addition is added to counts no more"
    assert after.balance.cents.reported == before.balance.cents.reported + 75_00
    assert "addition-to-nothing" not in {each.code for each in after.findings}


def test_a_released_row_is_traced_to_its_cells_and_its_report_of_now_is_explained(house):
    table = house.mappings / "voorbeeldregio-noord" / "codetabellen" / "producten.csv"
    held = without(table, CODE)
    page = house.deliver(an_upload())
    waiting = house.wiring.submissions.list_rows(
        house.provider, page.submission.id, WantedRows(name="code-not-in-table")
    )
    assert ([each.row for each in waiting.rows.places], waiting.rows.cents) == ([3], (75_00,))

    table.write_text(held, encoding="utf-8")
    house.release()

    use = house.wiring
    (trace,) = use.submissions.trace_row(house.provider, page.submission.id, "prestatie", 3).traces
    assert trace.reasons == ()
    report = use.reports.show(house.provider, page.reports[0].id).successor
    found = use.reports.explain(house.provider, report.id)
    assert {each.address for each in trace.cells} >= {"Productie!G8"}
    (rows,) = found.replayed.explain("Productie!G8", found.content).rows
    assert rows.stand.rows.tolist() == [3]
    assert (
        use.submissions.list_rows(
            house.provider, page.submission.id, WantedRows(name="code-not-in-table")
        ).rows.places
        == ()
    )


def test_a_row_whose_code_the_standard_did_not_know_goes_on_although_no_format_changed(house):
    codes = house.mappings / "codelijsten" / "verwijzer.csv"
    held = without(codes, "03")
    before = house.deliver(an_upload())
    assert {
        (each.reason, each.table, each.field, each.value, each.rows, each.cents) for each in before.waiting
    } == {
        ("unknown-code", "toewijzing", "verwijzer", "03", 1, 0),
        ("allocation-waits", "prestatie", "verwijzer", "03", 2, 135_00),
    }
    versions = {one.format: one.format_sha256 for one in before.reports}

    codes.write_text(held, encoding="utf-8")
    assert house.release() == 1
    assert house.release() == 0

    after = house.wiring.submissions.show(house.provider, before.submission.id)
    assert (after.waiting, after.balance.rows.quarantined, after.balance.closes) == ((), {}, True)
    assert {one.format: one.format_sha256 for one in after.reports} == versions
    assert sum(each.reports for each in after.releases) > 0


def test_tables_that_change_are_read_again_and_what_cannot_be_read_changes_nothing(house):
    table = house.mappings / "voorbeeldregio-noord" / "codetabellen" / "producten.csv"
    current = CurrentCatalogue(
        mappings_dir=house.mappings, templates_dir=house.settings.templates_dir, trusted_for=0.0
    )
    full = name_of_catalogue(current())

    held = without(table, CODE)
    shorter = name_of_catalogue(current())
    table.write_text("half", encoding="utf-8")
    broken = name_of_catalogue(current())
    table.write_text(held, encoding="utf-8")

    assert shorter != full
    assert broken == shorter
    assert name_of_catalogue(current()) == full


def test_a_report_that_cannot_be_written_stops_only_itself_and_is_made_once_it_can(house):
    table = house.mappings / "voorbeeldregio-noord" / "codetabellen" / "producten.csv"
    held = table.read_text(encoding="utf-8")
    lines = held.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("45A03,"))
    table.write_text("\n".join([*lines[:place], f"45A03,{'x' * 40_000}", *lines[place + 1 :], ""]))

    before = house.deliver(of_two_municipalities())

    told = [group for group in before.findings if group.code == "report-not-made"]
    assert before.submission.state is SubmissionState.READY
    assert before.balance.closes
    assert house.one_balance(before) == before.balance
    assert [each.count for each in told] == [1]
    assert "Gemeente 0014 krijgt geen voorbeeldregio-noord/kwartaal" in told[0].places[0].text["nl"]
    assert "0014" not in {one.municipality for one in before.reports}
    assert "1969" in {one.municipality for one in before.reports}

    table.write_text(held, encoding="utf-8")
    assert house.release() == 1

    after = house.wiring.submissions.show(house.provider, before.submission.id)
    assert "report-not-made" not in {group.code for group in after.findings}
    assert "0014" in {one.municipality for one in after.reports}
