"""Find the tables and fields of the standard among the sheets and headers of a file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.domain.findings import Finding, FindingKind, Place, Severity
from service.domain.standard import cell_findings as kinds
from service.domain.standard.export import RawTable, TableLayout
from service.domain.standard.model import Standard, Table

OUR_OWN_SHEETS = ("leeswijzer", "codelijsten")
"""Sheets of the blank workbook that hold no table and are passed over in silence."""
DELIVERY = "aanlevering"


@dataclass(frozen=True, slots=True)
class MatchedTable:
    """A table of the standard and the sheet that holds it."""

    table: Table
    raw: RawTable
    columns: Mapping[str, int]
    """Field name → index in `raw.columns`, for every field that the sheet has once."""
    is_sound: bool = True
    """False when its columns are such that looking at its cells would only mislead."""

    def letter(self, field: str) -> str:
        """Return the column letter of a field, empty when the sheet does not have it."""
        return column_letter(self.raw.first_column + self.columns[field]) if field in self.columns else ""

    @property
    def layout(self) -> TableLayout:
        """Where the table stood in the file."""
        return TableLayout(self.raw.sheet, {field: self.letter(field) for field in self.columns})


@dataclass(frozen=True, slots=True)
class Matching:
    """Which tables a file has, and what there is to say about its sheets and columns."""

    tables: Mapping[str, MatchedTable]
    findings: tuple[Finding, ...] = ()


def column_letter(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def match_tables(raw: Sequence[RawTable], standard: Standard) -> Matching:
    """Match sheets to tables and headers to fields; case and surrounding blanks do not count.

    A sheet that holds nothing at all counts as absent.
    """
    filled = [each for each in raw if each.headers]
    known = [each for each in filled if _table_name(each) in standard.tables]
    if not known:
        facts = {
            "found": ", ".join(each.sheet for each in raw)[:200] or "-",
            "expected": ", ".join(standard.tables),
        }
        return Matching({}, (Finding(kinds.NO_KNOWN_TABLES, facts=facts),))
    findings = [
        Finding(kinds.UNKNOWN_SHEET, Place(sheet=each.sheet))
        for each in filled
        if _table_name(each) not in standard.tables and _table_name(each) not in OUR_OWN_SHEETS
    ]
    tables: dict[str, MatchedTable] = {}
    for each in known:
        name = _table_name(each)
        if name in tables:
            findings.append(Finding(kinds.DUPLICATE_TABLE, Place(table=name, sheet=each.sheet)))
            continue
        tables[name], about = _match_columns(standard.tables[name], each)
        findings += about
    findings += _findings_about_delivery(tables)
    return Matching({name: tables[name] for name in standard.tables if name in tables}, tuple(findings))


def _table_name(raw: RawTable) -> str:
    name = raw.sheet.replace("\\", "/").rpartition("/")[2] if raw.is_text_only else raw.sheet
    name = name.strip().casefold()
    return name.removesuffix(".csv").strip() if raw.is_text_only else name


def _match_columns(table: Table, raw: RawTable) -> tuple[MatchedTable, list[Finding]]:
    names = [header.strip().casefold() for header in raw.headers]
    times = Counter(names)
    columns = {name: at for at, name in enumerate(names) if name in table.fields and times[name] == 1}
    findings = [*_findings_about_absent(table, raw, times), *_findings_about_headers(table, raw, names)]
    is_sound = not any(finding.kind.severity is Severity.BLOCKS for finding in findings)
    return MatchedTable(table, raw, columns, is_sound), findings


def _findings_about_absent(table: Table, raw: RawTable, times: Counter[str]) -> list[Finding]:
    return [
        Finding(
            kinds.MISSING_COLUMN if field.required else kinds.MISSING_OPTIONAL_COLUMN,
            Place(table=table.name, sheet=raw.sheet, row=raw.header_row, field=field.name),
        )
        for field in table.fields.values()
        if not times[field.name]
    ]


def _findings_about_headers(table: Table, raw: RawTable, names: list[str]) -> list[Finding]:
    findings: list[Finding] = []
    seen: set[str] = set()
    for at, name in enumerate(names):
        kind: FindingKind | None = None
        if name in table.fields:
            kind = kinds.DUPLICATE_COLUMN if name in seen else None
        elif name or any(cell not in ("", None) for cell in raw.columns[at]):
            kind = kinds.UNKNOWN_COLUMN
        seen.add(name)
        if kind is not None:
            field = name if name in table.fields else ""
            letter = column_letter(raw.first_column + at)
            place = Place(table.name, raw.sheet, raw.header_row, letter, field)
            findings.append(Finding(kind, place, {"value": raw.headers[at].strip()[:60]}))
    return findings


def _findings_about_delivery(tables: Mapping[str, MatchedTable]) -> list[Finding]:
    if DELIVERY not in tables:
        return [Finding(kinds.TABLE_MISSING, Place(table=DELIVERY, sheet=DELIVERY))]
    raw = tables[DELIVERY].raw
    if len(raw.rows) == 1:
        return []
    place = Place(table=DELIVERY, sheet=raw.sheet, row=int(raw.rows[1]) if len(raw.rows) else None)
    return [Finding(kinds.ONE_ROW_ONLY, place, {"found": str(len(raw.rows))})]
