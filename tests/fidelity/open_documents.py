"""Blank OpenDocument spreadsheets: one made by hand with everything in it, the others saved by LibreOffice.

As in `workbooks`: on sheet `Data` the header stands in row 4, the pattern row is row 5, the total is B6.
"""

import io
import tempfile
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from tests.fidelity.hand_made_parts import dot
from tests.fidelity.workbooks import WORKBOOKS
from tests.tools.office import SOFFICE, convert

_SPACE = "urn:oasis:names:tc:opendocument:xmlns"
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_FULL = {"fo": "xsl-fo-compatible", "number": "datastyle", "draw": "drawing", "svg": "svg-compatible"}
_NAMES = "".join(
    f' xmlns:{name}="{_SPACE}:{_FULL.get(name, name)}:1.0"'
    for name in ("office", "table", "text", "style", "number", "fo", "chart", "draw", "svg")
)
_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_NAMES} office:version="1.3"'
    ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
)
_STYLES = (
    "<office:automatic-styles>"
    '<number:date-style style:name="N1"><number:day number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/>'
    '</number:date-style><number:number-style style:name="N2"><number:number number:decimal-places="2" '
    'number:min-decimal-places="2" number:min-integer-digits="1"/></number:number-style>'
    '<style:style style:name="kolom" style:family="table-column"><style:table-column-properties '
    'style:column-width="0.95in"/></style:style>'
    '<style:style style:name="ro" style:family="table-row"><style:table-row-properties '
    'style:row-height="0.18in"/></style:style>'
    '<style:style style:name="breuk" style:family="table-row"><style:table-row-properties '
    'style:row-height="0.18in" fo:break-before="page"/></style:style>'
    '<style:style style:name="dag" style:family="table-cell" style:parent-style-name="Default" '
    'style:data-style-name="N1"/>'
    '<style:style style:name="euro" style:family="table-cell" style:parent-style-name="Default" '
    'style:data-style-name="N2"><style:map style:condition="cell-content()&gt;[.$B$6]" '
    'style:apply-style-name="Default" style:base-cell-address="Data.B5"/></style:style>'
    '<style:style style:name="vet" style:family="table-cell" style:parent-style-name="Default">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="open" style:family="table-cell" style:parent-style-name="Default">'
    '<style:table-cell-properties style:cell-protect="none"/></style:style>'
    "</office:automatic-styles>"
)
_VALIDATIONS = (
    "<table:content-validations>"
    '<table:content-validation table:name="keuze" table:base-cell-address="Data.A5" '
    "table:condition=\"of:cell-content-is-in-list([$'Lijst van jou'.$A$1:.$A$3])\"/>"
    '<table:content-validation table:name="meer" table:base-cell-address="Data.B5" '
    'table:condition="of:cell-content-is-decimal-number() and cell-content()&gt;[.$B$9]"/>'
    '<table:content-validation table:name="onder" table:base-cell-address="Data.A9" '
    'table:condition="of:cell-content-is-in-list(&quot;[.A5]&quot;;&quot;b&quot;)"/>'
    "</table:content-validations>"
)


def _text(text: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell{attributes} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def _number(value: str, attributes: str = "", formula: str = "") -> str:
    written = f' table:formula="of:={formula}"' if formula else ""
    return (
        f'<table:table-cell{attributes}{written} office:value-type="float" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def _row(*cells: str, style: str = "ro", more: str = "") -> str:
    return f'<table:table-row table:style-name="{style}"{more}>{"".join(cells)}</table:table-row>'


_EMPTY = "<table:table-cell/>"
_REST = '<table:table-cell table:number-columns-repeated="16376"/>'
_CHART = (
    '<draw:frame draw:name="Grafiek" table:end-cell-address="Data.M16" table:end-x="0.1in" '
    'table:end-y="0.1in" svg:width="4in" svg:height="2in" svg:x="0in" svg:y="0in"><draw:object '
    'draw:notify-on-update-of-ranges="Data.A5:Data.A5 Data.B5:Data.B5" xlink:href="./Object 1" '
    'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
)
_BOX = (
    '<draw:frame draw:name="Onder" table:end-cell-address="Data.B10" table:end-x="0.1in" table:end-y="0.1in" '
    'svg:width="1in" svg:height="0.3in" svg:x="0in" svg:y="0in"><draw:image xlink:href="Pictures/stip.png" '
    'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
)
_NOTE = '<office:annotation office:display="false"><text:p>Vul in</text:p></office:annotation>'
_RULES = (
    '<calcext:sparkline-groups><calcext:sparkline-group calcext:type="column" '
    'calcext:display-empty-cells-as="gap" calcext:color-series="#4f81bd"><calcext:sparklines>'
    '<calcext:sparkline calcext:cell-address="Data.G5" calcext:data-range="Data.B5:Data.D5"/>'
    '<calcext:sparkline calcext:cell-address="Data.G6" calcext:data-range="Data.B5:Data.B5"/>'
    "</calcext:sparklines></calcext:sparkline-group></calcext:sparkline-groups>"
    "<calcext:conditional-formats>"
    '<calcext:conditional-format calcext:target-range-address="Data.B5:Data.B5"><calcext:condition '
    'calcext:apply-style-name="Default" calcext:value="&gt;[.$B$6]/2" calcext:base-cell-address="Data.B5"/>'
    '</calcext:conditional-format><calcext:conditional-format calcext:target-range-address="Data.D5:Data.D6">'
    '<calcext:condition calcext:apply-style-name="Default" calcext:value="formula-is([.B5]&lt;0)" '
    'calcext:base-cell-address="Data.D5"/></calcext:conditional-format></calcext:conditional-formats>'
)


def _data() -> str:
    spans = ' table:number-columns-spanned="2" table:number-rows-spanned="1"'
    return (
        '<table:table table:name="Data" table:protected="true" table:print-ranges="Data.A1:Data.D7">'
        '<table:table-column table:style-name="kolom" table:number-columns-repeated="8"/>'
        + _row(_text("Titel", ' table:style-name="vet"'), _REST)
        + _row(_text("Samen", spans), "<table:covered-table-cell/>", _REST)
        + _row(_EMPTY, _REST)
        + "<table:table-header-rows>"
        + _row(*map(_text, ("Naam", "Bedrag", "Datum", "Dubbel")), _REST)
        + "</table:table-header-rows>"
        + _row(
            '<table:table-cell table:style-name="open" table:content-validation-name="keuze"/>',
            '<table:table-cell table:style-name="euro" table:content-validation-name="meer">'
            f"{_NOTE}</table:table-cell>",
            '<table:table-cell table:style-name="dag"/>',
            _number("0", ' table:style-name="euro"', "[.B5]*2"),
            f"<table:table-cell{spans}/>",
            "<table:covered-table-cell/>",
            _EMPTY,
            f"<table:table-cell>{_CHART}</table:table-cell>",
        )
        + _row(
            _text("Totaal"),
            _number("0", ' table:style-name="euro"', "SUM([.B5:.B5])"),
            _EMPTY,
            _number("0", ' table:style-name="euro"', "SUM([.D5:.D5])"),
        )
        + _row(_text("Noot"), style="breuk")
        + _row(f"<table:table-cell>{_BOX}</table:table-cell>")
        + _row('<table:table-cell table:content-validation-name="onder"/>', _number("-1000000"))
        + _row(_EMPTY, more=' table:number-rows-repeated="1048566"')
        + _row(_EMPTY)
        + f"{_RULES}</table:table>"
    )


def _others() -> str:
    lists = "".join(_row(_text(text)) for text in "abc")
    formulas = ("SUM(Bedragen)", "[$Data.B6]*2", "COUNTA([$Data.A:.A])", "[$Data.$A$4]")
    sums = "".join(_row(_number("0", formula=each)) for each in formulas)
    return (
        f'<table:table table:name="Lijst van jou">{lists}</table:table>'
        f'<table:table table:name="Som">{sums}</table:table>'
        "<table:named-expressions>"
        '<table:named-range table:name="Bedragen" table:base-cell-address="$Data.$A$1" '
        'table:cell-range-address="$Data.$B$5:.$B$5"/>'
        '<table:named-range table:name="Eerste" table:base-cell-address="$Data.$A$1" '
        'table:cell-range-address="$Data.$B$5"/>'
        '<table:named-expression table:name="Helft" table:base-cell-address="$Data.$A$1" '
        'table:expression="of:=[$Data.$B$6]/2"/></table:named-expressions>'
        '<table:database-ranges><table:database-range table:name="Filter" '
        'table:target-range-address="Data.A4:Data.D5" table:display-filter-buttons="true"/>'
        "</table:database-ranges>"
    )


_CHART_PART = (
    f"{_HEAD}<office:automatic-styles/><office:body><office:chart>"
    '<chart:chart svg:width="4in" svg:height="2in" chart:class="chart:bar">'
    '<chart:plot-area table:cell-range-address="Data.A5:Data.B5"><chart:axis chart:dimension="x">'
    '<chart:categories table:cell-range-address="Data.A5:Data.A5"/></chart:axis>'
    '<chart:axis chart:dimension="y"/><chart:series chart:values-cell-range-address="Data.B5:Data.B5" '
    'chart:label-cell-address="Data.B4" chart:class="chart:bar"/></chart:plot-area></chart:chart>'
    "</office:chart></office:body></office:document-content>"
)


def by_hand() -> bytes:
    """Every feature that is ours to keep, in a sheet written out to its last row."""
    content = (
        f"{_HEAD}{_STYLES}<office:body><office:spreadsheet>{_VALIDATIONS}{_data()}{_others()}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kinds = {
        "/": _MIME,
        "content.xml": "text/xml",
        "Object 1/": "application/vnd.oasis.opendocument.chart",
        "Object 1/content.xml": "text/xml",
        "Pictures/stip.png": "image/png",
        "Basic/Standard/script-lb.xml": "text/xml",
    }
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{part}" manifest:media-type="{kind}"/>'
        for part, kind in kinds.items()
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_SPACE}:manifest:1.0">{listed}</manifest:manifest>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _MIME, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("Object 1/content.xml", _CHART_PART)
        archive.writestr("Pictures/stip.png", dot())
        archive.writestr("Basic/Standard/script-lb.xml", "<macro>onaangeraakt</macro>")
        archive.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


_SAVED = (
    "rules_and_lists",
    "charts_and_names",
    "printed",
    "protected",
    "sparklines_and_pictures",
    "merged_and_notes",
    "pivot",
)


@lru_cache(maxsize=1)
def _saved_by_libreoffice() -> dict[str, bytes]:
    if not SOFFICE:
        return {name: by_hand() for name in _SAVED}
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder, "bron")
        sources.mkdir()
        for name in _SAVED:
            (sources / f"{name}.xlsx").write_bytes(WORKBOOKS[name]())
        convert(sorted(sources.iterdir()), Path(folder), "ods")
        return {name: Path(folder, f"{name}.ods").read_bytes() for name in _SAVED}


OPEN_DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "by_hand": by_hand,
    **{name: lambda name=name: _saved_by_libreoffice()[name] for name in _SAVED},
}
