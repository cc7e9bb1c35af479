"""Apply the rules of the standard to the rows of one table."""

import numpy as np
import numpy.typing as npt

from service.domain.findings import Severity
from service.domain.standard.cast_tables import TakenTable
from service.domain.standard.columns import ColumnLacksError
from service.domain.standard.faults import FieldFault, not_said_yet, without_refused_others
from service.domain.standard.matching import MatchedTable
from service.domain.standard.rules.every_rule import ALL_RULES
from service.domain.standard.rules.rule import Rule, TableRows


def rule_faults(intake: TakenTable, rows: TableRows) -> list[FieldFault]:
    """Apply the rules of a table. A cell that blocks or waits breaks no rule: that is said already.

    Nor does a row break a rule that needs a column of which nothing is known, of this table or another.
    """
    known, faults = list(intake.faults), []
    for rule in ALL_RULES:
        if rule.table == intake.matched.table.name and _can_be_held(rule, intake.matched):
            found = _fault(rule, rows)
            if found is not None:
                faults += not_said_yet([without_refused_others(found, known)], known, rule.follows)
    return faults


def _can_be_held(rule: Rule, matched: MatchedTable) -> bool:
    """Whether the columns are there which a rule is about; what is said of one of them says this too."""
    about = {rule.field, *rule.follows}
    return about.isdisjoint(matched.lacking) and not _is_perhaps_there(
        rule, about - set(matched.columns), matched
    )


def _is_perhaps_there(rule: Rule, absent: set[str], matched: MatchedTable) -> bool:
    """Whether a column that a rule needs may be there by another name, which is said already."""
    return (
        bool(absent)
        and not matched.raw.lacks_optional
        and matched.has_unknown
        and rule.kind.severity is Severity.WARNS
    )


def _fault(rule: Rule, rows: TableRows) -> FieldFault | None:
    """The rows that break a rule; None where there are none, or where it needs what nobody knows."""
    try:
        broken = np.flatnonzero(rule.violations(rows))
        if not len(broken):
            return None
        return FieldFault(
            kind=rule.kind,
            field=rule.field,
            positions=broken,
            facts=rule.facts,
            row_facts=_told(rule, rows, broken),
            others=rule.clashes_with(rows)[broken] if rule.clashes_with else None,
        )
    except ColumnLacksError:
        return None


def _told(rule: Rule, rows: TableRows, broken: npt.NDArray[np.intp]) -> dict[str, npt.NDArray[np.object_]]:
    told = rule.tells(rows) if rule.tells else {}
    return {name: each.at(broken) for name, each in told.items()}
