"""The plan and a plain interpreter of the same language give the same cells, on random formats and data."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from service.domain.failures import FormatError
from service.domain.formats.rows import Submitted
from service.domain.formats.verb import known_verbs
from service.domain.periods import parse_period
from service.domain.translation.content import ValueKind
from service.domain.translation.translate import translate
from tests.property.formats.written_formats import (
    AGES,
    BANDS,
    CELL_VERBS,
    GROUP_VERBS,
    KEYS,
    ROW_VERBS,
    TABLE,
    allocations,
    calendars,
    courses,
    crosstabs,
    figures,
    fixed_lists,
    joined_columns,
    overlaps,
    prestaties,
    sheets,
    stories,
)
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, NAMES, a_plan, a_table
from tests.tools.how_many import FewOrMany, held
from tests.tools.reference import VERBS, Number, World, joined_rows, report_cells, report_lines, reported_rows
from tests.tools.reference_blocks import is_open

TABLES = (a_table("t", TABLE), a_table("banden", BANDS), a_table("leeftijden", AGES))
XLSX = {"kind": "xlsx", "template": "leeg.xlsx", "filename": "{gemeentecode}.xlsx"}
KEY = b"een sleutel voor de proef"
FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
USUAL = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
periods = st.sampled_from(list(map(parse_period, ("2026-Q1", "2025-Q4", "2026-02", "2026-H1", "2026"))))
REFUSED_IN_A_CELL = {"waits-in-a-cell", "figure-of-another-law"}
laws = st.sampled_from([["JW"], ["WMO"], ["JW", "WMO"]])


def plan_lines(report):
    (sheet,) = report.content.sheets
    return values_of_lines(sheet)


def values_of_lines(sheet):
    columns = [[_value(each, n) for n in range(len(each))] for each in sheet.columns.values()]
    return list(zip(*columns, strict=True))


def _value(values, place):
    if values.blank[place]:
        return None
    item = values.items[place]
    match values.kind:
        case ValueKind.NUMBER:
            return Fraction(int(item), values.denominator)
        case ValueKind.DATE:
            return item.astype("datetime64[D]").item()
        case ValueKind.TEXT:
            return str(item)


def plain(line):
    return tuple(each.value if isinstance(each, Number) else each for each in line)


def require_agreement(sheet, export, keys=(), period=FIRST_QUARTER):
    """The plan and the reference agree on every cell; `keys` of the lines that the workbook lists."""
    output = {"output": XLSX} if keys else {}
    plan = a_plan(*TABLES, sheets={"lijst": sheet}, **output)
    plan = replace(plan, sheets=tuple(replace(each, listed=keys) for each in plan.sheets))
    submitted = Submitted(export=export, standard=the_standard(), pseudonym_key=KEY)
    world = World(
        the_standard(),
        ("prestatie", "toewijzing"),
        plan.code_tables,
        period,
        plan.format.law,
        KEY,
        listed=keys,
    )

    found = translate(submitted, plan, period, NAMES)

    for report in found.reports:
        zeros = zeros_of(plan.sheets[0], period) if keys else ()
        expected = report_lines(plan.format, "lijst", export, world, report.municipality, zeros)
        assert plan_lines(report) == [plain(line) for line in expected]
        assert report.balance.closes


def zeros_of(sheet, period=FIRST_QUARTER):
    """What stands in each column of a line for which nothing was delivered: 0 where numbers can be."""
    across = sheet.format.across
    shut = {name for name in sheet.heads if across is not None and not is_open(name, across, period)}
    return [
        None
        if (column.head is not None and sheet.heads[column.head] in shut)
        or column.shape.kind is not ValueKind.NUMBER
        else 0
        for column in sheet.columns
    ]


def agree_on_lines(sheet, rows, allocated):
    require_agreement(sheet, an_export(prestatie=rows, toewijzing=allocated))


@USUAL
@given(sheets(), prestaties, allocations)
def test_every_cell_of_a_random_format_is_what_the_reference_says(sheet, rows, allocated):
    agree_on_lines(sheet, rows, allocated)


def agree_on_lines_of_a_period(sheet, rows, allocated, period):
    require_agreement(sheet, an_export(prestatie=rows, toewijzing=allocated), period=period)


@USUAL
@given(crosstabs(), prestaties, allocations, periods)
def test_every_cell_under_a_head_is_what_the_reference_says(sheet, rows, allocated, period):
    agree_on_lines_of_a_period(sheet, rows, allocated, period)


@USUAL
@given(calendars(), prestaties.filter(bool), allocations, periods)
def test_every_cell_under_a_month_or_quarter_is_what_the_reference_says(sheet, rows, allocated, period):
    agree_on_lines_of_a_period(sheet, rows, allocated, period)


def agree_on_listed_lines(drawn, rows, allocated):
    sheet, keys = drawn
    require_agreement(sheet, an_export(prestatie=rows, toewijzing=allocated), keys)


@USUAL
@given(fixed_lists(), prestaties, allocations)
def test_every_listed_line_holds_what_the_reference_says(drawn, rows, allocated):
    agree_on_listed_lines(drawn, rows, allocated)


def uses(written, name):
    if isinstance(written, dict):
        return name in written or any(uses(each, name) for each in written.values())
    return isinstance(written, list) and any(uses(each, name) for each in written)


@FewOrMany(5, 100).examples
@pytest.mark.parametrize("name", sorted({**ROW_VERBS, **GROUP_VERBS}))
def test_a_verb_gives_what_the_reference_says_for_any_value(name, examples):
    per = ["eenheid"] if name in GROUP_VERBS else []

    @held(examples, {**ROW_VERBS, **GROUP_VERBS}[name], prestaties, allocations)
    def agrees(column, rows, allocated):
        sheet = {
            "rows": {"of": "prestatie", "with": ["toewijzing"], "per": per},
            "columns": {
                "Kolom": column,
                **({"Dit": {"sum": "bedrag"}, "Rijen": {"count": "rows"}} if per else {}),
            },
        }
        require_agreement(sheet, an_export(prestatie=rows, toewijzing=allocated))


def test_the_reference_knows_every_verb_and_every_verb_has_its_property():
    assert set(ROW_VERBS) | set(GROUP_VERBS) | set(CELL_VERBS) == set(known_verbs())
    assert set(VERBS) | {"share"} == set(known_verbs())


@FewOrMany(12, 200).examples
@pytest.mark.parametrize("name", sorted(CELL_VERBS))
def test_a_single_cell_holds_what_the_reference_says_for_any_submission(name, examples):
    @held(examples, CELL_VERBS[name], sheets(), st.tuples(prestaties, allocations, figures, stories), laws)
    def agrees(cell, sheet, drawn, law):
        rows, allocated, told, tales = drawn
        export = an_export(prestatie=rows, toewijzing=allocated, kengetal=told, toelichting=tales)
        try:
            plan = a_plan(*TABLES, law=law, cells={"Kop!A1": cell}, sheets={"lijst": sheet})
        except FormatError as refused:
            if refused.fault.kind.code not in REFUSED_IN_A_CELL:
                raise
            reject()
        world = World(
            the_standard(), ("prestatie", "toewijzing"), plan.code_tables, FIRST_QUARTER, plan.format.law, KEY
        )

        found = translate(
            Submitted(export=export, standard=the_standard(), pseudonym_key=KEY), plan, FIRST_QUARTER, NAMES
        )

        for report in found.reports:
            code = report.municipality
            expected = report_cells(plan.format, export, world, code, NAMES[code])["Kop!A1"]
            assert report.content.cells["Kop", "A1"] == (
                expected.value if isinstance(expected, Number) else expected
            )


def agree_on_joined_lines(columns, rows, allocated, followed, whole):
    """A line per allocation."""
    agree_on_allocations(columns, rows, allocated, followed, whole, ())


def agree_on_allocations(columns, rows, allocated, followed, whole, per):
    joined = {"of": "toewijzing", "with": ["verloop", "prestatie"], "from_the_start": list(whole)}
    sheet = {
        "rows": {**joined, "per": list(per)} if per else joined,
        "columns": {f"K{number}": each for number, each in enumerate(columns)},
    }
    export = an_export(prestatie=rows, toewijzing=allocated, verloop=followed)
    plan = a_plan(*TABLES, a_table("redenen", {"01": "klaar"}), sheets={"lijst": sheet})
    world = World(the_standard(), ("toewijzing",), plan.code_tables, FIRST_QUARTER, plan.format.law, KEY)
    many = {
        table: joined_rows(export, world, table, whole=table in whole) for table in ("verloop", "prestatie")
    }
    world = replace(world, many=many)

    found = translate(
        Submitted(export=export, standard=the_standard(), pseudonym_key=KEY), plan, FIRST_QUARTER, NAMES
    )

    for report in found.reports:
        expected = report_lines(plan.format, "lijst", export, world, report.municipality)
        assert plan_lines(report) == [plain(line) for line in expected]
        assert report.balance.closes
        kept = reported_rows(plan.format, "lijst", export, world, report.municipality)
        keys = {(row["toewijzing.gemeentecode"], row["toewijzing.toewijzingnummer"]) for row in kept}
        counted = [
            row
            for row in many["prestatie"]
            if (row["prestatie.gemeentecode"], row["prestatie.toewijzingnummer"]) in keys
        ]
        assert report.balance.rows.reported == len(counted)


several_joined_columns = st.lists(joined_columns, min_size=1, max_size=4)


@USUAL
@given(several_joined_columns, prestaties, allocations, courses, st.sampled_from([(), ("verloop",)]))
def test_a_line_per_allocation_holds_what_the_reference_says_and_counts_every_prestatie_once(
    columns, rows, allocated, followed, whole
):
    agree_on_joined_lines(columns, rows, allocated, followed, whole)


several_columns_put_together = st.lists(
    joined_columns.filter(lambda each: not {"field", "translate"} & set(each)), min_size=1, max_size=3
)
keys_of_allocations = st.sampled_from(
    [("clientnummer",), ("productcode", "clientnummer"), ("toewijzingnummer",)]
)


@FEW
@given(several_columns_put_together, prestaties, allocations, courses, keys_of_allocations)
def test_a_line_of_several_allocations_has_what_belongs_to_each_of_them_once(
    columns, rows, allocated, followed, per
):
    agree_on_allocations(columns, rows, allocated, followed, ("verloop",), per)


SHAPES = {
    "a list": (3_000, agree_on_lines, (sheets(), prestaties, allocations)),
    "columns across": (
        1_500,
        agree_on_lines_of_a_period,
        (crosstabs(), prestaties, allocations, periods),
    ),
    "months and quarters across": (
        1_000,
        agree_on_lines_of_a_period,
        (calendars(), prestaties.filter(bool), allocations, periods),
    ),
    "listed lines": (
        2_500,
        agree_on_listed_lines,
        (fixed_lists(), prestaties, allocations),
    ),
    "lines per allocation": (
        2_000,
        agree_on_joined_lines,
        (several_joined_columns, prestaties, allocations, courses, st.sampled_from([(), ("verloop",)])),
    ),
    "lines of several allocations": (
        1_000,
        agree_on_allocations,
        (
            several_columns_put_together,
            prestaties,
            allocations,
            courses,
            st.sampled_from([(), ("verloop",)]),
            keys_of_allocations,
        ),
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
def test_ten_thousand_random_formats_give_what_the_reference_says(shape):
    count, agree, drawn = SHAPES[shape]

    settings(USUAL, max_examples=count, derandomize=False)(given(*drawn)(agree))()


@FewOrMany(25, 500).examples
def test_overlapping_rows_come_together_as_the_reference_says(examples):
    @held(
        examples, prestaties, allocations, overlaps, st.lists(st.sampled_from(KEYS), min_size=1, max_size=2)
    )
    def agrees(rows, allocated, overlapping, per):
        by_end = {"by": "einddatum", "pick": "last", "empty": "is_latest"}
        sheet = {
            "rows": {
                "of": "prestatie",
                "with": ["toewijzing"],
                "per": list(dict.fromkeys(per)),
                "overlapping": overlapping,
            },
            "columns": {
                "Eerste": {"first": {"of": "begindatum", "by": "begindatum"}},
                "Laatste": {"first": {"of": "einddatum", **by_end}},
                "Rijen": {"count": "rows"},
                "Volume": {"sum": "volume"},
            },
        }
        require_agreement(sheet, an_export(prestatie=rows, toewijzing=allocated))


@FewOrMany(10, 200).given(sheets(), prestaties, allocations, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_total(sheet, rows, allocated, random):
    if not sheet["rows"]["per"] or uses(sheet, "first"):
        return
    plan = a_plan(*TABLES, sheets={"lijst": sheet})
    shuffled = random.sample(rows, len(rows))
    submitted = [
        Submitted(
            export=an_export(prestatie=each, toewijzing=allocated), standard=the_standard(), pseudonym_key=KEY
        )
        for each in (rows, shuffled)
    ]

    straight, mixed = (translate(each, plan, FIRST_QUARTER, NAMES) for each in submitted)

    assert [plan_lines(each) for each in straight.reports] == [plan_lines(each) for each in mixed.reports]
