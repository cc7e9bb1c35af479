"""One page, or as many as it takes: a title, facts and tables as a PDF."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

_MARGIN, _GAP = 18 * mm, 4 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_FONT, _BOLD = "Vera", "VeraBd"
"""They come with the library and hold the euro sign and all letters of Western Europe."""
_LINE, _HEAD = colors.HexColor("#8a8f99"), colors.HexColor("#eef1f5")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table under a heading; every row has as many texts as there are columns."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    """How much of the page each column takes, in parts of the whole."""
    amounts: frozenset[int] = frozenset()
    """Which columns hold numbers, counted from 0; they stand to the right."""


def print_page(
    title: str, facts: Sequence[tuple[str, str]], tables: Sequence[PrintedTable], *, language: str
) -> bytes:
    """The PDF; the same content gives the same bytes."""
    _know_fonts()
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        title=title,
        author="Eenmaal",
        lang=language,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        invariant=1,
    )
    parts: list[Flowable] = [Paragraph(escape(title), _style(15, _BOLD)), Spacer(0, _GAP), _facts(facts)]
    for each in tables:
        parts += [Spacer(0, _GAP), Paragraph(escape(each.title), _style(11, _BOLD)), Spacer(0, 2 * mm)]
        parts.append(_table(each))
    document.build(parts)
    return target.getvalue()


@cache
def _know_fonts() -> None:
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in (_FONT, _BOLD):
        registerFont(TTFont(name, str(folder / f"{name}.ttf")))


def _style(size: float, font: str = _FONT, *, is_amount: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        f"{font}{size}{is_amount}",
        fontName=font,
        fontSize=size,
        leading=size * 1.35,
        alignment=2 if is_amount else 0,
        wordWrap="CJK" if size < _SMALL else None,
    )


_SMALL = 7
"""Below this size stand hashes, which break where the line ends."""


def _facts(facts: Sequence[tuple[str, str]]) -> Flowable:
    rows = [
        [Paragraph(escape(name), _style(9, _BOLD)), Paragraph(escape(text), _style(9))]
        for name, text in facts
    ]
    return Table(
        rows, colWidths=[_WIDTH * 0.3, _WIDTH * 0.7], style=TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0)])
    )


def _table(table: PrintedTable) -> Flowable:
    head = [
        Paragraph(escape(each), _style(8, _BOLD, is_amount=at in table.amounts))
        for at, each in enumerate(table.columns)
    ]
    rows = [[_cell(text, is_amount=at in table.amounts) for at, text in enumerate(row)] for row in table.rows]
    return LongTable(
        [head, *rows],
        colWidths=[_WIDTH * part for part in table.widths],
        repeatRows=1,
        style=TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), _HEAD),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        ),
    )


_HASH = 64


def _cell(text: str, *, is_amount: bool) -> Paragraph:
    return Paragraph(escape(text), _style(6 if len(text) == _HASH else 8, is_amount=is_amount))
