"""The engine that checks and translates for real: readers, standard, catalogue and writers together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from service.domain.contracts.beside import BesideContracts, beside_contracts, beside_earlier_budgets
from service.domain.contracts.compliance import Signal
from service.domain.contracts.earlier_budgets import DeclaredBefore, EarlierDelivery, declared_before
from service.domain.contracts.figures import ContractKey
from service.domain.contracts.signal_rows import SignalRow, rows_behind
from service.domain.explanation.trace import Trace
from service.domain.failures import TerminalError
from service.domain.findings import Finding, Verdict, verdict_of
from service.domain.formats.calendar import Assignment
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.earlier import PublishedReport
from service.domain.formats.rows import Submitted
from service.domain.made_report import MadeReport
from service.domain.private_words import ClientMarks
from service.domain.provider_balance import CountedPart
from service.domain.standard.adding_up import told_where
from service.domain.standard.beside_earlier import findings_beside_earlier
from service.domain.standard.export import Export
from service.domain.standard.intake import AS_USUAL, CheckedExport
from service.domain.standard.model import Standard
from service.domain.standard.repairs import Reading
from service.domain.standard.row_identity import with_identities
from service.domain.standard.row_municipalities import with_municipalities
from service.domain.submissions.jobs import Subject
from service.domain.submissions.releases import name_of_catalogue
from service.domain.translation.answers_told import AnsweredWarning, with_answers_told
from service.domain.translation.control_figures import Amount, ComparedFigure, Key, compare
from service.domain.translation.declared_totals import reconcile
from service.domain.translation.place_balances import balances_by_municipality
from service.domain.translation.unmade import ReportKey
from service.domain.translation.waiting import waiting_amounts
from service.domain.translation.waiting_codes import waiting_codes
from service.domain.wording import same
from service.domain.words import finding_title
from service.files.archive import ZipLimits
from service.files.export import pack_tables, unpack_tables
from service.pipeline.add_up import EarlierUpload
from service.pipeline.added_up import added_up
from service.pipeline.balancing import (
    EveryBalance,
    NamedRows,
    balance_export,
    rows_by_name,
    rows_of_report,
    rows_that_count,
)
from service.pipeline.client_marks import client_marks
from service.pipeline.current_catalogue import CurrentCatalogue
from service.pipeline.engine import CheckedUpload, EarlierTables, Settled
from service.pipeline.explaining import ReplayedReport, replay_report, trace_row
from service.pipeline.whole_way import produce_each, read_and_check, rejected_balance, settle


class TranslationEngine:
    """Works with the catalogue as it is at each call, or with one as it was at a moment."""

    def __init__(
        self,
        current: CurrentCatalogue,
        pinned: Catalogue | None = None,
        limits: ZipLimits | None = None,
        earlier: Sequence[PublishedReport] = (),
    ) -> None:
        """Nothing is read yet. `limits` is what an upload may unpack to.

        `earlier` is what was published of the provider before.
        """
        self._current = current
        self._pinned = pinned
        self._named: tuple[Catalogue, str] | None = None
        self._limits = limits
        self._earlier = earlier

    def as_of(self, moment: datetime) -> "TranslationEngine":
        """See Engine; the catalogue is read here, before anyone forks."""
        return TranslationEngine(self._current, self._current(moment), self._limits, self._earlier)

    def given(self, earlier: Sequence[PublishedReport]) -> "TranslationEngine":
        """See Engine."""
        return TranslationEngine(self._current, self._pinned, self._limits, earlier)

    def check(
        self,
        content: bytes,
        filename: str,
        reading: Reading = AS_USUAL,
        before: Sequence[EarlierUpload] | None = None,
    ) -> CheckedUpload:
        """See Engine."""
        checked = read_and_check([(filename, content)], self._standard, self._limits, reading, before)
        is_rejected = checked.verdict is Verdict.REJECTED
        beside = (
            BesideContracts() if is_rejected else beside_contracts(checked.export, self._catalogue.tariffs)
        )
        if beside.findings:
            findings = (*checked.findings, *beside.findings)
            checked = replace(checked, findings=findings, verdict=verdict_of(findings))
        asked = () if is_rejected else self._catalogue.assignments_for(checked.export)
        agb_code, message = _provider(checked)
        return CheckedUpload(
            verdict=checked.verdict,
            findings=self._identified(checked),
            handing=checked.handing,
            is_of_messages=bool(checked.messages),
            answers=checked.answers,
            agb_code=agb_code,
            message=message,
            period=checked.export.period,
            rows={name: len(table) for name, table in checked.export.tables.items()},
            tables=pack_tables(checked.export),
            subjects=tuple(_subject(one) for one in asked),
            municipalities=frozenset(code for one in asked for code in one.municipalities),
            balance=rejected_balance(checked, self._standard) if is_rejected else None,
            contracts=beside.figures,
            volumes=beside.volumes,
        )

    def beside_earlier(self, tables: bytes, earlier: bytes) -> tuple[Finding, ...]:
        """See Engine."""
        export = unpack_tables(tables)
        found = findings_beside_earlier(export, unpack_tables(earlier), self._standard)
        return with_identities(found, export, self._standard)

    def beside_budgets(self, tables: bytes, earlier: Sequence[EarlierTables]) -> BesideContracts:
        """See Engine."""
        export = unpack_tables(tables)
        found = beside_earlier_budgets(export, self._catalogue.tariffs, self._before(export, earlier))
        return replace(found, findings=with_identities(found.findings, export, self._standard))

    def rows_behind(
        self, tables: bytes, key: ContractKey, signal: Signal, earlier: Sequence[EarlierTables]
    ) -> tuple[SignalRow, ...]:
        """See Engine."""
        export = unpack_tables(tables)
        return rows_behind(export, key, signal, self._catalogue.tariffs, self._before(export, earlier))

    def _before(self, export: Export, earlier: Sequence[EarlierTables]) -> DeclaredBefore:
        deliveries = (EarlierDelivery(unpack_tables(each.tables), each.municipalities) for each in earlier)
        return declared_before(export, deliveries, self._standard)

    def asks_answers(self, subject: Subject) -> bool:
        """See Engine."""
        plan = self._catalogue.plan(subject.format, subject.format_sha256)
        return plan is not None and plan.asks_answers

    def told(self, tables: bytes, subject: Subject, answered: Sequence[AnsweredWarning]) -> bytes:
        """See Engine."""
        export = unpack_tables(tables)
        assignment = self._asked(export, subject)
        if assignment is None:
            return tables
        submitted = self._catalogue.submitted(export)
        told = with_answers_told(submitted, assignment.plan, assignment.period, answered, _title)
        return tables if told is export else pack_tables(told)

    def produce(self, tables: bytes, subject: Subject, municipality: str = "") -> Sequence[MadeReport]:
        """See Engine."""
        export = unpack_tables(tables)
        assignment = self._asked(export, subject, municipality)
        if assignment is None:
            raise TerminalError(f"{subject.key} is no longer asked of this submission")
        if municipality:
            assignment = replace(assignment, municipalities=(municipality,))
        submitted = self._catalogue.submitted(export, self._earlier)
        return produce_each(self._catalogue, submitted, assignment, added_up).reports

    def replayed(self, tables: bytes, subject: Subject, municipality: str) -> ReplayedReport | None:
        """See Engine."""
        export = unpack_tables(tables)
        assignment = self._asked(export, subject, municipality)
        if assignment is None:
            return None
        submitted = self._catalogue.submitted(export, self._earlier)
        return replay_report(self._catalogue, submitted, assignment, municipality)

    def replayed_anew(self, tables: bytes, subject: Subject, municipality: str) -> ReplayedReport | None:
        """See Engine."""
        every = self._catalogue.assignments_for(unpack_tables(tables))
        found = (each for each in every if (each.format, each.period) == (subject.format, subject.period))
        anew = next((each for each in found if municipality in each.municipalities), None)
        return None if anew is None else self.replayed(tables, _subject(anew), municipality)

    def _asked(self, export: Export, subject: Subject, municipality: str = "") -> Assignment | None:
        """What is asked under this name, by this municipality when there is one."""
        every = (each for each in self._catalogue.assignments_for(export) if _subject(each) == subject)
        return next((each for each in every if municipality in ("", *each.municipalities)), None)

    def traced(self, tables: bytes, table: str, row: int, part: int = 0) -> tuple[Trace, ...]:
        """See Engine."""
        submitted = self._catalogue.submitted(unpack_tables(tables), self._earlier)
        return trace_row(self._catalogue, submitted, table, row, part)

    def client_marks(self, tables: bytes, municipality: str) -> ClientMarks:
        """See Engine."""
        submitted = self._catalogue.submitted(unpack_tables(tables))
        return client_marks(_as_at_the_end(submitted), municipality)

    def named_rows(
        self,
        tables: bytes,
        name: str,
        made: Collection[ReportKey],
        of: ReportKey | CountedPart | None = None,
    ) -> NamedRows:
        """See Engine."""
        export, catalogue = unpack_tables(tables), self._catalogue
        if isinstance(of, tuple):
            submitted = catalogue.submitted(export, self._earlier)
            return rows_of_report(catalogue, submitted, name, of, made)
        assignments = catalogue.assignments_for(export)
        settled = settle(catalogue, export, assignments, made, self._earlier)
        submitted = catalogue.submitted(export)
        if of is not None:
            return rows_that_count(submitted, settled, name, of)
        return rows_by_name(submitted, settled.fates, name)

    def balanced(self, tables: bytes, made: Collection[ReportKey]) -> EveryBalance:
        """See Engine."""
        return balance_export(self._catalogue, unpack_tables(tables), self._earlier, made)

    def held_against_books(
        self, tables: bytes, made: Collection[ReportKey], books: Mapping[Key, Amount]
    ) -> tuple[ComparedFigure, ...]:
        """See Engine."""
        export, catalogue = unpack_tables(tables), self._catalogue
        fates = settle(catalogue, export, catalogue.assignments_for(export), made, self._earlier).fates
        return compare(catalogue.submitted(export), fates, books)

    def settle(self, tables: bytes, made: Collection[ReportKey] | None = None) -> Settled:
        """See Engine."""
        export, catalogue = unpack_tables(tables), self._catalogue
        assignments = catalogue.assignments_for(export)
        settlement = settle(catalogue, export, assignments, made, self._earlier)
        submitted = catalogue.submitted(export)
        waiting = waiting_amounts(submitted, settlement.fates, settlement.findings)
        found = with_identities(settlement.findings, export, catalogue.standard)
        found = with_municipalities(found, export)
        found = told_where(found, export.origins)
        return Settled(
            balance=settlement.balance,
            burden=settlement.burden.as_json(),
            findings=(*found, *(each.finding() for each in settlement.unmade)),
            waiting=waiting,
            codes=waiting_codes(_as_at_the_end(submitted), settlement.findings),
            unmade=settlement.unmade,
            declared=reconcile(submitted, settlement.fates),
            places=balances_by_municipality(submitted, settlement.fates, settlement.parts),
        )

    def catalogue_sha256(self) -> str:
        """See Engine."""
        catalogue = self._catalogue
        if self._named is None or self._named[0] is not catalogue:
            self._named = catalogue, name_of_catalogue(catalogue)
        return self._named[1]

    def _identified(self, checked: CheckedExport) -> tuple[Finding, ...]:
        """Each warning with its identity, and each row with its municipality.

        Those about what was added up have their identity already, and say no row of the state any more.
        """
        if checked.export.origins is not None:
            return checked.findings
        found = with_identities(checked.findings, checked.export, self._standard)
        return with_municipalities(found, checked.export)

    @property
    def _standard(self) -> Standard:
        return self._catalogue.standard

    @property
    def _catalogue(self) -> Catalogue:
        return self._current() if self._pinned is None else self._pinned


def _as_at_the_end(submitted: Submitted) -> Submitted:
    """With the municipalities that there are at the end of the period: those that get the reports."""
    period = submitted.export.period
    return submitted if period is None else submitted.on(period.end)


def _title(code: str) -> str:
    """What a warning is about: in Dutch, as all that stands in the file of a municipality."""
    return (finding_title(code) or same(code)).nl


def _subject(assignment: Assignment) -> Subject:
    return Subject(assignment.format, assignment.format_sha256, assignment.period)


def _provider(checked: CheckedExport) -> tuple[str, str]:
    """Give the AGB code of the delivery, or else that of its messages with the first message that has it."""
    known = checked.export.tables["aanlevering"]["agb_code"].dropna()
    if len(known):
        return str(known.iloc[0]), ""
    code, messages = next(iter(checked.messages.items()), ("", ("",)))
    return code, messages[0]
