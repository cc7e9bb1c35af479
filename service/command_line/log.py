"""eenmaal log: the key of the log, for who runs a service on a database of its own."""

import secrets

import click

from service.domain.proof.keys import SEED_BYTES, new_log_key
from service.domain.proof.notes import SignerKey


@click.group()
def log() -> None:
    """The log of acts: key."""


@log.command()
@click.argument("name")
def key(name: str) -> None:
    """Make a key for the log of that NAME, such as eenmaal.example.nl/logboek, for EENMAAL_LOG_KEY.

    The first line is a secret. The second is for everyone who has to recognise the log.
    """
    if not name or "+" in name or any(each.isspace() for each in name):
        raise click.BadParameter("a name has no spaces and no plus signs", param_hint="NAME")
    made = new_log_key(name, secrets.token_bytes(SEED_BYTES))
    click.echo(made)
    click.echo(SignerKey.parse(made).verifier.text)
