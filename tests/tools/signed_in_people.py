"""A running service with people of several organisations, each signed in to a browser of their own."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from flask.testing import FlaskClient

from service.domain.access import OrganisationKind, Viewer
from service.domain.access_tokens import NewToken, Scope
from service.domain.periods import parse_period
from service.settings import Settings
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import Wiring, build, build_registration
from tests.conftest import Hands, KeptQueue, a_viewer

_PASSWORD = "een wachtwoord"  # noqa: S105 - of accounts that live as long as a test


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What a test asks of such a service."""

    wiring: Wiring
    hands: Hands
    """That do its jobs."""
    viewers: Mapping[str, Viewer]
    browsers: Mapping[str, FlaskClient]

    def asking(self, name: str, scope: Scope = Scope.READ_REPORTS) -> Mapping[str, str]:
        """The headers of a program of this organisation."""
        viewer = self.wiring.people.find_viewer(f"{name}-page")
        token = self.wiring.programs.make_token(
            viewer, NewToken(name=name, scopes=frozenset({scope}), days=30)
        )
        return {"Authorization": f"Bearer {token}"}


@contextmanager
def people_signed_in(
    settings: Settings,
    people: Mapping[str, tuple[OrganisationKind, str]],
    members: Iterable[str],
    bureau: str = "bureau",
) -> Iterator[SignedIn]:
    """`people`: by a name, the kind and the code of their organisation; `bureau` works for the `members`."""
    register, queue = build_registration(settings), KeptQueue()
    viewers = {name: a_viewer(register, name, *who, f"De {name}") for name, who in people.items()}
    for name, viewer in viewers.items():
        register.account(viewer.organisation.id, f"{name}-page", _PASSWORD)
    register.members(viewers[bureau].organisation.id, list(members), parse_period("2020").begin)
    register.close()
    wiring = build(settings, queue=queue)
    browsers = {name: create_app(wiring).test_client() for name in people}
    for name, browser in browsers.items():
        browser.set_cookie(SESSION_COOKIE, wiring.people.sign_in(f"{name}-page", _PASSWORD, "test").token)
    yield SignedIn(wiring=wiring, hands=Hands(wiring, queue), viewers=viewers, browsers=browsers)
    wiring.close()
