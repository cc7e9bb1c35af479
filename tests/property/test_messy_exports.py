"""Exports as office people make them: each mess is repaired and named, or refused by its true cause."""

import random
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from service.domain.findings import Verdict
from service.domain.periods import parse_period
from service.domain.standard.cells import Cells
from service.domain.standard.export import RawExport
from service.domain.standard.intake import check_export
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.sample import sample_tables
from tests.tools.exports import the_standard
from tests.tools.how_many import few_of

P, T = "prestatie", "toewijzing"


@pytest.fixture(scope="module")
def clean():
    """The raw tables of a sound export, as csv gives them, and what they are read as."""
    tables = sample_tables(
        the_standard(), seed=11, municipalities=["0014", "0034"], clients=25, period=parse_period("2026-Q1")
    )
    raw = read_export(write_export(tables, the_standard(), "csv-zip"), "export.zip")
    checked = check_export(raw, the_standard())
    assert checked.findings == ()
    return raw, checked.export


@dataclass
class Grid:
    """One table as headers and rows of text, to be made a mess of."""

    raw: object
    headers: list
    rows: list
    numbers: list

    @classmethod
    def of(cls, raw):
        columns = [["" if cell is None else cell for cell in column] for column in raw.columns]
        return cls(
            raw, list(raw.headers), [list(row) for row in zip(*columns, strict=True)], raw.rows.tolist()
        )

    def at(self, field):
        return self.headers.index(field)

    def filled(self, field):
        at = self.at(field)
        return [row for row in self.rows if row[at]]

    def done(self):
        columns = tuple(Cells.of([row[at] for row in self.rows]) for at in range(len(self.headers)))
        return replace(self.raw, headers=tuple(self.headers), columns=columns, rows=np.array(self.numbers))


def _each(field, change, *, one=False):
    """Change the cells of a field that are filled: one of them, or all."""

    def apply(grid, dice):
        at, rows = grid.at(field), grid.filled(field)
        for row in [dice.choice(rows)] if one else rows:
            row[at] = change(row[at])

    return apply


def _dutch(sign):
    return lambda text: date.fromisoformat(text).strftime(f"%d{sign}%m{sign}%Y")


def _euros(text):
    whole, _, cents = f"{float(text):,.2f}".partition(".")
    return f"€ {whole.replace(',', '.')},{cents}"


def _header(field, spelled):
    def apply(grid, _dice):
        grid.headers[grid.at(field)] = spelled

    return apply


def _below(gap, cells):
    def apply(grid, _dice):
        grid.rows.append([cells.get(name, cells.get("*", "")) for name in grid.raw.headers])
        grid.numbers.append(grid.numbers[-1] + gap)

    return apply


def _empty(field, sign):
    def apply(grid, _dice):
        at = grid.at(field)
        for row in grid.rows:
            row[at] = row[at] or sign

    return apply


def _with_both_signs(grid, _dice):
    at = grid.at("bedrag")
    for row in grid.rows:
        row[at] = _euros(row[at])
    assert any("." in row[at] for row in grid.rows)


@dataclass(frozen=True)
class Mess:
    """What somebody did to a table, and the finding that has to name it."""

    table: str
    field: str
    apply: object
    code: str


REPAIRED = (
    Mess(P, "productcode", _each("productcode", lambda text: f" {text}", one=True), "repaired-surroundings"),
    Mess(P, "eenheid", _each("eenheid", lambda text: f"{text}\u00a0"), "repaired-surroundings"),
    Mess(P, "referentienummer", _each("referentienummer", lambda text: f"{text}  "), "repaired-surroundings"),
    Mess(T, "bsn", _each("bsn", lambda text: f"\u200b{text}\ufeff"), "repaired-surroundings"),
    Mess(T, "bsn", _each("bsn", lambda text: f"'{text}", one=True), "repaired-apostrophe"),
    Mess(T, "wet", _each("wet", str.title), "repaired-capitals"),
    Mess(P, "debet_credit", _each("debet_credit", str.lower, one=True), "repaired-capitals"),
    Mess(P, "status", _each("status", str.upper), "repaired-capitals"),
    Mess(
        P, "gemeentecode", _each("gemeentecode", {"0014": "Groningen", "0034": "almere"}.get), "repaired-name"
    ),
    Mess(P, "einddatum", _each("einddatum", _dutch("-")), "repaired-date"),
    Mess(T, "ingangsdatum", _each("ingangsdatum", _dutch("/")), "repaired-date"),
    Mess(T, "geboortedatum", _each("geboortedatum", _dutch(".")), "repaired-date"),
    Mess(T, "einddatum", _empty("einddatum", "31-12-9999"), "repaired-nothing"),
    Mess(P, "vorig_referentienummer", _empty("vorig_referentienummer", "n.v.t."), "repaired-nothing"),
    Mess(P, "bedrag", _with_both_signs, "repaired-number"),
    Mess(P, "toewijzingnummer", _header("toewijzingnummer", "Toewijzing-nummer *"), "repaired-header"),
    Mess(P, "bedrag", _header("bedrag", "Bedrag in €"), "repaired-header"),
    Mess(P, "", _below(4_000, {"*": " "}), "blank-rows"),
    Mess(P, "", _below(1, {"referentienummer": "Totaal", "bedrag": "12.50"}), "total-row"),
)
REFUSED = (
    Mess(P, "bedrag", _each("bedrag", lambda _: "1.234", one=True), "ambiguous-number"),
    Mess(P, "begindatum", _each("begindatum", lambda _: "01-02-26", one=True), "year-of-two-digits"),
    Mess(P, "volume", _each("volume", lambda _: "veel", one=True), "not-a-number"),
    Mess(P, "gemeentecode", _each("gemeentecode", lambda _: "Nergenshuizen", one=True), "malformed"),
    Mess(P, "", _below(5_000, {"retourcode": "x"}), "stray-cell"),
    Mess(P, "bedrag", _header("bedrag", "bedragen"), "column-looks-like"),
)


def _chosen(dice, among):
    """A few messes, of each field of a table one at the most."""
    chosen = {}
    for mess in dice.sample(among, dice.randint(1, 4)):
        chosen.setdefault((mess.table, mess.field), mess)
    return list(chosen.values())


def _made(raw, messes, dice):
    """Cells first, which are found by their header; then headers; then rows below."""
    grids = {each.sheet.removesuffix(".csv"): Grid.of(each) for each in raw.tables}
    for mess in sorted(
        messes, key=lambda each: (not each.field, each.code in ("repaired-header", "column-looks-like"))
    ):
        mess.apply(grids[mess.table], dice)
    return check_export(RawExport(tuple(grid.done() for grid in grids.values())), the_standard())


def _named(checked):
    return {(each.place.table, each.place.field, each.kind.code) for each in checked.findings}


def require_exact_or_refused(clean, seed):
    """Make a mess of a sound export by this seed, and hold what is read and said against what was done."""
    raw, export = clean
    dice = random.Random(seed)
    messes = _chosen(dice, REPAIRED)
    spoiled = _chosen(dice, REFUSED)[:1] if seed % 3 == 0 else []
    taken = {(each.table, each.field) for each in spoiled}
    messes = [each for each in messes if (each.table, each.field) not in taken]

    checked = _made(raw, [*messes, *spoiled], dice)

    asked = {(each.table, each.field, each.code) for each in (*messes, *spoiled)}
    assert asked <= _named(checked)
    if spoiled:
        assert checked.verdict is Verdict.REJECTED
        blocking = {each.kind.code for each in checked.findings if each.kind.severity.value == "blocks"}
        assert blocking == {spoiled[0].code}
        return
    assert {code for _, _, code in _named(checked)} == {each.code for each in messes}
    for name, table in export.tables.items():
        pd.testing.assert_frame_equal(checked.export.tables[name], table)


@pytest.mark.parametrize("seed", few_of(range(24), range(60)))
def test_a_messy_export_is_read_exactly_or_refused_by_its_true_cause(clean, seed):
    require_exact_or_refused(clean, seed)


@pytest.mark.long
def test_a_thousand_messy_exports_are_read_exactly_or_refused_by_their_true_cause(clean):
    for seed in range(10_000, 11_000):
        require_exact_or_refused(clean, seed)
