"""Change one thing in a YAML text and leave every other character, remarks and order included, as it was."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml
from yaml.resolver import Resolver

from service.domain.failures import FormatError
from service.domain.formats.faults.writing import (
    CANNOT_BE_REACHED,
    CHANGE_BREAKS_THE_TEXT,
    IS_THERE_ALREADY,
    NOT_IN_THIS_TEXT,
    NOT_PIECE_BY_PIECE,
)
from service.files.catalogue.yaml_documents import document_of, root_of, value_of

Path = tuple[str, ...]
_SHOWN_AS = "concept"
_PLAIN = re.compile(r"[A-Za-z0-9À-ÿ_(][A-Za-z0-9À-ÿ_()./+ €–-]*(?<! )")
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_TEXT = "tag:yaml.org,2002:str"


class CannotEditError(FormatError):
    """The text is written in a way that cannot be changed piece by piece; nothing was changed."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One `key: value` of a mapping."""

    key: yaml.ScalarNode
    value: yaml.Node

    @property
    def name(self) -> str:
        return str(self.key.value)

    @property
    def key_end(self) -> int:
        return int(self.key.end_mark.index)

    @property
    def end(self) -> int:
        return _end(self.value)


def with_value(text: str, path: Path, value: object) -> str:
    """The text with `value` at `path`, which is added, with what it stands in, when it was not there."""
    before = _content(text)
    for length in range(len(path), 0, -1):
        mapping = _mapping_at(text, path[: length - 1])
        entry = None if mapping is None else _entry_of(mapping, path[length - 1])
        inside = _nested(path[length:], value)
        if mapping is None:
            continue
        if entry is not None and length == len(path):
            changed = f"{text[: entry.key_end]}: {flow(value)}{text[entry.end :]}"
        elif entry is None:
            changed = _with_entry(text, mapping, path[length - 1], inside)
        else:
            changed = f"{text[: entry.key_end]}: {flow(inside)}{text[entry.end :]}"
        return _proven(changed, _put(before, path, value))
    raise CannotEditError(CANNOT_BE_REACHED.fault(path=".".join(path)), _SHOWN_AS)


def with_lines(text: str, path: tuple[str, str], lines: Sequence[Mapping[str, str]]) -> str:
    """The text with a series at `path`, each of its parts on a line of its own as people write them."""
    expected = _put(_content(text), path, [dict(line) for line in lines])
    outer, name = path
    within = _mapping_at(text, (outer,))
    if within is not None and (within.flow_style or not lines):
        return with_value(text, path, lines)
    if within is None or not within.value:
        begin = without(text, (outer,)) if outer in _content(text) else text
        written = f"{begin.rstrip(chr(10))}\n{outer}:\n  {flow(name)}:{_lines_below(lines, '  ')}\n"
        return _proven(written, expected)
    entry, indent = _entry_of(within, name), " " * _entries(within)[0].key.start_mark.column
    if entry is not None:
        return _proven(f"{text[: entry.key_end]}:{_lines_below(lines, indent)}{text[entry.end :]}", expected)
    end = _line_end(text, _entries(within)[-1].end)
    opening = "" if text[:end].endswith("\n") else "\n"
    added = f"{opening}{indent}{flow(name)}:{_lines_below(lines, indent)}\n"
    return _proven(f"{text[:end]}{added}{text[end:]}", expected)


def _lines_below(lines: Sequence[Mapping[str, str]], indent: str) -> str:
    return "".join(f"\n{indent}  - {flow(line)}" for line in lines) or " []"


def with_name(text: str, path: Path, name: str) -> str:
    """The text in which what is called `path` has another name and the same place. Raises CannotEditError."""
    mapping, entry = _found(text, path)
    if name == entry.name:
        return text
    if _entry_of(mapping, name) is not None:
        raise CannotEditError(IS_THERE_ALREADY.fault(name=name), _SHOWN_AS)
    changed = f"{text[: entry.key.start_mark.index]}{flow(name)}{text[entry.key_end :]}"
    return _proven(changed, _renamed(_content(text), path, name))


def without(text: str, path: Path) -> str:
    """The text without what stands at `path`, and without the remarks right above it."""
    mapping, entry = _found(text, path)
    expected = _removed(_content(text), path)
    if len(mapping.value) == 1 and len(path) > 1:
        return with_value(text, path[:-1], {})
    if mapping.flow_style:
        return with_value(text, path[:-1], _at(expected, path[:-1]))
    begin, end = _lines_of(text, entry)
    return _proven(text[:begin] + text[end:], expected)


def moved(text: str, path: Path, by: int) -> str:
    """The text in which `path` has changed places with its neighbour before (-1) or after it (1)."""
    mapping, entry = _found(text, path)
    entries = _entries(mapping)
    at = next(number for number, each in enumerate(entries) if each.name == entry.name)
    first, second = sorted((at, at + by))
    if first < 0 or second >= len(entries):
        return text
    expected = _swapped(_content(text), path[:-1], first, second)
    if mapping.flow_style:
        return with_value(text, path[:-1], _at(expected, path[:-1]))
    (a, b), (c, d) = _lines_of(text, entries[first]), _lines_of(text, entries[second])
    last = text[c:d] if text[c:d].endswith("\n") else text[c:d] + "\n"
    return _proven(f"{text[:a]}{last}{text[b:c]}{text[a:b]}{text[d:]}", expected)


def _flow_of_mapping(value: Mapping[object, object]) -> str:
    parts = ", ".join(f"{flow(str(key))}: {flow(part)}" for key, part in value.items())
    return f"{{ {parts} }}" if value else "{}"


def flow(value: object) -> str:
    """A value on one line, so that our reader reads back exactly it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Mapping():
            return _flow_of_mapping(value)
        case str():
            return value if _is_plain(value) else _quoted(value)
        case Sequence():
            return "[" + ", ".join(flow(part) for part in value) + "]"
        case _:
            return flow(str(value))


def _quoted(text: str) -> str:
    """Between double quotes; what YAML reads as the end of a line, or not at all, by its number."""
    return _NOT_IN_YAML.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))


def _is_plain(text: str) -> bool:
    if not _PLAIN.fullmatch(text):
        return False
    tag: str = Resolver().resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call] # PyYAML types it in part
    return tag == _TEXT


def _content(text: str) -> Mapping[str, object]:
    """What the text says, by the reader that formats are read with: only places in it need the other."""
    return document_of(text, _SHOWN_AS, _SHOWN_AS).content


def _proven(text: str, expected: object) -> str:
    """`text`, when it says what was meant and in that order; otherwise nothing is changed."""
    try:
        found = _content(text)
    except FormatError as fault:
        raise CannotEditError(CHANGE_BREAKS_THE_TEXT.fault(why=fault.placed_words), _SHOWN_AS) from fault
    if json.dumps(found) != json.dumps(expected):
        raise CannotEditError(NOT_PIECE_BY_PIECE.fault(), _SHOWN_AS)
    return text


def _mapping_at(text: str, path: Path) -> yaml.MappingNode | None:
    node: yaml.Node = root_of(text, _SHOWN_AS)
    for name in path:
        entry = _entry_of(node, name) if isinstance(node, yaml.MappingNode) else None
        if entry is None:
            return None
        node = entry.value
    return node if isinstance(node, yaml.MappingNode) else None


def _entries(mapping: yaml.MappingNode) -> list[_Entry]:
    return [_Entry(key, value) for key, value in mapping.value]


def _entry_of(mapping: yaml.MappingNode, name: str) -> _Entry | None:
    return next((entry for entry in _entries(mapping) if entry.name == name), None)


def _found(text: str, path: Path) -> tuple[yaml.MappingNode, _Entry]:
    mapping = _mapping_at(text, path[:-1])
    entry = _entry_of(mapping, path[-1]) if mapping is not None else None
    if mapping is None or entry is None:
        raise CannotEditError(NOT_IN_THIS_TEXT.fault(name=path[-1]), _SHOWN_AS)
    return mapping, entry


def _with_entry(text: str, mapping: yaml.MappingNode, name: str, value: object) -> str:
    if mapping.flow_style or not mapping.value:
        content = value_of(mapping, _SHOWN_AS)
        extended = {**(content if isinstance(content, dict) else {}), name: value}
        mark = mapping.start_mark.index, mapping.end_mark.index
        return f"{text[: mark[0]]}{flow(extended)}{text[mark[1] :]}"
    entries = _entries(mapping)
    indent = " " * entries[0].key.start_mark.column
    end = _line_end(text, entries[-1].end)
    opening = "" if text[:end].endswith("\n") else "\n"
    return f"{text[:end]}{opening}{indent}{flow(name)}: {flow(value)}\n{text[end:]}"


def _end(node: yaml.Node) -> int:
    """Where a node really ends: a block collection where its last part does, without what comes after."""
    is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    if is_block and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _lines_of(text: str, entry: _Entry) -> tuple[int, int]:
    """The whole lines of an entry of a block, with the remarks right above it."""
    begin = text.rfind("\n", 0, entry.key.start_mark.index) + 1
    while begin:
        above = text.rfind("\n", 0, begin - 1) + 1
        if not text[above:begin].lstrip(" ").startswith("#"):
            break
        begin = above
    return begin, _line_end(text, entry.end)


def _line_end(text: str, at: int) -> int:
    if text[at - 1 : at] == "\n":
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _nested(path: Path, value: object) -> object:
    for name in reversed(path):
        value = {name: value}
    return value


def _at(content: object, path: Path) -> object:
    for name in path:
        content = content[name] if isinstance(content, dict) else {}
    return content


def _put(content: object, path: Path, value: object) -> object:
    if not path:
        return value
    whole = dict(content) if isinstance(content, dict) else {}
    whole[path[0]] = _put(whole.get(path[0]), path[1:], value)
    return whole


def _changed(content: object, path: Path, entries: list[tuple[str, object]]) -> object:
    return _put(content, path, dict(entries))


def _items(content: object, path: Path) -> list[tuple[str, object]]:
    inside = _at(content, path)
    return list(inside.items()) if isinstance(inside, dict) else []


def _renamed(content: object, path: Path, name: str) -> object:
    named = [(name if key == path[-1] else key, value) for key, value in _items(content, path[:-1])]
    return _changed(content, path[:-1], named)


def _removed(content: object, path: Path) -> object:
    return _changed(content, path[:-1], [each for each in _items(content, path[:-1]) if each[0] != path[-1]])


def _swapped(content: object, path: Path, first: int, second: int) -> object:
    entries = _items(content, path)
    entries[first], entries[second] = entries[second], entries[first]
    return _changed(content, path, entries)
