"""What the page about codes knows of a table: who writes it, what it tells apart, what it holds up."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from service.domain.access import AccountId, Organisation, OrganisationId, OrganisationKind, Viewer
from service.domain.formats.calendar import Request
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.code_tables import CodeLine, CodeTable, Meaning
from service.domain.formats.meaning_proposals import MeaningProposal, ProposalId, ProposalState
from service.domain.formats.unknown_codes import UnknownCode, codes_page
from service.domain.translation.waiting_codes import HiddenCode
from tests.tools.exports import the_standard
from tests.tools.formats import a_list, a_plan

NAME, TABLE = "voorbeeld/lijst", "voorbeeld/producten"
KNOWN = CodeLine(code="45A03", becomes="Ambulant")
UNKNOWN = UnknownCode(
    format=NAME,
    code_table=TABLE,
    code="X",
    hidden=HiddenCode.NOT,
    rows=3,
    cents=100,
    providers=2,
)
ANNA = AccountId(UUID(int=1))


def a_viewer(account=ANNA):
    organisation = Organisation(OrganisationId(UUID(int=2)), OrganisationKind.MUNICIPALITY, "0014", "G")
    return Viewer(account=account, login="anna", language="nl", organisation=organisation)


def a_catalogue(*lines, unknown="quarantine", asking=("0014",), meanings=()):
    translate = {"table": TABLE, "unknown": unknown}
    plan = a_list({"Product": {"field": "productcode", "translate": translate}}, CodeTable(TABLE, lines))
    requests = [Request(municipality=code, format=NAME, begin=date(2025, 1, 1)) for code in asking]
    return Catalogue(
        standard=the_standard(),
        plans={NAME: (plan,)},
        requests=tuple(requests),
        municipalities={},
        meanings=meanings,
    )


def a_proposal(number, state, code="X", by=ANNA):
    moment = datetime(2026, 1, number, tzinfo=UTC)
    return MeaningProposal(
        id=ProposalId(UUID(int=number)),
        organisation=OrganisationId(UUID(int=2)),
        owner="G",
        meaning=Meaning(NAME, TABLE, CodeLine(code=code, becomes="Y")),
        state=state,
        proposed_by=by,
        proposer="anna",
        proposed_at=moment,
        decided_at=None if state is ProposalState.PROPOSED else moment,
    )


def the_table(catalogue, proposals=(), codes=frozenset({"0014"})):
    (table,) = codes_page(a_viewer(), catalogue, codes, [UNKNOWN], list(proposals)).tables
    return table


@pytest.mark.parametrize(
    ("codes", "may_write"), [(("0014",), True), (("0014", "0037"), False), (("0037",), False)]
)
def test_who_speaks_for_everyone_that_asks_a_format_writes_its_codes(codes, may_write):
    assert the_table(a_catalogue(KNOWN, asking=codes)).may_write is may_write


def test_dates_and_laws_are_asked_for_when_the_table_has_them():
    dated = replace(KNOWN, code="B", valid_from=date(2026, 1, 1))
    of_a_law = replace(KNOWN, code="C", law="JW")

    assert [
        (table.has_dates, table.laws)
        for table in map(the_table, (a_catalogue(KNOWN), a_catalogue(dated), a_catalogue(of_a_law)))
    ] == [(False, ()), (True, ()), (False, ("JW", "WMO"))]


@pytest.mark.parametrize(("unknown", "holds"), [("block", True), ("quarantine", False)])
def test_a_table_that_holds_up_whole_reports_says_so(unknown, holds):
    assert the_table(a_catalogue(KNOWN, unknown=unknown)).holds_reports is holds


@pytest.mark.parametrize(("not_in_heads", "holds"), [("block", True), ("quarantine", False)])
def test_a_table_of_heads_that_holds_up_whole_reports_says_so_too(not_in_heads, holds):
    across = {
        "by": "productcode",
        "heads": {"table": TABLE},
        "not_in_heads": not_in_heads,
        "columns": {"*": {"count": "rows"}},
    }
    rows = {"of": "prestatie", "with": ["toewijzing"], "per": ["toewijzing.clientnummer"]}
    sheet = {"rows": rows, "columns": {"C": "toewijzing.clientnummer"}, "across": across}
    plan = a_plan(CodeTable(TABLE, (KNOWN,)), sheets={"lijst": sheet})

    assert the_table(replace(a_catalogue(KNOWN), plans={NAME: (plan,)})).holds_reports is holds


def test_beside_a_code_stands_what_was_proposed_last():
    former = a_proposal(1, ProposalState.SENT_BACK)
    last = a_proposal(2, ProposalState.PROPOSED)

    (code,) = the_table(a_catalogue(KNOWN), [last, former]).codes

    assert (code.proposal, code.is_proposed, code.is_on_its_way) == (last, True, False)


def test_proposals_that_wait_stand_the_oldest_first_and_decided_ones_the_latest_first():
    states = [ProposalState.PROPOSED, ProposalState.APPROVED, ProposalState.PROPOSED, ProposalState.WITHDRAWN]
    several = [a_proposal(number, state, str(number)) for number, state in enumerate(states, 1)]

    page = codes_page(a_viewer(), a_catalogue(KNOWN), frozenset({"0014"}), [], several)

    assert [each.proposed_at.day for each in page.proposals] == [1, 3]
    assert [each.proposed_at.day for each in page.decided] == [4, 2]
    assert not page.is_second(several[0])
    assert page.is_second(a_proposal(1, ProposalState.PROPOSED, by=AccountId(UUID(int=9))))


def test_a_table_with_approved_lines_stays_in_sight_of_who_asks_the_format_and_of_nobody_else():
    approved = Meaning(NAME, TABLE, CodeLine(code="X", becomes="Y"))
    catalogue = a_catalogue(KNOWN, asking=("0014", "0037"), meanings=(approved,))

    def seen(codes):
        return codes_page(a_viewer(), catalogue, frozenset(codes), [], []).tables

    assert [(each.codes, each.approved) for each in seen({"0014"})] == [((), (approved,))]
    assert seen({"0363"}) == ()


def test_a_table_of_the_law_or_of_the_standard_says_that_nobody_here_writes_in_it():
    unknown = [
        replace(UNKNOWN, format="landelijk/x", code_table="landelijk/t"),
        replace(UNKNOWN, code_table="standaard/eenheid"),
        UNKNOWN,
    ]

    page = codes_page(a_viewer(), a_catalogue(KNOWN), frozenset({"0014"}), unknown, [])

    assert [(each.code_table, each.is_national, each.may_write) for each in page.tables] == [
        ("landelijk/t", True, False),
        ("standaard/eenheid", True, False),
        (TABLE, False, True),
    ]


def test_a_format_that_is_gone_is_named_and_cannot_be_written():
    gone = replace(a_catalogue(KNOWN), plans={}, requests=())

    table = the_table(gone)

    assert (table.title, table.may_write) == (NAME, False)
