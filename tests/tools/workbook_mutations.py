"""Ways to damage a workbook a little: a cell, a row, a sheet, its texts, its formats, its zip."""

import io
import re
import warnings
import zipfile

_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_ROW = re.compile(rb'<row r="(\d+)"[^>]*>.*?</row>', re.DOTALL)
_ITEM = re.compile(rb"<si>.*?</si>", re.DOTALL)
_SHEET = re.compile(rb"<sheet [^>]*/>")
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TEXTS = (
    b"NA",
    b"None",
    b"0014",
    b"012345678",
    b"1.234,56",
    b"1234,5",
    b"1e5",
    b"02E16",
    b"2E16",
    b"=1+1",
    b"#N/A",
    b"2026-01-31",
    b"31-01-2026",
    b"2026-01-31T00:00:00",
    b" 7 ",
    b"\xd9\xa3",
    b"a&amp;b &lt;c&gt;",
    b"&#233;&#x20AC;",
    b"x_x0041_y",
    b"_x000D_",
    b"\xe2\x80\x8b",
    b"totaal",
    b"toegekend",
    b"12.50",
    b"-3",
    b"  ",
    b"a\xe9b",
    b"a\x01b",
)
_NUMBERS = (
    b"1",
    b"0",
    b"-1",
    b"59",
    b"60",
    b"61",
    b"46023",
    b"46023.5",
    b"2958466",
    b"1E3",
    b"1.5e-3",
    b".5",
    b"+5",
    b" 5 ",
    b"nan",
    b"inf",
    b"1,5",
    b"0x10",
    b"12.345",
    b"37.050000000000004",
    b"123456789012345678",
    b"2E16",
    b"",
    b"007",
    b"1e400",
    b"12345678",
    b"14",
    b"999900006",
    b"1_000",
)
_CELLS = (
    b'<c r="%(at)s"%(s)s t="inlineStr"><is><t>%(text)s</t></is></c>',
    b'<c r="%(at)s"%(s)s t="inlineStr"><is><t xml:space="preserve">%(text)s</t></is></c>',
    (
        b'<c r="%(at)s"%(s)s t="inlineStr"><is><r><t>%(text)s</t></r>'
        b"<r><rPr><b/></rPr><t>%(text)s</t></r></is></c>"
    ),
    b'<c r="%(at)s"%(s)s t="inlineStr"><is><t>%(text)s</t><rPh sb="0" eb="1"><t>x</t></rPh></is></c>',
    b'<c r="%(at)s"%(s)s t="str"><v>%(text)s</v></c>',
    b'<c r="%(at)s"%(s)s t="str"><f>A1</f><v>%(text)s</v></c>',
    b'<c r="%(at)s"%(s)s t="str"><f>A1</f></c>',
    b'<c r="%(at)s"%(s)s><v>%(number)s</v></c>',
    b'<c r="%(at)s"%(s)s t="n"><v>%(number)s</v></c>',
    b'<c t="n" r="%(at)s"%(s)s><v>%(number)s</v></c>',
    b'<c r="%(at)s"%(s)s><f>1+1</f><v>%(number)s</v></c>',
    b'<c r="%(at)s"%(s)s><f>1+1</f><v></v></c>',
    b'<c r="%(at)s"%(s)s><f>1+1</f></c>',
    b'<c r="%(at)s"%(s)s><f t="shared" si="0"/><v>%(number)s</v></c>',
    b'<c r="%(at)s"%(s)s><f/></c>',
    b'<c r="%(at)s"%(s)s t="e"><v>#N/A</v></c>',
    b"<c r='%(at)s' t='e'><v>#REF!</v></c>",
    b'<c r="%(at)s" t = "e" ><v>#N/A</v></c>',
    b'<c r="%(at)s"%(s)s t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    b'<c r="%(at)s"%(s)s t="b"><v>1</v></c>',
    b'<c r="%(at)s"%(s)s t="d"><v>2026-01-31</v></c>',
    b'<c r="%(at)s"%(s)s t="s"><v>9999</v></c>',
    b'<c r="%(at)s"%(s)s t="s"><v>-1</v></c>',
    b'<c r="%(at)s"%(s)s t="s"><v>7</v></c>',
    b'<c r="%(at)s"%(s)s t="s"/>',
    b'<c r="%(at)s"%(s)s t="x"><v>1</v></c>',
    b'<c r="%(at)s"%(s)s><v><!-- 1 -->%(number)s</v></c>',
    b'<c r="%(at)s"%(s)s><v><![CDATA[%(number)s]]></v></c>',
    b'<c r="%(at)s"%(s)s>\n <v>%(number)s</v>\n</c>',
    b'<c r="%(at)s"%(s)s/>',
    b"",
    b"<c%(s)s><v>%(number)s</v></c>",
    b'<c t="e"><v>#N/A</v></c>',
    b'<c r="%(at)s"%(s)s><v>%(number)s</v></c><c r="%(at)s"><v>5</v></c>',
    b'<c r="$%(at)s"%(s)s><v>%(number)s</v></c>',
    b'<c r="ZZ9"><v>%(number)s</v></c>',
    b'<c r="%(at)s"%(s)s><v>%(number)s</v><extLst><ext uri="x"/></extLst></c>',
)
_FORMATS = (
    "General",
    "0",
    "0.00",
    "@",
    "dd\\-mm\\-yyyy",
    "d mmm yyyy",
    '0 "dagen"',
    "[Red]0.00",
    "yyyy\\-mm\\-dd;@",
    '"jaar" 0',
    "mm/dd/yy",
    "0.00E+00",
    "#,##0.00",
)


def _sheets(parts):
    return [name for name in parts if name.startswith("xl/worksheets/")]


def _spliced(text, match, new):
    return text[: match.start()] + new + text[match.end() :]


def _cell(chance, parts):
    name = chance.choice(_sheets(parts))
    found = list(_CELL.finditer(parts[name]))
    if not found:
        return
    cell = chance.choice(found)
    style = chance.choice([b"", b' s="0"', b' s="2"', b' s="3"', b' s="4"', b' s="99"'])
    filled = {
        b"at": cell[1] + cell[2],
        b"s": style,
        b"text": chance.choice(_TEXTS),
        b"number": chance.choice(_NUMBERS),
    }
    parts[name] = _spliced(parts[name], cell, chance.choice(_CELLS) % filled)


def _swap(chance, parts):
    name = chance.choice(_sheets(parts))
    found = list(_CELL.finditer(parts[name]))
    if len(found) > 1:
        one, other = sorted(chance.sample(found, 2), key=lambda each: each.start())
        text = _spliced(parts[name], other, one[0])
        parts[name] = _spliced(text, one, other[0])


def _row(chance, parts):
    name = chance.choice(_sheets(parts))
    rows = list(_ROW.finditer(parts[name]))
    if not rows:
        return
    row, number = chance.choice(rows), int(chance.choice(rows)[1])
    new = chance.choice(
        (
            b"",
            row[0] + row[0],
            row[0].replace(b"<row ", b'<row hidden="1" '),
            row[0].replace(b'<row r="', b'<row x="'),
            re.sub(rb' r="%s"' % row[1], b' r="%d"' % number, row[0]),
            re.sub(rb' r="([A-Z]*)%s"' % row[1], rb' r="\g<1>%d"' % (number + 40), row[0]),
            re.sub(rb' r="[A-Z]*\d+"', b"", row[0]),
            b'<row r="%s"/>' % row[1],
            row[0].replace(b"><c", b">\n  <c"),
            row[0].replace(b'"', b"'"),
        )
    )
    parts[name] = _spliced(parts[name], row, new)


def _text(chance, parts):
    items = list(_ITEM.finditer(parts.get("xl/sharedStrings.xml", b"")))
    if not items:
        return
    text = chance.choice(_TEXTS)
    new = chance.choice(
        (
            b"",
            b"<si/>",
            b"<si><t/></si>",
            b"<si><t>%s</t></si>" % text,
            b'<si><t xml:space="preserve">%s</t></si>' % text,
            b"<si><r><t>%s</t></r><r><rPr><i/></rPr><t>%s</t></r></si>" % (text, text),
            b"<si><t>%s</t><phoneticPr fontId='1'/></si>" % text,
            b"<si><t>%s</t><rPh sb='0' eb='1'><t>q</t></rPh></si>" % text,
            b"<!-- x --><si><t>%s</t></si>" % text,
            b"<si>\n<t>%s</t>\n</si>" % text,
            b"<si><t><![CDATA[%s]]></t></si>" % text,
        )
    )
    parts["xl/sharedStrings.xml"] = _spliced(parts["xl/sharedStrings.xml"], chance.choice(items), new)


def _style(chance, parts):
    styles = parts.get("xl/styles.xml", b"")
    if chance.random() < 0.5:
        code = chance.choice(_FORMATS).replace('"', "&quot;").encode()
        parts["xl/styles.xml"] = re.sub(rb'formatCode="[^"]*"', lambda _: b'formatCode="%s"' % code, styles)
        return
    begin = styles.find(b"<cellXfs")
    formats = list(re.finditer(rb'numFmtId="\d+"', styles[begin:]))
    if begin >= 0 and formats:
        new = b'numFmtId="%d"' % chance.choice([0, 1, 2, 4, 10, 14, 15, 22, 49, 164, 164])
        parts["xl/styles.xml"] = styles[:begin] + _spliced(styles[begin:], chance.choice(formats), new)


def _book(chance, parts):
    book = parts.get("xl/workbook.xml", b"")
    sheets = list(_SHEET.finditer(book))
    if not sheets:
        return
    sheet, other = chance.choice(sheets), chance.choice(sheets)
    parts["xl/workbook.xml"] = chance.choice(
        (
            _spliced(book, sheet, b""),
            _spliced(book, sheet, sheet[0].replace(b"<sheet ", b'<sheet state="veryHidden" ')),
            _spliced(
                book, sheet, re.sub(rb'name="[^"]*"', re.search(rb'name="[^"]*"', other[0])[0], sheet[0])
            ),
            _spliced(
                book, sheet, re.sub(rb'r:id="[^"]*"', re.search(rb'r:id="[^"]*"', other[0])[0], sheet[0])
            ),
            _spliced(book, sheet, re.sub(rb'r:id="[^"]*"', b'r:id="rId99"', sheet[0])),
            _spliced(book, sheet, re.sub(rb'name="([^"]*)"', rb'name="\1en"', sheet[0])),
            _spliced(book, sheet, re.sub(rb'name="([^"]*)"', rb'name="Blad1"', sheet[0])),
            book.replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>'),
            book.replace(b"<sheets>", b"<workbookPr date1904='true'/><sheets>"),
            book.replace(b"<sheets>", b"<sheets><!-- niets -->"),
        )
    )


def _sheet(chance, parts):
    name = chance.choice(_sheets(parts))
    text = parts[name]
    parts[name] = chance.choice(
        (
            text.replace(
                b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'
            ),
            text.replace(
                b"</sheetData>", b'</sheetData><autoFilter ref="A1:B9"><filterColumn colId="0"/></autoFilter>'
            ),
            text.replace(b"<sheetData>", b'<dimension ref="A1:B2"/><sheetData>'),
            text.replace(b"<sheetData>", b"<sheetData >"),
            text.replace(b"</sheetData>", b"</sheetData >"),
            text.replace(b"<sheetData>", b"<sheetData><!-- <row r='2'> -->"),
            text.replace(b"UTF-8", b"utf-8"),
            text.replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"'),
            b"\xef\xbb\xbf" + text,
            text.decode(errors="replace").replace("UTF-8", "UTF-16").encode("utf-16"),
            text.replace(b"<sheetData>", b"<sheetData/><sheetData>"),
            text.replace(b"<c ", b"<x:c ")
            .replace(b"</c>", b"</x:c>")
            .replace(b"<worksheet ", b'<worksheet xmlns:x="' + _MAIN + b'" '),
        )
    )


def _byte(chance, parts):
    name = chance.choice(list(parts))
    text = parts[name]
    if text:
        at = chance.randrange(len(text))
        new = chance.choice(
            (bytes([chance.randrange(256)]), b"", text[at : at + 1] * 2, b"<", b">", b'"', b"&", b"\xe9")
        )
        parts[name] = text[:at] + new + text[at + 1 :]


def _part(chance, parts):
    name = chance.choice(list(parts))
    if chance.random() < 0.7:
        del parts[name]
    else:
        parts[name] = parts[name][: chance.randrange(len(parts[name]) + 1)]


PART_MUTATIONS = (_cell,) * 6 + (_text,) * 2 + (_row,) * 2 + (_swap, _style, _book, _sheet, _byte, _part)


def zipped(chance, parts):
    """The parts as a zip; one in ten has something wrong with the zip itself."""
    target = io.BytesIO()
    how = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", how) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, text in parts.items():
            archive.writestr(name, text)
        if parts and chance.random() < 0.03:
            again = chance.choice(list(parts))
            archive.writestr(chance.choice((again, again.upper())), parts[again])
    content = bytearray(target.getvalue())
    if chance.random() < 0.08:
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content[: chance.randrange(len(content))] if chance.random() < 0.01 else content)


def mutated(chance, parts):
    """One to three mutations of a workbook, given as its parts."""
    changed = dict(parts)
    for _ in range(chance.randint(1, 3)):
        if _sheets(changed):
            chance.choice(PART_MUTATIONS)(chance, changed)
    return zipped(chance, changed)
