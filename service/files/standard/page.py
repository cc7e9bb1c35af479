"""Write the reference pages of the standard: its tables and fields, and its rules."""

from collections.abc import Iterator, Mapping

from service.domain.findings import Severity
from service.domain.standard.model import Field, Standard, Table
from service.domain.standard.rules.every_rule import ALL_RULES, SUBJECTS, rules_of
from service.domain.standard.rules.rule import Rule

_WEIGHTS = {Severity.BLOCKS: "blokkeert", Severity.QUARANTINES: "wacht", Severity.WARNS: "let op"}
_TYPES = {
    "text": "tekst",
    "code": "code",
    "integer": "geheel getal",
    "decimal": "getal, hooguit 4 decimalen",
    "money": "bedrag in euro",
    "date": "datum",
}


def rules_page(since: Mapping[str, str]) -> str:
    """Return docs/rules.md: every rule between fields, by subject, with its source and what it says.

    `since`: code → the first version that has it.
    """
    return "\n".join(_rules(since)) + "\n"


def _rules(since: Mapping[str, str]) -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield "Written from the code by `eenmaal standard pages`. Each is one function over a whole table."
    yield "*blokkeert*: nothing is translated before it is repaired; *wacht*: this row waits by name;"
    yield "*let op*: worth a look."
    yield f"What a cell must be by itself: [the standard](standard.md). There are {len(ALL_RULES)} rules."
    yield "What a version finds otherwise than the one before: `eenmaal rules diff OLD NEW`."
    for title, modules in SUBJECTS.items():
        yield ""
        yield f"## {title}"
        yield ""
        yield " ".join((module.__doc__ or "").strip() for module in modules)
        yield ""
        yield "| rule | since | of | weight | what it holds | what it says |"
        yield "|---|---|---|---|---|---|"
        yield from (_rule(each, since[each.kind.code]) for each in rules_of(modules))


def _rule(each: Rule, since: str) -> str:
    place = f"{each.table}.{each.field}"
    holds = " ".join(each.description.split())
    sentence = each.kind.words.nl.replace("|", "\\|")
    return (
        f"| `{each.kind.code}` | {since} | {place} | {_WEIGHTS[each.kind.severity]} | {holds} | {sentence} |"
    )


def reference_page(standard: Standard) -> str:
    """Return docs/standard.md: every table and field with type, width, codes, and where it is reported."""
    return "\n".join(_reference(standard)) + "\n"


def _reference(standard: Standard) -> Iterator[str]:
    yield f"# De standaardexport, versie {standard.version}"
    yield ""
    yield "Geschreven door `eenmaal standard pages`, uit het datapakket (`eenmaal standard package`)."
    yield "Een lege werkmap met keuzelijsten: `eenmaal standard template`. De regels: [rules.md](rules.md)."
    for table in standard.tables.values():
        yield from _table(table, standard)
    yield ""
    yield "## Codelijsten"
    for code_list in standard.code_lists.values():
        codes = ", ".join(dict.fromkeys(f"`{entry.code}`" for entry in code_list.entries[:_SHOWN]))
        more = f" en nog {len(code_list.entries) - _SHOWN}" if len(code_list.entries) > _SHOWN else ""
        yield ""
        yield f"**{code_list.name}** ({code_list.title}): {codes}{more}"


_SHOWN = 40
"""Codes of a list that the page names; the rest is in mappings/codelijsten."""


def _table(table: Table, standard: Standard) -> Iterator[str]:
    yield ""
    yield f"## {table.name}"
    yield ""
    yield table.description
    if table.key is not None:
        yield ""
        per_law = " (per wet)" if table.key.per_law else ""
        yield f"Uniek: {', '.join(table.key.fields)}{per_law}."
    if table.reference is not None:
        yield ""
        yield f"Verwijst met {', '.join(table.reference.fields)} naar {table.reference.table}."
    yield ""
    yield "| veld | soort | verplicht | wat | al gemeld in |"
    yield "|---|---|---|---|---|"
    for field in table.fields.values():
        required = "ja" if field.required else ""
        reported = ", ".join(field.already_reported_in)
        yield f"| {field.name} | {_kind(field, standard)} | {required} | {field.description} | {reported} |"


def _kind(field: Field, standard: Standard) -> str:
    kind = _TYPES[field.type.value]
    if field.size is not None:
        kind += f", hooguit {field.size}"
    code_list = standard.code_list_of(field)
    return kind if code_list is None else f"{kind}, lijst {code_list.name}"
