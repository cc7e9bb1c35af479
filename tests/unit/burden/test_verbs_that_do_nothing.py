"""A verb that changes nothing is no conversion, and makes no other element and no other form."""

import pytest

from service.domain.burden.from_plans import demand_of
from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.formats.compiling import compile_format
from service.domain.formats.composition import Document, compose
from tests.tools.exports import the_standard
from tests.tools.formats import a_format

LINES = {"zichzelf": {"45A03": "45A03"}, "anders": {"45A03": "P1"}}
TABLES = {
    name: CodeTable(name, tuple(CodeLine(code=code, becomes=becomes) for code, becomes in lines.items()))
    for name, lines in LINES.items()
}
EVERY_STATUS = ["geleverd", "ingediend", "toegekend", "afgewezen"]


def asked(name, column, laws=("JW",)):
    rows = {"of": "prestatie", "with": ["toewijzing"]}
    content = a_format(
        format="voorbeeld/lijst",
        law=list(laws),
        output={"kind": "csv", "filename": "{gemeentecode}.csv", "decimal_sign": "."},
        sheets={"lijst": {"rows": rows, "columns": {name: column}}},
    )
    document = Document(name="voorbeeld/lijst", file="lijst.yaml", content=content)
    composed = compose(document.name, {document.name: document})
    (only,) = demand_of(compile_format(composed, the_standard(), TABLES, None)).asked
    return only.element, only.operation.value, only.representation


@pytest.mark.parametrize(
    "column",
    [
        {"field": "productcode", "truncate": 5},
        {"field": "productcode", "truncate": {"length": 40, "too_long": "quarantine"}},
        {"field": "productcode", "translate": "zichzelf"},
        {"field": "productcode", "only": {"status": EVERY_STATUS}},
        {"field": "productcode", "only": {"status": {"filled": True}}},
        {
            "choose": {
                "cases": [{"when": {"debet_credit": ["C", "D"]}, "then": "productcode"}],
                "otherwise": {"constant": "geen"},
            }
        },
    ],
    ids=["truncate", "waits", "translate", "every code", "filled", "choose"],
)
def test_what_changes_nothing_is_the_same(column):
    assert asked("productcode", column) == ("prestatie.productcode", "same", ())
    assert asked("Product", column) == ("prestatie.productcode", "renamed", ())


@pytest.mark.parametrize(
    ("column", "operation"),
    [
        ({"field": "productcode", "truncate": 4}, "format"),
        ({"field": "productcode", "translate": "anders"}, "recode-1-1"),
        ({"field": "productcode", "only": {"status": EVERY_STATUS[1:]}}, "derived"),
        ({"field": "productcode", "only": {"retourcode": {"filled": True}}}, "derived"),
        ({"field": "productcode", "only": {"toewijzing.wet": ["JW", "WMO"]}}, "derived"),
    ],
    ids=["cuts", "recodes", "not every code", "may be empty", "of another table"],
)
def test_what_may_change_something_is_what_it_was(column, operation):
    assert asked("productcode", column)[1] == operation
