"""Meanings that were approved, laid over formats: what they add, and what they leave as it was."""

import random
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from service.domain.failures import FormatError
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.code_tables import CodeLine, CodeTable, Meaning
from service.domain.formats.meaning_proposals import may_be_extended
from service.domain.formats.meanings import extended_plan, extended_table, knows, with_meanings
from service.domain.formats.rows import Submitted
from service.domain.submissions.releases import name_of_catalogue
from service.domain.translation.waiting_codes import waiting_codes
from service.files.catalogue import code_table_csv, load_catalogue
from service.files.catalogue.code_table_files import read_code_table
from tests.tools.exports import REPOSITORY, an_export, the_standard
from tests.tools.formats import a_plan, a_table, lines_of, translated

FORMAT, TABLE = "voorbeeldregio-noord/kwartaal-voorbeeldstad", "voorbeeldregio-noord/voorzieningen"
LINE = CodeLine(code="49Z99", becomes="Nieuw")


@cache
def the_catalogue():
    return load_catalogue(REPOSITORY / "mappings", REPOSITORY / "templates", the_standard())


def meaning(line=LINE, name=FORMAT, table=TABLE):
    return Meaning(name, table, line)


def the_plan(catalogue, name=FORMAT):
    return catalogue.plans[name][-1]


def test_a_meaning_makes_another_version_of_its_own_format_only():
    base = the_catalogue()

    made = with_meanings(base, [meaning()])

    changed = {
        plan.name
        for before, plan in zip(base.every_plan(), made.every_plan(), strict=True)
        if before.sha256 != plan.sha256
    }
    assert changed == {FORMAT}
    assert name_of_catalogue(made) != name_of_catalogue(base)
    assert with_meanings(base, []) is base


def test_everything_but_the_table_stays_as_it_was():
    base = the_catalogue()

    before, after = the_plan(base), the_plan(with_meanings(base, [meaning()]))

    assert after.code_tables[TABLE].lines == (*before.code_tables[TABLE].lines, LINE)
    assert (after.format, after.is_published, after.shared) == (
        before.format,
        before.is_published,
        before.shared,
    )
    assert [sheet.listed for sheet in after.sheets] == [sheet.listed for sheet in before.sheets]
    assert [each.address for each in after.columns] == [each.address for each in before.columns]


def test_a_second_code_that_becomes_the_same_can_no_longer_be_read_back():
    base = the_catalogue()
    known = the_plan(base).code_tables[TABLE].lines[0].becomes
    twice = replace(LINE, becomes=known)

    def loses(catalogue):
        return [each.shape.reversible for each in the_plan(catalogue).columns if each.header == "Voorziening"]

    assert loses(with_meanings(base, [meaning()])) == [True]
    assert loses(with_meanings(base, [meaning(twice)])) == [False]


def test_a_code_with_a_meaning_keeps_it_whatever_is_approved():
    base = the_catalogue()
    known = the_plan(base).code_tables[TABLE].lines[0].code

    assert the_plan(with_meanings(base, [meaning(replace(LINE, code=known))])) is the_plan(base)
    assert with_meanings(base, [meaning(table="nergens"), meaning(name="nergens")]).plans == base.plans


def test_the_first_of_two_meanings_holds():
    made = with_meanings(the_catalogue(), [meaning(), meaning(replace(LINE, becomes="Later"))])

    assert the_plan(made).code_tables[TABLE].on(date(2026, 1, 1), ("JW",))["49Z99"] == "Nieuw"


@pytest.mark.parametrize(
    ("line", "is_known"),
    [
        (replace(LINE, code="a", law="JW"), True),
        (replace(LINE, code="a"), True),
        (replace(LINE, code="d", law="JW"), False),
        (replace(LINE, code="b", law="JW"), True),
        (replace(LINE, code="a", valid_until=date(2025, 12, 31)), False),
        (replace(LINE, code="a", valid_until=date(2026, 1, 1)), True),
        (replace(LINE, code="a", valid_from=date(2027, 1, 1)), False),
        (replace(LINE, code="c"), False),
    ],
)
def test_a_line_is_known_when_its_code_has_a_meaning_on_one_of_its_days_for_one_of_its_laws(line, is_known):
    of_2026 = {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31)}
    table = CodeTable(
        "t",
        (
            CodeLine(code="a", becomes="A", law="JW", **of_2026),
            CodeLine(code="b", becomes="B"),
            CodeLine(code="d", becomes="D", law="WMO"),
        ),
    )

    assert knows(table, line, ("JW",)) is is_known


def test_on_no_day_and_for_no_law_does_a_known_code_get_another_meaning():
    """A thousand random tables: what a code meant it means, whatever line is laid over it."""
    lot = random.Random(48)
    days = [date(2026, month, 1) for month in range(1, 13)]
    for _ in range(1000):
        table = CodeTable("t", ())
        lines = [a_line(lot, days) for _ in range(6)]
        laws = lot.choice((("JW",), ("WMO",), ("JW", "WMO")))
        for line in lines:
            before = table
            table = extended_table(table, line, laws)
            for day in days:
                assert before.on(day, laws).items() <= table.on(day, laws).items()
        assert table.clashes() == []


def a_line(lot, days):
    begin, until = sorted(lot.sample(days, 2))
    return CodeLine(
        code=lot.choice("ab"),
        becomes=lot.choice("xyz"),
        law=lot.choice(("", "JW", "WMO")),
        valid_from=lot.choice((date.min, begin)),
        valid_until=lot.choice((date.max, until)),
    )


GROUPS = a_table("g/groepen", {"45A03": "Ambulant", "41B01": "Dag"})
BESIDE = {
    "rows": {"of": "prestatie", "with": ["toewijzing"], "per": ["toewijzing.clientnummer"]},
    "columns": {"Client": "toewijzing.clientnummer"},
    "across": {
        "by": "productcode",
        "heads": {"table": "g/groepen"},
        "columns": {"*": {"sum": {"field": "bedrag", "sign_by": "debet_credit"}}},
    },
}


def beside():
    return a_plan(GROUPS, sheets={"lijst": BESIDE})


def of_groups(code, becomes):
    return Meaning("voorbeeld/lijst", "g/groepen", CodeLine(code=code, becomes=becomes))


def test_a_code_under_a_head_of_a_table_waits_for_that_table_and_goes_on_once_it_has_a_head():
    export = an_export(prestatie=[{"productcode": "49Z99", "bedrag": 5_00}, {"bedrag": 1_00}])
    plan = beside()

    before = translated(export, plan)
    after = translated(export, extended_plan(plan, [of_groups("49Z99", "Dag")], {}))

    submitted = Submitted(export=export, standard=the_standard())
    (waits,) = waiting_codes(submitted, before.findings)
    assert (waits.code_table, waits.code, waits.rows, waits.cents) == ("g/groepen", "49Z99", 1, 5_00)
    assert lines_of(before.reports[0].content) == [("C1", "1.00", "0.00")]
    assert lines_of(after.reports[0].content) == [("C1", "1.00", "5.00")]


def test_a_meaning_that_would_make_a_new_column_is_refused_and_stops_no_other():
    plan = beside()
    catalogue = Catalogue(standard=the_standard(), plans={plan.name: (plan,)}, requests=(), municipalities={})
    new, good = of_groups("49Z98", "Nieuwe groep"), of_groups("49Z99", "Dag")

    with pytest.raises(FormatError, match="would become a new column on sheet 'lijst'"):
        extended_plan(plan, [new], {})
    (made,) = with_meanings(catalogue, [new, good]).plans[plan.name]

    assert [line.code for line in made.code_tables["g/groepen"].lines] == ["45A03", "41B01", "49Z99"]


def test_bands_and_lists_of_the_standard_are_not_extended():
    catalogue = the_catalogue()
    ages = the_plan(catalogue, "voorbeeldregio-vecht/clientenlijst")

    assert not may_be_extended(ages, "voorbeeldregio-vecht/leeftijdsgroepen")
    assert not may_be_extended(the_plan(catalogue), "standaard/eenheid")
    assert may_be_extended(the_plan(catalogue), TABLE)


@pytest.mark.parametrize("text", ["=1+1", "+31", "-", "@x", "'=1", "een;twee", 'een "twee"', "é€", " spatie"])
def test_lines_are_written_so_that_no_text_is_a_formula_and_read_back_as_they_are(text):
    lines = (
        CodeLine(code=f"{text}1", becomes=text, law="JW", valid_from=date(2026, 1, 1)),
        CodeLine(code=text, becomes="x", valid_until=date(2026, 12, 31)),
    )

    content = code_table_csv(lines)

    read = read_code_table("t", content, "t.csv").lines
    assert [replace(line, line=0) for line in read] == list(lines)
    assert content.startswith(b"\xef\xbb\xbfcode;wordt;wet;geldig_van;geldig_tot\r\n")
    assert not [sign for sign in "=+-@" if f";{sign}".encode() in content or f"\n{sign}".encode() in content]
