"""Have every data key wrapped by the current key, and every file of before sealed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from service.storage.keys.data_keys import KeptKey
from service.storage.keys.keyring import Keyring
from service.storage.stores import Stores
from service.use_cases.keys.rotate_secrets import RotateSecrets
from service.use_cases.keys.seal import SealSubmission

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation came across."""

    wrapped: int
    """Data keys, and secrets of webhooks, that another key wrapped before."""
    sealed: int
    """Files that lay there in clear."""


@dataclass(frozen=True, slots=True)
class RotateKeys:
    """In small transactions, so that nobody waits for it; broken off, it goes on where it was."""

    stores: Stores
    keyring: Keyring
    seal: SealSubmission
    rotate_secrets: RotateSecrets

    def __call__(self) -> Rotated:
        """Raises WrappingKeyMissingError when a key of before was not given."""
        wrapped = sum(self._batches()) + self.rotate_secrets()
        with self.stores.as_key_keeper() as keys:
            every = keys.submissions()
        return Rotated(wrapped, sum(self.seal(place) for place in every))

    def _batches(self) -> Iterator[int]:
        current = self.keyring.wrapper.current
        while True:
            with self.stores.as_key_keeper() as keys:
                found = keys.wrapped_by_others(current, _AT_ONCE)
                for key in found:
                    keys.wrap_again(self._again(key))
            yield len(found)
            if not found:
                return

    def _again(self, key: KeptKey) -> KeptKey:
        wrapper, about = self.keyring.wrapper, str(key.place)
        return replace(key, wrapped=wrapper.wrap(wrapper.unwrap(key.wrapped, about), about))
