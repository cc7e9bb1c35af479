"""eenmaal burden drop-list: what municipalities need not ask any more, as table, csv, JSON and letters."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from service.command_line.installation import settings, the_catalogue
from service.command_line.listings import Listing, show_listing
from service.command_line.options import FORMATS, JSON
from service.command_line.running_service import find_service
from service.domain.burden.drop_letters import drop_letters
from service.domain.burden.drop_list import DropList
from service.domain.burden.drop_list_table import HEADS, lines_of
from service.domain.burden.drop_list_table import as_json as list_as_json
from service.domain.burden.drop_list_words import (
    effect_words,
    ground_words,
    minutes_words,
    proposal_words,
    summary,
    where_words,
)
from service.domain.burden.element_words import element_words
from service.domain.formats.catalogue import Catalogue
from service.domain.periods import Period
from service.files.burden import bundle
from service.files.tables import table_as_csv
from service.use_cases.burden.drop_list_of_file import DropListOfFile
from service.wiring import build

_MOST_LINES = 25


@click.command(name="drop-list")
@click.argument("export", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--period", help="Of what was published: 2026, 2026-H1, 2026-Q1 or 2026-03.")
@click.option("--login", help="As whom: what is seen is what this account may see.")
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False, path_type=Path), help="Write all columns.")
@click.option(
    "--letters",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a zip of letters for each jeugdregio into this folder.",
)
@FORMATS
@JSON
def drop_list(  # noqa: PLR0913 - the options of a command
    export: Path | None,
    period: str | None,
    login: str | None,
    csv_file: Path | None,
    letters: Path | None,
    formats: Path | None,
    *,
    as_json: bool,
) -> None:
    """List every question that could go, be taken from elsewhere, or be asked as the others do."""
    catalogue = the_catalogue(formats)
    if (export is None) == (period is None or login is None):
        raise click.UsageError("Name an EXPORT, or a --period with a --login.")
    listed = _of_file(export, catalogue) if export else _of_period(str(period), str(login))
    if listed is None:
        click.echo("Nothing was delivered, so there is nothing to list.", err=True)
        sys.exit(1)
    found, over = listed
    if csv_file:
        lines = lines_of(found, catalogue.municipalities, catalogue.titles(), "nl")
        csv_file.write_bytes(table_as_csv(HEADS, lines))
    if letters:
        _write_letters(found, letters, catalogue)
    if as_json:
        click.echo(json.dumps(list_as_json(found, over.label), ensure_ascii=False))
    else:
        _show(found, catalogue.titles())


def _of_file(export: Path, catalogue: Catalogue) -> tuple[DropList, Period] | None:
    lister = DropListOfFile.from_mappings(settings().mappings_dir, catalogue)
    return lister(export.read_bytes(), export.name)


def _of_period(period: str, login: str) -> tuple[DropList, Period] | None:
    own = settings()
    wiring = build(own if own.database_url else find_service(own.state_dir).settings)
    try:
        page = wiring.burden.show_drop_list(wiring.burden.show_for_login.find(login), period)
    finally:
        wiring.close()
    if page.found is None or page.period is None or page.period.label != period:
        return None
    return page.found, page.period


def _write_letters(found: DropList, folder: Path, catalogue: Catalogue) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    entries = catalogue.standard.code_lists["gemeente"].entries
    regions = {each.code: each.more.get("jeugdregio", "") or "zonder-regio" for each in entries}
    packed: dict[str, dict[str, str]] = {}
    for name, text in drop_letters(found, catalogue.municipalities, catalogue.titles()).items():
        packed.setdefault(regions.get(name[:4], "zonder-regio"), {})[name] = text
    for region, texts in packed.items():
        safe = "".join(each if each.isalnum() else "-" for each in region.lower())
        (folder / f"brieven-{safe}.zip").write_bytes(bundle(texts))


def _show(found: DropList, titles: Mapping[str, str]) -> None:
    click.echo(summary(found).nl)
    everybody = found.everybody
    click.echo(f"Als al deze gemeenten dit doen: {effect_words(everybody).nl}.")
    click.echo(f"  tijd, voor wie één keer aanlevert: {minutes_words(everybody.with_service).nl}")
    click.echo(f"  tijd, voor wie dat niet doet: {minutes_words(everybody.without).nl}\n")
    rows = [
        (
            each.municipality,
            titles.get(each.format, each.format),
            element_words(each.element).nl,
            f"{proposal_words(each.ground).nl}: {ground_words(each.ground).nl}",
            where_words(each, titles).nl,
        )
        for each in found.questions[:_MOST_LINES]
    ]
    heads = ("gemeente", "uitvraag", "gegeven", "voorstel", "waar")
    show_listing(Listing(title="Wat niemand meer hoeft te vragen", heads=heads, rows=rows))
    left = len(found.questions) - _MOST_LINES
    if left > 0:
        click.echo(f"… en {left} regels meer; --csv schrijft ze alle.")
