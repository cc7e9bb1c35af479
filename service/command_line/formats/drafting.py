"""eenmaal formats draft: from a municipality's own workbook to a format that works."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import click

from service.command_line.formats.choosing import mappings_of
from service.command_line.installation import the_standard
from service.command_line.options import FORMATS
from service.domain.formats.drafts.workbook_proposal import WorkbookProposal
from service.domain.formats.lint import lint
from service.files.drafts import (
    SettledDraft,
    compile_draft,
    name_and_version,
    propose_for_workbook,
    read_synonyms,
    settled_draft,
    template_name,
    values_of,
)
from service.pipeline.translate_file import check_file

_NAME = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)+")
_APART = "concepten"
"""Where a draft goes that would otherwise be among the formats that are in use."""
_OF_A_CATALOGUE = ("standaard", "uitvragen", "gepubliceerd.csv")


@click.command()
@click.argument("workbook", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", required=True, help="What the format is called: region/name.")
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help=f"The folder to write to; where formats in use stand, its folder {_APART}.",
)
@click.option(
    "--sample",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A submission: a filled column of the workbook is known by values that it has too.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object (docs/json.md) and nothing else."
)
@FORMATS
def draft(
    workbook: Path, name: str, out: Path, sample: Path | None, *, as_json: bool, formats: Path | None
) -> None:
    """Propose a format for WORKBOOK: its columns, what fills them, how sure that is, and what is unknown."""
    if not _NAME.fullmatch(name):
        raise click.BadParameter(
            "write region/name, in small letters, digits and hyphens", param_hint="--name"
        )
    content, mappings = workbook.read_bytes(), mappings_of(formats)
    seen = values_of(check_file(sample.read_bytes(), sample.name, the_standard()).export) if sample else {}
    words = read_synonyms(mappings) or read_synonyms(mappings_of(None))
    proposal = propose_for_workbook(content, words, seen)
    drafted = settled_draft(name, content, proposal, mappings, the_standard())
    written = _write(_apart_from_use(out, mappings), name, content, drafted.text)
    if as_json:
        click.echo(json.dumps(_as_json(written.format, drafted.proposal), ensure_ascii=False))
        return
    _show(drafted.proposal, written)
    _show_remarks(drafted, mappings, content)


@dataclass(frozen=True, slots=True)
class _Written:
    """Where a draft and its blank workbook were written."""

    format: Path
    workbook: Path


def _apart_from_use(out: Path, mappings: Path) -> Path:
    """The folder to write to, so that a draft never is a format in use before somebody puts it there."""
    own, in_use = out.resolve(), mappings.resolve()
    if in_use in (own, *own.parents):
        return mappings.parent / _APART
    is_catalogue = any((out / "mappings" / each).exists() for each in _OF_A_CATALOGUE)
    return out / _APART if is_catalogue or (own / "mappings") == in_use else out


def _write(out: Path, name: str, content: bytes, text: str) -> _Written:
    """The format and its blank workbook, where a catalogue has them."""
    written = _Written(
        out / "mappings" / name / f"{name_and_version(text)[1]}.yaml",
        out / "templates" / "reports" / template_name(name, content),
    )
    for path in (written.format, written.workbook):
        path.parent.mkdir(parents=True, exist_ok=True)
    written.format.write_text(text, encoding="utf-8")
    written.workbook.write_bytes(content)
    return written


def _as_json(written: Path, proposal: WorkbookProposal) -> dict[str, object]:
    """The stable shape of `--json`; a column that is unknown has no proposal and confidence 0."""
    columns = [
        {
            "sheet": block.found.sheet,
            "block": block.found.name,
            "address": each.header,
            "proposal": each.expression or None,
            "confidence": each.confidence,
            "reason": each.reason,
        }
        for block in proposal.blocks
        for each in block.every_column()
    ]
    cells = [
        {
            "sheet": sheet,
            "block": "",
            "address": cell,
            "proposal": each.expression,
            "confidence": each.confidence,
            "reason": each.reason,
        }
        for sheet, cell, each in proposal.cells
    ]
    return {
        "format": str(written),
        "columns": [*cells, *columns],
        "not_understood": list(proposal.not_understood),
    }


def _show(proposal: WorkbookProposal, written: _Written) -> None:
    for sheet, cell, each in proposal.cells:
        click.echo(f"{each.confidence:3d} %  {sheet}!{cell} naast {each.header}: {each.expression}")
    for block in proposal.blocks:
        for each in (*block.listed, *block.columns, *block.under_heads):
            told = each.expression or "onbekend"
            click.echo(f"{each.confidence:3d} %  {each.header}: {told} ({each.reason})")
    for told in proposal.not_understood:
        click.echo(f"Niet begrepen: {told}")
    every = [each for block in proposal.blocks for each in block.every_column()]
    known = sum(1 for each in every if each.expression)
    click.echo(
        f"{known} van {len(every)} kolommen voorgesteld; geschreven: {written.format} en {written.workbook}."
    )


def _show_remarks(drafted: SettledDraft, mappings: Path, content: bytes) -> None:
    if drafted.fault is not None:
        click.echo(f"Nog te herstellen: {drafted.fault}")
        return
    for remark in lint(compile_draft(drafted.text, mappings, the_standard(), content), ()):
        click.echo(f"{remark.where}: {remark.text.nl} [{remark.code}]")
