"""Options and arguments that several commands share."""

from pathlib import Path

import click

EXPORT = click.argument("export", type=click.Path(exists=True, dir_okay=False, path_type=Path))
EXPORTS = click.argument(
    "exports",
    metavar="EXPORT...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
JSON = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object (docs/json.md) and nothing else."
)
FORMATS = click.option(
    "--formats",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Read formats, code tables and requests from this folder instead.",
)
ADD_UP = click.option(
    "--add-up",
    is_flag=True,
    help="Add the files up, oldest first: each changes, adds to or takes from those before it.",
)
EARLIER = click.option(
    "--earlier",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with reports made before, for formats that show earlier periods.",
)
OUT_FILE = click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
