"""Show a person what it chose to be told, and whether that arrives."""

from dataclasses import dataclass
from datetime import datetime

from service.domain.access import Viewer
from service.domain.notices.choices import NoticeChoice
from service.domain.notices.kinds import NoticeKind, kinds_for
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """What there is to choose, and what was chosen."""

    choice: NoticeChoice
    kinds: tuple[NoticeKind, ...]
    refusal: str
    """Why the last email did not arrive, as the job says it; empty when it did."""
    has_mail_server: bool
    is_given_up: bool = False
    """Whether nobody writes to its address any more, for the server of it refused too often."""
    calendar_made_at: datetime | None = None
    """Since when a calendar reads its deadlines by a secret address; None without one."""


@dataclass(frozen=True, slots=True)
class ShowAccount:
    """Of the viewer itself; nobody sees that of another."""

    stores: Stores
    has_mail_server: bool

    def __call__(self, viewer: Viewer) -> AccountPage:
        """A usual choice for who never chose."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return AccountPage(
                choice=work.notices.choice_of(viewer.account),
                kinds=kinds_for(viewer.organisation.kind),
                refusal=work.notices.last_refusal(viewer.account),
                has_mail_server=self.has_mail_server,
                is_given_up=work.notices.is_given_up(viewer.account),
                calendar_made_at=work.calendar_feeds.made_at(viewer.account),
            )
