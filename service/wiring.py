"""Everything put together from the settings, ready to call."""

from dataclasses import dataclass
from datetime import timedelta

from service.domain.access import Actor
from service.files.apart import ParsingLimits
from service.files.archive import ZipLimits
from service.pipeline.check_apart import CheckApart
from service.pipeline.current_catalogue import CurrentCatalogue
from service.pipeline.engine import Engine
from service.pipeline.scan_first import ScanFirst
from service.pipeline.translation_engine import TranslationEngine
from service.settings import Settings, SettingsError
from service.storage.blobs import BlobStore, FolderBlobs
from service.storage.schema import migrate
from service.storage.stores import OwnerStores, Stores, engine_for
from service.task_queue import CeleryQueue, TaskQueue, celery_application
from service.use_cases.burden.hold_out import HoldOut
from service.use_cases.burden.publish import PublishBurden
from service.use_cases.burden.record_time import RecordTime
from service.use_cases.burden.show import ShowBurden
from service.use_cases.burden.tell_perceived import TellPerceivedBurden
from service.use_cases.burden.tell_work_left import TellWorkLeft
from service.use_cases.formats.begin import BeginFormat
from service.use_cases.formats.browse import BrowseFormats
from service.use_cases.formats.perform_run import PerformFormatRun
from service.use_cases.formats.prove import ProveDraft
from service.use_cases.formats.try_draft import TryFormat
from service.use_cases.formats.write import WriteFormat
from service.use_cases.jobs.claim import ClaimJob
from service.use_cases.jobs.fail import FailJob
from service.use_cases.jobs.reconcile import Reconcile
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.use_cases.jobs.release_waiting import ReleaseWaiting
from service.use_cases.people.register import Register
from service.use_cases.people.sign_in import RecogniseViewer, SignIn
from service.use_cases.people.sign_out import SignOut
from service.use_cases.reports.download import DownloadReport
from service.use_cases.reports.judge import JudgeReport
from service.use_cases.reports.list import ListReports
from service.use_cases.reports.show import ShowReport
from service.use_cases.reports.show_deliveries import ShowDeliveries
from service.use_cases.submissions.annotate import AnnotateSubmission
from service.use_cases.submissions.check import CheckSubmission
from service.use_cases.submissions.download_copy import DownloadCopy
from service.use_cases.submissions.list import ListSubmissions
from service.use_cases.submissions.receive import ReceiveSubmission
from service.use_cases.submissions.release import ReleaseSubmission
from service.use_cases.submissions.settle import SettleSubmission
from service.use_cases.submissions.show import FollowSubmission, ListFindings, ShowSubmission
from service.use_cases.submissions.translate import TranslateSubmission

_WORKER = Actor("worker", "service")


@dataclass(frozen=True, slots=True)
class Formats:
    """Everything about formats: reading, writing, trying and publishing them."""

    browse: BrowseFormats
    begin: BeginFormat
    write: WriteFormat
    trial: TryFormat
    perform_run: PerformFormatRun


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a provider measures beside its stop-watch."""

    hold_out: HoldOut
    perceived: TellPerceivedBurden


@dataclass(frozen=True, slots=True)
class Background:
    """What workers and reconciler do, in nobody's name but that of the organisation whose job it is."""

    claim_job: ClaimJob
    check_submission: CheckSubmission
    translate_submission: TranslateSubmission
    settle_submission: SettleSubmission
    annotate_submission: AnnotateSubmission
    release_submission: ReleaseSubmission
    release_waiting: ReleaseWaiting
    fail_job: FailJob
    relay_outbox: RelayOutbox
    reconcile: Reconcile


@dataclass(frozen=True, slots=True)
class Wiring:
    """One process's way to the database, the broker, the files and every use case."""

    settings: Settings
    stores: Stores
    blobs: BlobStore
    queue: TaskQueue
    catalogue: CurrentCatalogue

    sign_in: SignIn
    recognise_viewer: RecogniseViewer
    sign_out: SignOut

    receive_submission: ReceiveSubmission
    list_submissions: ListSubmissions
    show_submission: ShowSubmission
    follow_submission: FollowSubmission
    list_findings: ListFindings
    list_reports: ListReports
    show_deliveries: ShowDeliveries
    show_burden: ShowBurden
    publish_burden: PublishBurden
    record_time: RecordTime
    judge_report: JudgeReport
    tell_work_left: TellWorkLeft
    calibration: Calibration
    formats: Formats
    download_report: DownloadReport
    show_report: ShowReport
    download_copy: DownloadCopy

    background: Background

    def close(self) -> None:
        """Give back every connection."""
        self.stores.close()


def build(settings: Settings, *, engine: Engine | None = None, queue: TaskQueue | None = None) -> Wiring:
    """Wire everything; nothing is connected to before it is used. Raises SettingsError for what is missing.

    `engine` and `queue` are the real ones unless given.
    """
    if settings.database_url is None:
        raise SettingsError("EENMAAL_DATABASE_URL is not set; start the bundled database with `eenmaal up`.")
    stores = Stores(engine_for(settings.database_url))
    blobs = FolderBlobs(settings.blob_dir)
    queue, catalogue = queue or CeleryQueue(celery_application(settings)), _catalogue(settings, stores)
    engine = engine or _real_engine(settings, catalogue)
    relay_outbox = RelayOutbox(stores, queue)
    return Wiring(
        settings=settings,
        stores=stores,
        blobs=blobs,
        queue=queue,
        catalogue=catalogue,
        sign_in=SignIn(stores, timedelta(hours=settings.session_hours)),
        recognise_viewer=RecogniseViewer(stores),
        sign_out=SignOut(stores),
        receive_submission=ReceiveSubmission(stores, blobs, relay_outbox, settings.upload_limit),
        list_submissions=ListSubmissions(stores),
        show_submission=ShowSubmission(stores),
        follow_submission=FollowSubmission(stores),
        list_findings=ListFindings(stores),
        list_reports=ListReports(stores),
        show_deliveries=ShowDeliveries(stores),
        show_burden=ShowBurden(stores, catalogue),
        publish_burden=PublishBurden(stores, ShowBurden(stores, catalogue)),
        record_time=RecordTime(stores),
        judge_report=JudgeReport(stores),
        tell_work_left=TellWorkLeft(stores),
        calibration=Calibration(HoldOut(stores, blobs, _limits(settings)), TellPerceivedBurden(stores)),
        formats=_formats(stores, blobs, catalogue, relay_outbox),
        download_report=DownloadReport(stores, blobs),
        show_report=ShowReport(stores),
        download_copy=DownloadCopy(stores, blobs),
        background=_background(settings, stores, blobs, engine, relay_outbox),
    )


def _background(
    settings: Settings, stores: Stores, blobs: BlobStore, engine: Engine, relay_outbox: RelayOutbox
) -> Background:
    fail_job = FailJob(stores, _WORKER)
    release_waiting = ReleaseWaiting(stores, engine, relay_outbox)
    return Background(
        claim_job=ClaimJob(stores, timedelta(seconds=settings.lease)),
        check_submission=CheckSubmission(stores, blobs, engine, relay_outbox, _WORKER),
        translate_submission=TranslateSubmission(stores, blobs, engine, relay_outbox, _WORKER),
        settle_submission=SettleSubmission(stores, blobs, engine, relay_outbox, _WORKER),
        annotate_submission=AnnotateSubmission(stores, blobs, _limits(settings), _WORKER),
        release_submission=ReleaseSubmission(stores, blobs, engine, relay_outbox, _WORKER),
        release_waiting=release_waiting,
        fail_job=fail_job,
        relay_outbox=relay_outbox,
        reconcile=Reconcile(
            stores, relay_outbox, fail_job, release_waiting, timedelta(seconds=settings.resend_after)
        ),
    )


def upgrade_database(settings: Settings) -> None:
    """Migrate the operator's own database. Raises SettingsError without the owner's address."""
    if settings.owner_database_url is None:
        raise SettingsError("EENMAAL_OWNER_DATABASE_URL is not set.")
    migrate(settings.owner_database_url)


def build_registration(settings: Settings) -> Register:
    """What the command line registers with; needs the owner's database address."""
    if settings.owner_database_url is None:
        raise SettingsError("EENMAAL_OWNER_DATABASE_URL is not set.")
    return Register(OwnerStores(engine_for(settings.owner_database_url)))


def _catalogue(settings: Settings, stores: Stores) -> CurrentCatalogue:
    key = settings.pseudonym_key.encode()
    return CurrentCatalogue(settings.mappings_dir, settings.templates_dir, stores.as_catalogue, key)


def _formats(
    stores: Stores, blobs: BlobStore, catalogue: CurrentCatalogue, relay_outbox: RelayOutbox
) -> Formats:
    browse, prove = BrowseFormats(stores, catalogue), ProveDraft(catalogue)
    return Formats(
        browse,
        BeginFormat(stores, browse, prove),
        WriteFormat(stores, browse, prove),
        TryFormat(stores, prove, relay_outbox),
        PerformFormatRun(stores, blobs, prove, _WORKER),
    )


def _real_engine(settings: Settings, catalogue: CurrentCatalogue) -> Engine:
    limits = _limits(settings)
    engine = CheckApart(TranslationEngine(catalogue, limits=limits.unpacked), limits)
    scanner = settings.scanner_address()
    return engine if scanner is None else ScanFirst(engine, scanner)


def _limits(settings: Settings) -> ParsingLimits:
    unpacked = ZipLimits(total_bytes=settings.unpacked_limit, entry_bytes=settings.unpacked_part_limit)
    return ParsingLimits(settings.check_memory, settings.check_seconds, unpacked=unpacked)
