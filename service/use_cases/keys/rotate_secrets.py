"""Have every secret that is kept for others wrapped by the current key."""

from dataclasses import dataclass

from service.storage.keys.wrapping import KeyWrapper
from service.storage.stores import Stores

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class RotateSecrets:
    """There are few: one transaction; broken off, nothing has changed."""

    stores: Stores
    wrapper: KeyWrapper

    def __call__(self) -> int:
        """How many another key wrapped before. Raises WrappingKeyMissingError."""
        with self.stores.as_keeper_of_secrets() as secrets:
            found = secrets.wrapped_by_others(self.wrapper.current, _AT_ONCE)
            for about, kept in found:
                again = self.wrapper.wrap(self.wrapper.unwrap(kept, about), about)
                secrets.wrap_again(about, again)
        return len(found)
