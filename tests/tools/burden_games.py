"""Ways of asking the same otherwise, and of asking less, with which somebody may try to move the figures."""

from dataclasses import replace

from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation
from service.domain.periods import PeriodKind, parse_period
from tests.tools.burden_example import QUARTER


def demand(name, asked, *, changes_grain):
    grains = frozenset(f"{each.rows} per product" for each in asked) if changes_grain else frozenset()
    return Demand(format=name, asked=tuple(asked), changes_grain=changes_grain, grains=grains)


def delivery(municipality, asked, period=QUARTER, rows=12):
    manual_rows = rows if asked.manual else 0
    return Delivery(
        provider="P",
        municipality=municipality,
        demand=asked,
        period=period,
        submission="upload",
        rows=rows,
        manual_rows=manual_rows,
    )


def renamed(asked, _chance):
    """Every municipality has its own name for it."""
    return [replace(each, demand=replace(each.demand, format=f"van {each.municipality}")) for each in asked]


def cut_in_three(asked, chance):
    """Every list in three, a column in one of them."""
    found = []
    for each in asked:
        parts = {}
        for one in each.demand.asked:
            parts.setdefault(chance.randrange(3), []).append(one)
        found += [
            delivery(each.municipality, demand(f"{each.demand.format} {number}", some, changes_grain=grouped))
            for number, some in parts.items()
            for grouped in [each.demand.changes_grain]
        ]
    return found


def cut_by_rows(asked, _chance):
    """The same columns three times, of other rows each."""
    return [
        delivery(each.municipality, replace(each.demand, format=f"{each.demand.format} {number}"), rows=4)
        for each in asked
        for number in range(3)
    ]


def a_file_for_each_column(asked, _chance):
    """Every list in as many files as it has columns, also where nothing has to be converted."""
    return [
        delivery(
            each.municipality,
            demand(f"{each.demand.format} {number}", [one], changes_grain=each.demand.changes_grain),
        )
        for each in asked
        for number, one in enumerate(each.demand.asked)
    ]


def overlapping_lists(asked, _chance):
    """Every list twice, in halves that overlap."""
    return [
        delivery(each.municipality, demand(f"{each.demand.format} {name}", some, changes_grain=grouped))
        for each in asked
        for name, some in (("a", each.demand.asked[:-1]), ("b", each.demand.asked[1:]))
        for grouped in [each.demand.changes_grain]
    ]


def monthly(asked, _chance):
    """Three months in the place of a quarter."""
    return [
        delivery(each.municipality, each.demand, month, rows=4)
        for each in asked
        for month in QUARTER.parts(PeriodKind.MONTH)
    ]


def twice(asked, _chance):
    """The same list once more under another name."""
    again = [
        replace(each, demand=replace(each.demand, format=f"nog eens {each.demand.format}")) for each in asked
    ]
    return [*asked, *again]


def nearly_empty_for_everybody(asked, _chance):
    """A report with one element that is asked already."""
    return [
        *asked,
        *(
            delivery(each.municipality, demand("bijna leeg", each.demand.asked[:1], changes_grain=False))
            for each in asked
        ),
    ]


def at_year_end_too(asked, _chance):
    """The same again over the year, of which this is the last quarter."""
    last = [replace(each, period=parse_period("2026-Q4")) for each in asked]
    return [*last, *(replace(each, period=parse_period("2026")) for each in last)]


def an_empty_report_for_everybody(asked, _chance):
    """A report without a line, in a list that nobody has anything for."""
    nothing = demand("leeg", [AskedElement(element="veld 1", rows="prestatie")], changes_grain=True)
    return [*asked, *(delivery(each.municipality, nothing, rows=0) for each in asked)]


def the_sum_beside_the_list(asked, _chance):
    """The same elements once more, added up per product."""
    return [
        *asked,
        *(
            delivery(each.municipality, replace(each.demand, format=f"som van {each.demand.format}"))
            for each in asked
        ),
    ]


def lighter_form_beside_it(asked, _chance):
    """The same elements once more as the standard has them, beside the form that was asked."""
    plain = [
        replace(
            each.demand,
            format=f"kaal {each.demand.format}",
            asked=tuple(one.as_standard for one in each.demand.asked if not one.is_manual),
            changes_grain=False,
        )
        for each in asked
    ]
    return [
        *asked,
        *(delivery(each.municipality, one) for each, one in zip(asked, plain, strict=True) if one.asked),
    ]


def other_headers(asked, _chance):
    """Every column called otherwise in the file."""
    return [
        replace(
            each,
            demand=replace(
                each.demand,
                asked=tuple(replace(one, header=f"Kop {n}") for n, one in enumerate(each.demand.asked)),
            ),
        )
        for each in asked
    ]


def other_order(asked, chance):
    """The same columns in another order."""
    found = []
    for each in asked:
        columns = list(each.demand.asked)
        chance.shuffle(columns)
        found.append(replace(each, demand=replace(each.demand, asked=tuple(columns))))
    return found


def one_version_for_each_town(asked, _chance):
    """Every municipality its own version of the same format."""
    return [
        replace(each, demand=replace(each.demand, sha256=f"versie {each.municipality}")) for each in asked
    ]


def twice_a_month(asked, chance):
    """Six deliveries in a quarter, and each of them under two names."""
    return twice(monthly(asked, chance), chance)


def in_two_uploads(asked, _chance):
    """The same reports from more uploads than one."""
    return [replace(each, submission=f"upload {number}") for number, each in enumerate(asked)]


def everything_in_one_big_format(asked, _chance):
    """All that a municipality asks in one format, beside what it asks."""
    elements_of = {one.element: one for each in asked for one in each.demand.asked}
    whole = demand("alles", list(elements_of.values()), changes_grain=False)
    return [*asked, *(delivery(each.municipality, _of(each, whole)) for each in asked)]


def _of(each, whole):
    own = {one.element: one for one in each.demand.asked}
    return replace(whole, asked=tuple(own[one.element] for one in whole.asked if one.element in own))


def rejected_and_asked_again(asked, _chance):
    """A municipality that asks the same report once more over the same days."""
    return [
        *asked,
        *(replace(each, demand=replace(each.demand, format=f"{each.demand.format} (2)")) for each in asked),
    ]


def another_unit_beside_it(asked, _chance):
    """Hours and minutes: what is worked out, or has a list of codes, once more in another form as heavy."""
    other = {
        ("unit uur",): ("unit minuut",),
        ("unit minuut",): ("unit uur",),
        ("code list a",): ("code list b",),
        ("code list b",): ("code list a",),
    }
    beside = [
        replace(
            each.demand,
            format=f"anders {each.demand.format}",
            asked=tuple(
                replace(one, representation=other.get(one.representation, one.representation))
                for one in each.demand.asked
            ),
        )
        for each in asked
    ]
    return [*asked, *(delivery(each.municipality, one) for each, one in zip(asked, beside, strict=True))]


def once_more_by_hand(asked, _chance):
    """What a rule fills, asked to be typed in once more."""
    typed = [
        replace(
            each.demand,
            format=f"getypt {each.demand.format}",
            asked=tuple(
                replace(one, operation=Operation.MANUAL, representation=()) for one in each.demand.asked
            ),
        )
        for each in asked
    ]
    return [*asked, *(delivery(each.municipality, one) for each, one in zip(asked, typed, strict=True))]


def a_list_for_each_law(asked, _chance):
    """Every list once for the Jeugdwet and once for the Wmo."""
    return [
        replace(
            each,
            rows=6,
            demand=replace(
                each.demand,
                format=f"{each.demand.format} {law}",
                asked=tuple(replace(one, where=f"wet: {law}") for one in each.demand.asked),
            ),
        )
        for each in asked
        for law in ("JW", "WMO")
    ]


def monthly_and_mostly_empty(asked, _chance):
    """Three months, of which one has lines."""
    return [
        delivery(each.municipality, each.demand, month, rows=12 * (number == 1))
        for each in asked
        for number, month in enumerate(QUARTER.parts(PeriodKind.MONTH))
    ]


GAMES = [
    *(renamed, cut_in_three, cut_by_rows, monthly, twice, nearly_empty_for_everybody, at_year_end_too),
    *(
        an_empty_report_for_everybody,
        the_sum_beside_the_list,
        lighter_form_beside_it,
        other_headers,
        other_order,
    ),
    *(one_version_for_each_town, twice_a_month, in_two_uploads, everything_in_one_big_format),
    *(rejected_and_asked_again, a_file_for_each_column, overlapping_lists, another_unit_beside_it),
    *(once_more_by_hand, a_list_for_each_law, monthly_and_mostly_empty),
]


def some_reports_without_a_line(asked, chance):
    """All rows of a list gone from the submission."""
    return [replace(each, rows=0, manual_rows=0) if chance.random() < SOME else each for each in asked]


def some_formats_without_a_list(asked, chance):
    """A format of which only the head is left; what it is about, nobody has to look up."""
    return [asking(each, ()) if chance.random() < SOME else each for each in asked]


def some_formats_with_a_list_less(asked, chance):
    """One of the two lists of a format gone."""
    return [
        asking(each, [one for one in each.demand.asked if one.rows != "prestatie"])
        if chance.random() < SOME
        else each
        for each in asked
    ]


def some_columns_less(asked, chance):
    """Columns gone here and there."""
    return [asking(each, [one for one in each.demand.asked if chance.random() > SOME]) for each in asked]


SOME = 0.4
LESS = [
    *(some_reports_without_a_line, some_formats_without_a_list, some_formats_with_a_list_less),
    some_columns_less,
]


def asking(each, some):
    """A delivery of which only these elements are asked."""
    left = demand(each.demand.format, some, changes_grain=each.demand.changes_grain and bool(some))
    return replace(each, demand=left, manual_rows=each.manual_rows if left.manual else 0)
