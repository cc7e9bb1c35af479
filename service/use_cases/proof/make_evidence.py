"""Make a package of evidence over a period, and seal it: its own list of files is in the log as well."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from service.domain.access import NotFoundError, Viewer
from service.domain.periods import Period
from service.domain.proof import evidence as names
from service.domain.proof.acts import ActKind, Leaf, LoggedAct
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.notes import SignerKey
from service.domain.proof.proof_file import LeafProof
from service.domain.proof.tree import consistency_proof, inclusion_proof
from service.domain.reports import Download
from service.files.evidence import write_package
from service.pipeline.current_catalogue import CurrentCatalogue
from service.pipeline.evidence_files import EvidenceFiles, Files, lines_of
from service.storage.stores import Stores
from service.timestamp_door import NoTimestamps, TimestampDoor
from service.use_cases.jobs.grow_log import GrowLog
from service.use_cases.proof.gather_evidence import GatherEvidence


class LogNotSignedError(NotFoundError):
    """This installation has no key for its log: there is nothing that would prove anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeEvidence:
    """Made for a municipality, a provider or the region of a bureau: what each may see, and no more."""

    stores: Stores
    catalogue: CurrentCatalogue
    grow: GrowLog
    gather: GatherEvidence | None
    signer: SignerKey | None
    """Both None when the log is not signed."""
    timestamps: TimestampDoor = field(default_factory=NoTimestamps)

    def __call__(self, viewer: Viewer, period: Period) -> Download:
        """The package. Raises NotFoundError when nothing was sent, LogNotSignedError without a key."""
        if self.gather is None or self.signer is None:
            raise LogNotSignedError("EENMAAL_LOG_KEY is not set, so that nothing can be proven.")
        self.grow(waits=True)
        found = self.gather(viewer, period)
        make = EvidenceFiles(
            viewer=viewer,
            period=period,
            found=found,
            policy=self.gather.policy,
            signer=self.signer,
            catalogue=self.catalogue(),
            made_at=datetime.now(UTC),
            timestamp=self.timestamps.stamp(found.note.whole.encode()),
        )
        files = make()
        leaf = self._write_down(viewer, period, files[names.EVIDENCE], len(found.reports))
        self.grow(waits=True)
        content = write_package(files | self._seal(viewer, leaf, found.checkpoint))
        name = f"bewijs-{viewer.organisation.code}-{period.label}.zip"
        return Download(name, sha256(content).hexdigest(), content)

    def _write_down(self, viewer: Viewer, period: Period, listed: bytes, reports: int) -> Leaf:
        digest = sha256(listed).hexdigest()
        facts = {"sha256": digest, "reports": reports}
        act = LoggedAct(kind=ActKind.EVIDENCE_MADE, subject=f"evidence {period.label}", facts=facts)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.acts.record("evidence_made", period.label, sha256=digest, reports=reports)
            (leaf,) = work.log.write(act)
        return leaf

    def _seal(self, viewer: Viewer, leaf: Leaf, before: Checkpoint) -> Files:
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            entry = work.entries.of_content(ActKind.EVIDENCE_MADE, leaf.content)
            note = work.log_reading.checkpoint()
            if entry is None or note is None:
                raise NotFoundError("the seal has no place in the log")
            size = Checkpoint.parse(note.text).size
            read = work.log_reading.hashes(size)
            proof = LeafProof(entry.index, inclusion_proof(read, entry.index, size), note)
            consistency = consistency_proof(read, before.size, size)
        return {
            names.SEAL: entry.opened,
            names.SEAL_PROOF: proof.text.encode(),
            names.SEAL_CONSISTENCY: lines_of(consistency),
        }
