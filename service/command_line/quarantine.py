"""eenmaal quarantine: rows that wait for a code that was not known."""

import click

from service.command_line.installation import settings
from service.command_line.running_service import find_service
from service.settings import Settings
from service.wiring import build


@click.group()
def quarantine() -> None:
    """Rows that wait for a code or municipality that was not known."""


@quarantine.command()
def release() -> None:
    """Translate what waits under the code tables as they are now, without a new upload.

    The service does this by itself within seconds of a change; the command says how many submissions it
    concerns. Only rows that can go are released: nothing that was reported is taken back.
    """
    wiring = build(_running())
    try:
        asked = wiring.jobs.release_waiting()
    finally:
        wiring.close()
    if asked == 1:
        click.echo("1 aanlevering wordt opnieuw bekeken; de workers doen het op de achtergrond.")
    elif asked:
        click.echo(f"{asked} aanleveringen worden opnieuw bekeken; de workers doen het op de achtergrond.")
    else:
        click.echo("Er is niets dat onder deze codetabellen nog niet bekeken is.")


def _running() -> Settings:
    own = settings()
    return own if own.database_url is not None else find_service(own.state_dir).settings
