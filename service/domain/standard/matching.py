"""Find the tables and fields of the standard among the sheets and headers of a file."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain

import numpy as np

from service.domain.carrier_words import Carrier
from service.domain.findings import OTHERWISE_NAMED, Finding, FindingKind, Place, Severity
from service.domain.said import Fact
from service.domain.standard.cells import Cells
from service.domain.standard.column_letters import column_letter
from service.domain.standard.export import RawTable, TableLayout
from service.domain.standard.findings import repairs as repair_findings
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.handing_in import must_have
from service.domain.standard.headers import MatchedHeaders, match_headers
from service.domain.standard.look_alikes import by_sight, hidden_difference
from service.domain.standard.model import Standard, Table
from service.domain.standard.nameless_columns import with_names_asked
from service.domain.standard.perhaps_together import with_columns_together
from service.domain.standard.tables_there_twice import remedy_for_both
from service.domain.standard.trimming import (
    candidate_headers,
    header_at,
    shown_masked,
    trim_to_header,
    trim_to_rows,
)
from service.domain.standard.twice_named import remedy_for_twice

OUR_OWN_SHEETS = ("leeswijzer", "codelijsten")
"""Sheets of the blank workbook that hold no table and are passed over in silence."""
_OF_FINDINGS = 3
LISTS_OF_FINDINGS = {"bevindingen": ("Blad", "Rij", "Kolom"), "findings": ("Sheet", "Row", "Column")}
"""Name → the headings that its list begins with, below its title: of the copy that a provider repairs in."""
DELIVERY = "aanlevering"
_LEAST_HEADERS = 3
"""Columns of a table of which none has a name that is known: then its header is gone."""
_MOST_NAMELESS = 3
"""Columns of which it is looked at what they may be; of more nobody knows."""
_ALIKE = 0.8
"""How alike two names are (difflib) before we ask whether the one is meant for the other."""

_MISSED_OTHERWISE = (DELIVERY, "toewijzing")
"""Without rows of these an export is not taken, which says more than that a sheet is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedTable:
    """A table of the standard and the sheet that holds it."""

    table: Table
    raw: RawTable
    columns: Mapping[str, int]
    """Field name → index in `raw.columns`, for every field that the sheet has once."""
    is_sound: bool = True
    """False when its columns cannot all be trusted, so that nothing can be made of its rows."""
    lacking: frozenset[str] = frozenset()
    """Fields of which nothing is known: no column is certain to be theirs, and that is said already."""
    is_readable: bool = True
    """False when so little of it is known that looking at its cells would only mislead."""
    has_unknown: bool = False
    """Whether an absent field may be there: a column has a name that is none of ours, or twice the same."""
    sign: int | None = None
    """Index in `raw.columns` of what the rows say of how they are handed in; None when they do not."""
    unknown: tuple[int, ...] = ()
    """Indexes in `raw.columns` of those with a name that is none of ours."""

    def letter(self, field: str) -> str:
        """Return the column letter of a field, empty when the sheet does not have it."""
        return column_letter(self.raw.first_column + self.columns[field]) if field in self.columns else ""

    def cells(self) -> dict[str, Cells]:
        """Return the cells of every field that the sheet has once."""
        return {field: self.raw.columns[at] for field, at in self.columns.items()}

    def signs(self) -> Cells | None:
        """Return what each row says of how it is handed in; None when the sheet has no such column."""
        return None if self.sign is None else self.raw.columns[self.sign]

    def nameless(self) -> dict[int, Cells]:
        """Return the columns with a name that is none of ours, where that may be why a field is absent."""
        return {at: self.raw.columns[at] for at in self.unknown if len(self.unknown) <= _MOST_NAMELESS}

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


def match_tables(raw: Sequence[RawTable], standard: Standard, *, repairs: bool = True) -> Matching:
    """Match sheets to tables and headers to fields; case and surrounding blanks do not count.

    A sheet that holds nothing at all counts as absent. With `repairs` a header is also taken for the one
    field that is spelled so but for blanks and signs between its words, and a finding says so. What only
    looks like a table or a field is a finding that asks whether it is meant; it is never taken for it. A
    file without sheets (csv, parquet) that has another name is a table by its columns when they all fit, and
    a finding says so.
    """
    named, findings = _named(raw, standard)
    known = [(name, each) for name, each in named if name in standard.tables]
    if not known:
        return Matching({}, (*findings, _about_no_tables(raw, standard)))
    findings += chain.from_iterable(each.findings for _, each in known)
    findings += _about_unknown_sheets(named, standard)
    findings += _about_empty_sheets(raw, standard)
    tables, about_tables = _matched(known, standard, repairs=repairs)
    findings = [*_but_for_copies(findings, about_tables), *_findings_about_delivery(tables, standard)]
    carriers = {each.sheet: each.carrier for each in raw}
    return Matching(
        {name: tables[name] for name in standard.tables if name in tables},
        tuple(_in_its_carrier(each, carriers) for each in findings),
    )


def _but_for_copies(named: Sequence[Finding], others: Sequence[Finding]) -> list[Finding]:
    """All of both, but what asks for the name of a table that another file has already."""
    copies = {each.place for each in others if each.kind is table_findings.DUPLICATE_TABLE}
    asks = table_findings.TABLE_FROM_COLUMNS
    return [*(each for each in named if each.kind is not asks or each.place not in copies), *others]


def _in_its_carrier(finding: Finding, carriers: Mapping[str, Carrier]) -> Finding:
    carrier = carriers.get(finding.place.sheet, Carrier.WORKBOOK)
    if carrier is Carrier.WORKBOOK:
        return finding
    return replace(finding, place=replace(finding.place, carrier=carrier))


def _named(raw: Sequence[RawTable], standard: Standard) -> tuple[list[tuple[str, RawTable]], list[Finding]]:
    """Every sheet that holds anything under the name of its table, and what there is to say of names."""
    filled = [each for each in raw if each.headers]
    names = {id(each): _table_name(each) for each in filled}
    findings = _name_by_columns(filled, names, standard)
    return [(names[id(each)], each) for each in filled], findings


def _about_unknown_sheets(named: Iterable[tuple[str, RawTable]], standard: Standard) -> Iterator[Finding]:
    """About every sheet that is no table of the standard, and not one that we gave ourselves."""
    every = list(named)
    present = {name: each for name, each in reversed(every) if name in standard.tables}
    unknown = (each for name, each in every if name not in standard.tables and not _is_our_own(each, name))
    yield from _with_parts([_about_unknown_sheet(each, present, standard) for each in unknown])


def _about_empty_sheets(raw: Sequence[RawTable], standard: Standard) -> Iterator[Finding]:
    """About every sheet named as a table in which nothing stands; of two tables that is said otherwise."""
    for each in raw:
        name = _table_name(each)
        if not each.headers and name in standard.tables and name not in _MISSED_OTHERWISE:
            yield Finding(table_findings.SHEET_EMPTY, Place(table=name, sheet=each.sheet))


def _with_parts(about: Sequence[Finding]) -> Iterator[Finding]:
    """The same, of sheets that look like one table together: those are to be put together."""
    like = [each.place.table for each in about if each.kind is table_findings.SHEET_LOOKS_LIKE]
    for each in about:
        is_part = each.kind is table_findings.SHEET_LOOKS_LIKE and like.count(each.place.table) > 1
        yield replace(each, kind=table_findings.SHEET_IS_PART) if is_part else each


def _about_no_tables(raw: Sequence[RawTable], standard: Standard) -> Finding:
    if any(each.lacks_optional for each in raw):
        return _about_messages_alone(standard.tables[DELIVERY])
    found = ", ".join(each.sheet for each in raw)[:200] or "-"
    facts = {"found": found, "expected": ", ".join(standard.tables)}
    return Finding(table_findings.NO_KNOWN_TABLES, facts=facts)


def _matched(
    known: Iterable[tuple[str, RawTable]], standard: Standard, *, repairs: bool
) -> tuple[dict[str, MatchedTable], list[Finding]]:
    """Each table by its name, the first sheet where two have the same, and what there is to say of them."""
    tables: dict[str, MatchedTable] = {}
    firsts: dict[str, RawTable] = {}
    findings: list[Finding] = []
    for name, each in known:
        if name in tables:
            findings.append(_about_second(firsts[name], each, Place(table=name, sheet=each.sheet)))
            continue
        firsts[name] = each
        straight = trim_to_header(each, standard.tables[name])
        matched, about = _match_columns(standard.tables[name], straight.raw, repairs=repairs)
        rows = trim_to_rows(straight.raw, standard.tables[name], matched.columns, matched.sign)
        tables[name] = replace(matched, raw=rows.raw)
        findings += [*straight.findings, *about, *rows.findings]
    return tables, findings


def _about_second(first: RawTable, other: RawTable, place: Place) -> Finding:
    return Finding(table_findings.DUPLICATE_TABLE, place, {"remedy": remedy_for_both(first, other)})


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


def _about_unknown_sheet(raw: RawTable, present: Mapping[str, RawTable], standard: Standard) -> Finding:
    fitting = _fitting_table(raw, standard)
    looks_like = fitting or next(iter(get_close_matches(_table_name(raw), standard.tables, 1, _ALIKE)), "")
    if not looks_like:
        return Finding(table_findings.UNKNOWN_SHEET, Place(sheet=raw.sheet))
    place = Place(table=looks_like, sheet=raw.sheet)
    if looks_like in present:
        return Finding(
            table_findings.SEVERAL_SHEETS, place, {"remedy": remedy_for_both(present[looks_like], raw)}
        )
    differing = _differing(raw.sheet.strip(), looks_like)
    kind = table_findings.SHEET_LOOKS_THE_SAME if differing else table_findings.SHEET_LOOKS_LIKE
    return Finding(kind, place, differing)


def _fitting_table(raw: RawTable, standard: Standard) -> str:
    """Return the table that the sheet has most columns of, if it has every one that is required."""
    tops = candidate_headers(raw)
    fitting = [
        (len(names & set(table.fields)), names >= set(table.required), name)
        for name, table in standard.tables.items()
        if (names := set(tops[header_at(tops, table.fields)]))
    ]
    _, is_whole, name = max(fitting, default=(0, False, ""))
    return name if is_whole else ""


def _table_name(raw: RawTable) -> str:
    name = raw.sheet.replace("\\", "/").rpartition("/")[2] if raw.is_text_only else raw.sheet
    name = name.strip().casefold()
    return name.removesuffix(".csv").removesuffix(".parquet").strip() if raw.is_text_only else name


def _match_columns(table: Table, raw: RawTable, *, repairs: bool) -> tuple[MatchedTable, list[Finding]]:
    headers = match_headers(table, raw, repairs=repairs)
    required = must_have(table, None if headers.sign is None else raw.columns[headers.sign])
    lacking = _findings_about_absent(table, raw, headers, required)
    absent = with_columns_together(lacking, table, raw, headers.columns)
    headless = [_about_headless(table, raw, at) for at in headers.headless]
    findings = [
        *with_names_asked(absent, headless, len(raw.rows), raw.header_row),
        *_findings_about_headers(table, raw, headers, [each.place.field for each in absent]),
    ]
    if _has_no_header(raw, headers):
        place = Place(table=table.name, sheet=raw.sheet, row=raw.header_row)
        findings = [Finding(table_findings.HEADER_MISSING, place)]
    is_sound = not any(finding.kind.severity is Severity.BLOCKS for finding in findings)
    known = sum(name in headers.columns for name in required)
    matched = MatchedTable(
        table=table,
        raw=raw,
        columns=headers.columns,
        is_sound=is_sound,
        lacking=frozenset() if is_sound else _lacking(required, headers, findings),
        is_readable=is_sound or 2 * known >= len(required),
        has_unknown=headers.may_hide_a_field,
        unknown=headers.unknown,
        sign=headers.sign,
    )
    return matched, findings


def _lacking(
    required: Collection[str], headers: MatchedHeaders, findings: Iterable[Finding]
) -> frozenset[str]:
    """The fields of which no column is certain to be theirs: that is known to lack, or is asked about."""
    asked = (each.place.field for each in findings if each.kind.severity is Severity.BLOCKS)
    return frozenset({*required, *filter(None, asked)} - set(headers.columns))


def _has_no_header(raw: RawTable, headers: MatchedHeaders) -> bool:
    """Whether what should be the names of columns holds none of ours, nor anything like them."""
    knows_none = not (headers.columns or headers.twice or headers.meant)
    return knows_none and len(raw.headers) >= _LEAST_HEADERS


def _findings_about_absent(
    table: Table, raw: RawTable, headers: MatchedHeaders, required: Collection[str]
) -> list[Finding]:
    asked = {*headers.columns, *headers.twice, *headers.meant.values()}
    facts = {OTHERWISE_NAMED: "yes"} if headers.has_other_names else {}
    if table.name == DELIVERY and raw.lacks_optional:
        return [_about_messages_alone(table)] if set(required) - asked else []
    return [
        Finding(
            table_findings.MISSING_COLUMN
            if field.name in required
            else table_findings.MISSING_OPTIONAL_COLUMN,
            Place(table=table.name, sheet=raw.sheet, row=raw.header_row, field=field.name),
            facts,
        )
        for field in table.fields.values()
        if field.name not in asked and (field.name in required or not raw.lacks_optional)
    ]


def _findings_about_headers(
    table: Table, raw: RawTable, headers: MatchedHeaders, absent: Sequence[str]
) -> list[Finding]:
    said: list[tuple[int, str, FindingKind]] = [
        *(
            (at, field, table_findings.DUPLICATE_COLUMN)
            for field, again in headers.twice.items()
            for at in again
        ),
        *((at, field, _kind_of_likeness(raw.headers[at], field)) for at, field in headers.meant.items()),
        *((at, field, repair_findings.HEADER) for at, field in headers.repaired.items()),
        *((at, "", table_findings.UNKNOWN_COLUMN) for at in headers.unknown),
    ]
    findings: list[Finding] = []
    for at, field, kind in sorted(said, key=lambda each: each[0]):
        letter = column_letter(raw.first_column + at)
        place = Place(table=table.name, sheet=raw.sheet, row=raw.header_row, column=letter, field=field)
        facts: dict[str, Fact] = {"value": raw.headers[at].strip()[:60]}
        if kind is table_findings.DUPLICATE_COLUMN:
            facts["remedy"] = remedy_for_twice(field, table, raw, absent)
        if kind is table_findings.COLUMN_LOOKS_THE_SAME:
            facts |= _differing(raw.headers[at].strip(), field)
        findings.append(Finding(kind, place, {**facts, "new": field} if kind.is_repair else facts))
    return findings


def _kind_of_likeness(header: str, field: str) -> FindingKind:
    is_same = bool(_differing(header.strip(), field))
    return table_findings.COLUMN_LOOKS_THE_SAME if is_same else table_findings.COLUMN_LOOKS_LIKE


def _differing(written: str, name: str) -> dict[str, str]:
    """In which sign a word differs from a name that it looks like; nothing when it looks otherwise."""
    found = hidden_difference(written, by_sight([name]))
    return found.facts if found is not None else {}


def _about_headless(table: Table, raw: RawTable, at: int) -> Finding:
    """Name the first cell of a column that has no header, and count the others."""
    filled = np.flatnonzero(~raw.columns[at].blank)
    place = Place(
        table=table.name,
        sheet=raw.sheet,
        row=int(raw.rows[filled[0]]),
        column=column_letter(raw.first_column + at),
    )
    facts = {"value": shown_masked(raw.columns[at][int(filled[0])])}
    return Finding(table_findings.OUTSIDE_TABLE, place, facts, len(filled))


def _about_messages_alone(delivery: Table) -> Finding:
    """What has to lie beside messages, which never are a delivery by themselves."""
    return Finding(
        table_findings.MESSAGES_ALONE, Place(table=DELIVERY), {"fields": ", ".join(delivery.required)}
    )


def _findings_about_delivery(tables: Mapping[str, MatchedTable], standard: Standard) -> list[Finding]:
    if DELIVERY not in tables and any(each.raw.lacks_optional for each in tables.values()):
        return [_about_messages_alone(standard.tables[DELIVERY])]
    if DELIVERY not in tables:
        return [Finding(table_findings.TABLE_MISSING, Place(table=DELIVERY, sheet=DELIVERY))]
    raw = tables[DELIVERY].raw
    if len(raw.rows) == 1:
        return []
    place = Place(table=DELIVERY, sheet=raw.sheet, row=int(raw.rows[1]) if len(raw.rows) else None)
    return [Finding(table_findings.ONE_ROW_ONLY, place, {"found": str(len(raw.rows))})]
