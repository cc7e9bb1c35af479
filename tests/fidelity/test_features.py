"""No feature that a municipality's workbook may have goes untried."""

import shutil

import pytest

from tests.fidelity.features import FEATURES, PAGE, features_of, page, templates

NAMED_BY_THE_ISSUE = {
    "styles of the pattern row",
    "header not in the first row",
    "defined names",
    "tables, database ranges",
    "validations",
    "conditional formats",
    "merged cells",
    "totals below",
    "formulas of the pattern row",
    "print areas",
    "page breaks",
    "filters",
    "sheet protection",
    "charts",
    "pivot caches",
    "images",
    "macros",
    "sparklines",
    "extensions (x14)",
    "comments",
}


def test_every_feature_stands_in_a_blank_workbook():
    found = {name: features_of(workbook) for name, workbook in templates().items()}

    assert set(FEATURES) >= NAMED_BY_THE_ISSUE
    assert set().union(*found.values()) == set(FEATURES)
    assert len([name for name in found if name.startswith("xlsx")]) >= 12


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice, which made some, is not installed")
def test_the_page_says_which_workbook_has_which_feature():
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.fidelity.features"
