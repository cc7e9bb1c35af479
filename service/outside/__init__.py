"""Connections to the outside: each to an address that was looked at, and to no other."""

from service.outside.addresses import NotReachableError, checked_socket, is_shut
from service.outside.http import GuardedHttp

__all__ = ["GuardedHttp", "NotReachableError", "checked_socket", "is_shut"]
