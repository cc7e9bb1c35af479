"""The page about the runs of the harness says what the record of them adds up to."""

from pathlib import Path

from tests.faults.record import told

PAGE = Path(__file__).parents[2] / "docs" / "fault-runs.md"


def test_the_page_has_the_totals_of_the_record():
    assert told() in PAGE.read_text(encoding="utf-8")
