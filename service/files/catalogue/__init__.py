"""The catalogue on disk: formats, fragments, code tables, requests and publications, read and edited."""

from service.files.catalogue.blanks_zip import zip_of_blanks
from service.files.catalogue.code_table_files import code_table_csv
from service.files.catalogue.draft_heading import name_and_version
from service.files.catalogue.draft_layout import CodeTableLines, Layout, Line, SheetLines, layout_of
from service.files.catalogue.draft_settling import SettledDraft
from service.files.catalogue.draft_words import read_synonyms, values_of
from service.files.catalogue.draft_writing import write_draft
from service.files.catalogue.drafting import (
    compile_draft,
    propose_for_workbook,
    settled_draft,
    template_name,
)
from service.files.catalogue.format_sources import (
    DRAFT_FILE,
    FormatSources,
    compile_text,
    places_of_formats,
    read_own_text,
    read_sources,
)
from service.files.catalogue.loading import (
    changed_templates,
    load_catalogue,
    publish,
    templates_that_do_not_fit,
)
from service.files.catalogue.state import CatalogueState, state_of_files
from service.files.catalogue.surveying import notations_in
from service.files.catalogue.workbook_checks import remarks_on_workbook, require_nothing_in_the_way
from service.files.catalogue.yaml_documents import document_of, read_document
from service.files.catalogue.yaml_editing import moved, with_lines, with_name, with_value, without

__all__ = [
    "DRAFT_FILE",
    "CatalogueState",
    "CodeTableLines",
    "FormatSources",
    "Layout",
    "Line",
    "SettledDraft",
    "SheetLines",
    "changed_templates",
    "code_table_csv",
    "compile_draft",
    "compile_text",
    "document_of",
    "layout_of",
    "load_catalogue",
    "moved",
    "name_and_version",
    "notations_in",
    "places_of_formats",
    "propose_for_workbook",
    "publish",
    "read_document",
    "read_own_text",
    "read_sources",
    "read_synonyms",
    "remarks_on_workbook",
    "require_nothing_in_the_way",
    "settled_draft",
    "state_of_files",
    "template_name",
    "templates_that_do_not_fit",
    "values_of",
    "with_lines",
    "with_name",
    "with_value",
    "without",
    "write_draft",
    "zip_of_blanks",
]
