"""eenmaal token: tokens by which programs act for somebody, made by whoever runs the service."""

from typing import TextIO
from uuid import UUID

import click

from service.command_line.jobs import running_wiring
from service.domain.access import NotFoundError
from service.domain.access_tokens import DAYS, SCOPE_WORDS, AccessTokenId, NewToken, NotATokenError, Scope

_LOGIN = click.option(
    "--login", required=True, help="For whom: the token may never do more than this account."
)


@click.group()
def token() -> None:
    """Tokens by which programs act for an account: make, list, revoke."""


@token.command()
@_LOGIN
@click.option("--name", required=True, help="By which its organisation knows it.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice([each.value for each in Scope]),
    help="What it is for. Repeatable.",
)
@click.option(
    "--days", type=click.Choice([str(each) for each in DAYS]), default=str(DAYS[1]), show_default=True
)
@click.option(
    "--public-key",
    type=click.File(encoding="utf-8"),
    help="A public key in PEM: the program signs who it is (private_key_jwt), and its client_id is printed.",
)
def make(login: str, name: str, scopes: tuple[str, ...], days: str, public_key: TextIO | None) -> None:
    """Make one and print it: this once, for it is kept nowhere."""
    wanted = NewToken(
        name=name,
        scopes=frozenset(map(Scope, scopes)),
        days=int(days),
        public_key=public_key.read() if public_key else "",
    )
    with running_wiring() as wiring:
        viewer = wiring.people.find_viewer(login)
        try:
            click.echo(wiring.programs.make_token(viewer, wanted))
        except NotATokenError as error:
            raise click.UsageError(f"{error}.") from error


@token.command("list")
@_LOGIN
def list_tokens(login: str) -> None:
    """Those of the organisation of this account."""
    with running_wiring() as wiring:
        found = wiring.programs.list_tokens(wiring.people.find_viewer(login))
    for each in found:
        used = f"{each.last_used_at:%Y-%m-%d}" if each.last_used_at else "nog niet"
        click.echo(
            f"{each.id}  {each.name}  (namens {each.made_by}, tot {each.expires_at:%Y-%m-%d}, "
            f"gebruikt: {used})"
        )
        for scope in sorted(each.scopes):
            click.echo(f"    {scope.value}: {SCOPE_WORDS[scope].nl}")


@token.command()
@_LOGIN
@click.argument("token_id", type=click.UUID)
def revoke(login: str, token_id: UUID) -> None:
    """End one, at once."""
    with running_wiring() as wiring:
        try:
            wiring.programs.revoke_token(wiring.people.find_viewer(login), AccessTokenId(token_id))
        except NotFoundError as error:
            raise click.UsageError("Zo'n token is er niet.") from error
