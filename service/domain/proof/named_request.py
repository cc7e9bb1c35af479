"""Which version of which request a report answers."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedRequest:
    """Which version of a request: what a report says that it answers."""

    id: str
    """Gemeentecode and format: `0344/regio/kwartaal`."""
    number: int
    sha256: str
    """Of its canonical JSON."""

    def as_json(self) -> dict[str, object]:
        """As facts in the log and manifests have it."""
        return {"id": self.id, "number": self.number, "sha256": self.sha256}

    @classmethod
    def parse(cls, written: object) -> "NamedRequest | None":
        """What `as_json` gave; None for nothing, as in reports from before requests were signed."""
        if not isinstance(written, Mapping):
            return None
        return cls(str(written["id"]), int(str(written["number"])), str(written["sha256"]))
