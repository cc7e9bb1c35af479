"""The table of security requirements: complete, and every test and document that it names is there."""

import csv
import re
from collections import Counter
from pathlib import Path

HOUSE = Path(__file__).parents[2]
OUTCOMES = {"held", "part", "doc", "operator", "none", "open"}
DEEPER = ("5.", "8.", "14.", "16.")
"""Chapters of which level 3 is asked too."""


def lines():
    with (HOUSE / "docs" / "asvs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_there(name):
    path, _, test = name.partition("::")
    file = HOUSE / path
    return file.is_file() and (
        not test or re.search(rf"^def {test}\(", file.read_text("utf-8"), re.MULTILINE)
    )


def test_every_requirement_of_the_levels_that_are_asked_has_one_line():
    found = lines()

    assert len({each["requirement"] for each in found}) == len(found)
    assert Counter(each["level"] for each in found) == {"1": 70, "2": 183, "3": 15}
    assert all(each["requirement"].startswith(DEEPER) for each in found if each["level"] == "3")


def test_every_test_and_document_that_a_line_names_is_there():
    missing = [
        (each["requirement"], name)
        for each in lines()
        for name in each["shown_by"].split()
        if not is_there(name)
    ]

    assert missing == []


def test_what_is_held_names_a_test_and_everything_else_says_why():
    wrong = [
        each["requirement"]
        for each in lines()
        if each["outcome"] not in OUTCOMES
        or (each["outcome"] == "held" and "::" not in each["shown_by"])
        or (each["outcome"] == "doc" and not each["shown_by"])
        or (each["outcome"] in {"part", "operator", "none", "open"} and not each["why"])
    ]

    assert wrong == []


def test_the_page_names_what_is_open():
    page = (HOUSE / "docs" / "asvs.md").read_text(encoding="utf-8")

    assert [
        each["requirement"]
        for each in lines()
        if each["outcome"] == "open" and each["requirement"] not in page
    ] == []
