"""Everything put together from the settings, ready to call: use cases by the same nouns as their rooms."""

from dataclasses import dataclass

from service.decision_point import DecisionPoint
from service.pipeline.check_separately import CheckSeparately
from service.pipeline.current_catalogue import CurrentCatalogue
from service.pipeline.engine import Engine
from service.pipeline.scan_first import ScanFirst
from service.pipeline.translation_engine import TranslationEngine
from service.settings import Settings, SettingsError
from service.storage.blobs import BlobStore, FolderBlobs
from service.storage.keys.keyring import Keyring
from service.storage.keys.wrapping import KeyCommand, OwnKeys
from service.storage.schema import migrate
from service.storage.stores import Stores, engine_for
from service.task_queue import CeleryQueue, TaskQueue, celery_application
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.wiring.burden import BurdenUseCases, wire_burden
from service.wiring.channels import ChannelUseCases, wire_channels
from service.wiring.formats import FormatUseCases, wire_formats
from service.wiring.jobs import JobUseCases, wire_jobs
from service.wiring.keys import KeyUseCases, wire_keys
from service.wiring.parts import Parts, limits_of
from service.wiring.people import PeopleUseCases, build_registration, wire_people
from service.wiring.programs import ProgramUseCases, wire_programs
from service.wiring.proof import ProofUseCases, wire_proof
from service.wiring.reports import ReportUseCases, wire_reports
from service.wiring.submissions import SubmissionUseCases, wire_submissions

__all__ = ["Wiring", "build", "build_registration", "upgrade_database"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """One process's way to the database, the broker, the files and every use case."""

    settings: Settings
    stores: Stores
    blobs: BlobStore
    queue: TaskQueue
    catalogue: CurrentCatalogue
    submissions: SubmissionUseCases
    reports: ReportUseCases
    proof: ProofUseCases
    formats: FormatUseCases
    burden: BurdenUseCases
    jobs: JobUseCases
    keys: KeyUseCases
    people: PeopleUseCases
    programs: ProgramUseCases
    decision_point: DecisionPoint | None
    """Who outside decides what somebody may, beside our own rules."""
    channels: ChannelUseCases

    def close(self) -> None:
        """Give back every connection."""
        self.stores.close()


def build(settings: Settings, *, engine: Engine | None = None, queue: TaskQueue | None = None) -> Wiring:
    """Wire everything; nothing is connected to before it is used. Raises SettingsError for what is missing.

    `engine` and `queue` are the real ones unless given.
    """
    stores = Stores(engine_for(settings.required_database_url))
    keyring = _keyring(settings, stores)
    blobs = FolderBlobs(settings.blob_dir, keyring)
    queue, catalogue = queue or CeleryQueue(celery_application(settings)), _catalogue(settings, stores)
    engine = engine or _real_engine(settings, catalogue)
    parts = Parts(
        settings=settings,
        stores=stores,
        blobs=blobs,
        keyring=keyring,
        catalogue=catalogue,
        engine=engine,
        relay_outbox=RelayOutbox(stores, queue),
    )
    point = settings.outside().decision_point
    return Wiring(
        settings=settings,
        stores=stores,
        blobs=blobs,
        queue=queue,
        catalogue=catalogue,
        submissions=wire_submissions(parts),
        reports=wire_reports(parts),
        proof=wire_proof(parts),
        formats=wire_formats(parts),
        burden=wire_burden(parts),
        jobs=wire_jobs(parts),
        keys=wire_keys(parts),
        people=wire_people(stores, blobs, settings, keyring.wrapper),
        programs=wire_programs(stores, keyring.wrapper, settings),
        decision_point=DecisionPoint(point) if point else None,
        channels=wire_channels(parts),
    )


def upgrade_database(settings: Settings) -> None:
    """Migrate the operator's own database. Raises SettingsError without the owner's address."""
    if settings.owner_database_url is None:
        raise SettingsError("EENMAAL_OWNER_DATABASE_URL is not set.")
    migrate(settings.owner_database_url)


def _keyring(settings: Settings, stores: Stores) -> Keyring:
    if settings.key_command:
        return Keyring(stores, KeyCommand(settings.key_command))
    return Keyring(stores, OwnKeys(settings.encryption_keys))


def _catalogue(settings: Settings, stores: Stores) -> CurrentCatalogue:
    return CurrentCatalogue(
        mappings_dir=settings.mappings_dir,
        templates_dir=settings.templates_dir,
        publications=stores.as_catalogue,
        pseudonym_keys=settings.pseudonym_keys,
    )


def _real_engine(settings: Settings, catalogue: CurrentCatalogue) -> Engine:
    limits = limits_of(settings)
    engine = CheckSeparately(TranslationEngine(catalogue, limits=limits.unpacked), limits)
    scanner = settings.scanner_address()
    return engine if scanner is None else ScanFirst(engine, scanner)
