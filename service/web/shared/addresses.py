"""Addresses that a visitor brings along: followed only when they stay on this site."""

from urllib.parse import urlsplit


def own_address(address: str | None) -> str:
    """The address when it is a path on this site, otherwise empty: nobody is sent elsewhere by our link."""
    if not address or not address.startswith("/") or address.startswith("//") or "\\" in address:
        return ""
    if any(ord(one) < ord(" ") for one in address):
        return ""
    parts = urlsplit(address)
    return "" if parts.scheme or parts.netloc else address
