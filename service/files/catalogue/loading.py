"""Read the catalogue from mappings/ and templates/: formats, fragments, code tables and requests."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from service.domain.failures import FormatError
from service.domain.formats.blank_files import blank_of, blanks_by_name, named_templates, with_names
from service.domain.formats.broken import BrokenFile
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.formats.compiling import compile_format
from service.domain.formats.composition import Composed, Document, compose
from service.domain.formats.faults.composing import NAME_IS_NOT_ITS_PATH, OTHER_STANDARD, UNKNOWN_WORKBOOK
from service.domain.formats.faults.publishing import CHANGED_SINCE_PUBLISHED
from service.domain.formats.faults.writing import NEITHER_FORMAT_NOR_FRAGMENT
from service.domain.formats.filenames import require_safe_filename
from service.domain.formats.output import ZipOutput
from service.domain.formats.plan import Plan
from service.domain.formats.publication import plan_of, publication_of
from service.domain.standard.model import CodeList, Standard
from service.domain.wording import same
from service.files.catalogue.broken_files import (
    OnFault,
    broken_by_path,
    broken_format,
    name_and_version_of,
    stop,
)
from service.files.catalogue.code_table_files import read_code_tables
from service.files.catalogue.fitting import misfit
from service.files.catalogue.publications import (
    FOLDER,
    OnPublishedFault,
    Published,
    hash_of_own_text,
    keep_publication,
    read_publications,
)
from service.files.catalogue.request_calendar import read_requests
from service.files.catalogue.surveying import surveyed
from service.files.catalogue.yaml_documents import read_document

_NOT_FORMATS = ("standaard", "codelijsten", "uitvragen", "tarieven", "plafonds", "voorbeelden")
_WORKBOOKS = ("*.xlsx", "*.xlsm", "*.ods", "*.docx")


def load_catalogue(
    mappings_dir: Path, templates_dir: Path, standard: Standard, *, asked_only: bool = False
) -> Catalogue:
    """Every format of a mappings folder, compiled. A file that is broken is left out, and named in `broken`.

    A format stands in `<region>/<name>/<valid-from>.yaml`, a fragment in `<region>/deel/<name>.yaml`, a code
    table in `<region>/codetabellen/<name>.csv`, requests in `uitvragen/*.yaml`. A version that is published
    comes from what was kept of it, so that no later edit of a fragment, code table or workbook can change it.
    Raises FormatError when the index of what is published cannot be read: then nothing of it is known.

    `asked_only`: what is published, so was proven then, and is asked by nobody is not compiled again; and
    what contracts say, which no report needs, is not read.
    """
    reading = _Reading(standard)
    documents = dict(read_format_documents(mappings_dir, reading.leave_out))
    tables = {**standard_tables(standard), **dict(read_code_tables(mappings_dir, reading.leave_out))}
    templates = dict(read_templates(templates_dir))
    published = tuple(reading.published(mappings_dir))
    known_codes = standard.code_lists["gemeente"]
    known = set(_names_of_formats(published, documents, reading.broken))
    asked = tuple(read_requests(mappings_dir, known_codes, known, reading.leave_out))
    names = {request.format for request in asked} if asked_only else known
    needed = [each for each in published if each.publication.name in names]
    for plan in published_plans(needed, standard, templates, tables, reading.leave_out_published):
        reading.add(plan)
    reading.compile_others(documents, published, tables, templates)
    catalogue = Catalogue(
        standard=standard,
        plans=reading.in_order(),
        requests=tuple(request for request in asked if request.format in reading.plans),
        requests_of_broken=tuple(request for request in asked if request.format not in reading.plans),
        municipalities=_of_today(known_codes),
        templates=templates,
        broken=tuple(reading.broken),
    )
    return _with_contracts(catalogue, mappings_dir, asked_only=asked_only)


def _with_contracts(catalogue: Catalogue, mappings_dir: Path, *, asked_only: bool) -> Catalogue:
    if asked_only:
        return catalogue
    from service.files.catalogue.contracts import with_contracts  # noqa: PLC0415 - a translation can do without

    return with_contracts(catalogue, mappings_dir)


def _of_today(municipalities: CodeList) -> dict[str, str]:
    return {entry.code: entry.description for entry in municipalities.entries if entry.valid_until is None}


def _names_of_formats(
    published: Iterable[Published], documents: Mapping[str, Document], broken: Iterable[BrokenFile]
) -> Iterator[str]:
    """What a request may name, whether it works or not."""
    yield from (each.publication.name for each in published)
    for path, document in documents.items():
        if "fragment" not in document.content:
            yield str(document.content.get("format", path.rpartition("/")[0]))
    yield from (each.name for each in broken if each.name)


@dataclass(slots=True)
class _Reading:
    """The formats that work so far, and what does not."""

    standard: Standard
    plans: dict[str, list[Plan]] = field(default_factory=dict)
    broken: list[BrokenFile] = field(default_factory=list)

    def add(self, plan: Plan) -> None:
        self.plans.setdefault(plan.name, []).append(plan)

    def in_order(self) -> dict[str, tuple[Plan, ...]]:
        return {name: tuple(sorted(each, key=lambda plan: plan.valid)) for name, each in self.plans.items()}

    def leave_out(self, fault: FormatError) -> None:
        self.broken.append(broken_by_path(fault))

    def leave_out_published(self, name: str, version: str, fault: FormatError) -> None:
        self.broken.append(BrokenFile(fault=fault, name=name, version=version))

    def published(self, mappings_dir: Path) -> Iterator[Published]:
        return read_publications(mappings_dir, self.leave_out_published)

    def compile_others(
        self,
        documents: Mapping[str, Document],
        published: Iterable[Published],
        tables: Mapping[str, CodeTable],
        templates: Mapping[str, bytes],
    ) -> None:
        """Formats that are not published yet; what one uses by name is the latest file of that name."""
        kept = {(each.publication.name, each.publication.version): each for each in published}
        gone = {(each.name, each.version) for each in self.broken}
        known = usable_by_name(documents)
        for name, document in documents.items():
            try:
                if _is_to_compile(document, kept, gone):
                    plan = compile_composed(compose(name, known), self.standard, tables, templates)
                    _require_own_path(document)
                    self.add(plan)
            except FormatError as fault:
                is_format = "format" in document.content
                self.broken.append(broken_format(document, fault) if is_format else broken_by_path(fault))


def _is_to_compile(
    document: Document, kept: Mapping[tuple[str, str], Published], gone: Collection[tuple[str, str]]
) -> bool:
    """Whether a document is a format that is published nowhere; raises FormatError for what is no format."""
    if "format" in document.content:
        return not _require_own_text(document, kept) and name_and_version_of(document) not in gone
    if "fragment" not in document.content:
        raise FormatError(NEITHER_FORMAT_NOR_FRAGMENT.fault(), document.file, 1)
    return False


def _require_own_path(document: Document) -> None:
    """A format is found by its name: its file has to stand there. Raises FormatError."""
    folder, _, stem = document.name.rpartition("/")
    name, version = name_and_version_of(document)
    if (name, version) != (folder, stem):
        origin = document.origin(("format",) if name != folder else ("valid",))
        fault = NAME_IS_NOT_ITS_PATH.fault(
            path=f"{document.name}.yaml", name=f"{name}@{version}", format=folder, version=stem
        )
        raise FormatError(fault, document.file, origin.line, origin.column)


def publish(mappings_dir: Path, catalogue: Catalogue, plan: Plan) -> None:
    """Keep a version as it is now: from then on it is what it was, whatever its fragments become.

    Raises FormatError when it is published already as something else.
    """
    every = read_format_documents(mappings_dir, lambda _: None)
    own = next(document for _, document in every if _is_of(document, plan))
    template = blank_of(plan.format.output, catalogue.templates)
    keep_publication(mappings_dir, publication_of(plan), template, hash_of_own_text(own))


def _is_of(document: Document, plan: Plan) -> bool:
    return name_and_version_of(document) == (plan.name, plan.version)


def published_plans(
    published: Iterable[Published],
    standard: Standard,
    templates: dict[str, bytes],
    tables: Mapping[str, CodeTable],
    on_fault: OnPublishedFault,
) -> Iterator[Plan]:
    """What was published, as it was; a workbook that has changed since goes in under its hash.

    A code that had no meaning in its code tables may have got one since: see `plan_of`.
    """
    for kept in published:
        try:
            plan = plan_of(kept.publication, standard, kept.template, kept.file, tables)
        except FormatError as fault:
            on_fault(kept.publication.name, kept.publication.version, fault)
            continue
        output = plan.format.output
        own = blanks_by_name(output, kept.template)
        if any(templates.get(name) != content for name, content in own.items()):
            folder = f"{FOLDER}/{kept.publication.template_name}"
            names = {name: f"{folder}/{name}" if isinstance(output, ZipOutput) else folder for name in own}
            templates |= {names[name]: content for name, content in own.items()}
            written = plan.format.model_copy(update={"output": with_names(output, names)})
            plan = replace(plan, format=written)
        yield surveyed(plan, templates)


def _require_own_text(document: Document, published: Mapping[tuple[str, str], Published]) -> bool:
    """Whether a document is the text of a published version; raises FormatError when it has changed since."""
    kept = published.get(name_and_version_of(document))
    if kept is not None and kept.own_text != hash_of_own_text(document):
        raise FormatError(
            CHANGED_SINCE_PUBLISHED.fault(format=f"{kept.publication.name}@{kept.publication.version}"),
            document.file,
            document.origin(("valid",)).line,
        )
    return kept is not None


def read_format_documents(mappings_dir: Path, on_fault: OnFault = stop) -> Iterator[tuple[str, Document]]:
    """Every format and fragment of a mappings folder, by the path of its file without the suffix.

    One that cannot be read goes to `on_fault`.
    """
    for path in sorted(_files_of_formats(mappings_dir)):
        below = path.relative_to(mappings_dir)
        name = str(below.with_suffix(""))
        try:
            document = read_document(path, name, f"mappings/{below}")
        except FormatError as fault:
            on_fault(fault)
        else:
            yield name, document


def _files_of_formats(mappings_dir: Path) -> Iterator[Path]:
    """Below no folder of examples, of which there are many, nor of what is no format."""
    for folder, below, files in os.walk(mappings_dir):
        no_formats = _NOT_FORMATS if Path(folder) == mappings_dir else ("voorbeelden",)
        below[:] = [each for each in below if each not in no_formats]
        yield from (Path(folder, each) for each in files if each.endswith(".yaml"))


def usable_by_name(documents: Mapping[str, Document]) -> dict[str, Document]:
    """What `uses` can name: every file by its path, every fragment and the latest of each format by name."""
    latest: dict[str, Document] = {}
    for document in documents.values():
        if "fragment" in document.content:
            latest[str(document.content["fragment"])] = document
        elif "format" in document.content:
            latest[str(document.content["format"])] = document
    return {**documents, **latest}


def compile_composed(
    composed: Composed, standard: Standard, tables: Mapping[str, CodeTable], templates: Mapping[str, bytes]
) -> Plan:
    """Prove a composed format with the workbook it names; raises FormatError with file, line and remedy."""
    output = composed.content.get("output")
    for file, template in named_templates(output).items():
        if template not in templates:
            within = ("files", file) if file else ()
            fault = UNKNOWN_WORKBOOK.fault(template=template, known=", ".join(templates))
            raise composed.error(("output", *within, "template"), fault)
    written = str(composed.content.get("standard", standard.version))
    if written != standard.version:
        fault = OTHER_STANDARD.fault(found=written, version=standard.version)
        raise composed.error(("standard",), fault)
    plan = compile_format(composed, standard, tables, blank_of(output, templates))
    require_safe_filename(composed, plan.format.output)
    found = misfit(plan, templates)
    if found is not None:
        wrong, place = found
        raise composed.error(place, wrong.fault.inside(same(wrong.file))) from wrong
    return surveyed(plan, templates)


def read_templates(templates_dir: Path) -> Iterator[tuple[str, bytes]]:
    """Every blank workbook, by the path under which formats name it."""
    folder = templates_dir / "reports"
    for path in sorted(each for ending in _WORKBOOKS for each in folder.rglob(ending)):
        yield str(path.relative_to(folder)), path.read_bytes()


def standard_tables(standard: Standard) -> dict[str, CodeTable]:
    """The code lists of the standard as tables that turn a code into its description."""
    return {
        f"standaard/{name}": _described(name, code_list) for name, code_list in standard.code_lists.items()
    }


def _described(name: str, code_list: CodeList) -> CodeTable:
    always = (date(1, 1, 1), date(9999, 12, 31))
    return CodeTable(
        f"standaard/{name}",
        tuple(
            CodeLine(
                code=entry.code,
                becomes=entry.description,
                law=entry.law,
                valid_from=entry.valid_from or always[0],
                valid_until=entry.valid_until or always[1],
            )
            for entry in code_list.entries
        ),
    )
