"""Where a name leads, looked up once and held against what may be reached."""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from urllib.parse import urlsplit

from service.domain.failures import TerminalError
from service.domain.reachable import Address, Network, may_be_reached

_HTTPS = "https"
_PATIENCE = 0.5
"""Seconds for a look-up on which somebody waits: a slow name server holds up nobody for longer."""
_LOOK_UPS_AT_ONCE = 2

LookUp = Callable[[str, int], Address]


class NotReachableError(TerminalError):
    """The name leads to an address that we may not go to."""


def checked_address(host: str, port: int, allowed: Sequence[Network]) -> Address:
    """The first address of the name. Raises OSError, and NotReachableError when any may not be reached."""
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = [ipaddress.ip_address(str(info[4][0]).partition("%")[0]) for info in infos]
    if not found or not all(may_be_reached(each, allowed) for each in found):
        raise NotReachableError("not an address of the public internet")
    return found[0]


def is_shut(url: str, allowed: Sequence[Network], look_up: LookUp | None = None) -> bool:
    """Whether we surely may not go there: a private address, or no https where that has to be.

    A name that leads nowhere at this moment is not, nor one whose name server is slow: it may lead somewhere
    later, and is looked at each time. `look_up`: another than that of this machine.
    """
    parts = urlsplit(url)
    is_open = parts.scheme != _HTTPS
    if is_open and not allowed:
        return True
    found = _look_ups().submit(
        look_up or partial(checked_address, allowed=allowed), parts.hostname or "", parts.port or 443
    )
    try:
        address = found.result(_PATIENCE)
    except NotReachableError:
        return True
    except (OSError, UnicodeError):  # a time-out is an OSError
        found.cancel()
        return False
    return is_open and address.is_global


@cache
def _look_ups() -> ThreadPoolExecutor:
    """So few that names which never answer take no thread from anybody else."""
    return ThreadPoolExecutor(_LOOK_UPS_AT_ONCE, thread_name_prefix="look-up")


def checked_socket(host: str, port: int, allowed: Sequence[Network], patience: float) -> socket.socket:
    """A connection to that very address. Raises NotReachableError and OSError."""
    address = checked_address(host, port, allowed)
    made = socket.create_connection((str(address), port), timeout=patience)
    made.setblocking(False)
    return made
