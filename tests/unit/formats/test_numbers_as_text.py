"""A number that is written as text is read back as the number that it was, its sign included."""

import numpy as np
import pytest

from service.domain.formats.shape import Grain, Shape
from service.domain.formats.verb import parse_expression
from service.domain.translation.content import ValueKind, Values

CENTS = Shape(kind=ValueKind.NUMBER, grain=Grain.ROW, denominator=100)


@pytest.mark.parametrize(
    ("options", "written"),
    [
        ({"decimal_sign": ","}, ["-1234,50", "0,05", "0,00"]),
        ({"decimal_sign": "."}, ["-1234.50", "0.05", "0.00"]),
        ({"thousands": "."}, ["-1.234,50", "0,05", "0,00"]),
        ({"thousands": " ", "minus": "behind"}, ["1 234,50-", "0,05", "0,00"]),
        ({"width": 10}, ["-001234,50", "0000000,05", "0000000,00"]),
        ({"width": 10, "minus": "behind"}, ["001234,50-", "0000000,05", "0000000,00"]),
    ],
)
def test_what_was_written_goes_back_to_the_number(options, written):
    verb = parse_expression({"field": "bedrag", "number_form": options}).steps[-1]
    numbers = Values(ValueKind.NUMBER, np.array([-123450, 5, 0]), np.zeros(3, bool), 100)

    texts = verb.apply(numbers, None)
    back = verb.undone(texts, CENTS, None)

    assert texts.items.tolist() == written
    assert (back.numbers.tolist(), back.denominator) == ([-123450, 5, 0], 100)
