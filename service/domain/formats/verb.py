"""What a verb is, how verbs are registered by name, and how a list of them is read and run."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any, ClassVar, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, WithJsonSchema

from service.domain.findings import FindingKind
from service.domain.formats.code_tables import LinesOfLaws
from service.domain.formats.faults.expressions import (
    NO_VERBS,
    NOT_VERBS,
    NOTHING_TO_FILL,
    TWO_VERBS_OF_ONE_NAME,
    WAITS_AFTER_PUTTING_TOGETHER,
    WAITS_IN_A_CELL,
)
from service.domain.formats.faults.joins import ONE_TABLE_AT_A_TIME, WAITS_INSIDE_A_JOIN
from service.domain.formats.faults.values import value_fault
from service.domain.formats.joined_tables import joined_tables
from service.domain.formats.rows import Groups, Mask, Rows, Submitted, several_of
from service.domain.formats.shape import FieldReference, Grain, LanguageError, Scope, Shape
from service.domain.formats.unknown_steps import fault_of_step
from service.domain.translation.content import Values
from service.domain.wording import Wording, joined

CodeTableOf = Callable[[str], Mapping[str, str]]
"""The code tables by name: code → what it becomes, on the last day of the reporting period."""


class Lines(LinesOfLaws, Protocol):
    """What a verb can ask of the lines it fills: rows, groups of rows, or the single line of a cell."""

    @property
    def begin(self) -> date:
        """The first day of the reporting period."""
        ...

    @property
    def day(self) -> date:
        """The last day of the reporting period."""
        ...

    @property
    def submitted(self) -> Submitted:
        """The submission that is translated."""
        ...

    def __len__(self) -> int:
        """How many lines."""
        ...

    def field(self, name: str) -> Values:
        """The values of a field, one per line."""
        ...

    def code_table(self, name: str) -> dict[str, str]:
        """Code → what it becomes, on the last day of the reporting period."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Rows that a verb cannot carry, and what there is to say about them."""

    kind: FindingKind
    """Severity QUARANTINES makes the row wait; WARNS only says so."""
    mask: Mask
    values: Values
    """The values that it is about, one per row."""
    facts: Mapping[str, str]
    whole_report: bool = False
    """Whether every row of the municipality waits with it: a report that may not have a hole in it."""


class Verb(BaseModel, ABC):
    """One step of an expression: values in, values out, without a choice left open.

    A verb declares its options as fields, so that the model, the JSON Schema and the edit form follow from
    it. `shape` is run when the format is compiled, `apply` when there is a submission.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    name: ClassVar[str]
    called: ClassVar[Wording]
    """What it does in two or three words, as the form calls it."""
    option_words: ClassVar[Mapping[str, Wording]]
    """What the form asks for each option that no other verb has."""
    choice_words: ClassVar[Mapping[str, Wording]]
    """What can be chosen in it, where that is no word of the file itself."""
    main: ClassVar[str] = ""
    """The option that a bare value fills: `round: 2` is `round: {digits: 2}` when this is "digits"."""
    puts_together: ClassVar[bool] = False
    """Whether many rows become one value, so that what can be said about a row has to be said before it."""
    adds_up: ClassVar[bool] = False
    """Whether the sum of what it gives over several periods means something, if that of what goes in does."""
    may_find: ClassVar[tuple[FindingKind, ...]] = ()
    """What can go wrong with a row: every finding that `refused` can give."""

    @classmethod
    def step_words(cls) -> Wording:
        """What stands before a fault in this verb: as the form calls it, or as a file writes it."""
        return Wording(f"stap “{cls.called.nl}”", cls.name)

    @abstractmethod
    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The type of what comes out. Raises LanguageError when this verb cannot stand here."""

    @abstractmethod
    def apply(self, before: Any, lines: Any) -> Values:  # noqa: ANN401 - each verb narrows both, to what its shape() has proven
        """The values that come out, one per line."""

    @abstractmethod
    def sentence(self) -> Wording:
        """What the verb does, as part of a sentence about a column."""

    def refused(self, before: Values | None, rows: Rows) -> Refused | None:  # noqa: ARG002 - most verbs carry everything
        """The rows it cannot carry; none unless a verb says so."""
        return None

    def undone(self, after: Values, before: Shape, table: CodeTableOf) -> Values | None:  # noqa: ARG002 - most verbs cannot
        """What went in (of shape `before`), read back from what came out; None for what cannot be undone.

        Every verb that leaves a value reversible, by its shape, has this inverse.
        """
        return None

    def sorts_as(self, after: Values, table: CodeTableOf) -> Values | None:  # noqa: ARG002 - most sort as they are
        """In which order lines per this value stand; None when by the value itself."""
        return None

    def inner(self) -> "Expression | None":
        """The expression inside, for a verb that has one."""
        return None

    def beside(self) -> tuple[str, ...]:
        """The addresses of the columns of its block that have to be filled before it."""
        return ()

    def parts(self) -> tuple["Expression", ...]:
        """Every expression inside, in the order in which it is written."""
        inside = self.inner()
        return () if inside is None else (inside,)

    @property
    def gathers(self) -> bool:
        """Whether it, or an expression inside it, puts rows together: then it cannot be run on rows."""
        return self.puts_together or any(part.gathers for part in self.parts())

    def refused_inside(self, rows: Rows) -> Iterator[Refused]:
        """What the expressions inside cannot carry."""
        for part in self.parts():
            yield from part.refused(rows)

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The fields of the standard it reads, beyond what came before it."""
        for part in self.parts():
            yield from part.fields(scope.of_rows if self.puts_together else scope)


@dataclass(frozen=True, slots=True)
class Expression:
    """Verbs in the order they are written: what a column or cell is filled with."""

    steps: tuple[Verb, ...]
    replaces: bool = False
    """Whether this is meant to take the place of what a fragment wrote at the same address."""
    written: Mapping[str, object] = field(default_factory=dict)
    """As it stands in the file, for hashing and showing."""

    def shape(self, scope: Scope) -> Shape:
        """The type of what it gives. Raises LanguageError naming the verb that cannot stand there."""
        return self.shapes(scope)[-1]

    def shapes(self, scope: Scope) -> tuple[Shape, ...]:
        """The type of what each verb gives. Raises LanguageError naming the verb that cannot stand there."""
        begun = scope.key_of(self.steps)
        shapes = [replace(shape, grain=scope.grain) for shape in begun.shapes] if begun else []
        together = False
        for step in self.steps[len(shapes) :]:
            try:
                _require_can_hold(step, scope, together=together)
                shapes.append(_shape_of(step, shapes[-1] if shapes else None, scope))
                together = together or (step.gathers and (not scope.many or scope.grain is Grain.GROUP))
            except LanguageError as fault:
                raise LanguageError(fault.fault.inside(step.step_words())) from fault
        if not shapes:
            raise LanguageError(NO_VERBS.fault())
        return tuple(shapes)

    def undone(self, after: Values, shapes: tuple[Shape, ...], table: CodeTableOf) -> Values | None:
        """The field's values, read back through the inverse of each verb, the last one first.

        `shapes` are its own, one per verb. None when one of the verbs cannot be undone.
        """
        values: Values | None = after
        for step, before in zip(self.steps[:0:-1], shapes[-2::-1], strict=True):
            values = None if values is None else step.undone(values, before, table)
        return values

    def apply(self, lines: Lines) -> Values:
        """One value per line."""
        begun, values = lines.key_of(self.steps) if isinstance(lines, Groups) else (0, None)
        for step in self.steps[begun:]:
            values = applied(step, values, lines)
        if values is None:
            raise LanguageError(NOTHING_TO_FILL.fault())
        return values

    def refused(self, rows: Rows) -> Iterator[Refused]:
        """The rows that one of the verbs cannot carry, found before any rows are put together."""
        values: Values | None = None
        for step in self.steps:
            if not (step.puts_together and rows.many):
                yield from step.refused_inside(rows)
            if step.gathers and not rows.many:
                return
            refused = step.refused(values, rows)
            if refused is not None:
                yield refused
            values = applied(step, values, rows)

    @property
    def gathers(self) -> bool:
        """Whether it puts rows together."""
        return any(step.gathers for step in self.steps)

    def every_step(self) -> Iterator[Verb]:
        """Its verbs and those of the expressions inside them."""
        for step in self.steps:
            yield step
            for part in step.parts():
                yield from part.every_step()

    @property
    def can_hold(self) -> bool:
        """Whether any verb in it can refuse a row."""
        return any(bool(step.may_find) or any(part.can_hold for part in step.parts()) for step in self.steps)

    def fields(self, scope: Scope) -> set[FieldReference]:
        """All fields of the standard it reads."""
        return {reference for step in self.steps for reference in step.fields(scope)}

    def sentence(self) -> Wording:
        """The whole expression in words."""
        return joined(", ", (step.sentence() for step in self.steps))


def applied(step: Verb, before: Values | None, lines: Lines) -> Values:
    """What a verb gives; one that makes one of many looks at the rows that are joined to each row."""
    rows = lines if isinstance(lines, Rows) else lines.rows if isinstance(lines, Groups) else None
    if not (step.puts_together and rows is not None and rows.many):
        return step.apply(before, lines)
    tables = joined_tables(step, rows.tables, tuple(rows.many), rows.submitted.standard)
    if isinstance(lines, Groups):
        return step.apply(before, lines.joined(tables[0]) if tables else lines)
    return step.apply(before, several_of(rows, tables[0]))


def _shape_of(step: Verb, before: Shape | None, scope: Scope) -> Shape:
    """The shape of a verb, proven to look at one joined table if it makes one of many of a row."""
    shape = step.shape(before, scope)
    if not (step.puts_together and scope.many and scope.grain in (Grain.ROW, Grain.GROUP)):
        return shape
    found = {reference.table for reference in step.fields(scope)} - {"toewijzing"}
    if scope.grain is Grain.GROUP and not found:
        return shape
    if len(found & set(scope.many)) != 1 or len(found) != 1:
        tables = ", ".join(sorted(found | {scope.tables[0]}))
        raise LanguageError(ONE_TABLE_AT_A_TIME.fault(tables=tables))
    if scope.grain is Grain.GROUP:
        return shape
    return replace(shape, grain=scope.grain, element=(*shape.element, f"per {scope.tables[0]}"))


def _require_can_hold(step: Verb, scope: Scope, *, together: bool) -> None:
    """A verb that can refuse a row has to see the row; raises LanguageError where it would not."""
    if not step.may_find:
        return
    if scope.is_inside_many:
        raise LanguageError(WAITS_INSIDE_A_JOIN.fault())
    if together:
        written = f"first: {{ field: productcode, {step.name}: … }}"
        inside = Wording("“tel op”", written)
        raise LanguageError(WAITS_AFTER_PUTTING_TOGETHER.fault(inside=inside))
    if scope.grain is Grain.REPORT:
        raise LanguageError(WAITS_IN_A_CELL.fault())


_VERBS: dict[str, type[Verb]] = {}
_Kind = TypeVar("_Kind", bound=type[Verb])


def verb(
    name: str,
    *,
    called: Wording,
    options: Mapping[str, Wording] | None = None,
    choices: Mapping[str, Wording] | None = None,
) -> Callable[[_Kind], _Kind]:
    """Register a verb under the name by which formats write it, with what the form calls it and its parts.

    Words of options and choices that several verbs have stand in `verb_options`.
    """

    def register(kind: _Kind) -> _Kind:
        if name in _VERBS:
            raise LanguageError(TWO_VERBS_OF_ONE_NAME.fault(verb=name))
        kind.name = name
        kind.called = called
        kind.option_words = options or {}
        kind.choice_words = choices or {}
        _VERBS[name] = kind
        return kind

    return register


def known_verbs() -> Mapping[str, type[Verb]]:
    """Every verb, by name."""
    return dict(_VERBS)


def parse_expression(written: object) -> Expression:
    """`{sum: volume, round: 2}` → its verbs. Raises LanguageError naming an unknown or misused verb."""
    if isinstance(written, Expression):
        return written
    if isinstance(written, str):
        written = {"field": written}
    if not isinstance(written, Mapping):
        raise LanguageError(NOT_VERBS.fault(written=repr(written)))
    named = {name: argument for name, argument in folded(written).items() if name not in _NO_VERBS}
    steps = tuple(_parse_step(str(name), argument, named) for name, argument in named.items())
    return Expression(steps, bool(written.get("replaces", False)), dict(written))


_NO_VERBS = ("replaces", "overwrites")
BESIDE_A_VERB = ("of", "by")
"""Options that may stand beside the verb they belong to: `{ band: …, of: … }`, `{ last: …, by: … }`."""


def folded(written: Mapping[str, object]) -> dict[str, object]:
    """With every option in the verb that it stands beside, and a date of birth where `age` begins."""
    steps: dict[str, object] = {}
    last = ""
    for name, argument in written.items():
        if name in BESIDE_A_VERB and last in _VERBS:
            before = steps[last]
            inside = isinstance(before, Mapping) and not fills_main(_VERBS[last], before)
            steps[last] = {**(before if inside else {_VERBS[last].main: before}), name: argument}  # type: ignore[dict-item] # a mapping of names
        else:
            steps[str(name)] = argument
            last = str(name)
    first = next(iter(steps), "")
    return {"field": "geboortedatum", **steps} if first == "age" else steps


def _parse_step(name: str, argument: object, written: Mapping[str, object]) -> Verb:
    kind = _VERBS.get(name)
    if kind is None:
        raise LanguageError(fault_of_step(name, written, _VERBS))
    options = argument if isinstance(argument, Mapping) and not fills_main(kind, argument) else None
    try:
        return kind.model_validate(options if options is not None else {kind.main: argument})
    except ValidationError as invalid:
        raise LanguageError(value_fault(invalid, kind)[0].inside(kind.step_words())) from invalid


def fills_main(kind: type[Verb], argument: Mapping[str, object]) -> bool:
    """A mapping is the main option itself when it begins with a verb, or has no option of this one."""
    options = {field.alias or name for name, field in kind.model_fields.items()}
    first = next(iter(argument), "")
    if kind.main and first in _VERBS and first not in options:
        return True
    return bool(kind.main) and not set(argument) & options


EXPRESSION_PLACE: dict[str, object] = {"x-place": "Expression"}
"""What stands in a generated schema where the schema of an expression belongs."""

FieldName = Annotated[str, WithJsonSchema({"type": "string", "x-names": "field"})]
"""The name of a field of the standard as an option of a verb."""
CodeTableName = Annotated[str, WithJsonSchema({"type": "string", "x-names": "code-table"})]
"""The name of a code table as an option of a verb."""
FigureName = Annotated[str, WithJsonSchema({"type": "string", "x-names": "figure"})]
"""A kengetal, from the code list of the standard, as an option of a verb."""
FieldOrDay = Annotated[
    str, WithJsonSchema({"type": "string", "x-names": "field", "x-also": ["period_end", "period_begin"]})
]
"""The name of a field, or the last or first day of the reporting period."""

InnerExpression = Annotated[Expression, BeforeValidator(parse_expression), WithJsonSchema(EXPRESSION_PLACE)]
"""An expression as an option of a verb."""
