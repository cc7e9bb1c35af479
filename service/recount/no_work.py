"""Verbs that, as they are written, change nothing: what stood there is what the second count reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from service.recount import verbs as _verbs  # noqa: F401 - its readers have to be there first
from service.recount.element import READERS, Context, Reader, Verbs
from service.recount.writing import argument_of, expression_of

Idle = Callable[[Verbs, object, Context], bool]
"""Whether a verb does nothing to what was said before it."""


def _cuts_nothing(found: Verbs, argument: object, context: Context) -> bool:
    if not found.source or found.form or found.more:
        return False
    table, _, name = found.source.partition(".")
    longest = context.standard.tables[table].fields[name].size
    return longest is not None and int(str(argument_of(argument, "length"))) >= longest


def _recodes_nothing(_found: Verbs, argument: object, context: Context) -> bool:
    lines = context.tables[str(argument_of(argument, "table"))].lines
    return all(code == becomes for code, becomes, *_ in lines)


def _leaves_nothing_out(_found: Verbs, argument: object, context: Context) -> bool:
    return _every_row_meets(cast("Mapping[str, object]", argument_of(argument, "where")), context)


def _every_row_meets(conditions: Mapping[str, object], context: Context) -> bool:
    return all(_is_always_so(name, condition, context) for name, condition in conditions.items())


def _is_always_so(name: str, condition: object, context: Context) -> bool:
    table, own, _ = context.field(name)
    field = context.standard.tables[table].fields[own]
    if table != context.scope[0] or not field.required:
        return False
    asked = condition if isinstance(condition, Mapping) else {"in": condition}
    listed = context.standard.code_lists.get(field.code_list)
    codes = {entry.code for entry in listed.entries} if listed else None
    return all(_asks_nothing(option, bound, codes) for option, bound in asked.items())


def _asks_nothing(option: str, bound: object, codes: set[str] | None) -> bool:
    if option == "filled":
        return bound is True
    if codes is None or option != "in":
        return False
    return codes <= {str(code) for code in (bound if isinstance(bound, list | tuple) else [bound])}


def _unless(is_idle: Idle, reader: Reader) -> Reader:
    """What stood there, where it does nothing; that an unknown code makes a row wait stays."""

    def read(found: Verbs, argument: object, context: Context) -> Verbs:
        made = reader(found, argument, context)
        if is_idle(found, argument, context):
            return replace(found, refusing=made.refusing, waits_for=made.waits_for)
        return made

    return read


def _choose(reader: Reader) -> Reader:
    """The first case is all there is where every row is in it."""

    def read(found: Verbs, argument: object, context: Context) -> Verbs:
        cases = cast("Sequence[Mapping[str, object]]", argument_of(argument, "cases"))
        when = cast("Mapping[str, object]", cases[0]["when"])
        if "of" in when or not _every_row_meets(when, context):
            return reader(found, argument, context)
        written = expression_of(cases[0]["then"])
        return Verbs.read(written, context.scope, context.standard, context.tables)

    return read


READERS.update(
    {
        "truncate": _unless(_cuts_nothing, READERS["truncate"]),
        "translate": _unless(_recodes_nothing, READERS["translate"]),
        "only": _unless(_leaves_nothing_out, READERS["only"]),
        "choose": _choose(READERS["choose"]),
    }
)
