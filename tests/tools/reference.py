"""The mapping language once more, slow and plain: row by row, in Fractions, without numpy or pandas.

It shares with the plan only the reading of verbs from YAML. What it says a cell holds, the plan must say.
"""

import calendar
import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from service.domain.formats.code_tables import CodeTable
from service.domain.formats.model import Format
from service.domain.formats.verb import Expression
from service.domain.periods import Period
from service.domain.standard.export import QUARANTINE, Export
from service.domain.standard.model import FieldType, Standard
from tests.tools.reference_blocks import head_of, in_places, is_open, names_of_heads, text_of


@dataclass(frozen=True)
class Number:
    """An exact number, and how many decimals it is shown with (None: endless)."""

    value: Fraction
    digits: int | None = 0


Value = str | Number | date | None
PLACE = "_place"
Row = dict[str, Value]
"""`table.field` → value; the row's own allocation included."""


@dataclass(frozen=True)
class World:
    """What is the same for every row."""

    standard: Standard
    tables: tuple[str, ...]
    code_tables: Mapping[str, CodeTable]
    period: Period
    laws: tuple[str, ...]
    key: bytes = b""
    many: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """Rows of tables of which an allocation has several, each with its allocation beside it."""
    listed: tuple[tuple[str, ...], ...] = ()
    """The keys of the lines that the workbook lists."""
    columns: Mapping[str, Expression] = field(default_factory=dict)
    """The columns of the block that is filled."""
    keys: tuple = ()
    """What its lines are of."""
    published: Mapping[Period, "Published"] = field(default_factory=dict)
    """What the municipality got over earlier periods, in the same block."""
    elsewhere: frozenset[tuple[str, ...]] = frozenset()
    """The keys of lines that another part of the same list has, and this part has not."""
    held: frozenset[tuple[str, int]] = frozenset()
    """Table and place of the rows that wait in another block of the same report."""
    cells: "Cells | None" = None
    """What a single cell can be filled from; none where lines are filled."""

    def find(self, name: str) -> str:
        """The full name of a field."""
        table, _, plain = name.rpartition(".")
        return next(
            f"{each}.{plain}"
            for each in self.tables
            if table in ("", each) and plain in self.standard.tables[each].fields
        )

    def becomes(self, table: str, code: str, law: str = "") -> str | None:
        """What a code table says on the last day of the period, for a row of one law or for all of them."""
        found = None
        laws = ("", law) if law else ("", *self.laws)
        for line in self.code_tables[table].lines:
            holds = line.valid_from <= self.period.end <= line.valid_until
            if line.code == code and holds and line.law in laws:
                found = line.becomes
        return found


@dataclass(frozen=True)
class Published:
    """The lines of a block as they were published: key → what stood in each column."""

    columns: tuple[str, ...]
    lines: Mapping[tuple[Value, ...], Mapping[str, Value]]
    rows: Mapping[tuple[Value, ...], Row]
    """Per line a row that has its keys and nothing else."""


@dataclass(frozen=True)
class Cells:
    """One municipality's report, for its single cells."""

    municipality: str
    name: str
    figures: tuple[Row, ...]
    stories: tuple[Row, ...]
    lists: Mapping[str, list["Line"]]
    """By sheet, the rows that it reports, each a line of its own."""
    world_of_rows: World

    def own_or_general(self, rows: tuple[Row, ...], table: str, what: str, code: str, laws) -> list[Row]:
        """The rows about a subject: this municipality's own, or else those that name none."""
        asked = [
            row for row in rows if row[f"{table}.{what}"] == code and row[f"{table}.wet"] in (None, *laws)
        ]
        own = [row for row in asked if row[f"{table}.gemeentecode"] == self.municipality]
        return own or [row for row in asked if row[f"{table}.gemeentecode"] is None]


@dataclass(frozen=True)
class Line:
    """One line of a report: a row, or the rows of a group, among the other lines of that report."""

    world: World
    rows: tuple[Row, ...]
    among: list["Line"] = field(default_factory=list)
    whole: tuple[Row, ...] = ()
    """Of the rows under one head, all those of the line."""
    given: Row = field(default_factory=dict)
    """The keys of a line that has no rows."""

    def get(self, name: str) -> Value:
        """The value of a field of the (first) row."""
        return (*self.whole, *self.rows, self.given)[0].get(self.world.find(name))

    @property
    def key(self) -> tuple[Value, ...]:
        """What it is the line of."""
        return tuple(evaluate(each.expression, self) for each in self.world.keys)

    @property
    def sorted_key(self) -> tuple[Value, ...]:
        """By what it stands among the others."""
        return tuple(
            _sorts_as(each.expression, value, self)
            for each, value in zip(self.world.keys, self.key, strict=True)
        )

    def each(self, expression: Expression) -> list[Value]:
        """What an expression gives for each row apart."""
        return [evaluate(expression, Line(self.world, (row,))) for row in self.rows]


def evaluate(expression: Expression, line: Line, steps: int | None = None) -> Value:
    """What the expression says, or its first `steps` verbs."""
    value: Value = None
    for number, step in enumerate(expression.steps[:steps]):
        if line.world.many and step.name in GATHERING:
            value = VERBS[step.name](step, value, _several(step, line))
        elif step.name == "share":
            totals = [evaluate(expression, each, number) for each in line.among]
            value = _share(step, value, totals)
        else:
            value = VERBS[step.name](step, value, line)
    return value


def _several(step, line: Line) -> Line:
    """The rows of the one joined table that a verb names, of the allocation of this line."""
    named = (name for name in line.world.many if f"{name}." in repr(step) or f"'{name}'" in repr(step))
    table = next(named, None)
    if table is None:
        return line
    keys = ("toewijzing.gemeentecode", "toewijzing.toewijzingnummer")
    own = {tuple(row[key] for key in keys) for row in line.rows}
    rows = [row for row in line.world.many[table] if tuple(row[key] for key in keys) in own]
    return Line(replace(line.world, tables=(table, "toewijzing"), many={}), tuple(rows))


def _law(line: Line) -> str:
    return str(line.rows[0].get("toewijzing.wet") or "") if line.rows else ""


def half_up(value: Fraction, digits: int = 0) -> Fraction:
    scaled = abs(value) * 10**digits
    whole = scaled.numerator // scaled.denominator
    whole += scaled - whole >= Fraction(1, 2)
    return Fraction(whole if value >= 0 else -whole, 10**digits)


def _round(step, value, _line):
    if value is None:
        return None
    rounded = half_up(value.value, step.digits)
    if step.half == "even":
        scaled = value.value * 10**step.digits
        rounded = Fraction(round(scaled), 10**step.digits)
    if step.at_least and value.value:
        rounded = max(rounded, Fraction(step.at_least))
    return Number(rounded, step.digits)


def _share(step, value, totals):
    total = sum((each.value for each in totals if each is not None), Fraction(0))
    if value is None or total == 0:
        return None
    return Number(half_up(value.value * 100 / total, step.digits), step.digits)


def _day_of_month(written, period):
    """The day of a month of the period, by walking day after day; None for another day."""
    if not written.startswith("month_"):
        return None
    _, number, which = written.split("_")
    first, months = period.begin, 1
    while months < int(number):
        first += timedelta(days=1)
        months += first.day == 1
    if which == "begin":
        return first
    last = first
    while (last + timedelta(days=1)).day != 1:
        last += timedelta(days=1)
    return last


def _holds(condition, value, line):
    period = line.world.period
    named = {"period_begin": period.begin, "period_end": period.end}
    asked = condition.model_dump(exclude_none=True)
    days = {
        name: named.get(asked[name]) or _day_of_month(asked[name], period) or date.fromisoformat(asked[name])
        for name in ("first_day", "last_day", "on")
        if name in asked
    }
    checks = {
        "first_day": lambda day: value >= day,
        "last_day": lambda day: value <= day,
        "on": lambda day: value == day,
    }
    if any(value is None or not checks[name](day) for name, day in days.items()):
        return False
    lowest, highest = asked.get("between", (None, None))
    numbers = [
        (asked.get("above"), lambda number, bound: number > bound),
        (asked.get("below"), lambda number, bound: number < bound),
        (asked.get("at_least"), lambda number, bound: number >= bound),
        (asked.get("at_most"), lambda number, bound: number <= bound),
        (lowest, lambda number, bound: number >= bound),
        (highest, lambda number, bound: number <= bound),
    ]
    for bound, meets in numbers:
        if bound is not None and (value is None or not meets(value.value, Fraction(bound))):
            return False
    if condition.is_in is not None and (value is None or value not in condition.is_in):
        return False
    if condition.not_in is not None and value is not None and value in condition.not_in:
        return False
    return condition.filled is None or (value is not None) == condition.filled


def _all_hold(conditions, line, of=None):
    return all(
        _holds(condition, evaluate(of, line) if name == "of" else line.get(name), line)
        for name, condition in conditions.items()
    )


def _branch(step, line):
    for case in step.cases:
        if _all_hold(case.when, line, step.of):
            return case.then
    return step.otherwise


def _choose(step, _value, line):
    branch = _branch(step, line)
    return None if branch is None else evaluate(branch, line)


def _translate(step, value, line):
    if value is None:
        return None
    known = line.world.becomes(step.table, value, _law(line))
    return known if known is not None else (value if step.unknown == "keep" else "")


def _to_unit(step, value, line):
    minutes = {"01": 1, "04": 60, "16": 240, "14": 1440}.get(line.get(step.by))
    target = {"minuut": 1, "uur": 60, "dagdeel": 240, "dag": 480, "etmaal": 1440, "week": 10080}[step.unit]
    if value is None or minutes is None:
        return None
    return Number(value.value * minutes / target, 0 if target == 1 else None)


def _total(step, _value, line):
    found = [each for each in line.each(step.of) if each is not None]
    return Number(sum((each.value for each in found), Fraction(0)), None)


def _average(step, _value, line):
    found = [each.value for each in line.each(step.of) if each is not None]
    return Number(half_up(sum(found) / len(found), step.digits), step.digits) if found else None


def _extreme(pick):
    def of(step, _value, line):
        every = line.each(step.of) if step.per is None else _each_part(step, line)
        found = [each for each in every if each is not None]
        return pick(found, key=_order) if found else None

    return of


def _each_part(step, line):
    """What the rows of each client or the like come to."""
    parts: dict[object, list[Row]] = {}
    for row in line.rows:
        key = row.get(line.world.find(step.per))
        if key is not None:
            parts.setdefault(key, []).append(row)
    return [evaluate(step.of, Line(line.world, tuple(rows))) for rows in parts.values()]


def _percentile_at(at: int):
    def of(step, _value, line):
        numbers = sorted(each.value for each in line.each(step.of) if each is not None)
        if not numbers:
            return None
        place = Fraction((len(numbers) - 1) * (at if at >= 0 else step.at), 100)
        below = numbers[int(place)]
        above = numbers[min(int(place) + 1, len(numbers) - 1)]
        return Number(half_up(below + (above - below) * (place - int(place)), step.digits), step.digits)

    return of


def _times(step, _value, line):
    one, other = (evaluate(part, line) for part in step.numbers)
    if one is None or other is None:
        return None
    return Number(one.value * other.value, (one.digits or 0) + (other.digits or 0))


def _active_in(step, _value, line):
    start, end = line.world.period.begin, line.world.period.end
    days = list(_days_of(start, end))
    if step.month is not None:
        months = list(dict.fromkeys((day.year, day.month) for day in days))
        month = months[step.month - 1] if step.month <= len(months) else None
        days = [day for day in days if (day.year, day.month) == month]
    found = set()
    for row in line.rows:
        alone = Line(line.world, (row,))
        begin, until = alone.get(step.begin), alone.get(step.until)
        if begin is not None and any(begin <= day <= (until or date.max) for day in days):
            found.add(evaluate(step.of, alone))
    return Number(Fraction(len(found - {None})))


def _first(step, _value, line):
    ordered = list(zip(line.each(step.by), line.each(step.of), strict=True))
    if step.empty == "is_latest" and step.which == "last" and None in [by for by, _ in ordered]:
        return next(value for by, value in ordered if by is None)
    filled = [(_order(by), value) for by, value in ordered if by is not None]
    if not filled:
        return ordered[0][1] if ordered else None
    best = (min if step.which == "first" else max)(by for by, _ in filled)
    return next(value for by, value in filled if by == best)


def _order(value):
    return value.value if isinstance(value, Number) else value


MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def _date_form(step, value, line):
    if value is None:
        return None
    week = value.isocalendar()
    quarter = (value.month + 2) // 3
    known = line.get(step.known_by) if step.known_by else None
    if known == "1":
        return f"{value.year:04d}{value.month:02d}00"
    if known == "2":
        return f"{value.year:04d}0000"
    return {
        "jjjj-mm-dd": value.isoformat(),
        "dd-mm-jjjj": f"{value.day:02d}-{value.month:02d}-{value.year:04d}",
        "jjjjmmdd": f"{value.year:04d}{value.month:02d}{value.day:02d}",
        "ddmmjjjj": f"{value.day:02d}{value.month:02d}{value.year:04d}",
        "jjjj-mm": f"{value.year:04d}-{value.month:02d}",
        "jjjjmm": f"{value.year:04d}{value.month:02d}",
        "jjjj-Kn": f"{value.year:04d}-K{quarter}",
        "jjjj-Wnn": f"{week.year}-W{week.week:02d}",
        "mm": f"{value.month:02d}",
        "jjjj": f"{value.year:04d}",
        "maand": MONTHS[value.month - 1],
        "Maand": MONTHS[value.month - 1].title(),
        "maand jjjj": f"{MONTHS[value.month - 1]} {value.year:04d}",
        "Maand jjjj": f"{MONTHS[value.month - 1].title()} {value.year:04d}",
    }[step.form]


def _number_form(step, value, _line):
    if value is None:
        return None
    scaled = value.value * 10**value.digits
    assert scaled.denominator == 1
    digits = str(abs(scaled.numerator)).rjust(value.digits + 1, "0")
    whole, decimals = (digits[: -value.digits], digits[-value.digits :]) if value.digits else (digits, "")
    parts = []
    while step.thousands and len(whole) > 3:
        whole, last = whole[:-3], whole[-3:]
        parts.insert(0, last)
    text = step.thousands.join([whole, *parts]) + (step.decimal_sign + decimals if decimals else "")
    sign = "-" if value.value < 0 else ""
    text = text.rjust((step.width or 0) - len(sign), "0")
    return sign + text if step.minus == "front" else text + sign


def _part(first_day):
    def of(step, _value, line):
        day = evaluate(step.of, line)
        return None if day is None else first_day(day)

    return of


def _bands(table: CodeTable, line: Line):
    """Per line of the table that holds: its ends, and what it becomes."""
    for each in table.lines:
        holds = each.valid_from <= line.world.period.end <= each.valid_until
        if holds and each.law in ("", *line.world.laws):
            lowest, _, highest = each.code.partition("..")
            yield (
                Fraction(lowest) if lowest else None,
                Fraction(highest) if highest else None,
                each.becomes,
            )


def _is_between(lowest, number, highest):
    return (lowest is None or number >= lowest) and (highest is None or number <= highest)


def _band(step, _value, line):
    number, rest = evaluate(step.of, line), None
    for lowest, highest, becomes in _bands(line.world.code_tables[step.table], line):
        if lowest is None and highest is None:
            rest = becomes
        elif number is not None and _is_between(lowest, number.value, highest):
            return becomes
    return rest


def _age(step, value, line):
    days = {"period_begin": line.world.period.begin, "period_end": line.world.period.end}
    day = days[step.on] if step.on in days else line.get(step.on)
    if value is None or day is None or day < value:
        return None
    return Number(Fraction(day.year - value.year - ((day.month, day.day) < (value.month, value.day))))


def _pseudonym(step, value, line):
    if value is None:
        return None
    return hmac.new(line.world.key, value.encode(), hashlib.sha256).hexdigest()[: step.length]


def _suppress_below(step, value, line):
    count = value if step.counting is None else evaluate(step.counting, line)
    few = count is not None and 0 < abs(count.value) < step.threshold
    return None if few else value


def _ratio(step, _value, line):
    of, to = evaluate(step.of, line), evaluate(step.to, line)
    if of is None or to is None or to.value == 0:
        return None
    factor = 100 if step.show == "percentage" else 1
    return Number(half_up(of.value * factor / to.value, step.digits), step.digits)


def _btw(step, value, line):
    percentage = line.get(step.by)
    rate = 1 + (percentage.value if percentage else Fraction(0)) / 100
    if value is None:
        return None
    return Number(half_up(value.value * rate if step.tax == "added" else value.value / rate, 2), 2)


def _days_of(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def _days(step, _value, line):
    begin, until = line.get(step.begin), line.get(step.until)
    if begin is None:
        return None
    period = line.world.period
    last = period.end if until is None else min(until, period.end)
    return Number(Fraction(len(list(_days_of(max(begin, period.begin), last)))))


def _spread(step, value, line):
    begin, until = line.get(step.begin), line.get(step.until)
    if value is None or begin is None or until is None or until < begin:
        return None
    start, end = line.world.period.begin, line.world.period.end
    if step.month is not None:
        month = start.month - 1 + step.month - 1
        year, month = start.year + month // 12, month % 12 + 1
        first = date(year, month, 1)
        last = date(year, month, calendar.monthrange(year, month)[1])
        start, end = max(start, first), min(end, last)
        if end < start:
            return Number(Fraction(0), value.digits)
    length = (until - begin).days + 1

    def up_to(day: date) -> Fraction:
        passed = sum(1 for each in _days_of(begin, until) if each <= day)
        return half_up(value.value * passed / length, value.digits)

    return Number(up_to(end) - up_to(start - timedelta(days=1)), value.digits)


def _per_week(step, value, line):
    if step.rule == "six":
        begin, until = line.get(step.begin), line.get(step.until)
        return None if None in (value, begin, until) else Number(value.value * 6, value.digits)
    begin, until = line.get(step.begin), line.get(step.until)
    if value is None or begin is None or until is None:
        return None
    days = list(_days_of(begin, until))
    if step.rule == "week_numbers":
        weeks = len({each.isocalendar()[:2] for each in days})
    else:
        weeks = sum(1 for each in days if each.isoweekday() == 7)
        starts, ends = line.get(step.starts), line.get(step.ends)
        if ends is not None and ends.isoweekday() != 7:
            monday = ends - timedelta(days=ends.weekday())
            weeks += (monday if starts is None else max(monday, starts)) in days
    return Number(value.value * weeks, value.digits)


def _waiting_time(step, value, line):
    per = 7 if step.unit == "weeks" else 1
    if not step.begin:
        return None if value is None else Number(value.value / per, None)
    begin, until = line.get(step.begin), line.get(step.until)
    if until is None and step.still_waiting == "until_period_end":
        until = line.world.period.end
    if begin is None or until is None:
        return None
    passed = list(_days_of(begin, until - timedelta(days=1)))
    if step.unit == "working_days":
        passed = [each for each in passed if each.isoweekday() < 6]
    return Number(Fraction(len(passed), per), 0 if per == 1 else None)


def _join(step, _value, line):
    found = [each for each in (evaluate(part, line) for part in step.texts) if each is not None]
    return step.separator.join(found) if found else None


def _report(step, _value, line):
    cells, period = line.world.cells, line.world.period
    return {
        "period": _period_in_words(period.begin, period.end),
        "period_begin": period.begin,
        "period_end": period.end,
        "municipality_code": cells.municipality,
        "municipality_name": cells.name,
    }[step.fact]


_MONTH_NAMES = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def _period_in_words(begin, end):
    months = end.month - begin.month + 1
    if months == 12:
        return str(begin.year)
    if months == 1:
        return f"{_MONTH_NAMES[begin.month - 1]} {begin.year}"
    return f"{end.month // months}e {'kwartaal' if months == 3 else 'halfjaar'} {begin.year}"


def _figure(step, _value, line):
    cells = line.world.cells
    laws = (step.law,) if step.law else line.world.laws
    found = cells.own_or_general(cells.figures, "kengetal", "kengetal", step.of, laws)
    found = [row for row in found if row["kengetal.wet"] is None][:1] or found
    units = {row["kengetal.eenheid"] for row in found}
    adds_up = step.of != "liquiditeit" and "procent" not in units
    values = [row["kengetal.waarde"].value for row in found if row["kengetal.waarde"] is not None]
    return Number(sum(values), 4) if values and (len(found) == 1 or adds_up) else None


def _narrative(step, _value, line):
    cells = line.world.cells
    found = cells.own_or_general(cells.stories, "toelichting", "onderwerp", step.about, line.world.laws)
    return "\n\n".join(row["toelichting.tekst"] for row in found) or None


def _report_total(step, _value, line):
    rows = line.world.cells.lists[step.over]
    if step.of is not None and any(_puts_together(each) for each in step.of.steps):
        every = tuple(row for each in rows for row in each.rows)
        return evaluate(step.of, Line(line.world.cells.world_of_rows, every))
    if step.of is None:
        return Number(Fraction(len(rows)))
    found = [evaluate(step.of, row) for row in rows]
    return Number(sum((each.value for each in found if each is not None), Fraction(0)), None)


def _split_sign(step, value, _line):
    if value is None:
        return None
    if step.part == "letter":
        return "C" if value.value < 0 else "D"
    return Number(abs(value.value), value.digits)


VERBS: Mapping[str, Callable[..., Value]] = {
    "field": lambda step, _value, line: line.get(step.of),
    "constant": lambda step, _value, _line: step.text or None,
    "manual": lambda _step, _value, _line: None,
    "translate": _translate,
    "only": lambda step, value, line: value if _all_hold(step.where, line) else None,
    "sign_by": lambda step, value, line: (
        Number(-value.value, value.digits) if value is not None and line.get(step.field) == "C" else value
    ),
    "round": _round,
    "money": lambda step, value, _line: (
        Number(value.value * 100, 0) if value is not None and step.unit == "cents" else value
    ),
    "to_unit": _to_unit,
    "sum": _total,
    "count": lambda _step, _value, line: Number(Fraction(len(line.rows))),
    "count_distinct": lambda step, _value, line: Number(Fraction(len(set(line.each(step.of)) - {None}))),
    "average": _average,
    "first": _first,
    "last": _first,
    "min": _extreme(min),
    "max": _extreme(max),
    "earliest": _extreme(min),
    "latest": _extreme(max),
    "median": _percentile_at(50),
    "percentile": _percentile_at(-1),
    "times": _times,
    "active_in": _active_in,
    "choose": _choose,
    "join": _join,
    "truncate": lambda step, value, _line: None if value is None else value[: step.length],
    "required": lambda _step, value, _line: value,
    "date_form": _date_form,
    "number_form": _number_form,
    "month": _part(lambda day: day.replace(day=1)),
    "quarter": _part(lambda day: date(day.year, (day.month - 1) // 3 * 3 + 1, 1)),
    "week": _part(lambda day: day - timedelta(days=day.isoweekday() - 1)),
    "year": _part(lambda day: date(day.year, 1, 1)),
    "band": _band,
    "age": _age,
    "pseudonym": _pseudonym,
    "suppress_below": _suppress_below,
    "ratio": _ratio,
    "btw": _btw,
    "days": _days,
    "spread": _spread,
    "per_week": _per_week,
    "waiting_time": _waiting_time,
    "report": _report,
    "figure": _figure,
    "narrative": _narrative,
    "total": _report_total,
    "split_sign": _split_sign,
    "running_number": lambda step, _value, line: Number(
        Fraction(step.start + next((n for n, each in enumerate(line.among) if each is line), 0))
    ),
}


def held(expression: Expression, line: Line) -> Iterator[tuple[str, bool]]:
    """Why a row cannot go on, and whether its whole report waits with it; warnings apart."""
    value: Value = None
    for number, step in enumerate(expression.steps):
        branches = _parts_for(step, line)
        for part in branches if not (line.world.many and step.name in GATHERING) else ():
            yield from held(part, line) if part is not None else ()
        if _puts_together(step) and not line.world.many:
            return
        yield from _refused(step, value, line)
        value = evaluate(expression, line, number + 1)


def _first_days(asked: str, now: date) -> list[date]:
    """The first day of each quarter that is looked at."""
    back = {"previous": [3], "year_ago": [12]}.get(asked, range(3, now.month, 3))
    months = [divmod(now.year * 12 + now.month - 1 - each, 12) for each in back]
    return [date(year, month + 1, 1) for year, month in months]


def _looks(world: World) -> Iterator[list[Period]]:
    """Per column that looks back the published periods that it looks at."""
    for expression in world.columns.values():
        for step in expression.steps:
            if step.name == "earlier":
                days = _first_days(step.period, world.period.begin)
                yield [period for period in world.published if period.begin in days]


def _earlier(step, _value, line: Line) -> Value:
    """What was published on this line; zero for a sum or count on a line that was not there."""
    own = evaluate(line.world.columns[step.column], line)
    adds_up = {each.name for each in line.world.columns[step.column].steps} <= {"sum", "count", "round"}
    absent = Number(Fraction(0)) if adds_up else None
    parts = []
    for first in _first_days(step.period, line.world.period.begin):
        then = next((each for p, each in line.world.published.items() if p.begin == first), None)
        name = next((n for n in (step.column, step.was) if then and n in then.columns), None)
        if name is None:
            return None
        parts.append(then.lines[line.key][name] if line.key in then.lines else absent)
    parts += [own] if step.period == "year_to_date" else []
    if any(part is None for part in parts):
        return None
    return Number(sum((part.value for part in parts), Fraction(0)), None)


def _minus(step, _value, line: Line) -> Value:
    one, other = (evaluate(line.world.columns[each], line) for each in step.columns)
    return None if one is None or other is None else Number(one.value - other.value, None)


VERBS = {**VERBS, "earlier": _earlier, "minus": _minus}


GATHERING = (
    *("sum", "average", "first", "last", "count", "count_distinct", "active_in"),
    *("min", "max", "earliest", "latest", "median", "percentile", "earlier", "minus"),
)


def _parts_for(step, line):
    """What is inside a step, as far as it is for this row."""
    if step.name != "choose" or (step.of and any(_puts_together(each) for each in step.of.steps)):
        return step.parts()
    return [step.of, _branch(step, line)]


def _puts_together(step) -> bool:
    if step.name in GATHERING:
        return True
    return any(_puts_together(each) for part in step.parts() for each in part.steps)


def _refused(step, value: Value, line: Line) -> Iterator[tuple[str, bool]]:
    match step.name:
        case "translate" if step.unknown != "keep" and value is not None:
            if line.world.becomes(step.table, value, _law(line)) is None:
                yield "code-not-in-table", step.unknown == "block"
        case "band" if _band(step, None, line) is None:
            yield "value-outside-bands", step.unknown == "block"
        case "truncate" if step.too_long != "cut" and len(value or "") > step.length:
            yield "text-too-long-for-format", step.too_long == "block"
        case "required" if step.empty != "warn" and value is None:
            yield "empty-but-required-by-format", step.empty == "block"


def report_lines(
    written: Format,
    sheet: str,
    export: Export,
    world: World,
    municipality: str,
    zeros: Sequence[Value] = (),
) -> list[tuple[Value, ...]]:
    """The lines of one sheet of one municipality's report; `zeros`: a listed line without any rows."""
    asked = written.sheets[sheet]
    rows = reported_rows(written, sheet, export, world, municipality)
    order = [world.find(name) for name in asked.rows.order]
    if not asked.rows.per:
        table = world.standard.tables[asked.rows.of]
        key = table.key.fields if table.key else ()
        order += [f"{table.name}.{name}" for name in (*key, *table.fields)]
    world = replace(world, columns=asked.columns, keys=asked.rows.per)
    rows = sorted(
        rows,
        key=lambda row: [
            (row[name] is None, "" if row[name] is None else _order(row[name])) for name in order
        ],
    )
    lines: list[Line] = []
    for several in _grouped(rows, asked.rows.per, world):
        parts = _stretches(several, asked, world) if asked.rows.overlapping else [several]
        for part in parts:
            lines.append(Line(world, part, lines))
    if any("earlier" in {step.name for step in each.steps} for each in asked.columns.values()):
        lines += _lines_of_then(world, lines)
        lines.sort(key=lambda line: [(v is None, "" if v is None else _order(v)) for v in line.sorted_key])
    filled = [tuple(evaluate(each, line) for each in asked.columns.values()) for line in lines]
    if asked.across is not None:
        beside = _under_heads(lines, asked, world)
        filled = [(*own, *more) for own, more in zip(filled, beside, strict=True)]
    if asked.listed is None:
        return filled
    by = asked.listed.by.values()
    keys = [tuple(" ".join(text_of(evaluate(each, line)).split()) for each in by) for line in lines]
    return list(in_places(list(zip(keys, filled, strict=True)), world.listed, asked.listed, zeros))


def _under_heads(lines: list[Line], asked, world: World) -> list[tuple[Value, ...]]:
    """Per line what stands in the columns under each head."""
    across, found = asked.across, [[] for _ in lines]
    for head in names_of_heads(across, world.code_tables):
        own: list[Line] = []
        for line in lines:
            rows = tuple(row for row in line.rows if _head(row, across, world) == head)
            own.append(Line(world, rows, own, line.rows))
        for expression in across.columns.values():
            for line, under, values in zip(lines, own, found, strict=True):
                one = under if asked.rows.per else line
                value = evaluate(expression, one) if under.rows or asked.rows.per else None
                values.append(value if is_open(head, across, world.period) else None)
    # Column by column under each head, as they are addressed.
    return [tuple(values) for values in found]


def _head(row: Row, across, world: World) -> str | None:
    return head_of(evaluate(across.by, Line(world, (row,))), across, world)


def _has_no_place(row: Row, asked, world: World) -> Iterator[tuple[str, bool]]:
    """Why a row stands nowhere in a block."""
    across = asked.across
    if across is not None and _head(row, across, world) is None:
        yield "row-under-no-head", across.not_in_heads == "block"


def _is_not_listed(row: Row, asked, world: World) -> Iterator[tuple[str, bool]]:
    if asked.listed is None or asked.listed.not_listed == "below":
        return
    if _key_of_list(row, asked, world) not in world.listed:
        yield "line-not-listed", asked.listed.not_listed == "block"


def _key_of_list(row: Row, asked, world: World) -> tuple[str, ...]:
    line = Line(world, (row,))
    return tuple(" ".join(text_of(evaluate(each, line)).split()) for each in asked.listed.by.values())


def _lines_of_then(world: World, lines: list[Line]) -> list[Line]:
    """A line for each that was published over a period that is looked at, and has no rows now."""
    known = {line.key for line in lines}
    asked = {period for line in _looks(world) for period in line}
    rows = {k: row for p, then in world.published.items() if p in asked for k, row in then.rows.items()}
    return [Line(world, (), lines, given=row) for key, row in rows.items() if key not in known]


def report_cells(
    written: Format, export: Export, world: World, municipality: str, name: str
) -> dict[str, Value]:
    """The single cells of one municipality's report, by address."""
    cells = Cells(
        municipality,
        name,
        tuple(_records(export, world.standard, "kengetal")),
        tuple(_records(export, world.standard, "toelichting")),
        {
            sheet: [Line(world, (row,)) for row in reported_rows(written, sheet, export, world, municipality)]
            for sheet in written.sheets
        },
        world,
    )
    (about,) = _records(export, world.standard, "aanlevering")
    line = Line(replace(world, tables=("aanlevering",), cells=cells), (about,))
    return {address: evaluate(each, line) for address, each in written.cells.items()}


def reported_rows(written: Format, sheet: str, export: Export, world: World, municipality: str) -> list[Row]:
    """The rows that one sheet of one municipality's report speaks of."""
    rows, asked = rows_inside(written, sheet, export, world, municipality), written.sheets[sheet]
    return _those_that_do_not_wait(rows, asked, world)


def rows_inside(written: Format, sheet: str, export: Export, world: World, municipality: str) -> list[Row]:
    """The rows that it asks, also those that wait by one of its own verbs or for want of a place."""
    asked = written.sheets[sheet]
    found = _rows(export, world) if world.tables[0] == "prestatie" else _allocations(export, world)
    rows = [row for row in found if row[f"{world.tables[0]}.gemeentecode"] == municipality]
    rows = [row for row in rows if _goes_in(row, asked, world)]
    if asked.rows.overlapping:
        per = asked.rows.per
        parts = [part for several in _grouped(rows, per, world) for part in _stretches(several, asked, world)]
        kept = [row for part in parts if any(_is_inside(row, world) for row in part) for row in part]
        rows = [row for row in rows if any(row is each for each in kept)]
    else:
        rows = [row for row in rows if _is_inside(row, world)]
    return [
        row for row in rows if asked.listed is None or _key_of_list(row, asked, world) not in world.elsewhere
    ]


def _those_that_do_not_wait(rows: list[Row], asked, world: World) -> list[Row]:
    across, listed = asked.across, asked.listed
    expressions = (
        *(key.expression for key in asked.rows.per),
        *asked.columns.values(),
        *((*across.columns.values(), across.by) if across else ()),
        *(listed.by.values() if listed else ()),
    )
    refusing = [lambda row, each=each: held(each, Line(world, (row,))) for each in expressions]
    refusing += [lambda row: _has_no_place(row, asked, world), lambda row: _is_not_listed(row, asked, world)]
    for refuses in refusing:
        waits = [list(refuses(row)) for row in rows]
        if any(whole for each in waits for _, whole in each):
            rows = []
        rows = [row for row, each in zip(rows, waits, strict=False) if not each]
    return rows


def _stretches(rows: tuple[Row, ...], asked, world: World) -> list[tuple[Row, ...]]:
    """Rows that overlap, directly or through others, in order of time; each row's place is kept."""
    begin, until = world.find(asked.rows.overlapping.begin), world.find(asked.rows.overlapping.until)

    def overlap(one: Row, other: Row) -> bool:
        if one[begin] is None or other[begin] is None:
            return False
        ends = [max(each[until] or date.max, each[begin]) for each in (one, other)]
        return one[begin] <= ends[1] and other[begin] <= ends[0]

    stretches: list[list[int]] = []
    for place, row in enumerate(rows):
        touched = [each for each in stretches if any(overlap(row, rows[n]) for n in each)]
        stretches = [each for each in stretches if each not in touched]
        stretches.append(sorted([place, *(n for each in touched for n in each)]))

    def starts(stretch: list[int]) -> tuple[bool, object, int]:
        first = [rows[n][begin] for n in stretch]
        return first[0] is None, min(first) if first[0] else "", stretch[0]

    return [tuple(rows[n] for n in stretch) for stretch in sorted(stretches, key=starts)]


def _sorts_as(expression: Expression, value: Value, line: Line) -> Value:
    """What a key is sorted by: bands by their place in the table, the rest of them last."""
    step = expression.steps[-1]
    if step.name != "band" or value is None:
        return value
    bands = list(_bands(line.world.code_tables[step.table], line))
    rest = [becomes for lowest, highest, becomes in bands if lowest is None and highest is None]
    order = [becomes for _, _, becomes in bands if becomes not in rest] + rest
    return Number(Fraction(order.index(value)))


def _key(row: Row, keys, world: World) -> tuple[Value, ...]:
    line = Line(world, (row,))
    return tuple(_sorts_as(key.expression, evaluate(key.expression, line), line) for key in keys)


def _grouped(rows: list[Row], keys, world: World) -> list[tuple[Row, ...]]:
    if not keys:
        return [(row,) for row in rows]
    groups: dict[tuple[Value, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(_key(row, keys, world), []).append(row)
    order = sorted(
        groups, key=lambda key: [(value is None, "" if value is None else _order(value)) for value in key]
    )
    return [tuple(groups[key]) for key in order]


def _own(where, world: World):
    return {name: each for name, each in where.items() if name.rpartition(".")[0] not in world.many}


def _goes_in(row: Row, asked, world: World) -> bool:
    return (
        row[QUARANTINE] is None
        and row[PLACE] not in world.held
        and row["toewijzing.wet"] in world.laws
        and _all_hold(_own(asked.rows.where, world), Line(world, (row,)))
    )


def _allocations(export: Export, world: World) -> Iterator[Row]:
    yield from _records(export, world.standard, "toewijzing")


def joined_rows(
    export: Export,
    world: World,
    table: str,
    *,
    whole: bool = False,
    where: Mapping[str, object] | None = None,
) -> tuple[Row, ...]:
    """The rows of a joined table that count: not waiting, of the laws, in the period."""
    asked = {name: each for name, each in (where or {}).items() if name.startswith(f"{table}.")}
    inside = replace(world, tables=(table, "toewijzing"))
    allocations = list(_allocations(export, world))
    found = []
    for row in _records(export, world.standard, table):
        key = (row[f"{table}.gemeentecode"], row[f"{table}.toewijzingnummer"])
        own = [
            each
            for each in allocations
            if (each["toewijzing.gemeentecode"], each["toewijzing.toewijzingnummer"]) == key
        ]
        counts = own and row[QUARANTINE] is None and own[0]["toewijzing.wet"] in world.laws
        if (
            counts
            and row[PLACE] not in world.held
            and _lies_in(row, table, _since_ever(world) if whole else world)
        ):
            found += [{**own[0], **row}] if _all_hold(asked, Line(inside, ({**own[0], **row},))) else []
    return tuple(found)


def _since_ever(world: World) -> World:
    return replace(world, period=Period(date.min, world.period.end))


def _lies_in(row: Row, table: str, world: World) -> bool:
    begin, end = world.period.begin, world.period.end
    names = {"prestatie": "begindatum", "uitkomst": "meetdatum", "verloop": "begindatum"}
    first = row[f"{table}.{names.get(table, 'ingangsdatum')}"]
    if table in ("prestatie", "uitkomst"):
        return first is not None and begin <= first <= end
    last = row[f"{table}.einddatum"]
    return first is not None and first <= end and (last is None or last >= begin)


def _is_inside(row: Row, world: World) -> bool:
    if world.tables[0] == "toewijzing":
        keys = ("toewijzing.gemeentecode", "toewijzing.toewijzingnummer")
        delivered = any(all(each[k] == row[k] for k in keys) for each in world.many.get("prestatie", ()))
        return delivered or _lies_in(row, "toewijzing", world)
    begin = row["prestatie.begindatum"]
    return begin is not None and world.period.begin <= begin <= world.period.end


def _rows(export: Export, world: World) -> Iterator[Row]:
    """Every row of prestatie with its allocation's fields beside its own."""
    allocations = list(_records(export, world.standard, "toewijzing"))
    empty = {f"toewijzing.{name}": None for name in world.standard.tables["toewijzing"].fields}
    for row in _records(export, world.standard, "prestatie"):
        key = (row["prestatie.gemeentecode"], row["prestatie.toewijzingnummer"])
        own = (
            each
            for each in allocations
            if (each["toewijzing.gemeentecode"], each["toewijzing.toewijzingnummer"]) == key
        )
        yield {**next(own, empty), **row}


def _records(export: Export, standard: Standard, table: str) -> Iterator[Row]:
    for number, record in enumerate(export.tables[table].to_dict("records")):
        waits = None if record[QUARANTINE] != record[QUARANTINE] else record[QUARANTINE]
        row: Row = {QUARANTINE: waits, PLACE: (table, number)}
        for name, described in standard.tables[table].fields.items():
            row[f"{table}.{name}"] = _typed(record[name], described.type)
        yield row


def _typed(value, kind: FieldType) -> Value:
    if value is None or str(value) in ("nan", "NaT", "<NA>"):
        return None
    match kind:
        case FieldType.TEXT | FieldType.CODE:
            return value or None
        case FieldType.DATE:
            return value.date()
        case FieldType.MONEY:
            return Number(Fraction(int(value), 100), 2)
        case FieldType.DECIMAL:
            return Number(Fraction(int(value), 10_000), 4)
        case FieldType.INTEGER:
            return Number(Fraction(int(value)))
