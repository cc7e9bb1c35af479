"""Joins: which tables a sheet has beside its own, and that no row can come in twice."""

from service.domain.faults import Fault
from service.domain.formats.faults.joins import JOIN_THAT_DOUBLES, JOIN_WITH_PER, NOT_JOINED
from service.domain.formats.model import RowsOf

JOINED = ("verloop", "prestatie", "uitkomst")
"""Tables of which an allocation can have more rows."""


def tables_of(rows: RowsOf) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tables of which a row has one, its own first; and those of which it has several."""
    many = tuple(table for table in rows.joined if table in JOINED)
    return (rows.of, *(table for table in rows.joined if table not in many)), many


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
