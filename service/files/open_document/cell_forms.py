"""Read how one cell element of an OpenDocument spreadsheet is written, or refuse what is unusual.

It knows what OpenDocument 1.3 part 3 says of cells (§9.1.4), of their values and of blanks in paragraphs
(§6.1.2). What is made out of one cell is then held beside a whole column of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import lru_cache

from service.files.xml_columns import UnusualSheetError, require, without_entities

_ATTRIBUTES = r'((?: [\w:.-]+="[^"<]*")*)'
_CELL = f"<table:table-cell{_ATTRIBUTES}"
_WITHOUT_TEXT = "(?:/>|></table:table-cell>)"
_ROW = re.compile(f"<table:table-row{_ATTRIBUTES}>")
_FIXED = re.compile(f"<table:(?:covered-)?table-cell{_ATTRIBUTES}/?>.*")
_EMPTY = re.compile(f"{_CELL}{_WITHOUT_TEXT}")
_NUMBER = re.compile(f'{_CELL} office:value-type="float" office:value="([^"<]*)"{_ATTRIBUTES}{_WITHOUT_TEXT}')
_DAY = re.compile(
    f'{_CELL} office:value-type="date" office:date-value="([^"<]*)"{_ATTRIBUTES}{_WITHOUT_TEXT}'
)
_PARAGRAPH = re.compile(
    f'{_CELL} office:value-type="string"{_ATTRIBUTES}><text:p>([^<]*)</text:p></table:table-cell>'
)
_PARAGRAPHS = re.compile(
    f'{_CELL} office:value-type="string"{_ATTRIBUTES}>'
    r'((?:<text:p>(?:[^<]|<text:s(?: text:c="[0-9]{1,5}")?/>)*</text:p>)+)</table:table-cell>'
)
_TEXT_VALUE = re.compile(
    f'{_CELL} office:value-type="string" office:string-value="([^"<]*)"{_ATTRIBUTES}{_WITHOUT_TEXT}'
)
_FORMULA = re.compile(f'{_CELL} table:formula="([^"<]*)"{_ATTRIBUTES}{_WITHOUT_TEXT}')
_ATTRIBUTE = re.compile(r' ([\w:.-]+)="([^"<]*)"')
_BLANKS = re.compile(r'<text:s(?: text:c="([0-9]{1,5})")?/>')
_FOLDED = re.compile(r"  |[\t\r\n]")
_COLUMNS_REPEATED = "table:number-columns-repeated"
_SAYS_SOMETHING = {
    "formula",
    "number-columns-repeated",
    "number-rows-repeated",
    "value-type",
    "value",
    "date-value",
    "time-value",
    "boolean-value",
    "string-value",
    "currency",
}
"""Attributes, by the name without prefix, that give a cell or row more than a look."""


class Kind(IntEnum):
    """What a piece of a row is."""

    ROW = 0
    """The tag of the row itself."""
    FIXED = auto()
    """The same on every row, whatever it is; without a formula."""
    EMPTY = auto()
    NUMBER = auto()
    DAY = auto()
    PARAGRAPH = auto()
    """A text of one paragraph, without elements in it."""
    OTHER_TEXT = auto()
    FORMULA = auto()


@dataclass(frozen=True, slots=True)
class CellForm:
    """How pieces of a kind are written in a column: what stands before and after the part that differs."""

    before: bytes
    after: bytes
    differs: bool
    """Whether there is such a part."""
    tags: int
    """How many angle brackets open in it."""

    @classmethod
    def of(cls, before: str, after: str, *, differs: bool = True) -> "CellForm":
        """The form of what is written so."""
        return cls(before.encode(), after.encode(), differs, before.count("<") + after.count("<"))


def form_of(kind: Kind, written: str) -> CellForm:
    """Make out how a piece of this kind is written. Raises UnusualSheetError when it is not plainly that."""
    if kind is Kind.OTHER_TEXT:
        return CellForm.of("", "")
    pattern, differs = _PATTERNS[kind]
    match = pattern.fullmatch(written)
    if match is None:
        raise UnusualSheetError
    if kind is Kind.FIXED:
        require("table:formula" not in written)
    else:
        require(all(_is_only_a_look(match[at]) for at in range(1, pattern.groups + 1) if at != differs))
    if not differs:
        return CellForm.of(written, "", differs=False)
    return CellForm.of(written[: match.start(differs)], written[match.end(differs) :])


def columns_of(cell: str) -> int:
    """For how many columns a cell element stands. Raises UnusualSheetError."""
    if _COLUMNS_REPEATED not in cell:
        return 1
    match = _FIXED.fullmatch(cell)
    repeated = _attributes(match[1] if match else "").get(_COLUMNS_REPEATED, "")
    require(repeated.isdecimal() and repeated != "0")
    return int(repeated)


def text_of_cell(cell: str) -> str:
    """The text that a cell holds, in paragraphs or in an attribute. Raises UnusualSheetError."""
    value = _TEXT_VALUE.fullmatch(cell)
    if value is not None:
        require(_is_only_a_look(value[1]) and _is_only_a_look(value[3]))
        return without_entities(value[2])
    match = _PARAGRAPHS.fullmatch(cell)
    if match is None:
        raise UnusualSheetError
    require(_is_only_a_look(match[1]) and _is_only_a_look(match[2]))
    paragraphs = match[3].removeprefix("<text:p>").removesuffix("</text:p>").split("</text:p><text:p>")
    return "\n".join(map(text_of_paragraph, paragraphs))


def text_of_paragraph(written: str) -> str:
    """The text of a paragraph. Raises UnusualSheetError for blanks that readers fold."""
    pieces = _BLANKS.split(written)
    texts = [without_entities(piece) for piece in pieces[::2]]
    require(not any(map(_FOLDED.search, texts)))
    require(not texts[0].startswith(" ") and not texts[-1].endswith(" "))
    blanks = [" " * int(count or 1) for count in pieces[1::2]]
    return texts[0] + "".join(blank + text for blank, text in zip(blanks, texts[1:], strict=True))


@lru_cache(maxsize=1_024)
def _is_only_a_look(written: str) -> bool:
    """Whether attributes say nothing about what a cell holds and for how many cells it stands."""
    attributes = _attributes(written)
    for value in attributes.values():
        without_entities(value)  # refuses what is no XML
    return _SAYS_SOMETHING.isdisjoint(name.rpartition(":")[2] for name in attributes)


def _attributes(written: str) -> Mapping[str, str]:
    """Attributes by name, none of them twice and none that gives a prefix another meaning."""
    found = _ATTRIBUTE.findall(written)
    attributes = dict(found)
    require(len(attributes) == len(found) and not any(name.startswith("xmlns") for name in attributes))
    return attributes


_PATTERNS: Mapping[Kind, tuple[re.Pattern[str], int]] = {
    Kind.ROW: (_ROW, 0),
    Kind.FIXED: (_FIXED, 0),
    Kind.EMPTY: (_EMPTY, 0),
    Kind.NUMBER: (_NUMBER, 2),
    Kind.DAY: (_DAY, 2),
    Kind.PARAGRAPH: (_PARAGRAPH, 3),
    Kind.FORMULA: (_FORMULA, 2),
}
"""Per kind how it may be written, and which group of that holds what differs."""
