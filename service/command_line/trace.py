"""eenmaal trace: where a row of an export went, and why it is not in other reports."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import click

from service.command_line.earlier import published_in
from service.command_line.installation import the_catalogue
from service.command_line.options import ADD_UP, EARLIER, EXPORTS, FORMATS, JSON
from service.command_line.reading import checked_together, with_reading
from service.domain.explanation.trace import Trace
from service.domain.standard.repairs import Reading
from service.pipeline.explaining import is_rejected, trace_rejected, trace_row

_ROW = re.compile(r"((?P<delivery>.+):\s*)?(?P<table>[a-z]+)!(?P<row>\d{1,9})")


@click.command()
@EXPORTS
@click.argument("row")
@EARLIER
@with_reading
@ADD_UP
@FORMATS
@JSON
def trace(  # noqa: PLR0913 - each is an option or argument of the command
    reading: Reading,
    exports: tuple[Path, ...],
    row: str,
    earlier: Path | None,
    formats: Path | None,
    *,
    add_up: bool,
    as_json: bool,
) -> None:
    """Say to which cells ROW of EXPORT went, and every reason for which it is not somewhere.

    ROW is a table of the standard and a row as the file numbers it, such as 'prestatie!37'; of
    several deliveries that add up (--add-up, oldest first) with the file in front:
    'januari.xlsx:prestatie!37'.
    """
    catalogue = the_catalogue(formats)
    written = _ROW.fullmatch(row.strip())
    if written is None or written["table"] not in catalogue.standard.tables:
        known = ", ".join(catalogue.standard.tables)
        raise click.BadParameter(
            f"schrijf een tabel en een rij, zoals prestatie!37 ({known}).", param_hint="ROW"
        )
    table, number = written["table"], int(written["row"])
    checked = checked_together(exports, catalogue.standard, reading, add_up=add_up)
    part = _part(written["delivery"], checked.export.deliveries)
    if is_rejected(checked):
        found = trace_rejected(checked, table, number, part)
    else:
        submitted = catalogue.submitted(checked.export, published_in(earlier))
        found = trace_row(catalogue, submitted, table, number, part)
    if not found:
        raise click.BadParameter(f"tabel {table} heeft geen rij {number}.", param_hint="ROW")
    _require_one_delivery(found)
    click.echo(json.dumps(_together(found), ensure_ascii=False) if as_json else _shown(found))


def _part(delivery: str | None, deliveries: Sequence[str]) -> int:
    """Which of the deliveries is meant, from 1; 0 when none is named."""
    if delivery is None:
        return 0
    if delivery not in deliveries:
        known = ", ".join(deliveries) or "er is er maar één; laat de naam weg"
        raise click.BadParameter(f"geen bestand heet {delivery} ({known}).", param_hint="ROW")
    return deliveries.index(delivery) + 1


def _require_one_delivery(found: Sequence[Trace]) -> None:
    """Rows of one number in several deliveries are different rows."""
    sheets = list(dict.fromkeys(each.place.sheet for each in found))
    if len(sheets) > 1:
        number, named = found[0].place.row, ", ".join(sheets)
        raise click.BadParameter(
            f"rij {number} is er in meer dan één bestand ({named}); zet het bestand ervoor, zoals "
            f"{sheets[0].partition(': ')[0]}:{found[0].table}!{number}.",
            param_hint="ROW",
        )


def _together(found: Sequence[Trace]) -> dict[str, object]:
    """One row; where several rows have one number, such as in messages, what is known of all of them."""
    cells = [cell.as_json() for each in found for cell in each.cells]
    reasons = [reason.as_json() for each in found for reason in each.reasons]
    return {**found[0].as_json(), "cells": cells, "reasons": reasons}


def _shown(found: Sequence[Trace]) -> str:
    lines = []
    for each in found:
        lines.append(f"{each.place.sheet or each.table}!{each.place.row}: {len(each.cells)} cellen")
        lines += [f"  {cell.municipality}/{cell.report}  {cell.address}" for cell in each.cells]
        for reason in each.reasons:
            where = " ".join(filter(None, (reason.municipality, reason.format, reason.block)))
            lines.append(f"  niet{f' in {where}' if where else ''}: {reason.words.nl} ({reason.code})")
    return "\n".join(lines)
