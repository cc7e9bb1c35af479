"""One door for all reports: templates are compiled once, and what does not fit is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.domain.failures import CannotBeWrittenError, FormatError
from service.domain.formats.output import CsvOutput, XlsxOutput
from service.files.reports.report_writer import ReportWriter, check_headers
from service.files.workbook.placed import SheetTarget
from tests.tools.faults import in_dutch

OUTPUT = XlsxOutput(kind="xlsx", template="map/rijk.xlsx", filename="r.xlsx")


def test_a_compiled_template_serves_contents_of_every_size(rich_template, content_of):
    writer = ReportWriter(capacity=1)

    again = [writer.write_checked_report(content_of(rows), OUTPUT, rich_template) for rows in (3, 0, 3)]

    assert again[0] == again[2]
    assert again[0] == ReportWriter().write_report(content_of(3), OUTPUT, rich_template)


def test_a_forgotten_template_is_compiled_again(rich_template, content_of):
    writer = ReportWriter(capacity=1)
    content = content_of(2)
    fewer = type(content)({}, content.sheets)

    first = writer.write_report(content, OUTPUT, rich_template)
    writer.write_report(fewer, OUTPUT, rich_template)

    assert writer.write_report(content, OUTPUT, rich_template) == first


def test_a_workbook_without_template_is_a_fault_of_the_format(content_of):
    with pytest.raises(FormatError, check=in_dutch(r"r\.xlsx: Een werkmap heeft een sjabloon nodig")):
        ReportWriter().write_report(content_of(1), OUTPUT)


def test_a_csv_is_written_and_read_back_through_the_same_door(content_of):
    content = type(content_of(1))({}, content_of(1).sheets)
    output = CsvOutput(kind="csv", filename="uit.csv", formula_text="refuse")

    with pytest.raises(CannotBeWrittenError, match="Column 'Naam', row 2: the text begins like a formula"):
        ReportWriter().write_checked_report(content, output)


def test_headers_are_checked_without_writing_anything(rich_template):
    check_headers(rich_template, [SheetTarget("Data", 4, ("Naam",))], [("Voor", "C3")], OUTPUT)

    with pytest.raises(
        FormatError, check=in_dutch(r"map/rijk\.xlsx: Op blad 'Data', rij 4, ontbreekt 'Nmaa'")
    ):
        check_headers(rich_template, [SheetTarget("Data", 4, ("Nmaa",))], [], OUTPUT)


def test_another_time_zone_language_and_hash_seed_give_the_same_bytes(rich_template, tmp_path):
    (tmp_path / "sjabloon.xlsx").write_bytes(rich_template)
    program = (
        "import hashlib, sys; import numpy as np\n"
        "from service.domain.translation.content import *\n"
        "from service.domain.formats.output import XlsxOutput\n"
        "from service.files.reports.report_writer import ReportWriter\n"
        "items = np.array([f'=é{i}' for i in range(99)], dtype=object)\n"
        "texts = Values(ValueKind.TEXT, items, np.zeros(99, bool))\n"
        "content = ReportContent({}, (SheetContent(sheet='Tabel', header_row=1, columns={'Code': texts}),))\n"
        "output = XlsxOutput(kind='xlsx', template='t', filename='f')\n"
        "template = open(sys.argv[1], 'rb').read()\n"
        "print(hashlib.sha256(ReportWriter().write_report(content, output, template)).hexdigest())\n"
    )
    settings = [
        {"TZ": "UTC", "LANG": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Pacific/Apia", "LANG": "nl_NL.UTF-8", "PYTHONHASHSEED": "2"},
    ]

    hashes = {
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "sjabloon.xlsx")],
            env=os.environ | setting,
            check=True,
            capture_output=True,
            cwd=Path(__file__).resolve().parents[3],
        ).stdout
        for setting in settings
    }

    assert len(hashes) == 1
