"""eenmaal formats list and schema."""

import json
from pathlib import Path

import click

from service.command_line.installation import tell_what_is_broken, the_catalogue
from service.command_line.listings import Listing, show_listing
from service.command_line.options import FORMATS, JSON
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.json_schema import format_schema
from service.domain.formats.plan import Plan


@click.command(name="list")
@FORMATS
@JSON
def list_formats(formats: Path | None, *, as_json: bool) -> None:
    """List every version of every format."""
    catalogue = the_catalogue(formats)
    tell_what_is_broken(catalogue)
    described = [_described(catalogue, plan) for plan in catalogue.every_plan()]
    if as_json:
        click.echo(json.dumps(described, ensure_ascii=False))
        return
    heads = ("format", "version", "period", "law", "level", "kind", "municipalities")
    rows = [tuple(_text(each[head]) for head in heads) for each in described]
    show_listing(Listing(heads=heads, rows=rows, numbers=("municipalities",)))


@click.command()
def schema() -> None:
    """Print the JSON Schema of a format, for editors."""
    click.echo(json.dumps(format_schema(), indent=2, ensure_ascii=False))


def _described(catalogue: Catalogue, plan: Plan) -> dict[str, object]:
    written = plan.format
    return {
        "format": plan.name,
        "version": plan.version,
        "sha256": plan.sha256,
        "title": written.title,
        "period": written.period.value,
        "law": list(written.law),
        "level": written.level,
        "kind": written.output.kind,
        "provenance": written.provenance,
        "municipalities": catalogue.municipalities_asking(plan.name),
    }


def _text(value: object) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
