"""A password that somebody chooses: long, unlike the login, and not what others try first."""

import pytest

from service.domain.passwords import Unfit, unfitness


@pytest.mark.parametrize(
    "known",
    [
        "password1234",
        "qwertyuiop12",
        "123456789012",
        "aaaaaaaaaaaa",
        "manchesterunited",
        "iloveyou1234",
        "Welkom2026!",
        "wachtwoord123",
        "gemeentejeugdhulp",
        "Jeugdhulp2026",
    ],
)
def test_a_password_that_others_try_first_is_not_taken(known):
    assert unfitness(known.ljust(12, "!"), "was", "anna") is Unfit.EASY


def test_words_of_the_own_organisation_are_known_too():
    own = ["Stichting", "Bredevoort"]

    assert unfitness("bredevoortstichting", "was", "anna", own) is Unfit.EASY
    assert unfitness("bredevoortstichting", "was", "anna") is None


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("x7k", Unfit.TOO_SHORT),
        ("x7" * 101, Unfit.TOO_LONG),
        ("tkzbanna81lfp", Unfit.THE_LOGIN),
        ("was een paard", Unfit.THE_SAME),
        ("paard nieten batterij lepel", None),
        ("tkzbmxq81lfp", None),
        ("x7" * 100, Unfit.EASY),
        ("vier heel gewone woorden " * 8, None),
    ],
)
def test_what_else_is_asked(new, reason):
    assert unfitness(new, "was een paard", "anna") is reason
