"""What two people wrote that a code means, laid over the code tables of the format it was written for."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from service.domain.failures import FormatError
from service.domain.formats.blank_files import blank_of
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.code_tables import CodeLine, CodeTable, Meaning
from service.domain.formats.compiling import compile_format
from service.domain.formats.composition import Composed
from service.domain.formats.faults.code_tables import MEANING_MAKES_A_COLUMN
from service.domain.formats.plan import Plan


def with_meanings(base: Catalogue, meanings: Sequence[Meaning]) -> Catalogue:
    """`base` in which every version of a format knows what was approved for it.

    A code that a version knows already keeps its meaning there: nothing that was ever reported changes. A
    meaning that a version cannot hold is left out of it, and its rows go on waiting.
    """
    if not meanings:
        return base
    named = {meaning.format for meaning in meanings}
    plans = dict(base.plans)
    for name in named & plans.keys():
        plans[name] = tuple(_with_what_it_holds(plan, meanings, base.templates) for plan in plans[name])
    return replace(base, plans=plans, meanings=tuple(meanings))


def _with_what_it_holds(plan: Plan, meanings: Sequence[Meaning], templates: Mapping[str, bytes]) -> Plan:
    """All of them at once, or else one by one: a meaning that cannot be held stops no other."""
    try:
        return extended_plan(plan, meanings, templates)
    except FormatError:
        if len(meanings) == 1:
            return plan
        for meaning in meanings:
            plan = _with_what_it_holds(plan, (meaning,), templates)
        return plan


def extended_plan(plan: Plan, meanings: Iterable[Meaning], templates: Mapping[str, bytes]) -> Plan:
    """The plan with what was approved for its format, under a hash of its own; the same plan if nothing.

    Raises FormatError when the format cannot hold it.
    """
    tables = dict(plan.code_tables)
    for meaning in meanings:
        if meaning.format == plan.name and meaning.code_table in tables:
            table = tables[meaning.code_table]
            tables[meaning.code_table] = extended_table(table, meaning.line, plan.format.law)
    if tables == plan.code_tables:
        return plan
    written = json.loads(plan.resolved)["format"]
    blank = blank_of(plan.format.output, templates)
    composed = Composed(f"{plan.name}@{plan.version}", written)
    extended = compile_format(composed, plan.standard, tables, blank, as_kept=True)
    return _in_its_place(plan, extended)


def _in_its_place(plan: Plan, extended: Plan) -> Plan:
    """With what is known of the file it fills. Raises FormatError for a head that the file does not have."""
    for before, after in zip(plan.sheets, extended.sheets, strict=True):
        new = [head for head in after.heads if head not in before.heads]
        if new:
            raise FormatError(MEANING_MAKES_A_COLUMN.fault(head=new[0], sheet=before.name))
    sheets = zip(plan.sheets, extended.sheets, strict=True)
    return replace(
        extended,
        format=extended.format.model_copy(update={"output": plan.format.output}),
        sheets=tuple(replace(after, listed=before.listed) for before, after in sheets),
        shared=plan.shared,
        is_published=plan.is_published,
    )


def extended_table(table: CodeTable, line: CodeLine, laws: Collection[str]) -> CodeTable:
    """The table with the line; as it was when the code has a meaning or the line is of another law."""
    if line.law not in {"", *laws} or knows(table, line, laws):
        return table
    return CodeTable(table.name, (*table.lines, line))


def knows(table: CodeTable, line: CodeLine, laws: Collection[str]) -> bool:
    """Whether a format about these laws has a meaning for the code on a day of the line already.

    A line of another law says nothing to it.
    """
    counted = {"", *laws}
    return any(
        each.code == line.code
        and each.law in counted
        and each.valid_from <= line.valid_until
        and line.valid_from <= each.valid_until
        for each in table.lines
    )
