"""How one value of the environment is read: a number, a folder, or a file that holds it."""

import os
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from service.domain.failures import TerminalError

PREFIX = "EENMAAL_"
_KNOWN_PASSWORDS = {"postgres", "password", "changeme", "secret", "admin", "eenmaal", "eenmaal_app"}
_Choice = TypeVar("_Choice", bound=StrEnum)


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


def one_of(name: str, text: str, known: type[_Choice]) -> _Choice:
    """What a setting chooses. Raises SettingsError with all that it may be."""
    if text in set(known):
        return known(text)
    *others, last = (each.value for each in known)
    raise SettingsError(f"{PREFIX}{name.upper()} must be {', '.join(others)} or {last}, not {text!r}.")


def text_in_file(given: Mapping[str, str], name: str) -> str:
    """What stands in the file that was given, or nothing. Raises SettingsError."""
    if name not in given:
        return ""
    try:
        return Path(given[name]).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{PREFIX}{name.upper()} cannot be read: {type(error).__name__}.") from error


def is_laptop(given: Mapping[str, str]) -> bool:
    """Whether database or broker is the bundled one, unless a parent says so."""
    if "is_laptop" in given:
        return given["is_laptop"] == "1"
    return not ("database_url" in given and "broker_url" in given)


def is_ip_address(host: str) -> bool:
    """Whether it is an address of numbers and no name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_this_machine(host: str) -> bool:
    """Whether nobody elsewhere can listen on the way to it."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_a_known_password(name: str, url: str | None) -> None:
    """Raises SettingsError for a database of which everybody knows the password."""
    parts = urlsplit(url or "")
    if parts.password and unquote(parts.password).lower() in {*_KNOWN_PASSWORDS, parts.username}:
        raise SettingsError(
            f"{PREFIX}{name.upper()} has a password that everybody tries first; give {parts.username} one "
            "of its own, for example from: openssl rand -hex 32."
        )


_SWITCH = {"on": True, "off": False, "1": True, "0": False}
"""The last two are how a parent tells its children."""


def are_fast_paths_on(environ: Mapping[str, str]) -> bool:
    """See Settings.fast_paths: for a process that asks for nothing else. Raises SettingsError."""
    given = environ.get(f"{PREFIX}FAST_PATHS") or "on"
    if given not in _SWITCH:
        raise SettingsError(f"{PREFIX}FAST_PATHS must be on or off, not {given!r}.")
    return _SWITCH[given]


def usual_state_dir(environ: Mapping[str, str]) -> Path:
    """Where laptop mode keeps things when nobody says where."""
    if os.geteuid() == 0:
        return Path("/var/lib/eenmaal")
    return Path(environ.get("XDG_STATE_HOME") or "~/.local/state") / "eenmaal"
