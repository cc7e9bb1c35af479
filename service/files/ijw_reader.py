"""Turn iJw 3.2 messages (JW301, 305, 307, 323, 325) into the tables of the standard."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from lxml import etree

from service.domain.findings import Finding, FindingKind, Place
from service.domain.standard import file_findings, ijw_findings
from service.domain.standard.cells import Cells
from service.domain.standard.export import RawExport, RawTable
from service.files.zip_limits import declares_entities

_NAMESPACE = b"istandaarden.nl/ijw/"
_VERSION = "/ijw/3_2/"
_HEAD = 4_096
_REMOVED, _APPROVED = "3", ("0200", "8001")

Row = dict[str, str]
_Key = tuple[str, str, str]


@dataclass(slots=True)
class _Tables:
    """What the messages hold so far."""

    allocations: dict[tuple[str, str], Row] = field(default_factory=dict)
    courses: dict[_Key, Row] = field(default_factory=dict)
    prestaties: list[Row] = field(default_factory=list)
    declared: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    """(gemeentecode, declaratienummer) → its rows."""
    clients: dict[str, str] = field(default_factory=dict)
    """BSN → a number of our own: messages do not carry the provider's client number."""
    agb_codes: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


class _Message:
    """One message: reading by path, every text that iJw requires asked for by name."""

    def __init__(self, name: str, root: etree._Element) -> None:
        self.name = name
        self.root = root
        self.kind = str(root.tag).partition("}")[0].rsplit("/", 2)[-2] if "}" in str(root.tag) else ""

    def found(self, kind: FindingKind, detail: str = "", **facts: str) -> Finding:
        return Finding(kind, Place(sheet=self.name), {"detail": detail, **facts})


class _MissingElementError(Exception):
    """A message lacks what iJw requires."""


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
    for message in sorted(messages, key=lambda each: each.kind):
        try:
            _READERS[message.kind](message, tables)
        except _MissingElementError as lacking:
            tables.findings.append(message.found(ijw_findings.INCOMPLETE, str(lacking)))
    if any(each.kind.severity.value == "blocks" for each in tables.findings):
        return RawExport((), tuple(tables.findings))
    return RawExport(tuple(_raw_tables(tables)), tuple(tables.findings))


def _parsed(name: str, content: bytes, findings: list[Finding]) -> "_Message | None":
    place = Place(sheet=name)
    if declares_entities(content):
        findings.append(Finding(file_findings.DECLARES_ENTITIES, place, {"part": name}))
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        message = _Message(name, etree.fromstring(content, parser))
    except etree.XMLSyntaxError as fault:
        findings.append(Finding(file_findings.BROKEN_ZIP, place, {"detail": f"regel {fault.lineno}"}))
        return None
    if _VERSION not in str(message.root.tag) or message.kind not in _READERS:
        findings.append(message.found(ijw_findings.OTHER_MESSAGE, message.kind or str(message.root.tag)[:60]))
        return None
    return message


def _text(element: etree._Element, path: str) -> str:
    """Return the text at a path that iJw requires."""
    text = _maybe(element, path)
    if not text:
        raise _MissingElementError(path)
    return text


def _maybe(element: etree._Element, path: str) -> str:
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return "" if found is None or found.text is None else found.text


def _all(element: etree._Element, path: str) -> Iterator[etree._Element]:
    yield from element.findall("/".join(f"{{*}}{step}" for step in path.split("/")))


def _is_new(message: _Message, tables: _Tables) -> bool:
    """Tell whether this identification of this sender was not seen before (TR056)."""
    header = message.root
    sender = _text(header, "Header/Afzender")
    identity = (message.kind, sender, _text(header, "Header/BerichtIdentificatie/Identificatie"))
    if identity in tables.seen:
        tables.findings.append(message.found(ijw_findings.MESSAGE_TWICE, identity[2]))
        return False
    tables.seen.add(identity)
    return True


def _client(tables: _Tables, bsn: str) -> str:
    return tables.clients.setdefault(bsn, f"K{len(tables.clients) + 1}")


def _read_allocations(message: _Message, tables: _Tables) -> None:
    """JW301: a later message about the same allocation takes the place of the earlier."""
    if not _is_new(message, tables):
        return
    municipality, client = _text(message.root, "Header/Afzender"), next(_all(message.root, "Client"), None)
    if client is None:
        raise _MissingElementError("Client")
    bsn = _text(client, "Bsn")
    for product in _all(client, "ToegewezenProducten/ToegewezenProduct"):
        number = _text(product, "ToewijzingNummer")
        tables.allocations[municipality, number] = {
            "gemeentecode": municipality,
            "toewijzingnummer": number,
            "wet": "JW",
            "clientnummer": _client(tables, bsn),
            "bsn": bsn,
            "geboortedatum": _text(client, "Geboortedatum/Datum"),
            "datumgebruik": _maybe(client, "Geboortedatum/DatumGebruik"),
            "geslacht": _text(client, "Geslacht"),
            "productcategorie": _maybe(product, "Product/Categorie"),
            "productcode": _maybe(product, "Product/Code"),
            "ingangsdatum": _text(product, "Ingangsdatum"),
            "einddatum": _maybe(product, "Einddatum"),
            "volume": _maybe(product, "Omvang/Volume"),
            "eenheid": _maybe(product, "Omvang/Eenheid"),
            "frequentie": _maybe(product, "Omvang/Frequentie"),
            "budget": _euros(_maybe(product, "Budget")),
        }


def _read_starts(message: _Message, tables: _Tables) -> None:
    """JW305: status 3 takes a start back."""
    _read_course(message, tables, "StartProducten/StartProduct", lambda _product: {})


def _read_stops(message: _Message, tables: _Tables) -> None:
    """JW307: the stop of a start with the same allocation and begin; status 3 takes the stop back."""
    _read_course(
        message,
        tables,
        "StopProducten/StopProduct",
        lambda product: {
            "einddatum": _text(product, "Einddatum"),
            "reden_beeindiging": _text(product, "RedenBeeindiging"),
        },
    )


def _read_course(
    message: _Message, tables: _Tables, path: str, ending: Callable[[etree._Element], Row]
) -> None:
    if not _is_new(message, tables):
        return
    municipality = _text(message.root, "Header/Ontvanger")
    for client in _all(message.root, "Client"):
        for product in _all(client, path):
            number, begin = _maybe(product, "ToewijzingNummer"), _text(product, "Begindatum")
            key, end = (municipality, number, begin), ending(product)
            if _text(product, "StatusAanlevering") != _REMOVED:
                start = {"gemeentecode": municipality, "toewijzingnummer": number, "begindatum": begin}
                tables.courses[key] = tables.courses.get(key, start) | end
            elif end and key in tables.courses:
                tables.courses[key] = {
                    name: text for name, text in tables.courses[key].items() if name not in end
                }
            else:
                tables.courses.pop(key, None)


def _read_declaration(message: _Message, tables: _Tables) -> None:
    """JW323: its total is that of its rows, debit minus credit (TR358)."""
    if not _is_new(message, tables):
        return
    root, declaration = message.root, next(_all(message.root, "Declaratie"), None)
    if declaration is None:
        raise _MissingElementError("Declaratie")
    municipality, number = _text(root, "Header/Ontvanger"), _text(declaration, "DeclaratieNummer")
    tables.agb_codes.add(_text(root, "Header/Afzender"))
    tables.days |= {_text(declaration, f"DeclaratiePeriode/{day}") for day in ("Begindatum", "Einddatum")}
    rows = [
        _prestatie(each) | {"gemeentecode": municipality, "declaratienummer": number, "status": "ingediend"}
        for each in _all(declaration, "Clienten/Client/Prestaties/Prestatie")
    ]
    _require_total(message, tables, _signed(declaration, "TotaalIngediendBedrag"), sum(map(_cents, rows)))
    tables.prestaties += rows
    tables.declared.setdefault((municipality, number), []).extend(rows)


def _prestatie(element: etree._Element) -> Row:
    return {
        "referentienummer": _text(element, "ProductReferentie/ReferentieNummer"),
        "vorig_referentienummer": _maybe(element, "ProductReferentie/VorigReferentieNummer"),
        "toewijzingnummer": _text(element, "ToewijzingNummer"),
        "productcategorie": _text(element, "ProductCategorie"),
        "productcode": _text(element, "ProductCode"),
        "begindatum": _text(element, "ProductPeriode/Begindatum"),
        "einddatum": _text(element, "ProductPeriode/Einddatum"),
        "volume": _text(element, "GeleverdVolume"),
        "eenheid": _text(element, "Eenheid"),
        "tarief": _euros(_maybe(element, "ProductTarief")),
        "bedrag": _euros(_text(element, "IngediendBedrag/Bedrag")),
        "debet_credit": _text(element, "IngediendBedrag/DebetCredit"),
    }


def _read_answer(message: _Message, tables: _Tables) -> None:
    """JW325: only rejected rows are in it, and they are the difference of its totals (TR342)."""
    if not _is_new(message, tables):
        return
    answer = next(_all(message.root, "DeclaratieAntwoord"), None)
    codes = ", ".join(each.text or "" for each in _all(message.root, "Header/RetourCodes/RetourCode"))
    if answer is None:
        tables.findings.append(message.found(ijw_findings.MESSAGE_REJECTED, codes))
        return
    number = _text(answer, "DeclaratieNummer")
    rows = tables.declared.get((_text(message.root, "Header/Afzender"), number))
    if rows is None:
        tables.findings.append(message.found(ijw_findings.ANSWER_WITHOUT_DECLARATION, number))
        return
    granted = _signed(answer, "TotaalToegekendBedrag")
    difference = _signed(answer, "TotaalIngediendBedrag") - granted
    rejected = list(_all(answer, "Clienten/Client/Prestaties/Prestatie"))
    if not rejected and difference and not granted:
        _judge(rows, dict.fromkeys((row["referentienummer"] for row in rows), _code(answer)))
        return
    reasons = {_text(each, "ProductReferentie/ReferentieNummer"): _code(each) for each in rejected}
    unknown = reasons.keys() - {row["referentienummer"] for row in rows}
    if unknown:
        tables.findings.append(
            message.found(ijw_findings.ANSWERED_ROW_UNKNOWN, ", ".join(sorted(unknown)[:5]))
        )
        return
    _require_total(message, tables, difference, sum(_cents(_prestatie(each)) for each in rejected))
    _judge(rows, reasons)


def _judge(rows: Sequence[Row], reasons: dict[str, str]) -> None:
    for row in rows:
        reason = reasons.get(row["referentienummer"])
        row.update(status="toegekend") if reason is None else row.update(
            status="afgewezen", retourcode=reason
        )


def _code(element: etree._Element) -> str:
    """Return the first code that is no approval."""
    codes = [each.text or "" for each in _all(element, "RetourCodes/RetourCode")]
    return next((code for code in codes if code not in _APPROVED), codes[0] if codes else "")


def _require_total(message: _Message, tables: _Tables, expected: int, found: int) -> None:
    if expected != found:
        facts = {"expected": str(expected), "found": str(found)}
        tables.findings.append(message.found(ijw_findings.TOTAL_DIFFERS, **facts))


def _signed(element: etree._Element, name: str) -> int:
    total = _text(element, f"{name}/TotaalBedrag")
    if not total.isdigit():
        raise _MissingElementError(f"{name}/TotaalBedrag")
    return -int(total) if _text(element, f"{name}/DebetCredit") == "C" else int(total)


def _cents(row: Row) -> int:
    digits = row["bedrag"].replace(".", "")
    return (int(digits) if digits.isdigit() else 0) * (-1 if row["debet_credit"] == "C" else 1)


def _euros(cents: str) -> str:
    """Write whole cents as euros with two decimals; what is no number stays as it is, to be found later."""
    return f"{cents[:-2] or '0'}.{cents[-2:].zfill(2)}" if cents.isdigit() else cents


_READERS: dict[str, Callable[[_Message, _Tables], None]] = {
    "jw301": _read_allocations,
    "jw305": _read_starts,
    "jw307": _read_stops,
    "jw323": _read_declaration,
    "jw325": _read_answer,
}
"""In this order, so that an answer finds its declaration and a stop its start."""


def _raw_tables(tables: _Tables) -> Iterator[RawTable]:
    if tables.agb_codes:
        row = {"agb_code": ", ".join(sorted(tables.agb_codes))}
        row |= {"periode_begin": min(tables.days), "periode_eind": max(tables.days)}
        yield _raw("aanlevering", [row])
    yield _raw("toewijzing", list(tables.allocations.values()))
    yield _raw("verloop", list(tables.courses.values()))
    yield _raw("prestatie", tables.prestaties)


def _raw(name: str, rows: list[Row]) -> RawTable:
    headers = tuple(dict.fromkeys(field for row in rows for field in row))
    columns = tuple(Cells.of([row.get(header, "") for row in rows]) for header in headers)
    numbers = np.arange(2, len(rows) + 2, dtype=np.int64)
    return RawTable(
        name, headers, columns, numbers, is_text_only=True, read_as="iJw 3.2", lacks_optional=True
    )
