"""What is in no report is said with its counts; that there is nothing can be said by the provider too."""

from service.domain.wording import Wording
from service.pipeline.whole_way import produce, settle
from tests.golden.examples import the_catalogue
from tests.tools.exports import an_export

OWN = {"gemeentecode": "0014"}
NIL = {**OWN, "onderwerp": " Nihil", "tekst": "Geen cliënten in deze periode."}
REJECTED = {**OWN, "status": "afgewezen", "retourcode": "9307"}


def _found(**tables):
    """Code, rows, euros and the Dutch reasons of what is said of a whole submission and its reports."""
    catalogue, export = the_catalogue(), an_export(toewijzing=[OWN], **tables)
    settled = settle(catalogue, export, catalogue.assignments_for(export))
    of_nothing = ("report-of-nothing", "nothing-reported", "nothing-handed-in", "nil-return-with-care")
    return [
        (each.kind.code, each.facts.get("rows"), each.facts.get("euros"), each.facts.get("reasons_nl"))
        for each in settled.findings
        if each.kind.code in of_nothing
    ]


def test_a_report_and_a_submission_of_which_every_row_stays_out_are_told_with_the_reason():
    reason = "2 × de gemeente vraagt prestaties met deze status niet"

    found = _found(
        prestatie=[REJECTED, {**REJECTED, "referentienummer": "R2", "debet_credit": "C", "bedrag": 9_05}]
    )

    assert found == [
        ("report-of-nothing", "2", Wording("50,95", "50.95"), reason),
        ("nothing-reported", "2", Wording("50,95", "50.95"), reason),
    ]


def test_nothing_is_told_when_a_row_is_reported():
    assert _found(prestatie=[REJECTED, {**OWN, "referentienummer": "R2"}]) == []


def test_that_no_care_was_handed_in_is_asked_and_not_of_who_said_nil():
    assert [each[0] for each in _found()] == ["nothing-handed-in"]
    assert _found(toelichting=[NIL]) == []


def test_a_nil_return_beside_care_of_that_municipality_is_a_contradiction():
    assert [each[:2] for each in _found(prestatie=[OWN], toelichting=[NIL])] == [
        ("nil-return-with-care", "1")
    ]


def test_a_nil_return_alone_gives_the_municipality_a_report_without_rows():
    catalogue = the_catalogue()
    export = an_export(toewijzing=[], toelichting=[NIL])

    [assignment] = catalogue.assignments_for(export)
    [report] = produce(catalogue, catalogue.submitted(export), assignment).reports

    assert (report.municipality, report.balance.rows.came_in) == ("0014", 0)
