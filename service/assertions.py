"""What a program signs to say who it is (RFC 7523, `private_key_jwt`), and by which keys it may."""

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from service.domain.access_tokens import NotAKeyError
from service.domain.failures import TerminalError

ALGORITHMS = ("PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "RS256")
"""As the NL GOV profile for OAuth 2.0 has them, PS256 first; RS256 for who has nothing else."""
LONGEST = 300
"""Seconds that an assertion may be good for."""
_LEEWAY = 30
_LEAST_BITS = 2048
_CURVES = {"secp256r1", "secp384r1", "secp521r1"}
_LONGEST_KEY = 10_000
"""Characters."""


class NotAnAssertionError(TerminalError):
    """Nobody is known by it; `str` is for the program's maker."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """What was signed, once."""

    id: str
    """`jti`."""
    expires_at: float
    """In seconds since 1970."""


def fit_public_key(pem: str) -> str:
    """The same key, in PEM. Raises NotAKeyError for what is no public key, or too weak a one."""
    text = pem.strip()
    if "PRIVATE" in text:
        raise NotAKeyError("a private key stays where it is: give the public one")
    try:
        key = load_pem_public_key(text[:_LONGEST_KEY].encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise NotAKeyError("a key is a public key in PEM, of RSA or of an elliptic curve") from error
    is_strong = isinstance(key, RSAPublicKey) and key.key_size >= _LEAST_BITS
    if not (is_strong or (isinstance(key, EllipticCurvePublicKey) and key.curve.name in _CURVES)):
        raise NotAKeyError(f"an RSA key has {_LEAST_BITS} bits at least, a curve is P-256, P-384 or P-521")
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def program_of(assertion: str) -> str:
    """By which program it says it is signed; nothing about it is sure yet. Raises NotAnAssertionError."""
    try:
        claims = json.loads(jws.extract_compact(assertion.encode()).payload)
    except (JoseError, ValueError, TypeError) as error:
        raise NotAnAssertionError("client_assertion is no signed JWT") from error
    subject = claims.get("sub") if isinstance(claims, dict) else None
    if not isinstance(subject, str) or claims.get("iss") != subject:
        raise NotAnAssertionError("iss and sub must both be the client id")
    return subject


def require_signed(assertion: str, pem: str, program: str, audiences: Iterable[str]) -> Assertion:
    """What was signed by this key, for us, and not too long ago. Raises NotAnAssertionError."""
    wanted = jwt.JWTClaimsRegistry(
        leeway=_LEEWAY,
        iss={"essential": True, "value": program},
        sub={"essential": True, "value": program},
        aud={"essential": True, "values": list(audiences)},
        exp={"essential": True},
        jti={"essential": True},
    )
    try:
        claims = jwt.decode(assertion, _key(pem), algorithms=list(ALGORITHMS)).claims
        wanted.validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        raise NotAnAssertionError(f"client_assertion: {type(error).__name__}") from error
    if not isinstance(claims["jti"], str) or claims["exp"] > time.time() + LONGEST + _LEEWAY:
        raise NotAnAssertionError(f"an assertion is good for {LONGEST} seconds at most; its jti is text")
    return Assertion(claims["jti"], float(claims["exp"]))


def _key(pem: str) -> RSAKey | ECKey:
    try:
        return RSAKey.import_key(pem)
    except (JoseError, ValueError, TypeError):
        return ECKey.import_key(pem)
