"""What people type wrong in a format, and what they are told: the place, the code, what to write instead.

The table `mistakes.csv` has what stands in a good format and what somebody wrote there; then the line, the
place in it and the code; then how the Dutch sentence begins and ends.
"""

import csv
from pathlib import Path

import pytest

from service.domain.failures import FormatError
from tests.unit.formats.test_broken_formats import GOOD, load

FILE = "mappings/proef/lijst/2026.yaml"
with (Path(__file__).parent / "mistakes.csv").open(encoding="utf-8", newline="") as stream:
    MISTAKES = list(csv.DictReader(stream))


@pytest.mark.parametrize("mistake", MISTAKES, ids=[each["becomes"].strip() for each in MISTAKES])
def test_a_mistake_is_told_with_its_place_and_what_to_write(tmp_path, mistake):
    assert mistake["was"] in GOOD

    with pytest.raises(FormatError) as refusal:
        load(tmp_path, GOOD.replace(mistake["was"], mistake["becomes"]))

    fault, words = refusal.value, refusal.value.words
    place = mistake["line"], mistake["column"]
    assert (fault.file, str(fault.line), str(fault.column)) == (FILE, *place)
    assert fault.fault.kind.code == mistake["code"]
    assert words.nl.startswith(mistake["begins"])
    assert words.nl.endswith(mistake["ends"])
    assert words.en not in {"", words.nl}
    assert str(fault).startswith(f"{FILE}:{':'.join(place)}: ")


def test_there_are_at_least_thirty():
    assert len({each["becomes"] for each in MISTAKES}) >= 30
