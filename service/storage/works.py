"""What each unit of work but that of an organisation may touch."""

from dataclasses import dataclass

from sqlalchemy import Connection

from service.domain.access import AccountId, Actor
from service.domain.colleagues import OpenInvitation
from service.storage.access_tokens import TokenHolders
from service.storage.accounts import Accounts, Sessions
from service.storage.acts import Acts
from service.storage.colleagues import Colleagues, Delegations, InvitedRoom
from service.storage.format_runs import FormatRuns
from service.storage.formats import Drafts, Publications
from service.storage.jobs import Jobs
from service.storage.log import Log
from service.storage.meanings import Meanings
from service.storage.notices import Notices
from service.storage.organisations import Organisations
from service.storage.outside_identities import OutsideIdentities
from service.storage.passkeys import Passkeys
from service.storage.requests import RequestVersions
from service.storage.second_factors import SecondFactors
from service.storage.sign_in_brake import SignInBrake
from service.storage.waiting_codes import WaitingCodes


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatWork:
    """The drafts, runs and publications of formats, and what codes mean, as one person sees them."""

    drafts: Drafts
    runs: FormatRuns
    publications: Publications
    meanings: Meanings
    waiting_codes: WaitingCodes
    organisations: Organisations
    jobs: Jobs
    acts: Acts
    notices: Notices
    log: Log
    requests: RequestVersions


@dataclass(frozen=True, slots=True)
class RequestWork:
    """Versions of requests, and the log in which they are written."""

    requests: RequestVersions
    log: Log


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInWork:
    """Who may sign in, and who has."""

    accounts: Accounts
    sessions: Sessions
    acts: Acts
    brake: SignInBrake
    tokens: TokenHolders
    second_factors: SecondFactors
    outside: OutsideIdentities
    passkeys: Passkeys


@dataclass(frozen=True, slots=True)
class ColleagueWork:
    """Who acts for one organisation."""

    colleagues: Colleagues
    delegations: Delegations
    acts: Acts


@dataclass(frozen=True, slots=True)
class InvitedWork:
    """One invitation, and the record that it was taken up."""

    room: InvitedRoom
    connection: Connection
    origin: str

    def record(self, invitation: OpenInvitation, account: AccountId, login: str) -> None:
        """Write down who came in by it."""
        acts = Acts(self.connection, Actor(login, self.origin), invitation.organisation.id)
        acts.record("invitation_taken_up", str(account), invitation=str(invitation.id))
