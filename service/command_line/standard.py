"""eenmaal standard: the one export that providers deliver."""

from pathlib import Path

import click

from service.command_line.installation import the_standard
from service.command_line.options import OUT_FILE
from service.files.standard_workbook import blank_workbook


@click.group()
def standard() -> None:
    """The one export that providers deliver."""


@standard.command()
@OUT_FILE
def template(out: Path) -> None:
    """Write the blank workbook, with drop-downs and notes."""
    out.write_bytes(blank_workbook(the_standard()))
    click.echo(f"{out} is klaar om in te vullen.")
