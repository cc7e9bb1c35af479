"""However many workers make the reports of a submission, they are the bytes of the command line."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.domain.access import Organisation, OrganisationKind, Viewer
from service.domain.periods import parse_period
from service.domain.submissions.submission import SubmissionState
from service.files.export.writer import write_export
from service.files.standard.loader import load_standard
from service.sample import sample_tables
from service.settings import Settings, environment_of_children
from service.wiring import build, build_registration
from tests.tools.patience import wait_until
from workers.children import Child, Program

_EENMAAL = (sys.executable, "-c", "from service.command_line import main; main()")
_HOUSE = Path(__file__).parents[2]
_ASKING = ("0014", "0141", "0344", "0363", "0518", "0599")


@pytest.fixture(scope="module")
def export() -> bytes:
    standard = load_standard(Settings.from_environment({}).mappings_dir)
    tables = sample_tables(
        standard, seed=3, municipalities=_ASKING, clients=60, period=parse_period("2026-Q1"), prestaties=200
    )
    return write_export(tables, standard, "xlsx")


@pytest.fixture(scope="module")
def by_command_line(export: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], str]:
    """The fingerprint of every report by municipality, format and period."""
    folder = tmp_path_factory.mktemp("opdracht")
    (folder / "export.xlsx").write_bytes(export)
    done = subprocess.run(
        [*_EENMAAL, "translate", "export.xlsx", "--out", "uit", "--json"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(_HOUSE)},
        capture_output=True,
        check=True,
    )
    reports = json.loads(done.stdout)["reports"]
    return {(one["municipality"], one["format"], one["period"]): one["sha256"] for one in reports}


@pytest.mark.parametrize("workers", [1, 2])
def test_any_number_of_workers_makes_the_reports_of_the_command_line(
    workers: int, export: bytes, by_command_line: dict[tuple[str, ...], str], settings: Settings
):
    viewer = _provider(settings)
    worker = _worker(settings, workers)
    wiring = build(settings)
    try:
        submission = wiring.submissions.receive(viewer, io.BytesIO(export), "export.xlsx").submission
        wait_until(lambda: wiring.submissions.follow(viewer, submission).state.is_final)
        page = wiring.submissions.show(viewer, submission)
    finally:
        wiring.close()
        worker.stop()

    assert page.submission.state is SubmissionState.READY
    assert {
        (one.municipality, one.format, one.period.label): one.sha256 for one in page.reports
    } == by_command_line
    assert len(page.reports) > len(_ASKING)


def _provider(settings: Settings) -> Viewer:
    """The provider that the export says it is of."""
    kind, code, name = OrganisationKind.PROVIDER, "06011234", "Zorg Een"
    register = build_registration(settings)
    organisation = Organisation(register.organisation(kind, code, name), kind, code, name)
    account = register.account(organisation.id, "aanbieder", "een wachtwoord")
    register.close()
    return Viewer(account=account, login="aanbieder", language="nl", organisation=organisation, origin="test")


def _worker(settings: Settings, processes: int) -> Child:
    command = [sys.executable, "-m", "celery", "--app", "workers.application", "--quiet", "worker"]
    return Child(
        Program(
            name="worker",
            command=[*command, "--concurrency", str(processes), "--without-gossip", "--without-mingle"],
            log=settings.state_dir / "worker.log",
            environment=environment_of_children(settings) | {"PYTHONPATH": str(_HOUSE)},
        )
    )
