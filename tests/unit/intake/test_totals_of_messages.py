"""No message with a total of its own goes by: each is held against its rows, or refused by its name."""

import csv
import re
from pathlib import Path

import pytest
from lxml import etree

from service.files.intake.export_reader import read_exports
from tests.tools.exports import REPOSITORY
from tests.unit.intake.test_message_structure import messages

NATIONAL = REPOSITORY / "mappings" / "landelijk"
STRUCTURES = (*NATIONAL.glob("berichten/*.csv"), *NATIONAL.glob("*323/structuur.csv"))
TOTALS = {
    "323": {"Bericht/Declaratie/TotaalIngediendBedrag"},
    "325": {
        "Bericht/DeclaratieAntwoord/TotaalIngediendBedrag",
        "Bericht/DeclaratieAntwoord/TotaalToegekendBedrag",
    },
}
"""By message, as far as it has any: what `declarations.py` reads."""


@pytest.fixture(scope="module")
def written():
    return messages(102)


def number_of(path: Path) -> str:
    return re.search(r"\d{3}", path.stem if path.parent.name == "berichten" else path.parent.name)[0]


def test_only_declarations_and_their_answers_have_an_element_for_a_total():
    found = {path: elements_with_a_total(path) for path in STRUCTURES}

    assert {number_of(path) for path in found} == {"301", "305", "307", "323", "325"}
    assert found == {path: TOTALS.get(number_of(path), set()) for path in STRUCTURES}


def elements_with_a_total(path: Path) -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        paths = [line[0] for line in csv.reader(file)]
    return {each for each in paths if "totaal" in each.rpartition("/")[2].lower()} - {
        each for each in paths if each.endswith("/TotaalBedrag")
    }


def test_every_declaration_that_was_handed_in_is_beside_its_rows(written):
    raw = read_exports(list(written.items()))

    assert {each.message for each in raw.declared} == {name for name in written if "323" in name}
    answered = {name for name in written if "325" in name}
    assert sum(each.granted is not None for each in raw.declared) == len(answered) > 0


def products_in(written, number, element, *names):
    """What messages of one number say of every product in them, with the name of the message."""
    for name, content in written.items():
        if name.partition("-")[0].endswith(number):
            for product in etree.fromstring(content).iter("{*}" + element):
                yield name, *(product.findtext("{*}" + each) for each in names)


def test_what_declares_no_total_is_a_row_product_by_product(written):
    tables = {each.sheet: each for each in read_exports(list(written.items())).tables}
    allocations, courses = tables["toewijzing"].origins, tables["verloop"].origins
    columns = [
        tables["verloop"].headers.index(each) for each in ("toewijzingnummer", "begindatum", "einddatum")
    ]
    ends = zip(*(tables["verloop"].columns[each].text.to_pylist() for each in columns), strict=True)

    for number, element, found in (
        ("301", "ToegewezenProduct", allocations),
        ("305", "StartProduct", courses),
    ):
        asked = [
            (name, f"toewijzing {of}")
            for name, of in products_in(written, number, element, "ToewijzingNummer")
        ]
        assert sorted(asked) == sorted(zip(found.messages, found.lines, strict=True))
        assert len(asked) == 45
    stops = products_in(written, "307", "StopProduct", "ToewijzingNummer", "Begindatum", "Einddatum")
    stopped = [each for each in ends if each[-1]]
    assert sorted(tuple(each) for _, *each in stops) == sorted(stopped)
    assert stopped


@pytest.mark.parametrize("number", ["303", "304", "321", "322"])
@pytest.mark.parametrize("version", ["2_4", "3_2"])
def test_a_message_of_before_is_refused_by_its_name(written, number, version):
    name = next(name for name in written if "jw323" in name)
    old = written[name].replace(b"/3_2/jw323/", f"/{version}/jw{number}/".encode())
    assert old != written[name]

    raw = read_exports([*written.items(), ("oud.xml", old)])

    assert [(each.kind.code, each.facts["detail"]) for each in raw.findings] == [
        ("ijw-other-message", f"JW{number}" + ("" if version == "3_2" else " 2.4"))
    ]
    assert not raw.tables


def test_an_answer_that_says_another_sum_than_was_declared_is_said(written):
    name = next(name for name in written if "325" in name)
    said = re.search(rb"<TotaalIngediendBedrag>.*?TotaalBedrag>(\d+)<", written[name], re.DOTALL)
    cents = int(said[1])
    granted = re.search(rb"<TotaalToegekendBedrag>.*?TotaalBedrag>(\d+)<", written[name], re.DOTALL)
    both = written[name].replace(b">%s<" % said[1], b">%d<" % (cents + 100))
    if granted[1] != said[1]:
        both = both.replace(b">%s<" % granted[1], b">%d<" % (int(granted[1]) + 100))

    raw = read_exports(
        [*((each, content) for each, content in written.items() if each != name), (name, both)]
    )

    assert [each.kind.code for each in raw.findings] == ["ijw-total-differs"]
