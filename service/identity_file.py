"""Read the file in which an operator says who vouches for people: TOML, every key known, nothing guessed."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.domain.authorisation import DecisionPointPlace
from service.domain.identity import AssuranceLevels, AssuredAct, Scheme
from service.domain.identity_provider import ClaimNames, IdentityProvider
from service.given_values import SettingsError, is_this_machine

_HERE = "EENMAAL_IDENTITY_FILE"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Provider(_Strict):
    issuer: str
    client_id: str = Field(min_length=1)
    name: str = Field(min_length=1, max_length=60)
    client_secret_file: str = ""
    client_key_file: str = ""
    scope: str = "openid profile"


class _Claims(_Strict):
    agb: str = ""
    gemeentecode: str = ""
    kvk: str = ""
    oin: str = ""
    name: str = "preferred_username"
    role: str = ""
    administrators: tuple[str, ...] = ()


class _Levels(_Strict):
    known: tuple[str, ...] = ()
    needed: dict[Literal["publish", "reject", "evidence"], str] = {}


class _DecisionPoint(_Strict):
    url: str
    token_file: str = ""


class _File(_Strict):
    provider: _Provider | None = None
    claims: _Claims = _Claims()
    levels: _Levels = _Levels()
    decision_point: _DecisionPoint | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """Who outside says who people are, and who what they may."""

    provider: IdentityProvider | None = None
    decision_point: DecisionPointPlace | None = None


def read_identity_file(path: str) -> Outside:
    """Nobody outside when no file is given.

    Raises SettingsError that names the key that cannot be, and never what stands in a secret.
    """
    if not path:
        return Outside()
    try:
        said = _File.model_validate(tomllib.loads(Path(path).expanduser().read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{_HERE} cannot be read: {type(error).__name__}.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{_HERE} is no TOML: {error}.") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise SettingsError(f"{_HERE}: {faults}.") from error
    beside = Path(path).expanduser().parent
    return Outside(
        _provider_of(said.provider, said, beside) if said.provider else None,
        _point_of(said.decision_point, beside) if said.decision_point else None,
    )


def _point_of(said: _DecisionPoint, beside: Path) -> DecisionPointPlace:
    _require_safe(said.url, "decision_point.url")
    return DecisionPointPlace(said.url, _secret(said.token_file, beside))


def _provider_of(provider: _Provider, said: _File, beside: Path) -> IdentityProvider:
    claims = said.claims
    _require_safe(provider.issuer, "provider.issuer")
    if bool(provider.client_secret_file) == bool(provider.client_key_file):
        raise SettingsError(f"{_HERE}: provider needs client_secret_file or client_key_file, one of the two.")
    organisation = {scheme: getattr(claims, scheme.value) for scheme in Scheme}
    if not any(organisation.values()):
        raise SettingsError(f"{_HERE}: claims must say where agb, gemeentecode, kvk or oin stands.")
    return IdentityProvider(
        issuer=provider.issuer,
        client_id=provider.client_id,
        name=provider.name,
        claims=ClaimNames(
            organisation={scheme: claim for scheme, claim in organisation.items() if claim},
            name=claims.name,
            role=claims.role,
            administrators=claims.administrators,
        ),
        levels=_levels_of(said.levels),
        client_secret=_secret(provider.client_secret_file, beside),
        client_key=_key(provider.client_key_file, beside),
        scope=provider.scope,
    )


def _levels_of(said: _Levels) -> AssuranceLevels:
    try:
        return AssuranceLevels(said.known, {AssuredAct(act): level for act, level in said.needed.items()})
    except ValueError as error:
        raise SettingsError(f"{_HERE}: levels: {error}.") from error


def _require_safe(address: str, key: str) -> None:
    """Over http anybody on the way could say who somebody is, and what that may."""
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(parts.hostname or ""))
    if not (is_safe and parts.netloc) or parts.query or parts.fragment:
        raise SettingsError(f"{_HERE}: {key} must be an https address, without a query.")


def _key(file: str, beside: Path) -> str:
    pem = _secret(file, beside)
    try:
        kind = type(load_pem_private_key(pem.encode(), None)).__name__ if pem else ""
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SettingsError(f"{_HERE}: {file} is no private key in PEM without a password.") from error
    if kind and not kind.startswith(("RSA", "EC")):
        raise SettingsError(f"{_HERE}: {file} must be a key of RSA or of an elliptic curve.")
    return pem


def _secret(file: str, beside: Path) -> str:
    if not file:
        return ""
    try:
        return (beside / Path(file).expanduser()).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{_HERE}: {file} cannot be read: {type(error).__name__}.") from error
