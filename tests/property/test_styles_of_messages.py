"""A message is read as XML Schema means it, in whatever style it was written; nothing changes on the way."""

import io
import random
import re
import zipfile
from functools import cache

import pandas as pd
import pytest

from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_exports
from service.sample import sample_tables
from tests.tools.exports import the_standard
from tests.tools.how_many import few_of

NUMBERS = r"(?:ToewijzingNummer|Volume|GeleverdVolume|ProductTarief|Bedrag|TotaalBedrag|Budget)"
BLANKS = (" ", "\n", "\t", "\r\n  ", "   \n")
SCHEMA = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x jw.xsd" '


@cache
def messages():
    """File name → message, one export in which every kind of both wetten occurs."""
    tables = sample_tables(
        the_standard(),
        seed=102,
        municipalities=["0014", "0034"],
        clients=40,
        period=parse_period("2026-Q1"),
    )
    with zipfile.ZipFile(io.BytesIO(write_export(tables, the_standard(), "ijw-zip"))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@cache
def plain():
    checked = check_export(
        read_exports([(name, text.encode()) for name, text in messages().items()]), the_standard()
    )
    assert len({name.partition("-")[0] for name in messages() if name.endswith(".xml")}) == 10
    return checked


def some(pattern, change):
    """Change about half of what is found."""

    def style(text, dice):
        return re.sub(pattern, lambda found: change(found, dice) if dice.random() < 0.5 else found[0], text)

    return style


def _number(found, dice):
    sign, zeros = dice.choice(("", "+")), "0" * dice.randint(0, 3)
    return f"{found[1]}{dice.choice(BLANKS)}{sign}{zeros}{found[2]}{dice.choice(BLANKS)}<"


def _day(found, dice):
    zone = dice.choice(("", "", "Z", "+01:00", "-05:00"))
    return f">{dice.choice(BLANKS)}{found[1]}{zone}{dice.choice(BLANKS)}<"


def _party(found, dice):
    return f"{found[1]}{dice.choice(BLANKS)}{found[2]}{dice.choice(BLANKS)}</"


def _interrupted(found, dice):
    at = dice.randint(0, len(found[1]))
    between = dice.choice(("<!-- a < b -->", "<?later x?>", "<!---->", "<![CDATA[]]>"))
    return f">{found[1][:at]}{between}{found[1][at:]}</"


def _marked(found, _):
    return f"><![CDATA[{found[1]}]]></"


def _by_number(found, dice):
    signs = [f"&#{ord(sign)};" if dice.random() < 0.5 else f"&#x{ord(sign):X};" for sign in found[1]]
    return f">{''.join(signs)}</"


def _spaced(found, dice):
    return f">{dice.choice(('', *BLANKS))}<!-- {dice.randint(0, 9)} -->{found[1]}"


def _prefixed(text, dice):
    prefix = dice.choice(("m", "ns0", "wmo323"))
    own = re.sub(r"<(/?)([A-Z])", rf"<\1{prefix}:\2", text)
    return own.replace("xmlns=", f"xmlns:{prefix}=", 1)


def _other_prefix(text, dice):
    prefix = dice.choice(("basis", "ns1", "_x"))
    return re.sub(r"<(/?)b:", rf"<\1{prefix}:", text).replace("xmlns:b=", f"xmlns:{prefix}=")


def _before_root(text, dice):
    start = re.search(r"<(?:\w+:)?Bericht ", text).start()
    before = f"<?xml-stylesheet href='x'?>\n<!--{'lang ' * dice.choice((1, 2_000))}-->\n"
    return text[:start] + before + text[start:]


STYLES = (
    some(r">(</?[A-Za-z])", _spaced),
    some(rf"(<(?:\w+:)?{NUMBERS}>)(\d+)<", _number),
    some(r">(\d{4}-\d\d-\d\d)<", _day),
    some(r">([^<>&\s]+)</", _interrupted),
    some(r">([^<>&\s]+)</", _marked),
    some(r">([^<>&\s]+)</", _by_number),
    lambda text, _: re.sub(r"(<[\w:]+)>", r"\1 >", text),
    lambda text, _: text.replace("\r\n", "\n").replace("'", '"'),
    lambda text, _: text.replace("<Bericht ", f"<Bericht {SCHEMA}", 1),
    _before_root,
    some(r"(<(?:Afzender|Ontvanger)>)(\d+)</", _party),
    _other_prefix,
    _prefixed,
)


def encoded(text, dice):
    """The text in one of the ways in which XML may be written down, and said to be so."""
    body = re.sub(r"^<\?xml[^>]*\?>\s*", "", text)
    name, mark, codec = dice.choice(
        (
            ("UTF-8", "", "utf-8"),
            ("utf-8", "\ufeff", "utf-8"),
            ("UTF-16", "\ufeff", "utf-16-le"),
            ("UTF-16", "\ufeff", "utf-16-be"),
            ("ISO-8859-1", "", "latin-1"),
            ("windows-1252", "", "cp1252"),
            ("US-ASCII", "", "ascii"),
            ("", "", "utf-8"),
        )
    )
    quote = dice.choice("'\"")
    alone = dice.choice(("", f" standalone={quote}yes{quote}", " "))
    declared = f"<?xml version={quote}1.0{quote} encoding={quote}{name}{quote}{alone}?>" if name else ""
    return f"{mark}{declared}{dice.choice(BLANKS) if declared else ''}{body}".encode(codec)


def require_read_as_plain(seed):
    dice = random.Random(seed)
    files = []
    for name, text in messages().items():
        if not name.endswith(".xml"):
            files.append((name, text.encode()))
            continue
        chosen = [style for style in STYLES if dice.random() < 0.3]
        for style in chosen:
            text = style(text, dice)  # noqa: PLW2901 - one style after another
        files.append((name, encoded(text, dice)))
    dice.shuffle(files)

    found = check_export(read_exports(files), the_standard())

    assert [each.as_json() for each in found.findings] == [each.as_json() for each in plain().findings]
    for name, table in plain().export.tables.items():
        keys = [each for each in table if each not in ("_row", "clientnummer")]
        pd.testing.assert_frame_equal(in_order(found.export.tables[name], keys), in_order(table, keys))


def in_order(table, keys):
    return table[keys].sort_values(keys, na_position="first").reset_index(drop=True)


@pytest.mark.parametrize("seed", few_of(range(2), range(4)))
def test_messages_in_another_style_are_read_as_they_are(seed):
    require_read_as_plain(seed)


@pytest.mark.long
def test_messages_in_three_hundred_styles_are_read_as_they_are():
    for seed in range(1_000, 1_300):
        require_read_as_plain(seed)
