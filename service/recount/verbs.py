"""What each verb of a format says about its column, read off without running it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from service.domain.standard.model import FieldType
from service.recount.element import READERS, SCALES, Context, Reader, Verbs
from service.recount.writing import argument_of, as_options, expression_of

_UNIT_MINUTES = {"minuut": 1, "uur": 60, "dagdeel": 240, "dag": 480, "etmaal": 1440, "week": 10_080}
_DAYS_IN_A_WEEK = 7


JOINED = ("verloop", "prestatie", "uitkomst")
"""Tables of which an allocation has several rows: they stand last."""


def scope_of(sheet: Mapping[str, object]) -> tuple[str, ...]:
    """The table that the rows of a sheet are of, then the tables joined to it."""
    rows = cast("Mapping[str, object]", sheet["rows"])
    joined = cast("Sequence[str]", rows.get("with", ()))
    return (str(rows["of"]), *sorted(joined, key=JOINED.__contains__))


def _field(found: Verbs, argument: object, context: Context) -> Verbs:
    name = str(argument_of(argument, "of"))
    table, own, kind = context.field(name)
    return replace(
        found,
        source=f"{table}.{own}",
        source_table=table,
        is_date=kind is FieldType.DATE,
        scale=SCALES.get(kind, 1),
        refuses_by=name,
    )


def _constant(found: Verbs, _argument: object, _context: Context) -> Verbs:
    return replace(found, is_constant=True)


def _manual(found: Verbs, argument: object, _context: Context) -> Verbs:
    return replace(found, is_manual=True, more=(f"by hand: {argument_of(argument, 'about')}",))


def _report(found: Verbs, argument: object, _context: Context) -> Verbs:
    fact = str(argument_of(argument, "fact"))
    return replace(found, more=(fact,), is_date=fact in ("period_begin", "period_end"))


def _narrative(found: Verbs, argument: object, _context: Context) -> Verbs:
    return replace(found, source="toelichting.tekst", more=(f"about {argument_of(argument, 'about')}",))


def _translate(found: Verbs, argument: object, context: Context) -> Verbs:
    table = context.tables[str(argument_of(argument, "table"))]
    keeps = isinstance(argument, Mapping) and argument.get("unknown") == "keep"
    return replace(
        found,
        is_converted=True,
        form=(*found.form, f"code list {table.name}"),
        refusing=None if keeps else table,
    )


def _sign_by(found: Verbs, _argument: object, _context: Context) -> Verbs:
    return replace(found, is_converted=True, form=(*found.form, "signed"))


def _to_unit(found: Verbs, argument: object, _context: Context) -> Verbs:
    unit = str(argument_of(argument, "unit"))
    scale = found.scale * _UNIT_MINUTES[unit]
    return replace(found, is_converted=True, form=(*found.form, f"unit {unit}"), scale=scale)


def _round(found: Verbs, argument: object, _context: Context) -> Verbs:
    digits = int(str(argument_of(argument, "digits")))
    is_exact = 10**digits % found.scale == 0
    return replace(
        found,
        is_converted=found.is_converted or not is_exact,
        form=found.form if is_exact else (*found.form, f"{digits} decimals"),
        scale=10**digits,
    )


def _money(found: Verbs, argument: object, _context: Context) -> Verbs:
    if argument_of(argument, "unit") == "euro":
        return found
    return replace(found, is_converted=True, form=(*found.form, "cents"), scale=1)


def _only(found: Verbs, argument: object, _context: Context) -> Verbs:
    return replace(found, is_converted=True, more=(*found.more, f"only {argument}"))


def _waiting_time(found: Verbs, argument: object, context: Context) -> Verbs:
    if not isinstance(argument, Mapping) or "from" not in argument:
        unit = str(argument_of(argument, "unit"))
        scale = found.scale * (_DAYS_IN_A_WEEK if unit == "weeks" else 1)
        return replace(found, is_converted=True, form=(*found.form, unit), scale=scale)
    started = _field(found, argument["from"], context)
    days = f"days from {argument['from']} until {argument.get('until')} {argument.get('still_waiting', '')}"
    unit = str(argument["unit"])
    scale = _DAYS_IN_A_WEEK if unit == "weeks" else 1
    return replace(started, is_converted=True, is_date=False, more=(days,), form=(unit,), scale=scale)


def _sum(_found: Verbs, argument: object, context: Context) -> Verbs:
    inner = Verbs.read(expression_of(argument), context.scope, context.standard, context.tables)
    return replace(inner, is_converted=True)


def _count(found: Verbs, argument: object, context: Context) -> Verbs:
    of = str(argument_of(argument, "of"))
    counted = context.scope[0] if of == "rows" else of
    return replace(found, is_converted=True, more=(f"count of {counted}",))


def _count_distinct(_found: Verbs, argument: object, context: Context) -> Verbs:
    inner = Verbs.read(expression_of(argument), context.scope, context.standard, context.tables)
    return Verbs(
        source=inner.source,
        source_table=inner.source_table,
        more=("count of different values",),
        is_converted=True,
    )


def _into(more: str) -> Reader:
    """A verb that computes another element out of what stands before it."""

    def read(found: Verbs, argument: object, _context: Context) -> Verbs:
        return replace(
            found, is_converted=True, is_date=False, scale=1, more=(*found.more, f"{more} {argument}")
        )

    return read


def _part_of_date(part: str) -> Reader:
    def read(_found: Verbs, argument: object, context: Context) -> Verbs:
        inner = _inner(argument_of(argument, "of"), context)
        return replace(inner, is_converted=True, more=(*inner.more, part))

    return read


def _band(_found: Verbs, argument: object, context: Context) -> Verbs:
    asked = as_options("band", argument)
    inner = _inner(asked["of"], context)
    more = (*inner.more, f"band {asked['table']}")
    waits = (*inner.waits_for, {"band": dict(asked)})
    return replace(inner, is_converted=True, is_date=False, scale=1, more=more, waits_for=waits)


def _formed(form: str) -> Reader:
    """A verb that gives a value another form."""

    def read(found: Verbs, argument: object, _context: Context) -> Verbs:
        return replace(found, is_converted=True, is_date=False, form=(*found.form, f"{form} {argument}"))

    return read


def _text(form: str) -> Reader:
    def read(found: Verbs, argument: object, context: Context) -> Verbs:
        return replace(_formed(form)(found, argument, context), scale=1)

    return read


def _scaled(more: str) -> Reader:
    def read(found: Verbs, argument: object, context: Context) -> Verbs:
        return replace(_into(more)(found, argument, context), scale=found.scale)

    return read


def _date_form(found: Verbs, argument: object, _context: Context) -> Verbs:
    form = str(argument_of(argument, "form"))
    formed = replace(found, is_converted=True, is_date=False, form=(*found.form, f"date {form}"))
    return formed if form in _WHOLE_DAYS else replace(formed, more=(*found.more, f"only {form}"))


def _days(_found: Verbs, argument: object, context: Context) -> Verbs:
    asked = argument if isinstance(argument, Mapping) else {}
    started = _field(Verbs(), asked.get("from", "begindatum"), context)
    until = asked.get("until", "einddatum")
    return replace(started, is_converted=True, is_date=False, more=(f"days until {until} in the period",))


def _total(_found: Verbs, argument: object, context: Context) -> Verbs:
    scope = context.lists[str(argument_of(argument, "over"))]
    of = argument.get("of") if isinstance(argument, Mapping) else None
    if of is None:
        return Verbs(more=(f"total of {scope[0]}",), is_converted=True)
    inner = Verbs.read(expression_of(of), scope, context.standard, context.tables)
    gathers = bool(_GATHERING & set(expression_of(of)))
    return replace(inner, is_converted=True, more=inner.more if gathers else (*inner.more, "total"))


def _split_sign(found: Verbs, argument: object, _context: Context) -> Verbs:
    if argument_of(argument, "part") == "letter":
        return replace(found, is_converted=True, more=(*found.more, "sign"), scale=1)
    return replace(found, is_converted=True, form=(*found.form, "without sign"))


def _figure(found: Verbs, argument: object, _context: Context) -> Verbs:
    law = argument.get("law") if isinstance(argument, Mapping) else None
    more = (str(argument_of(argument, "of")), *((f"of {law}",) if law else ()))
    return replace(found, source="kengetal.waarde", more=more, scale=10_000)


def _required(found: Verbs, argument: object, _context: Context) -> Verbs:
    return replace(found, needs_value=argument_of(argument, "empty") == "quarantine")


def _average(_found: Verbs, argument: object, context: Context) -> Verbs:
    inner = _inner(argument_of(argument, "of"), context)
    digits = int(str(argument.get("digits", 2))) if isinstance(argument, Mapping) else 2
    form = (*inner.form, f"{digits} decimals")
    return replace(inner, is_converted=True, form=form, more=(*inner.more, "average"), scale=10**digits)


def _first(_found: Verbs, argument: object, context: Context) -> Verbs:
    inner = _inner(argument_of(argument, "of"), context)
    return replace(inner, is_converted=True, more=(*inner.more, f"first {argument}"))


def _of_rows(more: str) -> Reader:
    """The value of one of several rows, by size."""

    def read(_found: Verbs, argument: object, context: Context) -> Verbs:
        inner = _inner(argument_of(argument, "of"), context)
        per = argument.get("per") if isinstance(argument, Mapping) else None
        told = f"{more} per {per}" if per else more
        return replace(inner, is_converted=True, more=(*inner.more, told))

    return read


def _percentile(more: str) -> Reader:
    def read(_found: Verbs, argument: object, context: Context) -> Verbs:
        inner = _inner(argument_of(argument, "of"), context)
        asked = argument if isinstance(argument, Mapping) else {}
        digits = int(str(asked.get("digits", 1)))
        form, told = (*inner.form, f"{digits} decimals"), f"{more} {asked.get('at', '')}"
        return replace(inner, is_converted=True, form=form, more=(*inner.more, told), scale=10**digits)

    return read


def _times(_found: Verbs, argument: object, context: Context) -> Verbs:
    numbers = argument_of(argument, "numbers")
    parts = [_inner(part, context) for part in (numbers if isinstance(numbers, list) else [])]
    made = _together("times", ("numbers",))(_found, argument, context)
    return replace(made, scale=parts[0].scale * parts[1].scale)


def _active_in(_found: Verbs, argument: object, context: Context) -> Verbs:
    inner = _inner(argument_of(argument, "of"), context)
    month = argument.get("month") if isinstance(argument, Mapping) else None
    more = ("count of different values", f"active in {month}")
    return Verbs(source=inner.source, source_table=inner.source_table, more=more, is_converted=True)


def _together(more: str, names: tuple[str, ...], by: str = "") -> Reader:
    """A verb that makes one value of several expressions; its forms are all of theirs."""

    def read(_found: Verbs, argument: object, context: Context) -> Verbs:
        parts = [_inner(part, context) for part in _parts(argument, names)]
        chosen_by = [_inner(each, context) for each in _parts(argument, (by,))] if by else []
        source = next((part.source for part in (*parts, *chosen_by) if part.source), "")
        return replace(
            parts[0],
            is_constant=False,
            source=source,
            source_table=next((part.source_table for part in parts if part.source), ""),
            is_converted=True,
            more=(more, str(argument)),
            form=tuple(dict.fromkeys(form for part in parts for form in part.form)),
            scale=max(part.scale for part in parts),
        )

    return read


def _ratio(found: Verbs, argument: object, context: Context) -> Verbs:
    asked = argument if isinstance(argument, Mapping) else {}
    made = _together("ratio", ("of", "to"))(found, argument, context)
    digits, shown = int(str(asked.get("digits", 2))), str(asked.get("show", "number"))
    return replace(made, form=(f"{digits} decimals", shown), scale=10**digits)


def _share(found: Verbs, argument: object, _context: Context) -> Verbs:
    digits = int(str(argument_of(argument, "digits")))
    return replace(found, is_converted=True, more=(*found.more, "share"), scale=10**digits)


def _earlier(_found: Verbs, argument: object, context: Context) -> Verbs:
    asked = as_options("earlier", argument)
    inner = _column_beside(str(asked["column"]), context)
    return replace(inner, is_converted=True, more=(*inner.more, f"earlier {asked['period']}"))


def _minus(_found: Verbs, argument: object, context: Context) -> Verbs:
    asked = cast("Sequence[str]", argument_of(argument, "columns"))
    one, other = (_column_beside(each, context) for each in asked)
    form = tuple(dict.fromkeys((*one.form, *other.form)))
    more = (*one.more, "minus", *asked)
    return replace(one, is_converted=True, more=more, form=form, scale=max(one.scale, other.scale))


def _column_beside(address: str, context: Context) -> Verbs:
    """What another column of the block says; that it lets rows wait counts there."""
    written = expression_of(context.beside.columns[address])
    inner = Verbs.read(written, context.scope, context.standard, context.tables, context.beside)
    return replace(inner, refusing=None, needs_value=False, waits_for=())


def _inner(written: object, context: Context) -> Verbs:
    return Verbs.read(expression_of(written), context.scope, context.standard, context.tables)


def _parts(argument: object, names: tuple[str, ...]) -> Iterator[object]:
    if isinstance(argument, Mapping):
        for name in names:
            if name in argument:
                yield from (
                    _parts(argument[name], names) if isinstance(argument[name], list) else (argument[name],)
                )
    elif isinstance(argument, list):
        for part in argument:
            yield part["then"] if isinstance(part, Mapping) and "then" in part else part


_GATHERING = {
    *("sum", "count", "count_distinct", "average", "first", "last", "ratio", "active_in"),
    *("min", "max", "earliest", "latest", "median", "percentile"),
}
"""Verbs that put rows together themselves."""
_WHOLE_DAYS = ("dd-mm-jjjj", "jjjj-mm-dd", "jjjjmmdd", "ddmmjjjj")
READERS.update(
    {
        "band": _band,
        "month": _part_of_date("month"),
        "quarter": _part_of_date("quarter"),
        "week": _part_of_date("week"),
        "year": _part_of_date("year"),
        "age": _into("age on"),
        "average": _average,
        "btw": _formed("btw"),
        "choose": _together("chosen", ("cases", "otherwise"), by="of"),
        "date_form": _date_form,
        "days": _days,
        "earlier": _earlier,
        "minus": _minus,
        "figure": _figure,
        "first": _first,
        "last": _first,
        "min": _of_rows("min"),
        "max": _of_rows("max"),
        "earliest": _of_rows("earliest"),
        "latest": _of_rows("latest"),
        "median": _percentile("median"),
        "percentile": _percentile("percentile"),
        "times": _times,
        "active_in": _active_in,
        "join": _together("joined", ("texts",)),
        "number_form": _text("number"),
        "per_week": _scaled("per week"),
        "pseudonym": _formed("pseudonym"),
        "ratio": _ratio,
        "required": _required,
        "running_number": _constant,
        "share": _share,
        "split_sign": _split_sign,
        "spread": _scaled("part in"),
        "suppress_below": _formed("blank below"),
        "truncate": _formed("at most"),
        "field": _field,
        "constant": _constant,
        "report": _report,
        "narrative": _narrative,
        "translate": _translate,
        "sign_by": _sign_by,
        "to_unit": _to_unit,
        "total": _total,
        "round": _round,
        "manual": _manual,
        "money": _money,
        "only": _only,
        "waiting_time": _waiting_time,
        "sum": _sum,
        "count": _count,
        "count_distinct": _count_distinct,
    }
)
