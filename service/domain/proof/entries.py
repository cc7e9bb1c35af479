"""A leaf of the log as an organisation sees it: in its place, with the facts it commits to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from service.domain.proof.acts import ActKind, opened_leaf
from service.domain.proof.acts_in_full import Json, act_in_full


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One entry, with what its reader may know of it."""

    index: int
    leaf: bytes
    facts: Mapping[str, object]
    kind: ActKind
    at: datetime
    submission: UUID | None
    report: UUID | None
    municipality: str

    @property
    def opened(self) -> bytes:
        """The leaf with the facts it commits to, as a proof carries them."""
        return opened_leaf(self.leaf, self.facts)

    @property
    def act(self) -> Json:
        """In full, as a manifest has it."""
        return act_in_full(json.loads(self.leaf), self.facts, self.index)

    @property
    def who(self) -> tuple[str, str]:
        """The kind of organisation that did it, and its code."""
        content = json.loads(self.leaf)
        return content["actor"], content["organisation"]

    @property
    def object(self) -> str:
        """What it was done to."""
        return str(json.loads(self.leaf)["object"])
