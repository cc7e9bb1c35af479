"""What docs/formats shows is what the formats say: quoted lines, links, pictures and the first format."""

import re
from itertools import pairwise

import pytest
import yaml

from service.domain.failures import FormatError
from tests.tools.exports import REPOSITORY, an_export
from tests.tools.faults import in_dutch
from tests.tools.filled_workbooks import filled
from tests.tools.formats import a_list

DOCS = REPOSITORY / "docs" / "formats"
PAGES = sorted(DOCS.glob("*.md"))
QUOTED = re.compile(r"<!-- from (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def texts():
    return {page.name: page.read_text(encoding="utf-8") for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_of_a_page_is_there(page):
    missing = [to for to in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in to]

    assert [to for to in missing if not (DOCS / to).exists()] == []


def test_every_quoted_line_stands_so_in_the_file_that_is_named():
    quotes = [found for text in texts().values() for found in QUOTED.findall(text)]

    assert len(quotes) >= 15
    for file, quoted in quotes:
        source = (REPOSITORY / file).read_text(encoding="utf-8")
        lines = [line for line in source.splitlines() if line.strip()]
        for first, second in pairwise(quoted.splitlines()):
            assert first in lines, (file, first)
            assert second in lines, (file, second)


def test_every_page_is_reached_from_the_first():
    first = texts()["README.md"]

    assert {page.name for page in PAGES} - {"README.md"} <= set(LINK.findall(first))


def test_every_picture_is_shown():
    shown = "".join(texts().values())

    assert [each.name for each in (DOCS / "pictures").glob("*.png") if each.name not in shown] == []


def test_the_first_format_is_wrong_where_the_page_says_so_and_right_as_it_is_corrected():
    page = texts()["first-format.md"]
    first, corrected = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[:2]
    written = yaml.safe_load(first)
    columns = written["sheets"]["Productie"]["columns"]
    blank, export = (DOCS / "productie.xlsx").read_bytes(), an_export(prestatie=[{}])
    title, cells, checks = (written[name] for name in ("title", "cells", "checks"))

    with pytest.raises(FormatError, check=in_dutch("heeft meer dan één waarde in een regel per productcode")):
        filled(blank, written["sheets"], export, title=title, cells=cells, checks=checks)
    columns.update(yaml.safe_load(corrected))
    found = filled(blank, written["sheets"], export, title=title, cells=cells, checks=checks)

    assert found.rows("Productie")[5:] == [
        ["45A03", 1, 60, 60],
        ["Totaal", *(f"=SUM({c}6:{c}6)" for c in "BCD")],
    ]


def conditions_shown():
    """The conditions of the table on the page of conditions, each as it would stand under `where`."""
    table = texts()["conditions.md"].partition("| asks | write |")[2].partition("\n\n")[0]
    return list(re.findall(r"`(\w+: [^`]+)`", table))


@pytest.mark.parametrize("written", conditions_shown())
def test_every_condition_that_is_shown_can_be_written(written):
    where = yaml.load(f"{{ {written} }}", yaml.BaseLoader)  # noqa: S506 - it makes texts only

    plan = a_list({"Product": "productcode"}, where=where)

    assert set(plan.sheets[0].format.rows.where) == set(where)
