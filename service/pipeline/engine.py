"""The port to checking and translating: bytes and values in, values and bytes out, no database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from service.domain.contracts.beside import BesideContracts
from service.domain.contracts.compliance import Signal
from service.domain.contracts.figures import ContractFigures, ContractKey
from service.domain.contracts.signal_rows import SignalRow
from service.domain.contracts.volumes import ContractVolume, VolumeKey
from service.domain.explanation.trace import Trace
from service.domain.findings import Finding, Verdict
from service.domain.formats.earlier import PublishedReport
from service.domain.made_report import MadeReport
from service.domain.periods import Period
from service.domain.private_words import ClientMarks
from service.domain.provider_balance import CountedPart
from service.domain.standard.handing_in import Handing
from service.domain.standard.intake import AS_USUAL
from service.domain.standard.repairs import Reading
from service.domain.submissions.answers import GivenAnswer
from service.domain.submissions.jobs import Subject
from service.domain.translation.answers_told import AnsweredWarning
from service.domain.translation.balance import Balance
from service.domain.translation.control_figures import Amount, ComparedFigure, Key
from service.domain.translation.declared_totals import ReconciledTotal
from service.domain.translation.place_balances import PlaceBalance
from service.domain.translation.unmade import ReportKey, UnmadeReport
from service.domain.translation.waiting import WaitingAmount
from service.domain.translation.waiting_codes import WaitingCode
from service.pipeline.add_up import EarlierUpload
from service.pipeline.balancing import EveryBalance, NamedRows
from service.pipeline.explaining import ReplayedReport


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedUpload:
    """What an upload turned out to be."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    agb_code: str
    """As the export gives it, or else its messages; empty when none of them does."""
    period: Period | None
    rows: Mapping[str, int]
    """Rows per table of the standard."""
    tables: bytes
    """The typed tables, packed for translate and settle."""
    subjects: tuple[Subject, ...] = ()
    """What is to be made of it; empty for a rejected upload."""
    municipalities: frozenset[str] = frozenset()
    balance: Balance | None = None
    """Of a rejected upload: every row under the fault that it is rejected for."""
    message: str = ""
    """The message that gives the AGB code; empty when the export itself does."""
    answers: tuple[GivenAnswer, ...] = ()
    """What was answered to warnings in a marked copy that came back."""
    handing: Handing = Handing.UNSAID
    """What it says that it is."""
    is_of_messages: bool = False
    contracts: Mapping[ContractKey, ContractFigures] = field(default_factory=dict)
    """How what was handed in stands beside the contracts; nothing for a rejected upload."""
    volumes: Mapping[VolumeKey, ContractVolume] = field(default_factory=dict)
    """What it holds of each contract by unit, likewise."""

    @classmethod
    def unread(cls, findings: tuple[Finding, ...]) -> "CheckedUpload":
        """Of a file of which nothing was read, for what `findings` say."""
        return cls(verdict=Verdict.REJECTED, findings=findings, agb_code="", period=None, rows={}, tables=b"")


@dataclass(frozen=True, slots=True)
class EarlierTables:
    """The packed tables of a submission over an earlier period, and the gemeentecodes it was sent to."""

    tables: bytes
    municipalities: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The balance of a whole submission, which closes, and its burden counts."""

    balance: Balance
    burden: Mapping[str, int]
    """The names of burden.md level 0."""
    findings: tuple[Finding, ...] = ()
    """What translation had to say about the rows, such as a code that a municipality does not know."""
    waiting: tuple[WaitingAmount, ...] = ()
    """What waits, and how much it holds, by the code that is not known."""
    codes: tuple[WaitingCode, ...] = ()
    """What waits per municipality, for the codes that its own code tables lack."""
    unmade: tuple[UnmadeReport, ...] = ()
    """What is asked and could not be made; each is one of the findings too."""
    declared: tuple[ReconciledTotal, ...] = ()
    """Of the declarations among its messages."""
    places: tuple[PlaceBalance, ...] = ()
    """The balance of each municipality over each period."""


class Engine(Protocol):
    """Deterministic: the same bytes and the same formats give the same answer."""

    def as_of(self, moment: datetime) -> "Engine":
        """The engine with the formats that were published by then; without it, with those of now.

        A submission is checked, translated and settled with the formats of the moment it was received, so
        that a publication in between changes nothing about it.
        """

    def given(self, earlier: Sequence[PublishedReport]) -> "Engine":
        """The engine with what was published of the provider before, for reports that look back."""

    def check(
        self,
        content: bytes,
        filename: str,
        reading: Reading = AS_USUAL,
        before: Sequence[EarlierUpload] | None = None,
    ) -> CheckedUpload:
        """Read and check an upload. Whatever is wrong with the file is a finding, never an exception.

        `reading`: what its provider said about reading it. `before`: what an addition is added to, oldest
        first; then everything is said of the state that they are together.
        """

    def beside_earlier(self, tables: bytes, earlier: bytes) -> tuple[Finding, ...]:
        """What there is to ask about a whole submission beside the tables of one over an earlier period."""

    def beside_budgets(self, tables: bytes, earlier: Sequence[EarlierTables]) -> BesideContracts:
        """How a submission stands beside its contracts, with what was sent over earlier periods."""

    def rows_behind(
        self, tables: bytes, key: ContractKey, signal: Signal, earlier: Sequence[EarlierTables]
    ) -> tuple[SignalRow, ...]:
        """The rows that make a signal of a contract; `earlier` as in beside_budgets."""

    def asks_answers(self, subject: Subject) -> bool:
        """Whether its reports hold what the provider answered to warnings."""

    def told(self, tables: bytes, subject: Subject, answered: Sequence[AnsweredWarning]) -> bytes:
        """The tables with these answers in them, for the reports of a subject that asks them."""

    def produce(self, tables: bytes, subject: Subject, municipality: str = "") -> Sequence[MadeReport]:
        """All reports of one format and period that can be made; what cannot is told when settling.

        With a `municipality` only the one for it. Raises TerminalError for a fault of the program.
        """

    def replayed(self, tables: bytes, subject: Subject, municipality: str) -> ReplayedReport | None:
        """One report made again in memory, to explain its cells; None when it is not asked any more."""

    def replayed_anew(self, tables: bytes, subject: Subject, municipality: str) -> ReplayedReport | None:
        """The same by whatever version of that format holds for the period; None when it is not asked."""

    def traced(self, tables: bytes, table: str, row: int, part: int = 0) -> tuple[Trace, ...]:
        """Where each row of this number went; none when the table has no such row."""

    def client_marks(self, tables: bytes, municipality: str) -> ClientMarks:
        """By what clients are known in these tables: of one municipality, or of each when that is empty."""

    def named_rows(
        self,
        tables: bytes,
        name: str,
        made: Collection[ReportKey],
        of: ReportKey | CountedPart | None = None,
    ) -> NamedRows:
        """The rows that go by this name in the balance of all, of one report or of what counts over a period.

        `made` as in settle.
        """

    def balanced(self, tables: bytes, made: Collection[ReportKey]) -> EveryBalance:
        """The balance at every level, totals as they are written and as they were declared."""

    def held_against_books(
        self, tables: bytes, made: Collection[ReportKey], books: Mapping[Key, Amount]
    ) -> tuple[ComparedFigure, ...]:
        """Per municipality and law what the books say, what was handed in, and what became of that."""

    def settle(self, tables: bytes, made: Collection[ReportKey] | None = None) -> Settled:
        """The balance over everything asked. Raises BalanceDoesNotCloseError.

        `made`: the reports that are there; of any other it is found out why it could not be made. None when
        every report that can be made is.
        """

    def catalogue_sha256(self) -> str:
        """The name of the code lists, formats and requests that answers follow from, as they are now."""
