"""Keep another blank workbook with a draft."""

from dataclasses import dataclass

from service.domain.access import NotAllowedError, Viewer
from service.domain.failures import FormatError
from service.domain.formats.blank_files import FILES_TOGETHER
from service.domain.formats.drafts.draft import DraftId, Workbook
from service.domain.formats.faults.workbooks import UNREADABLE_WORKBOOK
from service.files.separate_process import Died, ParsingLimits, do_separately
from service.files.workbook import BlankChange, changes_of_blank
from service.storage.stores import Stores

_LIMITS = ParsingLimits(memory=500_000_000, cpu_seconds=10, wall_seconds=15.0)


@dataclass(frozen=True, slots=True)
class KeepWorkbook:
    """Only with a draft of one's own that can be edited."""

    stores: Stores

    def __call__(self, viewer: Viewer, draft_id: DraftId, content: bytes) -> tuple[BlankChange, ...]:
        """From now on this one goes with it; gives what is otherwise in it than in the one before.

        Raises NotFoundError, NotAllowedError, ChangedMeanwhileError, FormatError for no workbook. A draft of
        several files keeps the blank files of the installation: nobody can tell whose this one is.
        """
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            draft.require_editable_by(viewer)
            if draft.workbook == FILES_TOGETHER:
                raise NotAllowedError("A draft of several files has no single workbook.")
            before = work.drafts.workbook(draft_id)
        changes = _changes(before.content, content) if before else ()
        with self.stores.as_format_writer(viewer) as work:
            work.drafts.keep_workbook(draft, Workbook(draft.workbook or f"{draft.name}.xlsx", content))
        return changes


def _changes(before: bytes, after: bytes) -> tuple[BlankChange, ...]:
    """Found in a separate process: a workbook from outside may crash a reader."""
    answer = do_separately(lambda: changes_of_blank(before, after), _LIMITS)
    if isinstance(answer, Died):
        raise FormatError(UNREADABLE_WORKBOOK.fault())
    return answer
