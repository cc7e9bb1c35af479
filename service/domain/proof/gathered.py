"""What a package of evidence is made of: reports, the leaves about them, and what was signed."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.entries import LogEntry
from service.domain.proof.notes import SignedNote
from service.domain.proof.proof_file import LeafProof
from service.domain.proof.requests import SetRequest
from service.domain.reports import ReportSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """As one viewer sees it at one moment."""

    reports: tuple[ReportSummary, ...]
    entries: tuple[LogEntry, ...]
    """In the order of the log."""
    paths: tuple[tuple[bytes, ...], ...]
    """One for each entry: its way to the root."""
    note: SignedNote
    """The checkpoint with that root."""
    witnessed: SignedNote | None
    """The last checkpoint that enough witnesses signed; None when there is none."""
    consistency: tuple[bytes, ...]
    """From that one to the checkpoint."""
    requests: tuple[SetRequest, ...] = ()
    """Those that the reports answer."""

    @property
    def checkpoint(self) -> Checkpoint:
        """Under which all paths end."""
        return Checkpoint.parse(self.note.text)

    @property
    def witnessed_size(self) -> int:
        """How many leaves enough witnesses signed."""
        return Checkpoint.parse(self.witnessed.text).size if self.witnessed else 0

    def proofs(self) -> Iterator[tuple[LogEntry, LeafProof]]:
        """Each entry with its proof, which carries what the leaf commits to."""
        for entry, path in zip(self.entries, self.paths, strict=True):
            yield entry, LeafProof(entry.index, path, self.note, entry.opened)
