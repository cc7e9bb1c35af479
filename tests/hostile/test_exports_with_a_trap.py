"""An export with one thing wrong: exactly its finding, at its place in the words of the file."""

import io
import re

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


def test_a_csv_in_windows_1252_is_read_and_shows_the_words_in_which_it_matters(trap, unzip, make_zip):
    text = "gemeentecode;wet;onderwerp;tekst\r\n;;algemeen;cliënt €5\r\n".encode("cp1252")
    parts = unzip(trap.write("csv-zip")) | {"toelichting.csv": text}

    assert trap.found(make_zip(parts)) == [("csv-windows-1252", "toelichting.csv", None, "", "")]
    assert trap.checked.findings[0].facts["samples"] == "cliënt, €5"
    assert trap.checked.export.tables["toelichting"]["tekst"].tolist() == ["cliënt €5"]


def test_a_csv_with_a_byte_that_means_nothing_is_refused(trap, unzip, make_zip):
    parts = unzip(trap.write("csv-zip")) | {"toelichting.csv": b"onderwerp;tekst\nx;\x81\n"}

    assert trap.found(make_zip(parts)) == [("csv-encoding", "toelichting.csv", None, "", "")]


def test_a_csv_in_utf_16_is_known_by_its_mark(trap, unzip, make_zip):
    parts = {name: text.decode().encode("utf-16") for name, text in unzip(trap.write("csv-zip")).items()}

    assert trap.found(make_zip(parts)) == []
    assert trap.checked.read_as["prestatie.csv"].startswith(
        "UTF-16 LE (volgens de byte order mark); puntkomma (17"
    )


def test_a_csv_with_a_nul_is_refused_by_its_line(trap, unzip, make_zip):
    parts = unzip(trap.write("csv-zip"))
    parts["prestatie.csv"] = parts["prestatie.csv"].replace(b"\r\n", b"\r\n\x00", 1)

    assert trap.found(make_zip(parts)) == [("csv-nul", "prestatie.csv", 2, "", "")]


def test_a_stray_quote_within_a_field_is_named_by_its_line(trap, unzip, make_zip):
    text = b'gemeentecode;wet;onderwerp;tekst\r\n;;a;"goed ""zo"""\r\n;;b;5" buis\r\n'

    parts = unzip(trap.write("csv-zip")) | {"toelichting.csv": text}
    assert trap.found(make_zip(parts)) == [("csv-quotes", "toelichting.csv", 3, "", "")]


def test_mixed_line_ends_are_named_and_every_line_is_read(trap, unzip, make_zip):
    text = b"gemeentecode;wet;onderwerp;tekst\r\n;;a;x\n;;b;y\r\n"
    parts = unzip(trap.write("csv-zip")) | {"toelichting.csv": text}

    assert trap.found(make_zip(parts)) == [("csv-mixed-line-ends", "toelichting.csv", 1, "", "")]
    assert trap.checked.export.tables["toelichting"]["onderwerp"].tolist() == ["a", "b"]


def test_a_title_above_the_header_of_a_csv_is_passed_over_by_name(trap, unzip, make_zip):
    parts = unzip(trap.write("csv-zip"))
    parts["prestatie.csv"] = b"Prestaties van het kwartaal\r\n\r\n" + parts["prestatie.csv"]

    assert trap.found(make_zip(parts)) == [("title-above-header", "prestatie.csv", 1, "", "")]
    assert trap.checked.export.tables["prestatie"]["_row"].iloc[0] == 4


def test_lost_zeros_come_back_only_where_the_elfproef_or_a_list_proves_them(trap, unzip, make_zip):
    lost = re.compile(rb"(?<![^;\n])0+(14|34)(?=;)")
    parts = {name: lost.sub(rb"\1", text) for name, text in unzip(trap.write("csv-zip")).items()}
    first = {
        name: trap.tables[name]["gemeentecode"].first_valid_index() + FIRST
        for name in trap.tables
        if "gemeentecode" in trap.tables[name]
    }

    assert trap.found(make_zip(parts)) == [
        ("leading-zeros-restored", f"{name}.csv", row, "C" if name == "prestatie" else "A", "gemeentecode")
        for name, row in first.items()
    ]
    assert set(trap.checked.export.tables["prestatie"]["gemeentecode"]) == {"0014", "0034"}


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


def _waits(table, row, column):
    """What is said of a row in an unknown municipality: that its allocation waits follows from it."""
    return ("unknown-code", table, row, column, "gemeentecode")


def test_a_client_in_an_unknown_municipality_waits_with_everything_of_that_allocation(trap):
    number = int(trap.tables["toewijzing"].loc[0, "toewijzingnummer"])
    for name in ("toewijzing", "verloop", "prestatie", "uitkomst"):
        frame = trap.tables[name]
        of_first = frame["gemeentecode"].eq("0014") & frame["toewijzingnummer"].eq(number)
        frame.loc[of_first, "gemeentecode"] = "9999"
        if name == "prestatie":
            frame.loc[of_first & frame["declaratienummer"].notna(), "declaratienummer"] = "D9999"
    rows = trap.tables["prestatie"].index[trap.tables["prestatie"]["gemeentecode"] == "9999"] + FIRST

    assert trap.found(trap.write("xlsx")) == [
        ("unknown-code", "toewijzing", 2, "A", "gemeentecode"),
        _waits("verloop", 2, "A"),
        *(_waits("prestatie", row, "C") for row in rows),
        _waits("uitkomst", 2, "A"),
    ]
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


def _with_sheet_xml(trap, old, new, part="xl/worksheets/sheet4.xml"):
    return trap.spoil(trap.write("xlsx"), part, old, new)


def test_a_hidden_sheet_is_read_and_named(trap):
    for state in ("hidden", "veryHidden"):
        content = _with_sheet_xml(
            trap, '<sheet name="prestatie"', f'<sheet state="{state}" name="prestatie"', "xl/workbook.xml"
        )

        assert trap.found(content) == [("hidden-sheet", "prestatie", None, "", "")]
        assert len(trap.checked.export.tables["prestatie"]) == len(trap.tables["prestatie"])


def test_hidden_rows_and_columns_a_filter_and_merged_cells_are_named_and_everything_is_read(trap):
    traps = {
        "hidden-rows": ('<row r="3"', '<row r="3" hidden="1"'),
        "hidden-columns": ('<col min="1"', '<col hidden="1" min="1"'),
        "filtered-sheet": (
            "</sheetData>",
            '</sheetData><autoFilter ref="A1:Q9"><filterColumn colId="1"/></autoFilter>',
        ),
        "merged-cells": (
            "</sheetData>",
            '</sheetData><mergeCells count="1"><mergeCell ref="P2:Q2"/></mergeCells>',
        ),
    }
    for code, (old, new) in traps.items():
        assert trap.found(_with_sheet_xml(trap, old, new)) == [(code, "prestatie", None, "", "")]
        assert len(trap.checked.export.tables["prestatie"]) == len(trap.tables["prestatie"])


def test_a_lying_dimension_loses_no_cell(trap):
    content = _with_sheet_xml(trap, "<sheetViews>", '<dimension ref="A1:B2"/><sheetViews>')

    assert trap.found(content) == []
    assert len(trap.checked.export.tables["prestatie"]) == len(trap.tables["prestatie"])


def test_dates_that_count_from_1904_are_read_so_and_named(trap, unzip, make_zip):
    parts = unzip(_with_sheet_xml(trap, "<sheets>", '<workbookPr date1904="1"/><sheets>', "xl/workbook.xml"))
    for name in [name for name in parts if "worksheets/" in name]:
        parts[name] = re.sub(
            rb'( s="3"><v>)(\d+)', lambda found: found[1] + b"%d" % (int(found[2]) - 1462), parts[name]
        )

    assert trap.found(make_zip(parts)) == [("dates-from-1904", "", None, "", "")]
    assert trap.checked.export.tables["prestatie"]["begindatum"].equals(
        trap.tables["prestatie"]["begindatum"]
    )


def test_strict_ooxml_gives_the_same_cells(trap, unzip, make_zip):
    pairs = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    parts = unzip(trap.write("xlsx"))
    for old, new in pairs.items():
        parts = {name: text.replace(old, new) for name, text in parts.items()}

    assert trap.found(make_zip(parts)) == []
    assert len(trap.checked.export.tables["prestatie"]) == len(trap.tables["prestatie"])


def test_macros_are_not_run_and_external_links_not_opened_and_both_are_said(trap, unzip, make_zip):
    content = make_zip(unzip(trap.write("xlsx")) | {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})

    assert trap.found(content) == [("external-links", "", None, "", "")]
