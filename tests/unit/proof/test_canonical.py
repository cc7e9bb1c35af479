"""Canonical JSON: one value is always the same bytes, and what has no place in it is refused."""

from decimal import Decimal

import pytest

from service.domain.proof.canonical import canonical, hash_of


def test_the_same_value_is_the_same_bytes_whatever_the_order_of_its_keys():
    one, other = {"b": [1, True, None], "a": {"é": "x"}}, {"a": {"é": "x"}, "b": (1, True, None)}

    assert canonical(one) == canonical(other) == '{"a":{"é":"x"},"b":[1,true,null]}'.encode()
    assert hash_of(one) == hash_of(other)
    assert hash_of({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize(
    "value",
    [
        0.5,
        [0.5],
        [[{2: 1}]],
        (0.5,),
        Decimal(1),
        {1: "x"},
        {"a": 0.5},
        {"a": [{"b": Decimal(1)}]},
        [[{"x"}]],
        {"a": {2: 1}},
        b"x",
    ],
)
def test_what_json_could_write_in_several_ways_or_not_at_all_is_refused_wherever_it_stands(value):
    with pytest.raises(TypeError):
        canonical(value)
