"""Joins: which tables a sheet has beside its own, and that no row can come in twice."""

from collections.abc import Mapping

from service.domain.faults import Fault
from service.domain.formats.conditions import Conditions
from service.domain.formats.faults.joins import JOIN_THAT_DOUBLES, JOIN_WITH_PER, NOT_JOINED
from service.domain.formats.model import RowsOf

JOINED = ("verloop", "prestatie", "uitkomst")
"""Tables of which an allocation can have more rows."""
_COURSE = "verloop"


def tables_of(rows: RowsOf) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tables of which a row has one, its own first; and those of which it has several."""
    many = tuple(table for table in rows.joined if table in JOINED)
    return (rows.of, *(table for table in rows.joined if table not in many)), many


def where_of(rows: RowsOf) -> tuple[Conditions, dict[str, Conditions]]:
    """The conditions on the rows of a sheet, and by joined table those on the rows of it that count."""
    _, many = tables_of(rows)
    own: Conditions = {}
    joined: dict[str, Conditions] = {}
    for name, condition in rows.where.items():
        table = name.rpartition(".")[0]
        (joined.setdefault(table, {}) if table in many else own)[name] = condition
    return own, joined


def with_all_of_the_course(content: Mapping[str, object]) -> dict[str, object]:
    """The document of a format, in which every join of verloop says whether all of it counts.

    A format that is written now means all of it. One that was published before says nothing, and keeps
    meaning what it meant: what lies in the reporting period (decision 91).
    """
    sheets = content.get("sheets")
    if not isinstance(sheets, Mapping):
        return dict(content)
    return {**content, "sheets": {name: _from_the_start(each) for name, each in sheets.items()}}


def _from_the_start(sheet: object) -> object:
    rows = sheet.get("rows") if isinstance(sheet, Mapping) else None
    joined = rows.get("with") if isinstance(rows, Mapping) else None
    is_joined = isinstance(joined, list | tuple) and _COURSE in joined
    if not (isinstance(sheet, Mapping) and isinstance(rows, Mapping) and is_joined):
        return sheet
    return {**sheet, "rows": {"from_the_start": [_COURSE], **rows}}


def fault_of_joins(rows: RowsOf) -> Fault | None:
    """What would make a row count double; None when nothing does.

    Through its allocation every prestatie is on one line of a list of allocations. On a line of anything else
    it would stand as often as its allocation has such rows.
    """
    _, many = tables_of(rows)
    for whole in rows.from_the_start:
        if whole not in many:
            return NOT_JOINED.fault(table=whole)
    for table in many:
        if rows.per and rows.of != "toewijzing":
            return JOIN_WITH_PER.fault(of=rows.of, table=table)
        if table == "prestatie" and rows.of != "toewijzing":
            return JOIN_THAT_DOUBLES.fault(of=rows.of, table=table)
    return None
