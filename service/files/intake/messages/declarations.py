"""Read the messages 323 and 325: what was declared, and what the municipality answered."""

from collections.abc import Sequence

from lxml import etree

from service.domain.standard.findings import ijw as findings
from service.files.intake.messages.amounts import cents, euros, signed
from service.files.intake.messages.gathered import LINE, MESSAGE, NAMED, Gathered, Row
from service.files.intake.messages.message import Message, MissingElementError, every, maybe, text

_APPROVED = ("0200", "8001")


def read_declaration(message: Message, gathered: Gathered) -> None:
    """323: its total is that of its rows, debit minus credit (TR358)."""
    if not gathered.is_new(message):
        return
    root, declaration = message.root, next(every(message.root, "Declaratie"), None)
    if declaration is None:
        raise MissingElementError("Declaratie")
    municipality, number = text(root, "Header/Ontvanger"), text(declaration, "DeclaratieNummer")
    own = (message.law, text(root, "Header/Afzender"), number)
    if own in gathered.numbers:
        gathered.findings.append(message.found(findings.DECLARATION_TWICE, number))
        return
    gathered.numbers.add(own)
    last = text(declaration, "DeclaratiePeriode/Einddatum")
    gathered.days |= {text(declaration, "DeclaratiePeriode/Begindatum"), last}
    rows = list(_declared(message, gathered, declaration, municipality, number))
    _warn_about_rows(message, gathered, rows, last)
    total = signed(declaration, "TotaalIngediendBedrag")
    gathered.require_total(message, total, sum(map(cents, rows)))
    gathered.prestaties += rows
    gathered.declared[message.law, municipality, number] = rows
    gathered.declare(message, (message.law, municipality, number), total)


def _declared(
    message: Message, gathered: Gathered, declaration: etree._Element, municipality: str, number: str
) -> list[Row]:
    rows: list[Row] = []
    for client in every(declaration, "Clienten/Client"):
        for each in every(client, "Prestaties/Prestatie"):
            row = _prestatie(each)
            allocation = (message.law, municipality, row["toewijzingnummer"])
            gathered.require_client(message, allocation, text(client, "Bsn"))
            where = {MESSAGE: message.name, LINE: f"declaratie {number}, regel {row['referentienummer']}"}
            of = {"gemeentecode": municipality, "declaratienummer": number, "status": "ingediend"}
            rows.append(where | row | of)
    return rows


def _warn_about_rows(message: Message, gathered: Gathered, rows: Sequence[Row], last: str) -> None:
    """Name what may not be declared: help after the declaration's month, or under a removed allocation."""
    removed = [
        row["referentienummer"]
        for row in rows
        if (message.law, row["gemeentecode"], row["toewijzingnummer"]) in gathered.removed
    ]
    later = [row["referentienummer"] for row in rows if row["begindatum"] > last]
    gathered.name_rows(message, findings.AFTER_DECLARATION_PERIOD, later)
    gathered.name_rows(message, findings.ALLOCATION_REMOVED, removed)


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
        "tarief": euros(maybe(element, "ProductTarief")),
        "bedrag": euros(text(element, "IngediendBedrag/Bedrag")),
        "debet_credit": text(element, "IngediendBedrag/DebetCredit"),
    }


def read_answer(message: Message, gathered: Gathered) -> None:
    """325: only rejected rows are in it, and they are the difference of its totals (TR342).

    What it says that was declared is what the rows of its declaration hold.
    No schema of WMO325 was found; it is read by analogy with JW325.
    """
    if not gathered.is_new(message):
        return
    answer = next(every(message.root, "DeclaratieAntwoord"), None)
    codes = ", ".join(each.text or "" for each in every(message.root, "Header/RetourCodes/RetourCode"))
    if answer is None:
        gathered.findings.append(message.found(findings.MESSAGE_REJECTED, codes))
        return
    number = text(answer, "DeclaratieNummer")
    declaration = (message.law, text(message.root, "Header/Afzender"), number)
    rows = gathered.declared.get(declaration)
    if rows is None:
        gathered.findings.append(message.found(findings.ANSWER_WITHOUT_DECLARATION, number))
        return
    granted = signed(answer, "TotaalToegekendBedrag")
    gathered.grant(declaration, granted)
    declared = signed(answer, "TotaalIngediendBedrag")
    gathered.require_total(message, declared, sum(map(cents, rows)))
    difference = declared - granted
    rejected = list(every(answer, "Clienten/Client/Prestaties/Prestatie"))
    if not rejected and difference and not granted:
        _judge(rows, dict.fromkeys((row["referentienummer"] for row in rows), _code(answer)))
        return
    _judge_by_row(message, gathered, rows, rejected, difference)


def _judge_by_row(
    message: Message, gathered: Gathered, rows: list[Row], rejected: list[etree._Element], difference: int
) -> None:
    """The rejected rows are rows of the declaration (TR366), as they stood in it (TR367)."""
    answered = [_prestatie(each) for each in rejected]
    unknown, changed = _not_as_declared(rows, answered)
    gathered.name_rows(message, findings.ANSWERED_ROW_UNKNOWN, sorted(unknown)[:NAMED])
    gathered.name_rows(message, findings.ANSWERED_ROW_DIFFERS, sorted(changed)[:NAMED])
    if not unknown and not changed:
        gathered.require_total(message, difference, sum(map(cents, answered)))
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
