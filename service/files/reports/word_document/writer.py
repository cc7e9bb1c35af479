"""Fill a Word document by splicing: what no format fills stays byte for byte as it was."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.parsers.expat import ExpatError

from service.domain.failures import CannotBeWrittenError, FormatError
from service.domain.formats.faults.documents import NO_WORD_DOCUMENT, NOT_AS_WORD_WRITES
from service.domain.translation.content import ReportContent
from service.domain.wording import Wording
from service.files.archive import Entry, PackedStart, pack_start, packed_entry, read_entries, write_archive
from service.files.reports.word_document.controls import Gap, gaps_of
from service.files.reports.word_document.places import Node, Part, UnusualPartError, part_of
from service.files.reports.word_document.tables import FilledTable, tables_of
from service.files.reports.word_document.texts import texts_of_column, why_refused, words_of_cell
from service.files.workbook import CellPlace, SheetTarget
from service.files.xml_columns import escaped

_RELATIONS = "_rels/.rels"
_BESIDES = ("header", "footer")
_BREAKS = {"\n": "br", "\t": "tab"}
_KEEPS_SPACE = b' xml:space="preserve"'


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledPart:
    """One part with the places in it that are filled, from front to back."""

    part: Part
    places: tuple[Gap | FilledTable, ...]


def compile_document(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]], file: str
) -> Callable[[ReportContent], bytes]:
    """What fills this document. Raises FormatError, naming `file`, for what is not in it."""
    entries, parts = _opened(template, file)
    gaps = gaps_of(parts, [name for _, name in cells], file)
    tables = tables_of(parts, sheets, file)
    filled = tuple(
        FilledPart(
            part=part,
            places=tuple(sorted([*gaps[part.name], *tables[part.name]], key=lambda place: place.start)),
        )
        for part in parts
    )
    names = {each.part.name for each in filled if each.places}
    start = pack_start([entry for entry in entries if entry.name not in names])
    return lambda content: _written(start, [each for each in filled if each.places], content)


def _opened(template: bytes, file: str) -> tuple[list[Entry], list[Part]]:
    """Every entry, and the parts with text: the document itself, its headers and its footers."""
    try:
        entries = list(read_entries(template))
        content = {entry.name: entry for entry in entries}
        main = next(target for kind, target in _relations(content, "") if kind == "officeDocument")
        besides = [target for kind, target in _relations(content, main) if kind in _BESIDES]
        return entries, [_part(content, name, file) for name in dict.fromkeys((main, *besides))]
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, StopIteration, ExpatError) as error:
        raise FormatError(NO_WORD_DOCUMENT.fault(), file) from error


def _part(content: dict[str, Entry], name: str, file: str) -> Part:
    try:
        return part_of(name, content[name].content())
    except UnusualPartError as error:
        raise FormatError(NOT_AS_WORD_WRITES.fault(part=name), file) from error


def _relations(content: dict[str, Entry], name: str) -> list[tuple[str, str]]:
    folder, own = posixpath.split(name)
    listing = posixpath.join(folder, "_rels", f"{own}.rels") if name else _RELATIONS
    if listing not in content:
        return []
    relations = part_of(listing, content[listing].content()).root.children
    inside = [each for each in relations if each.attributes.get("TargetMode") != "External"]
    return [(_kind(each), _target(folder, each)) for each in inside]


def _kind(relation: Node) -> str:
    return relation.attributes["Type"].rpartition("/")[2]


def _target(folder: str, relation: Node) -> str:
    return posixpath.normpath(posixpath.join("/", folder, relation.attributes["Target"])).lstrip("/")


def _written(start: PackedStart, parts: Sequence[FilledPart], content: ReportContent) -> bytes:
    texts = _texts(content)
    lists = {sheet.sheet: sheet for sheet in content.sheets}
    columns = {name: _columns(content, name) for name in lists}
    packed = []
    for filled in parts:
        data, pieces, at = filled.part.data, [], 0
        for place in filled.places:
            pieces.append(data[at : place.start])
            if isinstance(place, FilledTable):
                pieces.append(_rows(filled.part, place, columns[place.sheet], lists[place.sheet].row_count))
            elif place.name:
                run = _run(filled.part, place.properties, texts[place.name])
                pieces.append(place.before + run + place.after)
            at = place.stop
        pieces.append(data[at:])
        packed.append(packed_entry(filled.part.name, pieces))
    return write_archive(start, packed)


def _texts(content: ReportContent) -> dict[str, str]:
    texts = {}
    for (sheet, name), value in content.cells.items():
        texts[name] = words_of_cell(value)
        why = why_refused(texts[name])
        if why is not None:
            raise CannotBeWrittenError(Wording(f"cel {sheet}!{name}: ", f"Cell {sheet}!{name}: ") + why)
    return texts


def _columns(content: ReportContent, name: str) -> dict[str, list[str]]:
    sheet = next(each for each in content.sheets if each.sheet == name)
    found = {}
    for header, values in sheet.columns.items():
        place = CellPlace(name, header, sheet.header_row + 1)
        found[header] = texts_of_column(values)
        for index, text in enumerate(found[header]):
            why = why_refused(text)
            if why is not None:
                raise place.cannot(index, why)
    return found


def _rows(part: Part, table: FilledTable, columns: dict[str, list[str]], count: int) -> bytes:
    """The row for each line; without lines one row that is empty."""
    prefix = part.prefix(part.root)
    closing = b"</" + prefix + b"p></" + prefix + b"tc>"
    rows = []
    for index in range(max(count, 1)):
        for piece in table.pieces:
            text = columns[piece.header][index] if count else ""
            rows.append(piece.before + _run(part, piece.properties, text) + closing)
        rows.append(table.end)
    return b"".join(rows)


def _run(part: Part, properties: bytes, text: str) -> bytes:
    """A run with the text, its line breaks and tabs as Word writes them."""
    prefix = part.prefix(part.root).decode()
    pieces = []
    for piece in re.split("([\n\t])", text):
        if piece in _BREAKS:
            pieces.append(f"<{prefix}{_BREAKS[piece]}/>")
        else:
            pieces.append(f"<{prefix}t{_KEEPS_SPACE.decode()}>{escaped(piece)}</{prefix}t>")
    return f"<{prefix}r>".encode() + properties + "".join(pieces).encode() + f"</{prefix}r>".encode()
