"""Remarks: what there is to say of a format, apart from how it is found."""

from dataclasses import dataclass, field
from enum import StrEnum

from service.domain.formats.plan import Plan
from service.domain.wording import NOTHING, Wording


class Weight(StrEnum):
    """How heavy a remark is."""

    ERROR = "error"
    """The format cannot be used, or would write something that is not so."""
    REMARK = "remark"
    """It may surprise; whoever wrote it may have meant it so."""


@dataclass(frozen=True, slots=True)
class RemarkKind:
    """One kind of remark: its identity and what it says; the text may use every fact that it is given."""

    code: str
    words: Wording
    weight: Weight = Weight.REMARK


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to look at, and what to do about it."""

    code: str
    format: str
    """`name@version`, or a file when it is about no format."""
    where: str
    """The column or cell, as a reader finds it in the workbook; empty for the format as a whole."""
    text: Wording
    weight: Weight = Weight.REMARK
    path: tuple[str, ...] = field(default=())
    """Where it is written in the format."""


def remark(
    plan: Plan, kind: RemarkKind, sheet: str = "", address: str = "", **facts: str | int | Wording
) -> Remark:
    """A remark of this kind about a column of a sheet, a cell (`sheet` is empty) or a format as a whole."""
    return Remark(
        code=kind.code,
        format=f"{plan.name}@{plan.version}",
        where=".".join(part for part in (sheet, address) if part),
        text=kind.words.fill(**facts),
        weight=kind.weight,
        path=_path(sheet, address),
    )


def _path(sheet: str, address: str) -> tuple[str, ...]:
    if not address:
        return ("sheets", sheet) if sheet else ()
    return ("sheets", sheet, "columns", address) if sheet else ("cells", address)


SAYS_THE_SAME = RemarkKind(
    "says-the-same",
    Wording(
        "Zegt hetzelfde als kolom {other}; vraag één van beide.",
        "Says the same as column {other}; ask one of the two.",
    ),
)
LINES_LOOK_DOUBLE = RemarkKind("lines-look-double", NOTHING)
"""What it says depends on the key: see `repeated_lines`."""
UNREACHABLE_BRANCH = RemarkKind(
    "unreachable-branch",
    Wording(
        "Geval {number} wordt nooit bereikt: een eerder geval geldt al; haal het weg.",
        "Case {number} is never reached: an earlier one holds already; take it out.",
    ),
)
USED_THOUGH_NOT_ASKED = RemarkKind(
    "used-though-not-asked",
    Wording(
        "Staat onder not_asked en wordt toch gebruikt; haal het daar weg.",
        "Stands under not_asked and is used all the same; take it out there.",
    ),
)
SUPPRESSED_TOTAL = RemarkKind(
    "suppressed-total",
    Wording(
        "Laat kleine aantallen weg en moet toch optellen tot de telling; dat kan niet.",
        "Leaves out small numbers and yet has to add up to the balance; that cannot be.",
    ),
)
SHARE_IT = RemarkKind(
    "share-it",
    Wording(
        "Staat ook zo in {others}: maak er een fragment van.",
        "Stands just so in {others}: make it a fragment.",
    ),
)
NOBODY_FILLS_IT = RemarkKind(
    "column-nobody-fills",
    Wording(
        "Deze kolom van de werkmap vult niemand; vul haar, schrijf `manual`, of zet haar met de reden onder "
        "`left_empty`.",
        "Nobody fills this column of the workbook; fill it, write `manual`, or put it under `left_empty` "
        "with the reason.",
    ),
)
PREPARED_LINES = RemarkKind(
    "prepared-lines-stay",
    Wording(
        "Rij {first} tot en met {last} zijn lege regels onder de eerste; ze blijven leeg staan onder wat er "
        "gevuld wordt. Schrijf `prepared: removed`: dan worden zij eerst gevuld en gaat weg wat over is; of "
        "`prepared: left`: dan blijft wat over is leeg staan.",
        "Rows {first} up to {last} are empty lines below the first; they stay, empty, below what is filled. "
        "Write `prepared: removed`: then they are filled first and what is not used goes; or "
        "`prepared: left`: then what is not used stays empty.",
    ),
)
FORMULA_WITHOUT_DATA = RemarkKind(
    "formula-without-data",
    Wording(
        "{user} rekent met deze kolom, die niemand vult: er komt 0 uit. Vul haar, of haal de formule weg.",
        "{user} reckons with this column, which nobody fills: it gives 0. Fill it, or take the formula out.",
    ),
    Weight.ERROR,
)
LEFT_EMPTY_IS_FILLED = RemarkKind(
    "left-empty-and-filled",
    Wording(
        "Staat onder left_empty en wordt toch gevuld; haal het daar weg.",
        "Stands under left_empty and is filled all the same; take it out there.",
    ),
)
LEFT_EMPTY_IS_NOT_THERE = RemarkKind(
    "left-empty-is-not-there",
    Wording(
        "Staat onder left_empty en is geen kolom van de werkmap; schrijf de kop zoals die daar staat.",
        "Stands under left_empty and is no column of the workbook; write the header as the workbook has it.",
    ),
)
WORKBOOK_HAS_CHANGED = RemarkKind(
    "workbook-changed-since-published",
    Wording(
        "De werkmap {template} is een andere dan bij de publicatie; rapportages gebruiken die van toen. "
        "Publiceer een nieuwe versie als de nieuwe werkmap gevraagd wordt.",
        "The workbook {template} is not the one it was published with; reports use the one of then. "
        "Publish a new version if the new workbook is asked.",
    ),
)
TAX_ADDED_TWICE = RemarkKind(
    "tax-added-twice",
    Wording(
        "In bedrag zit de btw al (docs/standard.md); `btw: added` telt haar er nog eens bij. "
        "Schrijf het bedrag zonder meer, of `btw: removed`.",
        "bedrag has VAT in it already (docs/standard.md); `btw: added` adds it once more. "
        "Write the amount as it is, or `btw: removed`.",
    ),
    Weight.ERROR,
)
TOTAL_ROUNDED_OTHERWISE = RemarkKind(
    "total-rounded-otherwise",
    Wording(
        "Dit totaal wordt anders afgerond dan de regels in kolom {column}: hun som kan iets anders zijn. "
        "Rond binnen `sum` en `of` elke rij af, of laat de werkmap optellen.",
        "This total is rounded otherwise than the lines in column {column}: they may add up to another. "
        "Round each row inside `sum` and `of`, or let the workbook add up.",
    ),
    Weight.ERROR,
)
EXAMPLE_IS_OVERWRITTEN = RemarkKind(
    "example-is-overwritten",
    Wording(
        "In cel {cell} van de werkmap staat {text!r}; elke regel komt daaroverheen. Hoort die tekst bij de "
        "kop, maak er dan een kop van (`header_row`, `header_lines`); is het een voorbeeld, maak de cel leeg "
        "of schrijf `overwrites: true`.",
        "Cell {cell} of the workbook has {text!r}; every line comes over it. If the text is part of the "
        "header, make it so (`header_row`, `header_lines`); if it is an example, empty the cell or write "
        "`overwrites: true`.",
    ),
)
NO_EXAMPLES = RemarkKind("no-examples", Wording("Geen voorbeelden genoemd.", "It names no worked examples."))
IN_RECENT_DATA = Wording(
    "{value!r} staat in {count} rijen van recente gegevens.",
    "{value!r} stands in {count} rows of recent data.",
)
TEXT_DOES_NOT_FIT = RemarkKind(
    "text-does-not-fit",
    Wording(
        "Een tekst van {longest} tekens past niet in {width}; maak de kolom breder of kort in.",
        "A text of {longest} characters does not fit {width}; widen the column or truncate.",
    ),
)
TEXT_LONGER_THAN_EVER = RemarkKind(
    "text-longer-than-ever",
    Wording(
        "De langste tekst is nu {last} tekens; eerder nooit meer dan {before}. Past dat?",
        "The longest text has {last} characters now; never more than {before} before. Does it fit?",
    ),
)
