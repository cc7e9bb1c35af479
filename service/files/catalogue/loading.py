"""Read the catalogue from mappings/ and templates/: formats, fragments, code tables and requests."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from service.domain.failures import FormatError
from service.domain.formats.bands import code_of_band, fault_of_bands
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.formats.composition import Composed, Document, compose
from service.domain.formats.faults.composing import UNKNOWN_WORKBOOK
from service.domain.formats.faults.publishing import (
    CHANGED_SINCE_PUBLISHED,
    CODE_TABLE_LACKS_A_COLUMN,
    NOT_A_DAY,
    TWO_MEANINGS,
)
from service.domain.formats.faults.writing import NEITHER_FORMAT_NOR_FRAGMENT
from service.domain.formats.filenames import require_safe_filename
from service.domain.formats.lint import Remark
from service.domain.formats.output import TemplateOutput
from service.domain.formats.plan import Plan, compile_format
from service.domain.formats.publication import plan_of, publication_of
from service.domain.standard.model import CodeList, Standard
from service.domain.wording import same
from service.files.catalogue.publications import (
    FOLDER,
    Published,
    hash_of_own_text,
    keep_publication,
    read_publications,
)
from service.files.catalogue.request_calendar import read_requests
from service.files.catalogue.yaml_documents import read_document
from service.files.reports import check_headers
from service.files.workbook import SheetTarget

_NOT_FORMATS = ("standaard", "codelijsten", "uitvragen")
_WORKBOOKS = ("*.xlsx", "*.xlsm", "*.ods")
_CODE_COLUMNS = ("code", "wordt")
_BAND_COLUMNS = {"van", "tot_en_met"}
"""What a table of bands has instead of codes."""


def load_catalogue(mappings_dir: Path, templates_dir: Path, standard: Standard) -> Catalogue:
    """Every format of a mappings folder, compiled. Raises FormatError at the first that cannot be.

    A format stands in `<region>/<name>/<valid-from>.yaml`, a fragment in `<region>/deel/<name>.yaml`, a code
    table in `<region>/codetabellen/<name>.csv`, requests in `uitvragen/*.yaml`. A version that is published
    comes from what was kept of it, so that no later edit of a fragment, code table or workbook can change it.
    """
    documents = dict(read_format_documents(mappings_dir))
    tables = {**standard_tables(standard), **dict(read_code_tables(mappings_dir))}
    templates = dict(read_templates(templates_dir))
    published = read_publications(mappings_dir)
    plans: dict[str, list[Plan]] = {}
    for plan in published_plans(published, standard, templates, tables):
        plans.setdefault(plan.name, []).append(plan)
    for composed in _formats(documents, published):
        plan = compile_composed(composed, standard, tables, templates)
        plans.setdefault(plan.name, []).append(plan)
    municipalities = {
        entry.code: entry.description
        for entry in standard.code_lists["gemeente"].entries
        if entry.valid_until is None
    }
    in_order = {name: tuple(sorted(several, key=lambda plan: plan.valid)) for name, several in plans.items()}
    requests = tuple(read_requests(mappings_dir, standard.code_lists["gemeente"], in_order))
    return Catalogue(
        standard=standard,
        plans=in_order,
        requests=requests,
        municipalities=municipalities,
        templates=templates,
    )


def publish(mappings_dir: Path, catalogue: Catalogue, plan: Plan) -> None:
    """Keep a version as it is now: from then on it is what it was, whatever its fragments become.

    Raises FormatError when it is published already as something else.
    """
    own = next(document for _, document in read_format_documents(mappings_dir) if _is_of(document, plan))
    output = plan.format.output
    template = catalogue.templates[output.template] if isinstance(output, TemplateOutput) else None
    keep_publication(mappings_dir, publication_of(plan), template, hash_of_own_text(own))


def _is_of(document: Document, plan: Plan) -> bool:
    return _name_and_version(document) == (plan.name, plan.version)


def _name_and_version(document: Document) -> tuple[str, str]:
    """Its format and first period; a file that leaves its validity to what it uses is called after it."""
    valid = document.content.get("valid")
    begin = valid.get("from") if isinstance(valid, dict) else document.name.rpartition("/")[2]
    return str(document.content.get("format")), str(begin)


def published_plans(
    published: Iterable[Published],
    standard: Standard,
    templates: dict[str, bytes],
    tables: Mapping[str, CodeTable],
) -> Iterator[Plan]:
    """What was published, as it was; a workbook that has changed since goes in under its hash.

    A code that had no meaning in its code tables may have got one since: see `plan_of`.
    """
    for kept in published:
        plan = plan_of(kept.publication, standard, kept.template, kept.file, tables)
        output = plan.format.output
        if isinstance(output, TemplateOutput) and kept.template not in (None, templates.get(output.template)):
            name = f"{FOLDER}/{kept.publication.template_name}"
            templates[name] = kept.template or b""
            written = plan.format.model_copy(update={"output": output.model_copy(update={"template": name})})
            plan = replace(plan, format=written)
        yield plan


def _require_own_text(document: Document, published: Mapping[tuple[str, str], Published]) -> bool:
    """Whether a document is the text of a published version; raises FormatError when it has changed since."""
    kept = published.get(_name_and_version(document))
    if kept is not None and kept.own_text != hash_of_own_text(document):
        raise FormatError(
            CHANGED_SINCE_PUBLISHED.fault(format=f"{kept.publication.name}@{kept.publication.version}"),
            document.file,
            document.origin(("valid",)).line,
        )
    return kept is not None


def templates_that_do_not_fit(catalogue: Catalogue, plans: Iterable[Plan]) -> Iterator[Remark]:
    """A remark for every workbook in which a header text, sheet or cell of its format is gone."""
    for plan in plans:
        fault = _misfit(plan, catalogue.templates)
        if fault is not None:
            yield Remark("template-does-not-fit", f"{plan.name}@{plan.version}", "", str(fault))


def read_format_documents(mappings_dir: Path) -> Iterator[tuple[str, Document]]:
    """Every format and fragment of a mappings folder, by the path of its file without the suffix."""
    for path in sorted(mappings_dir.rglob("*.yaml")):
        below = path.relative_to(mappings_dir)
        if below.parts[0] in _NOT_FORMATS or "voorbeelden" in below.parts:
            continue
        name = str(below.with_suffix(""))
        yield name, read_document(path, name, f"mappings/{below}")


def usable_by_name(documents: Mapping[str, Document]) -> dict[str, Document]:
    """What `uses` can name: every file by its path, every fragment and the latest of each format by name."""
    latest: dict[str, Document] = {}
    for document in documents.values():
        if "fragment" in document.content:
            latest[str(document.content["fragment"])] = document
        elif "format" in document.content:
            latest[str(document.content["format"])] = document
    return {**documents, **latest}


def _formats(documents: Mapping[str, Document], published: Iterable[Published]) -> Iterator[Composed]:
    """Formats that are not published yet; what one uses by name is the latest file of that name."""
    kept = {(each.publication.name, each.publication.version): each for each in published}
    known = usable_by_name(documents)
    for name, document in documents.items():
        if "format" in document.content:
            if not _require_own_text(document, kept):
                yield compose(name, known)
        elif "fragment" not in document.content:
            raise FormatError(NEITHER_FORMAT_NOR_FRAGMENT.fault(), document.file, 1)


def compile_composed(
    composed: Composed, standard: Standard, tables: Mapping[str, CodeTable], templates: Mapping[str, bytes]
) -> Plan:
    """Prove a composed format with the workbook it names; raises FormatError with file, line and remedy."""
    output = composed.content.get("output")
    template = output.get("template") if isinstance(output, dict) else None
    if template is not None and template not in templates:
        raise composed.error(
            ("output", "template"), UNKNOWN_WORKBOOK.fault(template=str(template), known=", ".join(templates))
        )
    plan = compile_format(composed, standard, tables, templates[str(template)] if template else None)
    require_safe_filename(composed, plan.format.output)
    fault = _misfit(plan, templates)
    if fault is not None:
        raise composed.error(_place_of(fault, plan), fault.fault.inside(same(fault.file))) from fault
    return plan


def _misfit(plan: Plan, templates: Mapping[str, bytes]) -> FormatError | None:
    """What is wrong between a format and its workbook: a sheet, header text or cell that is not there."""
    output = plan.format.output
    if isinstance(output, TemplateOutput):
        targets = [
            SheetTarget(s.name, s.format.header_row, tuple(column.header for column in s.columns))
            for s in plan.sheets
        ]
        try:
            check_headers(templates[output.template], targets, list(plan.cells), output)
        except FormatError as fault:
            return fault
    return None


def _place_of(fault: FormatError, plan: Plan) -> tuple[str, ...]:
    """Where the format names what its workbook has not."""
    sentence = str(fault).partition(";")[0]
    for sheet in plan.sheets:
        for column in sheet.columns:
            if repr(column.header) in sentence:
                return ("sheets", sheet.name, "columns", column.header)
        if repr(sheet.name) in sentence:
            return ("sheets", sheet.name)
    for name, cell in plan.cells:
        if repr(name) in sentence or f"{name}!{cell}" in sentence:
            return ("cells", f"{name}!{cell}")
    return ("output", "template")


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


def read_code_tables(mappings_dir: Path) -> Iterator[tuple[str, CodeTable]]:
    """Every code table of a mappings folder by name; raises FormatError for a code with two meanings."""
    for path in sorted(mappings_dir.rglob("codetabellen/*.csv")):
        region = path.relative_to(mappings_dir).parts[0]
        table = _code_table(f"{region}/{path.stem}", path)
        clashes = table.clashes()
        if clashes:
            raise FormatError(
                TWO_MEANINGS.fault(code=clashes[0].code),
                f"mappings/{path.relative_to(mappings_dir)}",
                clashes[0].line,
            )
        wrong = fault_of_bands(table) if table.lines and table.lines[0].code.count("..") else None
        if wrong is not None:
            raise FormatError(wrong[0], f"mappings/{path.relative_to(mappings_dir)}", wrong[1])
        yield table.name, table


def _code_table(name: str, path: Path) -> CodeTable:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        asked = ("wordt",) if set(reader.fieldnames or ()) >= _BAND_COLUMNS else _CODE_COLUMNS
        missing = [column for column in asked if column not in (reader.fieldnames or ())]
        if missing:
            raise FormatError(CODE_TABLE_LACKS_A_COLUMN.fault(column=missing[0]), name)
        lines = tuple(_translation(row, name, reader.line_num) for row in reader)
    return CodeTable(name, lines)


def _translation(row: Mapping[str, str], name: str, line: int) -> CodeLine:
    return CodeLine(
        code=row["code"] if "code" in row else code_of_band(row["van"], row["tot_en_met"]),
        becomes=row["wordt"],
        law=row.get("wet") or "",
        valid_from=_day(row.get("geldig_van"), name, line) or date(1, 1, 1),
        valid_until=_day(row.get("geldig_tot"), name, line) or date(9999, 12, 31),
        line=line,
    )


def _day(text: str | None, name: str, line: int) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise FormatError(NOT_A_DAY.fault(text=str(text)), name, line) from fault
