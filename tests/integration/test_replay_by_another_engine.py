"""A report is made again by the program of a release that was kept, in a venv of its own."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from service import __version__
from service.command_line import eenmaal
from service.domain.access import OrganisationKind
from service.files.export import write_export
from service.wiring import build, build_registration
from tests.conftest import Hands, KeptQueue, a_viewer
from tests.tools.exports import an_export, the_standard
from tests.tools.kept_engine import keep_engine


def replayed(settings, *arguments):
    """As an operator does it, with the settings of this test."""
    environment = {
        **os.environ,
        "EENMAAL_STATE_DIR": str(settings.state_dir),
        "EENMAAL_DATABASE_URL": settings.database_url,
        "EENMAAL_BROKER_URL": settings.broker_url,
        "EENMAAL_SECRET_KEY": settings.secret_key,
        "EENMAAL_ENCRYPTION_KEY": settings.encryption_key,
        "EENMAAL_BLOB_DIR": str(settings.blob_dir),
    }
    command = [sys.executable, "-c", "from service.command_line import main; main()", "replay", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", ["../0.1.0", "latest", "0.1.0; ls", ""])
def test_what_is_no_version_is_refused(version, tmp_path):
    found = CliRunner().invoke(
        eenmaal, ["replay", "--login", "zorg", "--engine", version, "--engines", str(tmp_path)]
    )

    assert found.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_release_that_was_not_kept_says_what_to_put_where(tmp_path):
    found = CliRunner().invoke(
        eenmaal, ["replay", "--login", "zorg", "--engine", "0.0.9", "--engines", str(tmp_path)]
    )

    assert found.exit_code == 2
    assert "requirements.lock" in found.output


def test_what_cannot_be_installed_leaves_no_venv_behind(tmp_path):
    folder = tmp_path / "0.0.9"
    folder.mkdir()
    (folder / "eenmaal-0.0.9-py3-none-any.whl").write_bytes(b"no wheel")
    (folder / "requirements.lock").write_text("", encoding="utf-8")

    found = CliRunner().invoke(
        eenmaal, ["replay", "--login", "zorg", "--engine", "0.0.9", "--engines", str(tmp_path)]
    )

    assert found.exit_code == 1
    assert {each.name for each in folder.iterdir()} == {"eenmaal-0.0.9-py3-none-any.whl", "requirements.lock"}


@pytest.mark.long
def test_the_release_of_today_makes_every_report_again_in_a_venv_apart(settings, tmp_path):

    keep_engine(tmp_path / "engines")
    register, queue = build_registration(settings), KeptQueue()
    provider = a_viewer(register, "zorg", OrganisationKind.PROVIDER, "01234567", "Zorg Een")
    register.close()
    wiring = build(settings, queue=queue)
    rows = [{"referentienummer": f"R{number}"} for number in range(5)]
    Hands(wiring, queue).deliver(
        provider, write_export(an_export(prestatie=rows).tables, the_standard(), "xlsx")
    )
    wiring.close()

    asked = ("--login", "zorg", "--engine", __version__, "--engines", str(tmp_path / "engines"), "--json")
    first, again = replayed(settings, *asked), replayed(settings, *asked)

    assert first.returncode == 0, first.stderr
    told = json.loads(first.stdout)
    assert {each["outcome"] for each in told} == {"same"}
    assert told
    assert "geïnstalleerd" in first.stderr
    assert "geïnstalleerd" not in again.stderr
    assert json.loads(again.stdout) == told
