"""Ask for runs of a draft: its first lines on one submission, or its differences on past ones."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.formats.drafts.draft import DraftId, RunKind
from service.domain.formats.library import WRITERS
from service.domain.submissions.submission import SubmissionId
from service.storage.stores import Stores
from service.use_cases.jobs.relay_outbox import RelayOutbox

MOST_SUBMISSIONS = 200


@dataclass(frozen=True, slots=True)
class AskForRuns:
    """A worker does them, as it does everything that takes a submission's rows: a job for each."""

    stores: Stores
    relay_outbox: RelayOutbox

    def __call__(self, viewer: Viewer, draft_id: DraftId, only: SubmissionId | None = None) -> None:
        """A preview of `only`; without it a try-out on every past submission, at most MOST_SUBMISSIONS.

        Raises NotAllowedError for a provider, NotFoundError for a submission or draft of somebody else.
        """
        viewer.require(*WRITERS)
        kind, most = (RunKind.TRY_OUT, MOST_SUBMISSIONS) if only is None else (RunKind.PREVIEW, 1)
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            seen = work.runs.submissions(most, only)
            if only is not None and not seen:
                raise NotFoundError(str(only))
            for submission in seen:
                run = work.runs.ask(draft_id, draft.revision, kind, submission.id)
                if run is not None:
                    work.jobs.add_run(submission.id, run)
        self.relay_outbox()
