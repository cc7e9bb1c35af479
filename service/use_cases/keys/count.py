"""Count the data keys by what wrapped them, and what is to be destroyed by now."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from service.domain.keeping import KeptKind, Retention
from service.storage.keys.keyring import Keyring
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class CountedKeys:
    """How it stands with the data keys."""

    current: str
    """The id of the key that wraps now."""
    by: Mapping[str, int]
    """Per key how many data keys and secrets of webhooks it wrapped."""
    due: Mapping[KeptKind, int]
    """Per kind of data of how many submissions its term is over."""


@dataclass(frozen=True, slots=True)
class CountKeys:
    """For the operator; gives away no key."""

    stores: Stores
    keyring: Keyring
    retention: Retention

    def __call__(self) -> CountedKeys:
        """As it is now."""
        now = datetime.now(UTC)
        with self.stores.as_key_keeper() as keys:
            due = {kind: len(keys.due(kind, self.retention.received_before(kind, now))) for kind in KeptKind}
            counted = Counter(keys.counted())
        with self.stores.as_keeper_of_secrets() as secrets:
            counted.update(secrets.counted())
        return CountedKeys(self.keyring.wrapper.current, counted, due)
