"""Destroy the data key of a kind of data of a submission: nobody can read it again, also in no back-up."""

from dataclasses import dataclass

from service.domain.access import Actor
from service.domain.keeping import KeptKind, WhyDestroyed
from service.domain.proof.acts import ActKind, LoggedAct
from service.storage.blobs import BlobStore
from service.storage.keys.data_keys import KeyPlace
from service.storage.keys.keyring import Keyring
from service.storage.stored_submission import is_still_needed
from service.storage.stores import Stores
from service.use_cases.keys.seal import SealSubmission

_KINDS = {
    WhyDestroyed.RETENTION: ActKind.RETENTION_APPLIED,
    WhyDestroyed.BY_HAND: ActKind.KEY_DESTROYED,
}


@dataclass(frozen=True, slots=True)
class DestroyKey:
    """Hashes, counts and balances stay; the files themselves go too, after the key that is all they need."""

    stores: Stores
    blobs: BlobStore
    keyring: Keyring
    seal: SealSubmission

    def __call__(self, place: KeyPlace, why: WhyDestroyed, actor: Actor) -> bool:
        """Whether it was destroyed now. Raises NotFoundError for a submission that is not there.

        By its term nothing is destroyed that is still being worked on, or that a later addition is made of.
        """
        self.seal(place)
        with self.stores.as_organisation(place.organisation, actor) as work:
            if is_still_needed(work, place) and why is WhyDestroyed.RETENTION:
                return False
            if not work.data_keys.destroy(place, why):
                return False
            work.files.forget_rows(place.submission, place.kind)
            if place.kind is KeptKind.UPLOAD:
                work.releases.forget(place.submission)
            kind, reason = place.kind.value, why.value
            work.acts.record("key_destroyed", str(place.submission), kind=kind, why=reason)
            facts = {"kind": kind, "why": reason}
            work.log.write(LoggedAct(kind=_KINDS[why], submission=place.submission, facts=facts))
        self.keyring.forget(place.organisation, place.submission)
        self.blobs.clear(place)
        return True
