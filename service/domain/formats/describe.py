"""A whole format in sentences, for people who will never read YAML."""

import re
from collections.abc import Iterator

from service.domain.formats.blocks import HEAD, Across, CalendarHeads, Listed
from service.domain.formats.joins import where_of
from service.domain.formats.keys import Key
from service.domain.formats.model import RowsOf
from service.domain.formats.output import DocxOutput, TemplateOutput, ZipOutput
from service.domain.formats.plan import Plan, SheetPlan, fields_used
from service.domain.period_words import with_article
from service.domain.periods import parse_period
from service.domain.wording import AND, NOTHING, Wording, joined, same

_PERIODS = {
    "month": Wording("maand", "month"),
    "quarter": Wording("kwartaal", "quarter"),
    "half-year": Wording("halfjaar", "half-year"),
    "year": Wording("jaar", "year"),
}
_KINDS = {
    "xlsx": Wording("Excel-werkmap", "an Excel workbook"),
    "ods": Wording("OpenDocument-werkmap", "an OpenDocument spreadsheet"),
    "docx": Wording("Word-document", "a Word document"),
    "csv": Wording("csv-bestand", "a csv file"),
    "fixed-width": Wording("bestand met vaste breedtes", "a file with fixed widths"),
    "xml": Wording("xml-bestand", "an xml file"),
    "json": Wording("json-bestand", "a json file"),
}
_LAWS = {"JW": Wording("Jeugdwet", "Youth Act"), "WMO": Wording("Wmo", "Social Support Act")}


def describe(plan: Plan) -> tuple[Wording, ...]:
    """Every rule of a format as a sentence, in the order of the municipality's file."""
    return (
        *_about(plan),
        *_about_cells(plan),
        *(sentence for sheet in plan.sheets for sentence in _about_sheet(sheet)),
        *_about_checks(plan),
        *_about_what_is_not_asked(plan),
    )


def describe_what_is_asked(plan: Plan) -> tuple[Wording, ...]:
    """What a format is, and which totals have to be right, without its cells and columns."""
    return (*_about(plan), *_about_checks(plan))


def describe_rows(sheet: SheetPlan) -> tuple[Wording, ...]:
    """Where a block stands, which rows it is made of and what goes across, without its columns."""
    return (*_about_place(sheet), *_about_rows(sheet), *_about_heads(sheet))


def _about(plan: Plan) -> Iterator[Wording]:
    written = plan.format
    yield Wording(
        "“{title}” ({name}) wordt per {period} gevraagd voor de {laws}.",
        "“{title}” ({name}) is asked per {period} for the {laws}.",
    ).fill(
        title=written.title,
        name=plan.name,
        period=_PERIODS[written.period.value],
        laws=joined(AND, (_LAWS[law] for law in written.law)),
    )
    yield _validity(plan)
    yield _provenance(plan)
    yield _level(plan)
    yield _file(plan)
    if written.when_empty == "nothing":
        yield Wording(
            "Een gemeente zonder regels krijgt geen bestand.",
            "A municipality without lines gets no file.",
        )


def _validity(plan: Plan) -> Wording:
    begin, until = with_article(parse_period(plan.version)), plan.format.valid.until
    if until:
        told = Wording("Het geldt vanaf {begin} tot en met {until}.", "It holds from {begin} until {until}.")
        return told.fill(begin=begin, until=with_article(parse_period(until)))
    return Wording("Het geldt vanaf {begin}.", "It holds from {begin} on.").fill(begin=begin)


def _provenance(plan: Plan) -> Wording:
    if plan.format.provenance == "official":
        told = Wording("Het is officieel: {source}.", "It is official: {source}.")
        return told.fill(source=plan.format.source)
    if plan.is_published:
        return Wording(
            "Het is niet als officieel aangemerkt: er is geen bron van de gemeente genoemd.",
            "It is not marked as official: no source of the municipality is named.",
        )
    return Wording(
        "Het is een voorbeeld, door geen gemeente gepubliceerd.",
        "It is an example, not published by any municipality.",
    )


def _level(plan: Plan) -> Wording:
    if plan.format.level != "person":
        return Wording("Het bevat niets over een persoon.", "It holds nothing about a person.")
    return Wording(
        "Het gaat over personen en gaat alleen naar de gemeente. Grondslag: {ground}.",
        "It tells about persons and goes to the municipality only. Ground: {ground}.",
    ).fill(ground=plan.format.legal_ground)


def _file(plan: Plan) -> Wording:
    output = plan.format.output
    if isinstance(output, ZipOutput):
        told = Wording("Het wordt een zip met {files}.", "It becomes a zip with {files}.")
        files = (same(f"{name} (") + _KINDS[each.kind] + same(")") for name, each in output.files.items())
        return told.fill(files=joined(AND, files))
    if isinstance(output, DocxOutput):
        told = Wording(
            "Het vult het document {template} van de gemeente.",
            "It fills the municipality's document {template}.",
        )
        return told.fill(template=output.template)
    if isinstance(output, TemplateOutput):
        return Wording(
            "Het vult de werkmap {template} van de gemeente.",
            "It fills the municipality's workbook {template}.",
        ).fill(template=output.template)
    return Wording("Het wordt een {kind}.", "It becomes {kind}.").fill(kind=_KINDS[output.kind])


def _about_cells(plan: Plan) -> Iterator[Wording]:
    for (sheet, cell), column in plan.cells.items():
        told = Wording("Cel {place} bevat {told}.", "Cell {place} holds {told}.")
        yield told.fill(place=f"{sheet}!{cell}", told=column.sentence)


def _about_sheet(sheet: SheetPlan) -> Iterator[Wording]:
    if not sheet.format.is_in_the_file:
        told = Wording(
            "{name} staat niet in het bestand: het zijn rijen van {table} voor totalen in losse cellen.",
            "{name} is not in the file: it is rows of {table} for totals in single cells.",
        )
        yield told.fill(name=sheet.name, table=sheet.format.rows.of)
    yield from describe_rows(sheet)
    for column in sheet.once_per_head:
        told = Wording("{header} bevat {told}.", "{header} holds {told}.")
        yield told.fill(header=_called(column.address), told=column.sentence)
    for header, reason in sheet.format.left_empty.items():
        told = Wording("{header} blijft leeg: {reason}.", "{header} stays empty: {reason}.")
        yield told.fill(header=_called(header), reason=reason)


def _called(address: str) -> Wording:
    """What people call a column: by its text, its letter, or its place under every head."""
    if address == HEAD:
        return Wording("De kolom van elke kop", "The column of each head")
    under = f"{HEAD} > "
    if address.startswith(under):
        told = Wording("Onder elke kop de kolom {name}", "Under each head column {name}")
        return told.fill(name=address.removeprefix(under))
    return Wording("Kolom {name}", "Column {name}").fill(name=address.removeprefix("column "))


def _about_place(sheet: SheetPlan) -> Iterator[Wording]:
    """Where the header is, when that is not one numbered row."""
    place = sheet.place
    if place.title:
        told = Wording(
            "De koppen staan onder de titel “{title}”.", "The header stands below the title “{title}”."
        )
        yield told.fill(title=place.title)
    elif place.cell:
        yield Wording("De koppen beginnen in cel {cell}.", "The header begins in cell {cell}.").fill(
            cell=place.cell
        )
    elif place.header:
        texts = same(", ".join(place.header))
        yield Wording(
            "De koppen staan op de rij met {texts}.", "The header is the row that has {texts}."
        ).fill(texts=texts)
    if place.header_lines > 1:
        yield Wording(
            "Elke kop heeft {lines} rijen, van boven naar beneden gelezen.",
            "Each header has {lines} rows, read from top to bottom.",
        ).fill(lines=place.header_lines)


def _about_heads(sheet: SheetPlan) -> Iterator[Wording]:
    across = sheet.format.across
    if across is None:
        return
    heads = same(", ".join(_head(across, head) for head in sheet.heads))
    yield Wording(
        "Naast elkaar staan {heads}: elke rij komt onder de kop van {by}{others}.",
        "Beside each other stand {heads}: each row comes under the head of {by}{others}.",
    ).fill(heads=heads, by=across.by.sentence(), others=_other_heads(across))
    if isinstance(across.heads, CalendarHeads):
        yield Wording(
            "Wat buiten de rapportageperiode ligt, blijft leeg.",
            "What lies outside the reporting period stays empty.",
        )


def _head(across: Across, head: str) -> str:
    """What a head is called, with the values that come under it where those are others."""
    values = across.heads.get(head, ()) if isinstance(across.heads, dict) else ()
    return head if tuple(values) in ((), (head,)) else f"{head} ({', '.join(values)})"


def _other_heads(across: Across) -> Wording:
    told = []
    if across.blank:
        told.append(
            Wording("zonder waarde onder {head}", "without a value under {head}").fill(head=across.blank)
        )
    if across.other:
        told.append(
            Wording("met een andere waarde onder {head}", "of another value under {head}").fill(
                head=across.other
            )
        )
    return same(", ") + joined(AND, told) if told else NOTHING


def _about_rows(sheet: SheetPlan) -> Iterator[Wording]:
    rows = sheet.format.rows
    keys = joined(AND, (_key(key) for key in rows.per)) if rows.per else Wording("rij", "row")
    lines = describe_lines(rows)
    yield Wording(
        "Blad {name} heeft één regel per {keys} van {of}{lines}.",
        "Sheet {name} has one line per {keys} of {of}{lines}.",
    ).fill(name=sheet.name, keys=keys, of=rows.of, lines=lines and same(", ") + lines)
    if sheet.many:
        told = Wording(
            "Bij elke regel horen de rijen van {tables} van dezelfde toewijzing.",
            "Each line has the rows of {tables} of the same allocation.",
        )
        yield told.fill(tables=joined(AND, map(same, sheet.many)))
        yield from _of_course(sheet)
    own, joined_to = where_of(rows)
    for table, asked in joined_to.items():
        told = Wording(
            "Van {table} tellen alleen rijen mee waarvoor geldt: {conditions}.",
            "Of {table} only rows count of which holds: {conditions}.",
        )
        counted = describe_conditions(rows.model_copy(update={"where": asked}))
        yield told.fill(table=table, conditions=counted)
    conditions = describe_conditions(rows.model_copy(update={"where": own}))
    if conditions:
        told = Wording(
            "Er staan alleen rijen in waarvoor geldt: {conditions}.",
            "Only rows are in it of which holds: {conditions}.",
        )
        yield told.fill(conditions=conditions)
    if sheet.format.listed is not None:
        yield from _about_list(sheet.format.listed)


_BEFORE_A_KEY = re.compile(r"^(het veld|the field|de|het|the) ")


def _key(key: Key) -> Wording:
    """As it stands behind `per`: `maand van begindatum`, and a field by its name alone."""
    told = key.sentence()
    return Wording(_BEFORE_A_KEY.sub("", told.nl), _BEFORE_A_KEY.sub("", told.en))


_NOTHING_DELIVERED = {
    "0": Wording("staat in een getalkolom 0", "a column of numbers has 0"),
    "empty": Wording("blijft een getalkolom leeg", "a column of numbers stays empty"),
    "-": Wording("staat in een getalkolom een streepje", "a column of numbers has a dash"),
}


def _of_course(sheet: SheetPlan) -> Iterator[Wording]:
    """Which of those rows count, where that is not all of them."""
    for table in sheet.many:
        is_whole = table in sheet.format.rows.from_the_start
        told = Wording(
            "Van {table} tellen ook de rijen van voor de periode.",
            "Of {table} the rows from before the period count too.",
        )
        in_period = Wording(
            "Van {table} tellen alleen de rijen in de periode; wat daarvoor eindigde, telt niet.",
            "Of {table} only rows in the period count; what ended before it does not.",
        )
        yield (told if is_whole else in_period).fill(table=table)


_NOT_LISTED = {
    "quarantine": Wording("wacht", "waits"),
    "below": Wording("komt eronder", "goes below"),
    "block": Wording("houdt de hele rapportage op", "holds up the whole report"),
}


def _about_list(listed: Listed) -> Iterator[Wording]:
    by = [
        Wording("kolom {header} met {told}", "column {header} by {told}").fill(header=h, told=e.sentence())
        for h, e in listed.by.items()
    ]
    yield Wording(
        "De regels staan vast in de werkmap en worden gevonden in {by}.",
        "The lines are listed in the workbook and found in {by}.",
    ).fill(by=joined(AND, by))
    if listed.after:
        told = Wording("De lijst begint na {text!r}.", "The list begins after {text!r}.")
        yield told.fill(text=listed.after)
    if listed.until:
        told = Wording("De lijst eindigt bij {text!r}.", "The list ends at {text!r}.")
        yield told.fill(text=listed.until)
    yield Wording(
        "Is er voor een regel niets geleverd, dan {nothing}; wat niet in de lijst staat, {not_listed}.",
        "Where nothing was delivered for a line, {nothing}; what is not listed {not_listed}.",
    ).fill(nothing=_NOTHING_DELIVERED[listed.nothing], not_listed=_NOT_LISTED[listed.not_listed])


def describe_lines(rows: RowsOf) -> Wording:
    """How rows come together and in which order they stand, in words; NOTHING when nothing is said of it."""
    if rows.overlapping:
        return Wording(
            "voor zover zij elkaar overlappen ({begin} tot en met {until})",
            "as far as they overlap ({begin} until {until})",
        ).fill(begin=rows.overlapping.begin, until=rows.overlapping.until)
    if rows.order:
        told = Wording("op volgorde van {fields}", "sorted by {fields}")
        return told.fill(fields=joined(AND, map(same, rows.order)))
    return NOTHING


def describe_conditions(rows: RowsOf) -> Wording:
    """What a row has to meet, in words; NOTHING when every row goes in."""
    return joined(AND, (condition.sentence(name) for name, condition in rows.where.items()))


def _about_checks(plan: Plan) -> Iterator[Wording]:
    for check in plan.format.checks:
        is_money = check.equals == "balance.bedrag"
        side = Wording("het bedrag", "amount") if is_money else Wording("het aantal rijen", "number of rows")
        yield Wording(
            "Het totaal van {total} moet gelijk zijn aan {side} van de sluitende telling; "
            "anders wordt niets gepubliceerd.",
            "The total of {total} must equal the {side} of the balance, or nothing is published.",
        ).fill(total=check.total, side=side)


def _about_what_is_not_asked(plan: Plan) -> Iterator[Wording]:
    used = {reference.table for reference in fields_used(plan)}
    by_reason: dict[str, list[Wording]] = {}
    for name, reason in plan.format.not_asked.items():
        table = name.removesuffix(".*")
        rest = Wording("de overige velden van {table}", "the other fields of {table}").fill(table=table)
        is_rest = name.endswith(".*") and table in used
        by_reason.setdefault(reason, []).append(rest if is_rest else same(name))
    for reason, names in by_reason.items():
        told = Wording("Niet gevraagd: {names} ({reason}).", "Not asked: {names} ({reason}).")
        yield told.fill(names=joined(", ", names), reason=reason)
