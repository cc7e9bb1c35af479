"""The data of a published page as one table: a value a line, a number as a number."""

from service.domain.burden.open_data_table import open_lines


def test_every_value_stands_once_by_the_path_that_leads_to_it():
    file = {
        "nl": "Een verhaal.",
        "en": "A story.",
        "versie": 3,
        "uren": {"nu": [1, 2], "is_gemeten": True, "bron": None},
        "aandeel": 0.5,
    }

    assert list(open_lines(file)) == [
        ("versie", "", 3),
        ("uren", "nu.1", 1),
        ("uren", "nu.2", 2),
        ("uren", "is_gemeten", "True"),
        ("uren", "bron", ""),
        ("aandeel", "", "0.5"),
    ]
