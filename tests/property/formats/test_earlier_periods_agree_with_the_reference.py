"""Reports that look back hold what the plain interpreter says, over random quarters and columns."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.formats.earlier import EarlierFigures, PublishedReport
from service.domain.formats.rows import Submitted
from service.domain.periods import parse_period
from service.domain.translation.translate import translate_each
from tests.property.formats.test_the_plan_agrees_with_the_reference import plain, plan_lines
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import NAMES, a_plan, a_table
from tests.tools.reference import Number, Published, World, report_lines

QUARTERS = tuple(map(parse_period, ("2025-Q2", "2025-Q4", "2026-Q1", "2026-Q2")))
BANDS = {"0..9": "weinig", "10..99": "gewoon", "100..": "veel", "..": "onbekend"}
TABLES = (a_table("banden", BANDS),)
KEYS = (
    "productcode",
    "eenheid",
    {"band": "banden", "of": "volume"},
    {"month": "begindatum"},
    {"year": "begindatum"},
)
OWN = {
    "Bedrag": {"sum": {"field": "bedrag", "sign_by": "debet_credit"}},
    "Rijen": {"count": "rows"},
    "Afgerond": {"sum": "bedrag", "round": 0},
    "Gemiddeld": {"average": "volume"},
}
numbers = st.sampled_from(list(OWN))
adding_up = st.sampled_from(["Bedrag", "Rijen", "Afgerond"])
looking = st.one_of(
    st.tuples(numbers, st.sampled_from(["previous", "year_ago"])),
    st.tuples(adding_up, st.just("year_to_date")),
).map(lambda both: {"earlier": {"column": both[0], "period": both[1]}})
days = st.sampled_from([date(2026, 4, 1), date(2026, 5, 31), date(2026, 6, 30)])
rows = st.lists(
    st.fixed_dictionaries(
        {
            "gemeentecode": st.sampled_from(["0014", "1969"]),
            "productcode": st.sampled_from(["45A03", "41A12", "43A50"]),
            "eenheid": st.sampled_from(["01", "04"]),
            "month": st.integers(0, 2),
            "volume": st.sampled_from([None, 0, 9, 10, 250]),
            "bedrag": st.sampled_from([None, 0, 1, 149, 150, 100_000]),
            "debet_credit": st.sampled_from(["D", "C"]),
        }
    ),
    max_size=6,
)


def an_export_over(period, drawn):
    written = [
        {
            **{name: value for name, value in row.items() if name != "month"},
            "referentienummer": str(number),
            "begindatum": date(period.begin.year, period.begin.month + row["month"], 3),
        }
        for number, row in enumerate(drawn)
    ]
    return an_export(prestatie=written, toewijzing=[{}, {"gemeentecode": "1969"}])


def kept(report):
    return PublishedReport(
        format=report.plan.name,
        format_sha256=report.plan.sha256,
        municipality=report.municipality,
        agb_code="06011234",
        period=report.period,
        sha256=report.period.label,
        blocks=report.figures,
    )


def as_reference(report, world, keys):
    """A published report as the plain interpreter holds one: the keys of its lines from their own values."""
    (block,) = report.blocks.values()
    names = [world.find(key) if isinstance(key, str) else None for key in keys]
    lines, given_rows = {}, {}
    for place in range(len(block)):
        key = tuple(_held(values, place) for values in block.keys)
        lines[key] = {address: _held(values, place) for address, values in block.columns.items()}
        given_rows[key] = _row_of(dict(zip(names, key, strict=True)), key, keys)
    return Published(tuple(block.columns), lines, given_rows)


def _row_of(row, key, keys):
    """A row that gives these keys: a volume within the band, a day within the month or year."""
    within = {"weinig": Number(Fraction(5)), "gewoon": Number(Fraction(50)), "veel": Number(Fraction(500))}
    for value, written in zip(key, keys, strict=True):
        if isinstance(written, dict) and "band" in written:
            row["prestatie.volume"] = within.get(value)
        elif isinstance(written, dict):
            day = row.get("prestatie.begindatum", date(1, 1, 1))
            row["prestatie.begindatum"] = max(day, value)
    return {name: value for name, value in row.items() if name}


def _held(values, place):
    if values.blank[place]:
        return None
    item = values.items[place]
    if values.kind.value == "number":
        return Number(Fraction(int(item), values.denominator), None)
    return item.astype("datetime64[D]").item() if values.kind.value == "date" else str(item)


def agree_on_what_looks_back(keys, looks, drawn, delivered):
    columns = {**OWN, **{f"K{number}": each for number, each in enumerate(looks)}}
    columns["Verschil"] = {"minus": ["Bedrag", "K0"]}
    rows_of = {"of": "prestatie", "with": ["toewijzing"], "per": keys}
    plan = a_plan(*TABLES, valid={"from": "2020"}, sheets={"lijst": {"rows": rows_of, "columns": columns}})
    published = []
    for period, told, there in zip(QUARTERS, drawn, delivered, strict=True):
        submitted = Submitted(
            export=an_export_over(period, told),
            standard=the_standard(),
            earlier=EarlierFigures.of(published, "06011234"),
        )

        found = translate_each(submitted, plan, period, NAMES)

        for report in found.reports:
            world = World(
                the_standard(), ("prestatie", "toewijzing"), plan.code_tables, period, plan.format.law
            )
            then = {
                each.period: as_reference(each, world, keys)
                for each in published
                if each.municipality == report.municipality
            }
            world = World(
                the_standard(),
                ("prestatie", "toewijzing"),
                plan.code_tables,
                period,
                plan.format.law,
                published=then,
            )
            expected = report_lines(plan.format, "lijst", submitted.export, world, report.municipality)
            assert plan_lines(report) == [plain(line) for line in expected]
            assert report.balance.closes
        published += [kept(report) for report in found.reports] if there else []


DRAWN = (
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique_by=str),
    st.lists(looking, min_size=1, max_size=4),
    st.tuples(*(rows for _ in QUARTERS)),
    st.lists(st.booleans(), min_size=len(QUARTERS), max_size=len(QUARTERS)),
)
USUAL = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@USUAL
@given(*DRAWN)
def test_every_cell_that_looks_back_is_what_the_reference_says(keys, looks, drawn, delivered):
    agree_on_what_looks_back(keys, looks, drawn, delivered)


@pytest.mark.long
@settings(USUAL, max_examples=1_000, derandomize=False)
@given(*DRAWN)
def test_a_thousand_random_years_look_back_as_the_reference_says(keys, looks, drawn, delivered):
    agree_on_what_looks_back(keys, looks, drawn, delivered)
