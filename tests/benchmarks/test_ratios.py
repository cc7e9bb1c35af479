"""The ratios of docs/performance.md, held well below what was measured, so that they cannot rot unseen."""

from pathlib import Path

import pytest

from tests.benchmarks.measuring import measured, part


def _seconds(tool: str, rows: int, folder: Path) -> float:
    """The best of three: what else the machine does can only make it slower."""
    command = part("one_workbook", tool, rows, 3, folder / "werkmap.xlsx")
    return min(float(measured(command).output) for _ in range(3))


@pytest.mark.long
def test_a_small_report_costs_a_twentieth_of_what_openpyxl_takes(tmp_path: Path):
    ours, theirs = (_seconds(f"{tool}, small report", 40, tmp_path) for tool in ("eenmaal", "openpyxl"))

    assert theirs / ours > 20


@pytest.mark.long
def test_twenty_thousand_rows_cost_a_tenth_of_xlsxwriter_and_reading_back_less_than_four_times_writing(
    tmp_path: Path,
):
    tools = ("eenmaal", "eenmaal, reading back", "XlsxWriter constant_memory")
    ours, read_back, xlsxwriter = (_seconds(tool, 20_000, tmp_path) for tool in tools)

    assert xlsxwriter / ours > 10
    assert read_back / ours < 4
