"""The runbook says what to do at every check of the doctor and every figure, in commands that exist."""

import re
from pathlib import Path

import click
import pytest

from service.command_line import CommandsByName, eenmaal
from service.domain.examination import CHECKS
from service.domain.readiness import Readiness
from service.web.shared.metrics import Figures

PAGE = (Path(__file__).parents[2] / "docs" / "runbook.md").read_text(encoding="utf-8")
ALARMS, LINES = (
    re.findall(r"^### (\S+)$", part, re.MULTILINE) for part in PAGE.split("## Lines of the doctor")
)
COMMANDS = re.findall(r"(?:`|^ {4})eenmaal ([a-z]+)(?: ([a-z]+)(?![\w-]))?", PAGE, re.MULTILINE)


def test_every_check_has_its_paragraph_in_the_order_of_the_doctor():
    assert [check.name for check in CHECKS] == LINES


def test_every_figure_has_its_paragraph():
    figures = Figures(Readiness(database=True, files=True, broker=True), ())

    assert [figure.name for figure in figures.collect()] == ALARMS


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_says_in_both_languages_what_it_is_and_what_to_do(check):
    for words in (check.title, check.remedy):
        assert words.nl
        assert words.en
        assert re.findall(r"EENMAAL_\w+", words.nl) == re.findall(r"EENMAAL_\w+", words.en)


def test_every_command_exists():
    group = eenmaal
    assert isinstance(group, CommandsByName)
    context = click.Context(group)

    missing = []
    for name, sub in sorted(set(COMMANDS)):
        command = group.get_command(context, name)
        if command is None or (sub and isinstance(command, click.Group) and sub not in command.commands):
            missing.append((name, sub))

    assert missing == []
