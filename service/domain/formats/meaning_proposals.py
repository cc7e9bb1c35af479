"""Proposals of what a code means: one person writes, another approves; and who may write for a format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from service.domain.access import AccountId, NotAllowedError, NotFoundError, OrganisationId
from service.domain.failures import FormatError
from service.domain.formats.bands import is_of_bands
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.code_tables import OF_THE_STANDARD, CodeLine, Meaning
from service.domain.formats.faults.code_tables import (
    CODE_IS_KNOWN,
    ENDS_BEFORE_IT_BEGINS,
    MEANING_NOT_WRITTEN,
    MEANING_WITH_OTHER_SIGNS,
    NO_CODE,
    UNKNOWN_LAW,
)
from service.domain.formats.library import may_renew
from service.domain.formats.meanings import extended_plan, knows
from service.domain.formats.plan import Plan
from service.domain.translation.waiting_codes import HiddenCode, why_hidden

ProposalId = NewType("ProposalId", UUID)
MOST_SIGNS_OF_A_MEANING = 200


class ProposalState(StrEnum):
    """Where a proposal stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    SENT_BACK = "sent-back"
    """The second person does not agree, and said why; what it is about can be proposed again."""
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningProposal:
    """What somebody wrote that a code means; nobody changes it, it is approved or not."""

    id: ProposalId
    organisation: OrganisationId
    owner: str
    """The name of the organisation whose proposal it is."""
    meaning: Meaning
    state: ProposalState
    proposed_by: AccountId
    proposer: str
    proposed_at: datetime
    remark: str = ""
    """Why it was sent back."""
    decider: str = ""
    decided_at: datetime | None = None

    def waits_for(self, account: AccountId) -> bool:
        """Whether nothing was decided of it, and this account is somebody else than who proposed it."""
        return self.state is ProposalState.PROPOSED and account != self.proposed_by


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenMeaning:
    """What was filled in on the form, not looked at yet."""

    format: str
    code_table: str
    code: str
    becomes: str
    law: str = ""
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def meaning(self) -> Meaning:
        """As a line of the table; an empty date is open."""
        line = CodeLine(
            code=self.code,
            becomes=self.becomes.strip(),
            law=self.law,
            valid_from=self.valid_from or date.min,
            valid_until=self.valid_until or date.max,
        )
        return Meaning(self.format, self.code_table, line)


def may_write(catalogue: Catalogue, name: str, codes: frozenset[str]) -> bool:
    """Whether who speaks for these municipalities may say what codes mean in a format.

    As its next version: only for who speaks for everyone that asks it.
    """
    return may_renew(name, catalogue.requests, codes)


def may_be_extended(plan: Plan, code_table: str) -> bool:
    """Whether a code can be added to this table of the format."""
    table = plan.code_tables.get(code_table)
    if table is None or code_table.startswith(OF_THE_STANDARD):
        return False
    return not is_of_bands(line.code for line in table.lines)


def require_writable(catalogue: Catalogue, meaning: Meaning, codes: frozenset[str]) -> None:
    """Raise NotFoundError for a table that no version of the format has, NotAllowedError when not theirs."""
    plans = catalogue.plans.get(meaning.format, ())
    if not any(may_be_extended(plan, meaning.code_table) for plan in plans):
        raise NotFoundError(f"{meaning.format} has no code table {meaning.code_table} to be extended")
    if not may_write(catalogue, meaning.format, codes):
        raise NotAllowedError(f"{meaning.format} is asked by others too")


def require_meaning(catalogue: Catalogue, meaning: Meaning) -> None:
    """Raise FormatError that says what stands in the way of this line becoming part of its table."""
    _require_line(meaning.line)
    plans = [
        plan for plan in catalogue.plans.get(meaning.format, ()) if may_be_extended(plan, meaning.code_table)
    ]
    _require_law(meaning.line, plans)
    if all(knows(plan.code_tables[meaning.code_table], meaning.line, plan.format.law) for plan in plans):
        raise FormatError(CODE_IS_KNOWN.fault(code=meaning.line.code, table=meaning.code_table))
    for plan in plans:
        extended_plan(plan, (meaning,), catalogue.templates)


def _require_line(line: CodeLine) -> None:
    if not line.code.strip() or why_hidden(line.code) is not HiddenCode.NOT:
        raise FormatError(NO_CODE.fault())
    if not line.becomes:
        raise FormatError(MEANING_NOT_WRITTEN.fault(code=line.code))
    if len(line.becomes) > MOST_SIGNS_OF_A_MEANING or not line.becomes.isprintable():
        raise FormatError(MEANING_WITH_OTHER_SIGNS.fault(most=MOST_SIGNS_OF_A_MEANING))
    if line.valid_until < line.valid_from:
        raise FormatError(ENDS_BEFORE_IT_BEGINS.fault())


def _require_law(line: CodeLine, plans: Sequence[Plan]) -> None:
    known = sorted({law for plan in plans for law in plan.format.law})
    if line.law and line.law not in known:
        raise FormatError(UNKNOWN_LAW.fault(law=line.law, known=", ".join(known)))


def by_code(proposals: Sequence[MeaningProposal]) -> Mapping[tuple[str, str, str], MeaningProposal]:
    """Per format, code table and code the latest proposal."""
    in_order = sorted(proposals, key=lambda each: each.proposed_at)
    return {(one.meaning.format, one.meaning.code_table, one.meaning.line.code): one for one in in_order}
