"""Write a report as XML, its elements in the order and the namespaces that the format says."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from service.domain.failures import CannotBeWrittenError, FormatError
from service.domain.formats.faults.workbooks import ELEMENT_BEGINS_TWICE, NOT_AN_ELEMENT, TWO_VALUES
from service.domain.formats.output import XmlOutput
from service.domain.translation.content import ReportContent, SheetContent, ValueKind, Values, text_of_cell
from service.files.exact import texts_of_days, texts_of_numbers
from service.files.reports.text_files import LINE_ENDS
from service.files.xml_columns import escaped, escaped_attribute

_NAME = re.compile(r"(?:(?P<prefix>[^\W\d][\w.-]*):)?[^\W\d][\w.-]*")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Char of XML 1.0, §2.2, turned round."""


def write_xml(content: ReportContent, output: XmlOutput) -> bytes:
    """UTF-8, always the same bytes for the same input.

    Numbers are exact decimals, days are `jjjj-mm-dd`. Raises CannotBeWrittenError, with path and row (the
    first being 1), for a character XML has no place for; FormatError for a path that is no path, a prefix
    without a namespace, two values for one place, and an element that repeats in pieces.
    """
    end = LINE_ENDS[output.line_end]
    root = _Element(output.root, output)
    for path, piece in sorted(_pieces(content, output), key=lambda pair: _rank(pair[0], output)):
        root.put(path, piece)
    root.attributes += "".join(
        f' xmlns{":" if prefix else ""}{prefix}="{escaped_attribute(uri)}"'
        for prefix, uri in output.namespaces.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>{end}{root.text(end)}{end}'.encode()


def path_of(address: str) -> tuple[str, ...]:
    """`Client/@id` → its steps."""
    return tuple(address.split("/"))


@dataclass(slots=True)
class _Element:
    """An element, with what is in it by name, in order."""

    name: str
    output: XmlOutput
    attributes: str = ""
    content: "dict[str, _Element | str]" = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._require(self.name)

    def put(self, path: Sequence[str], piece: str) -> None:
        """Put a ready-made attribute, element or series of elements at a path below this one."""
        step, *rest = path
        inside = self.content.get(step)
        if rest and inside is None:
            inside = self.content[step] = _Element(step, self.output)
        if isinstance(inside, _Element) and rest:
            inside.put(rest, piece)
            return
        if inside is not None:
            raise FormatError(TWO_VALUES.fault(element=step), self.output.filename)
        self._require(step.removeprefix("@"))
        if step.startswith("@"):
            self.attributes += piece
        else:
            self.content[step] = piece

    def text(self, end: str = "") -> str:
        """The element and all that is in it."""
        inside = (part if isinstance(part, str) else part.text() for part in self.content.values())
        return f"<{self.name}{self.attributes}>{end}{''.join(part + end for part in inside)}</{self.name}>"

    def _require(self, name: str) -> None:
        match = _NAME.fullmatch(name)
        if match is None or (match["prefix"] or "") not in {"", *self.output.namespaces}:
            raise FormatError(NOT_AN_ELEMENT.fault(name=name), self.output.filename)


def _rank(path: Sequence[str], output: XmlOutput) -> int:
    return output.order.index(path[0]) if path[0] in output.order else len(output.order)


def _pieces(content: ReportContent, output: XmlOutput) -> Iterable[tuple[tuple[str, ...], str]]:
    for (sheet, address), value in content.cells.items():
        path = (*path_of(sheet), *path_of(address))
        written = _written(path[-1], [text_of_cell(value) or None], address, output)
        yield path, written[0]
    for rows in content.sheets:
        if rows.row_count:
            outermost = next(iter(output.levels_of(rows.sheet)), rows.sheet)
            yield path_of(outermost), LINE_ENDS[output.line_end].join(_rows(rows, output))


def _rows(sheet: SheetContent, output: XmlOutput) -> list[str]:
    """The outermost elements that repeat: rows first, then what stands around them, each form made once."""
    levels = (*output.levels_of(sheet.sheet), sheet.sheet)
    written: dict[str, dict[str, list[str]]] = {level: {} for level in levels}
    for header, values in sheet.columns.items():
        level, address = output.level_of(sheet.sheet, header)
        written[level][address] = _written(path_of(address)[-1], _texts(values), header, output)
    texts = _filled(sheet.sheet, written[sheet.sheet], output)
    starts = list(range(sheet.row_count))
    for depth in range(len(levels) - 2, -1, -1):
        level, above = levels[depth], levels[: depth + 1]
        begins, kept = _beginnings(written, above, starts, output)
        inside = ["".join(texts[a:b]) for a, b in pairwise([*begins, len(texts)])]
        below = levels[depth + 1].removeprefix(f"{level}/")
        own = {address: [each[at] for at in kept] for address, each in written[level].items()}
        texts, starts = _filled(level, {**own, below: inside}, output), kept
    return texts


def _beginnings(
    written: Mapping[str, Mapping[str, list[str]]],
    levels: Sequence[str],
    starts: Sequence[int],
    output: XmlOutput,
) -> tuple[list[int], list[int]]:
    """Where a new element of the last of these levels begins: which of `starts`, and at which rows.

    Raises FormatError when one that ended begins again.
    """
    keys = list(zip(*chain.from_iterable(written[level].values() for level in levels), strict=True))
    begins = [n for n, at in enumerate(starts) if not n or keys[at] != keys[starts[n - 1]]]
    kept = [starts[n] for n in begins]
    if len({keys[at] for at in kept}) < len(kept):
        raise FormatError(ELEMENT_BEGINS_TWICE.fault(element=levels[-1]), output.filename)
    return begins, kept


def _filled(path: str, columns: Mapping[str, Sequence[str]], output: XmlOutput) -> list[str]:
    """One element per place, each filled with what the columns hold there."""
    form = _Element(path_of(path)[-1], output)
    for address in columns:
        form.put(path_of(address), "%s")
    in_order = (columns[address] for address in _as_they_stand(columns))
    return list(map(form.text().__mod__, zip(*in_order, strict=True)))


def _as_they_stand(headers: Iterable[str]) -> list[str]:
    """Headers in the order of their places in the row: per element its attributes first, then its content."""

    def ordered(paths: list[tuple[tuple[str, ...], str]]) -> list[str]:
        own = [header for path, header in paths if len(path) == 1 and path[0].startswith("@")]
        steps = dict.fromkeys(path[0] for path, _ in paths if not path[0].startswith("@"))
        for step in steps:
            below = [(path[1:], header) for path, header in paths if path[0] == step]
            own += [header for path, header in below if not path] or ordered(below)
        return own

    return ordered([(path_of(header), header) for header in headers])


def _require_characters(unique: Iterable[str | None], texts: Sequence[str | None], where: str) -> None:
    refused = {text for text in unique if text and _NOT_IN_XML.search(text)}
    if refused:
        index = next(i for i, text in enumerate(texts) if text in refused)
        raise CannotBeWrittenError(
            f"{where!r}, row {index + 1}: the text has a character that XML does not know."
        )


def _written(step: str, texts: Sequence[str | None], where: str, output: XmlOutput) -> list[str]:
    """Each text as the attribute or element that the last step of its path names."""
    unique = set(texts)
    _require_characters(unique, texts, where)
    empty = "" if step.startswith("@") or output.blank == "leave-out" else f"<{step}/>"
    written = {text: empty if text is None else _piece(step, text) for text in unique}
    return [written[text] for text in texts]


def _piece(step: str, text: str) -> str:
    if step.startswith("@"):
        return f' {step[1:]}="{escaped_attribute(text)}"'
    return f"<{step}>{escaped(text)}</{step}>"


def _texts(values: Values) -> list[str | None]:
    match values.kind:
        case ValueKind.TEXT:
            texts: list[str] = values.items.tolist()
        case ValueKind.NUMBER:
            texts = texts_of_numbers(values).to_pylist()
        case ValueKind.DATE:
            texts = texts_of_days(values, "jjjj-mm-dd")
    return [
        None if blank or not text else text for blank, text in zip(values.blank.tolist(), texts, strict=True)
    ]
