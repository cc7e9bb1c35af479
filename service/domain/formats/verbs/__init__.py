"""The closed set of verbs, one file each; importing this package makes them known by name."""

from service.domain.formats.verbs import (
    constant,
    count,
    count_distinct,
    field_value,
    money,
    narrative,
    only,
    report,
    rounding,
    sign_by,
    to_unit,
    total,
    translate,
    waiting_time,
)

__all__ = [
    "constant",
    "count",
    "count_distinct",
    "field_value",
    "money",
    "narrative",
    "only",
    "report",
    "rounding",
    "sign_by",
    "to_unit",
    "total",
    "translate",
    "waiting_time",
]
