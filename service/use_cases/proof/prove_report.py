"""Prove that a report was made as it is: where that stands in the log, and under which checkpoint."""

from dataclasses import dataclass
from hashlib import sha256

from service.domain.access import NotFoundError, Viewer
from service.domain.proof.acts import ActKind
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.proof_file import LeafProof
from service.domain.proof.tree import inclusion_proof
from service.domain.reports import Download, ReportId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ProveReport:
    """For all who may see the report: one text file, in the public form."""

    stores: Stores

    def __call__(self, viewer: Viewer, report: ReportId) -> Download:
        """Raises NotFoundError for a report that the viewer may not see, or that is not in the log yet."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            made = (each for each in work.entries.about({report}, (), ()) if each.kind is ActKind.TRANSLATED)
            entry, note = next(made, None), work.log_reading.checkpoint()
            if entry is None or note is None:
                raise NotFoundError(str(report))
            size = Checkpoint.parse(note.text).size
            path = inclusion_proof(work.log_reading.hashes(size), entry.index, size)
        content = LeafProof(entry.index, path, note, entry.opened).text.encode()
        return Download(f"{report}.tlog-proof", sha256(content).hexdigest(), content)
