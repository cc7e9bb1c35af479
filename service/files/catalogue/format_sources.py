"""What a format is written with, and a text proven with it: for formats that stand in no folder yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.domain.failures import FormatError
from service.domain.formats.code_tables import CodeTable
from service.domain.formats.composition import Composed, Document, compose
from service.domain.formats.faults.writing import NO_FORMAT
from service.domain.formats.plan import Plan
from service.domain.standard.model import Standard
from service.files.catalogue.broken_files import name_and_version_of
from service.files.catalogue.code_table_files import read_code_tables
from service.files.catalogue.loading import (
    compile_composed,
    read_format_documents,
    read_templates,
    standard_tables,
    usable_by_name,
)
from service.files.catalogue.yaml_documents import document_of

DRAFT_FILE = "concept"
"""How a text that stands in no folder is named in messages."""


@dataclass(frozen=True, slots=True)
class FormatSources:
    """The fragments and formats that can be used, the code tables and the blank workbooks."""

    standard: Standard
    documents: Mapping[str, Document]
    tables: Mapping[str, CodeTable]
    templates: Mapping[str, bytes]


def read_sources(mappings_dir: Path, templates_dir: Path, standard: Standard) -> FormatSources:
    """Everything in the folders that can be read: what is broken there is of no use to a new format."""
    return FormatSources(
        standard,
        usable_by_name(dict(read_format_documents(mappings_dir, _without))),
        {**standard_tables(standard), **dict(read_code_tables(mappings_dir, _without))},
        dict(read_templates(templates_dir)),
    )


def _without(_fault: FormatError) -> None:
    """The catalogue names it; see `load_catalogue`."""


def read_own_text(mappings_dir: Path, name: str, version: str) -> str | None:
    """The file of one version as it stands in the folder; None when there is none."""
    for path, document in read_format_documents(mappings_dir, _without):
        if document.content.get("format") == name and path.rpartition("/")[2] == version:
            return (mappings_dir / f"{path}.yaml").read_text(encoding="utf-8")
    return None


def places_of_formats(mappings_dir: Path) -> Callable[[str, tuple[str, ...]], tuple[str, int | None]]:
    """Where a version (`name@valid-from`) writes a path itself: its file, and the line if it does."""
    own = {
        "@".join(name_and_version_of(document)): document
        for _, document in read_format_documents(mappings_dir, _without)
        if "format" in document.content
    }

    def place_of(version: str, path: tuple[str, ...]) -> tuple[str, int | None]:
        document = own.get(version)
        if document is None:
            return "", None
        return document.file, document.lines.get(path)

    return place_of


def composed_text(text: str, sources: FormatSources) -> Composed:
    """A text with everything it uses laid under it. Raises FormatError with the line of what is wrong."""
    document = document_of(text, DRAFT_FILE, DRAFT_FILE)
    if "format" not in document.content:
        raise FormatError(NO_FORMAT.fault(), DRAFT_FILE, 1)
    return compose(DRAFT_FILE, {**sources.documents, DRAFT_FILE: document})


def compile_text(text: str, sources: FormatSources, own_templates: Mapping[str, bytes]) -> Plan:
    """Prove a text as every format is proven, its workbook included.

    `own_templates` are workbooks that go with the text and stand in no folder. Raises FormatError.
    """
    templates = {**sources.templates, **own_templates}
    return compile_composed(composed_text(text, sources), sources.standard, sources.tables, templates)
