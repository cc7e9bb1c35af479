"""Which addresses a request of ours may go to: the public internet, and what the operator allows."""

import ipaddress
from collections.abc import Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def may_be_reached(address: Address, allowed: Sequence[Network]) -> bool:
    """Whether a request of ours may go there: to the public internet, or where the operator allows it.

    An IPv4 address in an IPv6 one (mapped, NAT64, 6to4) is looked at as itself.
    """
    if any(address in network for network in allowed):
        return True
    inner = _inner(address)
    if inner is not None:
        return may_be_reached(inner, allowed)
    is_special = any(address in network for network in _NEVER)
    return address.is_global and not (address.is_multicast or address.is_reserved or is_special)


def networks_of(written: str) -> tuple[Network, ...]:
    """`10.1.0.0/16, ::1` → networks. Raises ValueError."""
    return tuple(ipaddress.ip_network(each.strip()) for each in written.split(",") if each.strip())


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NEVER = networks_of("192.0.0.0/24, 64:ff9b:1::/48, 2001::/23, 3fff::/20, 5f00::/16")
"""Of special purpose by the registries of IANA; whether Python knows depends on its version."""


def _inner(address: Address) -> Address | None:
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
