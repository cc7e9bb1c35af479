"""What a provider answers to warnings goes along with a report whose format asks it."""

import io
import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import create_engine, text

from service.domain.access import OrganisationKind, Viewer
from service.domain.standard.export import MADE_ROW
from service.domain.submissions.jobs import JobKind
from service.files.export.writer import write_export
from service.use_cases.submissions.send import LookAgainError
from service.wiring import Wiring, build, build_registration
from tests.conftest import Hands, a_viewer
from tests.tools.exports import an_export, the_standard
from tests.tools.meanwhile import in_which

REPOSITORY = Path(__file__).parents[2]
FORMAT = "voorbeeldregio-vecht/productie-met-antwoorden"
CODE = "amount-not-volume-times-tariff"
REQUEST = f"""requests:
  - format: {FORMAT}
    municipalities: ["0014", "0037"]
    from: 2026-Q1
    deadline_days: 21
    legal_ground: voorbeeld
"""


@dataclass(frozen=True)
class House:
    """Who takes part, and the service with its real engine."""

    wiring: Wiring
    hands: Hands
    provider: Viewer
    towns: dict[str, Viewer]

    def make(self, content):
        """A submission that is ready to be sent."""
        submission = self.hands.upload(self.provider, content)
        self.hands.do_everything()
        return submission

    def answer(self, submission, said, *, work=True):
        """To every warning of one sort."""
        give = self.wiring.submissions.answer_warnings
        give(self.provider, submission, CODE, ("prestatie", "bedrag"), said)
        if work:
            self.hands.do_everything()

    def said(self, submission, municipality):
        """What stands in the cell for answers of the report that holds, as its provider has it."""
        page = self.wiring.submissions.show(self.provider, submission)
        (report,) = (each for each in page.reports if each.municipality == municipality)
        content = self.wiring.reports.download(self.provider, report.id).content
        return openpyxl.load_workbook(io.BytesIO(content)).active["B4"].value


def a_workbook(*rows):
    """One allocation in each of two municipalities; `rows` are (municipality, month, amount in cents)."""
    export = an_export(
        toewijzing=[{"gemeentecode": code} for code in ("0014", "0037")],
        prestatie=[
            {
                "gemeentecode": code,
                "referentienummer": f"R{at}",
                "begindatum": date(2026, month, 1),
                "einddatum": date(2026, month, 28),
                "bedrag": cents,
            }
            for at, (code, month, cents) in enumerate(rows, start=1)
        ],
    )
    return write_export(export.tables, the_standard(), "xlsx")


@pytest.fixture(scope="module")
def mappings(tmp_path_factory):
    """Nobody writes in it: it is read once."""
    mappings = tmp_path_factory.mktemp("asked") / "mappings"
    shutil.copytree(REPOSITORY / "mappings", mappings)
    for requests in (mappings / "uitvragen").glob("*.yaml"):
        requests.unlink()
    (mappings / "uitvragen" / "alleen.yaml").write_text(REQUEST, encoding="utf-8")
    return mappings


@pytest.fixture
def house(settings, queue, mappings):
    register = build_registration(settings)
    provider = a_viewer(register, "provider", OrganisationKind.PROVIDER, "01234567", "Zorg")
    towns = {
        code: a_viewer(register, f"town{code}", OrganisationKind.MUNICIPALITY, code, code)
        for code in ("0014", "0037")
    }
    register.close()
    wiring = build(replace(settings, mappings_dir=mappings), queue=queue)
    yield House(wiring, Hands(wiring, queue), provider, towns)
    wiring.close()


TWO_TOWNS = a_workbook(("0014", 1, 1), ("0014", 2, 2), ("0037", 1, 3))
ABOUT_AMOUNTS = "Bedrag is niet volume maal tarief"


def test_an_answer_goes_along_to_the_municipality_of_the_rows_that_it_is_about(house):
    submission = house.make(TWO_TOWNS)
    assert house.said(submission, "0014") is None

    house.answer(submission, "Vaste prijs per traject.")

    assert house.said(submission, "0014") == f"{ABOUT_AMOUNTS} (2 regels): Vaste prijs per traject."
    assert house.said(submission, "0037") == f"{ABOUT_AMOUNTS}: Vaste prijs per traject."


def test_nothing_is_sent_while_answers_are_being_put_into_the_reports(house):
    submission = house.make(TWO_TOWNS)
    before = house.wiring.submissions.look(house.provider, submission)

    house.answer(submission, "Vaste prijs per traject.", work=False)

    outlook = house.wiring.submissions.look(house.provider, submission)
    assert (outlook.is_telling, outlook.can_be_sent, outlook.unsent) == (True, False, ())
    with pytest.raises(LookAgainError):
        house.wiring.submissions.send(house.provider, submission, ["0014"], before.seen)
    house.hands.do_everything()
    assert house.hands.send(house.provider, submission) == ("0014", "0037")
    report = next(iter(house.wiring.reports.list(house.towns["0037"])))
    content = house.wiring.reports.download(house.towns["0037"], report.id).content
    assert openpyxl.load_workbook(io.BytesIO(content)).active["B4"].value.endswith("per traject.")


def test_an_answer_that_is_changed_or_taken_back_changes_the_report_each_time(house):
    submission = house.make(TWO_TOWNS)
    warning = next(
        each
        for each in house.wiring.submissions.list_findings(house.provider, submission)
        if each["code"] == CODE and each["row"] == 4
    )
    first = house.wiring.submissions.look(house.provider, submission).seen
    seen = []
    for said in ("Eerst dit.", "Dan dat.", "Eerst dit.", None):
        if said is None:
            withdraw = house.wiring.submissions.withdraw_answer
            withdraw(house.provider, submission, CODE, warning["identity"])
        else:
            give = house.wiring.submissions.answer_warnings
            give(house.provider, submission, CODE, warning["identity"], said)
        house.hands.do_everything()
        seen.append(house.said(submission, "0037"))

    expected = [f"{ABOUT_AMOUNTS}: {said}" for said in ("Eerst dit.", "Dan dat.", "Eerst dit.")]
    assert seen == [*expected, None]
    assert house.wiring.submissions.look(house.provider, submission).seen == first


def test_what_a_municipality_has_does_not_change_by_a_later_answer(house):
    submission = house.make(TWO_TOWNS)
    outlook = house.wiring.submissions.look(house.provider, submission)
    house.wiring.submissions.send(house.provider, submission, ["0014"], outlook.seen)

    house.answer(submission, "Te laat voor Groningen.")

    assert house.said(submission, "0014") is None
    assert house.said(submission, "0037") == f"{ABOUT_AMOUNTS}: Te laat voor Groningen."


def test_an_answer_is_in_the_reports_of_a_later_upload_from_the_beginning(house):
    house.answer(house.make(TWO_TOWNS), "Vaste prijs per traject.")

    later = house.make(a_workbook(("0014", 1, 1), ("0037", 1, 4)))

    assert house.said(later, "0014") == f"{ABOUT_AMOUNTS}: Vaste prijs per traject."
    assert house.said(later, "0037") is None


def test_a_municipality_never_sees_a_report_that_gave_way_before_it_was_sent(house, ask):
    submission = house.make(TWO_TOWNS)
    house.answer(submission, "Vaste prijs per traject.")
    house.hands.send(house.provider, submission)

    assert [len(house.wiring.reports.list(each)) for each in house.towns.values()] == [1, 1]
    assert ask("SELECT count(*) FROM report") == [(2,)]
    made = "SELECT count(*) FROM act WHERE action = 'report_published'"
    assert ask(made) == [(4,)]


def test_a_report_that_was_sent_is_deleted_by_nobody(house, database):
    submission = house.make(TWO_TOWNS)
    outlook = house.wiring.submissions.look(house.provider, submission)
    house.wiring.submissions.send(house.provider, submission, ["0014"], outlook.seen)
    engine = create_engine(database.url)

    with engine.begin() as connection:
        connection.execute(
            text(
                "SELECT set_config('app.organisation', :it, true), set_config('app.kind', 'provider', true)"
            ),
            {"it": str(house.provider.organisation.id)},
        )
        deleted = connection.execute(text("DELETE FROM report RETURNING municipality")).scalars().all()
    engine.dispose()

    assert deleted == ["0037"]


def test_a_report_with_answers_is_made_again_with_the_same_hash_and_explained(house):
    submission = house.make(TWO_TOWNS)
    house.answer(submission, "Vaste prijs per traject.")
    house.hands.send(house.provider, submission)
    (report,) = house.wiring.reports.list(house.towns["0014"])

    assert house.wiring.reports.replay(house.towns["0014"], report.id).is_the_same
    explainable = house.wiring.reports.explain(house.provider, report.id)
    told = explainable.replayed.explain("Productie!B4", explainable.content)
    said = f"{ABOUT_AMOUNTS} (2 regels): Vaste prijs per traject."
    assert told.as_json()["words"]["nl"] == "Wat de aanbieder op aandachtspunten antwoordde."
    assert [(row["table"], row["row"], row["value"]) for row in told.as_json()["rows"]] == [
        ("toelichting", MADE_ROW, said)
    ]


def a_house_in_which(house, kind, happens):
    """The same house, whose jobs of one kind take long enough for something to happen."""
    wiring = in_which(house.wiring, kind, happens)
    return replace(house, wiring=wiring, hands=replace(house.hands, wiring=wiring))


def test_an_answer_while_the_reports_are_being_made_is_in_them(house):
    submission = house.hands.upload(house.provider, TWO_TOWNS)
    happens = [lambda: house.answer(submission, "Vaste prijs per traject.", work=False)]

    a_house_in_which(house, JobKind.TRANSLATE, happens).hands.do_everything()

    assert house.said(submission, "0037") == f"{ABOUT_AMOUNTS}: Vaste prijs per traject."
    assert house.hands.send(house.provider, submission) == ("0014", "0037")


def test_an_answer_between_the_last_report_and_the_balance_is_in_the_reports(house):
    submission = house.hands.upload(house.provider, TWO_TOWNS)
    settling = None
    while settling is None:
        for kind, job in house.hands.queue.take():
            if kind is JobKind.SETTLE:
                settling = job
            else:
                house.hands.do(job)

    house.answer(submission, "Vaste prijs per traject.")
    house.hands.do(settling)
    house.hands.do_everything()

    assert house.said(submission, "0037") == f"{ABOUT_AMOUNTS}: Vaste prijs per traject."


def test_an_answer_that_is_changed_while_an_earlier_one_is_being_told_is_the_one_that_stays(house):
    submission = house.make(TWO_TOWNS)
    give = house.wiring.submissions.answer_warnings
    warnings = [
        each["identity"]
        for each in house.wiring.submissions.list_findings(house.provider, submission)
        if each["code"] == CODE
    ]
    happens = [
        lambda: (
            [give(house.provider, submission, CODE, each, "Liever zo.") for each in warnings]
            and house.hands.do_everything()
        )
    ]

    a_house_in_which(house, JobKind.TELL_ANSWERS, happens).answer(submission, "Vaste prijs per traject.")

    assert house.said(submission, "0037") == f"{ABOUT_AMOUNTS}: Liever zo."
