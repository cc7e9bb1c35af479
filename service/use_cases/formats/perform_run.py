"""Run a draft over a submission, as a worker, and keep only what whoever asked for it may see."""

from dataclasses import dataclass
from uuid import UUID

from service.domain.access import AccountId, Actor, NotFoundError, Viewer
from service.domain.failures import EenmaalError, FormatError, TerminalError, TransientError
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.drafts.draft import Draft, DraftRun, RunId, RunKind, RunState
from service.domain.formats.drafts.preview import is_row_by_row, latest_period, preview_of, require_may_see
from service.domain.formats.library import replaced_plan
from service.domain.formats.plan import Plan
from service.domain.formats.rows import Submitted
from service.domain.formats.tryout import try_out
from service.domain.submissions.jobs import Job
from service.files.export import unpack_tables
from service.pipeline.format_prover import FormatProver
from service.storage.blobs import BlobStore
from service.storage.format_runs import SeenSubmission
from service.storage.stored_submission import tables_blob_of
from service.storage.stores import Stores

_NOBODY = AccountId(UUID(int=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Everything that one run needs."""

    asker: Viewer
    run: DraftRun
    draft: Draft
    plan: Plan
    seen: SeenSubmission


@dataclass(frozen=True, slots=True)
class PerformFormatRun:
    """Reads the rows as their provider; the asker's own rights decide which submission and municipalities.

    The provider's record says that it was done. The web has no way to another's rows, and none is made here:
    only first lines without persons, or counted differences, reach the asker.
    """

    stores: Stores
    blobs: BlobStore
    prover: FormatProver
    actor: Actor

    def __call__(self, job: Job) -> None:
        """Do the run; raises LostLeaseError when it was not ours any more, keeping nothing."""
        asker = self._asker(job)
        state = RunState.FAILED
        result: dict[str, object] = {"fault": "gone"}
        try:
            found = self._found(asker, job)
            if found is not None:
                result, state = self._done(found), RunState.DONE
        except TransientError:
            raise
        except EenmaalError as fault:
            result = {"fault": _safe(fault)}
        with self.stores.as_format_writer(asker) as work:
            work.jobs.finish(job)
            work.runs.keep(RunId(job.id), state, result)

    def _found(self, asker: Viewer, job: Job) -> _Run | None:
        """The run as the asker may see it; None when it, its draft or its submission is gone or changed."""
        with self.stores.as_format_writer(asker) as work:
            run = work.runs.get(RunId(job.id))
            draft = work.drafts.get(run.draft) if run else None
            seen = next(iter(work.runs.submissions(1, job.submission)), None)
            if run is None or draft is None or seen is None or run.revision != draft.revision:
                return None
            own = work.drafts.workbook(draft.id)
        plan = self.prover.compiled(draft.text, self.prover.workbook_of(draft.text, own))
        require_may_see(asker, plan, run.kind)
        return _Run(asker=asker, run=run, draft=draft, plan=plan, seen=seen)

    def _done(self, it: _Run) -> dict[str, object]:
        catalogue = self.prover.catalogue()
        submitted = self._submitted(it, catalogue)
        if it.run.kind is RunKind.PREVIEW:
            return _first_lines(it, submitted, catalogue)
        return _differences(it, submitted, catalogue)

    def _submitted(self, it: _Run, catalogue: Catalogue) -> Submitted:
        with self.stores.as_organisation(it.seen.provider, self.actor) as work:
            tables = tables_blob_of(work, it.seen.id)
            work.acts.record(
                "format_tried",
                str(it.seen.id),
                kind=it.run.kind.value,
                format=it.draft.name,
                version=it.draft.version,
                asked_by=str(it.asker.organisation.id),
                municipalities=len(it.seen.municipalities),
            )
        return catalogue.submitted(unpack_tables(self.blobs.get(tables)))

    def _asker(self, job: Job) -> Viewer:
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            found = work.organisations.get(job.organisation)
        if found is None:
            raise NotFoundError(f"organisation {job.organisation} is gone")
        return Viewer(
            account=_NOBODY,
            login=self.actor.name,
            language="nl",
            organisation=found,
            origin=self.actor.origin,
        )


def _first_lines(it: _Run, submitted: Submitted, catalogue: Catalogue) -> dict[str, object]:
    period = latest_period(it.seen.period, it.plan)
    if period is None or not it.seen.municipalities:
        return {"fault": "no-period"}
    code = it.seen.municipalities[0]
    municipality = (code, catalogue.municipalities.get(code, code))
    return {"preview": preview_of(submitted, it.plan, period, municipality, hides_persons=True)}


def _differences(it: _Run, submitted: Submitted, catalogue: Catalogue) -> dict[str, object]:
    """Counts by rule; a value before and after only where every line is put together of several rows."""
    old = replaced_plan(catalogue, it.draft)
    if old is None:
        raise TerminalError("This draft takes no place")
    codes = frozenset(it.seen.municipalities)
    periods = list(it.seen.period.parts(it.plan.format.period))
    found = try_out(old, it.plan, [(submitted, each) for each in periods], catalogue.municipalities, codes)
    plans = (old, it.plan)
    shows = all(plan.format.level == "aggregate" and not is_row_by_row(plan) for plan in plans)
    return {
        "reports": len(periods) * len(codes),
        "differences": [
            {
                "rule": each.rule,
                "where": each.where,
                "cells": each.cells,
                "reports": each.reports,
                "before": each.before if shows else "",
                "after": each.after if shows else "",
            }
            for each in found
        ],
    }


def _safe(fault: EenmaalError) -> str | dict[str, str]:
    """What may be said about a fault: of a format its words, of anything else only its name."""
    return fault.words.as_json() if isinstance(fault, FormatError) else type(fault).__name__
