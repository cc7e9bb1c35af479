"""A plan: a format proven against the standard and its code tables, ready to run for every municipality."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from service.domain.formats import verbs as _verbs  # noqa: F401 - importing it makes the verbs known by name
from service.domain.formats.blocks import place_of_block
from service.domain.formats.code_tables import CodeTable
from service.domain.formats.keys import Key
from service.domain.formats.model import Format, SheetFormat
from service.domain.formats.period_fields import fields_read_by_every_sheet
from service.domain.formats.shape import CellClass, FieldReference, Grain, MadeKey, Scope, Shape, find_field
from service.domain.formats.verb import Expression
from service.domain.formats.verbs.earlier import Earlier
from service.domain.formats.verbs.narrative import ANSWERS, Narrative
from service.domain.formats.verbs.translate import Translate
from service.domain.periods import Period, parse_period
from service.domain.standard.model import Standard
from service.domain.translation.content import BlockPlace, KeyTexts
from service.domain.wording import Wording


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
    head: int | None = None
    """Of a column that comes once per head, the place of its head among those of its block."""
    pattern: str = ""
    """Of such a column, its address for all heads: `* > Volume`."""

    @property
    def address(self) -> str:
        """What a format calls it; for every head alike: `* > Volume`."""
        return self.pattern or self.header

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

    @cached_property
    def last_translation(self) -> Translate | None:
        """The code table it is translated by, where there is one and nothing is done after it."""
        steps = self.expression.steps
        translations = [step for step in steps if isinstance(step, Translate)]
        return translations[0] if len(translations) == 1 and steps[-1] is translations[0] else None

    def under(self, head: int, pattern: str, condition: str) -> "Column":
        """The same column, of the rows under one head only."""
        last = self.shape
        shape = replace(
            last,
            element=(*last.element, f"only where {condition}"),
            cell_class=last.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )
        cell_class = self.cell_class.at_least(CellClass.DERIVED)
        shapes = (*self.shapes[:-1], shape)
        return replace(self, shapes=shapes, cell_class=cell_class, head=head, pattern=pattern)

    @property
    def element(self) -> str:
        """The information element asked, whatever its representation or label: what overlap is counted on."""
        return " ".join(str(part) for part in (self.source, *self.shape.element) if part)


@dataclass(frozen=True, kw_only=True)
class SheetPlan:
    """One block of a sheet, proven: mostly the whole sheet."""

    name: str
    """The sheet, and the block when it is not the only one: `Rapportage/Wachttijden`."""
    format: SheetFormat
    tables: tuple[str, ...]
    columns: tuple[Column, ...]
    made: tuple[MadeKey, ...] = ()
    """What is made of each row under `per`."""
    many: tuple[str, ...] = ()
    """Tables of which a row has several rows, through its allocation."""

    heads: tuple[str, ...] = ()
    """What stands beside each other, where columns come once per head."""
    listed: tuple[tuple[str, ...], ...] = ()
    """The keys of the lines that the municipality's file lists, in its order."""
    prepared: int = 0
    """How many empty lines that file has ready below its pattern row, where they are filled."""
    listed_keys: tuple[KeyTexts, ...] = ()
    """Per column of those keys what its texts can be."""

    @property
    def sheet(self) -> str:
        """The sheet of the file on which it stands."""
        return self.format.sheet or self.name

    @property
    def header_row(self) -> int:
        """The number of the (last) header row; 0 when the header has to be found in the file."""
        return 0 if self.format.at else self.format.header_row

    @property
    def place(self) -> BlockPlace:
        """Where the block stands."""
        name = self.name.removeprefix(f"{self.format.sheet}/") if self.format.sheet else ""
        written = self.format
        place = place_of_block(name, written.at, written.header_lines, written.listed, self.listed_keys)
        if not self.prepared:
            return place
        return replace(place, prepared=self.prepared, keeps_prepared=written.prepared == "left")

    @property
    def columns_by_address(self) -> dict[str, Column]:
        """By what a check calls them, with `*` for every head: `Per maand.* > Volume`."""
        named = {f"{self.name}.{column.address}": column for column in self.once_per_head}
        return {**{f"{self.name}.{column.header}": column for column in self.columns}, **named}

    @property
    def choosing(self) -> Iterator[Expression]:
        """What decides under which head and on which listed line a row comes."""
        if self.format.across:
            yield self.format.across.by
        if self.format.listed:
            yield from self.format.listed.by.values()

    @property
    def once_per_head(self) -> Iterator[Column]:
        """Every column, of those that come once per head only the first."""
        return (column for column in self.columns if not column.head)

    @cached_property
    def looking_back(self) -> tuple[tuple[str, Earlier], ...]:
        """Every column of an earlier period, with what it asks."""
        return tuple(
            (column.header, step)
            for column in self.columns
            for step in column.expression.every_step()
            if isinstance(step, Earlier)
        )

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
    def sheets_in_the_file(self) -> tuple[SheetPlan, ...]:
        """Those that stand in the municipality's file; others are rows for totals only."""
        return tuple(sheet for sheet in self.sheets if sheet.format.is_in_the_file)

    @property
    def columns_by_place(self) -> Mapping[tuple[str, str], Column]:
        """Every column in the file, by its table and what it is called there; a single cell without one."""
        columns = {
            (sheet.name, column.address): column
            for sheet in self.sheets_in_the_file
            for column in sheet.once_per_head
        }
        return columns | {("", f"{sheet}!{cell}"): column for (sheet, cell), column in self.cells.items()}

    @property
    def looks_back(self) -> bool:
        """Whether it asks anything of earlier periods."""
        return any(sheet.looking_back for sheet in self.sheets)

    @property
    def asks_answers(self) -> bool:
        """Whether a cell of it holds what the provider answered to warnings."""
        steps = (step for column in self.cells.values() for step in column.expression.every_step())
        return any(isinstance(step, Narrative) and step.about == ANSWERS for step in steps)

    @property
    def columns(self) -> Iterator[Column]:
        """Every column and cell."""
        yield from self.cells.values()
        for sheet in self.sheets:
            yield from sheet.columns


def fields_used(plan: Plan) -> set[FieldReference]:
    """Every field of the standard that a format reads, for whatever reason."""
    return fields_read(plan.standard, plan.sheets, plan.cells)


def fields_read(
    standard: Standard, sheets: tuple[SheetPlan, ...], cells: Mapping[tuple[str, str], Column]
) -> set[FieldReference]:
    """Every field of the standard that these sheets and cells read."""
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
        for expression in (*sheet.choosing, *(column.expression for column in sheet.once_per_head)):
            used |= expression.fields(scope)
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
    used = {scope.find(name)[0] for name in (*rows.order, *ranges)}
    every = (*sheet.tables, *sheet.many)
    used |= {find_field(scope.standard, every, name) for name in rows.where}
    used |= {reference for key in rows.per for reference in key.fields(scope)}
    for table in (rows.of, *sheet.many):
        used |= fields_read_by_every_sheet(table)
    return used
