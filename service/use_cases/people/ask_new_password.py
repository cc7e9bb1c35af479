"""Ask for a link to choose a new password, by email."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from service.domain.access import Actor
from service.domain.notices.email import WrittenEmail
from service.domain.notices.mail import MailAwayError, MailPutOffError, MailRefusedError
from service.domain.notices.reset_email import reset_email
from service.mail_server import Postman
from service.storage.passwords import NO_PASSWORD
from service.storage.reset_links import ResetLinks
from service.storage.stores import Stores

NEW_PASSWORDS_ARE_CHOSEN_AT = "/inloggen/nieuw-wachtwoord"

_log = structlog.get_logger()


def _beside(work: Callable[[], None]) -> None:
    """Nobody waits for it, so that how long an answer takes tells nothing."""
    threading.Thread(target=work, daemon=True).start()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskNewPassword:
    """Whether there is such an account, and whether it has an address, looks and lasts the same."""

    stores: Stores
    links: ResetLinks
    postman: Postman
    public_url: str
    address: str
    """Of the page that a link leads to, before what it ends with."""
    later: Callable[[Callable[[], None]], None] = field(default=_beside)

    def __call__(self, login: str, origin: str) -> None:
        """Counts as a wrong try to sign in. Raises TooManyTriesError for who asked too often."""
        unknown = Actor("unknown", origin)
        with self.stores.as_sign_in(unknown) as work:
            work.brake.begin(login, origin)
            account = work.accounts.with_login(login, origin)
            to = work.accounts.email_of(account.viewer.account) if account else ""
        can_be_sent = account is not None and bool(to) and account.password_hash != NO_PASSWORD
        with self.stores.as_sign_in(account.viewer.actor if account else unknown) as work:
            organisation = account.viewer.organisation.id if account else None
            about = str(account.viewer.account) if account else "unknown login"
            result = "sent" if can_be_sent else "refused"
            work.acts.record("password_asked", about, result, organisation=organisation)
        if account is not None and can_be_sent:
            link = self.links.of(account.viewer.account, account.password_hash)
            email = reset_email(
                to, account.viewer.login, f"{self.address}{link}", account.viewer.language, self.public_url
            )
            self.later(lambda: self._send(email))

    def _send(self, email: WrittenEmail) -> None:
        try:
            self.postman.take(email)
        except (MailAwayError, MailPutOffError, MailRefusedError) as error:
            _log.warning("password_email_not_sent", failure=type(error).__name__)
