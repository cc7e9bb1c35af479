"""A line per month, week, year or band: what is made of each row under `per`, and the tables of bands."""

from datetime import date

import pytest

from service.domain.failures import FormatError
from service.domain.formats.bands import fault_of_bands
from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.formats.lint import lint
from service.domain.said import said_number
from service.files.catalogue.loading import read_code_tables
from tests.tools.exports import an_export
from tests.tools.formats import a_list, a_table, lines_of, translated

AGES = a_table("banden", {"0..11": "kind", "12..17": "tiener", "18..": "volwassen", "..": "onbekend"})
NO_REST = a_table("banden", {"0..11": "kind", "12..17": "tiener"})
MONTHS = {"Maand": {"month": "begindatum", "date_form": "jjjj-mm"}, "Rijen": {"count": "rows"}}


def prestaties(*days):
    return [
        {"referentienummer": str(number), "begindatum": day, "einddatum": day}
        for number, day in enumerate(days)
    ]


def lines(plan, rows, **tables):
    report = translated(an_export(prestatie=rows, **tables), plan, names={"0014": "Groningen"}).reports[0]
    return lines_of(report.content)


def test_a_line_per_month_holds_all_days_of_that_month_once():
    plan = a_list(MONTHS, per=[{"month": "begindatum"}])

    found = lines(plan, prestaties("2026-02-28", "2026-01-01", "2026-02-01", "2026-01-31"))

    assert found == [("2026-01", "2"), ("2026-02", "2")]


def test_a_line_per_day_that_shows_only_the_month_is_pointed_at_with_what_to_write():
    shown = {"Maand": {"field": "begindatum", "date_form": "jjjj-mm"}, "Rijen": {"count": "rows"}}
    by_day = a_list(shown, per=["productcode", "begindatum"])
    by_month = a_list(MONTHS, per=["productcode", {"month": "begindatum"}])

    said = [each.text.nl for each in lint(by_day, []) if each.code == "lines-look-double"]

    assert len(lines(by_day, prestaties("2026-01-01", "2026-01-31"))) == 2
    assert ["schrijf per: { month: begindatum }" in each for each in said] == [True]
    assert "lines-look-double" not in [each.code for each in lint(by_month, [])]


def test_a_line_per_age_band_stands_in_the_order_of_the_table_with_the_rest_last():
    per = [{"band": "banden", "of": {"age": "period_end"}}]
    plan = a_list(
        {"Leeftijd": per[0], "Cliënten": {"count_distinct": "clientnummer"}},
        AGES,
        of="toewijzing",
        per=per,
        **{"with": []},
    )
    born = ["2000-01-01", "2020-01-01", None, "2012-01-01"]
    allocations = [
        {"toewijzingnummer": number, "clientnummer": f"C{number}", "geboortedatum": day}
        for number, day in enumerate(born, 1)
    ]

    found = lines(plan, [], toewijzing=allocations)

    assert found == [("kind", "1"), ("tiener", "1"), ("volwassen", "1"), ("onbekend", "1")]


def test_a_row_in_no_band_waits_and_the_balance_says_for_what():
    plan = a_list({"Band": {"band": "banden", "of": "volume"}}, NO_REST)
    rows = [{"referentienummer": "1", "volume": 11}, {"referentienummer": "2", "volume": 18}]

    found = translated(an_export(prestatie=rows), plan, names={"0014": "Groningen"})

    assert found.reports[0].balance.rows.quarantined == {"value-outside-bands": 1}
    assert [(each.kind.code, each.facts["value"]) for each in found.findings] == [
        ("value-outside-bands", said_number("18"))
    ]


def test_a_band_of_the_age_may_be_shown_in_a_format_without_persons_and_an_age_may_not():
    of_age = {"field": "toewijzing.geboortedatum", "age": "period_end"}
    aggregate = {"level": "aggregate", "legal_ground": ""}
    rows = {"of": "prestatie", "with": ["toewijzing"], "per": [{"band": "banden", "of": of_age}]}
    from tests.tools.formats import a_plan  # noqa: PLC0415 - only here

    a_plan(AGES, sheets={"lijst": {"rows": rows, "columns": {"n": {"count": "rows"}}}}, **aggregate)
    with pytest.raises(FormatError, match="tells who a client is"):
        a_plan(
            AGES,
            sheets={"lijst": {"rows": {**rows, "per": [of_age]}, "columns": {"n": {"count": "rows"}}}},
            **aggregate,
        )


@pytest.mark.parametrize(
    ("columns", "per", "said"),
    [
        (
            {"K": "begindatum"},
            [{"month": "begindatum"}],
            "heeft meer dan één waarde in een regel per de maand van",
        ),
        ({"K": {"count": "rows"}}, [{"month": "volume"}], "Alleen een datum heeft een maand"),
        ({"K": {"count": "rows"}}, [{"sum": "volume"}], "dit neemt zelf rijen samen"),
        (
            {"K": {"count": "rows"}},
            [{"band": "banden", "of": "bedrag"}],
            "meer decimalen hebben dan de banden (0)",
        ),
        ({"K": {"count": "rows"}}, [{"band": "banden", "of": "status"}], "Alleen een getal valt in een band"),
        ({"K": {"count": "rows"}}, [{"band": "t", "of": "volume"}], "Codetabel t heeft geen banden"),
        ({"K": {"count": "rows"}}, [{"maand": "begindatum"}], "De stap 'maand' bestaat niet"),
        (
            {"K": {"field": "status", "translate": "banden"}},
            [],
            "heeft banden, geen codes; schrijf band: banden",
        ),
        ({"K": {"band": "banden", "of": {"sum": "volume"}}}, ["status"], "heeft geen band voor de rest"),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_what_to_write_instead(columns, per, said):
    with pytest.raises(FormatError) as refused:
        a_list(columns, NO_REST, a_table("t", {"a": "b"}), per=per)

    assert said in refused.value.words.nl


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["0..11", "13.."], "past nog een waarde"),
        (["0..11", "11.."], "kan in twee banden vallen"),
        (["..11", "..17"], "kan in twee banden vallen"),
        (["5..4"], "is leeg"),
        (["a..b"], "is geen band"),
        (["0..1.5", "1.6..2"], None),
        (["0..11", "12..", ".."], None),
    ],
)
def test_bands_follow_each_other_without_gaps_or_overlaps(codes, said):
    table = CodeTable("t", tuple(CodeLine(code=code, becomes=code, line=2) for code in codes))

    found = fault_of_bands(table)

    assert (found is None) if said is None else (found is not None and said in found[0].words().nl)


def test_bands_of_another_time_do_not_overlap_those_of_today():
    until = CodeLine(code="0..17", becomes="jeugd", valid_until=date(2025, 12, 31))
    since = CodeLine(code="0..20", becomes="jeugd", valid_from=date(2026, 1, 1))

    assert fault_of_bands(CodeTable("t", (until, since))) is None


def test_a_table_of_bands_is_read_from_its_three_columns_and_a_gap_is_told_with_its_line(tmp_path):
    file = tmp_path / "regio" / "codetabellen" / "leeftijd.csv"
    file.parent.mkdir(parents=True)
    file.write_text("van,tot_en_met,wordt\n0,11,kind\n12,,ouder\n,,onbekend\n", encoding="utf-8")

    ((name, table),) = read_code_tables(tmp_path)

    assert (name, [line.code for line in table.lines]) == ("regio/leeftijd", ["0..11", "12..", ".."])
    file.write_text("van,tot_en_met,wordt\n0,11,kind\n13,,ouder\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"leeftijd\.csv:3: A value fits between 'kind'"):
        list(read_code_tables(tmp_path))
