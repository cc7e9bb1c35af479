"""Draft a format from a municipality's own workbook: find its headers, propose, and write it as YAML."""

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import openpyxl
import pandas as pd
import yaml
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles.numbers import is_date_format
from openpyxl.worksheet.worksheet import Worksheet

from service.domain.formats.compiling import compile_format
from service.domain.formats.composition import compose
from service.domain.formats.drafts.proposals import (
    CELL,
    Heading,
    Label,
    SheetProposal,
    Synonym,
    normal,
    propose,
    propose_cells,
)
from service.domain.formats.plan import Plan
from service.domain.standard.export import Export
from service.domain.standard.model import Standard
from service.files.catalogue.loading import standard_tables
from service.files.catalogue.yaml_documents import read_document
from service.files.workbook import has_macros

_FEWEST_HEADERS = 3
"""A row with fewer texts is a title, a remark or a label."""
_DEEPEST_HEADER = 40
_REST = "deel/de-rest-niet"


def read_synonyms(mappings_dir: Path) -> dict[str, Synonym]:
    """What header texts usually mean, by the text in its plainest form."""
    with (mappings_dir / "synoniemen.csv").open(encoding="utf-8", newline="") as stream:
        return {
            f"{CELL}:{row['kop']}" if row["tabel"] == CELL else row["kop"]: Synonym(
                header=row["kop"],
                table=row["tabel"],
                per_row=yaml.safe_load(row["per_rij"]),
                per_group=yaml.safe_load(row["per_groep"]),
                reason=row["reden"],
                sources=tuple(row["bron"].split(";")),
            )
            for row in csv.DictReader(stream)
        }


def values_of(export: Export) -> dict[str, frozenset[str]]:
    """Field → the different texts that a sample submission has in prestatie and toewijzing."""
    return {
        f"{table}.{name}": frozenset(export.tables[table][name].dropna().unique())
        for table in ("prestatie", "toewijzing")
        for name in map(str, export.tables[table])
        if pd.api.types.is_string_dtype(export.tables[table][name].dtype) and not name.startswith("_")
    }


def propose_for_workbook(
    content: bytes, synonyms: Mapping[str, Synonym], seen: Mapping[str, frozenset[str]] | None = None
) -> dict[str, tuple[int, SheetProposal]]:
    """Sheet → header row and proposal, for every sheet that has a list with at least one known column.

    A sheet without a list but with known labels beside empty cells has row 0 and proposals for those cells;
    there are none unless some sheet has a list. `seen` as for `propose`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", UserWarning
        )  # what openpyxl cannot keep does not matter: we only read
        workbook = openpyxl.load_workbook(io.BytesIO(content))
    found = {}
    for sheet in workbook.worksheets:
        row = _header_row(sheet, synonyms)
        if row:
            proposal = propose(list(_headings(sheet, row)), synonyms, seen)
            if any(each.expression for each in proposal.columns):
                found[sheet.title] = (row, proposal)
    covers = {
        sheet.title: (0, propose_cells(list(_labels(sheet)), synonyms))
        for sheet in workbook.worksheets
        if found and sheet.title not in found
    }
    return {**{title: each for title, each in covers.items() if each[1].cells}, **found}


def template_name(name: str, content: bytes) -> str:
    """What the blank workbook of a format is called: by whether it holds macros, whatever it was called."""
    return f"{name}.{'xlsm' if has_macros(content) else 'xlsx'}"


def write_draft(name: str, template: str, proposals: Mapping[str, tuple[int, SheetProposal]]) -> str:
    """The format as YAML, every proposal with its confidence and reason, what is unknown as a remark."""
    head = {
        "format": name,
        "title": name,
        "provenance": "illustrative",
        "standard": "2026.1",
        "valid": {"from": "2026-Q1"},
        "period": "quarter",
        "law": ["JW"],
    }
    personal = "toewijzing.bsn" in str(proposals) or "toewijzing.geboortedatum" in str(proposals)
    ground = {"level": "person", "legal_ground": "INVULLEN"} if personal else {"level": "aggregate"}
    filename = f"{{gemeentecode}}-{{agb_code}}-{{periode}}.{template.rpartition('.')[2]}"
    rest: dict[str, object] = {
        "uses": [_REST],
        "output": {"kind": "xlsx", "template": template, "filename": filename},
    }
    rest["examples"] = f"{name}/voorbeelden"
    lines = [yaml.safe_dump({**head, **ground, **rest}, sort_keys=False, allow_unicode=True)]
    cells = [(f"{sheet}!{cell}", each) for sheet, (_, on) in proposals.items() for cell, each in on.cells]
    if cells:
        lines.append("cells:\n")
    for address, each in cells:
        lines.append(f"  # {each.confidence} %: naast {_flow(each.header)}, {each.reason}\n")
        lines.append(f"  {_flow(address)}: {_flow(each.expression)}\n")
    lines.append("sheets:\n")
    for sheet, (row, proposal) in proposals.items():
        if row:
            lines += _sheet_lines(sheet, row, proposal)
    return "".join(lines)


def compile_draft(path: Path, mappings_dir: Path, standard: Standard, template: bytes) -> Plan:
    """Prove a draft as every format is proven; raises FormatError with the line of what is wrong."""
    draft = read_document(path, "draft", path.name)
    rest = read_document(mappings_dir / "landelijk" / f"{_REST}.yaml", _REST, f"{_REST}.yaml")
    composed = compose("draft", {"draft": draft, _REST: rest})
    return compile_format(composed, standard, standard_tables(standard), template)


def _sheet_lines(sheet: str, row: int, proposal: SheetProposal) -> Iterator[str]:
    rows = {"of": proposal.table, "per": list(proposal.per)}
    if proposal.table != "wachtlijst":
        rows["with"] = ["toewijzing"]
    yield f"  {_flow(sheet)}:\n    header_row: {row}\n    rows: {_flow(rows)}\n    columns:\n"
    for each in proposal.columns:
        if each.expression:
            yield f"      # {each.confidence} %: {each.reason}\n"
            yield f"      {_flow(each.header)}: {_flow(each.expression)}\n"
        else:
            yield f"      # ONBEKEND {_flow(each.header)}: {each.reason}\n"


def _flow(value: object) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    return text.removesuffix("...\n").strip()


def _header_row(sheet: Worksheet, synonyms: Mapping[str, Synonym]) -> int:
    """The row of headers, 0 when there is none: most known texts, then most texts, then the lowest.

    A merged title counts for one, so of a header in two lines the lower, which names each column, is taken.
    """
    best = (0, 0, 0)
    for number in range(1, min(sheet.max_row, _DEEPEST_HEADER) + 1):
        texts = [text for _, text in _header_texts(sheet, number)]
        known = sum(normal(text) in synonyms for text in texts)
        if len(texts) >= _FEWEST_HEADERS:
            best = max(best, (known, len(texts), number))
    return best[2]


def _texts(sheet: Worksheet, row: int) -> Iterator[tuple[int, str]]:
    for cell in sheet[row]:
        is_text = isinstance(cell, Cell) and isinstance(cell.value, str) and cell.data_type != "f"
        if is_text and str(cell.value).strip():
            yield int(cell.column or 0), str(cell.value)


def _labels(sheet: Worksheet) -> Iterator[Label]:
    """Texts with an empty cell to the right of them, the first that belongs to the label itself skipped."""
    for number in range(1, min(sheet.max_row, _DEEPEST_HEADER) + 1):
        for column, text in _texts(sheet, number):
            beside = _after(sheet, number, column)
            if beside is not None and beside.value is None:
                yield Label(
                    text.strip().rstrip(":"), beside.coordinate, is_date_format(str(beside.number_format))
                )


def _after(sheet: Worksheet, row: int, column: int) -> Cell | None:
    """The first cell to the right beyond its own merged cell; None when it is part of another."""
    last = next((each.max_col for each in sheet.merged_cells.ranges if (row, column) in each.top), column)
    cell = sheet.cell(row, last + 1)
    return cell if isinstance(cell, Cell) else None


def _header_texts(sheet: Worksheet, row: int) -> Iterator[tuple[int, str]]:
    """The headers of a row, with those that stand in a cell merged from the rows above down to it."""
    down = {
        each.min_col: str(sheet.cell(each.min_row, each.min_col).value).strip()
        for each in sheet.merged_cells.ranges
        if each.min_row < row == each.max_row and sheet.cell(each.min_row, each.min_col).value
    }
    yield from sorted({**down, **dict(_texts(sheet, row))}.items())


def _headings(sheet: Worksheet, row: int) -> Iterator[Heading]:
    for column, text in _header_texts(sheet, row):
        below = [sheet.cell(number, column) for number in range(row + 1, min(sheet.max_row, row + 20) + 1)]
        pattern = below[0] if below else None
        calculated = isinstance(pattern, Cell) and pattern.data_type == "f"
        dates = pattern is None or is_date_format(str(pattern.number_format))
        yield Heading(text, tuple(_values(below)), dates, calculated)


def _values(cells: Iterable[Cell | MergedCell]) -> Iterator[str]:
    """What stands in cells by itself: no formula, and nothing that a merged cell hides."""
    for cell in cells:
        if not isinstance(cell, MergedCell) and cell.data_type != "f" and cell.value is not None:
            yield str(cell.value)
