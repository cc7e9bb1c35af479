"""What a doctor looks at, put together from the settings."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from service.domain.examination import Examined, Look, examined, well
from service.mail_server import SmtpPostman
from service.settings import Settings
from service.storage.examining import ExaminedDatabase
from service.task_queue import BrokerWatch, celery_application
from service.use_cases.jobs.examine_database import ExamineDatabase
from service.use_cases.jobs.examine_files import ExamineFiles
from service.use_cases.jobs.examine_machine import ExamineMachine
from service.use_cases.jobs.examine_parts import ExamineParts
from service.use_cases.jobs.examine_work import ExamineWork
from service.wiring import Wiring

READABLE = well("te lezen en veilig", "readable and safe")
"""What is seen of settings that a service can start with."""


def examination_of(wiring: Wiring) -> tuple[Examined, ...]:
    """What every check sees of a service with these settings, also while parts of it are down."""
    settings = wiring.settings
    where = str(settings.state_dir) if settings.is_laptop else "EENMAAL_DATABASE_URL, EENMAAL_BROKER_URL"
    found = {"settings": lambda: READABLE, "service": lambda: well(where, where)}
    with looks_of(wiring) as looks:
        return examined({**found, **looks})


@contextmanager
def looks_of(wiring: Wiring) -> Iterator[Mapping[str, Look]]:
    """Every look at a service with these settings, by check; nothing is reached before one is called."""
    settings = wiring.settings
    database = ExaminedDatabase(settings.required_database_url, settings.owner_database_url)
    parts = ExamineParts(
        broker=BrokerWatch(celery_application(settings)),
        web=(settings.host, settings.port),
        worker=settings.alive_file("worker"),
        reconciler=settings.alive_file("reconciler"),
        is_one_machine=settings.is_laptop,
    )
    files = ExamineFiles(
        stores=wiring.stores,
        blobs=wiring.blobs,
        blob_dir=settings.blob_dir,
    )
    work = ExamineWork(wiring.stores, wiring.jobs.measure, settings.retention)
    try:
        yield {**looks_at_machine(settings), **ExamineDatabase(database)(), **parts(), **files(), **work()}
    finally:
        database.close()


def looks_at_machine(settings: Settings) -> Mapping[str, Look]:
    """Those that need no service."""
    mail = settings.mail_server()
    folders = (settings.blob_dir, settings.state_dir)
    return ExamineMachine(folders, bool(settings.log_key), SmtpPostman(mail) if mail else None)()
