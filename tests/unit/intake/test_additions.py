"""What an addition does to what was handed in before, and what there is to say when it cannot."""

import io
import re
import zipfile

import pytest

from service.domain.periods import parse_period
from service.domain.standard.row_identity import row_identities
from service.files.export import pack_tables, unpack_tables, write_export
from service.pipeline.add_up import EarlierUpload
from service.pipeline.whole_way import read_and_check
from service.sample import sample_tables
from tests.tools.additions import HEAD, as_zip
from tests.tools.exports import the_standard

T = {"gemeentecode": "0014", "toewijzingnummer": "1", "wet": "JW", "clientnummer": "C1"}
T |= {"productcategorie": "45", "ingangsdatum": "2026-01-01"}
KEY = {"gemeentecode": "0014", "toewijzingnummer": "1"}


def a(number, mutatie=None, **more):
    """A prestatie of January; with what it does, in an addition."""
    row = {"referentienummer": f"R{number}", **KEY, "productcategorie": "45", "productcode": "45A03"}
    row |= {"begindatum": "2026-01-01", "einddatum": "2026-01-31", "volume": "60", "eenheid": "01"}
    row |= {"tarief": "1.00", "bedrag": "60.00", "debet_credit": "D", "status": "ingediend", **more}
    return row if mutatie is None else row | {"mutatie": mutatie}


def gone(number):
    """A row of which only the key is there."""
    return {"referentienummer": f"R{number}", **KEY, "mutatie": "intrekking"}


def whole(*rows, **head):
    return as_zip({"toewijzing": [T], "prestatie": list(rows)}, "volledig", {**HEAD, **head})


def addition(*rows, **head):
    return as_zip({"prestatie": list(rows)}, "aanvulling", {**HEAD, **head})


def added_up(*contents):
    *before, last = [EarlierUpload(f"{at}.zip", content) for at, content in enumerate(contents, start=1)]
    return read_and_check([(last.filename, last.content)], the_standard(), before=before)


def numbers(checked):
    return checked.export.tables["prestatie"]["referentienummer"].tolist()


def blocking(checked):
    return [
        (each.kind.code, each.place.sheet, each.place.row)
        for each in checked.findings
        if each.kind.severity == "blocks"
    ]


def test_rows_are_added_changed_in_their_place_and_withdrawn():
    checked = added_up(whole(a(1), a(2), a(3)), addition(a(4), a(2, bedrag="61.00"), gone(1)))

    assert numbers(checked) == ["R2", "R3", "R4"]
    assert checked.export.tables["prestatie"]["bedrag"].tolist() == [61_00, 60_00, 60_00]


def test_a_column_that_the_addition_lacks_stays_and_a_cell_that_it_leaves_empty_becomes_empty():
    change = a(1, volume="30")
    del change["tarief"]

    kept = added_up(whole(a(1)), addition(change))
    emptied = added_up(whole(a(1)), addition(a(1, tarief="")))

    assert kept.export.tables["prestatie"]["tarief"].tolist() == [1_00]
    assert emptied.export.tables["prestatie"]["tarief"].isna().tolist() == [True]


def test_a_whole_delivery_takes_the_place_of_all_before_it():
    assert numbers(added_up(whole(a(1)), addition(a(2)), whole(a(3)))) == ["R3"]


def test_what_there_is_to_say_of_the_first_of_several_additions_is_said_as_long_as_its_row_stands():
    first = as_zip({"toewijzing": [T], "prestatie": [a(1, begindatum="2026/1/1"), a(2)]}, "aanvulling", HEAD)

    def repaired(*more):
        found = added_up(first, *more).findings
        return [each.place.row for each in found if each.kind.code == "repaired-date"]

    assert repaired(addition(a(3)), addition(a(4))) == [2]
    assert repaired(addition(a(3)), addition(gone(1))) == []
    assert repaired(whole(a(1)), addition(a(3))) == []


def test_a_withdrawal_of_which_a_number_is_the_sum_of_those_above_is_no_total():
    other = {**gone(3), "toewijzingnummer": "2"}
    first = as_zip(
        {"toewijzing": [T, {**T, "toewijzingnummer": "2"}], "prestatie": [a(1), a(3, toewijzingnummer="2")]},
        "",
    )

    assert numbers(added_up(first, addition(a(1), a(2), other))) == ["R1", "R2"]


def test_what_was_withdrawn_can_be_given_again():
    assert numbers(added_up(whole(a(1)), addition(gone(1)), addition(a(1, "nieuw")))) == ["R1"]


def test_the_same_number_under_another_wet_is_another_row():
    wmo = {**T, "toewijzingnummer": "2", "wet": "WMO"}
    both = as_zip({"toewijzing": [wmo], "prestatie": [a(1, toewijzingnummer="2")]}, "aanvulling")

    assert numbers(added_up(whole(a(1)), both)) == ["R1", "R1"]


@pytest.mark.parametrize(
    ("contents", "found"),
    [
        ([whole(a(1)), addition(a(2, "wijziging"))], "addition-of-what-is-not-there"),
        ([whole(a(1)), addition(gone(2))], "addition-of-what-is-not-there"),
        ([whole(a(1)), addition(gone(1)), addition(gone(1))], "addition-of-what-was-withdrawn"),
        ([whole(a(1)), addition(a(1, "nieuw"))], "new-is-there-already"),
        ([whole(a(1)), addition(a(1, "bijna"))], "unknown-change"),
        ([whole(a(1)), as_zip({"prestatie": [gone(1)]}, "")], None),
        ([whole(gone(1))], "withdrawn-in-a-whole-delivery"),
    ],
)
def test_what_cannot_be_is_named_at_its_row(contents, found):
    checked = (
        added_up(*contents) if len(contents) > 1 else read_and_check([("1.zip", contents[0])], the_standard())
    )

    assert [each for each in blocking(checked) if each[0] == found] == (
        [(found, "prestatie.csv", 2)] if found else []
    )


def test_a_row_that_is_withdrawn_and_given_at_once_is_named_and_nothing_else():
    checked = added_up(whole(a(1)), addition(a(1, ""), a(1, "intrekking")))

    assert blocking(checked) == [("withdrawn-and-given", "prestatie.csv", 3)]


def test_an_addition_of_another_period_or_provider_is_refused():
    other_days = added_up(whole(a(1)), addition(a(2), periode_eind="2026-01-31"))
    other_provider = added_up(whole(a(1)), addition(a(2), agb_code="41234567"))

    for checked in (other_days, other_provider):
        assert blocking(checked) == [("addition-of-another-period", "aanlevering.csv", None)]


def test_a_word_for_the_kind_of_delivery_that_is_none_blocks():
    content = as_zip({"toewijzing": [T], "prestatie": [a(1)]}, "half")

    checked = read_and_check([("1.zip", content)], the_standard())

    assert blocking(checked) == [("unknown-kind-of-delivery", "aanlevering.csv", 2)]


def test_findings_of_the_state_stand_where_each_row_was_handed_in_also_after_packing():
    checked = added_up(whole(a(1), a(2, tarief="7.00")), addition(gone(1), a(3), a(4, tarief="8.00")))

    places = [
        (each.kind.code, each.place.sheet, each.place.row, each.facts.get("first"))
        for each in checked.findings
        if each.kind.code in ("amount-not-volume-times-tariff", "declared-twice")
    ]
    packed = unpack_tables(pack_tables(checked.export))
    assert places == [
        ("amount-not-volume-times-tariff", "1.zip: prestatie.csv", 3, None),
        ("declared-twice", "prestatie.csv", 3, "3 (1.zip)"),
        ("declared-twice", "prestatie.csv", 4, "3 (1.zip)"),
        ("amount-not-volume-times-tariff", "prestatie.csv", 4, None),
    ]
    assert packed.origins.row_of["prestatie"].tolist() == [3, 3, 4]
    assert packed.origins.part_of["prestatie"].tolist() == [0, 1, 1]


def test_a_warning_about_reading_an_addition_can_be_answered():
    checked = added_up(whole(a(1)), addition(a(2, gemeentecode="14")))

    (restored,) = (each for each in checked.findings if each.kind.code == "leading-zeros-restored")
    frame = checked.export.tables["prestatie"]
    identities = row_identities(frame, the_standard().tables["prestatie"], "gemeentecode")
    assert restored.place.identity == identities[1] != identities[0]


def test_two_rows_with_one_key_in_an_addition_are_found_with_the_row_of_the_other():
    checked = added_up(whole(a(1)), addition(a(2), a(2)))

    [found] = [each for each in checked.findings if each.kind.code == "duplicate-key"]
    assert (found.place.sheet, found.place.row, found.facts["first"]) == ("prestatie.csv", 3, "2")


def test_an_earlier_delivery_that_cannot_be_read_refuses_what_is_added_to_it():
    checked = added_up(b"no export at all", addition(a(1)))

    assert blocking(checked)[0] == ("earlier-delivery-not-read", "1.zip", None)


def test_an_addition_to_nothing_counts_as_the_whole_and_says_so():
    content = as_zip({"toewijzing": [T], "prestatie": [a(1)]}, "aanvulling")

    checked = read_and_check([("1.zip", content)], the_standard())

    assert "addition-to-nothing" in {each.kind.code for each in checked.findings}
    assert numbers(checked) == ["R1"]


@pytest.fixture(scope="module")
def months():
    """The messages of a quarter, in two zips; and all together."""
    tables = sample_tables(
        the_standard(), seed=5, municipalities=["0014"], clients=6, period=parse_period("2026-Q1")
    )
    with zipfile.ZipFile(io.BytesIO(write_export(tables, the_standard(), "ijw-zip"))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    halves = [{"aanlevering.csv": files["aanlevering.csv"]} for _ in range(2)]
    for at, (name, content) in enumerate(files.items()):
        first = re.search("301|305", name) is not None or at % 2 == 0
        halves[0 if first else 1][name] = content
    # an answer lies in the half of its declaration or later
    return [_zipped(each) for each in halves], _zipped(files)


def _zipped(files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_messages_of_several_deliveries_are_what_they_are_together(months):
    halves, everything = months

    checked, at_once = added_up(*halves), read_and_check([("alles.zip", everything)], the_standard())

    assert len(numbers(at_once)) > 5
    for name, frame in at_once.export.tables.items():
        assert frame.equals(checked.export.tables[name]), name


def test_a_table_beside_messages_is_not_added_to_another(months):
    with_table = io.BytesIO(months[0][1])
    with zipfile.ZipFile(with_table, "a") as archive:
        archive.writestr("wachtlijst.csv", "gemeentecode;wet;peildatum;wachtenden")

    checked = added_up(months[0][0], with_table.getvalue())

    assert blocking(checked) == [("messages-and-sheets-added-up", "wachtlijst.csv", None)]


def test_several_files_that_are_one_addition_leave_out_what_they_withdraw():
    files = []
    with zipfile.ZipFile(io.BytesIO(addition(a(1), gone(2)))) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]

    checked = read_and_check(files, the_standard())

    assert blocking(checked) == [("addition-of-what-is-not-there", "prestatie.csv", 3)]


def test_messages_and_sheets_are_not_added_up(months):
    checked = added_up(whole(a(1)), months[0][1])

    assert blocking(checked) == [("messages-and-sheets-added-up", "1.zip", None)]


def codes_and_places(checked, *codes):
    found = [(each.kind.code, each.place.sheet, each.place.row) for each in checked.findings]
    return [each for each in found if each[0] in codes]


def test_a_bsn_that_fails_waits_in_a_state_as_it_does_in_a_whole_delivery():
    """It was found while a delivery was read, and forgotten when the next one was added."""
    wrong = T | {"bsn": "999900007"}
    first = as_zip({"toewijzing": [wrong], "prestatie": [a(1)]}, "volledig")

    checked = added_up(first, addition(a(2)))
    at_once = added_up(as_zip({"toewijzing": [wrong], "prestatie": [a(1), a(2)]}, "volledig"))
    repaired = added_up(first, as_zip({"toewijzing": [T | {"bsn": "999900006"}]}, "aanvulling"))

    assert [each.export.tables["toewijzing"]["_quarantine"].tolist() for each in (checked, at_once)] == [
        ["bsn-check-fails"],
        ["bsn-check-fails"],
    ]
    assert checked.export.tables["prestatie"]["_quarantine"].tolist() == ["allocation-waits"] * 2
    assert codes_and_places(checked, "bsn-check-fails") == [("bsn-check-fails", "1.zip: toewijzing.csv", 2)]
    assert codes_and_places(at_once, "bsn-check-fails") == [("bsn-check-fails", "toewijzing.csv", 2)]
    assert codes_and_places(repaired, "bsn-check-fails") == []


def test_what_was_repaired_in_an_earlier_delivery_is_said_with_its_name_as_long_as_it_holds():
    odd = whole(a(1, productcode=" 45A03"), a(2))
    code = "repaired-surroundings"

    kept = added_up(odd, addition(a(3, productcode="45A03 ")))
    changed = added_up(odd, addition(a(1)))
    replaced = added_up(odd, whole(a(1)))

    assert codes_and_places(kept, code) == [
        (code, "prestatie.csv", 2),
        (code, "1.zip: prestatie.csv", 2),
    ]
    assert codes_and_places(changed, code) == []
    headers = [each.place.sheet for each in kept.findings if each.kind.code == "missing-optional-column"]
    assert {each for each in headers if each.startswith("1.zip")} == set()
    assert codes_and_places(replaced, code) == []
