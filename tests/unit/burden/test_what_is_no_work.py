"""An empty report converts nothing, and what two municipalities have by chance alike repeats no fact."""

import random

from service.domain.burden.demand import Demand
from service.domain.burden.from_plans import rows_behind
from service.domain.burden.level_zero import CellCounts
from service.domain.formats.composition import Document
from service.domain.formats.shape import CellClass
from tests.tools.burden_runs import random_export, run
from tests.tools.formats import a_format

HEAD = Demand(format="lijst", asked=(), head_cells=3)


def cells(count, blank=0):
    return CellCounts({CellClass.SAME: count}, blank)


def test_a_report_of_which_only_the_head_is_filled_has_no_rows():
    assert rows_behind(cells(3, blank=9), HEAD, reported=0) == 0
    assert rows_behind(cells(5), HEAD, reported=0) > 0
    assert rows_behind(cells(3), HEAD, reported=7) == 7


def a_format_with_a_letter():
    amount = {"field": "bedrag", "sign_by": "debet_credit"}
    total = {"total": {"over": "lijst", "of": amount}}
    sheets = {"lijst": {"rows": {"of": "prestatie", "with": ["toewijzing"]}, "columns": {"Bedrag": "bedrag"}}}
    cell = {**total, "split_sign": "letter"}
    output = {"kind": "json", "filename": "{gemeentecode}.json"}
    return a_format(format="voorbeeld/totaal", output=output, sheets=sheets, cells={"Voor!letter": cell})


def test_the_letter_of_a_total_in_the_reports_of_two_municipalities_repeats_nothing_in_both_counts():
    content = a_format_with_a_letter()
    document = Document(name="voorbeeld/totaal", file="totaal.yaml", content=content)
    counted = run(random_export(random.Random(3)), [document])

    assert len(counted.deliveries) == 2
    assert counted.first.repeated_facts == 0
    assert counted.first.as_json() == counted.second
