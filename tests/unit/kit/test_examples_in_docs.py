"""Every sample that a page has its reader make is sound by the rules of today."""

import re
import shlex

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal
from tests.tools.exports import REPOSITORY

PAGES = [
    REPOSITORY / "README.md",
    REPOSITORY / "mappings" / "README.md",
    *sorted((REPOSITORY / "docs").rglob("*.md")),
]
SAMPLE = re.compile(r"eenmaal (sample(?: --(?!out|json)[\w-]+ [\w.-]+)+)")
"""The command with its options, up to where it writes."""


def commands():
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    return sorted({match[1] for text in texts for match in SAMPLE.finditer(text)})


def test_the_pages_have_samples_made():
    assert len(commands()) >= 2


@pytest.mark.parametrize("command", commands())
def test_a_sample_as_a_page_has_it_made_is_sound(command, tmp_path):
    out = str(tmp_path / "export.xlsx")
    made = CliRunner().invoke(eenmaal, [*shlex.split(command), "--out", out], catch_exceptions=False)
    checked = CliRunner().invoke(eenmaal, ["check", out], catch_exceptions=False)

    assert (made.exit_code, checked.exit_code) == (0, 0)
    assert checked.stdout.endswith("Goed: er is niets op aan te merken.\n")
