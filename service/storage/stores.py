"""One unit of work: a transaction in somebody's name, with the stores that name may touch."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import LiteralString

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import configure_mappers

from service.domain.access import Actor, OrganisationId, Viewer
from service.storage.access_tokens import AccessTokens, TokenHolders
from service.storage.accounts import Accounts, Sessions
from service.storage.acts import Acts
from service.storage.adding_up import Additions
from service.storage.answered_rules import AnsweredRules
from service.storage.answers import Answers
from service.storage.arriving import ArrivingFiles, forget_late_files
from service.storage.burden import Burden
from service.storage.burden_publications import BurdenPublications
from service.storage.calendar_feeds import CalendarFeeds, hash_of
from service.storage.channels import Channels
from service.storage.colleagues import Colleagues, Delegations, InvitedRoom
from service.storage.connections import CannotBeStoredError, DatabaseUnavailableError, engine_for, transaction
from service.storage.consignments import DispatchRoom
from service.storage.control_figures import ControlFigures
from service.storage.copies import Copies
from service.storage.deliveries import Deliveries
from service.storage.due_room import DueRoom
from service.storage.extensions import Extensions
from service.storage.format_runs import FormatRuns, forget_expired_runs
from service.storage.formats import Drafts, Publications
from service.storage.idempotency_keys import IdempotencyKeys
from service.storage.job_care import JobCare
from service.storage.jobs import Dispatch, Jobs
from service.storage.keys.data_keys import DataKeys
from service.storage.keys.kept_files import KeptFiles
from service.storage.keys.kept_secrets import KeptSecrets
from service.storage.lateness import Lateness
from service.storage.log import Log
from service.storage.log_entries import LogEntries
from service.storage.log_growth import LogGrowth
from service.storage.log_reading import LogReading
from service.storage.meanings import Meanings
from service.storage.measuring import Measuring
from service.storage.notices import Notices
from service.storage.organisations import Organisations, Registry
from service.storage.outside_identities import OutsideIdentities
from service.storage.passkeys import Passkeys
from service.storage.pooled_times import PooledTimes
from service.storage.post_room import PostRoom
from service.storage.readings import Readings
from service.storage.releases import Releases
from service.storage.replay_samples import ReplaySamples
from service.storage.reports import Reports
from service.storage.reports_in_brief import ReportsInBrief
from service.storage.requests import RequestVersions
from service.storage.residuals import Residuals
from service.storage.second_factors import SecondFactors
from service.storage.sendings import Sendings
from service.storage.sign_in_brake import SignInBrake
from service.storage.submissions import Submissions
from service.storage.successions import Successions
from service.storage.threads import Threads
from service.storage.waiting_codes import WaitingCodes
from service.storage.webhooks import EventRoom, Webhooks
from service.storage.works import ColleagueWork, FormatWork, InvitedWork, RequestWork, SignInWork

# Now, and not in the first task: ended for its time halfway through this, it would leave tables behind that
# are of no use as long as that process lives.
configure_mappers()

_SETTER = Actor("requests", "service")
_INVITED = text("SELECT set_config('app.invitation', :secret, true)")
_ENTER = text("SELECT set_config('app.organisation', :organisation, true)")

__all__ = [
    "CannotBeStoredError",
    "DatabaseUnavailableError",
    "FormatWork",
    "OwnerStores",
    "RequestWork",
    "SignInWork",
    "Stores",
    "TenantWork",
    "engine_for",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantWork:
    """The stores, as one organisation sees them."""

    organisations: Organisations
    submissions: Submissions
    jobs: Jobs
    reports: Reports
    in_brief: ReportsInBrief
    deliveries: Deliveries
    acts: Acts
    burden: Burden
    measuring: Measuring
    copies: Copies
    releases: Releases
    successions: Successions
    residuals: Residuals
    publications: BurdenPublications
    care: JobCare
    readings: Readings
    answers: Answers
    sendings: Sendings
    additions: Additions
    extensions: Extensions
    lateness: Lateness
    notices: Notices
    log: Log
    entries: LogEntries
    log_reading: LogReading
    data_keys: DataKeys
    files: KeptFiles
    calendar_feeds: CalendarFeeds
    access_tokens: AccessTokens
    idempotency_keys: IdempotencyKeys
    webhooks: Webhooks
    channels: Channels
    threads: Threads
    requests: RequestVersions
    control_figures: ControlFigures
    arriving: ArrivingFiles


class Stores:
    """Opens units of work. Each commits once, at its end, or not at all."""

    def __init__(self, engine: Engine) -> None:
        """`engine` connects as the application role."""
        self._engine = engine

    @contextmanager
    def as_organisation(self, organisation: OrganisationId, actor: Actor) -> Iterator[TenantWork]:
        """See and change what `organisation` may; acts are written down under `actor`."""
        with self._entered(organisation) as connection:
            yield _tenant_work(connection, organisation, actor)

    @contextmanager
    def as_format_writer(self, viewer: Viewer) -> Iterator[FormatWork]:
        """See and change drafts as `viewer` may; who does it is known to the database too."""
        organisation = viewer.organisation.id
        with self._entered(organisation) as connection:
            yield FormatWork(
                drafts=Drafts(connection, viewer),
                runs=FormatRuns(connection, organisation),
                publications=Publications(connection),
                meanings=Meanings(connection, viewer),
                waiting_codes=WaitingCodes(connection),
                organisations=Organisations(connection),
                jobs=Jobs(connection, organisation),
                acts=Acts(connection, viewer.actor, organisation),
                notices=Notices(connection, organisation),
                log=Log(connection, viewer.actor, organisation),
                requests=RequestVersions(connection),
            )

    @contextmanager
    def as_colleague(self, viewer: Viewer) -> Iterator[ColleagueWork]:
        """See and change who acts for the organisation of `viewer`."""
        organisation = viewer.organisation.id
        with self._entered(organisation, "colleagues") as connection:
            yield ColleagueWork(
                Colleagues(connection, organisation),
                Delegations(connection, organisation),
                Acts(connection, viewer.actor, organisation),
            )

    @contextmanager
    def as_invited(self, secret: str, origin: str) -> Iterator[InvitedWork]:
        """See the invitation with this secret, take it up, and nothing else."""
        with self._transaction("invitation") as connection:
            connection.execute(_INVITED, {"secret": hash_of(secret)})
            yield InvitedWork(InvitedRoom(connection), connection, origin)

    @contextmanager
    def as_setter_of_requests(self) -> Iterator[RequestWork]:
        """See and set versions of requests of everyone, and nothing else."""
        with self._transaction("requests") as connection:
            yield RequestWork(RequestVersions(connection), Log(connection, _SETTER))

    @contextmanager
    def as_catalogue(self) -> Iterator[Publications]:
        """See the published versions of formats, and nothing else."""
        with self._transaction("formats") as connection:
            yield Publications(connection)

    @contextmanager
    def as_public(self) -> Iterator[BurdenPublications]:
        """See what bureaus made public, and nothing else."""
        with self._transaction("public") as connection:
            yield BurdenPublications(connection)

    @contextmanager
    def as_pool(self) -> Iterator[PooledTimes]:
        """See what providers timed, without their names, and nothing else."""
        with self._transaction("pooling") as connection:
            yield PooledTimes(connection)

    @contextmanager
    def as_keeper_of_rules(self) -> Iterator[AnsweredRules]:
        """See what rules warn about and what was answered, counted, and nothing else."""
        with self._transaction("rules") as connection:
            yield AnsweredRules(connection)

    @contextmanager
    def as_post_room(self) -> Iterator[PostRoom]:
        """See and change notices and emails of everyone, and what is sent but not taken; nothing else."""
        with self._transaction("notices") as connection:
            yield PostRoom(connection)

    @contextmanager
    def as_keeper_of_secrets(self) -> Iterator[KeptSecrets]:
        """See and change how kept secrets of everyone are wrapped, and nothing else."""
        with self._transaction("keys") as connection:
            yield KeptSecrets(connection)

    @contextmanager
    def as_event_room(self) -> Iterator[EventRoom]:
        """See how far webhooks of everyone are, ask that they be brought more, and nothing else."""
        with self._transaction("events") as connection:
            yield EventRoom(connection)

    @contextmanager
    def as_dispatch_room(self) -> Iterator[DispatchRoom]:
        """See channels, what was sent and what is on its way of everyone, ask for it, and nothing else."""
        with self._transaction("deliveries") as connection:
            yield DispatchRoom(connection)

    @contextmanager
    def as_sampler_of_replays(self) -> Iterator[ReplaySamples]:
        """See which reports there are of everyone, keep what came of a sample, and nothing else."""
        with self._transaction("replays") as connection:
            yield ReplaySamples(connection)

    @contextmanager
    def as_log(self) -> Iterator[LogGrowth]:
        """Grow the log of acts, and nothing else."""
        with self._transaction("log") as connection:
            yield LogGrowth(connection)

    @contextmanager
    def as_log_reader(self) -> Iterator[LogReading]:
        """See what the log shows to everyone, and nothing else."""
        with self._transaction("log-reading") as connection:
            yield LogReading(connection)

    @contextmanager
    def as_key_keeper(self) -> Iterator[DataKeys]:
        """See and change the data keys of everyone and which submissions there are, and nothing else."""
        with self._transaction("keys") as connection:
            yield DataKeys(connection)

    @contextmanager
    def as_keeper_of_deadlines(self) -> Iterator[DueRoom]:
        """See what is sent and expected of everyone, tell them what comes near, and nothing else."""
        with self._transaction("notices") as connection:
            yield DueRoom(connection)

    def forget_expired_runs(self) -> int:
        """Remove what drafts were tried on and has expired; returns how many runs."""
        with self._transaction("formats") as connection:
            return forget_expired_runs(connection)

    def forget_late_files(self) -> int:
        """Forget the parts of files of everyone that were never handed in; returns how many files."""
        with self._transaction("arriving") as connection:
            return forget_late_files(connection)

    @contextmanager
    def as_dispatcher(self) -> Iterator[Dispatch]:
        """See and change jobs and outbox of everyone, and nothing else."""
        with self._transaction("dispatch") as connection:
            yield Dispatch(connection)

    @contextmanager
    def as_sign_in(self, actor: Actor) -> Iterator[SignInWork]:
        """See who may sign in, change who has, and nothing else."""
        with self._transaction("sign-in") as connection:
            yield SignInWork(
                accounts=Accounts(connection),
                sessions=Sessions(connection),
                acts=Acts(connection, actor),
                brake=SignInBrake(connection),
                tokens=TokenHolders(connection),
                second_factors=SecondFactors(connection),
                outside=OutsideIdentities(connection),
                passkeys=Passkeys(connection),
            )

    def is_answering(self) -> bool:
        """Whether the database takes questions."""
        try:
            with self._transaction():
                return True
        except DatabaseUnavailableError:
            return False

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    def forget_connections(self) -> None:
        """After a fork: open connections of one's own, and leave those of the parent to the parent."""
        self._engine.dispose(close=False)

    @contextmanager
    def _entered(self, organisation: OrganisationId, purpose: LiteralString = "") -> Iterator[Connection]:
        with self._transaction(purpose) as connection:
            connection.execute(_ENTER, {"organisation": str(organisation)})
            yield connection

    @contextmanager
    def _transaction(self, purpose: LiteralString = "") -> Iterator[Connection]:
        with transaction(self._engine, purpose) as connection:
            yield connection


class OwnerStores:
    """Units of work as the role that owns the tables: for registering who takes part."""

    def __init__(self, engine: Engine) -> None:
        """`engine` connects as the owner."""
        self._engine = engine

    @contextmanager
    def registering(self) -> Iterator[Registry]:
        """See and change organisations, their members and accounts, and nothing else."""
        with transaction(self._engine) as connection:
            yield Registry(connection)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()


def _tenant_work(connection: Connection, organisation: OrganisationId, actor: Actor) -> TenantWork:
    return TenantWork(
        organisations=Organisations(connection),
        submissions=Submissions(connection, organisation),
        jobs=Jobs(connection, organisation),
        reports=Reports(connection, organisation),
        in_brief=ReportsInBrief(connection),
        deliveries=Deliveries(connection, organisation),
        acts=Acts(connection, actor, organisation),
        burden=Burden(connection, organisation),
        measuring=Measuring(connection, organisation),
        copies=Copies(connection, organisation),
        releases=Releases(connection, organisation),
        successions=Successions(connection, organisation),
        residuals=Residuals(connection, organisation),
        publications=BurdenPublications(connection, organisation),
        care=JobCare(connection),
        readings=Readings(connection, organisation),
        answers=Answers(connection, organisation, actor.name),
        sendings=Sendings(connection, organisation),
        additions=Additions(connection, organisation),
        extensions=Extensions(connection),
        lateness=Lateness(connection),
        notices=Notices(connection, organisation),
        log=Log(connection, actor, organisation),
        entries=LogEntries(connection),
        log_reading=LogReading(connection),
        data_keys=DataKeys(connection),
        files=KeptFiles(connection),
        calendar_feeds=CalendarFeeds(connection, organisation),
        access_tokens=AccessTokens(connection, organisation),
        idempotency_keys=IdempotencyKeys(connection, organisation),
        webhooks=Webhooks(connection, organisation),
        channels=Channels(connection, organisation),
        threads=Threads(connection, organisation),
        requests=RequestVersions(connection),
        control_figures=ControlFigures(connection, organisation),
        arriving=ArrivingFiles(connection, organisation),
    )
