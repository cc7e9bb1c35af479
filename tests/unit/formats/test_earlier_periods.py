"""Figures of earlier periods: what was published then, line by line, and what lacks is named."""

from dataclasses import replace

import numpy as np
import pytest

from service.domain.failures import EarlierFiguresError, FormatError
from service.domain.formats.drafts.preview import preview_of
from service.domain.formats.earlier import EarlierFigures, PublishedReport
from service.domain.formats.rows import Submitted
from service.domain.formats.tryout import try_out
from service.domain.periods import PeriodKind, parse_period
from service.domain.translation.translate import translate_each
from service.files.reports import figures_as_json, figures_from_json
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import NAMES, a_plan, a_table, lines_of

AMOUNT = {"sum": {"field": "bedrag", "sign_by": "debet_credit"}}
COLUMNS = {
    "Product": "productcode",
    "Dit": AMOUNT,
    "Vorig": {"earlier": {"column": "Dit", "period": "previous"}},
    "Verschil": {"minus": ["Dit", "Vorig"]},
    "Jaar": {"earlier": {"column": "Dit", "period": "year_to_date"}},
}
PER_PRODUCT = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
FIRST = [("45A03", "2026-01-05", 100), ("41A12", "2026-02-05", 750)]
SECOND = [("45A03", "2026-04-05", 300), ("45A05", "2026-05-05", 40)]


def a_looking_plan(*tables, columns=COLUMNS, rows=PER_PRODUCT, **sheet):
    return a_plan(
        *tables,
        valid={"from": "2020"},
        sheets={"lijst": {"rows": rows, "columns": columns, **sheet}},
    )


def an_export_of(rows, municipality="0014"):
    written = [
        {
            "referentienummer": str(number),
            "gemeentecode": municipality,
            "productcode": product,
            "begindatum": day,
            "bedrag": cents,
        }
        for number, (product, day, cents) in enumerate(rows)
    ]
    return an_export(prestatie=written, toewijzing=[{"gemeentecode": municipality}])


def translated(plan, period, rows, earlier=(), municipality="0014"):
    submitted = Submitted(
        export=an_export_of(rows, municipality),
        standard=the_standard(),
        earlier=EarlierFigures.of(earlier, "06011234"),
    )
    names = {municipality: NAMES[municipality]}
    return translate_each(submitted, plan, parse_period(period), names)


def published(translation, sha256="hash"):
    (report,) = translation.reports
    return PublishedReport(
        format=report.plan.name,
        format_sha256=report.plan.sha256,
        municipality=report.municipality,
        agb_code="06011234",
        period=report.period,
        sha256=sha256,
        blocks=report.figures,
    )


def lines(translation):
    return lines_of(translation.reports[0].content)


def missing(translation):
    found = [each for each in translation.findings if each.kind.code == "earlier-report-not-there"]
    return [(each.facts["periods"], each.facts["columns"]) for each in found]


def test_a_line_of_then_stays_and_a_line_that_is_new_was_zero_then():
    plan = a_looking_plan()
    first = published(translated(plan, "2026-Q1", FIRST))

    second = translated(plan, "2026-Q2", SECOND, [first])

    assert missing(second) == []
    assert lines(second) == [
        ("41A12", "0.00", "7.50", "-7.50", "7.50"),
        ("45A03", "3.00", "1.00", "2.00", "4.00"),
        ("45A05", "0.40", "0.00", "0.40", "0.40"),
    ]


def test_a_period_that_was_never_published_is_named_and_is_not_zero():
    second = translated(a_looking_plan(), "2026-Q2", SECOND)

    assert missing(second) == [("2026-Q1", "lijst: Vorig, lijst: Jaar")]
    assert lines(second) == [("45A03", "3.00", "", "", ""), ("45A05", "0.40", "", "", "")]


def test_a_year_so_far_adds_every_published_quarter_and_lacks_one_that_is_not_there():
    plan = a_looking_plan()
    first = published(translated(plan, "2026-Q1", FIRST))
    second = published(translated(plan, "2026-Q2", SECOND, [first]))
    rows = [("45A03", "2026-07-05", 1)]

    assert lines(translated(plan, "2026-Q3", rows, [first, second])) == [
        ("41A12", "0.00", "0.00", "0.00", "7.50"),
        ("45A03", "0.01", "3.00", "-2.99", "4.01"),
        ("45A05", "0.00", "0.40", "-0.40", "0.40"),
    ]
    lacking = translated(plan, "2026-Q3", rows, [second])
    assert missing(lacking) == [("2026-Q1", "lijst: Jaar")]
    assert [line[4] for line in lines(lacking)] == ["", "", ""]


def test_nothing_is_worked_out_anew_the_figures_of_then_are_taken_as_they_were():
    plan = a_looking_plan()
    first = published(translated(plan, "2026-Q1", [("45A03", "2026-01-05", 999)]))

    both = translated(plan, "2026-Q2", [*FIRST, ("45A03", "2026-04-05", 300)], [first])

    assert lines(both) == [("45A03", "3.00", "9.99", "-6.99", "12.99")]


def test_a_report_without_the_earlier_figures_that_it_needs_is_not_made_and_others_are():
    columns = {**COLUMNS, "Vorig": {"earlier": {"column": "Dit", "period": "previous", "missing": "block"}}}

    found = translated(a_looking_plan(columns=columns), "2026-Q2", SECOND)

    assert found.reports == ()
    failure = found.failures["0014"]
    assert isinstance(failure, EarlierFiguresError)
    assert str(failure) == "Vorig: 2026-Q1"


def test_a_trial_of_a_format_is_shown_without_the_earlier_figures_that_a_report_needs():
    columns = {**COLUMNS, "Vorig": {"earlier": {"column": "Dit", "period": "previous", "missing": "block"}}}
    plan = a_looking_plan(columns=columns)
    submitted = Submitted(export=an_export_of(SECOND), standard=the_standard())

    shown = preview_of(submitted, plan, parse_period("2026-Q2"), ("0014", "Groningen"), hides_persons=False)
    differences = try_out(plan, plan, [(submitted, parse_period("2026-Q2"))], NAMES)

    assert shown["findings"] == {"earlier-report-not-there": 1}
    assert differences == ()


def test_a_report_names_every_published_report_whose_figures_it_holds():
    plan = a_looking_plan()
    first = published(translated(plan, "2026-Q1", FIRST), "de hash van toen")

    (report,) = translated(plan, "2026-Q2", SECOND, [first]).reports

    assert report.earlier == ((parse_period("2026-Q1"), "de hash van toen"),)


def test_figures_of_another_municipality_or_provider_are_not_taken():
    plan = a_looking_plan()
    other = published(translated(plan, "2026-Q1", FIRST, municipality="1969"))

    assert missing(translated(plan, "2026-Q2", SECOND, [other])) == [("2026-Q1", "lijst: Vorig, lijst: Jaar")]
    assert EarlierFigures.of([other], "99999999").reports == {}


def test_a_column_is_found_under_the_name_that_it_had_then():
    old = a_looking_plan(columns={"Product": "productcode", "Bedrag": AMOUNT})
    looking = {"column": "Dit", "was": "Bedrag", "period": "previous"}
    new = a_looking_plan(columns={"Product": "productcode", "Dit": AMOUNT, "Vorig": {"earlier": looking}})
    first = published(translated(old, "2026-Q1", FIRST))

    second = translated(new, "2026-Q2", SECOND, [first])

    assert lines(second) == [
        ("41A12", "0.00", "7.50"),
        ("45A03", "3.00", "1.00"),
        ("45A05", "0.40", "0.00"),
    ]


def test_figures_with_more_decimals_than_the_column_shows_now_are_named_and_never_rounded():
    rounded = {"Product": "productcode", "Dit": {**AMOUNT, "round": 0}}
    new = a_looking_plan(columns={**rounded, "Vorig": {"earlier": {"column": "Dit", "period": "previous"}}})
    first = published(translated(a_looking_plan(), "2026-Q1", FIRST))

    second = translated(new, "2026-Q2", SECOND, [first])

    assert missing(second) == [("2026-Q1", "lijst: Vorig")]
    assert {line[2] for line in lines(second)} == {""}


def test_a_mean_of_then_is_shown_and_a_line_that_was_not_there_has_none():
    columns = {
        "Product": "productcode",
        "Dit": {"average": "bedrag"},
        "Vorig": {"earlier": {"column": "Dit", "period": "previous"}},
    }
    plan = a_looking_plan(columns=columns)
    first = published(translated(plan, "2026-Q1", FIRST))

    second = translated(plan, "2026-Q2", SECOND, [first])

    assert lines(second) == [("41A12", "", "7.50"), ("45A03", "3.00", "1.00"), ("45A05", "0.40", "")]


def test_the_same_period_a_year_ago_is_found():
    plan = a_looking_plan(
        columns={
            "Product": "productcode",
            "Dit": AMOUNT,
            "Toen": {"earlier": {"column": "Dit", "period": "year_ago"}},
        }
    )
    then = published(translated(plan, "2025-Q2", [("45A03", "2025-04-01", 111)]))

    assert lines(translated(plan, "2026-Q2", SECOND[:1], [then])) == [("45A03", "3.00", "1.11")]


def test_lines_are_matched_by_their_keys_and_not_by_the_text_that_is_shown():
    shown = {
        "Product": {"field": "productcode", "translate": "producten"},
        **{k: COLUMNS[k] for k in ("Dit", "Vorig")},
    }
    before = a_looking_plan(a_table("producten", {"45A03": "Begeleiding", "41A12": "Dag"}), columns=shown)
    after = a_looking_plan(
        a_table("producten", {"45A03": "Ambulant", "41A12": "Dag", "45A05": "Nieuw"}), columns=shown
    )
    first = published(translated(before, "2026-Q1", FIRST))

    second = translated(after, "2026-Q2", SECOND, [first])

    assert sorted(lines(second)) == [
        ("Ambulant", "3.00", "1.00"),
        ("Dag", "0.00", "7.50"),
        ("Nieuw", "0.40", "0.00"),
    ]


def test_keys_that_are_made_are_matched_and_keep_their_order():
    rows = {**PER_PRODUCT, "per": [{"band": "banden", "of": "volume"}, "gemeentecode"]}
    columns = {"Band": {"band": "banden", "of": "volume"}, **{k: COLUMNS[k] for k in ("Dit", "Vorig")}}
    bands = a_table("banden", {"0..9": "weinig", "10..99": "gewoon", "100..": "veel"})
    plan = a_looking_plan(bands, columns=columns, rows=rows)

    def over(period, volumes):
        day = parse_period(period).begin.isoformat()
        written = [
            {"referentienummer": str(number), "volume": each, "begindatum": day}
            for number, each in enumerate(volumes)
        ]
        return an_export(prestatie=written, toewijzing=[{}])

    def run(period, volumes, earlier=()):
        submitted = Submitted(
            export=over(period, volumes),
            standard=the_standard(),
            earlier=EarlierFigures.of(earlier, "06011234"),
        )
        return translate_each(submitted, plan, parse_period(period), {"0014": "Groningen"})

    first = published(run("2026-Q1", [5, 500]))

    assert lines(run("2026-Q2", [50], [first])) == [
        ("weinig", "0.00", "60.00"),
        ("gewoon", "60.00", "0.00"),
        ("veel", "0.00", "60.00"),
    ]


def a_listing_plan(keys, not_listed):
    columns = {name: COLUMNS[name] for name in ("Dit", "Vorig")}
    listed = {"by": {"Code": "productcode"}, "nothing": 0, "not_listed": not_listed}
    output = {"kind": "xlsx", "template": "t.xlsx", "filename": "{gemeentecode}.xlsx"}
    plan = a_plan(
        valid={"from": "2020"},
        output=output,
        sheets={"lijst": {"rows": PER_PRODUCT, "columns": columns, "listed": listed}},
    )
    (sheet,) = plan.sheets
    return replace(plan, sheets=(replace(sheet, listed=tuple((key,) for key in keys)),))


def test_on_a_list_of_the_municipality_a_line_of_then_is_filled_where_it_stands():
    plan = a_listing_plan(["43A50", "45A03", "41A12"], "quarantine")
    first = published(translated(plan, "2026-Q1", FIRST))

    second = translated(plan, "2026-Q2", SECOND[:1], [first])

    assert lines(second) == [("0.00", "0.00"), ("3.00", "1.00"), ("0.00", "7.50")]


def test_a_listed_line_without_anything_shows_no_zero_for_a_period_that_was_never_published():
    plan = a_listing_plan(["43A50", "45A03"], "quarantine")

    assert lines(translated(plan, "2026-Q2", SECOND[:1])) == [("0.00", ""), ("3.00", "")]


def test_a_line_of_then_that_the_list_has_no_more_stops_the_report_or_goes_below():
    first = published(translated(a_listing_plan(["45A03", "41A12"], "quarantine"), "2026-Q1", FIRST))

    strict = translated(a_listing_plan(["45A03"], "quarantine"), "2026-Q2", SECOND[:1], [first])
    below = translated(a_listing_plan(["45A03"], "below"), "2026-Q2", SECOND[:1], [first])

    assert str(strict.failures["0014"]) == "41A12 of then is not in the fixed list of lijst."
    assert lines(below) == [("3.00", "1.00"), ("0.00", "7.50")]


def test_a_column_beside_those_under_heads_looks_back():
    plan = a_plan(
        valid={"from": "2020"},
        output={"kind": "xlsx", "template": "t.xlsx", "filename": "{gemeentecode}.xlsx"},
        sheets={
            "lijst": {
                "rows": PER_PRODUCT,
                "columns": {name: COLUMNS[name] for name in ("Product", "Dit", "Vorig")},
                "across": {
                    "by": "begindatum",
                    "heads": "months",
                    "columns": {"Bedrag": AMOUNT},
                },
            }
        },
    )
    first = published(translated(plan, "2026-Q1", FIRST))

    second = translated(plan, "2026-Q2", SECOND[:1], [first])

    assert [(line[:3], line[6:9]) for line in lines(second)] == [
        (("41A12", "0.00", "7.50"), ("0.00", "0.00", "0.00")),
        (("45A03", "3.00", "1.00"), ("3.00", "0.00", "0.00")),
    ]


@pytest.mark.parametrize(
    ("columns", "rows", "words"),
    [
        (
            {"A": {"earlier": {"column": "B", "period": "previous"}}},
            PER_PRODUCT,
            "de kolom 'B', en die",
        ),
        (
            {"A": {"earlier": {"column": "A", "period": "previous"}}},
            PER_PRODUCT,
            "Deze kolommen gebruiken elkaar: A",
        ),
        (
            {"A": "productcode", "B": {"earlier": {"column": "A", "period": "previous"}}},
            PER_PRODUCT,
            "In de kolom 'A' staan geen getallen",
        ),
        (
            {"A": {"average": "bedrag"}, "B": {"earlier": {"column": "A", "period": "year_to_date"}}},
            PER_PRODUCT,
            "is over meer perioden niet op te tellen",
        ),
        (
            {"A": "bedrag", "B": {"earlier": {"column": "A", "period": "previous"}}},
            {"of": "prestatie", "with": ["toewijzing"]},
            "alleen in `columns` van een blok met `per`",
        ),
        (
            {"A": AMOUNT, "B": {"earlier": {"column": "A", "period": "previous"}}},
            {**PER_PRODUCT, "overlapping": {}},
            "Laat `overlapping` of `earlier` weg",
        ),
    ],
)
def test_what_cannot_look_back_is_refused_when_the_format_is_read(columns, rows, words):
    with pytest.raises(FormatError) as refused:
        a_looking_plan(columns=columns, rows=rows)

    assert words in refused.value.words.nl


def test_figures_come_back_from_their_file_exactly_as_they_were():
    columns = {
        **{name: COLUMNS[name] for name in ("Product", "Dit", "Vorig")},
        "Laatst": {"latest": "einddatum"},
        "Gemiddeld": {"average": "volume"},
    }
    report = published(translated(a_looking_plan(columns=columns), "2026-Q1", FIRST))

    again = figures_from_json(figures_as_json(report))

    assert figures_as_json(again) == figures_as_json(report)
    for name, values in report.blocks["lijst"].columns.items():
        read = again.blocks["lijst"].columns[name]
        assert (read.kind, read.denominator) == (values.kind, values.denominator)
        assert (read.blank == values.blank).all()
        assert (read.items[~read.blank] == np.asarray(values.items)[~values.blank]).all()


@pytest.mark.parametrize(
    ("label", "kind", "before", "a_year_ago", "earlier"),
    [
        ("2026-Q3", PeriodKind.QUARTER, "2026-Q2", "2025-Q3", ["2026-Q1", "2026-Q2"]),
        ("2026-01", PeriodKind.MONTH, "2025-12", "2025-01", []),
        ("2026-H2", PeriodKind.HALF_YEAR, "2026-H1", "2025-H2", ["2026-H1"]),
        ("2026", PeriodKind.YEAR, "2025", "2025", []),
    ],
)
def test_earlier_periods_are_calendar_periods_of_the_same_kind(label, kind, before, a_year_ago, earlier):
    period = parse_period(label)

    assert period.before(kind).label == before
    assert period.a_year_ago(kind).label == a_year_ago
    assert [each.label for each in period.earlier_in_its_year(kind)] == earlier
