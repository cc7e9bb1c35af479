"""The keys of an installation: given, or made once and kept where the database is the bundled one."""

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from service.given_values import SettingsError, is_laptop, text_in_file

_KEY_CHARACTERS = 32


def secret_key(given: Mapping[str, str], state_dir: Path) -> str:
    """What cookies are signed with. Raises SettingsError where it has to be given and is not."""
    if given.get("secret_key"):
        return given["secret_key"]
    if not is_laptop(given):
        raise SettingsError("EENMAAL_SECRET_KEY must be given when database and broker are your own.")
    return _kept(state_dir / "secret_key")


def pseudonym_key(given: Mapping[str, str], state_dir: Path) -> str:
    """None is made beside a database of one's own: machines that share it would each make another."""
    if given.get("pseudonym_key") or _has_own_database(given):
        return given.get("pseudonym_key", "")
    return _kept(state_dir / "pseudonym_key")


def log_key(given: Mapping[str, str], state_dir: Path) -> str:
    """What signs the log of acts; as with pseudonyms."""
    if "log_key" in given or _has_own_database(given):
        return given.get("log_key", "")
    return _kept(state_dir / "log_key", _new_log_key)


def require_keys_of_log(key: str, policy: str) -> None:
    """Raises SettingsError where a log cannot be signed with what was given, or nobody be believed by it.

    A key that we made ourselves need not be held, so a command does not wait for cryptography.
    """
    from service.domain.proof.failures import NotProvenError  # noqa: PLC0415 - see above
    from service.domain.proof.keys import policy_of, signer_of  # noqa: PLC0415 - the same

    try:
        policy_of(policy, signer_of(key))
    except NotProvenError as error:
        raise SettingsError(f"EENMAAL_LOG_KEY or EENMAAL_LOG_POLICY cannot be: {error}.") from error


def encryption_key(given: Mapping[str, str], state_dir: Path) -> str:
    """What wraps the keys of files. Machines that share a database must share it, so none is made there."""
    found = given.get("encryption_key") or text_in_file(given, "encryption_key_file")
    if found or "key_command" in given:
        return found
    return "" if "database_url" in given else _kept(state_dir / "encryption_key")


def _has_own_database(given: Mapping[str, str]) -> bool:
    return "database_url" in given or not is_laptop(given)


def _new_key() -> str:
    return secrets.token_urlsafe(_KEY_CHARACTERS)


def _new_log_key() -> str:
    """The name tells installations apart, and no machine answers to it."""
    from service.domain.proof.keys import SEED_BYTES, new_log_key  # noqa: PLC0415 - once in a life

    return new_log_key(f"{secrets.token_hex(4)}.localhost/logboek", secrets.token_bytes(SEED_BYTES))


def _kept(file: Path, make: Callable[[], str] = _new_key) -> str:
    """The key in this file, made when there was none, for its owner alone to read."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as key:
            key.write(make())
        _keep_first(draft, file)
    return file.read_text()


def _keep_first(draft: Path, file: Path) -> None:
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
