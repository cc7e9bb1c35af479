"""The reference pages say what the code does."""

from pathlib import Path

from service.files.standard.page import reference_page, rules_page
from tests.tools.exports import the_standard

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_of_rules_is_what_the_code_says():
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == rules_page(), "run: eenmaal standard pages"


def test_the_page_of_the_standard_is_what_the_package_says():
    written = (DOCS / "standard.md").read_text(encoding="utf-8")

    assert written == reference_page(the_standard()), "run: eenmaal standard pages"
