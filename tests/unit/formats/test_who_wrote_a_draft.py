"""Whoever had a hand in a draft does not approve it."""

from datetime import UTC, datetime
from uuid import UUID

from service.domain.access import AccountId, OrganisationId
from service.domain.formats.drafts.draft import Draft, DraftId, DraftState, NewRequest, Revision

ANNA, BERT, CARLA = (AccountId(UUID(int=number)) for number in (1, 2, 3))


def a_draft(state=DraftState.SUBMITTED, submitted_by=BERT):
    saved = Revision(
        number=1, account=ANNA, login="anna", saved_at=datetime(2026, 1, 1, tzinfo=UTC), sha256=""
    )
    return Draft(
        id=DraftId(UUID(int=9)),
        organisation=OrganisationId(UUID(int=8)),
        municipality="0014",
        owner="Groningen",
        name="groningen/kwartaal",
        version="2026-Q1",
        state=state,
        text="",
        revision=1,
        asked=NewRequest(),
        based_on="",
        submitted_by=submitted_by,
        revisions=(saved,),
    )


def test_who_saved_it_or_submitted_it_wrote_it():
    draft = a_draft()

    assert [draft.was_written_by(each) for each in (ANNA, BERT, CARLA)] == [True, True, False]
    assert [draft.waits_for(each) for each in (ANNA, BERT, CARLA)] == [False, False, True]


def test_it_waits_for_nobody_before_it_was_submitted():
    assert not a_draft(DraftState.DRAFT, submitted_by=None).waits_for(CARLA)
