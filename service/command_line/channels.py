"""eenmaal channels: where reports are brought and from where files are fetched, for one account."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import click

from service.command_line.jobs import running_wiring
from service.domain.access import NotFoundError, Viewer
from service.domain.channels.addresses import NotAChannelError, SftpAddress, address_from
from service.domain.channels.channel import CHANNEL_WORDS, ChannelId, ChannelKind
from service.domain.channels.outcomes import OUTCOME_WORDS, Outcome
from service.use_cases.channels.make import WantedChannel
from service.wiring import Wiring

_LOGIN = click.option("--login", required=True, help="In whose name, and so of which organisation.")
_CHANNEL = click.argument("channel_id", type=click.UUID)


@click.group()
def channels() -> None:
    """Channels of an organisation: list, add, look, confirm, try, start, remove."""


@channels.command("list")
@_LOGIN
def list_channels(login: str) -> None:
    """Those of the organisation of this account."""
    with running_wiring() as wiring:
        found = wiring.channels.list(wiring.people.find_viewer(login))
    for each in found:
        channel, kind = each.channel, CHANNEL_WORDS[each.channel.kind].nl
        click.echo(f"{channel.id}  {channel.format or 'alle'}  {kind}  {channel.address.shown}")
        outcome = OUTCOME_WORDS[channel.outcome].nl if channel.outcome else "nog niets gegaan"
        click.echo(f"    {channel.state.value}, {outcome}; bezorgd {each.delivered}, onderweg {each.waiting}")
        if each.fingerprint:
            click.echo(f"    {each.fingerprint}")
        if isinstance(channel.address, SftpAddress) and channel.address.public_key:
            click.echo(f"    {channel.address.public_key}")


@channels.command()
@_LOGIN
@click.option("--format", "format_name", default="", help="Of this format alone; else all that have none.")
@click.option("--secret", "has_secret", is_flag=True, help="Ask for a password or secret key.")
@click.argument("kind", type=click.Choice([each.value for each in ChannelKind]))
@click.argument("parts", nargs=-1, metavar="[NAME=VALUE]...")
def add(login: str, format_name: str, has_secret: bool, kind: str, parts: tuple[str, ...]) -> None:  # noqa: FBT001 - click's way of a switch
    """Add one of a KIND with the parts of its address; a secret is asked for, and never an argument.

    sftp: host, port, user, folder; without --secret we make a key that its server is to let in.
    s3: endpoint, region, bucket, folder, access_key, with --secret. webhook: url, with --secret.
    email: to. portal: nothing.
    """
    given = dict(each.partition("=")[::2] for each in parts)
    secret = click.prompt("Geheim", hide_input=True) if has_secret else ""
    with running_wiring() as wiring:
        try:
            wanted = WantedChannel(format=format_name, address=address_from(kind, given), secret=secret)
            click.echo(wiring.channels.make(wiring.people.find_viewer(login), wanted))
        except NotAChannelError as error:
            raise click.BadParameter(error.words.nl, param_hint=error.part) from error
        except (TypeError, ValueError) as error:
            raise click.UsageError("Deze delen passen niet bij dit soort kanaal; zie --help.") from error


@channels.command()
@_LOGIN
@_CHANNEL
@click.argument("fingerprint")
def confirm(login: str, channel_id: UUID, fingerprint: str) -> None:
    """Confirm that FINGERPRINT, which `list` shows, is that of the server."""
    with _the_channel(login) as (wiring, viewer):
        if not wiring.channels.confirm(viewer, ChannelId(channel_id), fingerprint):
            raise click.UsageError("Dit is niet de sleutel die de server het laatst liet zien.")
    click.echo("Bevestigd.")


@channels.command()
@_LOGIN
@_CHANNEL
def look(login: str, channel_id: UUID) -> None:
    """Ask its server for its key once more."""
    with _the_channel(login) as (wiring, viewer):
        _tell(wiring.channels.look(viewer, ChannelId(channel_id)))


@channels.command("try")
@_LOGIN
@_CHANNEL
def probe(login: str, channel_id: UUID) -> None:
    """Write and remove a small file."""
    with _the_channel(login) as (wiring, viewer):
        _tell(wiring.channels.probe(viewer, ChannelId(channel_id)))


@channels.command()
@_LOGIN
@_CHANNEL
def start(login: str, channel_id: UUID) -> None:
    """Go on with one that was stopped."""
    with _the_channel(login) as (wiring, viewer):
        wiring.channels.start(viewer, ChannelId(channel_id))


@channels.command()
@_LOGIN
@_CHANNEL
def remove(login: str, channel_id: UUID) -> None:
    """Nothing goes along it any more."""
    with _the_channel(login) as (wiring, viewer):
        wiring.channels.remove(viewer, ChannelId(channel_id))


@contextmanager
def _the_channel(login: str) -> Iterator[tuple[Wiring, Viewer]]:
    with running_wiring() as wiring:
        try:
            yield wiring, wiring.people.find_viewer(login)
        except NotFoundError as error:
            raise click.UsageError("Zo'n kanaal is er niet, of het kan dit nu niet.") from error


def _tell(outcome: Outcome) -> None:
    click.echo(OUTCOME_WORDS[outcome].nl)
    if not outcome.is_taken:
        raise SystemExit(1)
