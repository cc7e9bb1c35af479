"""eenmaal demo: everything started, an export handed in at the front door, and every report shown."""

import shutil
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from uuid import UUID

import click

from service.command_line.demo_guests import (
    MAIN_PROVIDER,
    PASSWORD,
    SMALL_PROVIDER,
    Guest,
    main_export,
    municipalities_of_main_export,
    register_guests,
    small_export,
)
from service.command_line.http_door import DoorClosedError, sign_in
from service.command_line.installation import settings, the_catalogue
from service.command_line.listings import Listing, show_listing
from service.command_line.printing import euro, show_balance
from service.command_line.running_service import RunningService, found_as_demo, free_port, started_service
from service.domain.formats.catalogue import Catalogue
from service.domain.reports import ReportSummary
from service.domain.submissions.page import SubmissionPage
from service.domain.submissions.submission import SubmissionId, SubmissionState
from service.use_cases.people.open_session import SignedIn
from service.wiring import build, build_registration

_BURDEN = {
    "N": "cellen ingevuld",
    "N_same": "daarvan zoals in de export",
    "N_conv": "daarvan in een andere vorm",
    "N_man": "daarvan met de hand",
    "D_fact": "keer hetzelfde feit nog eens geleverd",
    "R_dup": "overtollige vormen van hetzelfde gegeven",
    "D_file": "bestanden die niemand apart hoefde te maken",
}


@click.command()
@click.option(
    "--port", type=int, default=8000, show_default=True, help="Another one is taken when it is in use."
)
@click.option("--once", is_flag=True, help="Stop after the table instead of staying up.")
def demo(port: int, *, once: bool) -> None:
    """Start everything with example organisations, hand in an export, show every report, and stay up."""
    own = settings().state_dir
    with _state_directory() as state_dir, found_as_demo(own, state_dir), _stopped_by_hand():
        click.echo("Database, wachtrij, werkers en web starten …")
        with started_service(state_dir, free_port(port)) as service:
            catalogue = the_catalogue()
            guests = _register(service, catalogue)
            _hand_in(service, SMALL_PROVIDER, "jaar 2025.xlsx", small_export(catalogue, is_right=True))
            _hand_in(
                service,
                SMALL_PROVIDER,
                "jaar 2025 met fouten.xlsx",
                small_export(catalogue, is_right=False),
            )
            page = _hand_in(service, MAIN_PROVIDER, "kwartaal 2026-Q1.xlsx", main_export(catalogue))
            _show(catalogue, page)
            _show_sign_ins(service, guests)
            if not once:
                click.echo("Ctrl-C stopt alles.")
                while True:
                    time.sleep(3600)


def _register(service: RunningService, catalogue: Catalogue) -> tuple[Guest, ...]:
    register = build_registration(service.settings)
    try:
        present = municipalities_of_main_export()
        visited = next(
            request.municipality
            for request in catalogue.requests
            if request.municipality in present and request.format.endswith("kwartaal")
        )
        return register_guests(register, catalogue, visited)
    finally:
        register.close()


def _hand_in(service: RunningService, provider: Guest, filename: str, export: bytes) -> SubmissionPage:
    """Upload through the front door, follow it there, and then look at what is stored."""
    visit = sign_in(service.address, provider.login, PASSWORD)
    begin = time.monotonic()
    path = visit.upload(filename, export)
    click.echo(f"\n{provider.name} levert aan: {filename} ({len(export) / 1024:.0f} kB)")
    for announcement in visit.follow(path):
        click.echo(f"  {time.monotonic() - begin:5.1f} s  {announcement}")
    visit.send(path)
    wiring = build(service.settings)
    try:
        signed_in = wiring.people.sign_in(provider.login, PASSWORD)
        if not isinstance(signed_in, SignedIn):
            raise DoorClosedError(f"{provider.login} cannot sign in.")
        return wiring.submissions.show(signed_in.viewer, SubmissionId(_id_in(path)))
    finally:
        wiring.close()


def _show(catalogue: Catalogue, page: SubmissionPage) -> None:
    if page.submission.state is not SubmissionState.READY or page.balance is None:
        raise DoorClosedError(f"The submission ended as {page.submission.state}.")
    show_listing(_reports_listing(catalogue, page.reports))
    show_balance(page.balance, "\nSluitende telling van de hele aanlevering")
    click.echo("\nRegeldruk, geteld (verschillende dingen: nooit bij elkaar op te tellen)")
    for name, words in _BURDEN.items():
        click.echo(f"  {page.burden[name]:>7} {words}")


def _reports_listing(catalogue: Catalogue, reports: Sequence[ReportSummary]) -> Listing:
    return Listing(
        title=f"\n{len(reports)} rapportages uit één aanlevering",
        heads=("gemeente", "formaat", "bestand", "prestaties", "euro", "telling"),
        rows=[
            (
                f"{report.municipality} {catalogue.municipalities[report.municipality]}",
                report.format.partition("/")[2],
                report.filename,
                str(report.balance.rows.reported),
                euro(report.balance.cents.reported),
                "sluit" if report.balance.closes else "SLUIT NIET",
            )
            for report in sorted(reports, key=lambda each: (each.municipality, each.format))
        ],
        numbers=("prestaties", "euro", "telling"),
    )


def _show_sign_ins(service: RunningService, guests: tuple[Guest, ...]) -> None:
    rows = [(guest.login, PASSWORD, guest.name) for guest in guests]
    heads = ("gebruikersnaam", "wachtwoord", "is")
    show_listing(Listing(title=f"\nKijk zelf op {service.address}", heads=heads, rows=rows))


def _id_in(path: str) -> UUID:
    return UUID(path.rstrip("/").rpartition("/")[2])


@contextmanager
def _state_directory() -> Iterator[Path]:
    """A new directory for this demo alone, removed afterwards."""
    state_dir = Path(tempfile.mkdtemp(prefix="eenmaal-demo-"))
    try:
        yield state_dir
    finally:
        shutil.rmtree(state_dir, ignore_errors=True)


@contextmanager
def _stopped_by_hand() -> Iterator[None]:
    """Ctrl-C and SIGTERM end the demo in order, and are no failure."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        click.echo("\nGestopt.")
