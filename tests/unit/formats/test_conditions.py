"""Conditions on dates and numbers beside codes: which rows meet them, and which cannot be asked."""

from datetime import date, datetime

import pytest

from service.domain.failures import FormatError
from service.domain.formats.bounds import day_of
from service.domain.formats.coverage import cover
from service.domain.formats.describe import describe_conditions
from service.domain.formats.lint_months import remarks_on_months
from service.domain.formats.remarks import Weight
from service.domain.formats.rows import Submitted
from service.domain.periods import parse_period
from service.files.catalogue.loading import standard_tables
from service.recount.conditions import holds
from service.web.formats.answers import Answers
from service.web.formats.expression_forms import conditions_of
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, a_list, a_plan, lines_of, translated

ROWS = [
    {"referentienummer": "1", "begindatum": "2026-01-01", "einddatum": "2026-01-31", "bedrag": 1250},
    {"referentienummer": "2", "begindatum": "2026-02-14", "einddatum": None, "bedrag": 1251},
    {"referentienummer": "3", "begindatum": "2026-03-31", "einddatum": "2026-04-02", "bedrag": 0},
]


def kept(where):
    """The numbers of the rows that meet a condition."""
    plan = a_list({"Nummer": "referentienummer"}, where=where)
    found = translated(an_export(prestatie=ROWS), plan, names={"0014": "Groningen"})
    return "".join(line[0] for line in lines_of(found.reports[0].content))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"begindatum": {"from": "2026-02-14"}}, "23"),
        ({"begindatum": {"until": "2026-02-14"}}, "12"),
        ({"begindatum": {"on": "2026-02-14"}}, "2"),
        ({"begindatum": {"from": "period_begin", "until": "period_end"}}, "123"),
        ({"begindatum": {"on": "period_end"}}, "3"),
        ({"begindatum": {"from": "month_2_begin", "until": "month_2_end"}}, "2"),
        ({"begindatum": {"until": "month_1_end"}}, "1"),
        ({"begindatum": {"on": "month_3_end"}}, "3"),
        ({"einddatum": {"from": "2026-02-01"}}, "3"),
        ({"einddatum": {"until": "9999-12-31"}}, "13"),
        ({"einddatum": {"filled": False}}, "2"),
        ({"bedrag": {"above": "12.50"}}, "2"),
        ({"bedrag": {"above": 0}}, "12"),
        ({"bedrag": {"at_least": "12.505"}}, "2"),
        ({"bedrag": {"below": "12.51"}}, "13"),
        ({"bedrag": {"at_most": "12.51"}}, "123"),
        ({"bedrag": {"between": ["12.50", "12.50"]}}, "1"),
        ({"bedrag": {"above": -1}, "begindatum": {"from": "2026-03-01"}}, "3"),
    ],
)
def test_a_row_is_in_the_report_when_its_date_or_number_meets_the_condition(where, expected):
    assert kept(where) == expected


@pytest.mark.parametrize(
    ("condition", "value", "scale", "expected"),
    [
        ({"from": "period_begin"}, date(2026, 1, 1), 1, True),
        ({"until": "2026-01-31"}, date(2026, 2, 1), 1, False),
        ({"on": "period_end"}, datetime(2026, 3, 31), 1, True),  # noqa: DTZ001 - an export has days
        ({"from": "month_2_begin", "until": "month_2_end"}, date(2026, 2, 28), 1, True),
        ({"until": "month_2_end"}, date(2026, 3, 1), 1, False),
        ({"above": "12.50"}, 1250, 100, False),
        ({"between": ["12.50", 13]}, 1300, 100, True),
        ({"at_most": 5, "filled": True}, 5, 1, True),
        ({"below": 5}, None, 1, False),
        ({"not_in": ["a"]}, None, 1, True),
        (["a", "b"], "b", 1, True),
    ],
)
def test_the_recount_reads_a_condition_off_the_document_in_the_same_way(condition, value, scale, expected):
    assert holds(condition, value, FIRST_QUARTER, scale) is expected


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (
            {"begindatum": {"above": 5}},
            "prestatie.begindatum is een datum; daarbij past above niet. Schrijf één van: from, until, on,",
        ),
        ({"begindatum": "2026-01-01"}, "prestatie.begindatum is een datum; daarbij past in niet."),
        (
            {"volume": {"from": "2026-01-01"}},
            "prestatie.volume is een getal; daarbij past from niet. Schrijf één van: above, below, at_least,",
        ),
        ({"status": {"above": 1}}, "prestatie.status is een tekst; daarbij past above niet."),
        ({"begindatum": {"from": "1-1-2026"}}, "'1-1-2026' is geen dag; schrijf 2026-01-31"),
        ({"begindatum": {"from": "2026-02-30"}}, "'2026-02-30' is geen dag;"),
        ({"bedrag": {"above": "12,50"}}, "'12,50' is geen getal; schrijf het met een punt"),
        ({"bedrag": {"above": True}}, "'True' is geen getal;"),
        ({"bedrag": {"between": 5}}, "Bij between horen twee getallen; schrijf bijvoorbeeld [1, 10]."),
        ({"bedrag": {"between": [10, 9]}}, "Van 10 tot en met 9 is er niets."),
        (
            {"begindatum": {"from": "2026-02-01", "until": "2026-01-01"}},
            "Van 2026-02-01 tot en met 2026-01-01",
        ),
        ({"bedrag": {}}, "Hier staat niet waaraan het veld moet voldoen."),
        ({"bedrag": {"meer": 1}}, "'meer' hoort hier niet. Kies één van: in, not_in"),
    ],
)
def test_a_condition_that_cannot_be_is_refused_with_what_to_write_instead(where, said):
    with pytest.raises(FormatError) as refused:
        kept(where)

    assert said in refused.value.words.nl


def test_a_choice_by_a_value_asks_only_what_goes_with_its_kind_and_needs_that_value():
    case = {"when": {"of": {"from": "2026-01-01"}}, "then": {"constant": "x"}}

    with pytest.raises(FormatError, match="This value is a number, which `from` does not go with"):
        a_list({"Kolom": {"choose": {"of": {"field": "volume"}, "cases": [case]}}})
    with pytest.raises(FormatError, match=r"Write it beside the cases: of: \{ sum: volume \}"):
        a_list({"Kolom": {"choose": [case]}})


def test_a_row_waits_for_an_unknown_code_in_any_branch_when_what_is_chosen_by_is_put_together():
    unknown = {"field": "eenheid", "translate": "standaard/wet"}
    plan = a_list(
        {
            "Eenheid": "eenheid",
            "Kolom": {
                "choose": {
                    "of": {"sum": "volume"},
                    "cases": [{"when": {"of": {"above": 10**9}}, "then": unknown}],
                }
            },
        },
        *standard_tables(the_standard()).values(),
        per=["eenheid"],
    )

    (report, *_) = translated(an_export(prestatie=[{}]), plan, names={"0014": "Groningen"}).reports

    assert report.balance.rows.quarantined == {"code-not-in-table": 1}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("month_1_begin", date(2026, 7, 1)),
        ("month_6_end", date(2026, 12, 31)),
        ("month_7_begin", date(2027, 1, 1)),
        ("month_8_end", date(2027, 2, 28)),
        ("month_12_begin", date(2027, 6, 1)),
    ],
)
def test_a_day_of_a_month_is_counted_from_the_begin_of_the_period(written, day):
    half_year = parse_period("2026-H2")

    assert day_of(written, half_year) == day
    assert holds({"on": written}, day, half_year, 1)


@pytest.mark.parametrize(
    "written", ["month_0_begin", "month_13_end", "month_2", "month_02_begin", "maand_2_begin"]
)
def test_a_month_that_no_period_has_is_no_day(written):
    with pytest.raises(FormatError, match=written):
        kept({"begindatum": {"from": written}})


def test_a_month_that_the_period_of_the_format_does_not_have_stops_it_from_being_published():
    columns = {"N": {"sum": {"field": "bedrag", "only": {"begindatum": {"from": "month_4_begin"}}}}}
    plan = a_list(columns, per=["productcode"], where={"begindatum": {"until": "month_3_end"}})

    (found,) = remarks_on_months(plan)

    assert (found.code, found.weight, found.where) == (
        "no-such-month-of-the-period",
        Weight.ERROR,
        "lijst.N",
    )
    assert "maand 4 van de periode, en een rapportage gaat over 3" in found.text.nl


def test_figures_below_each_other_with_months_beside_each_other_are_single_cells():
    amount, months = {"field": "bedrag", "sign_by": "debet_credit"}, range(1, 4)
    rows = {
        f"Maand {n}": {
            "rows": {
                "of": "prestatie",
                "where": {"begindatum": {"from": f"month_{n}_begin", "until": f"month_{n}_end"}},
            }
        }
        for n in months
    }
    cells = {f"Blad!{'ABC'[n - 1]}2": {"total": {"over": f"Maand {n}", "of": amount}} for n in months}
    cells |= {f"Blad!{'ABC'[n - 1]}3": {"total": f"Maand {n}"} for n in months}
    plan = a_plan(cells=cells, sheets=rows)

    found = translated(an_export(prestatie=ROWS), plan, names={"0014": "Groningen"}).reports[0]

    told = [str(found.content.cells["Blad", f"{letter}{row}"]) for row in (2, 3) for letter in "ABC"]
    assert told == ["12.50", "12.51", "0.00", "1", "1", "1"]
    assert found.balance.closes


def test_conditions_are_told_in_both_languages():
    plan = a_list(
        {"Nummer": "referentienummer"},
        where={
            "begindatum": {"from": "period_begin", "until": "2026-03-01"},
            "bedrag": {"above": "12.50"},
            "volume": {"between": [1, 10]},
            "einddatum": {"until": "month_2_end"},
        },
    )

    told = describe_conditions(plan.sheets[0].format.rows)

    assert told.nl == (
        "begindatum is de eerste dag van de periode of later en begindatum is 2026-03-01 of eerder "
        "en bedrag is meer dan 12.50 en volume is 1 tot en met 10 "
        "en einddatum is de laatste dag van maand 2 van de periode of eerder"
    )
    assert "bedrag is more than 12.50 and volume is 1 up to and including 10" in told.en


def test_coverage_tells_which_of_these_conditions_no_example_tries_both_ways():
    plan = a_list(
        {
            "Soort": {
                "choose": {
                    "of": {"field": "bedrag"},
                    "cases": [{"when": {"of": {"above": 1000}}, "then": {"constant": "groot"}}],
                }
            }
        },
        where={"begindatum": {"from": "2026-02-01"}},
    )

    found = cover(
        plan, [(Submitted(export=an_export(prestatie=ROWS), standard=the_standard()), FIRST_QUARTER)]
    )

    assert found.untried == ("lijst: bedrag is meer dan 1000",)


@pytest.mark.parametrize(
    "written",
    [
        {"begindatum": {"from": "period_begin", "until": "2026-03-01"}},
        {"volume": {"between": ["1", "10"]}, "status": ["toegekend", "ingediend"]},
        {"bedrag": {"above": "12.50"}, "einddatum": {"filled": False}, "eenheid": "01"},
    ],
)
def test_the_form_in_the_browser_sends_back_what_it_shows(written):
    posted = {}
    for each in conditions_of(written, "w"):
        posted |= {f"{each.prefix}.veld": each.field, f"{each.prefix}.hoe": each.how}
        posted[f"{each.prefix}.waarden"] = each.values

    assert Answers(posted).conditions("w") == written
