"""Links with which somebody who forgot a password chooses another: signed, for an hour, and kept nowhere."""

from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from itsdangerous import BadData, URLSafeTimedSerializer

from service.domain.access import AccountId

LASTS = timedelta(hours=1)
_PURPOSE = "a new password"


@dataclass(frozen=True, slots=True)
class ResetLinks:
    """A link names its account and the password of then: once there is another, it opens nothing."""

    secret_key: str = field(repr=False)

    def of(self, account: AccountId, password_hash: str) -> str:
        """What the link ends with."""
        return self._serializer().dumps([account.hex, _mark_of(password_hash)])

    def account_of(self, link: str) -> AccountId | None:
        """Whose it is; None when it is not ours or too old."""
        found = self._read(link)
        return None if found is None else found[0]

    def fits(self, link: str, account: AccountId, password_hash: str) -> bool:
        """Whether it is of this account, and its password is still the one of then."""
        return self._read(link) == (account, _mark_of(password_hash))

    def _read(self, link: str) -> tuple[AccountId, str] | None:
        try:
            account, mark = self._serializer().loads(link, max_age=int(LASTS.total_seconds()))
            return AccountId(UUID(hex=account)), str(mark)
        except (BadData, ValueError, TypeError, AttributeError):
            return None

    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret_key, salt=_PURPOSE)


def _mark_of(password_hash: str) -> str:
    """Of a hash that is salted: it tells nothing of the password."""
    return sha256(password_hash.encode()).hexdigest()[:32]
