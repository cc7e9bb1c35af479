"""The script that we measure ourselves against gives the same cells; else the ratio would mean nothing."""

from pathlib import Path

import pytest

from service.domain.periods import parse_period
from service.files.export.writer import write_export
from service.pipeline.translate_file import translate_file
from service.sample import choose_municipalities, sample_tables
from tests.benchmarks import plain_script
from tests.benchmarks.same_cells import cells_of
from tests.golden.examples import the_catalogue
from tests.tools.exports import the_standard

WRITTEN_OUT = {
    "voorbeeldregio-midden/productielijst",
    "voorbeeldregio-noord/kwartaal",
    "voorbeeldregio-noord/kwartaal-voorbeeldstad",
    "voorbeeldregio-oost/wachtlijst",
    "voorbeeldregio-west/declaratieoverzicht",
}
"""The formats that the script has code for."""


@pytest.mark.filterwarnings("ignore:.* extension is not supported:UserWarning")  # openpyxl loses it
def test_the_plain_script_fills_the_same_cells(tmp_path: Path):
    asking = {
        name: sorted({each.municipality for each in the_catalogue().requests if each.format == name})
        for name in sorted(WRITTEN_OUT)
    }
    some = {
        code for codes in asking.values() for code in choose_municipalities(codes, min(len(codes), 2), seed=3)
    }
    chosen = tuple(sorted(some | {"1969"}))
    period = parse_period("2026-Q1")
    tables = sample_tables(the_standard(), seed=3, municipalities=chosen, clients=80, period=period)
    export = tmp_path / "export.xlsx"
    export.write_bytes(write_export(tables, the_standard(), "xlsx"))

    translated = translate_file(export.read_bytes(), export.name, the_catalogue())
    made = [report for each in translated.productions for report in each.reports]
    reports = [report for report in made if report.format in WRITTEN_OUT]
    asked = [
        (each.municipality, each.format, f"plain/{each.municipality}/{each.filename}") for each in reports
    ]
    plain_script.main(export, tmp_path, asked)
    for report in reports:
        ours = tmp_path / "ours" / report.municipality / report.filename
        ours.parent.mkdir(parents=True, exist_ok=True)
        ours.write_bytes(report.content)

    different = [
        file
        for _, _, file in asked
        if cells_of(tmp_path / file) != cells_of(tmp_path / file.replace("plain/", "ours/", 1))
    ]
    assert {name for _, name, _ in asked} == WRITTEN_OUT
    assert different == []
