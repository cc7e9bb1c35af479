"""Days of a month that the reporting period of a format does not have."""

from collections.abc import Iterator

from service.domain.formats.bounds import month_of
from service.domain.formats.conditions import Condition
from service.domain.formats.expressions import conditions_of, places_of, steps_of
from service.domain.formats.plan import Plan
from service.domain.formats.remarks import Remark, RemarkKind, Weight, remark
from service.domain.wording import Wording

NO_SUCH_MONTH = RemarkKind(
    "no-such-month-of-the-period",
    Wording(
        "Vraagt naar maand {number} van de periode, en een rapportage gaat over {months}: hier komt nooit "
        "iets. Noem een maand van 1 tot en met {months}, of wijzig `period`.",
        "Asks for month {number} of the period, and a report is about {months}: nothing ever comes here. "
        "Name a month from 1 up to {months}, or change `period`.",
    ),
    Weight.ERROR,
)


def remarks_on_months(plan: Plan) -> Iterator[Remark]:
    """For a format that can still be written otherwise: what is published stays what it was."""
    months = plan.format.period.months
    for sheet, address, condition in () if plan.is_published else _conditions(plan):
        numbers = [month_of(day) for day in (condition.first_day, condition.last_day, condition.on) if day]
        for number in numbers:
            if number > months:
                yield remark(plan, NO_SUCH_MONTH, sheet, address, number=number, months=months)


def _conditions(plan: Plan) -> Iterator[tuple[str, str, Condition]]:
    """Every condition with the sheet and column where it stands."""
    for sheet in plan.sheets:
        yield from ((sheet.name, "", each) for each in sheet.format.rows.where.values())
    for where, address, column in places_of(plan):
        for step in steps_of(column.expression):
            yield from ((where, address, condition) for _, condition in conditions_of(step))
