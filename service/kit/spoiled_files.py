"""A sound zip of csv written as people write: what is repaired and said, and what is asked back."""

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from service.domain.wording import Wording
from service.files.archive import pack_start, packed_entry, write_archive
from service.kit.sample import FoundCounts

_SEPARATOR = ";"
Grid = list[list[str]]
"""The lines of one csv: its header first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoiledFile:
    """One habit of writing, in one table."""

    name: str
    table: str
    spoil: Callable[[Grid], Grid]
    about: Wording
    must_find: FoundCounts


def spoiled(sound: bytes, how: SpoiledFile) -> bytes:
    """The zip with that one table written otherwise; the same bytes for the same zip."""
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = f"{how.table}.csv"
    lines = list(csv.reader(io.StringIO(files[name].decode("utf-8-sig")), delimiter=_SEPARATOR))
    files[name] = _written(how.spoil(lines))
    entries = [packed_entry(each, [content]) for each, content in files.items() if content]
    return write_archive(pack_start([]), entries)


def _written(lines: Grid) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=_SEPARATOR, lineterminator="\r\n").writerows(lines)
    return target.getvalue().encode() if lines else b""


def _in_column(
    field: str, change: Callable[[str], str], *, most: int | None = None
) -> Callable[[Grid], Grid]:
    """Change the filled cells of a column: the first `most`, or all of them."""

    def spoil(lines: Grid) -> Grid:
        at = lines[0].index(field)
        for line in [each for each in lines[1:] if each[at]][:most]:
            line[at] = change(line[at])
        return lines

    return spoil


def _without(field: str) -> Callable[[Grid], Grid]:
    def spoil(lines: Grid) -> Grid:
        at = lines[0].index(field)
        return [line[:at] + line[at + 1 :] for line in lines]

    return spoil


def _header(field: str, written: str) -> Callable[[Grid], Grid]:
    def spoil(lines: Grid) -> Grid:
        return [[written if each == field else each for each in lines[0]], *lines[1:]]

    return spoil


def _with_total(lines: Grid) -> Grid:
    total = ["Totaal" if name == "referentienummer" else "" for name in lines[0]]
    total[lines[0].index("bedrag")] = "100.00"
    return [*lines, total]


def _with_title(lines: Grid) -> Grid:
    return [["Productie eerste kwartaal", *[""] * (len(lines[0]) - 1)], *lines]


def _dutch_date(text: str) -> str:
    return date.fromisoformat(text).strftime("%d-%m-%Y")


SPOILED_FILES: tuple[SpoiledFile, ...] = (
    SpoiledFile(
        name="blank-behind-a-code",
        table="prestatie",
        spoil=_in_column("productcode", lambda text: f"{text} ", most=2),
        about=Wording("een spatie achter twee codes: hersteld", "a blank behind two codes: repaired"),
        must_find={("prestatie", "repaired-surroundings"): 2},
    ),
    SpoiledFile(
        name="capitals-of-a-code",
        table="toewijzing",
        spoil=_in_column("wet", str.capitalize, most=3),
        about=Wording("Jw voor JW, drie keer: hersteld", "Jw for JW, three times: repaired"),
        must_find={("toewijzing", "repaired-capitals"): 3},
    ),
    SpoiledFile(
        name="dutch-date",
        table="prestatie",
        spoil=_in_column("einddatum", _dutch_date, most=1),
        about=Wording(
            "31-01-2026 in een kolom met jjjj-mm-dd: hersteld",
            "31-01-2026 in a column of ISO dates: repaired",
        ),
        must_find={("prestatie", "repaired-date"): 1},
    ),
    SpoiledFile(
        name="small-letter",
        table="prestatie",
        spoil=_in_column("debet_credit", str.lower, most=1),
        about=Wording("kleine letter d voor D: hersteld", "a small d for D: repaired"),
        must_find={("prestatie", "repaired-capitals"): 1},
    ),
    SpoiledFile(
        name="header-spelled-otherwise",
        table="prestatie",
        spoil=_header("toewijzingnummer", "Toewijzing-nummer"),
        about=Wording("een kop net anders gespeld: hersteld", "a header spelled otherwise: repaired"),
        must_find={("prestatie", "repaired-header"): 1},
    ),
    SpoiledFile(
        name="total-row",
        table="prestatie",
        spoil=_with_total,
        about=Wording("een totaalregel onderaan: overgeslagen", "a row of totals: passed over"),
        must_find={("prestatie", "total-row"): 1},
    ),
    SpoiledFile(
        name="title-above-header",
        table="prestatie",
        spoil=_with_title,
        about=Wording("een titel boven de kop: overgeslagen", "a title above the header: passed over"),
        must_find={("prestatie", "title-above-header"): 1},
    ),
    SpoiledFile(
        name="thousand-or-three-decimals",
        table="prestatie",
        spoil=_in_column("bedrag", lambda _: "1.234", most=1),
        about=Wording("1.234: duizend of drie decimalen", "1.234: a thousand or three decimals"),
        must_find={("prestatie", "ambiguous-number"): 1},
    ),
    SpoiledFile(
        name="no-number",
        table="prestatie",
        spoil=_in_column("volume", lambda _: "veel", most=1),
        about=Wording("een woord waar een getal hoort", "a word where a number belongs"),
        must_find={("prestatie", "not-a-number"): 1},
    ),
    SpoiledFile(
        name="no-such-day",
        table="toewijzing",
        spoil=_in_column("geboortedatum", lambda _: "2010-02-30", most=1),
        about=Wording("een dag die niet bestaat", "a day that does not exist"),
        must_find={("toewijzing", "not-a-date"): 1},
    ),
    SpoiledFile(
        name="column-left-out",
        table="prestatie",
        spoil=_without("bedrag"),
        about=Wording("een verplichte kolom ontbreekt", "a required column is missing"),
        must_find={("prestatie", "missing-column"): 1},
    ),
    SpoiledFile(
        name="delivery-left-out",
        table="aanlevering",
        spoil=lambda _: [],
        about=Wording("geen bestand aanlevering", "no file aanlevering"),
        must_find={("aanlevering", "missing-table"): 1},
    ),
)
