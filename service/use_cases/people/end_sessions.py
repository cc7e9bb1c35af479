"""End the sessions of somebody: by that person itself, or by who runs the service."""

from dataclasses import dataclass

from service.domain.access import Actor, NotFoundError, Viewer
from service.storage.stores import Stores

_ORIGIN = "command line"
_OPERATOR = Actor("operator", _ORIGIN)


@dataclass(frozen=True, slots=True)
class EndSessions:
    """At once, on the server."""

    stores: Stores

    def __call__(self, who: Viewer | str, but: str = "") -> int:
        """How many ended. `who`: the person itself, or a login; `but`: the token of the one that goes on.

        Raises NotFoundError for a login that nobody has.
        """
        with self.stores.as_sign_in(_OPERATOR if isinstance(who, str) else who.actor) as work:
            if isinstance(who, str):
                account = work.accounts.with_login(who, _ORIGIN)
                if account is None:
                    raise NotFoundError(who)
                viewer = account.viewer
            else:
                viewer = who
            ended = work.sessions.end_others(viewer.account, but)
            organisation = viewer.organisation.id
            work.acts.record("sessions_ended", str(viewer.account), organisation=organisation, sessions=ended)
        return ended
