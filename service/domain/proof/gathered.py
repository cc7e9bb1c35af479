"""What a package of evidence is made of: reports and the leaves about them, and how the log proves these."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.proof.acts_in_full import ActsByTopic
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.entries import LogEntry
from service.domain.proof.evidence import ToldReport, told_report
from service.domain.proof.notes import SignedNote
from service.domain.proof.proof_file import LeafProof
from service.domain.proof.requests import SetRequest
from service.domain.proof.tree import ReadHash, consistency_proof, inclusion_proof
from service.domain.reports import ReportSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """As one viewer sees it at one moment, before the package itself is written down in the log."""

    reports: tuple[ReportSummary, ...]
    entries: tuple[LogEntry, ...]
    """In the order of the log."""
    checkpoint: Checkpoint
    """Of that moment."""
    witnessed: SignedNote | None
    """The last checkpoint that enough witnesses signed; None when there is none."""
    requests: tuple[SetRequest, ...] = ()
    """Those that the reports answer."""

    @property
    def told(self) -> tuple[ToldReport, ...]:
        """Each report with the acts about it."""
        acts = ActsByTopic(each.act for each in self.entries)
        return tuple(told_report(each, acts) for each in self.reports)

    @property
    def witnessed_size(self) -> int:
        """How many leaves enough witnesses signed."""
        return Checkpoint.parse(self.witnessed.text).size if self.witnessed else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """One checkpoint for all: for the leaves about the reports, and for the one that the package was made."""

    note: SignedNote
    proofs: tuple[LeafProof, ...]
    """Each carries what its leaf commits to."""
    consistency: tuple[bytes, ...]
    """From what enough witnesses signed to the checkpoint; empty when they did not."""

    @classmethod
    def under(cls, note: SignedNote, read: ReadHash, entries: Iterable[LogEntry], witnessed: int) -> "Proven":
        """`read`: the hashes of the tree that the note signs. `witnessed`: how many leaves others signed."""
        size = Checkpoint.parse(note.text).size
        proofs = (
            LeafProof(each.index, inclusion_proof(read, each.index, size), note, each.opened)
            for each in entries
        )
        return cls(note=note, proofs=tuple(proofs), consistency=consistency_proof(read, witnessed, size))
