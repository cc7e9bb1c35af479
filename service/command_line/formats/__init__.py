"""eenmaal formats: the formats that municipalities ask, read, compared, tried and tested."""

import click

from service.command_line.formats.drafting import draft
from service.command_line.formats.linting import lint
from service.command_line.formats.listing import list_formats, schema
from service.command_line.formats.reading import coverage, describe, diff
from service.command_line.formats.trying import publish_format, test, try_out


@click.group()
def formats() -> None:
    """The formats that municipalities ask."""


for command in (coverage, describe, diff, draft, lint, list_formats, publish_format, schema, test, try_out):
    formats.add_command(command)
