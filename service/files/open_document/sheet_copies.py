"""Make one sheet per code out of one pattern sheet of an OpenDocument template, before it is filled."""

import copy
from collections.abc import Mapping, Sequence
from functools import lru_cache

from lxml.etree import _Element as Element

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import (
    PATTERN_HAS_AN_OBJECT,
    PATTERN_IS_REFERRED_TO,
)
from service.files.archive import pack_start, packed_entry, write_archive
from service.files.open_document.layout import CONTENT, TABLE, OpenDocument
from service.files.open_document.references import renamed
from service.files.workbook import document, elements, local_name, require_free_names

_OF_ONE_SHEET = ("object", "database-range", "data-pilot-table")
"""What belongs to one sheet only: a chart, a database range, a pivot table."""


def copied_open_sheets(template: bytes, names: Mapping[str, Sequence[str]], file: str) -> bytes:
    """The template with, in the place of each pattern sheet, one sheet per name.

    Raises FormatError when a pattern sheet has a chart, a database range or a pivot table, when a formula or
    name elsewhere looks at it, or when a name is taken.
    """
    for pattern, several in names.items():
        if list(several) != [pattern]:
            template = _copied(template, pattern, tuple(several), file)
    return template


@lru_cache(maxsize=64)
def _copied(template: bytes, pattern: str, names: tuple[str, ...], file: str) -> bytes:
    opened = OpenDocument(template, file)
    source = opened.sheet(pattern).table
    _require_can_be_copied(opened, source, pattern, names)
    last = source
    for name in names:
        made = copy.deepcopy(source)
        made.set(f"{TABLE}name", name)
        for element in made.iter():
            _rename(element, pattern, name)
        last.addnext(made)
        last = made
    for rule in elements(opened.content, "content-validation"):
        _rename(rule, pattern, names[0])
    parent = source.getparent()
    if parent is not None:
        parent.remove(source)
    entries = opened.entries | {CONTENT: packed_entry(CONTENT, [document(opened.content).encode()])}
    return write_archive(pack_start(()), entries.values())


def _rename(element: Element, old: str, new: str) -> None:
    """The sheet's new name in every formula and address of one element."""
    for attribute, text in list(element.attrib.items()):
        name = str(attribute).rpartition("}")[2]
        in_brackets = name in {"formula", "expression", "condition", "value"}
        if in_brackets or name.endswith(("address", "ranges", "range", "buttons")):
            element.set(attribute, renamed(text, old, new, in_brackets=in_brackets))


def _require_can_be_copied(
    opened: OpenDocument, source: Element, pattern: str, names: tuple[str, ...]
) -> None:
    inside = set(source.iter())
    require_free_names([sheet.name for sheet in opened.sheets], pattern, names, opened.file)
    if any(local_name(element) in _OF_ONE_SHEET for element in inside):
        raise FormatError(PATTERN_HAS_AN_OBJECT.fault(sheet=pattern), opened.file)
    for element in opened.content.iter():
        if element in inside or local_name(element) in {"map", "content-validation"}:
            continue
        before = dict(element.attrib)
        _rename(element, pattern, f"{pattern}*")
        if dict(element.attrib) != before:
            raise FormatError(PATTERN_IS_REFERRED_TO.fault(sheet=pattern), opened.file)
