"""A code that means something else under another law becomes what its own row's law says."""

from datetime import date

import pytest

from service.domain.failures import FormatError
from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.formats.rows import Submitted
from service.domain.translation.translate import translate
from tests.tools.exports import an_export, the_standard
from tests.tools.faults import in_dutch
from tests.tools.formats import FIRST_QUARTER, NAMES, a_plan

LINES = [("31", "volgens plan", "JW"), ("31", "verhuisd", "WMO"), ("32", "alleen jeugd", "JW")]
REASONS = CodeTable("redenen", tuple(CodeLine(code=c, becomes=text, law=law) for c, text, law in LINES))
BOTH = [{"toewijzingnummer": 1, "wet": "JW"}, {"toewijzingnummer": 2, "wet": "WMO"}]
ENDED = {"reden_beeindiging": "31", "einddatum": date(2026, 2, 1)}
COURSE = [
    {"gemeentecode": "0014", "toewijzingnummer": number, "begindatum": date(2026, 1, 1), **ENDED}
    for number in (1, 2)
]
REASON = {"field": "reden_beeindiging", "translate": "redenen"}
NUMBER = {"Nr": "toewijzingnummer"}


def lines(sheet, course=COURSE, tables=(REASONS,)):
    plan = a_plan(*tables, sheets={"lijst": sheet})
    export = an_export(toewijzing=BOTH, verloop=course)
    found = translate(Submitted(export=export, standard=the_standard()), plan, FIRST_QUARTER, NAMES)
    (content,) = found.reports[0].content.sheets
    rows = zip(*(each.items.astype(str).tolist() for each in content.columns.values()), strict=True)
    return list(rows), found


@pytest.mark.parametrize("order", [1, -1])
def test_each_row_becomes_what_the_table_says_for_its_own_law(order):
    table = CodeTable("redenen", REASONS.lines[::order])

    rows, _ = lines({"rows": {"of": "verloop"}, "columns": {**NUMBER, "Reden": REASON}}, tables=(table,))

    assert rows == [("1", "volgens plan"), ("2", "verhuisd")]


def test_so_does_the_last_of_many_rows_on_the_line_of_its_allocation():
    last = {"last": "verloop.reden_beeindiging", "by": "verloop.begindatum", "translate": "redenen"}
    sheet = {"rows": {"of": "toewijzing", "with": ["verloop"]}, "columns": {**NUMBER, "Reden": last}}

    assert lines(sheet)[0] == [("1", "volgens plan"), ("2", "verhuisd")]


def test_a_line_is_made_of_what_the_code_becomes_under_its_own_law():
    sheet = {"rows": {"of": "verloop", "per": [REASON]}, "columns": {"Reden": REASON}}

    assert lines(sheet)[0] == [("verhuisd",), ("volgens plan",)]


def test_a_code_that_only_the_other_law_has_waits():
    course = [{**COURSE[0], "reden_beeindiging": "32"}, {**COURSE[1], "reden_beeindiging": "32"}]

    rows, found = lines({"rows": {"of": "verloop"}, "columns": {**NUMBER, "Reden": REASON}}, course)

    assert rows == [("1", "alleen jeugd")]
    assert [each.kind.code for each in found.findings] == ["code-not-in-table"]


def test_a_line_of_both_laws_is_refused_and_one_with_the_law_among_its_keys_is_not():
    rows = {"of": "verloop", "with": ["toewijzing"], "per": ["reden_beeindiging"]}

    with pytest.raises(FormatError, check=in_dutch("code .31. per wet een andere betekenis")):
        lines({"rows": rows, "columns": {"Reden": REASON}})
    keyed = {**rows, "per": ["toewijzing.wet", "reden_beeindiging"]}
    assert lines({"rows": keyed, "columns": {"Reden": REASON}})[0] == [("volgens plan",), ("verhuisd",)]
