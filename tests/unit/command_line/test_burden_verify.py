"""eenmaal burden verify: a page that was made public, held against what follows from its data."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal
from service.domain.burden.estimate import draw
from service.domain.burden.measure import measure
from service.domain.burden.open_data import as_bytes, basis_of, open_data
from service.domain.burden.public_words import public_content
from service.domain.failures import TerminalError
from service.domain.periods import parse_period
from service.files.burden import load_burden_tables
from tests.golden.examples import the_catalogue
from tests.tools.burden_example import example_deliveries
from tests.tools.exports import REPOSITORY

TABLES = load_burden_tables(REPOSITORY / "mappings")


def a_page(**changes):
    """Of deliveries in formats that no installation has."""
    measured = measure(example_deliveries(), TABLES, 20, draws=draw(TABLES))
    content = public_content(measured, "De regio", parse_period("2026-Q1"))
    content |= basis_of(measured, TABLES, is_drawn_plainly=True)
    return open_data(content | changes, "adres", "2026-Q1", datetime(2026, 4, 1, tzinfo=UTC))


@pytest.fixture
def verify(tmp_path):
    def run(content, *options):
        path = tmp_path / "regeldruk.json"
        path.write_bytes(content)
        return CliRunner().invoke(eenmaal, ["burden", "verify", str(path), *options], catch_exceptions=False)

    return run


def outcomes(answer):
    return {each["figure"]: each["outcome"] for each in json.loads(answer.stdout)["figures"]}


def test_what_is_drawn_again_is_equal_and_a_format_that_is_not_here_is_said(verify):
    answer = verify(as_bytes(a_page(asked=[["0" * 64]])), "--json")

    found = outcomes(answer)
    assert answer.exit_code == 0
    assert {found[name] for name in ("sha256", "level0.N", "minutes.net", "minutes.left")} == {"equal"}
    assert found["facts.asked"] == "cannot-be-verified"
    words = verify(as_bytes(a_page(asked=[["0" * 64]]))).stdout
    assert "deze installatie heeft 1 van de formaten niet" in " ".join(words.split())


def test_what_the_formats_of_this_installation_ask_is_counted_again(verify):
    plans = [versions[-1] for versions in the_catalogue().plans.values()][:3]

    answer = verify(as_bytes(a_page(asked=[[each.sha256] for each in plans])), "--json")

    assert answer.exit_code == 1
    assert outcomes(answer)["facts.asked"] == "different"
    assert outcomes(answer)["sha256"] == "equal"


def test_a_figure_that_was_changed_ends_with_one(verify):
    page = a_page(asked=[])
    page["minutes"]["net"]["p50"] += 1

    answer = verify(as_bytes(page), "--json")

    assert answer.exit_code == 1
    assert (outcomes(answer)["minutes.net"], outcomes(answer)["sha256"]) == ("different", "different")


def test_draws_that_handmade_reports_chose_are_not_drawn_again(verify):
    page = a_page(asked=[])
    basis = {**page["basis"], "is_drawn_plainly": False}

    found = outcomes(verify(as_bytes(a_page(asked=[], basis=basis)), "--json"))

    assert found["minutes.net"] == "cannot-be-verified"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no JSON"),
        (b"[]", "no page about burden"),
        (b"{}", "schema"),
        (b'{"schema": "eenmaal-regeldruk/1"}', "lacks 'period'"),
        (as_bytes(a_page(tables={"times": "../../etc/passwd"}) | {"minutes": None}), "another kind"),
        (as_bytes(a_page(asked=[["0" * 64, 1]])), "another kind"),
    ],
)
def test_another_file_is_said_to_be_none(verify, content, words):
    with pytest.raises(TerminalError, match=words):
        verify(content)
