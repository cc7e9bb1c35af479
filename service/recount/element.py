"""What an expression of a format says about its column, gathered verb by verb without running one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from service.domain.failures import TerminalError
from service.domain.standard.model import FieldType, Standard
from service.recount.documents import ReadCodeTable
from service.recount.writing import expression_of

SCALES = {FieldType.MONEY: 100, FieldType.DECIMAL: 10_000}


@dataclass(frozen=True, slots=True)
class Beside:
    """What a format writes that an expression can name."""

    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The sheets, each with the tables of its rows."""
    columns: Mapping[str, object] = field(default_factory=dict)
    """The columns of the same block, as they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """What an expression says about its column, read off its verbs."""

    source: str = ""
    source_table: str = ""
    more: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    is_constant: bool = False
    is_manual: bool = False
    is_converted: bool = False
    is_date: bool = False
    scale: int = 1
    refusing: ReadCodeTable | None = None
    refuses_by: str = ""
    needs_value: bool = False
    waits_for: tuple[Mapping[str, object], ...] = ()
    """Expressions that have to give something, or the row waits."""

    @property
    def element(self) -> str:
        """The information element: its field, and what makes it another one than the field."""
        return " | ".join((self.source, *self.more))

    @property
    def has_decimals(self) -> bool:
        """Whether a file shows decimals."""
        return self.scale > 1

    @property
    def refuses(self) -> bool:
        """Whether an unknown code makes a row wait."""
        return self.refusing is not None or self.needs_value or bool(self.waits_for)

    def accepts(self, code: object, day: date, laws: Sequence[str]) -> bool:
        """Whether a row with this code goes on; an empty code does unless one is required."""
        if code is None:
            return not self.needs_value
        return self.refusing is None or self.refusing.knows(str(code), day, laws)

    @classmethod
    def read(
        cls,
        written: Mapping[str, object],
        scope: Sequence[str],
        standard: Standard,
        tables: Mapping[str, ReadCodeTable],
        beside: Beside | None = None,
    ) -> "Verbs":
        """Go over the verbs one by one; `beside` is what else the format writes that they can name."""
        found = cls()
        for name, argument in expression_of(written).items():
            if name in ("replaces", "overwrites", "instead_of"):
                continue
            reader = READERS.get(name)
            if reader is None:
                raise TerminalError(f"The recount does not know the verb {name!r}.")
            found = reader(found, argument, Context(scope, standard, tables, beside or Beside()))
        return found


@dataclass(frozen=True, slots=True)
class Context:
    """What the names in an expression mean."""

    scope: Sequence[str]
    standard: Standard
    tables: Mapping[str, ReadCodeTable] = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)

    @property
    def lists(self) -> Mapping[str, Sequence[str]]:
        """The sheets, each with the tables of its rows."""
        return self.beside.lists

    def field(self, name: str) -> tuple[str, str, FieldType]:
        """Table, name and type of a field as it is written."""
        table, _, own = name.rpartition(".")
        for candidate in self.scope:
            fields = self.standard.tables[candidate].fields
            if table in ("", candidate) and own in fields:
                return candidate, own, fields[own].type
        raise TerminalError(f"The recount finds no field {name!r}.")


Reader = Callable[[Verbs, object, Context], Verbs]
"""What a verb makes of what was said before it."""
READERS: dict[str, Reader] = {}
"""By verb; `service.recount.verbs` has them all."""
