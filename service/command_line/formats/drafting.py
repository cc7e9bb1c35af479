"""eenmaal formats draft: from a municipality's own workbook to a format that works."""

from collections.abc import Mapping
from pathlib import Path

import click

from service.command_line.formats.choosing import mappings_of
from service.command_line.installation import the_standard
from service.command_line.options import FORMATS
from service.domain.failures import FormatError
from service.domain.formats.drafts.proposals import SheetProposal
from service.domain.formats.lint import lint
from service.files.catalogue import (
    compile_draft,
    propose_for_workbook,
    read_synonyms,
    template_name,
    values_of,
    write_draft,
)
from service.pipeline.translate_file import check_file

Proposals = Mapping[str, tuple[int, SheetProposal]]
"""By sheet, the row of its header and what is proposed under it."""


@click.command()
@click.argument("workbook", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", required=True, help="What the format is called: region/name.")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write to."
)
@click.option(
    "--sample",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A submission: a filled column of the workbook is known by values that it has too.",
)
@FORMATS
def draft(workbook: Path, name: str, out: Path, sample: Path | None, formats: Path | None) -> None:
    """Propose a format for WORKBOOK: its columns, what fills them, how sure that is, and what is unknown."""
    content, mappings = workbook.read_bytes(), mappings_of(formats)
    seen = values_of(check_file(sample.read_bytes(), sample.name, the_standard()).export) if sample else {}
    proposals = propose_for_workbook(content, read_synonyms(mappings), seen)
    if not proposals:
        raise click.ClickException(
            "No sheet has a row of headers that is known; add words to synoniemen.csv."
        )
    written, blank = _write(out, name, content, proposals)
    _show(proposals)
    every = [each for _, proposal in proposals.values() for each in proposal.columns]
    known = sum(1 for each in every if each.expression)
    click.echo(f"{known} van {len(every)} kolommen voorgesteld; geschreven: {written} en {blank}.")
    _show_remarks(written, mappings, content)


def _write(out: Path, name: str, content: bytes, proposals: Proposals) -> tuple[Path, Path]:
    """The format and its blank workbook, where a catalogue has them."""
    template = template_name(name, content)
    written = out / "mappings" / name / "2026-Q1.yaml"
    blank = out / "templates" / "reports" / template
    for path in (written, blank):
        path.parent.mkdir(parents=True, exist_ok=True)
    written.write_text(write_draft(name, template, proposals), encoding="utf-8")
    blank.write_bytes(content)
    return written, blank


def _show(proposals: Proposals) -> None:
    for sheet, (_, proposal) in proposals.items():
        for cell, each in proposal.cells:
            click.echo(f"{each.confidence:3d} %  {sheet}!{cell} naast {each.header}: {each.expression}")
    for _, proposal in proposals.values():
        for each in proposal.columns:
            told = each.expression or "onbekend"
            click.echo(f"{each.confidence:3d} %  {each.header}: {told} ({each.reason})")


def _show_remarks(written: Path, mappings: Path, content: bytes) -> None:
    try:
        plan = compile_draft(written, mappings, the_standard(), content)
    except FormatError as fault:
        click.echo(f"Nog te herstellen: {fault}")
        return
    for remark in lint(plan, ()):
        click.echo(f"{remark.where}: {remark.text.nl} [{remark.code}]")
