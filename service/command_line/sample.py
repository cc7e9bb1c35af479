"""eenmaal sample: an invented export, to try things with."""

import hashlib
import json
from pathlib import Path

import click

from service.command_line.installation import the_catalogue, the_standard
from service.command_line.options import JSON, OUT_FILE
from service.domain.periods import parse_period
from service.domain.sample import choose_municipalities, sample_tables
from service.files.export_writer import write_export


@click.command()
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same export.")
@click.option("--municipalities", type=click.IntRange(1, 342), default=25, show_default=True)
@click.option("--clients", type=click.IntRange(min=1), default=500, show_default=True)
@click.option("--period", default="2026-Q1", show_default=True, help="2026, 2026-H1, 2026-Q1 or 2026-03.")
@click.option("--prestaties", type=click.IntRange(min=1), help="Exactly this many rows of prestatie.")
@OUT_FILE
@JSON
def sample(  # noqa: PLR0913 - one parameter per option
    seed: int,
    municipalities: int,
    clients: int,
    period: str,
    prestaties: int | None,
    out: Path,
    *,
    as_json: bool,
) -> None:
    """Write an invented export: a workbook, or a zip of csv when OUT ends in .zip.

    Municipalities with a request come first; all BSNs are of the official test range.
    """
    try:
        days = parse_period(period)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--period") from error
    standard = the_standard()
    chosen = municipalities_for_a_sample(municipalities, seed)
    tables = sample_tables(
        standard, seed=seed, municipalities=chosen, clients=clients, period=days, prestaties=prestaties
    )
    content = write_export(tables, standard, "csv-zip" if out.suffix == ".zip" else "xlsx")
    out.write_bytes(content)
    rows = {name: len(table) for name, table in tables.items()}
    if as_json:
        sha256 = hashlib.sha256(content).hexdigest()
        answer = {"file": str(out), "sha256": sha256, "bytes": len(content), "rows": rows}
        click.echo(json.dumps({**answer, "municipalities": list(chosen)}))
    else:
        counts = ", ".join(f"{count} x {name}" for name, count in rows.items())
        click.echo(f"{out}: {counts}; {len(chosen)} gemeenten.")


def municipalities_for_a_sample(count: int, seed: int) -> tuple[str, ...]:
    """`count` municipalities: those that ask something first, so that a sample leads to reports."""
    catalogue = the_catalogue()
    asking = sorted({request.municipality for request in catalogue.requests})
    if count <= len(asking):
        return choose_municipalities(asking, count, seed=seed)
    others = sorted(set(catalogue.municipalities) - set(asking))
    return (*asking, *choose_municipalities(others, count - len(asking), seed=seed))
