"""An export with one thing wrong: exactly its finding, at its place in the words of the file."""

import io

import openpyxl

FIRST = 2


def _field(trap, table, row, field, value):
    trap.tables[table].loc[row - FIRST, field] = value


def test_a_valid_export_passes_in_both_forms(trap):
    assert trap.found(trap.write("xlsx")) == []
    assert trap.found(trap.write("csv-zip"), "export.zip") == []


def test_a_separator_that_is_none_of_the_three_is_named_per_file(trap, unzip, make_zip):
    parts = unzip(trap.write("csv-zip"))
    parts = {name: text.replace(b";", b"|") for name, text in parts.items()}

    assert trap.found(make_zip(parts)) == [("csv-separator", name, 1, "", "") for name in parts]


def test_one_file_with_another_separator_is_named(trap, unzip, make_zip):
    parts = unzip(trap.write("csv-zip"))
    parts["wachtlijst.csv"] = parts["wachtlijst.csv"].replace(b";", b"\t")

    assert trap.found(make_zip(parts)) == [("csv-other-separator", "wachtlijst.csv", 1, "", "")]


def test_comma_tab_and_a_byte_order_mark_are_fine(trap, unzip, make_zip):
    for separator in (b",", b"\t"):
        parts = unzip(trap.write("csv-zip"))
        parts = {
            f"map/{name}": b"\xef\xbb\xbf" + text.replace(b",", b" ").replace(b";", separator)
            for name, text in parts.items()
            if name != "toelichting.csv"
        }

        assert trap.found(make_zip(parts)) == []


def test_a_csv_that_is_not_utf_8_is_named(trap, unzip, make_zip):
    parts = unzip(trap.write("csv-zip")) | {"toelichting.csv": "onderwerp;tekst\nx;cliënt\n".encode("cp1252")}

    assert trap.found(make_zip(parts)) == [("csv-encoding", "toelichting.csv", None, "", "")]


def test_a_csv_line_with_a_field_too_many_is_named_by_its_line(trap, unzip, make_zip):
    parts = unzip(trap.write("csv-zip"))
    text = b'gemeentecode;wet;onderwerp;tekst\r\n;;a;"twee\r\nregels"\r\n\r\n;;b;x;y\r\n'

    assert trap.found(make_zip(parts | {"toelichting.csv": text})) == [
        ("csv-field-count", "toelichting.csv", 5, "", "")
    ]


def test_a_csv_with_quotes_that_do_not_match_is_named_by_its_line(trap, unzip, make_zip):
    parts = unzip(trap.write("csv-zip"))
    text = b'gemeentecode;wet;onderwerp;tekst\r\n;;a;"x" y\r\n'

    assert trap.found(make_zip(parts | {"toelichting.csv": text})) == [
        ("csv-quotes", "toelichting.csv", 2, "", "")
    ]


def test_a_missing_column(trap):
    content = trap.spoil(trap.write("xlsx"), "xl/sharedStrings.xml", ">debet_credit<", ">dc<")

    assert trap.found(content) == [
        ("missing-column", "prestatie", 1, "", "debet_credit"),
        ("unknown-column", "prestatie", 1, "M", ""),
    ]


def test_a_duplicated_column(trap):
    content = trap.spoil(trap.write("xlsx"), "xl/sharedStrings.xml", ">btw_percentage<", ">Bedrag<")

    assert trap.found(content) == [
        ("missing-optional-column", "prestatie", 1, "", "btw_percentage"),
        ("duplicate-column", "prestatie", 1, "Q", "bedrag"),
    ]


def test_a_client_in_an_unknown_municipality_waits_with_everything_of_that_allocation(trap):
    number = int(trap.tables["toewijzing"].loc[0, "toewijzingnummer"])
    for name in ("toewijzing", "verloop", "prestatie", "uitkomst"):
        frame = trap.tables[name]
        of_first = frame["gemeentecode"].eq("0014") & frame["toewijzingnummer"].eq(number)
        frame.loc[of_first, "gemeentecode"] = "9999"
        if name == "prestatie":
            frame.loc[of_first & frame["declaratienummer"].notna(), "declaratienummer"] = "D9999"
    rows = trap.tables["prestatie"].index[trap.tables["prestatie"]["gemeentecode"] == "9999"] + FIRST
    codes = [(code, row) for code, sheet, row, _, _ in trap.found(trap.write("xlsx")) if sheet == "prestatie"]

    assert codes == [(code, row) for row in rows for code in ("unknown-code", "allocation-waits")]
    assert trap.found(trap.write("xlsx"))[0] == ("unknown-code", "toewijzing", 2, "A", "gemeentecode")
    waiting = trap.checked.export.tables["prestatie"]["_quarantine"]
    assert (waiting.index[waiting.notna()] + FIRST).tolist() == rows.tolist()


def test_a_code_that_is_not_in_the_list(trap):
    _field(trap, "prestatie", 3, "status", "betaald")

    for kind, sheet in (("xlsx", "prestatie"), ("csv-zip", "prestatie.csv")):
        assert trap.found(trap.write(kind)) == [("unknown-code", sheet, 3, "N", "status")]


def test_a_formula_without_a_value_and_an_error_cell(trap):
    content = trap.spoil(
        trap.write("xlsx"),
        "xl/worksheets/sheet4.xml",
        r'(<c r="L3" s="4">)<v>[^<]*</v>',
        r"\1<f>I3*K3</f><v></v>",
    )
    content = trap.spoil(
        content, "xl/worksheets/sheet4.xml", r'<c r="I4" s="0"><v>[^<]*</v>', '<c r="I4" t="e"><v>#N/A</v>'
    )

    assert trap.found(content) == [
        ("formula-without-value", "prestatie", 3, "L", "bedrag"),
        ("error-cell", "prestatie", 4, "I", "volume"),
    ]


def test_a_formula_with_its_value_is_that_value(trap):
    content = trap.spoil(
        trap.write("xlsx"),
        "xl/worksheets/sheet4.xml",
        r'(<c r="L3" s="4">)(<v>[^<]*</v>)',
        r"\1<f>I3*K3</f>\2",
    )

    assert trap.found(content) == []


def test_a_formula_that_a_library_never_calculated_is_found(trap):
    book = openpyxl.load_workbook(io.BytesIO(trap.write("xlsx")))
    book["prestatie"]["L2"] = "=I2*K2"
    target = io.BytesIO()
    book.save(target)

    assert trap.found(target.getvalue()) == [("formula-without-value", "prestatie", 2, "L", "bedrag")]


def test_a_comma_in_a_point_decimal_file(trap, unzip, make_zip):
    parts = unzip(trap.write("csv-zip"))
    lines = parts["prestatie.csv"].decode().split("\r\n")
    cells = lines[2].split(";")
    cells[11] = cells[11].replace(".", ",")
    lines[2] = ";".join(cells)

    assert trap.found(make_zip(parts | {"prestatie.csv": "\r\n".join(lines).encode()})) == [
        ("other-decimal-sign", "prestatie.csv", 3, "L", "bedrag")
    ]
    assert trap.checked.findings[0].facts["value"] == cells[11]


def test_a_negative_amount(trap):
    _field(trap, "prestatie", 3, "bedrag", -1250)

    for kind, sheet in (("xlsx", "prestatie"), ("csv-zip", "prestatie.csv")):
        assert trap.found(trap.write(kind)) == [("negative", sheet, 3, "L", "bedrag")]


def test_a_credit_without_its_original(trap):
    _field(trap, "prestatie", 3, "debet_credit", "C")
    _field(trap, "prestatie", 3, "vorig_referentienummer", "ELDERS1")

    assert trap.found(trap.write("xlsx")) == [
        ("credit-without-original", "prestatie", 3, "B", "vorig_referentienummer")
    ]


def test_control_characters_from_csv_are_named(trap):
    _field(trap, "toelichting", 2, "tekst", "een\x01twee")

    assert trap.found(trap.write("csv-zip")) == [("control-characters", "toelichting.csv", 2, "D", "tekst")]


def test_a_header_below_a_title_and_beside_a_margin_keeps_its_places(trap):
    book = openpyxl.load_workbook(io.BytesIO(trap.write("xlsx")))
    book["prestatie"].insert_rows(1, 2)
    book["prestatie"].insert_cols(1)
    book["prestatie"]["O5"] = "betaald"
    target = io.BytesIO()
    book.save(target)

    assert trap.found(target.getvalue()) == [("unknown-code", "prestatie", 5, "O", "status")]
