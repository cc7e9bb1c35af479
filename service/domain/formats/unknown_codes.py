"""Codes that a format does not know: what waits for each, over all providers, and what a viewer may do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from service.domain.access import Viewer
from service.domain.formats.blocks import Across, TableHeads
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.code_tables import OF_THE_STANDARD, CodeLine, Meaning
from service.domain.formats.library import NATIONAL
from service.domain.formats.meaning_proposals import (
    MeaningProposal,
    ProposalState,
    by_code,
    may_be_extended,
    may_write,
)
from service.domain.formats.plan import Plan
from service.domain.formats.verb import Verb
from service.domain.formats.verbs.translate import Translate
from service.domain.translation.waiting_codes import HiddenCode


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownCode:
    """What waits for one code, without saying of whom."""

    format: str
    code_table: str
    code: str
    """Empty when it is counted and not shown."""
    hidden: HiddenCode
    rows: int
    cents: int
    providers: int
    """How many providers it waits at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeToWrite:
    """An unknown code with what was proposed for it last."""

    unknown: UnknownCode
    proposal: MeaningProposal | None

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for a second person."""
        return self.proposal is not None and self.proposal.state is ProposalState.PROPOSED

    @property
    def is_on_its_way(self) -> bool:
        """Whether its meaning was approved, so that its rows go on as soon as a worker comes to them."""
        return self.proposal is not None and self.proposal.state is ProposalState.APPROVED


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOfFormat:
    """A code table as one format uses it, with the codes that wait for it."""

    format: str
    title: str
    """Of the latest version of the format."""
    code_table: str
    codes: tuple[CodeToWrite, ...]
    approved: tuple[Meaning, ...]
    may_write: bool
    """Whether this viewer may say what its codes mean."""
    is_national: bool
    """Whether it is of the law or the standard, so that no municipality or bureau writes in it."""
    laws: tuple[str, ...]
    """Those the table tells apart; empty when it does not."""
    has_dates: bool
    """Whether its lines hold from or until a day."""
    holds_reports: bool
    """Whether a code that it does not know holds up the whole report of a municipality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesPage:
    """Everything that one organisation may see of codes and their meanings."""

    tables: tuple[TableOfFormat, ...]
    proposals: tuple[MeaningProposal, ...]
    """Those that wait for a second person, the oldest first."""
    decided: tuple[MeaningProposal, ...]
    """All others, the last decided first."""
    viewer: Viewer

    def is_second(self, proposal: MeaningProposal) -> bool:
        """Whether this viewer is somebody else than who proposed it."""
        return proposal.proposed_by != self.viewer.account


def codes_page(
    viewer: Viewer,
    catalogue: Catalogue,
    codes: frozenset[str],
    unknown: Iterable[UnknownCode],
    proposals: Sequence[MeaningProposal],
) -> CodesPage:
    """What waits per format and code table, and every proposal. `codes`: for whom the viewer speaks."""
    latest = by_code(proposals)
    tables = _by_table(catalogue, codes, unknown)
    is_open, decided = _in_order(proposals)
    return CodesPage(
        tables=tuple(_table(catalogue, key, found, latest, codes) for key, found in sorted(tables.items())),
        proposals=is_open,
        decided=decided,
        viewer=viewer,
    )


def _by_table(
    catalogue: Catalogue, codes: frozenset[str], unknown: Iterable[UnknownCode]
) -> dict[tuple[str, str], list[UnknownCode]]:
    """What waits per format and code table, with the tables for which something was approved."""
    found: dict[tuple[str, str], list[UnknownCode]] = {}
    for each in unknown:
        found.setdefault((each.format, each.code_table), []).append(each)
    asked = {request.format for request in catalogue.requests if request.municipality in codes}
    for meaning in catalogue.meanings:
        if meaning.format in asked:
            found.setdefault((meaning.format, meaning.code_table), [])
    return found


def _in_order(
    proposals: Iterable[MeaningProposal],
) -> tuple[tuple[MeaningProposal, ...], tuple[MeaningProposal, ...]]:
    """Those that wait, the oldest first, and those that were decided, the latest first."""
    several = sorted(proposals, key=lambda each: each.decided_at or each.proposed_at)
    is_open = tuple(each for each in several if each.decided_at is None)
    return is_open, tuple(each for each in reversed(several) if each.decided_at)


def _table(
    catalogue: Catalogue,
    key: tuple[str, str],
    unknown: Iterable[UnknownCode],
    latest: Mapping[tuple[str, str, str], MeaningProposal],
    codes: frozenset[str],
) -> TableOfFormat:
    name, code_table = key
    plans = catalogue.plans.get(name, ())
    extensible = [plan for plan in plans if may_be_extended(plan, code_table)]
    lines = [line for plan in extensible for line in plan.code_tables[code_table].lines]
    return TableOfFormat(
        format=name,
        title=plans[-1].format.title if plans else name,
        code_table=code_table,
        codes=tuple(CodeToWrite(unknown=each, proposal=latest.get((*key, each.code))) for each in unknown),
        approved=approved_for(catalogue, name, code_table),
        may_write=bool(extensible) and may_write(catalogue, name, codes),
        is_national=name.startswith(NATIONAL) or code_table.startswith(OF_THE_STANDARD),
        laws=_laws(extensible, lines),
        has_dates=_has_dates(lines),
        holds_reports=any(_blocks(plan, code_table) for plan in extensible),
    )


def approved_for(catalogue: Catalogue, name: str, code_table: str) -> tuple[Meaning, ...]:
    """What was approved for a code table of a format, in the order in which it was."""
    return tuple(each for each in catalogue.meanings if (each.format, each.code_table) == (name, code_table))


def _laws(plans: Iterable[Plan], lines: Iterable[CodeLine]) -> tuple[str, ...]:
    """The laws of a format, when its table tells laws apart."""
    if not any(line.law for line in lines):
        return ()
    return tuple(sorted({law for plan in plans for law in plan.format.law}))


def _blocks(plan: Plan, code_table: str) -> bool:
    """Whether an unknown code of this table stops the report: `unknown: block`, `not_in_heads: block`."""
    steps = (step for column in plan.columns for step in column.expression.every_step())
    return any(_translation_blocks(step, code_table) for step in steps) or any(
        _heads_block(sheet.format.across, code_table) for sheet in plan.sheets
    )


def _translation_blocks(step: Verb, code_table: str) -> bool:
    return isinstance(step, Translate) and step.table == code_table and step.unknown == "block"


def _heads_block(across: Across | None, code_table: str) -> bool:
    if across is None or across.heads != TableHeads(table=code_table):
        return False
    return across.not_in_heads == "block"


def _has_dates(lines: Iterable[CodeLine]) -> bool:
    return any(line.valid_from != date.min or line.valid_until != date.max for line in lines)
