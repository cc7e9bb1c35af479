"""Compile a format: prove it against the standard and its code tables, before there is any data."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.domain.formats import verbs as _verbs  # noqa: F401 - importing it makes the verbs known by name
from service.domain.formats.across import heads_of, shape_of_by
from service.domain.formats.beside import adds_up, in_order_of_use, used_by
from service.domain.formats.blocks import HEAD, address_under
from service.domain.formats.code_lines import own_tables
from service.domain.formats.code_tables import CodeTable
from service.domain.formats.composition import Composed
from service.domain.formats.conditions import check_conditions
from service.domain.formats.faults.blocks import (
    BLOCKS_NEED_A_WORKBOOK,
    HEADS_TWICE,
    LINES_IN_ONE_PLACE,
    NO_COLUMNS,
)
from service.domain.formats.faults.composing import (
    FIELDS_LEFT_OUT,
    LINES_HAVE_THEIR_ORDER,
    NO_PRESTATIES_THERE,
    NOT_A_CELL,
    NOT_A_COLUMN_WITH_NUMBERS,
    NOT_A_LIST,
    NOTHING_TO_BEGIN_BY,
    ONE_ALLOCATION_ONLY,
    OVERLAPPING_NEEDS_PER,
    TELLS_WHO_A_CLIENT_IS,
    UNKNOWN_TABLE,
)
from service.domain.formats.faults.overwriting import CELL_FILLED_TWICE
from service.domain.formats.faults.ready_lines import PREPARED_NEEDS_A_WORKBOOK, PREPARED_OR_LISTED
from service.domain.formats.files_of_zip import file_of, files_with_paths, with_known_files
from service.domain.formats.joins import (
    JOINED,
    fault_of_joins,
    tables_of,
    where_of,
    with_all_of_the_course,
)
from service.domain.formats.keys import key_not_listed, prove_keys, shown_by
from service.domain.formats.model import Format, SheetFormat
from service.domain.formats.output import OdsOutput, XlsxOutput, XmlOutput
from service.domain.formats.plan import Column, Plan, SheetPlan, fields_read
from service.domain.formats.reachable import texts_of_key
from service.domain.formats.shape import CellClass, ColumnBeside, FieldReference, Grain, LanguageError, Scope
from service.domain.formats.validation import expressions_in, validated
from service.domain.formats.verb import Expression
from service.domain.formats.verbs.places import dates_of
from service.domain.formats.verbs.report_total import ReportTotal
from service.domain.formats.well_said import require_well_said
from service.domain.formats.written_values import forms_of, require_can_be_written
from service.domain.standard.model import Classification, Standard
from service.domain.translation.content import ValueKind
from service.domain.wording import same


def compile_format(
    composed: Composed,
    standard: Standard,
    code_tables: Mapping[str, CodeTable],
    template: bytes | None,
    *,
    as_kept: bool = False,
) -> Plan:
    """Prove a composed format; raises FormatError with file, line and remedy.

    `as_kept`: it is the text of a version that was compiled before, and says all that it means.
    """
    if not as_kept:
        composed = replace(composed, content=with_all_of_the_course(composed.content))
    written = with_known_files(composed, validated(composed))
    if not as_kept:
        code_tables = {**code_tables, **dict(own_tables(composed, written.code_tables))}
    compiler = _Compiler(composed, written, standard, code_tables)
    sheets = tuple(compiler.sheet(name) for name in written.sheets)
    cells = dict(compiler.cells())
    compiler.require_repeats_can_be_made(sheets)
    compiler.require_all_asked(sheets, cells)
    compiler.require_checks_can_be_made(sheets, cells)
    if not as_kept:
        require_well_said(composed, written, standard)
    used = compiler.code_tables_used(composed.content)
    resolved = _resolved(composed, used, template)
    return Plan(
        format=written,
        sheets=sheets,
        cells=cells,
        code_tables=used,
        standard=standard,
        sha256=hashlib.sha256(resolved.encode()).hexdigest(),
        resolved=resolved,
        shared=_shared(composed),
    )


def _shared(composed: Composed) -> frozenset[tuple[str, ...]]:
    """The expressions that a text that is used writes."""
    every = (path for path, _ in expressions_in(composed.content))
    return frozenset(path for path in every if composed.origin(path).file != composed.file)


@dataclass(frozen=True, slots=True)
class _Compiler:
    composed: Composed
    format: Format
    standard: Standard
    code_tables: Mapping[str, CodeTable]

    def sheet(self, name: str) -> SheetPlan:
        written = self.format.sheets[name]
        path = ("sheets", name)
        if not written.is_in_the_file and name not in _totalled(self.format):
            raise self.composed.error(path, NO_COLUMNS.fault(sheet=name))
        self._require_tables((written.rows.of, *written.rows.joined), (*path, "rows"))
        tables, many = tables_of(written.rows)
        scope = self._scope(Grain.GROUP if written.rows.per else Grain.ROW, tables, many)
        try:
            keys, made = prove_keys(written.rows.per, scope)
            _check_where(written, scope)
        except LanguageError as fault:
            raise self.composed.error((*path, "rows"), fault.fault) from fault
        self._require_lines(written, scope, (*path, "rows"))
        overlaps = written.rows.overlapping is not None
        scope = replace(scope, keys=keys, made_keys=made, is_overlapping=overlaps)
        columns = self._columns(written, scope, (*path, "columns"))
        for key in shown_by(keys, made):
            self._require_may_be_shown(key, (*path, "rows"))
        self._require_block(name, written, scope)
        heads, beside = self._across(name, written, scope)
        every = (*columns, *beside)
        self._require_addresses([column.header for column in every], path)
        by = written.listed.by.values() if written.listed else ()
        return SheetPlan(
            name=name,
            format=written,
            tables=tables,
            columns=every,
            heads=heads,
            made=made,
            many=many,
            listed_keys=tuple(texts_of_key(each, scope.of_rows) for each in by),
        )

    def _require_block(self, name: str, written: SheetFormat, scope: Scope) -> None:
        """What is more than a list stands in a workbook, and the key of a listed line can be told."""
        path = ("sheets", name)
        more = {
            "blocks": bool(written.sheet),
            "at": written.at is not None,
            "listed": written.listed is not None,
            "header_lines": written.header_lines > 1,
        }
        if written.prepared:
            self._require_prepared(name, written)
        for option, is_asked in more.items():
            if is_asked and not isinstance(file_of(self.format.output, name), XlsxOutput | OdsOutput):
                raise self.composed.error(
                    (*path, option), BLOCKS_NEED_A_WORKBOOK.fault(sheet=name, what=option)
                )
        by = written.listed.by if written.listed else {}
        for header, expression in by.items():
            self._column(header, expression, scope, (*path, "listed"))
        lost = key_not_listed(written.rows.per, list(by.values()), scope)
        if by and lost is not None:
            raise self.composed.error((*path, "listed"), LINES_IN_ONE_PLACE.fault(key=lost))

    def _require_prepared(self, name: str, written: SheetFormat) -> None:
        """Lines that stand ready are of an Excel workbook, and not listed."""
        path = ("sheets", name, "prepared")
        if not isinstance(file_of(self.format.output, name), XlsxOutput):
            raise self.composed.error(path, PREPARED_NEEDS_A_WORKBOOK.fault(sheet=name))
        if written.listed:
            raise self.composed.error(path, PREPARED_OR_LISTED.fault(sheet=name))

    def _columns(self, written: SheetFormat, scope: Scope, path: tuple[str, ...]) -> tuple[Column, ...]:
        """Every column as it is written; what uses another column is proven after that one."""
        proven: dict[str, Column] = {}
        for header in self._in_order_of_use(written, path):
            beside = {
                name: ColumnBeside(each.shape, adds_up(each.expression)) for name, each in proven.items()
            }
            expression = written.columns[header]
            proven[header] = self._column(header, expression, replace(scope, beside=beside), (*path, header))
        return tuple(proven[header] for header in written.columns)

    def _in_order_of_use(self, written: SheetFormat, path: tuple[str, ...]) -> tuple[str, ...]:
        try:
            return in_order_of_use({header: used_by(each) for header, each in written.columns.items()})
        except LanguageError as fault:
            raise self.composed.error(path, fault.fault) from fault

    def _across(
        self, name: str, written: SheetFormat, scope: Scope
    ) -> tuple[tuple[str, ...], Sequence[Column]]:
        """The heads of a block, and its columns that come once per head."""
        across, path = written.across, ("sheets", name, "across")
        if across is None:
            return (), ()
        try:
            heads = heads_of(across, self.code_tables, scope.laws)
            by = shape_of_by(across, scope)
        except LanguageError as fault:
            raise self.composed.error(path, fault.fault) from fault
        columns = []
        for place, head in enumerate(heads):
            for address, expression in across.columns.items():
                column = self._column(
                    address_under(head, address), expression, scope, (*path, "columns", address)
                )
                columns.append(column.under(place, address_under(HEAD, address), f"{by.source} is {head}"))
        return heads, columns

    def _require_addresses(self, addresses: Sequence[str], path: tuple[str, ...]) -> None:
        twice = [address for place, address in enumerate(addresses) if address in addresses[:place]]
        if twice:
            raise self.composed.error(path, HEADS_TWICE.fault(address=twice[0]))

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
        taken: dict[tuple[str, str], str] = {}
        for address, expression in self.format.cells.items():
            sheet, bang, cell = address.rpartition("!")
            if not bang:
                raise self.composed.error(("cells", address), NOT_A_CELL.fault(address=address))
            first = taken.setdefault((sheet, cell.replace("$", "").casefold()), address)
            if first != address:
                raise self.composed.error(
                    ("cells", address), CELL_FILLED_TWICE.fault(first=first, second=address)
                )
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
        forms = forms_of(file_of(self.format.output, path[1].rpartition("!")[0] or path[1]), shape)
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
        used = fields_read(self.standard, sheets, cells)
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
        for at, begin, output in files_with_paths(self.format.output):
            for path in output.repeat if isinstance(output, XmlOutput) else ():
                own = path.rpartition("/")[2]
                below = [sheet for sheet in sheets if sheet.name.startswith(f"{begin}{path}/")]
                headers = [column.header for sheet in below for column in sheet.columns]
                if not any(header.startswith(f"{own}/") for header in headers):
                    raise self.composed.error(
                        (*at, "repeat"), NOTHING_TO_BEGIN_BY.fault(path=path, element=own)
                    )

    def require_checks_can_be_made(
        self, sheets: tuple[SheetPlan, ...], cells: Mapping[tuple[str, str], Column]
    ) -> None:
        columns = {f"{sheet}!{cell}": column for (sheet, cell), column in cells.items()}
        for sheet in sheets:
            columns |= sheet.columns_by_address
        self._require_prestaties_there(sheets)
        for check in self.format.checks:
            column = columns.get(check.total)
            if column is None or column.shape.kind is not ValueKind.NUMBER:
                known = [name for name, each in columns.items() if each.shape.kind is ValueKind.NUMBER]
                raise self.composed.error(
                    ("checks",), NOT_A_COLUMN_WITH_NUMBERS.fault(column=check.total, known=", ".join(known))
                )

    def _require_prestaties_there(self, sheets: tuple[SheetPlan, ...]) -> None:
        """Every sheet that a check names counts prestaties."""
        counting = [each.name for each in sheets if "prestatie" in (each.format.rows.of, *each.many)]
        lost = [check.over for check in self.format.checks if check.over and check.over not in counting]
        if lost:
            fault = NO_PRESTATIES_THERE.fault(sheet=lost[0], known=", ".join(counting))
            raise self.composed.error(("checks",), fault)

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


def _totalled(written: Format) -> set[str]:
    """The sheets over whose rows a single cell has a total."""
    steps = (step for each in written.cells.values() for step in each.every_step())
    return {step.over for step in steps if isinstance(step, ReportTotal)}


def _check_where(written: SheetFormat, scope: Scope) -> None:
    """The conditions on the rows of a sheet, and on those of joined tables; raises LanguageError."""
    own, joined = where_of(written.rows)
    check_conditions(own, scope.of_rows if written.rows.per else scope)
    for table, conditions in joined.items():
        check_conditions(conditions, replace(scope.of_keys, tables=(table, *scope.tables)))


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
