"""How one value of the environment is read: a number, a folder, a file that holds it, or a key made once."""

import os
import secrets
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

from service.domain.failures import TerminalError

PREFIX = "EENMAAL_"
_KEY_CHARACTERS = 32


class SettingsError(TerminalError):
    """The environment asks for something that cannot be."""


def path_of(given: Mapping[str, str], name: str, otherwise: Path) -> Path:
    """The folder that was given, without a tilde; or the other one."""
    return Path(given[name]).expanduser().absolute() if name in given else otherwise


def number_of(name: str, text: str) -> int:
    """A whole number above zero. Raises SettingsError."""
    if not text.isdecimal() or not int(text):
        raise SettingsError(f"{PREFIX}{name.upper()} must be a whole number above zero, not {text!r}.")
    return int(text)


def text_in_file(given: Mapping[str, str], name: str) -> str:
    """What stands in the file that was given, or nothing. Raises SettingsError."""
    if name not in given:
        return ""
    try:
        return Path(given[name]).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{PREFIX}{name.upper()} cannot be read: {type(error).__name__}.") from error


def kept_key(file: Path) -> str:
    """The key in this file, made when there was none, for its owner alone to read."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as key:
            key.write(secrets.token_urlsafe(_KEY_CHARACTERS))
        _keep_first(draft, file)
    return file.read_text()


def _keep_first(draft: Path, file: Path) -> None:
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def is_this_machine(host: str) -> bool:
    """Whether nobody elsewhere can listen on the way to it."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
