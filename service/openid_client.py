"""Ask an OpenID Connect provider who somebody is: leave with a question, come back with its signed answer."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
from authlib.oauth2.rfc7523 import private_key_jwt_sign
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from service.domain.access import Role
from service.domain.access_tokens import ASSERTION_TYPE
from service.domain.identity import NotVouchedError, Refusal, Vouched
from service.domain.identity_provider import IdentityProvider

_ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "Ed25519")
"""Only those of which the key that checks cannot sign."""
_PATIENCE = 10.0
"""Seconds for one question to the provider."""
_KEPT = 3600.0
"""Seconds that its addresses and keys are believed without being asked again."""
_PROVES_FOR = 60
"""Seconds that our own signature says who we are."""
_LEEWAY = 60
"""Seconds that its clock and ours may differ."""
COMES_BACK_AT = "/inloggen/elders/terug"
"""The page of ours to which a provider sends people back."""

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser keeps between leaving for the provider and coming back; one time only."""

    state: str
    nonce: str
    verifier: str
    """Of PKCE: only who holds it can redeem the code."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the provider says of itself."""

    addresses: Claims
    keys: KeySet
    since: float


class OpenIdClient:
    """One client of one provider, by the authorisation code flow with PKCE.

    Sources: OpenID Connect Core 1.0 and Discovery 1.0, RFC 7636, RFC 9207, the NL GOV profile for OpenID
    Connect (code flow, PKCE, `acr`).
    """

    def __init__(
        self, provider: IdentityProvider, comes_back_at: str, http: httpx.Client | None = None
    ) -> None:
        """`comes_back_at`: the address of ours to which the provider sends people back."""
        self.provider = provider
        self._comes_back_at = comes_back_at
        self._http = http or httpx.Client(timeout=_PATIENCE)
        self._known: _Known | None = None

    def address(self, asked: Asked, level: str = "") -> str:
        """Where the browser goes. `level`: the `acr` that is asked; empty for any.

        Raises NotVouchedError when the provider does not say where.
        """
        wanted = {
            "response_type": "code",
            "client_id": self.provider.client_id,
            "redirect_uri": self._comes_back_at,
            "scope": self.provider.scope,
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": create_s256_code_challenge(asked.verifier),
            "code_challenge_method": "S256",
            **({"acr_values": level, "prompt": "login"} if level else {}),
        }
        begin = self._addresses()["authorization_endpoint"]
        return f"{begin}{'&' if '?' in begin else '?'}{urlencode(wanted)}"

    def vouched(self, asked: Asked, came_back: Mapping[str, str]) -> Vouched:
        """Who it is, by the parameters with which a browser came back.

        Raises NotVouchedError.
        """
        if came_back.get("state") != asked.state:
            raise NotVouchedError(Refusal.NOT_VALID, "state")
        if "iss" in came_back and came_back["iss"] != self.provider.issuer:
            raise NotVouchedError(Refusal.NOT_VALID, "iss")
        if "code" not in came_back:
            is_own_choice = came_back.get("error") in {"access_denied", "interaction_required"}
            raise NotVouchedError(Refusal.CANCELLED if is_own_choice else Refusal.NOT_VALID, "no code")
        tokens = self._redeem(came_back["code"], asked)
        claims = self._signed(tokens, asked)
        return self._vouched_by(self._with_user_information(claims, tokens))

    def _redeem(self, code: str, asked: Asked) -> Claims:
        endpoint = self._addresses()["token_endpoint"]
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._comes_back_at,
            "code_verifier": asked.verifier,
            "client_id": self.provider.client_id,
        }
        if self.provider.client_key:
            key, algorithm = _own_key(self.provider.client_key)
            signed = private_key_jwt_sign(
                key, self.provider.client_id, endpoint, alg=algorithm, expires_in=_PROVES_FOR
            )
            form |= {"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed}
            return self._json("POST", endpoint, data=form)
        secret = (self.provider.client_id, self.provider.client_secret)
        return self._json("POST", endpoint, data=form, auth=secret)

    def _signed(self, tokens: Claims, asked: Asked) -> Claims:
        """What stands in the ID token, once its signature and every claim about the token itself is right."""
        token = str(tokens.get("id_token", ""))
        try:
            decoded = self._decoded(token)
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                {"iss": {"value": self.provider.issuer}, "aud": {"value": self.provider.client_id}},
                {
                    "nonce": asked.nonce,
                    "client_id": self.provider.client_id,
                    "access_token": tokens.get("access_token", ""),
                },
            )
            claims.validate(leeway=_LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise NotVouchedError(Refusal.NOT_VALID, type(error).__name__) from error
        return dict(claims)

    def _decoded(self, token: str) -> jwt.Token:
        """A token with a right signature; the keys of the provider are asked anew before one is wrong."""
        try:
            return jwt.decode(token, self._provider().keys, algorithms=list(_ALGORITHMS))
        except JoseError:
            self._known = None
            return jwt.decode(token, self._provider().keys, algorithms=list(_ALGORITHMS))

    def _with_user_information(self, claims: Claims, tokens: Claims) -> Claims:
        """With what the provider says at its userinfo endpoint, when the token has not all that is asked."""
        wanted = self.provider.claims
        names = (*wanted.organisation.values(), *([wanted.role] if wanted.role else ()))
        endpoint = self._addresses().get("userinfo_endpoint")
        if not endpoint or any(name in claims for name in names):
            return claims
        bearer = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
        more = self._json("GET", endpoint, headers=bearer)
        if more.get("sub") != claims["sub"]:
            raise NotVouchedError(Refusal.NOT_VALID, "sub of userinfo")
        return {**more, **claims}

    def _vouched_by(self, claims: Claims) -> Vouched:
        wanted = self.provider.claims
        return Vouched(
            issuer=self.provider.issuer,
            subject=str(claims["sub"]),
            name=next(_texts(claims.get(wanted.name)), ""),
            level=next(_texts(claims.get("acr")), ""),
            identifiers=frozenset(
                (scheme, text)
                for scheme, claim in wanted.organisation.items()
                for text in _texts(claims.get(claim))
            ),
            role=self._role(claims),
        )

    def _role(self, claims: Claims) -> Role | None:
        wanted = self.provider.claims
        if not wanted.role:
            return None
        is_administrator = bool({*_texts(claims.get(wanted.role))} & {*wanted.administrators})
        return Role.ADMINISTRATOR if is_administrator else Role.MEMBER

    def _addresses(self) -> Claims:
        return self._provider().addresses

    def _provider(self) -> _Known:
        known = self._known
        if known is None or time.monotonic() - known.since > _KEPT:
            known = self._known = self._discover()
        return known

    def _discover(self) -> _Known:
        addresses = self._json("GET", f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration")
        if addresses.get("issuer") != self.provider.issuer:
            raise NotVouchedError(Refusal.NOT_VALID, "issuer")
        try:
            keys = KeySet.import_key_set(self._json("GET", str(addresses["jwks_uri"])))  # type: ignore[arg-type]  # it is held against the schema there
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise NotVouchedError(Refusal.NOT_VALID, "keys") from error
        for needed in ("authorization_endpoint", "token_endpoint"):
            if not isinstance(addresses.get(needed), str):
                raise NotVouchedError(Refusal.NOT_VALID, needed)
        return _Known(addresses, keys, time.monotonic())

    def _json(self, method: str, url: str, **more: Any) -> Claims:  # noqa: ANN401 - as httpx takes them
        try:
            answer = self._http.request(method, url, **more)
            said = answer.json() if answer.is_success else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise NotVouchedError(Refusal.NOT_ANSWERING, type(error).__name__) from error
        if not isinstance(said, dict):
            raise NotVouchedError(Refusal.NOT_VALID, f"status {answer.status_code}")
        return said


def _own_key(pem: str) -> tuple[RSAKey | ECKey, str]:
    """The key by which we are known, and how it signs."""
    is_curve = isinstance(load_pem_private_key(pem.encode(), None), EllipticCurvePrivateKey)
    return (ECKey.import_key(pem), "ES256") if is_curve else (RSAKey.import_key(pem), "RS256")


def _texts(claim: object) -> Iterator[str]:
    """The texts of a claim that is one, or a list of them."""
    given = claim if isinstance(claim, list) else [claim]
    return iter([str(each).strip() for each in given if isinstance(each, str | int) and str(each).strip()])
