"""Which service other commands find on this machine."""

import json

import pytest

from service.command_line.running_service import NotRunningError, find_service, found_as_demo


def runs(state_dir, port):
    state_dir.mkdir()
    environment = {"EENMAAL_STATE_DIR": str(state_dir)}
    told = {"address": f"http://localhost:{port}", "environment": environment}
    (state_dir / "running.json").write_text(json.dumps(told))


def test_a_demo_that_is_up_is_found_until_it_ends(tmp_path):
    runs(tmp_path / "demo of today", 1)

    with found_as_demo(tmp_path / "state", tmp_path / "demo of today"):
        found = find_service(tmp_path / "state")

    assert (found.address, found.settings.state_dir) == ("http://localhost:1", tmp_path / "demo of today")
    with pytest.raises(NotRunningError):
        find_service(tmp_path / "state")


def test_a_service_of_this_directory_comes_before_a_demo(tmp_path):
    runs(tmp_path / "state", 1)
    runs(tmp_path / "demo", 2)

    with found_as_demo(tmp_path / "state", tmp_path / "demo"):
        assert find_service(tmp_path / "state").address == "http://localhost:1"


def test_a_demo_that_ended_without_saying_so_is_not_found(tmp_path):
    with found_as_demo(tmp_path / "state", tmp_path / "gone"), pytest.raises(NotRunningError):
        find_service(tmp_path / "state")
