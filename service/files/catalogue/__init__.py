"""The catalogue on disk: formats, fragments, code tables, requests and publications, read and edited."""

from service.files.catalogue.blanks_zip import zip_of_blanks
from service.files.catalogue.code_table_files import code_table_csv
from service.files.catalogue.format_sources import (
    DRAFT_FILE,
    FormatSources,
    compile_text,
    composed_text,
    places_of_formats,
    read_own_text,
    read_sources,
)
from service.files.catalogue.loading import (
    changed_templates,
    load_catalogue,
    publish,
    standard_tables,
    templates_that_do_not_fit,
)
from service.files.catalogue.state import CatalogueState, state_of_files
from service.files.catalogue.surveying import notations_in, surveyed
from service.files.catalogue.workbook_checks import misfit, remarks_on_workbook, require_nothing_in_the_way
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
