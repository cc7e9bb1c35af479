"""eenmaal jobs: what is to be done, what failed for good, and what to do about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import click

from service.command_line.installation import settings
from service.command_line.listings import Listing, show_listing
from service.command_line.running_service import find_service
from service.domain.access import Actor, NotFoundError
from service.domain.submissions.jobs import NO_SUBMISSION, JobFacts, JobId, JobState
from service.wiring import Wiring, build

_BY_HAND = Actor("operator", "command line")
_JOB = click.argument("job", type=click.UUID)


@click.group()
def jobs() -> None:
    """Jobs of the running service: list, show, retry, discard."""


@jobs.command("list")
@click.option(
    "--state",
    "states",
    type=click.Choice([state.value for state in JobState]),
    multiple=True,
    help="Repeatable; without it all that is not done.",
)
def list_jobs(states: tuple[str, ...]) -> None:
    """Every job that is ready, running or quarantined, the longest waiting first."""
    wanted = [JobState(state) for state in states] or [each for each in JobState if each is not JobState.DONE]
    with running_wiring() as wiring:
        found = wiring.jobs.list(wanted)
    heads = ("taak", "soort", "stand", "formaat", "mislukt", "kwijt", "reden", "sinds")
    show_listing(Listing(title=f"{len(found)} taken", heads=heads, rows=[_line(job) for job in found]))


@jobs.command()
@_JOB
def show(job: UUID) -> None:
    """Everything that is known of one job."""
    with running_wiring() as wiring:
        found = _found(wiring, job)
    for name, value in (
        ("taak", found.id),
        ("aanlevering", "–" if found.submission == NO_SUBMISSION else found.submission),
        ("organisatie", found.organisation),
        ("soort", found.kind.value),
        ("formaat", found.format or "–"),
        ("stand", found.state.value),
        ("poging", found.attempt),
        ("mislukt", found.failures),
        ("kwijtgeraakt", found.losses),
        ("reden", found.failure or "–"),
        ("laatst bij", found.owner or "–"),
        ("gemaakt", found.created_at.isoformat(timespec="seconds")),
        ("niet voor", found.not_before.isoformat(timespec="seconds")),
    ):
        click.echo(f"{name:<14}{value}")


@jobs.command()
@_JOB
def retry(job: UUID) -> None:
    """Do a quarantined job again, as if it had never failed."""
    with running_wiring() as wiring:
        is_done = wiring.jobs.retry(_found(wiring, job), _BY_HAND)
    _say(is_done, f"{job} wordt opnieuw gedaan.", f"{job} is niet gequarantaineerd; er is niets veranderd.")


@jobs.command()
@_JOB
def discard(job: UUID) -> None:
    """Give up a job that is not finished; `retry` takes it up again."""
    with running_wiring() as wiring:
        is_done = wiring.jobs.discard(_found(wiring, job), _BY_HAND)
    _say(is_done, f"{job} wordt niet meer gedaan.", f"{job} was al klaar; er is niets veranderd.")


def _say(is_done: bool, done: str, otherwise: str) -> None:  # noqa: FBT001 - which of the two sentences
    click.echo(done if is_done else otherwise)
    if not is_done:
        raise SystemExit(1)


def _line(job: JobFacts) -> tuple[str, ...]:
    return (
        str(job.id),
        job.kind.value,
        job.state.value,
        job.format,
        str(job.failures),
        str(job.losses),
        job.failure,
        f"{job.created_at:%Y-%m-%d %H:%M:%S}",
    )


def _found(wiring: Wiring, job: UUID) -> JobFacts:
    try:
        return wiring.jobs.show(JobId(job))
    except NotFoundError as error:
        raise click.BadParameter(f"there is no job {job}.", param_hint="JOB") from error


@contextmanager
def running_wiring() -> Iterator[Wiring]:
    """The use cases of the service that runs here, or of the database that the settings name."""
    own = settings()
    wiring = build(own if own.database_url is not None else find_service(own.state_dir).settings)
    try:
        yield wiring
    finally:
        wiring.close()
