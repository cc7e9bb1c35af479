"""Use cases about data keys, wired."""

from dataclasses import dataclass

from service.domain.access import Actor
from service.use_cases.keys.count import CountKeys
from service.use_cases.keys.destroy import DestroyKey
from service.use_cases.keys.rotate import RotateKeys
from service.use_cases.keys.rotate_secrets import RotateSecrets
from service.use_cases.keys.seal import SealSubmission
from service.wiring.parts import Parts

KEEPER = Actor("retention", "service")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyUseCases:
    """What the operator does with keys."""

    count: CountKeys
    rotate: RotateKeys
    destroy: DestroyKey


def wire_keys(parts: Parts) -> KeyUseCases:
    """Of one process."""
    stores, keyring = parts.stores, parts.keyring
    return KeyUseCases(
        count=CountKeys(stores, keyring, parts.settings.retention),
        rotate=RotateKeys(
            stores,
            keyring,
            SealSubmission(stores, parts.blobs, KEEPER),
            RotateSecrets(stores, keyring.wrapper),
        ),
        destroy=build_destroyer(parts),
    )


def build_destroyer(parts: Parts) -> DestroyKey:
    """What makes data unreadable, for the operator and for the daily duty."""
    seal = SealSubmission(parts.stores, parts.blobs, KEEPER)
    return DestroyKey(parts.stores, parts.blobs, parts.keyring, seal)
