"""Hold a submission that was checked beside those of earlier periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from service.domain.access import Actor
from service.domain.findings import Finding, Verdict, verdict_of
from service.domain.keeping import KeyDestroyedError
from service.domain.submissions.earlier_period import last_of_an_earlier_period
from service.domain.submissions.jobs import Job
from service.pipeline.engine import CheckedUpload, EarlierTables, Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import tables_blob_of
from service.storage.stores import Stores
from service.use_cases.submissions.read_sent import ReadSent


@dataclass(frozen=True, slots=True)
class CompareWithEarlier:
    """Nothing is asked of a provider that published nothing yet, or of which nothing is kept any more."""

    stores: Stores
    blobs: BlobStore
    actor: Actor

    def __call__(self, job: Job, engine: Engine, checked: CheckedUpload) -> CheckedUpload:
        """The same, with what there is to ask about the whole of it."""
        if checked.verdict is Verdict.REJECTED:
            return checked
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            earlier = last_of_an_earlier_period(checked.period, work.submissions.newest_first())
            blob = tables_blob_of(work, earlier.id) if earlier else None
            has_budgets = any(each.budgeted for each in checked.contracts.values())
            before = ReadSent(self.blobs)(work, checked.period) if has_budgets else ()
        if blob is None:
            return checked
        try:
            found = engine.beside_earlier(checked.tables, self.blobs.get(blob))
        except KeyDestroyedError:
            found = ()
        return _with_budgets(_with(checked, found), engine, before)


def _with_budgets(checked: CheckedUpload, engine: Engine, before: Sequence[EarlierTables]) -> CheckedUpload:
    if not before:
        return checked
    beside = engine.beside_budgets(checked.tables, before)
    return replace(_with(checked, beside.findings), contracts=beside.figures)


def _with(checked: CheckedUpload, found: Iterable[Finding]) -> CheckedUpload:
    findings = (*checked.findings, *found)
    return replace(checked, findings=findings, verdict=verdict_of(findings))
