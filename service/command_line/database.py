"""eenmaal database: the tables of a database of the operator's own."""

import click

from service.command_line.installation import settings
from service.wiring import upgrade_database


@click.group()
def database() -> None:
    """Look after a database of your own; the bundled one looks after itself."""


@database.command()
def upgrade() -> None:
    """Bring the tables to this version, as the role of EENMAAL_OWNER_DATABASE_URL. May be done again."""
    upgrade_database(settings())
    click.echo("De tabellen zijn bij.")
