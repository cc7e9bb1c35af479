"""Begin a second step at signing in: make what an app and we share."""

from dataclasses import dataclass

import pyotp

from service.domain.access import Viewer
from service.domain.second_factor import about_secret
from service.storage.keys.wrapping import KeyWrapper
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class SharedSecret:
    """What is shown once, for the app to take over."""

    text: str
    """Base32, for who types it."""
    address: str
    """`otpauth://totp/…`, for a picture that the app reads."""


@dataclass(frozen=True, slots=True)
class BeginSecondFactor:
    """Nothing is asked at signing in before a code was given back."""

    stores: Stores
    wrapper: KeyWrapper

    def __call__(self, viewer: Viewer, service_name: str) -> SharedSecret | None:
        """None when it is on already: it is switched off first."""
        secret = pyotp.random_base32()
        wrapped = self.wrapper.wrap(secret.encode(), about_secret(viewer.account))
        with self.stores.as_sign_in(viewer.actor) as work:
            if work.second_factors.is_asked(viewer.account):
                return None
            work.second_factors.begin(viewer.account, wrapped)
        address = pyotp.TOTP(secret).provisioning_uri(name=viewer.login, issuer_name=service_name)
        return SharedSecret(secret, address)
