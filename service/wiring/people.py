"""Use cases about people, wired: for who signs in, and for who registers them."""

from dataclasses import dataclass
from datetime import timedelta

from service.domain.identity import AssuranceLevels
from service.domain.pseudonym_keys import Pseudonyms
from service.mail_server import SmtpPostman
from service.openid_client import COMES_BACK_AT, OpenIdClient
from service.settings import Settings, SettingsError
from service.storage.blobs import BlobStore
from service.storage.connections import engine_of_owner
from service.storage.keys.wrapping import KeyWrapper
from service.storage.reset_links import ResetLinks
from service.storage.stores import OwnerStores, Stores
from service.use_cases.people.act_for import ActFor
from service.use_cases.people.ask_new_password import NEW_PASSWORDS_ARE_CHOSEN_AT, AskNewPassword
from service.use_cases.people.begin_passkey import BeginPasskey
from service.use_cases.people.begin_second_factor import BeginSecondFactor
from service.use_cases.people.change_password import ChangePassword
from service.use_cases.people.change_role import ChangeRole
from service.use_cases.people.choose_notices import ChooseNotices
from service.use_cases.people.confirm_second_factor import ConfirmSecondFactor
from service.use_cases.people.confirm_sign_in import ConfirmSignIn
from service.use_cases.people.count_code import CountCode
from service.use_cases.people.end_account import EndAccount
from service.use_cases.people.end_delegation import EndDelegation
from service.use_cases.people.end_second_factor import EndSecondFactor
from service.use_cases.people.end_session import EndSession
from service.use_cases.people.end_sessions import EndSessions
from service.use_cases.people.find_by_reset_link import FindByResetLink
from service.use_cases.people.find_person import FindPerson
from service.use_cases.people.find_viewer import FindViewer
from service.use_cases.people.forget_passkey import ForgetPasskey
from service.use_cases.people.give_delegation import GiveDelegation
from service.use_cases.people.invite import Invite
from service.use_cases.people.keep_passkey import KeepPasskey
from service.use_cases.people.list_colleagues import ListColleagues
from service.use_cases.people.list_notices import ListNotices
from service.use_cases.people.list_organisations import ListOrganisations
from service.use_cases.people.list_passkeys import ListPasskeys
from service.use_cases.people.list_sessions import ListSessions
from service.use_cases.people.make_calendar import MakeCalendar
from service.use_cases.people.open_session import OpenSession
from service.use_cases.people.recognise_viewer import RecogniseViewer
from service.use_cases.people.register_account import RegisterAccount
from service.use_cases.people.register_members import RegisterMembers
from service.use_cases.people.register_newcomer import RegisterNewcomer
from service.use_cases.people.register_organisation import RegisterOrganisation
from service.use_cases.people.revoke_calendar import RevokeCalendar
from service.use_cases.people.set_new_password import SetNewPassword
from service.use_cases.people.show_account import ShowAccount
from service.use_cases.people.show_home import ShowHome
from service.use_cases.people.show_invitation import ShowInvitation
from service.use_cases.people.show_second_factor import ShowSecondFactor
from service.use_cases.people.sign_in import SignIn
from service.use_cases.people.sign_in_vouched import SignInVouched
from service.use_cases.people.sign_in_with_passkey import SignInWithPasskey
from service.use_cases.people.sign_out import SignOut
from service.use_cases.people.take_up_invitation import TakeUpInvitation
from service.use_cases.people.withdraw_invitation import WithdrawInvitation


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueUseCases:
    """Who acts for an organisation."""

    list: ListColleagues
    invite: Invite
    withdraw_invitation: WithdrawInvitation
    show_invitation: ShowInvitation
    take_up_invitation: TakeUpInvitation
    change_role: ChangeRole
    end_account: EndAccount
    give_delegation: GiveDelegation
    end_delegation: EndDelegation
    act_for: ActFor


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyUseCases:
    """Devices by which people sign in."""

    begin: BeginPasskey
    keep: KeepPasskey
    list: ListPasskeys
    forget: ForgetPasskey
    sign_in: SignInWithPasskey


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleUseCases:
    """Who is there."""

    sign_in: SignIn
    sign_in_vouched: SignInVouched
    openid: OpenIdClient | None
    """Where people come from for whom somebody outside vouches; None when nobody does."""
    recognise_viewer: RecogniseViewer
    sign_out: SignOut
    list_sessions: ListSessions
    end_session: EndSession
    end_sessions: EndSessions
    find_viewer: FindViewer
    list_notices: ListNotices
    show_home: ShowHome
    show_account: ShowAccount
    choose_notices: ChooseNotices
    change_password: ChangePassword
    ask_new_password: AskNewPassword | None
    """None where no email goes out."""
    find_by_reset_link: FindByResetLink
    set_new_password: SetNewPassword
    confirm_sign_in: ConfirmSignIn
    show_second_factor: ShowSecondFactor
    begin_second_factor: BeginSecondFactor
    confirm_second_factor: ConfirmSecondFactor
    end_second_factor: EndSecondFactor
    find_person: FindPerson
    make_calendar: MakeCalendar
    revoke_calendar: RevokeCalendar
    colleagues: ColleagueUseCases
    passkeys: PasskeyUseCases


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What the command line registers with, as the owner of the tables."""

    stores: OwnerStores
    newcomer: RegisterNewcomer
    organisation: RegisterOrganisation
    members: RegisterMembers
    account: RegisterAccount
    organisations: ListOrganisations

    def close(self) -> None:
        """Give back every connection."""
        self.stores.close()


def wire_people(stores: Stores, blobs: BlobStore, settings: Settings, wrapper: KeyWrapper) -> PeopleUseCases:
    """Of one process."""
    count_code, open_session = CountCode(wrapper), OpenSession(timedelta(hours=settings.session_hours))
    find_by_reset_link = FindByResetLink(stores, ResetLinks(settings.secret_key))
    provider = settings.outside().provider
    levels = provider.levels if provider else AssuranceLevels()
    idle = timedelta(minutes=settings.session_idle_minutes)
    return PeopleUseCases(
        sign_in=SignIn(stores, open_session),
        sign_in_vouched=SignInVouched(stores, levels, open_session),
        openid=OpenIdClient(provider, f"{settings.site()}{COMES_BACK_AT}") if provider else None,
        recognise_viewer=RecogniseViewer(stores, idle, settings.requires_second_step),
        list_sessions=ListSessions(stores, idle),
        end_session=EndSession(stores),
        end_sessions=EndSessions(stores),
        sign_out=SignOut(stores),
        find_viewer=FindViewer(stores),
        list_notices=ListNotices(stores),
        show_home=ShowHome(stores),
        show_account=ShowAccount(stores, bool(settings.smtp_host)),
        choose_notices=ChooseNotices(stores),
        change_password=ChangePassword(stores),
        ask_new_password=_ask_new_password(stores, settings),
        find_by_reset_link=find_by_reset_link,
        set_new_password=SetNewPassword(stores, find_by_reset_link.links, find_by_reset_link),
        confirm_sign_in=ConfirmSignIn(stores, count_code, open_session),
        show_second_factor=ShowSecondFactor(stores),
        begin_second_factor=BeginSecondFactor(stores, wrapper),
        confirm_second_factor=ConfirmSecondFactor(stores, count_code),
        end_second_factor=EndSecondFactor(stores, count_code),
        find_person=FindPerson(stores, blobs, Pseudonyms(settings.encryption_keys or (settings.secret_key,))),
        make_calendar=MakeCalendar(stores),
        revoke_calendar=RevokeCalendar(stores),
        colleagues=_colleagues(stores),
        passkeys=_passkeys(stores, open_session),
    )


def _passkeys(stores: Stores, open_session: OpenSession) -> PasskeyUseCases:
    return PasskeyUseCases(
        begin=BeginPasskey(stores),
        keep=KeepPasskey(stores),
        list=ListPasskeys(stores),
        forget=ForgetPasskey(stores),
        sign_in=SignInWithPasskey(stores, open_session),
    )


def _ask_new_password(stores: Stores, settings: Settings) -> AskNewPassword | None:
    """None where no email goes out."""
    server = settings.mail_server()
    if server is None:
        return None
    return AskNewPassword(
        stores=stores,
        links=ResetLinks(settings.secret_key),
        postman=SmtpPostman(server),
        public_url=settings.own_address(),
        address=f"{settings.own_address()}{NEW_PASSWORDS_ARE_CHOSEN_AT}/",
    )


def _colleagues(stores: Stores) -> ColleagueUseCases:
    return ColleagueUseCases(
        list=ListColleagues(stores),
        invite=Invite(stores),
        withdraw_invitation=WithdrawInvitation(stores),
        show_invitation=ShowInvitation(stores),
        take_up_invitation=TakeUpInvitation(stores),
        change_role=ChangeRole(stores),
        end_account=EndAccount(stores),
        give_delegation=GiveDelegation(stores),
        end_delegation=EndDelegation(stores),
        act_for=ActFor(stores),
    )


def build_registration(settings: Settings) -> Registration:
    """Needs the owner's database address. Raises SettingsError without it."""
    if settings.owner_database_url is None:
        raise SettingsError("EENMAAL_OWNER_DATABASE_URL is not set.")
    stores = OwnerStores(engine_of_owner(settings.owner_database_url))
    return Registration(
        stores=stores,
        newcomer=RegisterNewcomer(stores),
        organisation=RegisterOrganisation(stores),
        members=RegisterMembers(stores),
        account=RegisterAccount(stores),
        organisations=ListOrganisations(stores),
    )
