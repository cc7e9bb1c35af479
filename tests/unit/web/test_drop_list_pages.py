"""The page of the drop list, its files and its letters."""

import csv
import io
import json
import zipfile
from functools import cache

import pytest

from service.domain.burden.drop_list_table import HEADS
from service.domain.burden.drop_page import DropPage
from tests.tools.burden_example import QUARTER
from tests.tools.drop_lists import BY_HAND, GOAL, NUMBER, VOLUME, asked, listed

from .test_provider_pages import text_of

LIST = "/regeldruk/schraplijst"


@cache
def a_drop_page():
    asking = {
        "0014": [asked("lijst-noord", NUMBER, VOLUME)],
        "0034": [asked("lijst-midden", VOLUME, GOAL, BY_HAND)],
    }
    return DropPage((QUARTER,), QUARTER, listed(asking, providers=5, fewest=5))


@pytest.fixture(autouse=True)
def drop_list(wiring):
    wiring.burden.show_drop_list = lambda _viewer, _label=None: a_drop_page()
    return wiring


def test_a_municipality_stands_with_its_lines_its_letter_and_what_all_of_it_spares(bureau):
    words = text_of(bureau.get(LIST))

    assert "Van de 5 gegevens die 2 gemeenten vragen, kunnen er 3 vervallen." in words
    assert "Kan in haar geheel vervallen: lijst-noord." in words
    assert "JW323/WMO323, Prestatie/GeleverdVolume" in words
    assert "Brief aan Groningen" in words
    assert "%" not in words


def test_in_english_the_page_says_the_same(bureau):
    bureau.set_cookie("eenmaal_taal", "en")

    words = text_of(bureau.get(LIST))

    assert "Of the 5 elements that 2 municipalities ask, 3 can go." in words
    assert "stop asking: can be had elsewhere already" in words


def test_the_table_comes_as_csv_and_as_json_with_the_same_lines(bureau):
    table = bureau.get(f"{LIST}.csv")
    data = json.loads(bureau.get(f"{LIST}.json").data)

    lines = list(csv.reader(io.StringIO(table.data.decode("utf-8-sig")), delimiter=";"))
    assert table.mimetype == "text/csv"
    assert tuple(lines[0]) == HEADS
    assert [line[6] for line in lines[1:]] == [each["element"] for each in data["questions"]]
    assert data["available_elsewhere"] == data["listed"] + data["gone_along"] + sum(data["kept"].values())


def test_letters_come_one_by_one_and_all_in_one_zip_file(bureau):
    letter = bureau.get(f"{LIST}/brief/0014")
    packed = zipfile.ZipFile(io.BytesIO(bureau.get(f"{LIST}/brieven.zip").data))

    assert letter.mimetype == "text/plain"
    assert letter.text.startswith("Aan de gemeente Groningen")
    assert packed.namelist() == ["0014-groningen.txt", "0034-almere.txt"]
    assert packed.read("0014-groningen.txt").decode() == letter.text
    assert bureau.get(f"{LIST}/brief/9999").status_code == 404


def test_where_nothing_was_delivered_the_page_says_so_and_there_are_no_files(bureau, wiring):
    wiring.burden.show_drop_list = lambda _viewer, _label=None: DropPage(())

    assert "Er is nog niets geleverd om te tellen." in text_of(bureau.get(LIST))
    for address in (f"{LIST}.csv", f"{LIST}.json", f"{LIST}/brieven.zip", f"{LIST}/brief/0014"):
        assert bureau.get(address).status_code == 404


def test_every_kind_of_organisation_sees_a_list(provider, municipality):
    assert provider.get(LIST).status_code == municipality.get(LIST).status_code == 200
