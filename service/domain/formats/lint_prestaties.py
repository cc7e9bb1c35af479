"""Remarks on amounts and volumes of prestaties: the sign, the unit, the status, and a check on the whole."""

from collections.abc import Iterator, Sequence

from service.domain.formats.conditions import Condition
from service.domain.formats.expressions import steps_of
from service.domain.formats.plan import Plan
from service.domain.formats.prestatie_amounts import (
    BEDRAG,
    PRESTATIE,
    VOLUME,
    Counted,
    counted_in,
    sheets_of_prestaties,
)
from service.domain.formats.remarks import Remark, RemarkKind, remark
from service.domain.formats.verb import Verb
from service.domain.formats.verbs.choose import Choose
from service.domain.formats.verbs.field_value import FieldValue
from service.domain.formats.verbs.only import Only
from service.domain.formats.verbs.to_unit import ToUnit
from service.domain.wording import Wording, joined

UNITS_TOGETHER = RemarkKind(
    "units-together",
    Wording(
        "Telt volume van verschillende eenheden bij elkaar op: {units}. Zet `eenheid` onder `per`, kies er "
        'een (`where: {{ eenheid: "01" }}`, of `only` in de kolom), of reken om met `to_unit` binnen `sum`.',
        "Adds up volume of different units: {units}. Put `eenheid` under `per`, choose one "
        '(`where: {{ eenheid: "01" }}`, or `only` in the column), or convert with `to_unit` inside `sum`.',
    ),
)
WITHOUT_SIGN = RemarkKind(
    "without-sign",
    Wording(
        "Neemt {field} zonder teken: een credit (C) komt erbij in plaats van eraf. "
        "Schrijf `{{ field: {field}, sign_by: {sign} }}`.",
        "Takes {field} without its sign: a credit (C) is added instead of taken off. "
        "Write `{{ field: {field}, sign_by: {sign} }}`.",
    ),
)
NO_CHECK_ON_AMOUNT = RemarkKind(
    "amount-without-check",
    Wording(
        "Het formaat vraagt een bedrag en controleert het niet. Schrijf "
        '`checks: [{{ total: "{total}", equals: balance.bedrag{over} }}]`: dan komt er geen rapportage die '
        "niet optelt tot de telling.",
        "The format asks an amount and does not check it. Write "
        '`checks: [{{ total: "{total}", equals: balance.bedrag{over} }}]`: then no report is made that does '
        "not add up to the balance.",
    ),
)
LEFT_OUT_BY_ONLY = RemarkKind(
    "amount-left-out-by-only",
    Wording(
        "Laat met `only` prestaties weg die de telling meerekent ({conditions}): de telling zegt meer euro "
        "dan er staat, en er is niets om het bedrag mee te controleren. Schrijf het bij `rows`: "
        "`where: {{ {field}: … }}`; dan gaan zij met naam uit de telling.",
        "Leaves out prestaties by `only` that the balance counts ({conditions}): the balance then says more "
        "euros than stand there, and the amount cannot be checked. Write it at `rows`: "
        "`where: {{ {field}: … }}`; then they leave the balance by name.",
    ),
)
IN_NO_COLUMN = RemarkKind(
    "amount-in-no-column",
    Wording(
        "Prestaties met status {statuses} staan met hun bedrag in geen enkele kolom, en tellen wel mee: de "
        "telling zegt dan meer euro dan er staat. Laat ze weg bij `rows` (`where: {{ status: {{ not_in: "
        "[{codes}] }} }}`), of vraag hun bedrag ook.",
        "Prestaties with status {statuses} stand with their amount in no column, and do count: the balance "
        "then says more euros than stand there. Leave them out at `rows` (`where: {{ status: {{ not_in: "
        "[{codes}] }} }}`), or ask their amount too.",
    ),
)
REJECTED_COUNTED = RemarkKind(
    "rejected-counted",
    Wording(
        "Afgewezen prestaties tellen mee: er wordt niets gevraagd van `status`. Is dat niet de bedoeling, "
        "schrijf dan bij `rows`: `where: {{ {status}: {{ not_in: [afgewezen] }} }}`; anders noemt u de vier "
        "statussen.",
        "Rejected prestaties (afgewezen) count: nothing is asked of `status`. If that is not meant, write at "
        "`rows`: `where: {{ {status}: {{ not_in: [afgewezen] }} }}`; otherwise name the four statuses.",
    ),
)


def remarks_on_prestaties(plan: Plan) -> Iterator[Remark]:
    """For a format that can still be written otherwise: what is published stays what it was."""
    if plan.is_published:
        return
    counted = tuple(counted_in(plan))
    yield from _units_together(plan, counted)
    yield from _without_sign(plan, counted)
    yield from _with_rejected(plan, counted)
    yield from _without_check(plan, counted)


def _units_together(plan: Plan, counted: Sequence[Counted]) -> Iterator[Remark]:
    for each, units in added_up_in_several_units(plan, counted):
        yield remark(plan, UNITS_TOGETHER, each.where, each.address, units=", ".join(units.values()))


def added_up_in_several_units(
    plan: Plan, counted: Sequence[Counted]
) -> Iterator[tuple[Counted, dict[str, str]]]:
    """Every place where volumes of several units can come together, with code and name of those units."""
    for each in counted:
        if each.field == VOLUME and each.is_added_up and not _converts(each):
            units = units_of(plan, each)
            if len(units) > 1:
                yield each, units


def units_of(plan: Plan, counted: Counted) -> dict[str, str]:
    """Code → name of every unit that can come together in one value; none when lines are of one each."""
    asked = [condition for name, condition in counted.conditions() if name == "eenheid"]
    if counted.asks_of("eenheid") and not asked:
        return {}
    entries = plan.standard.code_lists["eenheid"].entries
    return {each.code: each.description for each in entries if _is_asked(each.code, asked)}


def _is_asked(code: str, asked: Sequence[Condition]) -> bool:
    return all(code in (each.is_in or (code,)) and code not in (each.not_in or ()) for each in asked)


def _converts(counted: Counted) -> bool:
    """Whether the unit is minded, or what is done with the volume depends on it."""
    steps = (*counted.steps, *steps_of(counted.column.expression))
    return any(isinstance(step, ToUnit) for step in steps)


def _without_sign(plan: Plan, counted: Sequence[Counted]) -> Iterator[Remark]:
    signed = {each.where for each in counted if each.is_signed}
    for each in counted:
        is_beside = each.where in signed and not _shows_letter(each)
        if not each.is_signed and (each.is_added_up or is_beside):
            written = each.steps[0].of if isinstance(each.steps[0], FieldValue) else each.field.name
            sign = "prestatie.debet_credit" if "." in written else "debet_credit"
            yield remark(plan, WITHOUT_SIGN, each.where, each.address, field=written, sign=sign)


def _shows_letter(counted: Counted) -> bool:
    """Whether another column of the same block says of each row whether it is debet or credit."""
    sources = [column.source for column in counted.sheet.columns]
    return any(source is not None and source.name == "debet_credit" for source in sources)


def _with_rejected(plan: Plan, counted: Sequence[Counted]) -> Iterator[Remark]:
    told: set[str] = set()
    for each in counted:
        is_told = each.sheet.name in told or _shows_status(each)
        if each.is_added_up and not each.asks_of("status") and not is_told:
            told.add(each.sheet.name)
            status = "prestatie.status" if each.sheet.many else "status"
            yield remark(plan, REJECTED_COUNTED, each.where, each.address, status=status)


def _shows_status(counted: Counted) -> bool:
    """Whether another column of the same block tells what became of each amount."""
    return any(
        isinstance(step, Only | Choose) and "status" in str(step)
        for column in counted.sheet.columns
        for step in steps_of(column.expression)
    )


def _without_check(plan: Plan, counted: Sequence[Counted]) -> Iterator[Remark]:
    if any(check.equals == "balance.bedrag" for check in plan.format.checks):
        return
    amounts = [each for each in counted if each.field == BEDRAG and each.is_signed]
    whole = next(filter(_is_whole, amounts), None)
    if whole is None:
        yield from _in_no_column(plan, amounts)
        yield from _left_out(plan, amounts)
        return
    joint = "." if whole.where else ""
    over = f", over: {whole.sheet.name}" if len(sheets_of_prestaties(plan)) > 1 else ""
    yield remark(plan, NO_CHECK_ON_AMOUNT, total=f"{whole.where}{joint}{whole.address}", over=over)


def _left_out(plan: Plan, amounts: Sequence[Counted]) -> Iterator[Remark]:
    """Amounts that leave prestaties out, so that no check can be laid on them."""
    for each in amounts:
        asked = [step for step in _every_step(each) if isinstance(step, Only)]
        fields = [name for step in asked for name in step.where]
        if fields and PRESTATIE in each.sheet.many and _is_plain(each):
            told = joined(", ", (step.sentence() for step in asked))
            yield remark(plan, LEFT_OUT_BY_ONLY, each.where, each.address, conditions=told, field=fields[0])


def _in_no_column(plan: Plan, amounts: Sequence[Counted]) -> Iterator[Remark]:
    """Lists of prestaties of which every amount is that of some statuses, and others count without one."""
    of_rows = [each for each in amounts if each.sheet.format.rows.of == PRESTATIE]
    for name in dict.fromkeys(each.sheet.name for each in of_rows):
        own = [each for each in of_rows if each.sheet.name == name]
        missing = _statuses_left_out(plan, own)
        if missing:
            said = {"statuses": ", ".join(missing.values()), "codes": ", ".join(missing)}
            yield remark(plan, IN_NO_COLUMN, own[0].where, own[0].address, **said)


def _statuses_left_out(plan: Plan, amounts: Sequence[Counted]) -> dict[str, str]:
    """Code and name of each status of which the rows count, and the amount stands nowhere."""
    where, asked = _where_of_status(amounts[0]), list(map(_asked_of_status, amounts))
    if len(where) in map(len, asked):
        return {}
    counts = [each for each in plan.standard.code_lists["status"].entries if _is_asked(each.code, where)]
    shown = {each.code for each in counts for one in asked if _is_asked(each.code, one)}
    return {each.code: each.description for each in counts if each.code not in shown}


def _where_of_status(counted: Counted) -> list[Condition]:
    """What the rows themselves are asked of their status."""
    return [each for name, each in counted.sheet.format.rows.where.items() if _is_status(name)]


def _asked_of_status(counted: Counted) -> list[Condition]:
    return [condition for name, condition in counted.conditions() if name == "status"]


def _is_status(name: str) -> bool:
    return name.rpartition(".")[2] == "status"


def _every_step(counted: Counted) -> Iterator[Verb]:
    yield from counted.steps
    yield from counted.column.expression.steps


def _is_whole(counted: Counted) -> bool:
    """Whether a column adds up to all that its rows have, so that a check can be laid on it."""
    return not any(isinstance(step, Only | Choose) for step in _every_step(counted)) and _is_plain(counted)


def _is_plain(counted: Counted) -> bool:
    """Whether the column is the sum itself, or shows the amount of each row."""
    return counted.column.source == BEDRAG and not _MAKE_IT_ANOTHER & {
        step.name for step in steps_of(counted.column.expression)
    }


_MAKE_IT_ANOTHER = {
    *("share", "ratio", "average", "max", "min", "median", "percentile", "first", "last"),
    *("suppress_below", "earlier", "minus", "btw", "times", "spread", "per_week"),
}
"""Verbs after which an amount is no longer the euros of its rows."""
