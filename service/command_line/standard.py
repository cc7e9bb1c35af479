"""eenmaal standard: the one export that providers deliver."""

import hashlib
import json
from pathlib import Path

import click

from service.command_line.installation import the_standard
from service.command_line.options import JSON, OUT_FILE
from service.files.standard_workbook import blank_workbook


@click.group()
def standard() -> None:
    """The one export that providers deliver."""


@standard.command()
@OUT_FILE
@JSON
def template(out: Path, *, as_json: bool) -> None:
    """Write the blank workbook, with drop-downs and notes."""
    content = blank_workbook(the_standard())
    out.write_bytes(content)
    if as_json:
        sha256 = hashlib.sha256(content).hexdigest()
        click.echo(json.dumps({"file": str(out), "sha256": sha256, "bytes": len(content)}))
    else:
        click.echo(f"{out} is klaar om in te vullen.")
