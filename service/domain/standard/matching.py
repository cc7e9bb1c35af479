"""Find the tables and fields of the standard among the sheets and headers of a file."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain

from service.domain.findings import Finding, FindingKind, Place, Severity
from service.domain.standard.cells import Cells
from service.domain.standard.export import RawTable, TableLayout
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.model import Standard, Table
from service.domain.standard.trimming import candidate_headers, header_at, name_of, trim_to_data

OUR_OWN_SHEETS = ("leeswijzer", "codelijsten")
"""Sheets of the blank workbook that hold no table and are passed over in silence."""
_OF_FINDINGS = 3
LISTS_OF_FINDINGS = {"bevindingen": ("Blad", "Rij", "Kolom"), "findings": ("Sheet", "Row", "Column")}
"""Name → the headings that its list begins with, below its title: of the copy that a provider repairs in."""
DELIVERY = "aanlevering"
_ALIKE = 0.8
"""How alike two names are (difflib) before we ask whether the one is meant for the other."""


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

    def cells(self) -> dict[str, Cells]:
        """Return the cells of every field that the sheet has once."""
        return {field: self.raw.columns[at] for field, at in self.columns.items()}

    def without_cells(self) -> "MatchedTable":
        """Return the same without any cells: where the table stood, and the numbers of its rows."""
        return replace(self, raw=replace(self.raw, columns=()))

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

    A sheet that holds nothing at all counts as absent. What only looks like a table or a field is a finding
    that asks whether it is meant; it is never taken for it. A file without sheets (csv, parquet) that has
    another name is a table by its columns when they all fit, and a finding says so.
    """
    named, findings = _named(raw, standard)
    known = [(name, each) for name, each in named if name in standard.tables]
    if not known:
        return Matching({}, (*findings, _about_no_tables(raw, standard)))
    findings += chain.from_iterable(each.findings for _, each in known)
    findings += _about_unknown_sheets(named, standard)
    tables, about_tables = _matched(known, standard)
    findings += [*about_tables, *_findings_about_delivery(tables)]
    return Matching({name: tables[name] for name in standard.tables if name in tables}, tuple(findings))


def _named(raw: Sequence[RawTable], standard: Standard) -> tuple[list[tuple[str, RawTable]], list[Finding]]:
    """Every sheet that holds anything under the name of its table, and what there is to say of names."""
    filled = [each for each in raw if each.headers]
    names = {id(each): _table_name(each) for each in filled}
    findings = _name_by_columns(filled, names, standard)
    return [(names[id(each)], each) for each in filled], findings


def _about_unknown_sheets(named: Iterable[tuple[str, RawTable]], standard: Standard) -> Iterator[Finding]:
    """About every sheet that is no table of the standard, and not one that we gave ourselves."""
    every = list(named)
    present = {name for name, _ in every if name in standard.tables}
    for name, each in every:
        if name not in standard.tables and not _is_our_own(each, name):
            yield _about_unknown_sheet(each, present, standard)


def _about_no_tables(raw: Sequence[RawTable], standard: Standard) -> Finding:
    found = ", ".join(each.sheet for each in raw)[:200] or "-"
    facts = {"found": found, "expected": ", ".join(standard.tables)}
    return Finding(table_findings.NO_KNOWN_TABLES, facts=facts)


def _matched(
    known: Iterable[tuple[str, RawTable]], standard: Standard
) -> tuple[dict[str, MatchedTable], list[Finding]]:
    """Each table by its name, the first sheet where two have the same, and what there is to say of them."""
    tables: dict[str, MatchedTable] = {}
    findings: list[Finding] = []
    for name, each in known:
        if name in tables:
            findings.append(Finding(table_findings.DUPLICATE_TABLE, Place(table=name, sheet=each.sheet)))
            continue
        straight = trim_to_data(each, standard.tables[name])
        tables[name], about = _match_columns(standard.tables[name], straight.raw)
        findings += [*straight.findings, *about]
    return tables, findings


def _name_by_columns(filled: Sequence[RawTable], named: dict[int, str], standard: Standard) -> list[Finding]:
    """Give files without sheets, under a name of their own, the name of the table that their columns fit."""
    findings = []
    for each in filled:
        is_named = named[id(each)] in standard.tables or not each.is_text_only
        fitting = "" if is_named else _fitting_table(each, standard)
        if fitting:
            named[id(each)] = fitting
            findings.append(
                Finding(table_findings.TABLE_FROM_COLUMNS, Place(table=fitting, sheet=each.sheet))
            )
    return findings


def _is_our_own(raw: RawTable, name: str) -> bool:
    """Tell whether it is a sheet of the blank workbook, or the list of findings of a copy that came back."""
    if name in OUR_OWN_SHEETS:
        return True
    below = tuple(column[0] for column in raw.columns[:_OF_FINDINGS]) if len(raw.rows) else ()
    return below == LISTS_OF_FINDINGS.get(name.partition(" ")[0])


def _about_unknown_sheet(raw: RawTable, present: Collection[str], standard: Standard) -> Finding:
    fitting = _fitting_table(raw, standard)
    looks_like = fitting or next(iter(get_close_matches(_table_name(raw), standard.tables, 1, _ALIKE)), "")
    if not looks_like:
        return Finding(table_findings.UNKNOWN_SHEET, Place(sheet=raw.sheet))
    kind = table_findings.SEVERAL_SHEETS if looks_like in present else table_findings.SHEET_LOOKS_LIKE
    return Finding(kind, Place(table=looks_like, sheet=raw.sheet))


def _fitting_table(raw: RawTable, standard: Standard) -> str:
    """Return the table of which the sheet has every required column; of several the one it has most of."""
    tops = candidate_headers(raw)
    fitting = [
        (len(names & set(table.fields)), name)
        for name, table in standard.tables.items()
        if (names := set(tops[header_at(tops, table.fields)])) >= _required(table)
    ]
    return max(fitting, default=(0, ""))[1]


def _required(table: Table) -> set[str]:
    return {each.name for each in table.fields.values() if each.required}


def _table_name(raw: RawTable) -> str:
    name = raw.sheet.replace("\\", "/").rpartition("/")[2] if raw.is_text_only else raw.sheet
    name = name.strip().casefold()
    return name.removesuffix(".csv").removesuffix(".parquet").strip() if raw.is_text_only else name


def _match_columns(table: Table, raw: RawTable) -> tuple[MatchedTable, list[Finding]]:
    names = [name_of(header) for header in raw.headers]
    times = Counter(names)
    columns = {name: at for at, name in enumerate(names) if name in table.fields and times[name] == 1}
    findings = [*_findings_about_absent(table, raw, times), *_findings_about_headers(table, raw, names)]
    is_sound = not any(finding.kind.severity is Severity.BLOCKS for finding in findings)
    return MatchedTable(table, raw, columns, is_sound), findings


def _findings_about_absent(table: Table, raw: RawTable, times: Counter[str]) -> list[Finding]:
    return [
        Finding(
            table_findings.MISSING_COLUMN if field.required else table_findings.MISSING_OPTIONAL_COLUMN,
            Place(table=table.name, sheet=raw.sheet, row=raw.header_row, field=field.name),
        )
        for field in table.fields.values()
        if not times[field.name] and (field.required or not raw.lacks_optional)
    ]


def _findings_about_headers(table: Table, raw: RawTable, names: list[str]) -> list[Finding]:
    findings: list[Finding] = []
    seen: set[str] = set()
    for at, name in enumerate(names):
        kind: FindingKind | None = None
        field = name if name in table.fields else ""
        if name in table.fields:
            kind = table_findings.DUPLICATE_COLUMN if name in seen else None
        elif (meant := _meant_field(name, table, names)) is not None:
            field, kind = meant, table_findings.COLUMN_LOOKS_LIKE
        elif name or not raw.columns[at].empty.all():
            kind = table_findings.UNKNOWN_COLUMN
        seen.add(name)
        if kind is not None:
            letter = column_letter(raw.first_column + at)
            place = Place(table=table.name, sheet=raw.sheet, row=raw.header_row, column=letter, field=field)
            findings.append(Finding(kind, place, {"value": raw.headers[at].strip()[:60]}))
    return findings


def _meant_field(name: str, table: Table, names: Sequence[str]) -> str | None:
    absent = [field for field in table.fields if field not in names]
    plain = name.replace(" ", "_").replace("-", "_")
    return next(iter(get_close_matches(plain, absent, 1, _ALIKE)), None)


def _findings_about_delivery(tables: Mapping[str, MatchedTable]) -> list[Finding]:
    if DELIVERY not in tables:
        return [Finding(table_findings.TABLE_MISSING, Place(table=DELIVERY, sheet=DELIVERY))]
    raw = tables[DELIVERY].raw
    if len(raw.rows) == 1:
        return []
    place = Place(table=DELIVERY, sheet=raw.sheet, row=int(raw.rows[1]) if len(raw.rows) else None)
    return [Finding(table_findings.ONE_ROW_ONLY, place, {"found": str(len(raw.rows))})]
