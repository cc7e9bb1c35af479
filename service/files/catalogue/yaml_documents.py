"""YAML as people expect it: codes stay text, and every line is remembered for the messages."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml.composer import Composer

from service.domain.failures import FormatError
from service.domain.formats.composition import Document
from service.domain.formats.composition import Path as Address
from service.domain.formats.faults.writing import (
    NOT_KEYS_AND_VALUES,
    NOT_READABLE_YAML,
    NOT_UTF8,
    STANDS_TWICE,
)
from service.files.catalogue.yaml_mistakes import curled_quotes, mistake_in

_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]*")
_MAY_REFER = re.compile("[&*]")
"""Without these no text refers to itself, and libyaml may compose it too: half the time."""
_BOOLEANS = {"true": True, "false": False}


class _RefusesReferences(Composer):
    """Refuses `&name` and `*name`."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """See Composer."""
        event = self.peek_event()  # type: ignore[attr-defined] # of the parser beside it
        if getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(None, None, "a reference (& or *) cannot stand here", event.start_mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


class _Loader(_RefusesReferences, yaml.SafeLoader):
    """PyYAML's own parser: it says best what is wrong with a text."""


class _QuickLoader(_RefusesReferences, yaml.CSafeLoader):
    """The parser of libyaml, which takes a seventh of the time; composing is as above.

    Of a plain text it says an empty style, PyYAML none.
    """

    def __init__(self, text: str) -> None:
        yaml.CSafeLoader.__init__(self, text)
        Composer.__init__(self)


def read_document(path: Path, name: str, shown_as: str) -> Document:
    """A YAML file as plain values and the line of each; raises FormatError with the line of a mistake.

    Only `true`, `false` and whole numbers without a leading zero are more than text: `0014`, `2026.1`, `NO`
    and `2026-01-01` stay exactly what they are.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FormatError(NOT_UTF8.fault(), shown_as, 1) from error
    return document_of(text, name, shown_as)


def document_of(text: str, name: str, shown_as: str) -> Document:
    """As `read_document`, of a text that stands in no file."""
    root = _quick_root(text, shown_as)
    places = _Places()
    places.note_all(root, ())
    content = value_of(root, shown_as)
    return Document(
        name=name,
        file=shown_as,
        content=content if isinstance(content, dict) else {},
        lines=places.lines,
        columns=places.columns,
    )


def root_of(text: str, shown_as: str) -> yaml.MappingNode:
    """The nodes of a text with their places in it; raises FormatError with the line of a mistake.

    A text that refers to itself (`&name`, `*name`) is refused: it can grow without end when it is read.
    """
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise mistake_in(text, error, shown_as) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise FormatError(NOT_READABLE_YAML.fault(), shown_as, 1) from error
    if not isinstance(root, yaml.MappingNode):
        raise FormatError(NOT_KEYS_AND_VALUES.fault(), shown_as, 1)
    return root


def _quick_root(text: str, shown_as: str) -> yaml.MappingNode:
    """As `root_of`, but in a line with an empty value its column may be another."""
    loader = _QuickLoader if _MAY_REFER.search(text) else yaml.CSafeLoader
    try:
        root = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, UnicodeEncodeError, RecursionError):
        root = None  # the other parser says what is wrong
    return root if isinstance(root, yaml.MappingNode) else root_of(text, shown_as)


def value_of(node: yaml.Node, shown_as: str) -> object:
    """What a node says, as a format means it: codes stay text."""
    match node:
        case yaml.MappingNode():
            return _mapping(node, shown_as)
        case yaml.SequenceNode():
            return [value_of(item, shown_as) for item in node.value]
        case yaml.ScalarNode(style=None | "", value=text) if text in _BOOLEANS:
            return _BOOLEANS[text]
        case yaml.ScalarNode(style=None | "", value=text) if _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        case _:
            curled = curled_quotes(node, shown_as) if isinstance(node, yaml.ScalarNode) else None
            if curled is not None:
                raise curled
            return node.value


def _mapping(node: yaml.MappingNode, shown_as: str) -> dict[str, object]:
    content: dict[str, object] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in content:
            raise FormatError(STANDS_TWICE.fault(name=name), shown_as, *_place(key))
        content[name] = value_of(value, shown_as)
    return content


@dataclass(frozen=True, slots=True)
class _Places:
    """Line and place in it of every key and item, from 1."""

    lines: dict[Address, int] = field(default_factory=dict)
    columns: dict[Address, int] = field(default_factory=dict)

    def note_all(self, node: yaml.Node, path: Address) -> None:
        """The node and what is in it; of a value under a key the place is that of the key."""
        self._note(node, path)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                below = (*path, str(key.value))
                self.note_all(value, below)
                self._note(key, below)
        elif isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                self.note_all(item, (*path, str(number)))

    def _note(self, node: yaml.Node, path: Address) -> None:
        self.lines[path], self.columns[path] = _place(node)


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
