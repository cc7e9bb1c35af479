"""Proposals of what codes mean, changed by one person of an organisation, and what was approved."""

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from service.domain.access import AccountId, NotFoundError, OrganisationId, Viewer
from service.domain.formats.code_tables import CodeLine, Meaning
from service.domain.formats.drafts.draft import ChangedMeanwhileError, FourEyesError
from service.domain.formats.drafts.naming import municipality_of
from service.domain.formats.meaning_proposals import MeaningProposal, ProposalId, ProposalState
from service.storage.meaning_tables import CodeMeaningRow

_Found = Row[*tuple[Any, ...]]
_NAMED = text("SELECT set_config('app.account', :account, true)")


class Meanings:
    """The proposals that one organisation may see, its own and of municipalities its bureau works for."""

    def __init__(self, connection: Connection, viewer: Viewer) -> None:
        """Works in the transaction of `connection`, in the name of `viewer`."""
        self._connection = connection
        self._viewer = viewer
        connection.execute(_NAMED, {"account": str(viewer.account)})

    def propose(self, meaning: Meaning) -> ProposalId | None:
        """Keep a proposal; None when there is one for this code that waits for a second person."""
        proposal, organisation, line = uuid4(), self._viewer.organisation, meaning.line
        new = insert(CodeMeaningRow).values(
            id=proposal,
            organisation_id=organisation.id,
            municipality=municipality_of(self._viewer),
            owner=organisation.name,
            format=meaning.format,
            code_table=meaning.code_table,
            code=line.code,
            becomes=line.becomes,
            law=line.law,
            valid_from=line.valid_from,
            valid_until=line.valid_until,
            state=ProposalState.PROPOSED.value,
            proposed_by=self._viewer.account,
            proposer=self._viewer.login,
            proposed_at=func.now(),
        )
        try:
            with self._connection.begin_nested():
                self._connection.execute(new.inline())
        except IntegrityError as error:
            if "code_meaning_proposed_once" not in str(error):
                raise
            return None
        return ProposalId(proposal)

    def found(self, proposal: ProposalId) -> MeaningProposal:
        """One proposal. Raises NotFoundError when there is none for this viewer."""
        wanted = select(*CodeMeaningRow.__table__.c).where(CodeMeaningRow.id == proposal)
        row = self._connection.execute(wanted).one_or_none()
        if row is None:
            raise NotFoundError(str(proposal))
        return _proposal(row)

    def all(self, codes: Collection[str]) -> tuple[MeaningProposal, ...]:
        """Those of this organisation and of these municipalities, the oldest first."""
        row = CodeMeaningRow
        mine = row.organisation_id == self._viewer.organisation.id
        theirs = row.municipality.in_(list(codes))
        wanted = select(*row.__table__.c).where(mine | theirs).order_by(row.proposed_at)
        return tuple(_proposal(found) for found in self._connection.execute(wanted))

    def decide(self, proposal: MeaningProposal, state: ProposalState, remark: str = "") -> None:
        """Approve, send back or withdraw it in the name of the viewer.

        Raises FourEyesError when the viewer proposed it, or works for somebody else; ChangedMeanwhileError
        when it was decided in the meantime.
        """
        row = CodeMeaningRow
        decided = (
            update(row)
            .where(row.id == proposal.id, row.state == ProposalState.PROPOSED.value)
            .values(
                state=state.value, remark=remark, decided_by=self._viewer.account, decider=self._viewer.login
            )
        )
        try:
            with self._connection.begin_nested():
                changed = self._connection.execute(decided)
        except SQLAlchemyError as error:
            if "four eyes" not in str(error) and "row-level security" not in str(error):
                raise
            raise FourEyesError(str(proposal.id)) from error
        if changed.rowcount != 1:
            raise ChangedMeanwhileError(str(proposal.id))


def approved_meaning(row: _Found) -> Meaning:
    """A row of what was proposed, as a line of its code table."""
    line = CodeLine(
        code=row.code,
        becomes=row.becomes,
        law=row.law,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
    return Meaning(row.format, row.code_table, line)


def _proposal(row: _Found) -> MeaningProposal:
    return MeaningProposal(
        id=ProposalId(row.id),
        organisation=OrganisationId(row.organisation_id),
        owner=row.owner,
        meaning=approved_meaning(row),
        state=ProposalState(row.state),
        proposed_by=AccountId(row.proposed_by),
        proposer=row.proposer,
        proposed_at=row.proposed_at,
        remark=row.remark,
        decider=row.decider,
        decided_at=row.decided_at,
    )
