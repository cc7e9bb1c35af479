"""A file that is no export gives one finding that says what to do, never a traceback."""

import gzip
import io
import random
import zipfile

import pytest
import xlsxwriter

from service.domain.findings import Verdict
from service.domain.standard.export import RawExport
from service.files.intake.export_reader import read_export

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
        (b"<html><table><tr><td>naam</td></tr></table></html>", "file-form-unknown"),
        (gzip.compress(b"a;b", mtime=0), "file-form-unknown"),
        (OLE2, "file-old-excel"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "file-password"),
        (b"PK\x03\x04" + bytes(20), "file-damaged"),
        (b"PK\x05\x06" + bytes(18), "file-no-csv"),
    ],
)
def test_a_file_of_another_form_is_refused_whatever_its_name(trap, content, code):
    assert trap.found(content, "export.xlsx") == _only(code)
    assert trap.checked.verdict is Verdict.REJECTED


def test_a_parquet_that_is_none_is_refused_by_its_name(trap):
    assert trap.found(b"PAR1 and nothing else", "prestatie.parquet") == _only(
        "file-damaged", "prestatie.parquet"
    )


def test_a_workbook_inside_a_zip_is_no_csv(trap, make_zip):
    assert trap.found(make_zip({"export.xlsx": trap.write("xlsx")}), "export.zip") == _only("file-no-csv")


def test_what_is_beside_the_csv_in_a_zip_is_passed_over_by_name(trap, unzip, make_zip):
    parts = unzip(trap.write("csv-zip")) | {"foto.png": PNG, "deel 2.xlsx": trap.write("xlsx")}

    assert trap.found(make_zip(parts), "export.zip") == [
        ("file-part-not-read", name, None, "", "") for name in ("foto.png", "deel 2.xlsx")
    ]
    assert len(trap.checked.export.tables["prestatie"]) == len(trap.tables["prestatie"])


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


DECLARATIONS = {
    "billion laughs": "".join(
        ['<!DOCTYPE x [<!ENTITY a0 "ha">']
        + [f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10)]
        + ["]>"]
    ),
    "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>',
    "a file of this machine": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "an address elsewhere": '<!DOCTYPE x SYSTEM "http://elders.example/x.dtd">',
    "small and harmless": "<!DOCTYPE x [<!ELEMENT x ANY>]>",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declaration", DECLARATIONS.values(), ids=DECLARATIONS.keys())
def test_an_entity_is_refused_before_any_parser_sees_it(trap, unzip, make_zip, declaration, encoding):
    bomb = f'<?xml version="1.0"?>{declaration}<sst/>'.encode(encoding)

    assert trap.found(make_zip(unzip(trap.write("xlsx")) | {"xl/sharedStrings.xml": bomb})) == _only(
        "file-declares-entities"
    )


@pytest.mark.parametrize(("kind", "part"), [("xlsx", "xl/worksheets/sheet4.xml"), ("ods", "content.xml")])
def test_an_entity_in_any_part_of_any_workbook_is_refused(trap, kind, part):
    content = trap.spoil(trap.write(kind), part, r"(<\?xml[^>]*\?>)", r"\1<!DOCTYPE x []>")

    assert trap.found(content) == _only("file-declares-entities")


def test_an_entity_in_a_message_is_refused_by_its_name(trap, unzip, make_zip):
    parts = unzip(trap.write("ijw-zip"))
    name = next(name for name in parts if name.startswith("jw305"))
    parts[name] = parts[name].replace(b"<Bericht ", b"<!DOCTYPE x []><Bericht ", 1)

    assert trap.found(make_zip(parts), "berichten.zip") == _only("file-declares-entities", name)


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
