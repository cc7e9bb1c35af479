"""A second count of burden, from the typed export and the produced files alone (burden.md §7).

Nothing of translation, of compiled formats or of the first count is used here: formats are read as the
documents they are, rows are gone over one by one, and files are opened with openpyxl and csv.
"""

import csv
import io
import json
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from openpyxl import load_workbook

from service.domain.failures import TerminalError
from service.domain.periods import Period
from service.domain.standard.export import QUARANTINE, Export
from service.domain.standard.model import Standard
from service.files.recount_documents import Document, ReadCodeTable
from service.files.recount_verbs import Verbs, expression_of

Cell = str | int | float | date | None
Row = Mapping[str, object]

_PERIOD_FIELDS = {
    "toewijzing": ("ingangsdatum", "einddatum"),
    "verloop": ("begindatum", "einddatum"),
    "prestatie": ("begindatum",),
    "uitkomst": ("meetdatum",),
    "wachtlijst": ("peildatum",),
}


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A produced file and what it is of."""

    municipality: str
    document: Document
    period: Period
    content: bytes


@dataclass(slots=True)
class Recount:
    """Running totals, in the names of level 0."""

    cells: int = 0
    converted: int = 0
    files: int = 0
    delivered: dict[object, int] = field(default_factory=lambda: defaultdict(int))
    forms: dict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))

    def as_json(self) -> dict[str, int]:
        """As `eenmaal translate --json` names them. Nothing is entered by hand: no verb can ask that."""
        return {
            "N": self.cells,
            "N_same": self.cells - self.converted,
            "N_conv": self.converted,
            "N_man": 0,
            "D_fact": sum(times - 1 for times in self.delivered.values()),
            "R_dup": sum(len(several) - 1 for several in self.forms.values()),
            "D_file": max(self.files - 1, 0),
        }


@dataclass(slots=True)
class _Rows:
    """The export as lists of rows, each with its place, and allocations by their key."""

    tables: Mapping[str, Sequence[Row]]
    allocations: Mapping[tuple[object, object], int]

    @classmethod
    def of(cls, export: Export) -> "_Rows":
        tables = {
            name: cast("list[Row]", frame.astype(object).where(frame.notna(), None).to_dict("records"))
            for name, frame in export.tables.items()
        }
        keys = {
            (row["gemeentecode"], row["toewijzingnummer"]): place
            for place, row in reversed(list(enumerate(tables["toewijzing"])))
        }
        return cls(tables, keys)

    def allocation(self, row: Row) -> int:
        """The place of a row's allocation, -1 when it has none."""
        return self.allocations.get((row.get("gemeentecode"), row.get("toewijzingnummer")), -1)


def recount(
    export: Export, standard: Standard, tables: Mapping[str, ReadCodeTable], files: Iterable[FoundFile]
) -> dict[str, int]:
    """The level 0 counts of these files. Raises TerminalError when a file does not hold what it must."""
    total, rows = Recount(), _Rows.of(export)
    for found in files:
        total.files += 1
        _count_file(_Counting(total, rows, standard, tables, found))
    return total.as_json()


@dataclass(slots=True)
class _Counting:
    total: Recount
    rows: _Rows
    standard: Standard
    tables: Mapping[str, ReadCodeTable]
    found: FoundFile
    facts: set[object] = field(default_factory=set)

    def verbs(self, written: object, scope: Sequence[str]) -> Verbs:
        """What a written expression says, read without running it."""
        return Verbs.read(expression_of(written), scope, self.standard, self.tables)

    def cell(self, verbs: Verbs, value: Cell, entity: object) -> None:
        """Count one cell of a file; `entity` is what it is a fact about."""
        if verbs.is_constant:
            return
        if value is None or value == "":
            return
        self.total.cells += 1
        self.total.converted += verbs.is_converted or bool(self.form_of_file(verbs))
        self.facts.add((verbs.element, entity))

    def form_of_file(self, verbs: Verbs) -> tuple[str, ...]:
        """What a text file does to dates and decimals; a workbook does nothing to them."""
        output = self.found.document.output
        kind = output.get("kind")
        if kind not in ("csv", "fixed-width") or verbs.is_constant:
            return ()
        day_form = output.get("date_form", "dd-mm-jjjj" if kind == "csv" else "jjjjmmdd")
        if verbs.is_date:
            return () if day_form == "jjjj-mm-dd" else (f"date {day_form}",)
        signs = {",": ("decimal comma",), "": ("no decimal sign",)}
        return signs.get(str(output.get("decimal_sign", ",")), ()) if verbs.has_decimals else ()

    def form(self, verbs: Verbs) -> None:
        """Remember how an element is represented."""
        if not verbs.is_constant:
            self.total.forms[verbs.element].add((*verbs.form, *self.form_of_file(verbs)))


def _count_file(counting: _Counting) -> None:
    document = counting.found.document
    reader = _reader(document, counting.found.content)
    for address, written in document.cells.items():
        sheet, _, place = address.rpartition("!")
        verbs = counting.verbs(written, ("aanlevering",))
        value = reader.cell(sheet, place)
        counting.form(verbs)
        counting.cell(verbs, value, _plain(value))
    for name, listed in document.sheets.items():
        _count_sheet(counting, reader, name, cast("Mapping[str, object]", listed))
    for fact in counting.facts:
        counting.total.delivered[fact] += 1


def _count_sheet(counting: _Counting, reader: "_Reader", name: str, sheet: Mapping[str, object]) -> None:
    asked = cast("Mapping[str, object]", sheet["rows"])
    table = str(asked["of"])
    scope = (table, *cast("Sequence[str]", asked.get("with", ())))
    per = tuple(cast("Sequence[str]", asked.get("per", ())))
    columns = cast("Mapping[str, object]", sheet["columns"])
    verbs = {header: counting.verbs(written, scope) for header, written in columns.items()}
    places = list(_reported(counting, table, asked, verbs.values()))
    lines = _groups(counting, table, scope, per, places) if per else [(place,) for place in places]
    header_row = int(str(sheet.get("header_row", 1)))
    content = reader.columns(name, header_row, list(columns), len(lines))
    for header, each in verbs.items():
        counting.form(each)
        made = (str(table), str(asked.get("where")), counting.found.document.laws, per)
        for line, value in zip(lines, content[header], strict=True):
            counting.cell(each, value, _entity(counting, each, table, line, (made, bool(per))))


def _entity(
    counting: _Counting, verbs: Verbs, table: str, line: tuple[object, ...], made: tuple[object, bool]
) -> object:
    if made[1]:
        return (*line, counting.found.municipality, counting.found.period, made[0])
    place = cast("int", line[0])
    if verbs.source_table in ("", table):
        return (table, place)
    return ("toewijzing", counting.rows.allocation(counting.rows.tables[table][place]))


def _reported(
    counting: _Counting,
    table: str,
    asked: Mapping[str, object],
    verbs: Iterable[Verbs],
) -> Iterator[int]:
    """The places of the rows that this file must hold, in the order of the export."""
    found = counting.found
    decided = [each for each in verbs if each.refuses]
    where = cast("Mapping[str, object]", asked.get("where") or {})
    for place, row in enumerate(counting.rows.tables[table]):
        if row["gemeentecode"] != found.municipality or row[QUARANTINE] is not None:
            continue
        allocation = _allocation_row(counting, row)
        law = row["wet"] if "wet" in row else allocation.get("wet")
        if law not in found.document.laws or not _is_in(row, _PERIOD_FIELDS[table], found.period):
            continue
        value = _Lookup(row, allocation, table)
        if all(_holds(condition, value(name)) for name, condition in where.items()) and all(
            each.accepts(value(each.refuses_by), found.period.end, found.document.laws) for each in decided
        ):
            yield place


@dataclass(frozen=True, slots=True)
class _Lookup:
    row: Row
    allocation: Row
    table: str

    def __call__(self, name: str) -> object:
        table, _, own = name.rpartition(".")
        if own in self.row and table in ("", self.table):
            return self.row[own]
        return self.allocation.get(own)


def _allocation_row(counting: _Counting, row: Row) -> Row:
    place = counting.rows.allocation(row)
    return counting.rows.tables["toewijzing"][place] if place >= 0 else {}


def _groups(
    counting: _Counting, table: str, scope: Sequence[str], per: Sequence[str], places: Sequence[int]
) -> list[tuple[object, ...]]:
    keys = set()
    for place in places:
        row = counting.rows.tables[table][place]
        value = _Lookup(row, _allocation_row(counting, row) if len(scope) > 1 else {}, table)
        keys.add(tuple(_plain(value(name)) for name in per))
    return sorted(keys, key=lambda key: [(part is None, str(part)) for part in key])


def _is_in(row: Row, fields: Sequence[str], period: Period) -> bool:
    begin, *end = (_day(row[name]) for name in fields)
    if begin is None or begin > period.end:
        return False
    if not end:
        return begin >= period.begin
    return end[0] is None or end[0] >= period.begin


def _holds(condition: object, value: object) -> bool:
    asked = condition if isinstance(condition, Mapping) else {"in": condition}
    text = "" if value is None else str(value)
    for name, codes in asked.items():
        if name == "filled":
            holds = (value is not None) == codes
        else:
            listed = [str(code) for code in (codes if isinstance(codes, list | tuple) else [codes])]
            holds = (value is not None and text in listed) == (name == "in")
        if not holds:
            return False
    return True


def _day(value: object) -> date | None:
    if value is None:
        return None
    return value.date() if isinstance(value, datetime) else cast("date", value)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value


class _Reader:
    """Cells and columns of one file, whatever its kind."""

    def cell(self, sheet: str, address: str) -> Cell:
        """One cell."""
        raise NotImplementedError

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        """The first `count` values below each header."""
        raise NotImplementedError


class _Workbook(_Reader):
    def __init__(self, content: bytes) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # what openpyxl would lose on saving does not matter: we only read
            self._book = load_workbook(io.BytesIO(content))

    def cell(self, sheet: str, address: str) -> Cell:
        return cast("Cell", self._book[sheet][address].value)

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        page = self._book[sheet]
        places = {_folded(cell.value): cell.column for cell in page[header_row] if cell.value is not None}
        missing = [header for header in headers if _folded(header) not in places]
        if missing:
            raise TerminalError(f"Sheet {sheet} has no column {missing[0]!r} in row {header_row}.")
        return {
            header: [
                cast("Cell", page.cell(header_row + 1 + n, places[_folded(header)]).value)
                for n in range(count)
            ]
            for header in headers
        }


class _Csv(_Reader):
    def __init__(self, content: bytes, output: Mapping[str, object]) -> None:
        text = content.decode(str(output.get("encoding", "utf-8")))
        self._lines = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=str(output.get("separator", ";")))
        )

    def cell(self, sheet: str, address: str) -> Cell:
        raise TerminalError(f"A csv has no cell {sheet}!{address}.")

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        header, lines = self._lines[0], self._lines[1:]
        if len(lines) != count or header_row != 1:
            raise TerminalError(f"{sheet} has {len(lines)} lines, the export gives {count}.")
        return {name: [line[header.index(name)] or None for line in lines] for name in headers}


class _Json(_Reader):
    def __init__(self, content: bytes) -> None:
        self._sheets = json.loads(content)

    def cell(self, sheet: str, address: str) -> Cell:
        return cast("Cell", self._sheets[sheet].get(address))

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        rows = self._sheets[sheet]
        if len(rows) != count or header_row != 1:
            raise TerminalError(f"{sheet} has {len(rows)} rows, the export gives {count}.")
        return {header: [row[header] for row in rows] for header in headers}


class _FixedWidth(_Reader):
    def __init__(self, content: bytes, output: Mapping[str, object]) -> None:
        lines = content.decode(str(output.get("encoding", "windows-1252"))).splitlines()
        self._lines = lines[1:] if output.get("header_line") else lines
        self._columns = cast("Mapping[str, Mapping[str, object]]", output["columns"])

    def cell(self, sheet: str, address: str) -> Cell:
        raise TerminalError(f"A file of fixed width has no cell {sheet}!{address}.")

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        if len(self._lines) != count or header_row != 1:
            raise TerminalError(f"{sheet} has {len(self._lines)} lines, the export gives {count}.")
        found: dict[str, list[Cell]] = {}
        start = 0
        for header, column in self._columns.items():
            stop = start + int(str(column["width"]))
            found[header] = [line[start:stop].strip() or None for line in self._lines]
            start = stop
        return {header: found[header] for header in headers}


def _reader(document: Document, content: bytes) -> _Reader:
    match document.output.get("kind"):
        case "xlsx":
            return _Workbook(content)
        case "csv":
            return _Csv(content, document.output)
        case "json":
            return _Json(content)
        case "fixed-width":
            return _FixedWidth(content, document.output)
        case kind:
            raise TerminalError(f"The recount does not read files of kind {kind}.")


def _folded(header: object) -> str:
    return re.sub(r"\s+", " ", str(header)).strip()
