"""Take in what a witness signed: a checkpoint of ours, with its signature under it."""

from dataclasses import dataclass

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.notes import SignedNote
from service.domain.proof.policy import Policy
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class TakeCosignature:
    """Whoever brings it: the signature itself says whose it is."""

    stores: Stores
    policy: Policy | None
    """None when the log is not signed."""

    def __call__(self, whole: str) -> int:
        """How many witnesses that we know signed it.

        Raises NotProvenError for a wrong signature, NotAllowedError when no witness that we know signed, and
        NotFoundError for a checkpoint that is not ours.
        """
        note = SignedNote.parse(whole)
        size = Checkpoint.parse(note.text).size
        if self.policy is None:
            raise NotFoundError("log")
        signatures = self.policy.cosigned(note)
        if not signatures:
            raise NotAllowedError("no witness of the policy signed this")
        with self.stores.as_log() as log:
            if log.text_at(size) != note.text:
                raise NotFoundError("checkpoint")
            for each in signatures.values():
                log.cosign(size, each)
        return len(signatures)
