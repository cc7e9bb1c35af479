"""eenmaal database: the tables of a database of the operator's own, and what older versions did not keep."""

import sys
from collections.abc import Mapping

import click

from service.command_line.installation import settings
from service.command_line.jobs import running_wiring
from service.domain.completing import Completion
from service.wiring import upgrade_database


@click.group()
def database() -> None:
    """Look after a database; the tables of the bundled one are brought up by itself."""


@database.command()
def upgrade() -> None:
    """Bring the tables to this version, as the role of EENMAAL_OWNER_DATABASE_URL. May be done again."""
    upgrade_database(settings())
    click.echo("De tabellen zijn bij.")


@database.command()
def complete() -> None:
    """Work out what older versions did not keep: totals of reports, balances by municipality.

    Each report is made again, byte for byte; what comes out otherwise is not kept. Nobody has to wait for it:
    it may run while the service does, and broken off it goes on where it was. Exit code 1 when something came
    out otherwise.
    """
    with running_wiring() as wiring:
        done = wiring.jobs.complete()
    click.echo(f"Totalen van rapportages: {_told(done.reports)}.")
    click.echo(f"Tellingen van aanleveringen: {_told(done.submissions)}.")
    sys.exit(Completion.DIFFERENT in done.reports or Completion.DIFFERENT in done.submissions)


_WORDS = {
    Completion.KEPT: "alsnog bewaard",
    Completion.NO_SOURCE: "waarvan de rijen niet meer bewaard worden",
    Completion.NO_FORMAT: "waarvan de versie van het formaat hier niet is",
    Completion.DIFFERENT: "DIE ANDERS UITKOMEN",
}


def _told(counts: Mapping[Completion, int]) -> str:
    return (
        ", ".join(f"{counts[each]} {_WORDS[each]}" for each in Completion if counts.get(each))
        or "niets te doen"
    )
