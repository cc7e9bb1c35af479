"""eenmaal standard: the one export that providers deliver."""

import hashlib
import json
from pathlib import Path

import click

from service import __version__
from service.command_line.answered import answered
from service.command_line.installation import settings, the_standard
from service.command_line.options import JSON, OUT_FILE
from service.files.standard import blank_workbook, data_package, reference_page, rules_page, rules_since


@click.group()
def standard() -> None:
    """The one export that providers deliver."""


standard.add_command(answered)


@standard.command()
@OUT_FILE
@JSON
def template(out: Path, *, as_json: bool) -> None:
    """Write the blank workbook, with drop-downs and notes."""
    _write(out, blank_workbook(the_standard()), as_json=as_json)


@standard.command()
@OUT_FILE
@JSON
def package(out: Path, *, as_json: bool) -> None:
    """Write the data package: descriptor, code lists and an empty csv per table, in one zip."""
    _write(out, data_package(settings().mappings_dir, the_standard()), as_json=as_json)


@standard.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write rules.md and standard.md in.",
)
@JSON
def pages(out: Path, *, as_json: bool) -> None:
    """Write the reference pages: every field and every rule."""
    out.mkdir(parents=True, exist_ok=True)
    files = {
        "rules.md": rules_page(rules_since(settings().mappings_dir, __version__)),
        "standard.md": reference_page(the_standard()),
    }
    for name, text in files.items():
        (out / name).write_text(text, encoding="utf-8")
    click.echo(
        json.dumps({"files": [str(out / name) for name in files]}) if as_json else f"{out} is bijgewerkt."
    )


def _write(out: Path, content: bytes, *, as_json: bool) -> None:
    out.write_bytes(content)
    if as_json:
        sha256 = hashlib.sha256(content).hexdigest()
        click.echo(json.dumps({"file": str(out), "sha256": sha256, "bytes": len(content)}))
    else:
        click.echo(f"{out} staat klaar.")
