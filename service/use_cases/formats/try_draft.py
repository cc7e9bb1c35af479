"""Try a draft before it is published: its first lines on one submission, its differences on past ones."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind, Viewer
from service.domain.formats.drafts.draft import Draft, DraftId, DraftRun, RunKind
from service.domain.formats.drafts.preview import is_row_by_row, latest_period, preview_of
from service.domain.formats.plan import Plan
from service.domain.periods import Period, PeriodKind, parse_period
from service.domain.standard.export import Export
from service.domain.standard.intake import check_export
from service.domain.submissions.submission import SubmissionId
from service.files.export import pack_tables, unpack_tables, write_export
from service.files.intake import read_export
from service.pipeline.current_catalogue import standard_of
from service.sample import sample_tables
from service.storage.format_runs import SeenSubmission
from service.storage.stores import Stores
from service.use_cases.formats.prove import ProveDraft
from service.use_cases.jobs.relay_outbox import RelayOutbox

MOST_SUBMISSIONS = 200
_SHOWN = 25
"""Submissions to choose from for a preview."""
_CLIENTS = 12
"""Of a sample: enough to see what a report looks like, few enough for a page."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a draft was or can be tried on, by this viewer."""

    draft: Draft
    submissions: tuple[SeenSubmission, ...]
    runs: tuple[DraftRun, ...]


@dataclass(frozen=True, slots=True)
class TryFormat:
    """Asks for runs; a worker does them, as it does everything that takes a submission's rows."""

    stores: Stores
    prove: ProveDraft
    relay_outbox: RelayOutbox

    def show(self, viewer: Viewer, draft_id: DraftId, kind: RunKind) -> Trial:
        """The runs of the draft as it stands, and what else it can be run on. Raises NotFoundError."""
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.get(draft_id)
            if draft is None:
                raise NotFoundError(str(draft_id))
            runs = work.runs.of_draft(draft_id, draft.revision, kind)
            return Trial(draft, work.runs.submissions(_SHOWN), runs)

    def preview(self, viewer: Viewer, draft_id: DraftId, submission: SubmissionId) -> None:
        """Ask for the first lines on one submission. Raises NotFoundError for one of somebody else."""
        self._ask(viewer, draft_id, RunKind.PREVIEW, 1, submission)

    def try_out(self, viewer: Viewer, draft_id: DraftId) -> None:
        """Ask for the differences on every past submission, a job for each."""
        self._ask(viewer, draft_id, RunKind.TRY_OUT, MOST_SUBMISSIONS, None)

    def on_sample(self, plan: Plan, municipality: tuple[str, str]) -> dict[str, object]:
        """The first lines on invented rows, all of them shown. Raises TerminalError like a translation."""
        export = _sample(self.prove.catalogue.mappings_dir, municipality[0], plan.format.period, plan.version)
        period = export.period or parse_period("2026-Q1")
        found = latest_period(period, plan) or period
        submitted = self.prove.catalogue().submitted(export)
        return preview_of(submitted, plan, found, municipality, hides_persons=False)

    def _ask(
        self, viewer: Viewer, draft_id: DraftId, kind: RunKind, most: int, only: SubmissionId | None
    ) -> None:
        if viewer.organisation.kind is OrganisationKind.PROVIDER:
            raise NotAllowedError("a provider reads formats and tries none")
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.get(draft_id)
            seen = work.runs.submissions(most, only)
            if draft is None or (only is not None and not seen):
                raise NotFoundError(str(draft_id))
            for submission in seen:
                run = work.runs.ask(draft_id, draft.revision, kind, submission.id)
                if run is not None:
                    work.jobs.add_run(submission.id, run)
        self.relay_outbox()


def require_may_see(asker: Viewer, plan: Plan, kind: RunKind) -> None:
    """Raise NotAllowedError where a preview would show a bureau lines about single persons."""
    is_bureau = asker.organisation.kind is OrganisationKind.BUREAU
    if kind is RunKind.PREVIEW and is_bureau and (plan.format.level == "person" or is_row_by_row(plan)):
        raise NotAllowedError("a bureau sees no lines about single persons")


@lru_cache(maxsize=32)
def _sample(mappings_dir: Path, municipality: str, kind: PeriodKind, begin: str) -> Export:
    standard = standard_of(mappings_dir)
    try:
        first = parse_period(begin).begin
    except ValueError:
        first = parse_period("2026-Q1").begin
    year = Period(first.replace(month=1, day=1), first.replace(month=12, day=31))
    period = next(part for part in year.parts(kind) if part.end >= first)
    tables = sample_tables(standard, seed=1, municipalities=[municipality], clients=_CLIENTS, period=period)
    written = write_export(tables, standard, "xlsx")
    return unpack_tables(pack_tables(check_export(read_export(written, "voorbeeld.xlsx"), standard).export))
