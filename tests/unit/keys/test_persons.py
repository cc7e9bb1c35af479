"""The rows of one person: its allocations, and what is about them in other tables."""

import pandas as pd

from service.domain.persons import rows_of_person
from service.domain.standard.export import ROW, Export

ALLOCATIONS = pd.DataFrame(
    {
        ROW: [2, 3, 4],
        "gemeentecode": ["0014", "0141", "0014"],
        "toewijzingnummer": ["1", "1", "2"],
        "bsn": ["999900006", "999900018", "999900006"],
    }
)
CARE = pd.DataFrame(
    {ROW: [2, 3, 4], "gemeentecode": ["0014", "0141", "0014"], "toewijzingnummer": ["1", "1", "3"]}
)
FIGURES = pd.DataFrame({ROW: [2], "kengetal": ["x"]})
EXPORT = Export({"toewijzing": ALLOCATIONS, "prestatie": CARE, "kengetal": FIGURES})


def test_a_person_has_its_allocations_and_the_rows_about_them_and_nothing_of_a_namesake_elsewhere():
    found = rows_of_person(EXPORT, "999900006")

    assert found.rows == {"toewijzing": (2, 4), "prestatie": (2,)}
    assert found.municipalities == {"0014"}


def test_who_is_not_there_has_no_rows():
    assert rows_of_person(EXPORT, "999990019").rows == {}
    assert rows_of_person(Export({"kengetal": FIGURES}), "999900006").rows == {}
