"""The data keys of this process: made, found, unwrapped, and remembered for a minute."""

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from service.domain.access import OrganisationId
from service.domain.keeping import Destroyed, KeptKind, KeyDestroyedError
from service.domain.submissions.submission import SubmissionId
from service.storage.keys.data_keys import KeptKey, KeyPlace
from service.storage.keys.sealing import KEY_BYTES
from service.storage.keys.wrapping import KeyWrapper
from service.storage.stores import Stores

_REMEMBERED = 60.0
_MOST = 1024


@dataclass(frozen=True, slots=True)
class Keyring:
    """Hands out the data key of a place; one that was destroyed is never made again."""

    stores: Stores
    wrapper: KeyWrapper
    _known: OrderedDict[KeyPlace, tuple[bytes, float]] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def begin(self, organisation: OrganisationId, submission: SubmissionId) -> tuple[KeptKey, ...]:
        """New keys for a new submission, to be kept in the transaction that writes the submission down.

        Until then this process alone can use them.
        """
        kept = []
        for kind in KeptKind:
            place, key = KeyPlace(organisation, submission, kind), secrets.token_bytes(KEY_BYTES)
            kept.append(KeptKey(place, self.wrapper.wrap(key, str(place))))
            self._remember(place, key)
        return tuple(kept)

    def key_of(self, place: KeyPlace) -> bytes:
        """The key; made now for a submission from before there were any.

        Raises KeyDestroyedError, WrappingKeyMissingError or KeyServiceAwayError.
        """
        with self._lock:
            key, until = self._known.get(place, (b"", 0.0))
        if key and time.monotonic() < until:
            return key
        return self._remember(place, self._found(place))

    def is_anything_handed_in(self) -> bool:
        """Whether there should be files."""
        with self.stores.as_key_keeper() as keys:
            return keys.is_any_submission()

    def forget(self, organisation: OrganisationId, submission: SubmissionId) -> None:
        """Of a submission that was not written down, or of which a key was destroyed."""
        with self._lock:
            for kind in KeptKind:
                self._known.pop(KeyPlace(organisation, submission, kind), None)

    def _found(self, place: KeyPlace) -> bytes:
        with self.stores.as_key_keeper() as keys:
            found = keys.of(place)
            if found is None:
                new = self.wrapper.wrap(secrets.token_bytes(KEY_BYTES), str(place))
                keys.add([KeptKey(place, new)])
                found = keys.of(place)
        if isinstance(found, Destroyed):
            raise KeyDestroyedError(place.kind, found)
        if found is None:
            raise LookupError(str(place))
        return self.wrapper.unwrap(found, str(place))

    def _remember(self, place: KeyPlace, key: bytes) -> bytes:
        with self._lock:
            self._known[place] = (key, time.monotonic() + _REMEMBERED)
            self._known.move_to_end(place)
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        return key
