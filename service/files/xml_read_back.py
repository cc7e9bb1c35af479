"""Read an XML report with lxml and hold every element and attribute against what was meant."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from lxml import etree
from lxml.etree import _Element as Element

from service.domain.content import ReportContent, SheetContent, ValueKind, Values, text_of_number
from service.domain.failures import ReadBackDiffersError
from service.domain.formats.output import XmlOutput
from service.files.totals_read import TotalRead, total_of_texts


def require_xml_reads_back(report: bytes, content: ReportContent, output: XmlOutput) -> TotalRead:
    """Raise ReadBackDiffersError, naming path and row, unless the report holds the content and no more."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(report, parser)
    except etree.XMLSyntaxError as error:
        raise ReadBackDiffersError(f"{output.filename}: het bestand is niet terug te lezen.") from error
    if root.tag != _tag(output.root, output):
        raise ReadBackDiffersError(f"{output.filename}: het eerste element is een ander.")
    meant = sum(_require_cell(root, place, value, output) for place, value in content.cells.items())
    meant += sum(_require_rows(root, sheet, output) for sheet in content.sheets)
    if sum(_said(element) for element in root.iter()) != meant:
        raise ReadBackDiffersError(f"{output.filename}: er staat meer in dan bedoeld.")
    lists = {sheet.sheet for sheet in content.sheets}

    def total(sheet: str, where: str) -> Decimal:
        if sheet not in lists:
            return total_of_texts([_found(root, f"{sheet}/{where}", output) or ""])
        rows = _at(root, sheet.split("/"), output)
        level, address = output.level_of(sheet, where)
        holders = rows if level == sheet else list(dict.fromkeys(_around(row, level, output) for row in rows))
        return total_of_texts(_found(holder, address, output) or "" for holder in holders)

    return total


def _require_cell(
    root: Element, place: tuple[str, str], value: str | int | date | None, output: XmlOutput
) -> int:
    """Compare one cell; gives 1 when it holds something."""
    text = None if value in {None, ""} else (value.isoformat() if isinstance(value, date) else str(value))
    path = "/".join(place)
    if _found(root, path, output) != text:
        raise ReadBackDiffersError(f"{output.filename}, {path}: anders gelezen.")
    return 0 if text is None else 1


def _require_rows(root: Element, sheet: SheetContent, output: XmlOutput) -> int:
    """Compare every row; gives how many values they hold."""
    rows = _at(root, sheet.sheet.split("/"), output)
    if len(rows) != sheet.row_count:
        raise ReadBackDiffersError(f"{output.filename}: {len(rows)} regels gelezen.")
    filled = 0
    for header, values in sheet.columns.items():
        meant = _texts(values)
        level, address = output.level_of(sheet.sheet, header)
        holders = rows if level == sheet.sheet else [_around(row, level, output) for row in rows]
        found = [_found(holder, address, output) for holder in holders]
        if found != meant:
            index = next(i for i, pair in enumerate(zip(found, meant, strict=True)) if pair[0] != pair[1])
            raise ReadBackDiffersError(f"{output.filename}, {header!r}, rij {index + 1}: anders gelezen.")
        filled += len({holder for holder, text in zip(holders, meant, strict=True) if text is not None})
    return filled


def _around(row: Element, path: str, output: XmlOutput) -> Element:
    """The element of that path in which a row stands."""
    return next(row.iterancestors(_tag(path.rpartition("/")[2], output)))


def _said(element: Element) -> int:
    """How many values an element holds: its attributes, and its text when there is nothing else in it."""
    return len(element.attrib) + bool(not len(element) and element.text and not _is_lay_out(element))


def _is_lay_out(element: Element) -> bool:
    """Line ends between elements, of a list that turned out to be empty."""
    return element.getparent() is None and not (element.text or "").strip()


def _found(element: Element, path: str, output: XmlOutput) -> str | None:
    """The text at a path, None when there is none or nothing in it."""
    *steps, last = path.split("/")
    if last.startswith("@"):
        holders = _at(element, steps, output)
        return holders[0].get(_tag(last[1:], output, attribute=True)) if holders else None
    found = _at(element, [*steps, last], output)
    if len(found) > 1:
        raise ReadBackDiffersError(f"{output.filename}, {path}: meer dan eens gelezen.")
    return found[0].text if found else None


def _at(element: Element, steps: Sequence[str], output: XmlOutput) -> list[Element]:
    level = [element]
    for step in steps:
        tag = _tag(step, output)
        level = [child for parent in level for child in parent if child.tag == tag]
    return level


def _tag(name: str, output: XmlOutput, *, attribute: bool = False) -> str:
    prefix, _, local = name.rpartition(":")
    uri = "" if attribute and not prefix else output.namespaces.get(prefix, "")
    return f"{{{uri}}}{local}" if uri else local


def _texts(values: Values) -> list[str | None]:
    match values.kind:
        case ValueKind.TEXT:
            texts: list[str] = values.items.tolist()
        case ValueKind.NUMBER:
            texts = [text_of_number(number, values.digits) for number in values.numbers.tolist()]
        case ValueKind.DATE:
            texts = [str(day) for day in values.items.astype("datetime64[D]")]
    return [
        text if text and not blank else None for text, blank in zip(texts, values.blank.tolist(), strict=True)
    ]
