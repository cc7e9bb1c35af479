"""eenmaal explain: what a cell of a report holds, in words, and from which rows of the export it comes."""

import json
import sys
from itertools import islice
from pathlib import Path

import click

from service.command_line.earlier import published_in
from service.command_line.installation import the_catalogue
from service.command_line.options import ADD_UP, EARLIER, FORMATS, JSON
from service.command_line.reading import checked_together, with_reading
from service.domain.explanation.explanation import Explanation, in_json
from service.domain.standard.repairs import Reading
from service.pipeline.explaining import find_report, is_rejected

_MOST_SHOWN = 20
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("report", type=_FILE)
@click.argument("address")
@click.option(
    "--from",
    "exports",
    required=True,
    multiple=True,
    type=_FILE,
    help="The export that the report was made of; with --add-up each delivery, oldest first.",
)
@EARLIER
@with_reading
@ADD_UP
@FORMATS
@JSON
def explain(  # noqa: PLR0913 - each is an option or argument of the command
    reading: Reading,
    report: Path,
    address: str,
    exports: tuple[Path, ...],
    earlier: Path | None,
    formats: Path | None,
    *,
    add_up: bool,
    as_json: bool,
) -> None:
    """Say what stands at ADDRESS of REPORT, and from which rows of the export it comes.

    ADDRESS is 'Productie!E14' in a workbook, '14:Bedrag' (line:column) in lines of text, a path such as
    /Bericht/Client[2]/Bedrag in XML, a pointer such as /Productie/3/Bedrag in JSON, the name of a field in a
    document. In a zip the name of the file in the format and a slash come first.
    """
    catalogue = the_catalogue(formats)
    checked = checked_together(exports, catalogue.standard, reading, add_up=add_up)
    if is_rejected(checked):
        raise click.BadParameter(
            "deze aanlevering is afgekeurd; er is geen rapportage van.", param_hint="--from"
        )
    submitted = catalogue.submitted(checked.export, published_in(earlier))
    content = report.read_bytes()
    found = find_report(catalogue, submitted, content, report.name)
    if found is None:
        click.echo(
            f"{report.name} is niet van deze aanlevering: geen rapportage die er nu van gemaakt wordt, heeft "
            "precies deze inhoud.",
            err=True,
        )
        sys.exit(1)
    told = found.explain(address, content, report.name)
    if told is None:
        raise click.BadParameter(f"{address} is geen plaats in {report.name}.", param_hint="ADDRESS")
    click.echo(json.dumps(told.as_json(), ensure_ascii=False) if as_json else _shown(told))


def _shown(told: Explanation) -> str:
    value = in_json(told.value)[0]
    lines = [f"{told.address}: {'(leeg)' if value is None else value}", told.words.nl, ""]
    for each in told.rows:
        for place, said, added in islice(each.told(), _MOST_SHOWN):
            stands = f"  {place.sheet or each.table}!{place.row}  {_text(said)}"
            lines.append(stands + ("" if added is None else f"  → {added}"))
        if each.count > _MOST_SHOWN:
            lines.append(f"  … en nog {each.count - _MOST_SHOWN} (alle met --json)")
    lines += [f"  codetabel {each.table}: {each.code} → {each.becomes}" for each in told.tables]
    lines += [f"  eerder gepubliceerd: {each.period.label} ({each.sha256})" for each in told.earlier]
    return "\n".join(lines).rstrip()


def _text(value: object) -> str:
    return "" if value is None else str(value)
