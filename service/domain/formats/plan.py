"""A plan: a format proven against the standard and its code tables, ready to run for every municipality."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from service.domain.formats import verbs as _verbs  # noqa: F401 - importing it makes the verbs known by name
from service.domain.formats.code_tables import CodeTable
from service.domain.formats.composition import Composed
from service.domain.formats.conditions import check_conditions
from service.domain.formats.faults.composing import (
    FIELDS_LEFT_OUT,
    LINES_HAVE_THEIR_ORDER,
    NOT_A_CELL,
    NOT_A_COLUMN_WITH_NUMBERS,
    NOT_A_LIST,
    NOTHING_TO_BEGIN_BY,
    ONE_ALLOCATION_ONLY,
    OVERLAPPING_NEEDS_PER,
    TELLS_WHO_A_CLIENT_IS,
    UNKNOWN_TABLE,
)
from service.domain.formats.joins import JOINED, fault_of_joins, tables_of
from service.domain.formats.keys import Key, prove_keys, shown_by
from service.domain.formats.model import Format, SheetFormat
from service.domain.formats.output import XmlOutput
from service.domain.formats.period_fields import fields_read_by_every_sheet
from service.domain.formats.shape import (
    CellClass,
    FieldReference,
    Grain,
    LanguageError,
    MadeKey,
    Scope,
    Shape,
)
from service.domain.formats.validation import expressions_in, validated
from service.domain.formats.verb import Expression
from service.domain.formats.verbs.places import dates_of
from service.domain.formats.written_values import forms_of, require_can_be_written
from service.domain.periods import Period, parse_period
from service.domain.standard.model import Classification, Standard
from service.domain.translation.content import ValueKind
from service.domain.wording import Wording, same


@dataclass(frozen=True, kw_only=True)
class Column:
    """What fills one column or cell, and what is known of it beforehand."""

    header: str
    expression: Expression
    shapes: tuple[Shape, ...]
    """The type after each verb."""
    cell_class: CellClass
    """What had to be done, the form of the file included."""
    representation: tuple[str, ...]
    """How the value is represented, the form of the file included; empty when it is as in the standard."""

    @property
    def shape(self) -> Shape:
        """The type of what it is filled with."""
        return self.shapes[-1]

    @property
    def source(self) -> FieldReference | None:
        """The field its values come from, also where rows are put together."""
        return self.shape.source

    @cached_property
    def sentence(self) -> Wording:
        """How it is filled, in words. Made once: every report that loses something by it says so."""
        return self.expression.sentence()

    @property
    def element(self) -> str:
        """The information element asked, whatever its representation or label: what overlap is counted on."""
        return " ".join(str(part) for part in (self.source, *self.shape.element) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """One sheet, proven."""

    name: str
    format: SheetFormat
    tables: tuple[str, ...]
    columns: tuple[Column, ...]
    made: tuple[MadeKey, ...] = ()
    """What is made of each row under `per`."""

    many: tuple[str, ...] = ()
    """Tables of which a row has several rows, through its allocation."""

    def source_of(self, key: Key) -> FieldReference | None:
        """The field that a made key comes from."""
        return next(
            (each.shapes[-1].source for each in self.made if each.steps == key.expression.steps), None
        )


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A format, proven: every field is there, every type fits, every code table is known."""

    format: Format
    sheets: tuple[SheetPlan, ...]
    cells: Mapping[tuple[str, str], Column]
    """By (sheet, address)."""
    code_tables: Mapping[str, CodeTable]
    standard: Standard
    sha256: str
    """The name of this version: the hash of `resolved`."""
    resolved: str
    """The whole version as JSON: the format with what it uses laid under it, its code tables, and the hash of
    its template. What is fixed when it is published."""
    shared: frozenset[tuple[str, ...]] = frozenset()
    """The columns and cells that stand in a fragment or format that it uses, by their path in the file."""
    is_published: bool = False
    """Whether it is kept as it was, so that nothing in it can be written otherwise any more."""

    @property
    def name(self) -> str:
        """As the calendar of requests names it."""
        return self.format.format

    @property
    def version(self) -> str:
        """The reporting period from which this version holds."""
        return self.format.valid.begin

    @cached_property
    def valid(self) -> Period:
        """The days of the reporting periods for which this version holds."""
        begin = parse_period(self.format.valid.begin).begin
        until = self.format.valid.until
        return Period(begin, parse_period(until).end if until else begin.replace(year=9999))

    @property
    def columns(self) -> Iterator[Column]:
        """Every column and cell."""
        yield from self.cells.values()
        for sheet in self.sheets:
            yield from sheet.columns


def compile_format(
    composed: Composed, standard: Standard, code_tables: Mapping[str, CodeTable], template: bytes | None
) -> Plan:
    """Prove a composed format; raises FormatError with file, line and remedy."""
    written = validated(composed)
    compiler = _Compiler(composed, written, standard, code_tables)
    sheets = tuple(compiler.sheet(name) for name in written.sheets)
    cells = dict(compiler.cells())
    compiler.require_repeats_can_be_made(sheets)
    compiler.require_all_asked(sheets, cells)
    compiler.require_checks_can_be_made(sheets, cells)
    used = compiler.code_tables_used(composed.content)
    resolved = _resolved(composed, used, template)
    named = hashlib.sha256(resolved.encode()).hexdigest()
    own = composed.file
    shared = frozenset(
        path for path, _ in expressions_in(composed.content) if composed.origin(path).file != own
    )
    return Plan(
        format=written,
        sheets=sheets,
        cells=cells,
        code_tables=used,
        standard=standard,
        sha256=named,
        resolved=resolved,
        shared=shared,
    )


@dataclass(frozen=True, slots=True)
class _Compiler:
    composed: Composed
    format: Format
    standard: Standard
    code_tables: Mapping[str, CodeTable]

    def sheet(self, name: str) -> SheetPlan:
        written = self.format.sheets[name]
        path = ("sheets", name)
        self._require_tables((written.rows.of, *written.rows.joined), (*path, "rows"))
        tables, many = tables_of(written.rows)
        scope = self._scope(Grain.GROUP if written.rows.per else Grain.ROW, tables, many)
        try:
            keys, made = prove_keys(written.rows.per, scope)
            check_conditions(written.rows.where, scope.of_rows if written.rows.per else scope)
        except LanguageError as fault:
            raise self.composed.error((*path, "rows"), fault.fault) from fault
        self._require_lines(written, scope, (*path, "rows"))
        scope = replace(scope, keys=keys, made_keys=made)
        columns = tuple(
            self._column(header, expression, scope, (*path, "columns", header))
            for header, expression in written.columns.items()
        )
        for key in shown_by(keys, made):
            self._require_may_be_shown(key, (*path, "rows"))
        return SheetPlan(name=name, format=written, tables=tables, columns=columns, made=made, many=many)

    def _require_lines(self, written: SheetFormat, scope: Scope, path: tuple[str, ...]) -> None:
        """What `order` and `overlapping` name is there, and stands where it means something."""
        rows = written.rows
        if rows.order and rows.per:
            raise self.composed.error(path, LINES_HAVE_THEIR_ORDER.fault())
        if rows.overlapping and not rows.per:
            raise self.composed.error(path, OVERLAPPING_NEEDS_PER.fault())
        try:
            for name in rows.order:
                scope.find(name)
            if rows.overlapping:
                dates_of(scope.of_rows, rows.overlapping.begin, rows.overlapping.until)
        except LanguageError as fault:
            raise self.composed.error(path, fault.fault) from fault

    def cells(self) -> Iterator[tuple[tuple[str, str], Column]]:
        scope = _scope_of_cells(self.standard, self.code_tables, self.format)
        for address, expression in self.format.cells.items():
            sheet, bang, cell = address.rpartition("!")
            if not bang:
                raise self.composed.error(("cells", address), NOT_A_CELL.fault(address=address))
            yield (sheet, cell), self._column(address, expression, scope, ("cells", address))

    def _column(self, header: str, expression: Expression, scope: Scope, path: tuple[str, ...]) -> Column:
        try:
            shapes = expression.shapes(scope)
            shape = shapes[-1]
            require_can_be_written(shape)
        except LanguageError as fault:
            raise self.composed.error(path, fault.fault.inside(same(header))) from fault
        for reference in shape.individual:
            self._require_may_be_shown(reference, path)
        forms = forms_of(self.format.output, shape)
        cell_class = shape.cell_class.at_least(CellClass.FORMAT) if forms else shape.cell_class
        if cell_class is CellClass.SAME and (shape.source is None or shape.source.name != header):
            cell_class = CellClass.RENAMED
        return Column(
            header=header,
            expression=expression,
            shapes=shapes,
            cell_class=cell_class,
            representation=(*shape.representation, *forms),
        )

    def _require_may_be_shown(self, reference: FieldReference, path: tuple[str, ...]) -> None:
        field = self.standard.tables[reference.table].fields[reference.name]
        of_a_client = field.classification in (Classification.PERSON, Classification.IDENTIFIER)
        if self.format.level == "aggregate" and of_a_client and reference.table != "aanlevering":
            raise self.composed.error(path, TELLS_WHO_A_CLIENT_IS.fault(field=str(reference)))

    def require_all_asked(
        self, sheets: tuple[SheetPlan, ...], cells: Mapping[tuple[str, str], Column]
    ) -> None:
        used = _fields_used(self.standard, sheets, cells)
        asked = {str(reference) for reference in used}
        missing = [
            f"{table.name}.{name}"
            for table in self.standard.tables.values()
            for name in table.fields
            if f"{table.name}.{name}" not in asked and not self._is_not_asked(table.name, name)
        ]
        if missing:
            raise self.composed.error(("not_asked",), FIELDS_LEFT_OUT.fault(fields=", ".join(missing)))

    def _is_not_asked(self, table: str, name: str) -> bool:
        return not {name, f"{table}.{name}", f"{table}.*"}.isdisjoint(self.format.not_asked)

    def require_repeats_can_be_made(self, sheets: tuple[SheetPlan, ...]) -> None:
        """Every element that repeats is above the rows of a sheet and has something of its own in it."""
        output = self.format.output
        for path in output.repeat if isinstance(output, XmlOutput) else ():
            own = path.rpartition("/")[2]
            below = [sheet for sheet in sheets if sheet.name.startswith(f"{path}/")]
            headers = [column.header for sheet in below for column in sheet.columns]
            if not any(header.startswith(f"{own}/") for header in headers):
                raise self.composed.error(
                    ("output", "repeat"), NOTHING_TO_BEGIN_BY.fault(path=path, element=own)
                )

    def require_checks_can_be_made(
        self, sheets: tuple[SheetPlan, ...], cells: Mapping[tuple[str, str], Column]
    ) -> None:
        columns = {f"{s.name}.{column.header}": column for s in sheets for column in s.columns}
        columns |= {f"{sheet}!{cell}": column for (sheet, cell), column in cells.items()}
        for check in self.format.checks:
            column = columns.get(check.total)
            if column is None or column.shape.kind is not ValueKind.NUMBER:
                known = [name for name, each in columns.items() if each.shape.kind is ValueKind.NUMBER]
                raise self.composed.error(
                    ("checks",), NOT_A_COLUMN_WITH_NUMBERS.fault(column=check.total, known=", ".join(known))
                )

    def code_tables_used(self, content: Mapping[str, object]) -> dict[str, CodeTable]:
        text = json.dumps(content, default=str, ensure_ascii=False)
        return {name: table for name, table in self.code_tables.items() if json.dumps(name) in text}

    def _scope(self, grain: Grain, tables: tuple[str, ...], many: tuple[str, ...]) -> Scope:
        return Scope(
            standard=self.standard,
            code_tables=self.code_tables,
            laws=self.format.law,
            grain=grain,
            tables=tables,
            many=many,
        )

    def _require_tables(self, tables: tuple[str, ...], path: tuple[str, ...]) -> None:
        for table in tables:
            if table not in self.standard.tables:
                known = ", ".join(self.standard.tables)
                raise self.composed.error(path, UNKNOWN_TABLE.fault(table=table, known=known))
        if tables[0] in ("aanlevering", "kengetal", "toelichting"):
            raise self.composed.error(path, NOT_A_LIST.fault(table=tables[0]))
        if any(table not in ("toewijzing", *JOINED) or table == tables[0] for table in tables[1:]):
            raise self.composed.error(path, ONE_ALLOCATION_ONLY.fault())
        fault = fault_of_joins(self.format.sheets[path[1]].rows)
        if fault is not None:
            raise self.composed.error(path, fault)


def fields_used(plan: Plan) -> set[FieldReference]:
    """Every field of the standard that a format reads, for whatever reason."""
    return _fields_used(plan.standard, plan.sheets, plan.cells)


def _scope_of_cells(standard: Standard, tables: Mapping[str, CodeTable], written: Format) -> Scope:
    lists = {name: tables_of(sheet.rows)[0] for name, sheet in written.sheets.items()}
    return Scope(
        standard=standard,
        code_tables=tables,
        laws=written.law,
        grain=Grain.REPORT,
        tables=("aanlevering",),
        keys=(),
        lists=lists,
    )


def _fields_used(
    standard: Standard, sheets: tuple[SheetPlan, ...], cells: Mapping[tuple[str, str], Column]
) -> set[FieldReference]:
    used: set[FieldReference] = set()
    for sheet in sheets:
        scope = Scope(
            standard=standard,
            code_tables={},
            laws=(),
            grain=Grain.ROW,
            tables=sheet.tables,
            many=sheet.many,
        )
        used |= _fields_of_rows(sheet, scope)
        for column in sheet.columns:
            used |= column.expression.fields(scope)
    lists = {sheet.name: sheet.tables for sheet in sheets}
    for column in cells.values():
        used |= column.expression.fields(
            Scope(
                standard=standard,
                code_tables={},
                laws=(),
                grain=Grain.REPORT,
                tables=("aanlevering",),
                lists=lists,
            )
        )
    return used


def _fields_of_rows(sheet: SheetPlan, scope: Scope) -> set[FieldReference]:
    """What decides which rows a sheet has, and how they come together."""
    rows = sheet.format.rows
    ranges = (rows.overlapping.begin, rows.overlapping.until) if rows.overlapping else ()
    used = {scope.find(name)[0] for name in (*rows.where, *rows.order, *ranges)}
    used |= {reference for key in rows.per for reference in key.fields(scope)}
    for table in (rows.of, *sheet.many):
        used |= fields_read_by_every_sheet(table)
    return used


def _resolved(composed: Composed, tables: Mapping[str, CodeTable], template: bytes | None) -> str:
    """The parts in the order in which they are written: the order of columns is part of a format."""
    parts = {
        "format": composed.content,
        "code_tables": {
            name: [
                [line.code, line.becomes, line.law, str(line.valid_from), str(line.valid_until)]
                for line in table.lines
            ]
            for name, table in sorted(tables.items())
        },
        "template": hashlib.sha256(template).hexdigest() if template is not None else None,
    }
    return json.dumps(parts, ensure_ascii=False)
