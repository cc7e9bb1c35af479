"""Count a code of the second step, once."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hmac import compare_digest

import pyotp

from service.domain.access import AccountId
from service.domain.second_factor import STEP_SECONDS, STEPS_BESIDE, about_secret, plain_code
from service.storage.keys.wrapping import KeyWrapper
from service.storage.second_factors import KeptFactor, SecondFactors

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class CountCode:
    """In the transaction of who asks: two that bring one code at once do not both come in."""

    wrapper: KeyWrapper
    now: Callable[[], float] = field(default=time.time)

    def __call__(self, factors: SecondFactors, account: AccountId, typed: str) -> bool:
        """Whether it counts: a code of the app that was not used, or a recovery code, which is then gone."""
        kept = factors.of(account)
        if kept is None:
            return False
        code = plain_code(typed)
        step = self._step(kept, account, code)
        if step is None:
            return kept.is_confirmed and factors.use_recovery_code(account, code)
        factors.count(account, step)
        return True

    def _step(self, kept: KeptFactor, account: AccountId, code: str) -> int | None:
        """At which step the app shows this code; None when it does not now, or it counted before."""
        if not (len(code) == _DIGITS and code.isascii() and code.isdecimal()):
            return None
        app = pyotp.TOTP(self.wrapper.unwrap(kept.secret, about_secret(account)).decode())
        present = int(self.now()) // STEP_SECONDS
        for step in range(present - STEPS_BESIDE, present + STEPS_BESIDE + 1):
            if step > kept.last_step and compare_digest(app.generate_otp(step), code):
                return step
        return None
