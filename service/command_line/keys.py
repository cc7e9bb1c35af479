"""eenmaal keys: how it stands with the keys of files, a new key, and destroying what may not be kept."""

from uuid import UUID

import click

from service.command_line.jobs import running_wiring
from service.domain.access import Actor
from service.domain.keeping import KeptKind, WhyDestroyed
from service.domain.submissions.submission import SubmissionId
from service.storage.keys.data_keys import KeyPlace

_BY_HAND = Actor("operator", "command line")


@click.group()
def keys() -> None:
    """Keys of the files of the running service: show, rotate, destroy."""


@keys.command()
def show() -> None:
    """Which key wraps now, what older keys are still needed for, and what is to be destroyed."""
    with running_wiring() as wiring:
        found = wiring.keys.count()
    click.echo(f"Nieuwe datasleutels worden versleuteld met sleutel {found.current}.")
    for by, count in found.by.items():
        now = "" if by == found.current else ", een oudere: draai `eenmaal keys rotate`"
        click.echo(f"{count} datasleutels zijn versleuteld met sleutel {by}{now}.")
    for kind, count in found.due.items():
        if count:
            click.echo(f"Van {count} aanleveringen is de bewaartermijn voorbij: {kind.words.nl}.")


@keys.command()
def rotate() -> None:
    """Wrap every data key with the first key of EENMAAL_ENCRYPTION_KEY, and seal files of before.

    Give the new key first and the old one after it, start everything again, and run this. Afterwards the old
    key is needed for older back-ups only. Broken off, it goes on where it was.
    """
    with running_wiring() as wiring:
        done = wiring.keys.rotate()
    click.echo(
        f"{done.wrapped} datasleutels opnieuw versleuteld, {done.sealed} bestanden alsnog versleuteld."
    )


@keys.command()
@click.argument("submission", type=click.UUID)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([kind.value for kind in KeptKind]),
    multiple=True,
    help="Repeatable; without it everything of the submission.",
)
@click.confirmation_option(
    prompt="Niemand kan dit daarna nog lezen, ook niet uit een reservekopie. Doorgaan?"
)
def destroy(submission: UUID, kinds: tuple[str, ...]) -> None:
    """Make the files of a SUBMISSION unreadable for good; hashes, counts and balances stay."""
    with running_wiring() as wiring:
        with wiring.stores.as_key_keeper() as kept:
            found = next((each for each in kept.submissions() if each.submission == submission), None)
        if found is None:
            raise click.BadParameter(f"there is no submission {submission}.", param_hint="SUBMISSION")
        for kind in [KeptKind(each) for each in kinds] or list(KeptKind):
            place = KeyPlace(found.organisation, SubmissionId(submission), kind)
            is_done = wiring.keys.destroy(place, WhyDestroyed.BY_HAND, _BY_HAND)
            click.echo(f"{kind.words.nl}: {'vernietigd' if is_done else 'was al vernietigd'}.")
