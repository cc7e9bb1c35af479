"""The fingerprint of a host key, as an administrator compares it."""

from collections.abc import Callable
from dataclasses import dataclass

from service.couriers import HostKeys


@dataclass(frozen=True, slots=True)
class ReadFingerprint:
    """Asks nobody: it is worked out from the key."""

    host_keys: Callable[[], HostKeys]

    def __call__(self, host_key: str) -> str:
        """`SHA256:…` of a key as OpenSSH writes it."""
        return self.host_keys().fingerprint(host_key)
