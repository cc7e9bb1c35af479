"""The catalogue on disk: formats, fragments, code tables, requests and publications, read and edited."""

from typing import TYPE_CHECKING

from service.on_demand import on_demand

if TYPE_CHECKING:
    from service.files.catalogue.blanks_zip import zip_of_blanks
    from service.files.catalogue.code_table_files import code_table_csv
    from service.files.catalogue.fitting import misfit
    from service.files.catalogue.format_sources import (
        DRAFT_FILE,
        FormatSources,
        compile_text,
        composed_text,
        places_of_formats,
        read_own_text,
        read_sources,
    )
    from service.files.catalogue.loading import load_catalogue, publish, standard_tables
    from service.files.catalogue.state import CatalogueState, state_of_files
    from service.files.catalogue.surveying import notations_in, surveyed
    from service.files.catalogue.workbook_remarks import (
        changed_templates,
        remarks_on_workbook,
        require_nothing_in_the_way,
        templates_that_do_not_fit,
    )
    from service.files.catalogue.yaml_documents import document_of, read_document
    from service.files.catalogue.yaml_editing import moved, with_lines, with_name, with_value, without

__all__ = [
    "DRAFT_FILE",
    "CatalogueState",
    "FormatSources",
    "changed_templates",
    "code_table_csv",
    "compile_text",
    "composed_text",
    "document_of",
    "load_catalogue",
    "misfit",
    "moved",
    "notations_in",
    "places_of_formats",
    "publish",
    "read_document",
    "read_own_text",
    "read_sources",
    "remarks_on_workbook",
    "require_nothing_in_the_way",
    "standard_tables",
    "state_of_files",
    "surveyed",
    "templates_that_do_not_fit",
    "with_lines",
    "with_name",
    "with_value",
    "without",
    "zip_of_blanks",
]
__getattr__ = on_demand(
    __name__,
    {
        "blanks_zip": ("zip_of_blanks",),
        "code_table_files": ("code_table_csv",),
        "fitting": ("misfit",),
        "format_sources": (
            "DRAFT_FILE",
            "FormatSources",
            "compile_text",
            "composed_text",
            "places_of_formats",
            "read_own_text",
            "read_sources",
        ),
        "loading": ("load_catalogue", "publish", "standard_tables"),
        "state": ("CatalogueState", "state_of_files"),
        "surveying": ("notations_in", "surveyed"),
        "workbook_remarks": (
            "changed_templates",
            "remarks_on_workbook",
            "require_nothing_in_the_way",
            "templates_that_do_not_fit",
        ),
        "yaml_documents": ("document_of", "read_document"),
        "yaml_editing": ("moved", "with_lines", "with_name", "with_value", "without"),
    },
)
