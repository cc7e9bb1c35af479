"""Refuse XML of a workbook of which two readers could make different cells."""

import re
from collections import Counter
from xml.parsers import expat

_UTF8 = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s*<\?xml[^>]*encoding=[\"'](?i:utf-8)[\"'][^>]*\?>|\s*<\?xml(?![^>]*encoding)[^>]*\?>|\s*<[^?])"
)
_FAULT = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]|\bt\s*=\s*[\"'](?:e[\"']|[^\"']*&)")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s/>])(?:[^>]*?\sr\s*=\s*[\"']([^\"']*)[\"'])?")
_ADDRESS = re.compile(rb"[A-Z]{1,3}[1-9]\d{0,6}")
_OPEN = rb"<(?:[\w.-]+:)?"
_PLACE = _OPEN + rb"c(?=\s)[^>/]*\st\s*=\s*[\"']s[\"'][^>/]*>\s*" + _OPEN + rb"v>\s*(?!\d+\s*<)"
_VALUE = rb"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?</|\s*</"
_NUMBER = (
    _OPEN
    + rb"c(?=[\s>])(?![^>]*\st\s*=\s*[\"'](?!n[\"']))[^>/]*>\s*"
    + rb"(?:" + _OPEN + rb"f(?:[^>]*/>|[^>]*>[^<]*</[^>]*>)\s*)?"
    + _OPEN + rb"v>(?!" + _VALUE + rb")"
)  # fmt: skip
_DATA = re.compile(_OPEN + rb"sheetData[\s/>]")
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_REASONS = (
    (re.compile(_PLACE), "a text that is not there"),
    (re.compile(_NUMBER), "a number that is none"),
)


def damage_of(xml: bytes) -> str:
    """Say why it is not certain what the cells of a sheet are, and where; empty when it is.

    It is UTF-8. Each cell has its own address, or none has one and their order tells where they are. Between
    the tags of a value stands that value: a number, or the place of a text, and no comment or CDATA, which
    calamine passes over. Raises expat.ExpatError for what is no XML at all.
    """
    require_sound_xml(xml)
    if not is_utf8(xml):
        return "not UTF-8"
    if b"<!" in xml or xml.find(b"<?", xml.find(b"?>")) >= 0:
        return "a comment, CDATA or instruction within a sheet"
    if len(_DATA.findall(xml)) > 1:
        return "rows in two places"
    for form, reason in _REASONS:
        found = form.search(xml)
        if found:
            cell = _CELL.match(found[0])
            return f"{(cell[1] or b'').decode() if cell else ''} {reason}".strip()
    return _about_addresses(_CELL.findall(xml), has_faults=has_faults(xml))


def has_faults(xml: bytes) -> bool:
    """Whether it may hold a formula or an error."""
    return _FAULT.search(xml) is not None


def _about_addresses(addresses: list[bytes], *, has_faults: bool) -> str:
    different = set(addresses)
    if different == {b""} and not has_faults:
        return ""
    if b"" in different:
        return "a cell without an address"
    if len(different) < len(addresses):
        return f"{Counter(addresses).most_common(1)[0][0].decode()} is there twice"
    return "" if all(map(_ADDRESS.fullmatch, different)) else "an address that is none"


def is_utf8(xml: bytes) -> bool:
    """Whether the XML says that it is UTF-8, or says nothing, which is the same."""
    return _UTF8.match(xml) is not None


def require_sound_xml(xml: bytes) -> None:
    """Raise expat.ExpatError when it is not well-formed. Nothing is fetched or expanded.

    Two characters that XML has no place for pass: readers give them, and then they are named by their cell.
    """
    for character in _NO_CHARACTERS:
        xml = xml.replace(character, b"?")
    if xml:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)
