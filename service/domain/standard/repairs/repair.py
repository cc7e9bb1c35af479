"""What a repair is: a kind of finding, and what one text becomes in a column that should hold something."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as of

import pyarrow as pa

from service.domain.findings import FindingKind
from service.domain.standard.cells import Cells, Mask
from service.domain.standard.model import Classification, CodeList, Field, FieldType
from service.domain.standard.repairs.reading import DayOrder


@dataclass(frozen=True, slots=True)
class NumberSigns:
    """Which signs the numbers of a column have, as its own cells prove."""

    decimal: str = ""
    """Empty where no cell proves it, or two cells disagree."""
    thousands: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the cells of a column, and of those written by the same hand, prove about its notation."""

    day_orders: Mapping[str, DayOrder] = of(default_factory=dict)
    """Sign between day, month and year → the order that is proven, or that the provider named."""
    signs: NumberSigns = NumberSigns()
    percents: frozenset[str] = frozenset()
    """Texts, without what is around them, that stand only where percents belong."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a column should hold."""

    field: Field
    code_list: CodeList | None = None
    evidence: Evidence = of(default_factory=Evidence)

    @property
    def is_prose(self) -> bool:
        """Whether the text is written for people, not to be looked up or compared."""
        return self.field.is_prose

    @property
    def is_typed(self) -> bool:
        """Whether only values of a certain form can stand here, so that another form cannot be meant."""
        has_form = self.code_list is not None or bool(self.field.pattern)
        return self.field.type is not FieldType.TEXT or has_form

    @property
    def is_identifier(self) -> bool:
        """Whether it is a number or code by which things are found again."""
        return self.field.classification is Classification.IDENTIFIER


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a file as it was read, and which of its texts are not simply what they should be."""

    wanted: Wanted
    cells: Cells
    odd: tuple[str, ...] = ()
    """Different texts, each once, that some repair may have something to say about."""
    simple: pa.Array = of(default_factory=lambda: pa.array([], pa.large_string()))
    """The other different texts."""
    has_late_days_beside: bool = False
    """Whether other columns of its table have real dates after the twelfth of a month."""
    percents: Mask | None = None
    """Which rows hold percents; None when none does."""


Mend = Callable[[str, Wanted], str | None]
"""What a text becomes ("" is an empty cell); None where this repair has nothing to say."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One way in which a cell may be read as something else than it says."""

    kind: FindingKind
    mend: Mend
