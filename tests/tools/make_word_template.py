"""Make the blank statement of Voorbeeldregio Heide: `python -m tests.tools.make_word_template`."""

from pathlib import Path

from tests.tools.word_document import control, document, paragraph, run

STATEMENT = (
    Path(__file__).resolve().parents[2] / "templates/reports/voorbeeldregio-heide/bestuursverklaring.docx"
)
_BOLD = "<w:rPr><w:b/></w:rPr>"
_TITLE = '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>'
_GREY = '<w:rPr><w:color w:val="808080"/></w:rPr>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_RIGHT = '<w:pPr><w:jc w:val="right"/></w:pPr>'


def _place(tag: str, number: int) -> str:
    return control(
        tag, run("klik om te vullen", _GREY), "<w:rPr><w:b/></w:rPr><w:showingPlcHdr/><w:text/>", number
    )


def _cell(inside: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def _amounts() -> str:
    head = _cell(paragraph(run("Productcategorie", _BOLD)), 6000) + _cell(
        paragraph(run("Bedrag in euro", _BOLD), properties=_RIGHT), 3000
    )
    row = _cell(paragraph(), 6000) + _cell(paragraph(properties=_RIGHT), 3000)
    grid = '<w:tblGrid><w:gridCol w:w="6000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    properties = f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
    return f"<w:tbl>{properties}{grid}<w:tr>{head}</w:tr><w:tr>{row}</w:tr></w:tbl>"


def statement() -> bytes:
    """The statement that the board of a provider signs."""
    return document(
        paragraph(run("Bestuursverklaring", _TITLE)),
        paragraph(run("Voorbeeldregio Heide - verantwoording Jeugdwet", _GREY)),
        paragraph(
            "Het bestuur van ", _place("aanbieder", 1), " (AGB-code ", _place("agb", 2), ", KvK-nummer ",
            _place("kvk", 3), ") verklaart dat de verantwoording aan de gemeente ", _place("gemeente", 4),
            " over ", _place("begin", 5), " tot en met ", _place("eind", 6),
            " juist en volledig is. Zij omvat ", _place("regels", 7), " prestaties.",
        ),
        _amounts(),
        paragraph(""),
        paragraph("Naam en functie: ________________________________"),
        paragraph("Datum en plaats: ________________________________"),
        paragraph("Handtekening:"),
        header=paragraph(control("aanbieder", run("aanbieder", _GREY), "<w:text/>", 8)),
    )  # fmt: skip


if __name__ == "__main__":
    STATEMENT.parent.mkdir(parents=True, exist_ok=True)
    STATEMENT.write_bytes(statement())
