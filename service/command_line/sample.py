"""eenmaal sample: an invented export, to try things with."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import click
import pandas as pd

from service.command_line.installation import the_catalogue, the_standard
from service.command_line.options import JSON, OUT_FILE
from service.domain.periods import Period, parse_period
from service.files.export import Kind, write_export
from service.sample import choose_municipalities, sample_tables
from service.sample.defects import defects_together, plant_defects

EXAMPLE_REGIONS = ("Groningen", "Midden Holland", "Rijk van Nijmegen", "Twente", "Zeeland")
"""The jeugdregio's of mappings/uitvragen/voorbeeld.yaml."""


@click.command()
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same export.")
@click.option("--municipalities", type=click.IntRange(1, 342), default=25, show_default=True)
@click.option("--clients", type=click.IntRange(min=1), default=500, show_default=True)
@click.option("--period", default="2026-Q1", show_default=True, help="2026, 2026-H1, 2026-Q1 or 2026-03.")
@click.option("--prestaties", type=click.IntRange(min=1), help="Exactly this many rows of prestatie.")
@click.option(
    "--defects",
    help="Plant faults: all, a number, or codes with commas. What must be found goes into OUT.defects.json.",
)
@OUT_FILE
@JSON
def sample(  # noqa: PLR0913, PLR0917 - one parameter per option
    seed: int,
    municipalities: int,
    clients: int,
    period: str,
    prestaties: int | None,
    defects: str | None,
    out: Path,
    *,
    as_json: bool,
) -> None:
    """Write an invented export, in the form that the end of OUT says.

    .xlsx is a workbook, .ods another, .zip csv, .parquet.zip parquet, .ijw.zip messages.

    Municipalities of five jeugdregio's come first; all BSNs are of the official test range.
    """
    days = _days_of(period)
    standard = the_standard()
    chosen = municipalities_for_a_sample(municipalities, seed)
    tables = sample_tables(
        standard, seed=seed, municipalities=chosen, clients=clients, period=days, prestaties=prestaties
    )
    planted: list[dict[str, object]] = []
    if defects is not None:
        tables, planted = _with_defects(tables, defects, seed)
        out.with_name(f"{out.name}.defects.json").write_text(json.dumps(planted, indent=1), encoding="utf-8")
    content = write_export(tables, standard, _kind_of(out))
    out.write_bytes(content)
    answer: dict[str, object] = {
        "file": str(out),
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "rows": {name: len(table) for name, table in tables.items()},
        "municipalities": list(chosen),
    }
    answer |= {"defects": planted} if defects is not None else {}
    _tell(answer, tables, as_json=as_json)


def _days_of(period: str) -> Period:
    try:
        return parse_period(period)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--period") from error


def _tell(answer: dict[str, object], tables: dict[str, pd.DataFrame], *, as_json: bool) -> None:
    counts = ", ".join(f"{len(table)} x {name}" for name, table in tables.items())
    click.echo(json.dumps(answer) if as_json else f"{answer['file']}: {counts}.")


def _kind_of(out: Path) -> Kind:
    by_ending: dict[str, Kind] = {".parquet.zip": "parquet-zip", ".ijw.zip": "ijw-zip", ".zip": "csv-zip"}
    by_ending |= {".ods": "ods"}
    return next((kind for ending, kind in by_ending.items() if out.name.endswith(ending)), "xlsx")


def _with_defects(
    tables: dict[str, pd.DataFrame], wish: str, seed: int
) -> tuple[dict[str, pd.DataFrame], list[dict[str, object]]]:
    codes = defects_together() if wish == "all" else tuple(part.strip() for part in wish.split(","))
    try:
        chosen = int(wish) if wish.isdigit() else codes
        spoiled, planted = plant_defects(the_standard(), tables, chosen, seed=seed)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--defects") from error
    return spoiled, [asdict(each) for each in planted]


def municipalities_for_a_sample(count: int, seed: int) -> tuple[str, ...]:
    """`count` municipalities: those of EXAMPLE_REGIONS first, where every prestatie is asked after."""
    in_view = example_municipalities()
    if count <= len(in_view):
        return choose_municipalities(in_view, count, seed=seed)
    others = sorted(set(the_catalogue().municipalities) - set(in_view))
    return (*in_view, *choose_municipalities(others, count - len(in_view), seed=seed))


def example_municipalities() -> tuple[str, ...]:
    """The municipalities of EXAMPLE_REGIONS, in the order of their codes."""
    entries = the_standard().code_lists["gemeente"].entries
    return tuple(sorted(entry.code for entry in entries if entry.more["jeugdregio"] in EXAMPLE_REGIONS))
