"""Draft a format from a municipality's own workbook: find its headers, propose, and write it as YAML."""

import csv
import io
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import yaml
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from service.domain.formats.composition import compose
from service.domain.formats.drafting import Heading, SheetProposal, Synonym, normal, propose
from service.domain.formats.plan import Plan, compile_format
from service.domain.standard.model import Standard
from service.files.catalogue import standard_tables
from service.files.yaml_documents import read_document

_FEWEST_HEADERS = 3
"""A row with fewer texts is a title, a remark or a label."""
_DEEPEST_HEADER = 40
_REST = "deel/de-rest-niet"


def read_synonyms(mappings_dir: Path) -> dict[str, Synonym]:
    """What header texts usually mean, by the text in its plainest form."""
    with (mappings_dir / "synoniemen.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["kop"]: Synonym(
                row["kop"],
                row["tabel"],
                yaml.safe_load(row["per_rij"]),
                yaml.safe_load(row["per_groep"]),
                row["reden"],
            )
            for row in csv.DictReader(stream)
        }


def propose_for_workbook(
    content: bytes, synonyms: Mapping[str, Synonym]
) -> dict[str, tuple[int, SheetProposal]]:
    """Sheet → header row and proposal, for every sheet that has a list with at least one known column."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", UserWarning
        )  # what openpyxl cannot keep does not matter: we only read
        workbook = openpyxl.load_workbook(io.BytesIO(content))
    found = {}
    for sheet in workbook.worksheets:
        row = _header_row(sheet, synonyms)
        if row:
            proposal = propose(list(_headings(sheet, row)), synonyms)
            if any(each.expression for each in proposal.columns):
                found[sheet.title] = (row, proposal)
    return found


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
    filename = "{gemeentecode}-{agb_code}-{periode}.xlsx"
    rest = {"uses": [_REST], "output": {"kind": "xlsx", "template": template, "filename": filename}}
    lines = [yaml.safe_dump({**head, **ground, **rest}, sort_keys=False, allow_unicode=True), "sheets:\n"]
    for sheet, (row, proposal) in proposals.items():
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
        texts = [text for _, text in _texts(sheet, number)]
        known = sum(normal(text) in synonyms for text in texts)
        if len(texts) >= _FEWEST_HEADERS:
            best = max(best, (known, len(texts), number))
    return best[2]


def _texts(sheet: Worksheet, row: int) -> Iterator[tuple[int, str]]:
    for cell in sheet[row]:
        is_text = isinstance(cell, Cell) and isinstance(cell.value, str) and cell.data_type != "f"
        if is_text and str(cell.value).strip():
            yield int(cell.column or 0), str(cell.value)


def _headings(sheet: Worksheet, row: int) -> Iterator[Heading]:
    for column, text in _texts(sheet, row):
        below = [sheet.cell(number, column) for number in range(row + 1, min(sheet.max_row, row + 20) + 1)]
        pattern = below[0] if below else None
        calculated = isinstance(pattern, Cell) and pattern.data_type == "f"
        values = tuple(
            str(cell.value) for cell in below if not isinstance(cell, MergedCell) and cell.data_type != "f"
        )
        yield Heading(text, tuple(each for each in values if each != "None"), calculated)
