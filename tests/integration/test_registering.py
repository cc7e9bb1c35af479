"""Registering from the command line: what is refused, and that a refusal leaves everything as it was."""

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal
from service.command_line.installation import settings as settings_of_this_process

ACCOUNTS = """
    SELECT account.login, organisation.kind, organisation.code
    FROM account JOIN organisation ON organisation.id = account.organisation_id ORDER BY account.login
"""


@pytest.fixture
def register(settings):
    """Run `eenmaal register` against the database of this test."""
    settings_of_this_process.cache_clear()
    environment = settings.as_environment()

    def run(*arguments):
        return CliRunner(env=environment).invoke(eenmaal, ["register", *arguments], catch_exceptions=False)

    yield run
    settings_of_this_process.cache_clear()


def test_a_sign_in_of_one_organisation_is_not_moved_to_another_and_nothing_is_registered(register, ask):
    first = register("provider", "06011234", "Stichting Voorbeeldzorg", "--login", "anna")
    before = ask("SELECT login, password_hash FROM account")

    second = register("municipality", "0014", "Groningen", "--login", "bert", "--login", "anna")

    assert first.exit_code == 0
    assert second.exit_code == 2
    assert "anna signs in for provider 06011234 already; choose another name." in second.stderr
    assert "wachtwoord" not in second.stdout
    assert ask(ACCOUNTS) == [("anna", "provider", "06011234")]
    assert ask("SELECT login, password_hash FROM account") == before
    assert ask("SELECT kind, code FROM organisation") == [("provider", "06011234")]


def test_registering_again_with_the_same_sign_in_gives_it_a_new_password(register, ask):
    register("provider", "06011234", "Zorg", "--login", "anna")
    before = ask("SELECT id, password_hash FROM account")

    again = register("provider", "06011234", "Stichting Voorbeeldzorg", "--login", "anna", "--login", "anna")

    after = ask("SELECT id, password_hash FROM account")
    assert again.stdout.count("Inloggen als anna met wachtwoord ") == 1
    assert [row[0] for row in after] == [row[0] for row in before]
    assert after != before
    assert ask("SELECT name FROM organisation") == [("Stichting Voorbeeldzorg",)]


def test_a_bureau_gets_its_municipalities_and_its_sign_ins_at_once(register, ask):
    made = register(
        *("bureau", "noord", "Inkoopbureau Noord", "--municipality", "0014", "--municipality", "0037"),
        *("--login", "carla", "--login", "dirk"),
    )

    assert made.exit_code == 0
    assert ask("SELECT municipality FROM bureau_municipality ORDER BY municipality") == [("0014",), ("0037",)]
    assert ask(ACCOUNTS) == [("carla", "bureau", "noord"), ("dirk", "bureau", "noord")]


@pytest.mark.parametrize("code", ["14", "0457", "00014", "0014 ", "٠٠١٤", "9999", "Groningen", ""])
def test_a_municipality_is_registered_under_a_gemeentecode_that_exists(register, ask, code):
    refused = register("municipality", code, "Groningen")

    assert refused.exit_code == 2
    assert f"{code} is not a gemeentecode" in refused.stderr
    assert ask("SELECT count(*) FROM organisation") == [(0,)]


@pytest.mark.parametrize("code", ["6011234", "060112345", "0601123a", "06 01 12 34", "٠٦٠١١٢٣٤", ""])
def test_a_provider_is_registered_under_an_agb_code_of_eight_digits(register, ask, code):
    refused = register("provider", code, "Stichting Voorbeeldzorg")

    assert refused.exit_code == 2
    assert f"{code} is not an AGB code" in refused.stderr
    assert ask("SELECT count(*) FROM organisation") == [(0,)]
