"""A sheet that lacks a column hides nothing: each fault that does not need that column is told beside it."""

import dataclasses
from collections import Counter
from functools import cache

import pytest

from service.domain.findings import Verdict
from service.domain.periods import parse_period
from service.domain.standard.findings.own_texts import BUILT_OTHERWISE
from service.domain.standard.intake import check_export
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.sample import sample_tables
from service.sample.defects import defects_together, plant_defects
from tests.tools.exports import the_standard
from tests.tools.how_many import few_of

_PLACES = ("0014", "0034", "0363", "0153", "0141", "0200", "0307", "0599", "0518", "0344", "0772", "0855")
_COURSE = "crisis-under-wmo start-after-allocation start-before-allocation start-before-stop start-twice "
_OF_COURSE = f"{_COURSE}stop-after-allocation"
_BESIDE_COURSE = "after-death after-stop-of-help before-start-of-help"
_OF_OUTCOME = "informant-of-other-law measured-before-allocation measured-twice more-than-two-informants"
_OF_LINKS = (
    f"{_BESIDE_COURSE} allocation-missing allocation-waits budget-exceeded category-not-allocated "
    "declaration-of-two-municipalities declared-twice outside-allocation product-not-allocated "
    "product-period-begins-late product-period-ends-early reference-is-bsn total-volume-over-allocated "
    "unit-not-allocated volume-over-allocated"
)
_OF_ALLOCATIONS = {"prestatie": _OF_LINKS, "uitkomst": _OF_OUTCOME, "verloop": _OF_COURSE}
_UNUSED = {"toewijzing": "allocation-not-needed"}
_OF_VOLUME = "total-volume-over-allocated volume-impossible volume-over-allocated"
_OF_AMOUNT = "amount-not-volume-times-tariff euro-amount-not-volume"
NEEDED = {
    "aanlevering.periode_begin": {
        "prestatie": "outside-reporting-period",
        "wachtlijst": "counted-outside-period",
        **_UNUSED,
    },
    "aanlevering.periode_eind": {
        "prestatie": "outside-reporting-period",
        "toewijzing": "allocation-after-period",
        "uitkomst": "measured-after-period",
        "verloop": "start-after-period stop-after-period",
        "wachtlijst": "counted-outside-period",
    },
    "toewijzing.gemeentecode": _OF_ALLOCATIONS
    | {"toewijzing": "allocation-not-needed allocations-overlap aspecific-allocation-overlaps duplicate-key"},
    "toewijzing.toewijzingnummer": _OF_ALLOCATIONS | _UNUSED,
    "toewijzing.wet": {
        "prestatie": "declaration-of-two-municipalities",
        "toewijzing": "allocations-overlap aspecific-allocation-overlaps code-of-other-law "
        "help-form-does-not-fit youth-older-than-23",
        "uitkomst": "informant-of-other-law",
        "verloop": "crisis-under-wmo",
    },
    "toewijzing.clientnummer": {
        "toewijzing": "allocations-overlap aspecific-allocation-overlaps client-with-two-births "
        "client-with-two-bsns client-with-two-genders",
    },
    "toewijzing.productcategorie": {
        "prestatie": "category-not-allocated",
        "toewijzing": "aspecific-allocation-overlaps code-of-other-category help-form-does-not-fit "
        "national-care-too-long national-care-without-budget",
    },
    "toewijzing.ingangsdatum": {
        "prestatie": "outside-allocation product-period-begins-late",
        "toewijzing": "birth-after-begin birth-too-long-ago national-care-too-long registered-after-begin "
        "registered-long-before youth-older-than-23",
        "uitkomst": "measured-before-allocation",
        "verloop": "start-before-allocation",
    },
    "verloop.gemeentecode": {"prestatie": _BESIDE_COURSE, "verloop": _OF_COURSE, **_UNUSED},
    "verloop.toewijzingnummer": {"prestatie": _BESIDE_COURSE, "verloop": _OF_COURSE, **_UNUSED},
    "verloop.begindatum": {"prestatie": "before-start-of-help"},
    "prestatie.referentienummer": {
        "prestatie": "credit-does-not-match credit-in-same-declaration credit-of-rejected "
        "credit-without-original reference-to-itself"
    },
    "prestatie.gemeentecode": {"prestatie": _OF_LINKS, **_UNUSED},
    "prestatie.toewijzingnummer": {"prestatie": _OF_LINKS, **_UNUSED},
    "prestatie.productcategorie": {"prestatie": "declared-twice"},
    "prestatie.productcode": {"prestatie": "declared-twice"},
    "prestatie.begindatum": {
        "prestatie": "declared-twice end-before-begin period-over-months product-period-ends-early "
        "volume-impossible volume-over-allocated"
    },
    "prestatie.einddatum": {
        "prestatie": "declared-twice outside-allocation volume-impossible volume-over-allocated"
    },
    "prestatie.volume": {"prestatie": _OF_AMOUNT},
    "prestatie.eenheid": {
        "prestatie": f"{_OF_AMOUNT} hours-below-one tariff-missing tariff-with-euros {_OF_VOLUME}"
    },
    "prestatie.bedrag": {"prestatie": "zero-credit"},
    "prestatie.debet_credit": {
        "prestatie": "budget-exceeded credit-does-not-match credit-in-same-declaration credit-of-rejected "
        "credit-without-original credit-without-reference credited-twice declared-twice reference-to-itself "
        "total-volume-over-allocated volume-over-allocated"
    },
    "prestatie.status": {
        "prestatie": "budget-exceeded credit-of-rejected declared-before-submitted declared-twice "
        "reason-without-rejection rejected-with-approval rejected-without-reason total-volume-over-allocated"
    },
    "uitkomst.gemeentecode": {"uitkomst": _OF_OUTCOME, **_UNUSED},
    "uitkomst.toewijzingnummer": {"uitkomst": _OF_OUTCOME, **_UNUSED},
    "uitkomst.meetdatum": {"uitkomst": "more-than-two-informants"},
    "wachtlijst.wet": {"wachtlijst": "waiting-without-help-form"},
    "wachtlijst.wachtenden": {"wachtlijst": "waiting-time-without-waiting waiting-without-waiting-time"},
    "kengetal.kengetal": {
        "kengetal": "figure-of-organisation fraction-of-count negative-figure part-larger-than-whole "
        "unit-of-figure"
    },
    "kengetal.waarde": {},
    "kengetal.eenheid": {"kengetal": "euro-with-more-than-cents percentage-over-hundred"},
}
"""Column → per table what nobody can tell without it, beside what is said of the column itself."""
REQUIRED = [(table.name, field) for table in the_standard().tables.values() for field in table.required]


@cache
def _spoiled():
    """An export in which everything that can be planted together is wrong, as it was read."""
    tables = sample_tables(
        the_standard(), seed=5, municipalities=_PLACES, clients=96, period=parse_period("2026-Q1")
    )
    spoiled, _ = plant_defects(the_standard(), tables, defects_together(), seed=5)
    return read_export(write_export(spoiled, the_standard(), "csv-zip"))


def _named(table, names):
    """The export with other headers over some columns of a table; nothing: without that column."""

    def changed(raw):
        named = [(names.get(each, each), cells) for each, cells in zip(raw.headers, raw.columns, strict=True)]
        headers, columns = zip(*((name, cells) for name, cells in named if name), strict=True)
        return dataclasses.replace(raw, headers=headers, columns=columns)

    raw = _spoiled()
    tables = tuple(changed(each) if each.sheet.removesuffix(".csv") == table else each for each in raw.tables)
    return dataclasses.replace(raw, tables=tables)


def _found(raw):
    """What is odd about a number is said where no rule says more of its row, so it is not counted here."""
    checked = check_export(raw, the_standard())
    places = [(each.place, each.kind.code) for each in checked.findings if each.kind is not BUILT_OTHERWISE]
    return checked, Counter((place.table, place.row, place.field, code) for place, code in places)


@cache
def _in_the_whole():
    return _found(_spoiled())[1]


def _told_without(table, field):
    needed = {
        (name, code) for name, codes in NEEDED.get(f"{table}.{field}", {}).items() for code in codes.split()
    }
    return Counter(
        {
            each: count
            for each, count in _in_the_whole().items()
            if (each[0], each[2]) != (table, field) and (each[0], each[3]) not in needed
        }
    )


def test_what_is_needed_is_planted():
    codes = {
        (name, code) for needed in NEEDED.values() for name, each in needed.items() for code in each.split()
    }

    assert codes <= {(table, code) for table, _, _, code in _in_the_whole()}
    assert {tuple(each.split(".")) for each in NEEDED} <= set(REQUIRED)


@pytest.mark.parametrize("at", few_of((1, 4, 8, 13, 17, 20, 23), range(len(REQUIRED))))
def test_all_that_does_not_need_the_column_that_lacks_is_told_beside_it_and_nothing_else(at):
    table, field = REQUIRED[at]

    checked, found = _found(_named(table, {field: ""}))

    assert checked.verdict is Verdict.REJECTED
    assert found - _told_without(table, field) == Counter({(table, 1, field, "missing-column"): 1})
    assert _told_without(table, field) - found == Counter()
    assert table == "aanlevering" or len(checked.export.tables[table]) == 0


@pytest.mark.parametrize("at", few_of((2, 7, 22), range(len(REQUIRED))))
def test_so_it_is_under_a_header_that_only_looks_like_its_own(at):
    table, field = REQUIRED[at]

    _, found = _found(_named(table, {field: f"{field}x"}))

    assert found - _told_without(table, field) == Counter({(table, 1, field, "column-looks-like"): 1})
    assert _told_without(table, field) - found == Counter()


@pytest.mark.parametrize(
    ("table", "one", "other"),
    [
        ("prestatie", "productcode", "begindatum"),
        ("toewijzing", "wet", "clientnummer"),
        ("verloop", "gemeentecode", "begindatum"),
    ],
)
def test_headers_that_changed_places_hide_nothing_that_needs_neither(table, one, other):
    _, found = _found(_named(table, {one: other, other: one}))

    told = _told_without(table, one) & _told_without(table, other)
    assert found - told == Counter({(table, 2, one, "columns-swapped"): 1})
    assert told - found == Counter()
