"""The reference pages say what the code does."""

from pathlib import Path

from service import __version__
from service.files.standard.page import reference_page, rules_page
from service.files.standard.rule_records import rules_since
from tests.tools.exports import REPOSITORY, the_standard

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_of_rules_is_what_the_code_says():
    since = rules_since(REPOSITORY / "mappings", __version__)

    assert (DOCS / "rules.md").read_text(encoding="utf-8") == rules_page(since), "run: eenmaal standard pages"


def test_the_page_of_the_standard_is_what_the_package_says():
    written = (DOCS / "standard.md").read_text(encoding="utf-8")

    assert written == reference_page(the_standard()), "run: eenmaal standard pages"
