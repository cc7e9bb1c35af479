"""What a finding says of its place: the column by its letter, with its field where that says more."""

import pytest

from service.domain.findings import Finding, Place, warns
from service.domain.wording import Wording

ODD = warns(
    "odd",
    Wording("vreemd", "odd"),
    Wording("Kolom {column}, rij {row}: klopt dit?", "Column {column}, row {row}: is it right?"),
)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(column="L", field="bedrag", row=7), "Kolom L (bedrag), rij 7: klopt dit?"),
        (Place(column="L", row=7), "Kolom L, rij 7: klopt dit?"),
        (Place(column="bedrag", field="bedrag", row=7), "Kolom bedrag, rij 7: klopt dit?"),
        (Place(field="bedrag"), "Kolom bedrag, rij : klopt dit?"),
    ],
)
def test_the_field_stands_beside_a_letter_and_is_not_said_twice(place, said):
    assert Finding(ODD, place).text("nl") == said


def test_a_kind_of_finding_that_names_its_field_itself_says_it_once():
    names = warns("named", ODD.title, Wording("{field} in kolom {column}", "{field} in column {column}"))

    assert Finding(names, Place(column="L", field="bedrag")).text("en") == "bedrag in column L"
