"""A provider answers warnings: kept by what they are about, over uploads and by way of the marked copy."""

import io
from datetime import date
from threading import Barrier, Thread

import openpyxl
import pytest

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.submissions.answered_rules import AnsweredRule
from service.domain.submissions.answers import LONGEST_ANSWER, NotAnAnswerError, PersonalAnswerError
from service.domain.submissions.submission import SubmissionState
from service.files.export.writer import write_export
from service.wiring import build
from tests.conftest import Hands
from tests.tools.exports import an_export, the_standard

CODE = "amount-not-volume-times-tariff"


@pytest.fixture
def real(settings, region, queue):  # noqa: ARG001 - who takes part must be there
    """The service with its real engine."""
    wiring = build(settings, queue=queue)
    yield wiring
    wiring.close()


@pytest.fixture
def hands(real, queue):
    return Hands(real, queue)


OWN = {"gemeentecode": "0014"}


def an_upload(amounts, agb_code="41234567", **allocated):
    """A workbook of which each prestatie has another amount than its volume at its tariff."""
    rows = [
        {
            **OWN,
            "referentienummer": f"R{at}",
            "begindatum": date(2026, at, 1),
            "einddatum": date(2026, at, 28),
        }
        | {"bedrag": amount}
        for at, amount in enumerate(amounts, start=1)
    ]
    export = an_export(aanlevering=[{"agb_code": agb_code}], toewijzing=[OWN | allocated], prestatie=rows)
    return write_export(export.tables, the_standard(), "xlsx")


@pytest.fixture
def submission(hands, region):
    """Two warnings of one sort."""
    return hands.deliver(region.provider, an_upload([1, 2]))


def _warnings(real, viewer, submission):
    """Row and answer of each warning about an amount."""
    found = real.submissions.list_findings(viewer, submission)
    return {each["row"]: each.get("answer", "") for each in found if each["code"] == CODE}


def _identity(real, viewer, submission, row):
    found = real.submissions.list_findings(viewer, submission)
    return next(each["identity"] for each in found if (each["code"], each["row"]) == (CODE, row))


def test_no_report_is_made_again_where_no_format_asks_for_answers(real, region, submission, queue):
    queue.take()
    real.submissions.answer_warnings(region.provider, submission, CODE, ("prestatie", "bedrag"), "Klopt.")

    assert queue.take() == []


def test_what_moved_since_an_earlier_period_is_asked_and_can_be_answered(real, hands, region):
    hands.deliver(region.provider, an_upload([1, 2]))
    moved = an_export(
        aanlevering=[
            {
                "agb_code": "41234567",
                "periode_begin": date(2026, 4, 1),
                "periode_eind": date(2026, 6, 30),
            }
        ],
        toewijzing=[OWN],
    )

    later = hands.deliver(region.provider, write_export(moved.tables, the_standard(), "xlsx"))
    found = real.submissions.list_findings(region.provider, later)
    asked = {each["code"]: each["identity"] for each in found if each.get("identity")}
    for code in ("municipality-gone", "nothing-handed-in"):
        real.submissions.answer_warnings(region.provider, later, code, asked[code], "Geen cliënten meer.")

    page = real.submissions.show(region.provider, later)
    assert {each.code for each in page.answered} == {"municipality-gone", "nothing-handed-in"}
    assert "clients-without-stop" in asked


def test_rules_are_counted_over_providers_each_warning_once(real, region, hands):
    assert real.submissions.measure_answers() == ()
    of_one = hands.deliver(region.provider, an_upload([1, 2]))
    hands.deliver(region.provider, an_upload([1, 2, 3]))
    hands.deliver(region.other_provider, an_upload([1], region.other_provider.organisation.code))
    identity = _identity(real, region.provider, of_one, 2)
    real.submissions.answer_warnings(region.provider, of_one, CODE, identity, "Afgesproken.")

    [counted] = [each for each in real.submissions.measure_answers() if each.code == CODE]

    assert counted == AnsweredRule(code=CODE, cases=4, right=1, providers=2)


@pytest.mark.parametrize(("cases", "right", "listed"), [(20, 20, True), (100, 95, False), (19, 19, False)])
def test_a_rule_is_listed_when_more_than_95_of_100_answers_are_right(cases, right, listed):
    counted = AnsweredRule(code=CODE, cases=cases, right=right, providers=2)

    assert counted.is_nearly_always_right is listed


def test_an_answer_to_one_warning_is_shown_with_it_and_folded_away(real, region, submission, ask):
    identity = _identity(real, region.provider, submission, 2)

    real.submissions.answer_warnings(region.provider, submission, CODE, identity, " Afgesproken korting. ")

    assert _warnings(real, region.provider, submission) == {2: "Afgesproken korting.", 3: ""}
    page = real.submissions.show(region.provider, submission)
    assert [(each.count, each.is_answered) for each in page.findings if each.code == CODE] == [
        (1, False),
        (1, True),
    ]
    assert [each.places[0].answer for each in page.answered] == ["Afgesproken korting."]
    assert ask("SELECT payload FROM act WHERE action = 'warnings_answered'") == [
        ({"code": CODE, "count": 1},)
    ]


def test_an_answer_holds_for_the_same_row_of_a_later_upload_wherever_it_stands(
    real, hands, region, submission
):
    identity = _identity(real, region.provider, submission, 3)
    real.submissions.answer_warnings(region.provider, submission, CODE, identity, "Klopt.")
    moved = [{**OWN, "referentienummer": f"R{at}", "bedrag": at} for at in (2, 1)]
    for row, month in zip(moved, (2, 1), strict=True):
        row |= {"begindatum": date(2026, month, 1), "einddatum": date(2026, month, 28)}
    export = an_export(aanlevering=[{"agb_code": "41234567"}], toewijzing=[OWN], prestatie=moved)

    later = hands.deliver(region.provider, write_export(export.tables, the_standard(), "xlsx"))

    assert _warnings(real, region.provider, later) == {2: "Klopt.", 3: ""}


def test_an_answer_is_no_answer_to_another_value_in_the_same_row(real, hands, region, submission):
    identity = _identity(real, region.provider, submission, 3)
    real.submissions.answer_warnings(region.provider, submission, CODE, identity, "Klopt.")

    later = hands.deliver(region.provider, an_upload([1, 3]))

    assert _warnings(real, region.provider, later) == {2: "", 3: ""}


def test_a_whole_sort_is_answered_at_once_and_leaves_what_was_answered_before(real, region, submission):
    identity = _identity(real, region.provider, submission, 2)
    real.submissions.answer_warnings(region.provider, submission, CODE, identity, "Eerst.")

    count = real.submissions.answer_warnings(
        region.provider, submission, CODE, ("prestatie", "bedrag"), "Allemaal korting."
    )

    assert count == 1
    assert _warnings(real, region.provider, submission) == {2: "Eerst.", 3: "Allemaal korting."}


def test_an_answer_can_be_taken_back(real, region, submission):
    identity = _identity(real, region.provider, submission, 2)
    real.submissions.answer_warnings(region.provider, submission, CODE, identity, "Klopt.")

    real.submissions.withdraw_answer(region.provider, submission, CODE, identity)

    assert _warnings(real, region.provider, submission) == {2: "", 3: ""}
    with pytest.raises(NotFoundError):
        real.submissions.withdraw_answer(region.provider, submission, CODE, identity)


def test_answers_are_the_providers_own(real, region, submission, ask):
    identity = _identity(real, region.provider, submission, 2)
    with pytest.raises(NotFoundError):
        real.submissions.answer_warnings(region.other_provider, submission, CODE, identity, "Klopt.")
    with pytest.raises(NotAllowedError):
        real.submissions.answer_warnings(region.utrecht, submission, CODE, identity, "Klopt.")
    real.submissions.answer_warnings(region.provider, submission, CODE, identity, "Klopt.")

    with pytest.raises(NotFoundError):
        real.submissions.withdraw_answer(region.other_provider, submission, CODE, identity)

    assert ask("SELECT count(*), min(login) FROM answer") == [(1, "provider")]


def test_what_blocks_is_not_answered(real, hands, region, ask):
    refused = hands.deliver(region.provider, an_upload([1], agb_code="47654321"))
    blocking = [
        each
        for each in real.submissions.list_findings(region.provider, refused)
        if each["severity"] == "blocks"
    ]

    assert blocking
    assert all("identity" not in each for each in blocking)
    for each in blocking:
        about = (each["table"], each["field"])
        assert real.submissions.answer_warnings(region.provider, refused, each["code"], about, "Klopt.") == 0
        with pytest.raises(NotFoundError):
            real.submissions.answer_warnings(region.provider, refused, each["code"], "0" * 32, "Klopt.")
    assert ask("SELECT count(*) FROM answer") == [(0,)]


@pytest.mark.parametrize("said", ["", "  \n", "\u200b", "x" * (LONGEST_ANSWER + 1), "x" * 10_000])
def test_nothing_and_far_too_much_are_no_answers(real, region, submission, said, ask):
    identity = _identity(real, region.provider, submission, 2)

    with pytest.raises(NotAnAnswerError):
        real.submissions.answer_warnings(region.provider, submission, CODE, identity, said)

    assert ask("SELECT count(*) FROM answer") == [(0,)]


@pytest.mark.parametrize("said", ["zie cliënt C-1001", "bsn 999900006"])
def test_an_answer_that_names_a_client_is_not_kept(real, hands, region, said, ask):
    content = an_upload([1, 2], clientnummer="C-1001")
    named = hands.deliver(region.provider, content)
    identity = _identity(real, region.provider, named, 2)

    for about in (identity, ("prestatie", "bedrag")):
        with pytest.raises(PersonalAnswerError):
            real.submissions.answer_warnings(region.provider, named, CODE, about, said)

    assert ask("SELECT count(*) FROM answer") == [(0,)]


def test_two_people_who_answer_the_same_at_once_leave_one_answer(real, region, submission, ask):
    identity = _identity(real, region.provider, submission, 2)
    together = Barrier(2)

    def answer(said):
        together.wait()
        real.submissions.answer_warnings(region.provider, submission, CODE, identity, said)

    people = [Thread(target=answer, args=[said]) for said in ("een", "twee")]
    for each in people:
        each.start()
    for each in people:
        each.join()

    assert [text in ("een", "twee") for (text,) in ask("SELECT text FROM answer")] == [True]
    assert ask("SELECT count(*) FROM act WHERE action = 'warnings_answered'") == [(2,)]


def _copy(real, viewer, submission):
    content = real.submissions.download_copy(viewer, submission, "nl").content
    return openpyxl.load_workbook(io.BytesIO(content))


def _saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_an_answer_that_is_written_in_the_marked_copy_is_read_back(real, hands, region, submission):
    book = _copy(real, region.provider, submission)
    listed = book["Bevindingen"]
    assert [each.value for each in listed[2]][6:] == ["Antwoord: klopt, want …", "Kenmerk"]
    at = next(row for row in range(3, listed.max_row + 1) if listed.cell(row, 2).value == 3)
    listed.cell(at, 7).value = "<script>alert(1)</script>"
    listed.cell(at, 6).value = "iets anders"

    later = hands.deliver(region.provider, _saved(book))

    assert _warnings(real, region.provider, later) == {2: "", 3: "<script>alert(1)</script>"}
    book = _copy(real, region.provider, later)
    assert "<script>alert(1)</script>" in [row[6].value for row in book["Bevindingen"].iter_rows()]


def test_a_copy_answers_nothing_that_its_own_file_is_not_warned_about(real, hands, region, submission, ask):
    book = _copy(real, region.provider, submission)
    listed = book["Bevindingen"]
    for row in range(3, listed.max_row + 1):
        listed.cell(row, 7).value = "x" * 10_000
        listed.cell(row, 8).value = f"{CODE} {'0' * 32}" if row == 3 else "'; DROP TABLE answer; --"

    later = hands.deliver(region.provider, _saved(book))

    assert real.submissions.show(region.provider, later).submission.state is SubmissionState.READY
    assert ask("SELECT count(*) FROM answer") == [(0,)]


def test_an_older_copy_does_not_overwrite_what_was_answered_on_the_page_since(
    real, hands, region, submission
):
    book = _copy(real, region.provider, submission)
    listed = book["Bevindingen"]
    for row in range(3, listed.max_row + 1):
        listed.cell(row, 7).value = "uit de kopie"
    identity = _identity(real, region.provider, submission, 2)
    real.submissions.answer_warnings(region.provider, submission, CODE, identity, "van de pagina")

    later = hands.deliver(region.provider, _saved(book))

    assert _warnings(real, region.provider, later) == {2: "van de pagina", 3: "uit de kopie"}


def test_a_figure_that_may_be_a_part_of_one_is_answered_and_the_answer_goes_along(real, hands, region):
    figure = {"gemeentecode": None, "kengetal": "ziekteverzuim_procent", "waarde": 0.21, "eenheid": "procent"}
    export = an_export(aanlevering=[{"agb_code": "41234567"}], toewijzing=[OWN], kengetal=[figure])
    content = write_export(export.tables, the_standard(), "xlsx")

    first = hands.deliver(region.provider, content)
    [asked] = _of_share(real, region.provider, first)
    real.submissions.answer_warnings(
        region.provider, first, "perhaps-a-share", asked["identity"], "Het is 0,21 procent."
    )
    second = hands.deliver(region.provider, content)

    for submission in (first, second):
        [said] = _of_share(real, region.provider, submission)
        assert said["answer"] == "Het is 0,21 procent."


def _of_share(real, viewer, submission):
    found = real.submissions.list_findings(viewer, submission)
    return [each for each in found if each["code"] == "perhaps-a-share"]
