"""Turn messages of iJw and iWmo 3.2 into the tables of the standard."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from lxml import etree

from service.domain.findings import Finding, Place, Severity
from service.domain.standard.cells import Cells
from service.domain.standard.export import RawExport, RawTable, RowOrigins
from service.domain.standard.findings import files as file_findings
from service.domain.standard.findings import ijw as findings
from service.files.archive import declares_entities
from service.files.intake.messages.allocations import read_allocations
from service.files.intake.messages.courses import read_starts, read_stops
from service.files.intake.messages.declarations import read_answer, read_declaration
from service.files.intake.messages.gathered import LINE, MESSAGE, Gathered, Row
from service.files.intake.messages.identity import says_otherwise
from service.files.intake.messages.message import Message, MissingElementError

_OF_EVERY_ALLOCATION = (
    *("gemeentecode", "toewijzingnummer", "wet", "clientnummer", "productcategorie", "ingangsdatum"),
)
_STANDARDS = {"JW": "iJw 3.2", "WMO": "iWmo 3.2"}
_READERS: dict[str, Callable[[Message, Gathered], None]] = {
    "301": read_allocations,
    "305": read_starts,
    "307": read_stops,
    "323": read_declaration,
    "325": read_answer,
}
"""In this order, so that an answer finds its declaration and a stop its start."""


def read_messages(files: Sequence[tuple[str, bytes]]) -> RawExport:
    """Give toewijzing, verloop and prestatie (and what is known of aanlevering) as text, from all messages.

    A row rejected in a 325 has status afgewezen and its return code, the others of that declaration are
    toegekend, unanswered ones ingediend. Totals are held against those of each message. Never raises.
    """
    gathered = Gathered()
    read = [_parsed(name, content, gathered.findings) for name, content in files]
    messages = [message for message in read if message is not None]
    for message in sorted(messages, key=_order):
        try:
            _READERS[_number(message)](message, gathered)
        except MissingElementError as lacking:
            gathered.findings.append(message.found(findings.INCOMPLETE, str(lacking)))
    if any(each.kind.severity is Severity.BLOCKS for each in gathered.findings):
        return RawExport((), tuple(gathered.findings))
    of_providers = {code: tuple(names) for code, names in gathered.messages.items()}
    tables = tuple(_raw_tables(gathered, _standards_of(messages)))
    return RawExport(tables, tuple(gathered.findings), of_providers, tuple(gathered.totals.values()))


def _standards_of(messages: Sequence[Message]) -> str:
    return " en ".join(_STANDARDS[law] for law in sorted({message.law for message in messages}))


def _order(message: Message) -> tuple[str, str]:
    return _number(message), message.day


def _number(message: Message) -> str:
    return message.form.number if message.form else ""


def _parsed(name: str, content: bytes, found: list[Finding]) -> Message | None:
    place = Place(sheet=name)
    if declares_entities(content):
        found.append(Finding(file_findings.DECLARES_ENTITIES, place, {"part": name}))
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        message = Message(name, etree.fromstring(content, parser))
    except etree.XMLSyntaxError as fault:
        found.append(Finding(file_findings.BROKEN_ZIP, place, {"detail": f"regel {fault.lineno}"}))
        return None
    if message.form is None or not message.form.is_read:
        detail = message.form.name if message.form else message.other_name
        found.append(message.found(findings.OTHER_MESSAGE, detail))
        return None
    otherwise = says_otherwise(message, message.form)
    found += otherwise
    return None if otherwise else message


def _raw_tables(gathered: Gathered, read_as: str) -> Iterator[RawTable]:
    if gathered.days:
        row = {"agb_code": max(gathered.messages, key=lambda code: (len(gathered.messages[code]), code))}
        row |= {"periode_begin": min(gathered.days), "periode_eind": max(gathered.days)}
        yield _raw("aanlevering", [row], read_as)
    always = _OF_EVERY_ALLOCATION if gathered.removed else ()
    yield _raw("toewijzing", list(gathered.allocations.values()), read_as, always)
    yield _raw("verloop", list(gathered.courses.values()), read_as)
    yield _raw("prestatie", gathered.prestaties, read_as)


def _origins(rows: list[Row]) -> RowOrigins | None:
    """Where the rows come from; None for what is known of the delivery, which no one message says."""
    if any(LINE not in row for row in rows):
        return None
    return RowOrigins(tuple(row[MESSAGE] for row in rows), tuple(row[LINE] for row in rows))


def _raw(name: str, rows: list[Row], read_as: str, always: tuple[str, ...] = ()) -> RawTable:
    """`always`: headers of a table that is there, also when no row is left in it."""
    fields = dict.fromkeys([*always, *(field for row in rows for field in row)])
    headers = tuple(field for field in fields if field not in (MESSAGE, LINE))
    columns = tuple(Cells.of([row.get(header, "") for row in rows]) for header in headers)
    numbers = np.arange(2, len(rows) + 2, dtype=np.int64)
    return RawTable(
        sheet=name,
        headers=headers,
        columns=columns,
        rows=numbers,
        is_text_only=True,
        read_as=read_as,
        lacks_optional=True,
        origins=_origins(rows),
    )
