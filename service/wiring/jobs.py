"""Use cases about jobs, wired, and which of them does a job of which kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from service.domain.access import Actor
from service.domain.proof.keys import signer_of
from service.domain.submissions.jobs import Job, JobKind
from service.event_door import HttpDoor
from service.mail_server import NoPostman, SmtpPostman
from service.settings import Settings
from service.task_queue import BrokerWatch, celery_application
from service.use_cases.formats.perform_run import PerformFormatRun
from service.use_cases.jobs.apply_retention import ApplyRetention
from service.use_cases.jobs.ask_for_deliveries import AskForDeliveries
from service.use_cases.jobs.ask_for_events import AskForEvents
from service.use_cases.jobs.bring_events import BringEvents
from service.use_cases.jobs.bring_forward import BringForward
from service.use_cases.jobs.claim import ClaimJob
from service.use_cases.jobs.claim_next import ClaimNextJob
from service.use_cases.jobs.complete import CompleteEverything
from service.use_cases.jobs.count_stopped import CountStopped
from service.use_cases.jobs.discard import DiscardJob
from service.use_cases.jobs.discard_exhausted import DiscardExhausted
from service.use_cases.jobs.fail import FailJob
from service.use_cases.jobs.forget_expired_runs import ForgetExpiredRuns
from service.use_cases.jobs.forget_late_files import ForgetLateFiles
from service.use_cases.jobs.grow_log import GrowLog
from service.use_cases.jobs.list import ListJobs
from service.use_cases.jobs.look_for_work_left import LookForWorkLeft
from service.use_cases.jobs.measure import MeasureWork
from service.use_cases.jobs.measure_replays import MeasureReplays
from service.use_cases.jobs.reconcile import Duty, Reconcile
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.use_cases.jobs.release_waiting import ReleaseWaiting
from service.use_cases.jobs.remind_deadlines import RemindDeadlines
from service.use_cases.jobs.remind_unfetched import RemindUnfetched
from service.use_cases.jobs.rescue_abandoned import RescueAbandoned
from service.use_cases.jobs.resend_unanswered import ResendUnanswered
from service.use_cases.jobs.retry import RetryJob
from service.use_cases.jobs.sample_replays import SampleReplays
from service.use_cases.jobs.send_email import SendEmail
from service.use_cases.jobs.show import ShowJob
from service.use_cases.jobs.tell_readiness import TellReadiness
from service.use_cases.jobs.write_emails import WriteEmails
from service.use_cases.proof.name_requests import NameRequests
from service.use_cases.proof.set_requests import SetRequests
from service.use_cases.reports.complete_totals import CompleteTotals
from service.use_cases.reports.remake import RemakeReport
from service.use_cases.submissions.add_up import AddUp
from service.use_cases.submissions.annotate import AnnotateSubmission
from service.use_cases.submissions.check import CheckSubmission
from service.use_cases.submissions.compare import CompareWithEarlier
from service.use_cases.submissions.complete_balances import CompleteBalances
from service.use_cases.submissions.release import ReleaseSubmission
from service.use_cases.submissions.settle import SettleSubmission
from service.use_cases.submissions.tell_answers import TellAnswers
from service.use_cases.submissions.translate import TranslateSubmission
from service.wiring.channels import build_deliverer, build_fetcher
from service.wiring.keys import KEEPER, build_destroyer
from service.wiring.parts import Parts, limits_of

_WORKER = Actor("worker", "service")
Perform = Callable[[Job], None]
"""Does a job that was claimed; raises LostLeaseError when it was not ours any more, keeping nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobUseCases:
    """What workers and reconciler do, in nobody's name but that of the organisation whose job it is."""

    claim: ClaimJob
    claim_next: ClaimNextJob
    look_for_work_left: LookForWorkLeft
    perform: Mapping[JobKind, Perform]
    """Which use case does a job of which kind: the one place that says so."""
    fail: FailJob
    relay_outbox: RelayOutbox
    release_waiting: ReleaseWaiting
    reconcile: Reconcile
    list: ListJobs
    show: ShowJob
    measure: MeasureWork
    measure_replays: MeasureReplays
    retry: RetryJob
    discard: DiscardJob
    tell_readiness: TellReadiness
    count_stopped: CountStopped
    complete: CompleteEverything


def wire_jobs(parts: Parts) -> JobUseCases:
    """Of one process."""
    stores, settings, relay_outbox = parts.stores, parts.settings, parts.relay_outbox
    fail, kept = FailJob(stores, _WORKER), timedelta(seconds=settings.lease)
    release_waiting = ReleaseWaiting(stores, parts.engine, relay_outbox)
    return JobUseCases(
        claim=ClaimJob(stores, kept, kept + timedelta(seconds=settings.time_limit)),
        claim_next=ClaimNextJob(stores, kept),
        look_for_work_left=LookForWorkLeft(stores, timedelta(seconds=settings.stand_in_after)),
        perform=_performers(parts),
        fail=fail,
        relay_outbox=relay_outbox,
        release_waiting=release_waiting,
        list=ListJobs(stores),
        show=ShowJob(stores),
        measure=MeasureWork(stores),
        measure_replays=MeasureReplays(stores),
        retry=RetryJob(stores, relay_outbox),
        discard=DiscardJob(stores),
        count_stopped=CountStopped(stores),
        complete=_complete(parts),
        tell_readiness=TellReadiness(
            stores, parts.blobs, BrokerWatch(celery_application(settings)), _is_mail_set(settings)
        ),
        reconcile=Reconcile(_duties(parts, fail, release_waiting)),
    )


def _complete(parts: Parts) -> CompleteEverything:
    stores, blobs, engine = parts.stores, parts.blobs, parts.engine
    return CompleteEverything(
        stores=stores,
        complete_totals=CompleteTotals(stores, RemakeReport(stores, blobs, engine), _WORKER),
        complete_balances=CompleteBalances(stores=stores, blobs=blobs, engine=engine, actor=_WORKER),
        actor=_WORKER,
    )


def _duties(parts: Parts, fail: FailJob, release_waiting: ReleaseWaiting) -> Mapping[str, Duty]:
    """In the order in which a round does them."""
    stores, settings, relay_outbox = parts.stores, parts.settings, parts.relay_outbox
    return {
        "brought_forward": BringForward(stores, timedelta(seconds=settings.lease + settings.time_limit)),
        "rescued": RescueAbandoned(stores),
        "discarded": DiscardExhausted(stores, fail),
        "forgotten": ForgetExpiredRuns(stores),
        "late files": ForgetLateFiles(stores),
        "releasing": release_waiting,
        "destroyed": ApplyRetention(
            stores=stores, destroy=build_destroyer(parts), retention=settings.retention, actor=KEEPER
        ),
        "reminded": RemindUnfetched(stores),
        "deadlines": RemindDeadlines(stores=stores, catalogue=parts.catalogue),
        "emails": WriteEmails(stores, relay_outbox, bool(settings.smtp_host)),
        "requests": SetRequests(stores, parts.catalogue),
        "logged": GrowLog(stores, signer_of(settings.log_key)),
        "events": AskForEvents(stores, relay_outbox),
        "deliveries": AskForDeliveries(stores, relay_outbox),
        "replayed": SampleReplays(
            stores=stores, remake=RemakeReport(stores, parts.blobs, parts.engine), actor=_WORKER
        ),
        "sent": ResendUnanswered(stores, relay_outbox, timedelta(seconds=settings.resend_after)),
    }


def _performers(parts: Parts) -> Mapping[JobKind, Perform]:
    stores, blobs, engine, relay_outbox = parts.stores, parts.blobs, parts.engine, parts.relay_outbox
    compare = CompareWithEarlier(stores, blobs, _WORKER)
    name_requests = NameRequests(stores, parts.catalogue)
    return {
        JobKind.CHECK: CheckSubmission(
            stores=stores,
            blobs=blobs,
            engine=engine,
            relay_outbox=relay_outbox,
            add_up=AddUp(stores, blobs, _WORKER),
            compare=compare,
            actor=_WORKER,
        ),
        JobKind.TRANSLATE: _translate(parts, name_requests),
        JobKind.SETTLE: SettleSubmission(
            stores=stores, blobs=blobs, engine=engine, relay_outbox=relay_outbox, actor=_WORKER
        ),
        JobKind.ANNOTATE: AnnotateSubmission(stores, blobs, limits_of(parts.settings), _WORKER),
        JobKind.RELEASE: _release(parts, compare, name_requests),
        JobKind.TELL_ANSWERS: _tell_answers(parts, name_requests),
        JobKind.TRY_FORMAT: PerformFormatRun(stores, blobs, parts.prover, _WORKER),
        JobKind.DELIVER: build_deliverer(parts, _WORKER),
        JobKind.FETCH: build_fetcher(parts, _WORKER),
        JobKind.SEND_EMAIL: _send_email(parts),
        JobKind.BRING_EVENTS: BringEvents(
            stores=stores,
            door=HttpDoor(parts.settings.private_networks()),
            wrapper=parts.keyring.wrapper,
            site=parts.settings.site(),
            actor=_WORKER,
        ),
    }


def _translate(parts: Parts, name_requests: NameRequests) -> TranslateSubmission:
    return TranslateSubmission(
        stores=parts.stores,
        blobs=parts.blobs,
        engine=parts.engine,
        relay_outbox=parts.relay_outbox,
        name_requests=name_requests,
        actor=_WORKER,
    )


def _tell_answers(parts: Parts, name_requests: NameRequests) -> TellAnswers:
    return TellAnswers(
        stores=parts.stores,
        blobs=parts.blobs,
        engine=parts.engine,
        relay_outbox=parts.relay_outbox,
        name_requests=name_requests,
        actor=_WORKER,
    )


def _release(parts: Parts, compare: CompareWithEarlier, name_requests: NameRequests) -> ReleaseSubmission:
    return ReleaseSubmission(
        stores=parts.stores,
        blobs=parts.blobs,
        engine=parts.engine,
        relay_outbox=parts.relay_outbox,
        compare=compare,
        name_requests=name_requests,
        actor=_WORKER,
    )


def _send_email(parts: Parts) -> SendEmail:
    server = parts.settings.mail_server()
    if server is None:
        return SendEmail(parts.stores, NoPostman(), "", _WORKER)
    return SendEmail(parts.stores, SmtpPostman(server), parts.settings.own_address(), _WORKER)


def _is_mail_set(settings: Settings) -> bool | None:
    """None on a laptop, where notices stand on a page and nobody misses a server."""
    return True if settings.smtp_host else (None if settings.is_laptop else False)
