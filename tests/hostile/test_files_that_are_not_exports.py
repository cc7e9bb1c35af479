"""A file that is no export gives one finding that says what to do, never a traceback."""

import io
import random
import struct
import zipfile

import pytest
import xlsxwriter

from service.domain.findings import Verdict
from service.domain.standard.export import RawExport
from service.files.export_reader import read_export
from service.files.zip_limits import ZipLimits

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def _only(code, part=None):
    return [(code, part or "", None, "", "")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (PNG, "file-form-unknown"),
        (b"%PDF-1.7 ...", "file-form-unknown"),
        (b"naam;bedrag\nx;1\n", "no-known-sheets"),
        (b"zomaar een zin", "file-form-unknown"),
        (OLE2, "file-old-excel"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "file-password"),
        (b"PK\x03\x04" + bytes(20), "file-damaged"),
        (b"PK\x05\x06" + bytes(18), "file-no-csv"),
    ],
)
def test_a_file_of_another_form_is_refused_whatever_its_name(trap, content, code):
    assert trap.found(content, "export.xlsx") == _only(code)
    assert trap.checked.verdict is Verdict.REJECTED


def test_a_picture_inside_a_zip_is_no_export(trap, make_zip):
    assert trap.found(make_zip({"foto.png": PNG}), "export.zip") == _only("file-no-csv")


def test_a_word_document_is_no_workbook(trap, make_zip):
    content = make_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>"})

    assert trap.found(content) == _only("file-form-unknown")


def test_a_cut_off_workbook_is_damaged(trap):
    content = trap.write("xlsx")

    assert trap.found(content[: len(content) // 2]) == _only("file-damaged")


def test_a_workbook_without_our_sheets_names_what_was_found(trap):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("Blad1").write_string(0, 0, "naam")

    assert trap.found(target.getvalue()) == _only("no-known-sheets")
    assert trap.checked.findings[0].facts["found"] == "Blad1"


def test_a_workbook_with_zero_sheets_is_refused(trap):
    content = trap.spoil(trap.write("xlsx"), "xl/workbook.xml", "<sheets>.*</sheets>", "<sheets/>")

    assert trap.found(content) == _only("file-no-sheets")


def test_macros_are_never_run_and_the_saved_values_are_read(trap, unzip, make_zip):
    content = make_zip(unzip(trap.write("xlsx")) | {"xl/vbaProject.bin": b"x"})

    assert trap.found(content, "export.xlsm") == _only("macros-not-run")
    assert trap.checked.verdict is Verdict.ACCEPTED_WITH_WARNINGS


@pytest.mark.parametrize(
    "name", ["../prestatie.csv", "/prestatie.csv", "map/../../prestatie.csv", "C:\\prestatie.csv"]
)
def test_a_path_that_leaves_the_zip_is_refused(trap, make_zip, name):
    assert trap.found(make_zip({name: b"a;b\n"})) == _only("file-unsafe-path")


def test_a_symbolic_link_is_refused(trap):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("prestatie.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    assert trap.found(target.getvalue()) == _only("file-unsafe-path")


def test_a_zip_bomb_is_refused_by_its_directory(trap, make_zip):
    assert trap.found(make_zip({"prestatie.csv": bytes(40_000_000)})) == _only("file-inflates")


def test_a_zip_with_too_many_parts_is_refused(trap, make_zip):
    assert trap.found(make_zip({f"{n}.csv": b"" for n in range(1_001)})) == _only("file-too-large")


def test_a_zip_that_lies_about_its_size_is_stopped_while_it_inflates(trap, unzip, make_zip):
    parts = unzip(trap.write("xlsx"))
    noise = random.Random(1).randbytes(300_000).hex().encode()
    content = make_zip(parts | {"xl/worksheets/sheet1.xml": b"<worksheet>" + noise})
    limits = ZipLimits(entry_bytes=500_000)
    lying = content.replace(struct.pack("<I", len(noise) + 11), struct.pack("<I", 1_000))

    assert [f.kind.code for f in read_export(lying, limits=limits).findings] in (
        ["file-damaged"],
        ["file-too-large"],
    )


def test_an_encrypted_part_is_refused(trap):
    content = bytearray(trap.write("csv-zip"))
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1

    assert trap.found(bytes(content)) == _only("file-encrypted-part")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused(trap):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("prestatie.csv", "a;b\n")
        archive.writestr("Prestatie.csv", "a;b\n")

    assert trap.found(target.getvalue()) == _only("file-duplicate-part")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_is_refused_before_any_parser_sees_it(trap, unzip, make_zip, encoding):
    parts = unzip(trap.write("xlsx"))
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'

    assert trap.found(make_zip(parts | {"xl/sharedStrings.xml": bomb.encode(encoding)})) == _only(
        "file-declares-entities"
    )


def test_a_cell_in_the_last_corner_of_a_sheet_is_refused_instead_of_read(trap):
    content = trap.spoil(
        trap.write("xlsx"),
        "xl/worksheets/sheet4.xml",
        "</sheetData>",
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    )

    assert trap.found(content) == [("sheet-too-sparse", "prestatie", 1048576, "", "")]


@pytest.mark.parametrize("seed", range(60))
def test_a_valid_export_with_random_damage_is_read_or_refused_but_never_raises(trap, seed):
    chance = random.Random(seed)
    content = bytearray(trap.write("xlsx" if seed % 2 else "csv-zip"))
    for _ in range(chance.randint(1, 6)):
        content[chance.randrange(len(content))] = chance.randrange(256)

    assert isinstance(read_export(bytes(content)), RawExport)
