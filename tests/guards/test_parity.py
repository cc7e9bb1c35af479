"""What a page offers the API offers, with the same right: the table says where, or why not."""

import csv
from pathlib import Path

import pytest

from service.command_line import COMMANDS
from service.web.access_rules import ACCESS_RULES

TABLE = Path(__file__).parents[2] / "docs" / "api" / "parity.csv"


@pytest.fixture(scope="module")
def rows():
    with TABLE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_route_of_a_page_is_in_the_table_once_and_every_route_of_the_api_somewhere(rows):
    pages = [row["page"] for row in rows]

    assert sorted(pages) == sorted(each for each in ACCESS_RULES if not each.startswith("api_"))
    named = {row["api"] for row in rows} - {""}
    of_no_page = {"api_description.show", "api_asked.municipalities", "api_happened.events"}
    of_no_page |= {"api_access.issue", "api_access.about"}
    of_no_page |= {"api_webhooks.one"}  # the page has them all
    of_no_page |= {"api_reading.show"}  # on pages it stands among other things
    of_no_page |= {f"api_arriving.{each}" for each in ("begin", "one", "add", "remove")}  # for a bad line
    assert named | of_no_page == {each for each in ACCESS_RULES if each.startswith("api_")}


def test_a_route_of_the_api_is_for_whom_its_page_is_and_what_has_none_says_why(rows):
    for row in rows:
        if row["api"]:
            page, api = ACCESS_RULES[row["page"]], ACCESS_RULES[row["api"]]
            assert page.kinds <= api.kinds, row["page"]
            assert api.scope is not None, row["api"]
        else:
            assert row["remark"], row["page"]
        assert not row["command"] or row["command"].split()[0] in COMMANDS, row["page"]


def test_what_the_api_offers_a_command_offers_and_there_is_no_hole(rows):
    assert [row["page"] for row in rows if row["api"] and not row["command"]] == []
    assert [row["page"] for row in rows if row["remark"] == "not yet"] == []
