"""eenmaal trace: where a row of an export went, and why it is not in other reports."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import click

from service.command_line.earlier import published_in
from service.command_line.installation import the_catalogue
from service.command_line.options import EXPORT, FORMATS, JSON
from service.command_line.reading import with_reading
from service.domain.explanation.trace import Trace
from service.domain.standard.repairs import Reading
from service.pipeline.explaining import is_rejected, trace_rejected, trace_row
from service.pipeline.translate_file import check_file

_ROW = re.compile(r"(?P<table>[a-z]+)!(?P<row>\d+)")


@click.command()
@EXPORT
@click.argument("row")
@click.option(
    "--earlier",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with reports made before, for formats that show earlier periods.",
)
@with_reading
@FORMATS
@JSON
def trace(
    reading: Reading,
    export: Path,
    row: str,
    earlier: Path | None,
    formats: Path | None,
    *,
    as_json: bool,
) -> None:
    """Say to which cells ROW of EXPORT went, and every reason for which it is not somewhere.

    ROW is a table of the standard and a row as the file numbers it, such as 'prestatie!37'.
    """
    catalogue = the_catalogue(formats)
    written = _ROW.fullmatch(row.strip())
    if written is None or written["table"] not in catalogue.standard.tables:
        known = ", ".join(catalogue.standard.tables)
        raise click.BadParameter(
            f"schrijf een tabel en een rij, zoals prestatie!37 ({known}).", param_hint="ROW"
        )
    table, number = written["table"], int(written["row"])
    checked = check_file(export.read_bytes(), export.name, catalogue.standard, reading)
    if is_rejected(checked):
        found = trace_rejected(checked, table, number)
    else:
        submitted = catalogue.submitted(checked.export, published_in(earlier))
        found = trace_row(catalogue, submitted, table, number)
    if not found:
        raise click.BadParameter(f"tabel {table} heeft geen rij {number}.", param_hint="ROW")
    click.echo(json.dumps(_together(found), ensure_ascii=False) if as_json else _shown(found))


def _together(found: Sequence[Trace]) -> dict[str, object]:
    """One row; where several rows have one number, such as in messages, what is known of all of them."""
    cells = [cell.as_json() for each in found for cell in each.cells]
    reasons = [reason.as_json() for each in found for reason in each.reasons]
    return {**found[0].as_json(), "cells": cells, "reasons": reasons}


def _shown(found: Sequence[Trace]) -> str:
    lines = []
    for each in found:
        lines.append(f"{each.table}!{each.row}: {len(each.cells)} cellen")
        lines += [f"  {cell.municipality}/{cell.report}  {cell.address}" for cell in each.cells]
        for reason in each.reasons:
            where = " ".join(filter(None, (reason.municipality, reason.format, reason.block)))
            lines.append(f"  niet{f' in {where}' if where else ''}: {reason.words.nl} ({reason.code})")
    return "\n".join(lines)
