"""A small file that becomes a large one is refused before it does; one that is only long is read in time."""

import io
import random
import re
import struct
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from service.domain.standard.faults import MOST_NAMED
from tests.tools.binary_workbook import binary_workbook, cell_record, row_record

P, N = "prestatie", "toelichting"
MEGABYTE = 1_000_000


def _only(code, sheet=""):
    return [(code, sheet, None, "", "")]


def _letters(count):
    return "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=count))


def test_a_few_hundred_kilobytes_of_zip_that_are_600_megabytes_of_blanks(trap):
    target = io.BytesIO(trap.write("xlsx"))
    with (
        zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet9.xml", "w") as part,
    ):
        for _ in range(600):
            part.write(b" " * MEGABYTE)

    assert trap.found(target.getvalue()) == _only("file-too-large")


@pytest.mark.parametrize(("parts", "each"), [(3, 70), (1, 101)])
def test_more_than_may_be_unpacked_in_all_or_in_one_part(trap, make_zip, parts, each):
    content = make_zip({f"{at}.csv": bytes(each * MEGABYTE) for at in range(parts)})

    assert trap.found(content) == _only("file-too-large")


def test_a_part_that_says_it_is_smaller_than_it_is(trap, unzip, make_zip):
    noise = random.Random(1).randbytes(300_000).hex().encode()
    content = make_zip(unzip(trap.write("xlsx")) | {"xl/worksheets/sheet9.xml": b"<worksheet>" + noise})
    lying = content.replace(struct.pack("<I", len(noise) + 11), struct.pack("<I", 1_000))

    assert trap.found(lying) == _only("file-damaged")


def test_one_long_text_that_thousands_of_cells_share(trap, unzip, make_zip):
    parts = unzip(trap.write("xlsx"))
    shared = parts["xl/sharedStrings.xml"].decode()
    place, first = shared.count("<si>"), len(trap.tables[N]) + 2
    rows = "".join(
        f'<row r="{at}"><c r="C{at}" t="s"><v>{place}</v></c><c r="D{at}" t="s"><v>{place}</v></c></row>'
        for at in range(first, first + 12_000)
    )
    parts["xl/sharedStrings.xml"] = shared.replace("</sst>", f"<si><t>{_letters(32_767)}</t></si></sst>")
    parts[trap.sheet(N)] = parts[trap.sheet(N)].decode().replace("</sheetData>", f"{rows}</sheetData>")

    assert trap.found(make_zip(parts)) == _only("file-too-large", N)


def _with_ods_rows(trap, unzip, make_zip, rows):
    parts = unzip(trap.write("ods"))
    table = r'(<table:table table:name="prestatie">.*?)</table:table>'
    content = re.sub(table, rf"\1{rows}</table:table>", parts["content.xml"].decode(), flags=re.DOTALL)
    return make_zip(parts | {"content.xml": content})


ROWS = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
CELLS = '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/>'
BLANKS = (
    '<table:table-cell office:value-type="string"><text:p><text:s text:c="{}"/></text:p></table:table-cell>'
)


@pytest.mark.parametrize(
    ("row", "code", "line"),
    [
        (ROWS.format(1_000_000, CELLS.format(17)), "sheet-too-sparse", True),
        (ROWS.format(1_048_000, "") + ROWS.format(1, CELLS.format(16_384)), "sheet-too-sparse", True),
        (ROWS.format(1, BLANKS.format(1_000_000_000)), "file-too-large", False),
        (ROWS.format(100_000, BLANKS.format(32_000)), "file-too-large", False),
    ],
)
def test_an_ods_that_repeats_cells_or_counts_blanks(trap, unzip, make_zip, row, code, line):
    found = trap.found(_with_ods_rows(trap, unzip, make_zip, row), "export.ods")

    assert [(kind, sheet, at is not None) for kind, sheet, at, _, _ in found] == [(code, P, line)]


def test_a_cell_in_the_last_corner_of_an_xlsb(trap, unzip, make_zip):
    parts = unzip(binary_workbook({P: [["a", "b"], ["1", "2"]]}))
    sheet = parts["xl/worksheets/sheet1.bin"]
    end = sheet.index(b"\x92\x01\x00")  # the end of the rows
    corner = row_record(1_048_575) + cell_record(16_383, "x")
    content = make_zip(parts | {"xl/worksheets/sheet1.bin": sheet[:end] + corner + sheet[end:]})

    assert trap.found(content, "export.xlsb") == [("sheet-too-sparse", P, 1_048_576, "", "")]


@pytest.mark.parametrize("rows", [1_000_000, 3_000_000])
def test_a_parquet_that_packs_one_text_a_million_times(trap, rows):
    column = pa.repeat(pa.scalar("x" * 200), 100_000)
    table = pa.table({"onderwerp": column, "tekst": column})
    target = io.BytesIO()
    with pq.ParquetWriter(target, table.schema, compression="zstd") as writer:
        for _ in range(rows // len(table)):
            writer.write_table(table)

    assert trap.found(target.getvalue(), "toelichting.parquet") == _only(
        "file-too-large", "toelichting.parquet"
    )


def test_long_texts_without_blanks_are_looked_at_once(trap):
    text = _letters(32_767)
    rows = "".join(f";;a{at};{text}\r\n" for at in range(60))
    found = trap.found(trap.with_csv(N, f"gemeentecode;wet;onderwerp;tekst\r\n{rows}".encode()), "e.zip")

    assert found == [("too-long", "toelichting.csv", at + 2, "D", "tekst") for at in range(60)]


def test_a_column_that_is_wrong_in_every_row_is_named_row_by_row_and_then_counted(trap):
    rows = "".join(f";;onderwerp {at};\r\n" for at in range(100_000))
    found = trap.found(trap.with_csv(N, f"gemeentecode;wet;onderwerp;tekst\r\n{rows}".encode()), "e.zip")

    assert found == [
        ("missing-value", "toelichting.csv", at + 2, "D", "tekst") for at in range(MOST_NAMED + 1)
    ]
    assert sum(finding.count for finding in trap.checked.findings) == 100_000
