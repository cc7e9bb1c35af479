"""A sheet of which two readers could make different cells is refused with its name, not read as empty."""

import pytest

SHEET, OTHER = "xl/worksheets/sheet4.xml", "xl/worksheets/sheet7.xml"


def _codes(trap, content):
    return [(code, sheet) for code, sheet, *_ in trap.found(content)]


@pytest.mark.parametrize(
    ("part", "old", "new", "sheet"),
    [
        (SHEET, r'<c r="C3"', '<c r="A3"', "prestatie"),
        (
            SHEET,
            r'(<c r="L3" s="4">)<v>([^<]*)</v>',
            r"\1<v><![CDATA[\2]]></v>",
            "prestatie",
        ),
        (SHEET, r'(<c r="L3" s="4">)<v>', r"\1<v><!-- x -->", "prestatie"),
        (SHEET, r'(<c r="L3" s="4">)<v>[^<]*', r"\1<v>1,5", "prestatie"),
        (SHEET, r'(<c r="A2" s="2" t="s">)<v>[^<]*', r"\1<v>-1", "prestatie"),
        (SHEET, r"<sheetData>", "<sheetData/><sheetData>", "prestatie"),
        (SHEET, r'encoding="UTF-8"', 'encoding="ISO-8859-1"', "prestatie"),
        (SHEET, r"</sheetData>", "</sheetData ><x>", ""),
        (SHEET, r'encoding="UTF-8"', 'encoding="UF-8"', ""),
        ("xl/workbook.xml", r'r:id="rId5"', 'r:id="rId55"', "uitkomst"),
        ("xl/workbook.xml", r'name="kengetal"', 'name="uitkomst"', "uitkomst"),
    ],
)
def test_it_is_refused_by_name(trap, part, old, new, sheet):
    assert _codes(trap, trap.spoil(trap.write("xlsx"), part, old, new)) == [("file-damaged", sheet)]


def test_a_sheet_in_utf_16_is_refused_and_not_read_as_empty(trap, unzip, make_zip):
    parts = unzip(trap.write("xlsx"))
    wide = parts[OTHER].decode().replace("UTF-8", "UTF-16").encode("utf-16")

    assert _codes(trap, make_zip(parts | {OTHER: wide})) == [("file-damaged", "kengetal")]


def test_a_sheet_whose_part_is_gone_is_refused_and_not_read_as_empty(trap, unzip, make_zip):
    parts = unzip(trap.write("xlsx"))
    del parts[SHEET]

    assert _codes(trap, make_zip(parts)) == [("file-damaged", "prestatie")]


def test_an_error_in_other_quotes_is_still_found(trap):
    content = trap.spoil(
        trap.write("xlsx"), SHEET, r'<c r="C3"[^>]*>.*?</c>', "<c r='C3' t = 'e' ><v>#N/A</v></c>"
    )

    assert _codes(trap, content) == [("error-cell", "prestatie")]
