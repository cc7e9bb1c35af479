"""Make the reports of one format and period from typed tables, with what was answered to warnings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from service.domain.keeping import KeptKind
from service.domain.made_report import MadeReport
from service.domain.submissions.jobs import Job, Subject
from service.domain.translation.answers_told import AnsweredWarning
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.keys.data_keys import KeyPlace
from service.use_cases.proof.name_requests import NameRequests


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeReports:
    """The answers are in them where their format asks that, and each names the request that it answers.

    The tables with those answers are kept: they are what such a report is made of, also years later.
    """

    blobs: BlobStore
    engine: Engine
    """As of `moment`."""
    moment: datetime
    answered: Sequence[AnsweredWarning]
    name_requests: NameRequests

    def __call__(self, job: Job, tables: bytes, subject: Subject) -> list[MadeReport]:
        """All that can be made, each with the name of what it was made of. Raises TerminalError."""
        source = tables
        if self.answered and self.engine.asks_answers(subject):
            source = self.engine.told(tables, subject, self.answered)
        if source is not tables:
            self.blobs.put(KeyPlace(job.organisation, job.submission, KeptKind.UPLOAD), [source])
        made_of = sha256(source).hexdigest()
        made = self.engine.produce(source, subject)
        asking = self.name_requests(subject.format, {each.municipality for each in made}, self.moment)
        return [
            replace(report, tables_sha256=made_of, answers=asking.get(report.municipality)) for report in made
        ]
