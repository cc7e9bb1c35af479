"""Fill the municipality's own workbook with invented rows, by a draft."""

from dataclasses import dataclass, replace
from pathlib import Path

from service.domain.access import Viewer
from service.domain.failures import FormatError
from service.domain.formats.drafts.draft import DraftId
from service.domain.formats.faults.workbooks import READER_DIED
from service.domain.reports import Download
from service.domain.wording import NOTHING
from service.files.separate_process import Died, ParsingLimits, do_separately
from service.files.workbook import SheetPicture, pictures_of
from service.pipeline.format_prover import FormatProver
from service.pipeline.sample_preview import report_on_sample
from service.storage.stores import Stores

_LIMITS = ParsingLimits(memory=1_000_000_000, cpu_seconds=20, wall_seconds=30.0)


@dataclass(frozen=True, slots=True)
class FillSample:
    """For who may see the draft; in a separate process, as its workbook comes from outside."""

    stores: Stores
    prover: FormatProver
    mappings_dir: Path

    def __call__(
        self, viewer: Viewer, draft_id: DraftId, municipality: tuple[str, str]
    ) -> tuple[Download, tuple[SheetPicture, ...]]:
        """The file, and of a workbook its first cells. `municipality` is gemeentecode and name.

        Raises NotFoundError, FormatError for a draft that is not right yet, and TerminalError.
        """
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            workbook = work.drafts.workbook(draft_id)
        plan = self.prover.compiled(draft.text, workbook)
        templates = self.prover.templates(draft.text, workbook)
        catalogue = replace(self.prover.catalogue(), templates=templates)
        made = do_separately(
            lambda: _with_pictures(report_on_sample(plan, municipality, catalogue, self.mappings_dir)),
            _LIMITS,
        )
        if isinstance(made, Died):
            name = workbook.name if workbook else draft.name
            raise FormatError(READER_DIED.fault(workbook=name, how=NOTHING))
        return made


def _with_pictures(made: Download) -> tuple[Download, tuple[SheetPicture, ...]]:
    is_workbook = made.filename.endswith((".xlsx", ".xlsm", ".ods"))
    return made, pictures_of(made.content) if is_workbook else ()
