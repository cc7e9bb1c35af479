"""Traps made on the spot: a valid export as a workbook or a zip of csv, with one thing wrong in it."""

import io
import re
import zipfile
from functools import cache

import pytest

from service.domain.periods import parse_period
from service.files.export.writer import write_export
from service.sample import sample_tables
from tests.tools.exports import the_standard
from tests.tools.separate_process import check_within_limits


@cache
def drawn_tables():
    """Drawn once; a trap has a copy of its own."""
    return sample_tables(
        the_standard(), seed=3, municipalities=["0014", "0034"], clients=4, period=parse_period("2026-Q1")
    )


class Trap:
    """A small valid export, the tools to spoil it, and what is found in the result."""

    def __init__(self, standard):
        self.standard = standard
        self.checked = None
        self.tables = {name: each.copy() for name, each in drawn_tables().items()}

    def write(self, kind):
        return write_export(self.tables, self.standard, kind)

    def spoil(self, content, part, old, new):
        """Replace the first match of the pattern `old` in one part of a zip."""
        parts = parts_of(content)
        spoiled, times = re.subn(old, new, parts[part].decode(), count=1)
        assert times == 1
        return zip_of(parts | {part: spoiled.encode()})

    def with_cell(self, table, address, new, content=None):
        """A workbook in which one cell is this XML; `%s` in it is its address."""
        cell = rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)'
        return self.spoil(content or self.write("xlsx"), self.sheet(table), cell, new.replace("%s", address))

    def with_text(self, table, address, text):
        """A workbook in which one cell is this text, as it stands in the XML."""
        return self.with_cell(table, address, f'<c r="%s" t="inlineStr"><is><t>{text}</t></is></c>')

    def sheet(self, table):
        """The part of the workbook in which a table stands."""
        return f"xl/worksheets/sheet{list(self.standard.tables).index(table) + 1}.xml"

    def with_csv(self, table, text):
        """A zip of csv in which one file is this text."""
        return zip_of(parts_of(self.write("csv-zip")) | {f"{table}.csv": text})

    def found(self, content, name="export.xlsx"):
        """Read apart, within the ten seconds and the 1 GB that hold for every trap alike."""
        self.checked = check_within_limits([(name, content)], self.standard)
        for finding in self.checked.findings:
            assert finding.text("nl")
            assert finding.text("en")
        return [
            (f.kind.code, f.place.sheet, f.place.row, f.place.column, f.place.field)
            for f in self.checked.findings
        ]


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_of(parts, compression=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.fixture(scope="session")
def standard():
    return the_standard()


@pytest.fixture
def trap(standard):
    return Trap(standard)


@pytest.fixture(scope="session")
def unzip():
    return parts_of


@pytest.fixture(scope="session")
def make_zip():
    return zip_of
