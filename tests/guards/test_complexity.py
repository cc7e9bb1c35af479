"""Nothing takes more turns, or more values by place, than a reader keeps in mind."""

from tests.guards.complexity import everything


def test_no_function_and_no_value_is_too_much():
    assert everything() == []
