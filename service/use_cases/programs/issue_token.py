"""Issue a token for some minutes to a program that signs who it is."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from service.assertions import NotAnAssertionError, program_of, require_signed
from service.domain.access import Actor
from service.domain.access_tokens import PREFIX, AccessTokenId, Scope
from service.storage.stores import Stores

_BYTES = 32
LASTS = timedelta(minutes=10)
TOKENS_ARE_ISSUED_AT = "/api/v1/toegangstokens"
"""Below the address of the service."""


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A token that is told this once, and what it is for."""

    token: str
    scopes: frozenset[Scope]


class ScopeTooWideError(NotAnAssertionError):
    """More was asked than the program was let in for."""


@dataclass(frozen=True, slots=True)
class IssueToken:
    """By OAuth 2.0 client credentials with `private_key_jwt`: RFC 6749 4.4, RFC 7523, the NL GOV profile."""

    stores: Stores
    audiences: Sequence[str]
    """What an assertion has to be meant for: one of these."""

    def __call__(self, assertion: str, wanted: frozenset[str], origin: str) -> IssuedToken:
        """`wanted`: scopes; none for all that the program has.

        Raises NotAnAssertionError for who is not known, an assertion that came before, or one of another; its
        ScopeTooWideError for more than the program may.
        """
        program_id = _id_of(program_of(assertion))
        with self.stores.as_sign_in(Actor("", origin)) as work:
            program = work.tokens.program(program_id)
            if program is None:
                raise NotAnAssertionError("client_id is unknown, revoked or over")
            signed = require_signed(assertion, program.public_key, str(program_id), self.audiences)
            if not work.tokens.use_assertion(program_id, signed.id, signed.expires_at):
                raise NotAnAssertionError("client_assertion came before: sign a new one each time")
            scopes = frozenset(each for each in program.scopes if not wanted or each.value in wanted)
            if wanted - {each.value for each in scopes}:
                raise ScopeTooWideError("scope is more than this client was let in for")
            token = PREFIX + secrets.token_urlsafe(_BYTES)
            work.tokens.issue(program_id, token, scopes, LASTS)
        return IssuedToken(token, scopes)


def _id_of(client_id: str) -> AccessTokenId:
    try:
        return AccessTokenId(UUID(client_id))
    except ValueError as error:
        raise NotAnAssertionError("client_id is unknown, revoked or over") from error
