"""Show whether a second step is asked of somebody, and how many recovery codes there are."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class SecondFactorPage:
    """What the account page says of it."""

    is_on: bool
    codes_left: int


@dataclass(frozen=True, slots=True)
class ShowSecondFactor:
    """Of the viewer itself."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> SecondFactorPage:
        """Never the secret, nor a code."""
        with self.stores.as_sign_in(viewer.actor) as work:
            factors = work.second_factors
            return SecondFactorPage(
                factors.is_asked(viewer.account), factors.recovery_codes_left(viewer.account)
            )
