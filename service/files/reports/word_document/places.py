"""Where every element of an XML part begins and ends in its bytes, so that one can be replaced alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

_SPLIT = "|"
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_DEEPEST = 200
"""Elements within each other; a table within a table within a text box takes thirty."""
_START_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")


class UnusualPartError(Exception):
    """A part that Word never writes: it declares entities, is no UTF-8, or is very deep."""


@dataclass(slots=True, eq=False, kw_only=True)
class Node:
    """An element: what of Word it is, and where it stands."""

    name: str
    """Of Word the local name (`sdt`), of any other namespace the whole."""
    attributes: Mapping[str, str]
    parent: "Node | None"
    start: int
    inner: int
    """Where its start tag ends."""
    inner_end: int = 0
    """Where its end tag begins; that of an empty tag is where that ends."""
    stop: int = 0
    children: list["Node"] = field(default_factory=list)

    def below(self) -> Iterator["Node"]:
        """Every element in it, in the order of the document."""
        for child in self.children:
            yield child
            yield from child.below()

    def child(self, name: str) -> "Node | None":
        """The first child of that name."""
        return next((each for each in self.children if each.name == name), None)

    def first(self, name: str) -> "Node | None":
        """The first element of that name in it."""
        return next((each for each in self.below() if each.name == name), None)

    def above(self) -> Iterator["Node"]:
        """What it stands in, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes of a part and the tree of its elements."""

    name: str
    data: bytes = field(repr=False)
    root: Node = field(repr=False)

    def of(self, node: Node) -> bytes:
        """An element as it is written."""
        return self.data[node.start : node.stop]

    def opened(self, node: Node) -> bytes:
        """Its start tag, never an empty one."""
        tag = self.data[node.start : node.inner]
        return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag

    def of_child(self, node: Node, name: str) -> bytes:
        """A child of that name as it is written, nothing where there is none."""
        child = node.child(name)
        return self.of(child) if child else b""

    def is_empty(self, node: Node) -> bool:
        """Whether it is one tag that opens and closes."""
        return self.data[node.start : node.inner].endswith(b"/>")

    def closing(self, node: Node) -> bytes:
        """Its end tag."""
        return b"</" + self._qualified(node) + b">"

    def prefix(self, node: Node) -> bytes:
        """The prefix of its name, with the colon."""
        before, colon, _ = self._qualified(node).rpartition(b":")
        return before + colon

    def text(self, node: Node) -> str:
        """The text in it as one line, blanks put together."""
        texts = (self.data[each.inner : each.inner_end].decode() for each in node.below() if each.name == "t")
        joined = "".join(texts).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        return " ".join(joined.split())

    def _qualified(self, node: Node) -> bytes:
        return re.split(rb"[\s/>]", self.data[node.start + 1 : node.inner], maxsplit=1)[0]


def part_of(name: str, data: bytes) -> Part:
    """The tree of a part. Raises UnusualPartError, or ExpatError for what is no XML."""
    parser = expat.ParserCreate(namespace_separator=_SPLIT)
    open_nodes: list[Node] = []
    roots: list[Node] = []

    def begin(named: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        found = _START_TAG.match(data, start)
        if found is None or len(open_nodes) > _DEEPEST:
            raise UnusualPartError
        node = Node(
            name=_local(named),
            attributes={_local(key): value for key, value in attributes.items()},
            parent=open_nodes[-1] if open_nodes else None,
            start=start,
            inner=found.end(),
        )
        (open_nodes[-1].children if open_nodes else roots).append(node)
        open_nodes.append(node)

    def end(_named: str) -> None:
        node = open_nodes.pop()
        if data[node.start : node.inner].endswith(b"/>"):
            node.inner_end = node.stop = node.inner
        else:
            node.inner_end = parser.CurrentByteIndex
            node.stop = data.index(b">", node.inner_end) + 1

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() != "utf-8":
            raise UnusualPartError

    def doctype(*_about: object) -> None:
        raise UnusualPartError

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.XmlDeclHandler, parser.StartDoctypeDeclHandler = declared, doctype
    parser.Parse(data, True)
    return Part(name, data, roots[0])


def _local(named: str) -> str:
    namespace, _, local = named.rpartition(_SPLIT)
    return local if namespace in _WORD else named
