"""One message: recognised by its root, read by path, and what it lacks asked for by name."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from service.domain.findings import Finding, FindingKind, Place
from service.domain.said import Fact

_SPACE = "istandaarden.nl/"
_OTHER = re.compile(r"istandaarden\.nl/(\w+)/(\d+)_(\d+)/([a-z]+\d+)")
_FORM = re.compile(r"istandaarden\.nl/(ijw|iwmo)/(\d+)_(\d+)/([a-z]+)(\d{3})")
_LAWS = {"ijw": "JW", "iwmo": "WMO"}
_READ = ("301", "305", "307", "323", "325")
_VERSION = ("3", "2")
_NUMBERS = frozenset(
    {"ToewijzingNummer", "Volume", "GeleverdVolume", "ProductTarief", "Bedrag", "TotaalBedrag", "Budget"}
)
"""Elements of type xs:integer: blanks around them, a plus and zeros before them say nothing."""
_PARTIES = frozenset({"Afzender", "Ontvanger"})
"""Codes of who sends and who receives, that consist of digits alone."""
_DAYS = frozenset({"Datum", "Begindatum", "Einddatum", "Ingangsdatum", "Dagtekening"})
"""Elements of type xs:date: blanks around them say nothing."""
_ZONE = re.compile(r"(?<=\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)$")
"""In which part of the world that day is, which a day of xs:date may say; it is that day here."""
_INTEGER = re.compile(r"[+-]?\d+")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WIDE_STARTS = ("<".encode("utf-16-le"), "<".encode("utf-16-be"))


class MissingElementError(Exception):
    """A message lacks what its standard requires."""


@dataclass(frozen=True, slots=True)
class MessageForm:
    """What the name of a root says: of which standard, which version, which message."""

    law: str
    """JW or WMO."""
    version: tuple[str, str]
    number: str
    """301, 305, 307, 323, 325 or one that is not read."""
    prefix: str
    """jw or wmo, as in the name of the message."""

    @property
    def is_read(self) -> bool:
        """Whether it is one of the messages that are read here, in the version that is read."""
        return self.number in _READ and self.version == _VERSION

    @property
    def name(self) -> str:
        """`JW323` or `WMO323 3.1`: as people call it, with its version when that is another than 3.2."""
        version = "" if self.version == _VERSION else f" {'.'.join(self.version)}"
        return f"{self.prefix.upper()}{self.number}{version}"


class Message:
    """One message, by the file it came in."""

    def __init__(self, name: str, root: etree._Element) -> None:
        self.name = name
        self.root = root
        self.form = form_of(str(root.tag))
        self.day = maybe(root, "Header/BerichtIdentificatie/Dagtekening")
        """Of its making, as text: later messages sort after earlier ones."""

    @property
    def other_name(self) -> str:
        """What a message that is none of ours is called: `AW33 (iwlz 2.5)`, or the name of its root."""
        other = _OTHER.search(str(self.root.tag))
        return f"{other[4].upper()} ({other[1]} {other[2]}.{other[3]})" if other else str(self.root.tag)[:60]

    @property
    def law(self) -> str:
        """The wet that its standard is of; empty when it is of none that is known here."""
        return self.form.law if self.form else ""

    def found(self, kind: FindingKind, detail: str = "", **facts: Fact) -> Finding:
        """A finding about this message."""
        return Finding(kind, Place(sheet=self.name), {"detail": detail, **facts})


def is_message(content: bytes) -> bool:
    """Whether these bytes are XML with a root of the iStandaarden, or broken XML that speaks of them.

    The root is looked for wherever it stands: a long comment before it hides nothing.
    """
    if not _begins_as_xml(content):
        return False
    root = _root_of(content)
    if root:
        return _SPACE in root
    return _SPACE.encode() in content or _SPACE.encode("utf-16-le") in content


def form_of(tag: str) -> MessageForm | None:
    """What the name of a root (`{namespace}Bericht`) says; None when it says nothing that is known here."""
    found = _FORM.search(tag)
    if found is None:
        return None
    space, major, minor, prefix, number = found.groups()
    return MessageForm(_LAWS[space], (major, minor), number, prefix)


def _begins_as_xml(content: bytes) -> bool:
    for mark in _BYTE_ORDER_MARKS:
        content = content.removeprefix(mark)
    start = content[:200].lstrip(b" \r\n\t\x00")
    return start.startswith(b"<") or content.startswith(_WIDE_STARTS)


def _root_of(content: bytes) -> str:
    """The name of the root, read no further than that; empty when it is no XML."""
    try:
        events = etree.iterparse(
            io.BytesIO(content), events=("start",), resolve_entities=False, no_network=True, load_dtd=False
        )
        return str(next(iter(events))[1].tag)
    except (etree.XMLSyntaxError, StopIteration):
        return ""


def text(element: etree._Element, path: str) -> str:
    """Return the value at a path that the standard requires. Raises MissingElementError."""
    found = maybe(element, path)
    if not found:
        raise MissingElementError(path)
    return found


def maybe(element: etree._Element, path: str) -> str:
    """Return the value at a path, empty when it is not there.

    Numbers and days are what XML Schema says they are: ` +0012 ` is 12. Texts are kept to the character.
    """
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return "" if found is None or found.text is None else _value(found.text, path.rpartition("/")[2])


def _value(written: str, name: str) -> str:
    if name in _DAYS:
        return _ZONE.sub("", written.strip())
    if name in _PARTIES:
        return written.strip()
    if name not in _NUMBERS:
        return written
    number = written.strip()
    return str(int(number)) if _INTEGER.fullmatch(number) and number.isascii() else number


def every(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """Every element at a path."""
    yield from element.findall("/".join(f"{{*}}{step}" for step in path.split("/")))
