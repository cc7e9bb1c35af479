"""Single figures beside a label: over which rows they are when no table of the workbook holds them."""

from collections.abc import Iterable, Iterator, Mapping

ROWS: Mapping[str, Mapping[str, object]] = {
    "Rijen prestaties": {"of": "prestatie", "with": ["toewijzing"]},
    "Rijen toewijzingen": {"of": "toewijzing"},
    "Rijen instroom": {
        "of": "verloop",
        "with": ["toewijzing"],
        "where": {"begindatum": {"from": "period_begin", "until": "period_end"}},
    },
    "Rijen uitstroom": {
        "of": "verloop",
        "with": ["toewijzing"],
        "where": {"einddatum": {"from": "period_begin", "until": "period_end"}},
    },
    "Rijen wachtlijst": {"of": "wachtlijst"},
    "Rijen uitkomsten": {"of": "uitkomst", "with": ["toewijzing"]},
}
"""By the name under which the list of words speaks of them; in the file stands nothing of them."""


def rows_behind(expressions: Iterable[object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The rows that these cells are totals over, each once and in a fixed order."""
    asked = {_over(each) for each in expressions}
    return ((name, rows) for name, rows in ROWS.items() if name in asked)


def _over(expression: object) -> str:
    total = expression.get("total") if isinstance(expression, Mapping) else None
    return str(total.get("over", "")) if isinstance(total, Mapping) else ""
