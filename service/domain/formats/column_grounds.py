"""What every column of a format is asked for, and on what ground: its own, its format's or its request's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.domain.formats.calendar import Request
from service.domain.formats.drafts.draft import NewRequest
from service.domain.formats.lint_grounds import is_no_ground
from service.domain.formats.plan import Plan


@dataclass(frozen=True, slots=True)
class GroundOfColumn:
    """One column or cell of a format."""

    address: str
    """`sheet.column header`, or `sheet!address` of a cell."""
    purpose: str
    legal_ground: str

    @property
    def is_whole(self) -> bool:
        """Whether it has both."""
        return bool(self.purpose and self.legal_ground)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a request asks a format."""

    purpose: str
    legal_ground: str


def reasons_to_ask(plan: Plan, requests: Iterable[Request], asked: NewRequest) -> tuple[Reason, ...]:
    """Of everyone that asks this format or will, each once; an extra request brings its own."""
    before = {plan.name, asked.instead_of}
    found = [Reason(each.purpose, each.legal_ground) for each in requests if each.format in before]
    if asked.municipalities and not asked.instead_of:
        found.append(Reason(asked.purpose, asked.legal_ground))
    return tuple(dict.fromkeys(found))


def grounds_of(plan: Plan, reason: Reason) -> Iterator[GroundOfColumn]:
    """Every column and cell of the file, in the order of the format."""
    written = plan.format
    for table, name in plan.columns_by_place:
        address = f"{table}.{name}" if table else name
        own = written.grounds.get(address)
        yield GroundOfColumn(
            address,
            _first(own.purpose if own else "", written.purpose, reason.purpose),
            _first(own.legal_ground if own else "", written.legal_ground, reason.legal_ground),
        )


def _first(*written: str) -> str:
    """What is said closest to the column; a word that holds a place says nothing."""
    return next((each for each in written if not is_no_ground(each)), "")


def columns_without_ground(plan: Plan, reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The addresses of columns of which somebody asks without a purpose or without a ground."""
    every = tuple(reasons) or (Reason("", ""),)
    lacking = (each.address for one in every for each in grounds_of(plan, one) if not each.is_whole)
    return tuple(dict.fromkeys(lacking))


def grounds_of_no_column(plan: Plan) -> tuple[str, ...]:
    """What the format gives a purpose or ground of its own and does not have."""
    known = {each.address for each in grounds_of(plan, Reason("", ""))}
    return tuple(each for each in plan.format.grounds if each not in known)
