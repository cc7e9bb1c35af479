"""eenmaal watch: hand in what is put in a folder, for software that only writes files."""

import time
from pathlib import Path

import click

from service.command_line.jobs import running_wiring
from service.couriers import FolderAwayError
from service.domain.access import NotAllowedError, NotFoundError
from service.domain.channels.outcomes import OUTCOME_WORDS
from service.domain.failures import TransientError
from service.use_cases.submissions.take_from_folder import Taken
from service.wiring import Wiring

_SECONDS = 5


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--as", "login", required=True, help="The login of the provider that hands in.")
@click.option("--every", "seconds", type=click.IntRange(1, 3600), default=_SECONDS, show_default=True)
@click.option("--once", is_flag=True, help="Two looks, and done: for a task of your own schedule.")
def watch(folder: Path, login: str, seconds: int, once: bool) -> None:  # noqa: FBT001 - click's way of a switch
    """Hand in every file that is put in FOLDER, when two looks in a row see it unchanged.

    It goes to `verwerkt` with a note that has its reference, or to `geweigerd` with the reason.
    """
    with running_wiring() as wiring:
        before: Taken | None = None
        while True:
            taken = _look(wiring, login, folder, before)
            if once and before is not None:
                return
            before = taken
            time.sleep(seconds)


def _look(wiring: Wiring, login: str, folder: Path, before: Taken | None) -> Taken | None:
    """What is to be the same next time; a part that is away is waited for."""
    seen = before.seen if before else frozenset()
    try:
        taken = wiring.channels.watch_folder(login, folder, seen)
    except NotFoundError as error:
        raise click.BadParameter(f"niemand logt in als {login}.", param_hint="--as") from error
    except NotAllowedError as error:
        raise click.BadParameter(f"{login} is geen aanbieder.", param_hint="--as") from error
    except FolderAwayError as error:
        click.echo(f"De map: {OUTCOME_WORDS[error.outcome].nl}.", err=True)
        return before
    except TransientError as error:
        click.echo(f"Nu niet: {type(error).__name__}; wij proberen het opnieuw.", err=True)
        return before
    if taken.received or taken.refused:
        click.echo(f"{taken.received} aangeleverd, {taken.refused} geweigerd.")
    return taken
