"""The published standard on disk: loaded, packed, printed as pages and as a blank workbook."""

from typing import TYPE_CHECKING

from service.on_demand import on_demand

if TYPE_CHECKING:
    from service.files.standard.loader import load_standard
    from service.files.standard.package import data_package, standard_files
    from service.files.standard.page import reference_page, rules_page
    from service.files.standard.rule_records import (
        load_explanations,
        load_record,
        packed_record,
        record_file,
        recorded_versions,
        rules_since,
    )
    from service.files.standard.workbook import blank_workbook

__all__ = [
    "blank_workbook",
    "data_package",
    "load_explanations",
    "load_record",
    "load_standard",
    "packed_record",
    "record_file",
    "recorded_versions",
    "reference_page",
    "rules_page",
    "rules_since",
    "standard_files",
]
__getattr__ = on_demand(
    __name__,
    {
        "loader": ("load_standard",),
        "package": ("data_package", "standard_files"),
        "page": ("reference_page", "rules_page"),
        "rule_records": (
            "load_explanations",
            "load_record",
            "packed_record",
            "record_file",
            "recorded_versions",
            "rules_since",
        ),
        "workbook": ("blank_workbook",),
    },
)
