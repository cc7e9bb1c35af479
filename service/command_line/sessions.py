"""eenmaal sessions: where somebody is signed in, and signing somebody out everywhere."""

import click

from service.command_line.jobs import running_wiring
from service.command_line.listings import Listing, show_listing
from service.domain.access import NotFoundError

_LOGIN = click.argument("login")


@click.group()
def sessions() -> None:
    """Sessions of people who are signed in."""


@sessions.command("list")
@_LOGIN
def list_sessions(login: str) -> None:
    """Where LOGIN is signed in: since when, from which address, by which means, last used when."""
    with running_wiring() as wiring:
        try:
            found = wiring.people.list_sessions(wiring.people.find_viewer(login))
        except NotFoundError as error:
            raise _unknown(login) from error
    rows = [
        (
            each.opened_at.isoformat(timespec="seconds"),
            each.opened_at_address or "–",
            each.level,
            each.last_used_at.isoformat(timespec="seconds"),
        )
        for each in found
    ]
    heads = ("sinds", "vanaf", "niveau", "laatst gebruikt")
    show_listing(Listing(title=f"{len(found)} sessies", heads=heads, rows=rows))


@sessions.command()
@_LOGIN
def end(login: str) -> None:
    """End every session of LOGIN, at once: a laptop was lost, or somebody left."""
    with running_wiring() as wiring:
        try:
            ended = wiring.people.end_sessions(login)
        except NotFoundError as error:
            raise _unknown(login) from error
    click.echo(f"{ended} beëindigd." if ended else "Er was geen sessie.")


def _unknown(login: str) -> click.BadParameter:
    return click.BadParameter(f"niemand logt in als {login}.", param_hint="LOGIN")
