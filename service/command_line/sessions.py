"""eenmaal sessions: sign somebody out everywhere."""

import click

from service.command_line.jobs import running_wiring
from service.domain.access import NotFoundError


@click.group()
def sessions() -> None:
    """Sessions of people who are signed in."""


@sessions.command()
@click.argument("login")
def end(login: str) -> None:
    """End every session of LOGIN, at once: a laptop was lost, or somebody left."""
    with running_wiring() as wiring:
        try:
            ended = wiring.people.end_sessions(login)
        except NotFoundError as error:
            raise click.BadParameter(f"niemand logt in als {login}.", param_hint="LOGIN") from error
    click.echo(f"{ended} beëindigd." if ended else "Er was geen sessie.")
