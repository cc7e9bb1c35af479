"""A whole format in sentences, for people who will never read YAML."""

from collections.abc import Iterator

from service.domain.findings import Language
from service.domain.formats.model import RowsOf
from service.domain.formats.output import TemplateOutput
from service.domain.formats.plan import Plan, SheetPlan

_PERIODS = {
    "month": ("maand", "month"),
    "quarter": ("kwartaal", "quarter"),
    "half-year": ("halfjaar", "half-year"),
    "year": ("jaar", "year"),
}
_LAWS = {"JW": ("Jeugdwet", "Youth Act"), "WMO": ("Wmo", "Social Support Act")}


def describe(plan: Plan, language: Language) -> tuple[str, ...]:
    """Every rule of a format as a sentence, in the order of the municipality's file."""
    return (
        *_about(plan, language),
        *_about_cells(plan, language),
        *(sentence for sheet in plan.sheets for sentence in _about_sheet(sheet, language)),
        *_about_checks(plan, language),
        *_about_what_is_not_asked(plan, language),
    )


def describe_what_is_asked(plan: Plan, language: Language) -> tuple[str, ...]:
    """What a format is, and which totals have to be right, without its cells and columns."""
    return (*_about(plan, language), *_about_checks(plan, language))


def describe_rows(sheet: SheetPlan, language: Language) -> tuple[str, ...]:
    """Which rows a sheet is made of, without its columns."""
    return tuple(_about_rows(sheet, language))


def _about(plan: Plan, language: Language) -> Iterator[str]:
    english = language == "en"
    written = plan.format
    period = _PERIODS[written.period.value][english]
    both = " and " if english else " en "
    laws = both.join(_LAWS[law][english] for law in written.law)
    until = written.valid.until
    if english:
        yield f"“{written.title}” ({plan.name}) is asked per {period} for the {laws}."
        yield f"It holds from {plan.version}{f' until {until}' if until else ' on'}."
    else:
        yield f"“{written.title}” ({plan.name}) wordt per {period} gevraagd voor de {laws}."
        yield f"Het geldt vanaf {plan.version}{f' tot en met {until}' if until else ''}."
    yield _provenance(plan, english=english)
    yield _level(plan, english=english)
    output = written.output
    if isinstance(output, TemplateOutput):
        words = ("Het vult de werkmap {} van de gemeente.", "It fills the municipality's workbook {}.")
        yield words[english].format(output.template)
    else:
        words = ("Het wordt een {}-bestand.", "It becomes a {} file.")
        yield words[english].format(output.kind)
    if written.when_empty == "nothing":
        words = (
            "Een gemeente zonder regels krijgt geen bestand.",
            "A municipality without lines gets no file.",
        )
        yield words[english]


def _provenance(plan: Plan, *, english: bool) -> str:
    if plan.format.provenance == "official":
        source = plan.format.source
        return f"It is official: {source}." if english else f"Het is officieel: {source}."
    if english:
        return "It is an example, not published by any municipality."
    return "Het is een voorbeeld, door geen gemeente gepubliceerd."


def _level(plan: Plan, *, english: bool) -> str:
    ground = plan.format.legal_ground
    if plan.format.level == "person":
        if english:
            return f"It tells about persons and goes to the municipality only. Ground: {ground}."
        return f"Het gaat over personen en gaat alleen naar de gemeente. Grondslag: {ground}."
    return "It holds nothing about a person." if english else "Het bevat niets over een persoon."


def _about_cells(plan: Plan, language: Language) -> Iterator[str]:
    for (sheet, cell), column in plan.cells.items():
        told = column.expression.sentence(language)
        yield (
            f"Cell {sheet}!{cell} holds {told}." if language == "en" else f"Cel {sheet}!{cell} bevat {told}."
        )


def _about_sheet(sheet: SheetPlan, language: Language) -> Iterator[str]:
    yield from _about_rows(sheet, language)
    for column in sheet.columns:
        told = column.expression.sentence(language)
        if language == "en":
            yield f"Column {column.header} holds {told}."
        else:
            yield f"Kolom {column.header} bevat {told}."


def _about_rows(sheet: SheetPlan, language: Language) -> Iterator[str]:
    rows = sheet.format.rows
    if language == "en":
        per = f"one line per {' and '.join(rows.per)}" if rows.per else "one line per row"
        yield f"Sheet {sheet.name} has {per} of {rows.of}{_told(describe_lines(rows, language))}."
    else:
        per = f"één regel per {' en '.join(rows.per)}" if rows.per else "één regel per rij"
        yield f"Blad {sheet.name} heeft {per} van {rows.of}{_told(describe_lines(rows, language))}."
    conditions = describe_conditions(rows, language)
    if conditions:
        words = "Only rows where {} are in it." if language == "en" else "Alleen rijen waarvan {} staan erin."
        yield words.format(conditions)


def describe_lines(rows: RowsOf, language: Language) -> str:
    """How rows come together and in which order they stand, in words; empty when nothing is said of it."""
    if rows.overlapping:
        days = (rows.overlapping.begin, rows.overlapping.until)
        if language == "en":
            return "as far as they overlap ({} until {})".format(*days)
        return "voor zover zij elkaar overlappen ({} tot en met {})".format(*days)
    if rows.order:
        both = " and " if language == "en" else " en "
        return f"{'sorted by' if language == 'en' else 'op volgorde van'} {both.join(rows.order)}"
    return ""


def _told(words: str) -> str:
    return f", {words}" if words else ""


def describe_conditions(rows: RowsOf, language: Language) -> str:
    """What a row has to meet, in words; empty when every row goes in."""
    told = [condition.sentence(name, language) for name, condition in rows.where.items()]
    return (" en " if language == "nl" else " and ").join(told)


def _about_checks(plan: Plan, language: Language) -> Iterator[str]:
    for check in plan.format.checks:
        is_money = check.equals == "balance.bedrag"
        if language == "en":
            side = "amount" if is_money else "number of rows"
            yield f"The total of {check.total} must equal the {side} of the balance, or nothing is published."
        else:
            side = "het bedrag" if is_money else "het aantal rijen"
            yield (
                f"Het totaal van {check.total} moet gelijk zijn aan {side} van de sluitende telling; "
                "anders wordt niets gepubliceerd."
            )


def _about_what_is_not_asked(plan: Plan, language: Language) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for name, reason in plan.format.not_asked.items():
        by_reason.setdefault(reason, []).append(name)
    for reason, names in by_reason.items():
        start = "Not asked" if language == "en" else "Niet gevraagd"
        yield f"{start}: {', '.join(names)} ({reason})."
