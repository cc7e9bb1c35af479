"""Take up an invitation: make an account with a name and password of one's own."""

from dataclasses import dataclass

from service.domain.colleagues import NotALoginError, NotAnInvitationError, fit_login
from service.domain.passwords import Unfit, unfitness
from service.storage.passwords import hash_password
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class TakeUpInvitation:
    """Once: of two that bring the same link at the same moment one gets in."""

    stores: Stores

    def __call__(self, secret: str, login: str, password: str, origin: str) -> Unfit | None:
        """None when the account is made; else why its password is not taken.

        Raises NotAnInvitationError, and NotALoginError for a name that cannot be or is somebody's.
        """
        name = fit_login(login)
        unfit = unfitness(password, "", name)
        if unfit is not None:
            return unfit
        hashed = hash_password(password)
        with self.stores.as_invited(secret, origin) as work:
            found = work.room.lock()
            if found is None:
                raise NotAnInvitationError("unknown, used or over")
            account = work.room.take_up(found, name, hashed)
            if account is None:
                raise NotALoginError("somebody signs in with it already")
            work.record(found, account, name)
        return None
