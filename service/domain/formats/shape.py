"""What is known of a column before there is any data: the types that a format is checked with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from enum import StrEnum
from functools import reduce
from itertools import chain

from service.domain.failures import EenmaalError
from service.domain.faults import Fault
from service.domain.formats.code_tables import CodeTable
from service.domain.formats.faults.expressions import (
    FORMULA_OF_A_WORKBOOK,
    MORE_THAN_ONE_VALUE,
    TOTALS_A_SHEET,
    UNKNOWN_FIELD,
    UNKNOWN_SHEET_TO_TOTAL,
)
from service.domain.formats.faults.joins import MANY_ROWS_OF_ONE
from service.domain.standard.model import Field, FieldType, Standard
from service.domain.translation.content import ValueKind
from service.domain.wording import Wording, joined, same


class LanguageError(EenmaalError):
    """Something in a format that cannot be: its fault says what, and what to write instead.

    Whoever reads the file adds the file and the line and turns it into a FormatError.
    """

    def __init__(self, fault: Fault) -> None:
        """Say what is wrong."""
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        """The English text."""
        return self.fault.words().en


class Grain(StrEnum):
    """What one value of a column speaks for."""

    ROW = "row"
    """One row of the table that the sheet is made of."""
    GROUP = "group"
    """One combination of the fields named under `per`."""
    REPORT = "report"
    """The whole report: a single cell."""


class CellClass(StrEnum):
    """What had to be done to a fact before a municipality could read it (burden.md §3.1), lightest first."""

    CONSTANT = "constant"
    SAME = "same"
    RENAMED = "renamed"
    FORMAT = "format"
    RECODE_ONE_TO_ONE = "recode-1-1"
    RECODE_MANY_TO_ONE = "recode-n-1"
    DERIVED = "derived"
    AGGREGATED = "aggregated"
    MANUAL = "manual"

    def at_least(self, other: "CellClass") -> "CellClass":
        """The heavier of the two."""
        order = list(CellClass)
        return max(self, other, key=order.index)


@dataclass(frozen=True, slots=True)
class FieldReference:
    """A field of the standard, by table and name."""

    table: str
    name: str

    def __str__(self) -> str:
        """`table.name`, as a format writes it."""
        return f"{self.table}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The type of the values at one point of an expression."""

    kind: ValueKind
    grain: Grain
    denominator: int = 1
    """For numbers: the values are whole numerators over this."""
    source: FieldReference | None = None
    """The field the values come from; None for what no field holds."""
    cell_class: CellClass = CellClass.SAME
    representation: tuple[str, ...] = ()
    """How it is represented, apart from its label: code list, unit, form. Empty: as in the standard."""
    element: tuple[str, ...] = ()
    """What makes it another information element than the field: a count of it, or a part of it."""
    reversible: bool = True
    """Whether the field's value can be read back from the cell."""
    individual: tuple[FieldReference, ...] = ()
    """The fields of which the value of a single row can be seen in the cell."""

    def with_representation(self, *forms: str) -> "Shape":
        """The same values, represented in one more way."""
        return replace(self, representation=(*self.representation, *forms))

    def rounded_per_line(self, digits: int, made: str) -> "Shape":
        """One number per line, made of the values of its rows as `made` says and rounded to decimals."""
        return replace(
            self.with_representation(f"{digits} decimals"),
            grain=Grain.GROUP,
            denominator=10**digits,
            element=(*self.element, made),
            cell_class=CellClass.AGGREGATED,
            reversible=False,
            individual=(),
        )


def put_together(shapes: Sequence[Shape], element: tuple[str, ...]) -> Shape:
    """The shape of a value made of several: as the first, with what all of them are made from and show."""
    return replace(
        shapes[0],
        source=next(filter(None, (shape.source for shape in shapes)), None),
        element=element,
        representation=tuple(dict.fromkeys(chain.from_iterable(shape.representation for shape in shapes))),
        cell_class=reduce(CellClass.at_least, (shape.cell_class for shape in shapes), CellClass.DERIVED),
        reversible=False,
        individual=tuple(dict.fromkeys(chain.from_iterable(shape.individual for shape in shapes))),
    )


@dataclass(frozen=True, slots=True)
class MadeKey:
    """Something made of each row that a sheet has a line for, such as the month of a date."""

    steps: tuple[object, ...]
    """Its verbs: an expression that begins with them begins with the key."""
    shapes: tuple[Shape, ...]
    """The type after each of them, of a row."""
    called: Wording


@dataclass(frozen=True, slots=True)
class ColumnBeside:
    """A column of the same block, as another one may use it."""

    shape: Shape
    adds_up: bool
    """Whether the sum of its values over several periods means something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an expression may refer to."""

    standard: Standard
    code_tables: Mapping[str, CodeTable]
    laws: tuple[str, ...]
    grain: Grain
    tables: tuple[str, ...]
    """The table the rows are of, then the tables joined to it; for a single cell `("aanlevering",)`."""
    keys: tuple[FieldReference, ...] = ()
    """At grain GROUP: the fields under `per`."""
    many: tuple[str, ...] = ()
    """Tables of which a row has several rows, through its allocation."""
    is_inside_many: bool = False
    """Whether it is those rows that are looked at: inside a verb that makes one of many."""
    made_keys: tuple[MadeKey, ...] = ()
    """At grain GROUP: what is made of each row under `per`."""
    beside: Mapping[str, ColumnBeside] = made(default_factory=dict)
    """At grain GROUP: the columns of the block that are proven already, by address."""
    is_overlapping: bool = False
    """Whether a combination of keys can have more lines than one."""
    lists: Mapping[str, tuple[str, ...]] = made(default_factory=dict)
    """At grain REPORT: the sheets by name, each with the tables its rows are of."""

    @property
    def of_rows(self) -> "Scope":
        """The scope inside an aggregate: the rows that are being put together, or those joined to them."""
        return replace(
            self,
            grain=Grain.ROW,
            keys=(),
            made_keys=(),
            is_inside_many=bool(self.many),
        )

    @property
    def of_keys(self) -> "Scope":
        """The scope of what is made of each row by itself, such as a key."""
        return replace(self.of_rows, many=(), is_inside_many=False)

    def of_list(self, sheet: str) -> "Scope":
        """The scope of the rows of a sheet, for a total in a cell; raises LanguageError if there is none."""
        if self.grain is not Grain.REPORT:
            raise LanguageError(TOTALS_A_SHEET.fault())
        if sheet not in self.lists:
            known = ", ".join(self.lists) or "none"
            raise LanguageError(UNKNOWN_SHEET_TO_TOTAL.fault(sheet=sheet, known=known))
        return replace(self, grain=Grain.ROW, tables=self.lists[sheet])

    def find(self, name: str) -> tuple[FieldReference, Field]:
        """The field called `name` or `table.name`. Raises LanguageError when no table in reach has it."""
        reference = find_field(self.standard, (*self.tables, *self.many), name)
        if reference.table in self.many and not self.is_inside_many:
            raise LanguageError(
                MANY_ROWS_OF_ONE.fault(field=str(reference), of=self.tables[0], table=reference.table)
            )
        return reference, self.standard.tables[reference.table].fields[reference.name]

    @property
    def is_of_one_law(self) -> bool:
        """Whether a line has one law: it is of one row, the law is a key, or the format is for one law."""
        is_key = any(key.name == "wet" for key in self.keys)
        return len(self.laws) == 1 or self.grain is Grain.ROW or (self.grain is Grain.GROUP and is_key)

    def require_key(self, reference: FieldReference) -> None:
        """At grain GROUP only the fields under `per` have one value; raises LanguageError for any other."""
        if self.grain is Grain.GROUP and reference not in self.keys:
            raise LanguageError(MORE_THAN_ONE_VALUE.fault(field=str(reference), keys=self._keys_in_words()))

    def _keys_in_words(self) -> Wording:
        return joined(", ", (*(same(key.name) for key in self.keys), *(key.called for key in self.made_keys)))

    def key_of(self, steps: tuple[object, ...]) -> MadeKey | None:
        """The key with which these verbs begin, the longest if there are more; None when they do not."""
        begun = [key for key in self.made_keys if steps[: len(key.steps)] == key.steps]
        return max(begun, key=lambda key: len(key.steps), default=None)


def find_field(standard: Standard, tables: Sequence[str], name: str) -> FieldReference:
    """The field called `name` or `table.name`; the first of the tables that has it is meant.

    Raises LanguageError, with the fields that there are, when none has it.
    """
    if name.startswith("="):
        raise LanguageError(FORMULA_OF_A_WORKBOOK.fault(formula=name))
    table, _, field = name.rpartition(".")
    for candidate in tables:
        if table in ("", candidate) and field in standard.tables[candidate].fields:
            return FieldReference(candidate, field)
    known = [field for candidate in tables for field in standard.tables[candidate].fields]
    raise LanguageError(UNKNOWN_FIELD.fault(field=name, tables=", ".join(tables), known=", ".join(known)))


def kind_of(field: Field) -> ValueKind:
    """What the values of a field are, once typed."""
    match field.type:
        case FieldType.TEXT | FieldType.CODE:
            return ValueKind.TEXT
        case FieldType.DATE:
            return ValueKind.DATE
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.MONEY:
            return ValueKind.NUMBER
