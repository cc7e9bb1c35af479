"""A Word document is filled in its controls, bookmarks and tables, and in nothing else."""

import io
import zipfile
from datetime import date

import numpy as np
import pytest

from service.domain.failures import CannotBeWrittenError, FormatError, ReadBackDiffersError
from service.domain.formats.output import DocxOutput
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.reports.report_writer import ReportWriter, check_headers, require_reads_back
from service.files.reports.word_document import document_as_text
from service.files.workbook import SheetTarget
from tests.tools.contents import a_sheet
from tests.tools.word_document import bookmark, control, document, paragraph, part, run, table

OUTPUT = DocxOutput(kind="docx", template="verklaring.docx", filename="verklaring.docx")
KEEP = ' xml:space="preserve"'
BOLD = "<w:rPr><w:b/></w:rPr>"
GREY = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'


def filled(blank, sheets=(), **cells):
    content = ReportContent({("V", name): value for name, value in cells.items()}, tuple(sheets))
    return ReportWriter().write_checked_report(content, OUTPUT, blank)


def lines(header_row=1, **columns):
    made = {}
    for header, (kind, items, denominator) in columns.items():
        blank = np.array([item is None for item in items], dtype=bool)
        filler = {"text": "", "number": 0, "date": "2000-01-01"}[kind]
        array = np.array(
            [filler if item is None else item for item in items],
            dtype={"text": object, "number": np.int64, "date": "datetime64[D]"}[kind],
        )
        made[header] = Values(ValueKind(kind), array, blank, denominator)
    return a_sheet("Regels", header_row, made)


def test_controls_of_every_sort_and_bookmarks_are_filled_and_all_else_stays_to_the_byte():
    inline = paragraph("Naam: ", control("naam", run("klik hier", BOLD)), " (aanbieder)")
    block = control("uitleg", paragraph(run("a", BOLD)) + paragraph("b"))
    in_cell = table(["Bedrag", "€ "]).replace(
        "€ </w:t></w:r>", "€ </w:t></w:r>" + control("bedrag", run("0"))
    )
    marked = paragraph("Datum: ", bookmark("datum", run("..", BOLD) + run("..")), ".")
    picture = {"word/media/image1.png": b"\x89PNG"}
    blank = document(inline, block, in_cell, marked, header=paragraph(control("naam", "")), others=picture)

    report = filled(blank, naam="Zorg & Zo", uitleg="een\ntwee", bedrag=1234567, datum=date(2026, 3, 31))

    xml = part(blank)
    for old, new in (
        (run("klik hier", BOLD), run("Zorg &amp; Zo", BOLD)),
        (
            paragraph(run("a", BOLD)) + paragraph("b"),
            paragraph(run("een<w:br/>twee", BOLD).replace("<w:br/>", f"</w:t><w:br/><w:t{KEEP}>")),
        ),
        (run("0"), run("1.234.567")),
        (run("..", BOLD) + run(".."), run("31 maart 2026", BOLD)),
    ):
        assert xml.count(old) == 1
        xml = xml.replace(old, new)
    assert part(report) == xml
    assert "Zorg &amp; Zo" in part(report, "word/header1.xml")
    for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        assert part(report, name) == part(blank, name)
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        assert archive.read("word/media/image1.png") == b"\x89PNG"


def test_a_text_that_was_an_invitation_to_type_loses_its_grey():
    more = "<w:rPr><w:i/></w:rPr><w:showingPlcHdr/>"
    blank = document(paragraph(control("naam", run("Klik om te typen", GREY), more)))

    report = part(filled(blank, naam="Zorg"))

    assert "showingPlcHdr" not in report
    assert "PlaceholderText" not in report
    assert run("Zorg", "<w:rPr><w:i/></w:rPr>") in report


def test_a_table_grows_by_the_row_below_its_header_and_what_stands_around_it_stays():
    blank = document(
        table(
            ["1. Productie", "", ""], ["Product", "Bedrag", "Opmerking"], ["", "", "vast"], ["Totaal", "", ""]
        )
    )
    content = lines(
        2,
        Product=("text", ["45A03", "45A04", None], 1),
        Bedrag=("number", [123450, -5, None], 100),
    )

    report = filled(blank, [content])

    assert document_as_text(report).splitlines()[1:7] == [
        "1. Productie",
        "Product | Bedrag | Opmerking",
        "45A03 | 1.234,50 | vast",
        "45A04 | -0,05 | vast",
        " |  | vast",
        "Totaal",
    ]


def test_without_lines_the_row_below_the_header_stays_and_is_empty():
    blank = document(table(["Product", "Bedrag"], ["voorbeeld", "1,00"]))

    report = filled(blank, [lines(Product=("text", [], 1), Bedrag=("number", [], 100))])

    assert document_as_text(report) == "== document\nProduct | Bedrag\n\n"
    assert part(report).count("<w:tr>") == 2


def test_repeated_rows_have_no_name_of_their_own():
    row = table(["Product"], [""]).replace(
        "<w:p></w:p>", '<w:p w14:paraId="00AA11BB" w14:textId="77777777"></w:p>'
    )

    report = part(filled(document(row), [lines(Product=("text", ["a", "b"], 1))]))

    assert "paraId" not in report


def test_the_totals_are_those_that_stand_in_the_document():
    blank = document(paragraph(control("aantal", run("0"))), table(["Bedrag"], [""]))
    content = ReportContent({("V", "aantal"): 1200}, (lines(Bedrag=("number", [123450, 50], 100)),))
    report = ReportWriter().write_report(content, OUTPUT, blank)

    totals = require_reads_back(report, content, OUTPUT, blank)

    assert totals("V", "aantal") == 1200
    assert totals("Regels", "Bedrag") == 1235


def test_two_tables_with_a_header_alike_keep_totals_of_their_own():
    blank = document(table(["Bedrag", "a"], ["", ""]), table(["Bedrag", "b"], ["", ""]))
    one = a_sheet("Een", 1, lines(Bedrag=("number", [100], 100), a=("text", ["x"], 1)).columns)
    two = a_sheet("Twee", 1, lines(Bedrag=("number", [200], 100), b=("text", ["y"], 1)).columns)
    content = ReportContent({}, (one, two))

    totals = require_reads_back(ReportWriter().write_report(content, OUTPUT, blank), content, OUTPUT, blank)

    assert (totals("Een", "Bedrag"), totals("Twee", "Bedrag")) == (1, 2)


def test_two_cells_for_one_name_are_refused():
    with pytest.raises(FormatError, match="both fill 'naam'"):
        check_headers(document(paragraph(control("naam", ""))), [], [("A", "naam"), ("B", "naam")], OUTPUT)


def test_the_same_content_gives_the_same_bytes():
    blank = document(paragraph(control("naam", "")))

    assert filled(blank, naam="x") == filled(blank, naam="x")


def test_a_name_that_stands_twice_is_filled_twice_also_in_the_copy_for_old_readers():
    twice = paragraph(control("naam", run("a")), " en ", control("naam", run("b"), number=2))

    report = part(filled(document(twice), naam="Zorg"))

    assert report.count("Zorg") == 2


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        (
            paragraph(control("naam2", "")),
            "Het document heeft geen inhoudsbesturingselement of bladwijzer 'naam'. Wat erin staat: 'naam2'.",
        ),
        (paragraph("niets"), "bladwijzer 'naam'. Wat erin staat: geen enkel."),
        (
            paragraph(control("naam", "", "<w:picture/>")),
            "In 'naam' kan geen tekst worden gezet: het is een afbeelding",
        ),
        (paragraph(control("naam", "", '<w:dataBinding w:xpath="/a"/>')), "gekoppeld aan gegevens die Word"),
        (control("naam", "<w:tr><w:tc><w:p/></w:tc></w:tr>"), "een vak om hele rijen of kolommen"),
        (
            paragraph('<w:bookmarkStart w:id="1" w:name="naam"/>') + paragraph('<w:bookmarkEnd w:id="1"/>'),
            "Bladwijzer 'naam' begint en eindigt niet in dezelfde alinea.",
        ),
    ],
)
def test_what_cannot_be_filled_is_said_when_the_format_is_read(blocks, fault):
    with pytest.raises(FormatError) as refused:
        check_headers(document(blocks), [], [("V", "naam")], OUTPUT)

    assert fault in refused.value.placed_words.nl


def test_a_control_within_another_that_is_filled_is_refused():
    nested = document(control("buiten", paragraph(control("binnen", run("a")))))

    with pytest.raises(FormatError, match="'binnen' lies within 'buiten'"):
        check_headers(nested, [], [("V", "buiten"), ("V", "binnen")], OUTPUT)


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        (
            table(["Code"], [""]),
            "Geen tabel in het document heeft in rij 1 de koppen 'Product'; de tabellen hebben 'Code'",
        ),
        (table(["Product"], [""]) * 2, "2 tabellen in het document hebben in rij 1 de koppen 'Product'"),
        (table(["Product"]), "Onder de koppen van 'Regels' staat geen rij met dezelfde kolommen"),
        (
            table(["Product"], [control("x", run("a"))]),
            "iets dat maar één keer kan: een inhoudsbesturingselement",
        ),
        (
            table(["Product"], [""], ['<w:fldSimple w:instr=" =SUM(ABOVE) "/>']),
            "heeft een formuleveld (=SUM(ABOVE))",
        ),
    ],
)
def test_a_table_that_cannot_be_filled_is_said_when_the_format_is_read(blocks, fault):
    with pytest.raises(FormatError) as refused:
        check_headers(document(blocks), [SheetTarget("Regels", 1, ("Product",))], [], OUTPUT)

    assert fault in refused.value.placed_words.nl


@pytest.mark.parametrize("content", [b"geen zip", document("<niet dicht>")])
def test_what_is_no_document_is_refused(content):
    with pytest.raises(FormatError, match="Word"):
        check_headers(content, [], [], OUTPUT)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda xml: xml.replace("?>", '?><!DOCTYPE w [<!ENTITY a "b">]>', 1),
        lambda xml: xml.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
        lambda xml: xml.replace("<w:body>", "<w:body>" + "<w:p>" * 300 + "</w:p>" * 300),
    ],
    ids=["doctype", "encoding", "depth"],
)
def test_a_part_that_word_never_writes_is_refused_by_its_name(spoil):
    blank = document(paragraph(control("naam", "")))
    spoilt = _with_part(blank, "word/document.xml", spoil(part(blank)))

    with pytest.raises(FormatError, match=r"word/document\.xml is not as Word writes it"):
        check_headers(spoilt, [], [("V", "naam")], OUTPUT)


@pytest.mark.parametrize("text", ["x" * 32_768, "a\x00b", "half \ud800"])
def test_a_text_that_no_document_can_hold_is_refused_by_its_place(text):
    blank = document(paragraph(control("naam", "")), table(["Product"], [""]))

    with pytest.raises(CannotBeWrittenError, match="Cell V!naam"):
        filled(blank, naam=text)
    with pytest.raises(CannotBeWrittenError, match="column 'Product', row 3"):
        filled(blank, [lines(Product=("text", ["goed", text], 1))])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">Zorg<", ">Zurg<"),
        ("(aanbieder)", "(gemeente)"),
        ("31 maart", "31 mei"),
        ("1.234,50", "1234,50"),
        ("1.234,50", "1.234,05"),
        ("vast", "los"),
        (BOLD, ""),
        ("Totaal", "Totaal "),
    ],
)
def test_whatever_is_otherwise_in_the_report_is_found_when_it_is_read_back(old, new):
    blank = document(
        paragraph("Naam: ", control("naam", run("klik hier")), run(" (aanbieder)", BOLD)),
        paragraph(bookmark("datum", run(".."))),
        table(["Bedrag", "Opmerking"], ["", "vast"], ["Totaal", ""]),
    )
    sheet = lines(Bedrag=("number", [123450, 5], 100))
    content = ReportContent({("V", "naam"): "Zorg", ("V", "datum"): date(2026, 3, 31)}, (sheet,))
    report = ReportWriter().write_checked_report(content, OUTPUT, blank)
    spoilt = _with_part(report, "word/document.xml", part(report).replace(old, new, 1))
    assert spoilt != report

    with pytest.raises(ReadBackDiffersError):
        require_reads_back(spoilt, content, OUTPUT, blank)


def test_another_part_that_changed_is_found_when_it_is_read_back():
    blank = document(paragraph(control("naam", "")), others={"word/styles.xml": b"<a/>"})
    content = ReportContent({("V", "naam"): "Zorg"})
    report = ReportWriter().write_report(content, OUTPUT, blank)

    with pytest.raises(ReadBackDiffersError, match=r"word/styles\.xml"):
        require_reads_back(_with_part(report, "word/styles.xml", "<b/>"), content, OUTPUT, blank)


def _with_part(report, name, text):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report)) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.namelist():
            new.writestr(each, text if each == name else old.read(each))
    return made.getvalue()
