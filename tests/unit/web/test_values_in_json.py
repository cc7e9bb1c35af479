"""In JSON a number is a number and a day a day, as the description says."""

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from service.web.api.shapes import Bestand, Dag, Heel, WaarOfNiet


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        *((Heel, each) for each in (True, "1", 1.5, None)),
        *((Bestand, each) for each in ("tekst", 5, None)),
        *((WaarOfNiet, each) for each in (1, "true", None)),
        *(
            (Dag, each)
            for each in (5, "1234567890", "2026-01-31T00:00:00", "2026-02-30", "\uff12026-01-31", None)
        ),
    ],
)
def test_what_is_of_another_kind_is_refused(kind, given):
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(given)


@pytest.mark.parametrize(
    ("kind", "given", "meant"),
    [(Heel, -3, -3), (WaarOfNiet, False, False), (Dag, "2026-01-31", date(2026, 1, 31))],
)
def test_what_is_of_its_kind_is_taken(kind, given, meant):
    assert TypeAdapter(kind).validate_python(given) == meant
