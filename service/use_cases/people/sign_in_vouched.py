"""Sign somebody in for whom a provider outside vouches."""

import re
from dataclasses import dataclass

from service.domain.access import Actor, OrganisationId
from service.domain.colleagues import NotALoginError, fit_login
from service.domain.identity import AssuranceLevels, NotVouchedError, Refusal, Vouched
from service.storage.outside_identities import KnownPerson
from service.storage.stores import SignInWork, Stores
from service.use_cases.people.open_session import OpenSession, SignedIn

_NOT_IN_A_LOGIN = re.compile(r"[^a-z0-9.@_-]+")
_LONGEST_NAME = 56
"""Of a name that may get a number behind it."""


@dataclass(frozen=True, slots=True)
class SignInVouched:
    """Who comes the first time gets an account of the organisation that the provider names."""

    stores: Stores
    levels: AssuranceLevels
    open_session: OpenSession

    def __call__(self, vouched: Vouched, origin: str) -> SignedIn:
        """Raises NotVouchedError for who is not let in; that is written down too."""
        try:
            return self._signed_in(vouched, origin)
        except NotVouchedError as refused:
            with self.stores.as_sign_in(Actor("unknown", origin)) as work:
                work.acts.record("signed_in", "vouched for outside", "refused", why=refused.refusal.value)
            raise

    def _signed_in(self, vouched: Vouched, origin: str) -> SignedIn:
        self.levels.require_known(vouched.level)
        with self.stores.as_sign_in(Actor("unknown", origin)) as work:
            organisation = _organisation_of(work, vouched)
            login = self._login(work, vouched, organisation)
        with self.stores.as_sign_in(Actor(login, origin)) as work:
            account = work.accounts.with_login(login, origin)
            if account is None:
                raise NotVouchedError(Refusal.ENDED)
            return self.open_session(work, account.viewer, assurance=vouched.level, is_vouched=True)

    def _login(self, work: SignInWork, vouched: Vouched, organisation: OrganisationId) -> str:
        known = work.outside.known(vouched)
        if known is None:
            return work.outside.make(vouched, organisation, _name_for(vouched))
        _require_usable(known, organisation)
        if vouched.role is not None:
            work.outside.set_role(known.login, vouched.role)
        return known.login


def _organisation_of(work: SignInWork, vouched: Vouched) -> OrganisationId:
    found = work.outside.organisations(vouched.identifiers)
    if not found:
        raise NotVouchedError(Refusal.NO_ORGANISATION)
    if len(found) > 1:
        raise NotVouchedError(Refusal.SEVERAL_ORGANISATIONS)
    return found[0]


def _require_usable(known: KnownPerson, organisation: OrganisationId) -> None:
    if known.is_ended:
        raise NotVouchedError(Refusal.ENDED)
    if known.organisation != organisation:
        raise NotVouchedError(Refusal.OTHER_ORGANISATION)


def _name_for(vouched: Vouched) -> str:
    """What the person is called there, as far as that can be a name here."""
    told = _NOT_IN_A_LOGIN.sub("-", vouched.name.strip().lower()).strip("-.")[:_LONGEST_NAME]
    try:
        return fit_login(told)
    except NotALoginError:
        return "medewerker"
