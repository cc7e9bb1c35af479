"""An engine around another: all that it does not do itself, the other one does."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from service.domain.contracts.beside import BesideContracts
from service.domain.contracts.compliance import Signal
from service.domain.contracts.figures import ContractKey
from service.domain.contracts.signal_rows import SignalRow
from service.domain.explanation.trace import Trace
from service.domain.findings import Finding
from service.domain.formats.earlier import PublishedReport
from service.domain.made_report import MadeReport
from service.domain.private_words import ClientMarks
from service.domain.provider_balance import CountedPart
from service.domain.standard.intake import AS_USUAL
from service.domain.standard.repairs import Reading
from service.domain.submissions.jobs import Subject
from service.domain.translation.answers_told import AnsweredWarning
from service.domain.translation.control_figures import Amount, ComparedFigure, Key
from service.domain.translation.unmade import ReportKey
from service.pipeline.add_up import EarlierUpload
from service.pipeline.balancing import EveryBalance, NamedRows
from service.pipeline.engine import CheckedUpload, EarlierTables, Engine, Settled
from service.pipeline.explaining import ReplayedReport


@dataclass(frozen=True, slots=True)
class EngineAround:
    """What is put around an engine overrides the one method that it is there for."""

    engine: Engine

    def as_of(self, moment: datetime) -> Self:
        """See Engine."""
        return replace(self, engine=self.engine.as_of(moment))

    def given(self, earlier: Sequence[PublishedReport]) -> Self:
        """See Engine."""
        return replace(self, engine=self.engine.given(earlier))

    def check(
        self,
        content: bytes,
        filename: str,
        reading: Reading = AS_USUAL,
        before: Sequence[EarlierUpload] | None = None,
    ) -> CheckedUpload:
        """See Engine."""
        return self.engine.check(content, filename, reading, before)

    def beside_earlier(self, tables: bytes, earlier: bytes) -> tuple[Finding, ...]:
        """See Engine."""
        return self.engine.beside_earlier(tables, earlier)

    def beside_budgets(self, tables: bytes, earlier: Sequence[EarlierTables]) -> BesideContracts:
        """See Engine."""
        return self.engine.beside_budgets(tables, earlier)

    def rows_behind(
        self, tables: bytes, key: ContractKey, signal: Signal, earlier: Sequence[EarlierTables]
    ) -> tuple[SignalRow, ...]:
        """See Engine."""
        return self.engine.rows_behind(tables, key, signal, earlier)

    def asks_answers(self, subject: Subject) -> bool:
        """See Engine."""
        return self.engine.asks_answers(subject)

    def told(self, tables: bytes, subject: Subject, answered: Sequence[AnsweredWarning]) -> bytes:
        """See Engine."""
        return self.engine.told(tables, subject, answered)

    def produce(self, tables: bytes, subject: Subject, municipality: str = "") -> Sequence[MadeReport]:
        """See Engine."""
        return self.engine.produce(tables, subject, municipality)

    def replayed(self, tables: bytes, subject: Subject, municipality: str) -> ReplayedReport | None:
        """See Engine."""
        return self.engine.replayed(tables, subject, municipality)

    def replayed_anew(self, tables: bytes, subject: Subject, municipality: str) -> ReplayedReport | None:
        """See Engine."""
        return self.engine.replayed_anew(tables, subject, municipality)

    def traced(self, tables: bytes, table: str, row: int, part: int = 0) -> tuple[Trace, ...]:
        """See Engine."""
        return self.engine.traced(tables, table, row, part)

    def client_marks(self, tables: bytes, municipality: str) -> ClientMarks:
        """See Engine."""
        return self.engine.client_marks(tables, municipality)

    def named_rows(
        self,
        tables: bytes,
        name: str,
        made: Collection[ReportKey],
        of: ReportKey | CountedPart | None = None,
    ) -> NamedRows:
        """See Engine."""
        return self.engine.named_rows(tables, name, made, of)

    def balanced(self, tables: bytes, made: Collection[ReportKey]) -> EveryBalance:
        """See Engine."""
        return self.engine.balanced(tables, made)

    def held_against_books(
        self, tables: bytes, made: Collection[ReportKey], books: Mapping[Key, Amount]
    ) -> tuple[ComparedFigure, ...]:
        """See Engine."""
        return self.engine.held_against_books(tables, made, books)

    def settle(self, tables: bytes, made: Collection[ReportKey] | None = None) -> Settled:
        """See Engine."""
        return self.engine.settle(tables, made)

    def catalogue_sha256(self) -> str:
        """See Engine."""
        return self.engine.catalogue_sha256()
