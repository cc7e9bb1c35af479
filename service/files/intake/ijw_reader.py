"""Turn iJw 3.2 messages (JW301, 305, 307, 323, 325) into the tables of the standard."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from lxml import etree

from service.domain.findings import Finding, Place
from service.domain.standard.cells import Cells
from service.domain.standard.export import RawExport, RawTable
from service.domain.standard.findings import files as file_findings
from service.domain.standard.findings import ijw as ijw_findings
from service.files.archive import declares_entities
from service.files.intake.ijw_message import Message, MissingElementError, every, maybe, text

_NAMESPACE = b"istandaarden.nl/ijw/"
_VERSION = "/ijw/3_2/"
_HEAD = 4_096
_REMOVED, _APPROVED = "3", ("0200", "8001")
_DELETED, _LAPSED = "13", "01"
"""RedenWijziging of an allocation that is no more: always, or when it ends on the day on which it begins."""
_TEMPORARY = "20"
_NAMED = 5
_BY_MUNICIPALITIES = ("jw301", "jw325")
_OF_EVERY_ALLOCATION = (
    *("gemeentecode", "toewijzingnummer", "wet", "clientnummer", "productcategorie", "ingangsdatum"),
)

Row = dict[str, str]
_Key = tuple[str, str, str]


@dataclass(slots=True)
class _Tables:
    """What the messages hold so far."""

    allocations: dict[tuple[str, str], Row] = field(default_factory=dict)
    removed: set[tuple[str, str]] = field(default_factory=set)
    """Allocations that a municipality took back."""
    courses: dict[_Key, Row] = field(default_factory=dict)
    prestaties: list[Row] = field(default_factory=list)
    declared: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    """(gemeentecode, declaratienummer) → its rows."""
    clients: dict[str, str] = field(default_factory=dict)
    """BSN → a number of our own: messages do not carry the provider's client number."""
    messages: dict[str, list[str]] = field(default_factory=dict)
    """AGB code → the messages that this provider sent or was sent."""
    days: set[str] = field(default_factory=set)
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    numbers: set[tuple[str, str]] = field(default_factory=set)
    """(AGB code, declaratienummer) of every declaration."""
    findings: list[Finding] = field(default_factory=list)


def is_message(content: bytes) -> bool:
    """Whether these bytes begin as a message of iJw."""
    return content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" and _NAMESPACE in content[:_HEAD]


def read_messages(files: Sequence[tuple[str, bytes]]) -> RawExport:
    """Give toewijzing, verloop and prestatie (and what is known of aanlevering) as text, from all messages.

    A row rejected in a JW325 has status afgewezen and its return code, the others of that declaration are
    toegekend, unanswered ones ingediend. Totals are held against those of each message. Never raises.
    """
    tables = _Tables()
    messages = [message for name, content in files if (message := _parsed(name, content, tables.findings))]
    for message in sorted(messages, key=lambda each: (each.kind, each.day)):
        try:
            _READERS[message.kind](message, tables)
        except MissingElementError as lacking:
            tables.findings.append(message.found(ijw_findings.INCOMPLETE, str(lacking)))
    if any(each.kind.severity.value == "blocks" for each in tables.findings):
        return RawExport((), tuple(tables.findings))
    of_providers = {code: tuple(names) for code, names in tables.messages.items()}
    return RawExport(tuple(_raw_tables(tables)), tuple(tables.findings), of_providers)


def _parsed(name: str, content: bytes, findings: list[Finding]) -> Message | None:
    place = Place(sheet=name)
    if declares_entities(content):
        findings.append(Finding(file_findings.DECLARES_ENTITIES, place, {"part": name}))
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        message = Message(name, etree.fromstring(content, parser))
    except etree.XMLSyntaxError as fault:
        findings.append(Finding(file_findings.BROKEN_ZIP, place, {"detail": f"regel {fault.lineno}"}))
        return None
    if _VERSION not in str(message.root.tag) or message.kind not in _READERS:
        findings.append(message.found(ijw_findings.OTHER_MESSAGE, message.kind or str(message.root.tag)[:60]))
        return None
    return message


def _is_new(message: Message, tables: _Tables) -> bool:
    """Tell whether this identification of this sender was not seen before (TR056)."""
    header = message.root
    sender = text(header, "Header/Afzender")
    identity = (message.kind, sender, text(header, "Header/BerichtIdentificatie/Identificatie"))
    if identity in tables.seen:
        tables.findings.append(message.found(ijw_findings.MESSAGE_TWICE, identity[2]))
        return False
    tables.seen.add(identity)
    provider = text(header, "Header/Ontvanger") if message.kind in _BY_MUNICIPALITIES else sender
    tables.messages.setdefault(provider, []).append(message.name)
    return True


def _client(tables: _Tables, bsn: str) -> str:
    return tables.clients.setdefault(bsn, f"K{len(tables.clients) + 1}")


def _read_allocations(message: Message, tables: _Tables) -> None:
    """JW301: a later message about the same allocation takes the place of the earlier, or takes it back."""
    if not _is_new(message, tables):
        return
    municipality, client = text(message.root, "Header/Afzender"), next(every(message.root, "Client"), None)
    if client is None:
        raise MissingElementError("Client")
    bsn = text(client, "Bsn")
    for product in every(client, "ToegewezenProducten/ToegewezenProduct"):
        key = (municipality, text(product, "ToewijzingNummer"))
        tables.allocations.pop(key, None)
        if _is_removed(product):
            tables.removed.add(key)
            continue
        tables.removed.discard(key)
        tables.allocations[key] = {
            "gemeentecode": municipality,
            "toewijzingnummer": key[1],
            "wet": "JW",
            "clientnummer": _client(tables, bsn),
            "bsn": bsn,
            "geboortedatum": text(client, "Geboortedatum/Datum"),
            "datumgebruik": maybe(client, "Geboortedatum/DatumGebruik"),
            "geslacht": text(client, "Geslacht"),
            "productcategorie": maybe(product, "Product/Categorie"),
            "productcode": maybe(product, "Product/Code"),
            "ingangsdatum": text(product, "Ingangsdatum"),
            "einddatum": maybe(product, "Einddatum"),
            "volume": maybe(product, "Omvang/Volume"),
            "eenheid": maybe(product, "Omvang/Eenheid"),
            "frequentie": maybe(product, "Omvang/Frequentie"),
            "budget": _euros(maybe(product, "Budget")),
        }


def _is_removed(product: etree._Element) -> bool:
    """Tell whether a municipality says that this allocation is no more (TR302, TR384)."""
    reason = maybe(product, "RedenWijziging")
    return reason == _DELETED or (
        reason == _LAPSED and maybe(product, "Einddatum") == text(product, "Ingangsdatum")
    )


def _require_client(message: Message, tables: _Tables, key: tuple[str, str], bsn: str) -> None:
    """What a message says of an allocation is about the client of that allocation (TR304, TR382)."""
    allocation = tables.allocations.get(key)
    if allocation is not None and allocation["bsn"] != bsn:
        tables.findings.append(message.found(ijw_findings.OTHER_CLIENT, key[1]))


def _read_starts(message: Message, tables: _Tables) -> None:
    """JW305: status 3 takes a start back."""
    _read_course(message, tables, "StartProducten/StartProduct", lambda _product: {})


def _read_stops(message: Message, tables: _Tables) -> None:
    """JW307: the stop of a start with the same allocation and begin; status 3 takes the stop back."""
    _read_course(
        message,
        tables,
        "StopProducten/StopProduct",
        lambda product: {
            "einddatum": text(product, "Einddatum"),
            "reden_beeindiging": text(product, "RedenBeeindiging"),
        },
    )


def _read_course(
    message: Message, tables: _Tables, path: str, ending: Callable[[etree._Element], Row]
) -> None:
    if not _is_new(message, tables):
        return
    municipality = text(message.root, "Header/Ontvanger")
    for client in every(message.root, "Client"):
        for product in every(client, path):
            number, begin = maybe(product, "ToewijzingNummer"), text(product, "Begindatum")
            _require_client(message, tables, (municipality, number), text(client, "Bsn"))
            key, end = (municipality, number, begin), ending(product)
            if text(product, "StatusAanlevering") != _REMOVED:
                start = {"gemeentecode": municipality, "toewijzingnummer": number, "begindatum": begin}
                known = tables.courses.get(key, start)
                _warn_of_second_stop(message, tables, known, end)
                tables.courses[key] = known | end
            elif end and key in tables.courses:
                tables.courses[key] = {
                    name: text for name, text in tables.courses[key].items() if name not in end
                }
            else:
                tables.courses.pop(key, None)


def _warn_of_second_stop(message: Message, tables: _Tables, known: Row, end: Row) -> None:
    """After a stop only a later one, of another reason than temporary, and only after a temporary one."""
    if not end or "einddatum" not in known:
        return
    goes_on = known["reden_beeindiging"] == _TEMPORARY and end["reden_beeindiging"] != _TEMPORARY
    if not (goes_on and end["einddatum"] >= known["einddatum"]):
        tables.findings.append(message.found(ijw_findings.STOPPED_ALREADY, known["toewijzingnummer"]))


def _read_declaration(message: Message, tables: _Tables) -> None:
    """JW323: its total is that of its rows, debit minus credit (TR358)."""
    if not _is_new(message, tables):
        return
    root, declaration = message.root, next(every(message.root, "Declaratie"), None)
    if declaration is None:
        raise MissingElementError("Declaratie")
    municipality, number = text(root, "Header/Ontvanger"), text(declaration, "DeclaratieNummer")
    provider = text(root, "Header/Afzender")
    if (provider, number) in tables.numbers:
        tables.findings.append(message.found(ijw_findings.DECLARATION_TWICE, number))
        return
    tables.numbers.add((provider, number))
    last = text(declaration, "DeclaratiePeriode/Einddatum")
    tables.days |= {text(declaration, "DeclaratiePeriode/Begindatum"), last}
    rows: list[Row] = []
    for client in every(declaration, "Clienten/Client"):
        for each in every(client, "Prestaties/Prestatie"):
            row = _prestatie(each)
            _require_client(message, tables, (municipality, row["toewijzingnummer"]), text(client, "Bsn"))
            rows.append(
                row | {"gemeentecode": municipality, "declaratienummer": number, "status": "ingediend"}
            )
    _warn_about_rows(message, tables, rows, last)
    _require_total(message, tables, _signed(declaration, "TotaalIngediendBedrag"), sum(map(_cents, rows)))
    tables.prestaties += rows
    tables.declared[municipality, number] = rows


def _warn_about_rows(message: Message, tables: _Tables, rows: Sequence[Row], last: str) -> None:
    """Name what may not be declared: help after the declaration's month, or under a removed allocation."""
    later = [row["referentienummer"] for row in rows if row["begindatum"] > last]
    removed = [
        row["referentienummer"]
        for row in rows
        if (row["gemeentecode"], row["toewijzingnummer"]) in tables.removed
    ]
    for kind, numbers in (
        (ijw_findings.AFTER_DECLARATION_PERIOD, later),
        (ijw_findings.ALLOCATION_REMOVED, removed),
    ):
        if numbers:
            tables.findings.append(message.found(kind, ", ".join(numbers[:_NAMED])))


def _prestatie(element: etree._Element) -> Row:
    return {
        "referentienummer": text(element, "ProductReferentie/ReferentieNummer"),
        "vorig_referentienummer": maybe(element, "ProductReferentie/VorigReferentieNummer"),
        "toewijzingnummer": text(element, "ToewijzingNummer"),
        "productcategorie": text(element, "ProductCategorie"),
        "productcode": text(element, "ProductCode"),
        "begindatum": text(element, "ProductPeriode/Begindatum"),
        "einddatum": text(element, "ProductPeriode/Einddatum"),
        "volume": text(element, "GeleverdVolume"),
        "eenheid": text(element, "Eenheid"),
        "tarief": _euros(maybe(element, "ProductTarief")),
        "bedrag": _euros(text(element, "IngediendBedrag/Bedrag")),
        "debet_credit": text(element, "IngediendBedrag/DebetCredit"),
    }


def _read_answer(message: Message, tables: _Tables) -> None:
    """JW325: only rejected rows are in it, and they are the difference of its totals (TR342)."""
    if not _is_new(message, tables):
        return
    answer = next(every(message.root, "DeclaratieAntwoord"), None)
    codes = ", ".join(each.text or "" for each in every(message.root, "Header/RetourCodes/RetourCode"))
    if answer is None:
        tables.findings.append(message.found(ijw_findings.MESSAGE_REJECTED, codes))
        return
    number = text(answer, "DeclaratieNummer")
    rows = tables.declared.get((text(message.root, "Header/Afzender"), number))
    if rows is None:
        tables.findings.append(message.found(ijw_findings.ANSWER_WITHOUT_DECLARATION, number))
        return
    granted = _signed(answer, "TotaalToegekendBedrag")
    difference = _signed(answer, "TotaalIngediendBedrag") - granted
    rejected = list(every(answer, "Clienten/Client/Prestaties/Prestatie"))
    if not rejected and difference and not granted:
        _judge(rows, dict.fromkeys((row["referentienummer"] for row in rows), _code(answer)))
        return
    _judge_by_row(message, tables, rows, rejected, difference)


def _judge_by_row(
    message: Message, tables: _Tables, rows: list[Row], rejected: list[etree._Element], difference: int
) -> None:
    """The rejected rows are rows of the declaration (TR366), as they stood in it (TR367)."""
    answered = [_prestatie(each) for each in rejected]
    unknown, changed = _not_as_declared(rows, answered)
    for kind, numbers in (
        (ijw_findings.ANSWERED_ROW_UNKNOWN, unknown),
        (ijw_findings.ANSWERED_ROW_DIFFERS, changed),
    ):
        if numbers:
            tables.findings.append(message.found(kind, ", ".join(sorted(numbers)[:_NAMED])))
    if not unknown and not changed:
        _require_total(message, tables, difference, sum(map(_cents, answered)))
        codes = map(_code, rejected)
        _judge(rows, {row["referentienummer"]: code for row, code in zip(answered, codes, strict=True)})


def _not_as_declared(rows: list[Row], answered: list[Row]) -> tuple[list[str], list[str]]:
    """The numbers that the declaration does not have, and those of which it says something else."""
    declared = {row["referentienummer"]: row for row in rows}
    unknown = [row["referentienummer"] for row in answered if row["referentienummer"] not in declared]
    known = [(row["referentienummer"], row) for row in answered if row["referentienummer"] in declared]
    return unknown, [number for number, row in known if not row.items() <= declared[number].items()]


def _judge(rows: Sequence[Row], reasons: dict[str, str]) -> None:
    for row in rows:
        reason = reasons.get(row["referentienummer"])
        row.update(status="toegekend") if reason is None else row.update(
            status="afgewezen", retourcode=reason
        )


def _code(element: etree._Element) -> str:
    """Return the first code that is no approval."""
    codes = [each.text or "" for each in every(element, "RetourCodes/RetourCode")]
    return next((code for code in codes if code not in _APPROVED), codes[0] if codes else "")


def _require_total(message: Message, tables: _Tables, expected: int, found: int) -> None:
    if expected != found:
        facts = {"expected": str(expected), "found": str(found)}
        tables.findings.append(message.found(ijw_findings.TOTAL_DIFFERS, **facts))


def _signed(element: etree._Element, name: str) -> int:
    total = text(element, f"{name}/TotaalBedrag")
    if not total.isdigit():
        raise MissingElementError(f"{name}/TotaalBedrag")
    return -int(total) if text(element, f"{name}/DebetCredit") == "C" else int(total)


def _cents(row: Row) -> int:
    digits = row["bedrag"].replace(".", "")
    return (int(digits) if digits.isdigit() else 0) * (-1 if row["debet_credit"] == "C" else 1)


def _euros(cents: str) -> str:
    """Write whole cents as euros with two decimals; what is no number stays as it is, to be found later."""
    return f"{cents[:-2] or '0'}.{cents[-2:].zfill(2)}" if cents.isdigit() else cents


_READERS: dict[str, Callable[[Message, _Tables], None]] = {
    "jw301": _read_allocations,
    "jw305": _read_starts,
    "jw307": _read_stops,
    "jw323": _read_declaration,
    "jw325": _read_answer,
}
"""In this order, so that an answer finds its declaration and a stop its start."""


def _raw_tables(tables: _Tables) -> Iterator[RawTable]:
    if tables.days:
        row = {"agb_code": ", ".join(sorted(tables.messages))}
        row |= {"periode_begin": min(tables.days), "periode_eind": max(tables.days)}
        yield _raw("aanlevering", [row])
    yield _raw(
        "toewijzing", list(tables.allocations.values()), _OF_EVERY_ALLOCATION if tables.removed else ()
    )
    yield _raw("verloop", list(tables.courses.values()))
    yield _raw("prestatie", tables.prestaties)


def _raw(name: str, rows: list[Row], always: tuple[str, ...] = ()) -> RawTable:
    """`always`: headers of a table that is there, also when no row is left in it."""
    headers = tuple(dict.fromkeys([*always, *(field for row in rows for field in row)]))
    columns = tuple(Cells.of([row.get(header, "") for row in rows]) for header in headers)
    numbers = np.arange(2, len(rows) + 2, dtype=np.int64)
    return RawTable(
        name, headers, columns, numbers, is_text_only=True, read_as="iJw 3.2", lacks_optional=True
    )
