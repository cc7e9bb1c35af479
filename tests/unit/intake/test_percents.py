"""What is shown as 90% is read as 90 in a field of percents, and a bare part of one is never taken for it."""

import io
import zipfile
from datetime import date

import numpy as np
import pytest

from service.domain.findings import Severity
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.domain.standard.repairs import Reading
from service.files.export.writer import write_export
from service.files.intake.cells_in_per_cent import cells_in_per_cent
from service.files.intake.export_reader import read_export
from service.files.xml_columns import shows_percents
from service.process.fast_paths import use_fast_paths
from service.sample import sample_tables
from tests.tools.binary_workbook import binary_workbook
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import Shown, sheets_of, written

U, K, PR = "uitkomst", "kengetal", "prestatie"
ONE, NINETY, THIRD = Shown(1.0, "0%"), Shown(0.9, "0%"), Shown(1 / 3, "0%")


@pytest.fixture(scope="module")
def sound():
    return sample_tables(
        the_standard(), seed=11, municipalities=["0014", "0034"], clients=12, period=parse_period("2026-Q1")
    )


@pytest.fixture(params=[True, False], ids=["fast", "slow"])
def _both_ways(request):
    use_fast_paths(are_on=request.param)
    yield
    use_fast_paths(are_on=True)


class Book:
    """The sound export as a workbook, of which a test changes some cells."""

    def __init__(self, sound):
        self.sheets = sheets_of(the_standard(), sound)
        self.checked = None

    def put(self, table, field, *cells, where=lambda _: True):
        """Write these cells, the last one again and again, in the rows of which the cell is filled."""
        sheet = self.sheets[table]
        at, rows = sheet.at(field), [row for row in sheet.filled(field) if where(row)]
        for place, row in enumerate(rows):
            row[at] = cells[min(place, len(cells) - 1)]
        return len(rows)

    def check(self, content=None, **reading):
        raw = read_export(content or written(self.sheets), "export.xlsx")
        self.checked = check_export(raw, the_standard(), Reading(**reading))
        return [(each.place.field, each.kind.code) for each in self.checked.findings]

    def read(self, table, field):
        return self.checked.export.tables[table][field].dropna().tolist()


@pytest.fixture
def book(sound):
    return Book(sound)


@pytest.mark.usefixtures("_both_ways")
def test_a_column_in_which_every_cell_shows_100_per_cent_is_read_as_100_and_that_is_said(book):
    count = book.put(U, "doelen_behaald", ONE)

    assert book.check() == [("doelen_behaald", "repaired-percentage")] * count
    assert book.read(U, "doelen_behaald") == [100] * count
    assert '"100%" is gelezen als 100 procent' in book.checked.findings[0].text("nl")


@pytest.mark.usefixtures("_both_ways")
def test_each_cell_is_read_by_its_own_format(book):
    count = book.put(U, "doelen_behaald", NINETY, 90.0, Shown(0, "0%"))

    assert book.check() == [("doelen_behaald", "repaired-percentage")]
    assert book.read(U, "doelen_behaald") == [90, 90, *[0] * (count - 2)]


def test_percents_that_do_not_fit_the_field_are_named_as_they_are_shown(book):
    book.put(U, "doelen_behaald", THIRD, Shown(90, "0%"), 40.0)

    assert book.check() == [("doelen_behaald", "not-a-whole-number"), ("doelen_behaald", "out-of-range")]
    assert "33,33333333" in book.checked.findings[0].text("nl")
    assert "9000%" in book.checked.findings[1].text("nl")


def _in_percents(book):
    at = book.sheets[K].at("eenheid")
    return lambda row: row[at] == "procent"


def _figures(book):
    figures = book.checked.export.tables[K]
    return [round(each / 10_000, 4) for each in figures[figures["eenheid"] == "procent"]["waarde"].tolist()]


@pytest.mark.usefixtures("_both_ways")
def test_a_figure_in_percents_is_read_as_its_cell_shows_it_and_others_as_they_are(book):
    book.put(K, "waarde", Shown(0.068, "0%"), where=_in_percents(book))
    book.put(
        K, "waarde", Shown(12.0, "0%"), where=lambda row: row[book.sheets[K].at("kengetal")] == "klachten"
    )

    assert book.check() == [("waarde", "repaired-percentage")]
    assert _figures(book) == [6.8]
    assert "is gelezen als 6,8 procent" in book.checked.findings[0].text("nl")
    counts = book.checked.export.tables[K].query("kengetal == 'klachten'")["waarde"]
    assert set(counts) == {12 * 10_000}


@pytest.mark.parametrize(("cell", "read"), [("6,8%", 6.8), ("6.8 %", 6.8), (" 7%", 7)])
def test_a_figure_with_a_per_cent_sign_is_read_where_its_unit_is_per_cent(book, cell, read):
    book.put(K, "waarde", cell, where=_in_percents(book))

    assert ("waarde", "repaired-percentage") in book.check()
    assert _figures(book) == [read]


def test_a_per_cent_sign_among_counts_is_not_left_out(book):
    book.put(K, "waarde", "6%", where=lambda row: row[book.sheets[K].at("eenheid")] == "aantal")

    assert set(book.check()) == {("waarde", "not-a-number")}


@pytest.mark.parametrize("cell", [0.9, "0,9", "0.90"])
def test_a_bare_part_of_one_where_whole_percents_belong_is_refused_with_both_readings(book, cell):
    count = book.put(U, "doelen_behaald", cell, 1.0)

    assert book.check() == [("doelen_behaald", "share-or-percents")] * count
    text = book.checked.findings[0].text("nl")
    assert "kan 90% zijn" in text
    assert "ook 0,9%" in text
    assert "ook 1%" in book.checked.findings[1].text("nl")


def test_a_one_beside_higher_percents_is_one_per_cent(book):
    count = book.put(U, "doelen_behaald", 45.0, 1.0)

    assert book.check() == []
    assert book.read(U, "doelen_behaald") == [45, *[1] * (count - 1)]


@pytest.mark.parametrize("cells", [(1.0,), (0.0, 1.0), ("1",), (Shown(0.6, "0%"), 1.0)])
def test_percents_that_are_all_nought_or_one_are_read_and_asked_about_once(book, cells):
    book.put(U, "doelen_behaald", *cells)

    found = [each for each in book.check() if each[1] not in ("number-as-text", "repaired-percentage")]
    assert found == [("doelen_behaald", "perhaps-a-share")]
    finding = next(each for each in book.checked.findings if each.kind.code == "perhaps-a-share")
    assert finding.kind.severity is Severity.WARNS
    assert finding.facts["first"].nl == "100%"
    assert finding.facts["second"].nl == "1%"


def test_percents_that_are_all_nought_say_nothing(book):
    book.put(U, "doelen_behaald", 0.0)

    assert book.check() == []


def test_a_figure_below_one_per_cent_is_read_and_asked_about(book):
    book.put(K, "waarde", 0.05, where=_in_percents(book))

    assert book.check() == [("waarde", "perhaps-a-share")]
    assert _figures(book) == [0.05]
    assert "zou het 5% zijn" in book.checked.findings[0].text("nl")


def test_who_wants_every_cell_as_written_is_told_what_a_percentage_probably_means(book):
    count = book.put(U, "doelen_behaald", ONE)

    assert book.check(repairs=False) == [("doelen_behaald", "repairable-value")] * count
    assert '"100%" past niet in doelen_behaald; bedoeld is waarschijnlijk "100"' in book.checked.findings[
        0
    ].text("nl")


def test_a_rate_of_vat_in_a_percentage_cell_is_shown_as_it_stands_there(book):
    book.sheets[PR].rows[0][book.sheets[PR].at("btw_percentage")] = Shown(0.21, "0%")

    assert book.check() == [("btw_percentage", "repaired-percentage")]
    assert '"21%" is gelezen als 21 procent' in book.checked.findings[0].text("nl")


def test_a_format_that_only_writes_a_sign_behind_the_number_changes_nothing(book):
    count = book.put(U, "doelen_behaald", Shown(90, '0"%"'))

    assert book.check() == []
    assert book.read(U, "doelen_behaald") == [90] * count


def _parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def test_a_percentage_in_an_open_document_is_read_as_it_is_shown(book, sound):
    parts = _parts(write_export(sound, the_standard(), "ods"))
    value = int(sound[U]["doelen_behaald"].dropna().iloc[0])
    content = parts["content.xml"].decode()
    at = content.index('table:name="uitkomst"')
    cell = f'office:value-type="float" office:value="{value}"'
    assert cell in content[at:]
    shown = f'office:value-type="percentage" office:value="{value / 100}"'
    parts["content.xml"] = (content[:at] + content[at:].replace(cell, shown, 1)).encode()

    assert book.check(_zipped(parts)) == [("doelen_behaald", "repaired-percentage")]
    assert book.read(U, "doelen_behaald") == sound[U]["doelen_behaald"].dropna().tolist()


def test_a_percentage_in_a_binary_workbook_is_read_as_it_is_shown(book):
    count = book.put(U, "doelen_behaald", ONE)

    rows = {
        name: [sheet.headers, *([_without_day(cell) for cell in row] for row in sheet.rows)]
        for name, sheet in book.sheets.items()
    }
    found = book.check(binary_workbook(rows))

    assert [each for each in found if each[1] != "number-as-text"] == [
        ("doelen_behaald", "repaired-percentage")
    ] * count
    assert book.read(U, "doelen_behaald") == [100] * count


def _without_day(cell):
    return cell.isoformat() if isinstance(cell, date) else cell


@pytest.mark.parametrize(
    ("number_format", "is_shown"),
    [
        ("0%", True), ("0.00%", True), ("0%;-0%;0", True), ('0%;"-"', True), ("[Red]0%", True),
        ('0"%"', False), (r"0\%", False), ("0", False), ("General", False), ("[<1]0%;0", False),
        ('"%"0', False),
    ],
)  # fmt: skip
def test_a_format_shows_per_cent_when_it_makes_a_number_a_hundredfold(number_format, is_shown):
    assert shows_percents(number_format) is is_shown


def _sheet(cells):
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="3"><c r="B3" s="4"><v>1</v></c></row><row r="4"><c s="4" r="B4"/></row>',
        '<row r="3"><c r="B3"  s = "04" t="n"><v>1</v></c></row><row r="4"><c s=\'4\'\n r=\'B4\'/></row>',
        '<x:row r="3"><x:c r="B3" s="4"><x:v>1</x:v></x:c></x:row><x:row r="4"><x:c r="B4" s="4"/></x:row>',
        '<row r="3"><c/><c s="4"><v>1</v></c></row><row><c s="14"/><c s="4"/><c s="40"/></row>',
    ],
)
def test_cells_of_a_format_are_found_however_a_sheet_is_written(cells):
    xml = _sheet(cells).replace(b"<worksheet>", b'<worksheet xmlns:x="y">')

    found = cells_in_per_cent(xml, frozenset({4, 7}))

    assert found.mask(2, np.arange(2, 6)).tolist() == [False, True, True, False]
    assert [found.mask(column, np.arange(2, 6)) for column in (1, 3)] == [None, None]
