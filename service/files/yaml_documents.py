"""YAML as people expect it: codes stay text, and every line is remembered for the messages."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from service.domain.failures import FormatError
from service.domain.formats.composition import Document
from service.domain.formats.composition import Path as Address

_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]*")
_BOOLEANS = {"true": True, "false": False}


class _WithoutReferences(yaml.SafeLoader):
    """Refuses `&name` and `*name`."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """See SafeLoader."""
        event = self.peek_event()  # type: ignore[no-untyped-call] # PyYAML types its parser in part
        if getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(None, None, "a reference (& or *) cannot stand here", event.start_mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


def read_document(path: Path, name: str, shown_as: str) -> Document:
    """A YAML file as plain values and the line of each; raises FormatError with the line of a mistake.

    Only `true`, `false` and whole numbers without a leading zero are more than text: `0014`, `2026.1`, `NO`
    and `2026-01-01` stay exactly what they are.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FormatError("This file is not UTF-8.", file=shown_as, line=1) from error
    return document_of(text, name, shown_as)


def document_of(text: str, name: str, shown_as: str) -> Document:
    """As `read_document`, of a text that stands in no file."""
    root = root_of(text, shown_as)
    lines: dict[Address, int] = dict(_lines(root, ()))
    content = value_of(root, shown_as)
    return Document(name, shown_as, content if isinstance(content, dict) else {}, lines)


def root_of(text: str, shown_as: str) -> yaml.MappingNode:
    """The nodes of a text with their places in it; raises FormatError with the line of a mistake.

    A text that refers to itself (`&name`, `*name`) is refused: it can grow without end when it is read.
    """
    try:
        root = yaml.compose(text, Loader=_WithoutReferences)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FormatError(f"This is not YAML: {error.problem}.", file=shown_as, line=line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise FormatError("This is not YAML that can be read.", file=shown_as, line=1) from error
    if not isinstance(root, yaml.MappingNode):
        raise FormatError("A file here holds `key: value` lines.", file=shown_as, line=1)
    return root


def value_of(node: yaml.Node, shown_as: str) -> object:
    """What a node says, as a format means it: codes stay text."""
    match node:
        case yaml.MappingNode():
            return _mapping(node, shown_as)
        case yaml.SequenceNode():
            return [value_of(item, shown_as) for item in node.value]
        case yaml.ScalarNode(style=None, value=text) if text in _BOOLEANS:
            return _BOOLEANS[text]
        case yaml.ScalarNode(style=None, value=text) if _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        case _:
            return node.value


def _mapping(node: yaml.MappingNode, shown_as: str) -> dict[str, object]:
    content: dict[str, object] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in content:
            line = key.start_mark.line + 1
            raise FormatError(f"{name!r} stands here twice.", file=shown_as, line=line)
        content[name] = value_of(value, shown_as)
    return content


def _lines(node: yaml.Node, path: Address) -> Iterator[tuple[Address, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*path, str(key.value))
            yield from _lines(value, below)
            yield below, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _lines(item, (*path, str(number)))
