"""One iJw message: reading it by path, and what it lacks asked for by name."""

from collections.abc import Iterator

from lxml import etree

from service.domain.findings import Finding, FindingKind, Place


class MissingElementError(Exception):
    """A message lacks what iJw requires."""


class Message:
    """One message, by the file it came in."""

    def __init__(self, name: str, root: etree._Element) -> None:
        self.name = name
        self.root = root
        self.kind = str(root.tag).partition("}")[0].rsplit("/", 2)[-2] if "}" in str(root.tag) else ""
        self.day = maybe(root, "Header/BerichtIdentificatie/Dagtekening")
        """Of its making, as text: later messages sort after earlier ones."""

    def found(self, kind: FindingKind, detail: str = "", **facts: str) -> Finding:
        """A finding about this message."""
        return Finding(kind, Place(sheet=self.name), {"detail": detail, **facts})


def text(element: etree._Element, path: str) -> str:
    """Return the text at a path that iJw requires. Raises MissingElementError."""
    found = maybe(element, path)
    if not found:
        raise MissingElementError(path)
    return found


def maybe(element: etree._Element, path: str) -> str:
    """Return the text at a path, empty when it is not there."""
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return "" if found is None or found.text is None else found.text


def every(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """Every element at a path."""
    yield from element.findall("/".join(f"{{*}}{step}" for step in path.split("/")))
