"""Make a package of evidence over a period, and seal it: its own list of files is in the log as well."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from service.domain.access import NotFoundError, Viewer
from service.domain.periods import Period
from service.domain.proof import evidence as names
from service.domain.proof.acts import ActKind, Leaf, LoggedAct
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.gathered import Gathered, Proven
from service.domain.reports import Download
from service.files.evidence import write_package
from service.pipeline.current_catalogue import CurrentCatalogue
from service.pipeline.evidence_files import EvidenceFiles, files_of_the_log
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
    """None when the log is not signed."""
    timestamps: TimestampDoor = field(default_factory=NoTimestamps)

    def __call__(self, viewer: Viewer, period: Period) -> Download:
        """The package. Raises NotFoundError when nothing was sent, LogNotSignedError without a key."""
        if self.gather is None:
            raise LogNotSignedError("EENMAAL_LOG_KEY is not set, so that nothing can be proven.")
        self.grow(waits=True)
        found = self.gather(viewer, period)
        files = EvidenceFiles(
            viewer=viewer,
            period=period,
            found=found,
            policy=self.gather.policy,
            catalogue=self.catalogue(),
            made_at=datetime.now(UTC),
        )()
        leaf = self._write_down(viewer, period, files[names.EVIDENCE], len(found.reports))
        self.grow(waits=True)
        proven = self._proven(viewer, found, leaf)
        files |= files_of_the_log(proven, self.timestamps.stamp(proven.note.whole.encode()))
        content = write_package(files)
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

    def _proven(self, viewer: Viewer, found: Gathered, leaf: Leaf) -> Proven:
        """All leaves under the checkpoint that has this one too: its list is in the log."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            seal = work.entries.of_content(ActKind.EVIDENCE_MADE, leaf.content)
            note = work.log_reading.checkpoint()
            if seal is None or note is None:
                raise NotFoundError("the seal has no place in the log")
            read = work.log_reading.hashes(Checkpoint.parse(note.text).size)
            return Proven.under(note, read, (*found.entries, seal), found.witnessed_size)
