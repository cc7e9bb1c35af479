"""Read one version of a request as the log signs it: one text file."""

from dataclasses import dataclass
from hashlib import sha256

from service.domain.access import NotFoundError, Viewer
from service.domain.proof.notes import SignerKey
from service.domain.reports import Download
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """To be checked without the service. A package of evidence has its JSON, which the log holds by hash."""

    stores: Stores
    signer: SignerKey | None
    """None when the log is not signed: then there is no such file."""

    def __call__(self, viewer: Viewer, digest: str) -> Download:
        """By its hash. Raises NotFoundError for one that the viewer may not see."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = next(iter(work.requests.of({digest})), None)
        if found is None or self.signer is None:
            raise NotFoundError(digest)
        content = found.signed(self.signer).whole.encode()
        return Download(f"{digest}.note", sha256(content).hexdigest(), content)
