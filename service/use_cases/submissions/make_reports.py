"""Make the reports of one format and period from typed tables, with what was answered to warnings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from service.domain.keeping import KeptKind
from service.domain.reports import MadeReport
from service.domain.submissions.jobs import Job, Subject
from service.domain.translation.answers_told import AnsweredWarning
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.keys.data_keys import KeyPlace


@dataclass(frozen=True, slots=True)
class MakeReports:
    """The answers are in them where their format asks that.

    The tables with those answers are kept: they are what such a report is made of, also years later.
    """

    blobs: BlobStore
    engine: Engine
    answered: Sequence[AnsweredWarning]

    def __call__(self, job: Job, tables: bytes, subject: Subject) -> list[MadeReport]:
        """All that can be made, each with the name of what it was made of. Raises TerminalError."""
        source = tables
        if self.answered and self.engine.asks_answers(subject):
            source = self.engine.told(tables, subject, self.answered)
        if source is not tables:
            self.blobs.put(KeyPlace(job.organisation, job.submission, KeptKind.UPLOAD), [source])
        made_of = sha256(source).hexdigest()
        return [replace(report, tables_sha256=made_of) for report in self.engine.produce(source, subject)]
