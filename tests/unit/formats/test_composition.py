"""Composition: fragments, overrides and what is said when they collide."""

import pytest

from service.domain.failures import FormatError
from service.domain.formats.composition import Document, compose


def documents(**contents):
    return {
        name: Document(name=name, file=f"{name}.yaml", content=content) for name, content in contents.items()
    }


BASE = {"sheets": {"P": {"header_row": 6, "columns": {"Product": "productcode", "Uren": {"sum": "volume"}}}}}


def test_a_format_comes_on_top_of_what_it_uses():
    own = {"uses": ["base"], "title": "Eigen", "cells": {"A!1": "kvk_nummer"}}

    composed = compose("own", documents(base=BASE, own=own))

    assert composed.content == {
        "sheets": {
            "P": {
                "header_row": 6,
                "columns": {"Product": {"field": "productcode"}, "Uren": {"sum": "volume"}},
            }
        },
        "title": "Eigen",
        "cells": {"A!1": {"field": "kvk_nummer"}},
    }


def test_two_that_write_one_address_collide():
    own = {"uses": ["base"], "sheets": {"P": {"columns": {"Uren": {"count": "rows"}}}}}

    with pytest.raises(
        FormatError, match=r"own.yaml:1: 'Uren' is written already, in base.yaml:1. Add `replaces: true`"
    ):
        compose("own", documents(base=BASE, own=own))


def test_an_override_that_says_so_takes_the_place():
    own = {"uses": ["base"], "sheets": {"P": {"columns": {"Uren": {"count": "rows", "replaces": True}}}}}

    composed = compose("own", documents(base=BASE, own=own))

    assert composed.content["sheets"]["P"]["columns"]["Uren"] == {"count": "rows", "replaces": True}


def test_an_override_that_replaces_nothing_is_a_mistake():
    own = {"uses": ["base"], "sheets": {"P": {"columns": {"Uur": {"count": "rows", "replaces": True}}}}}

    with pytest.raises(
        FormatError, match=r"'Uur' replaces nothing: no fragment writes it. There are: Product, Uren."
    ):
        compose("own", documents(base=BASE, own=own))


def test_a_column_can_stand_instead_of_another_in_its_place():
    own = {
        "uses": ["base"],
        "sheets": {"P": {"columns": {"Voorziening": {"instead_of": "Product", "field": "productcode"}}}},
    }

    composed = compose("own", documents(base=BASE, own=own))

    assert list(composed.content["sheets"]["P"]["columns"]) == ["Voorziening", "Uren"]


def test_what_uses_itself_is_refused_with_the_circle():
    with pytest.raises(FormatError, match="in a circle: a → b → a"):
        compose("a", documents(a={"uses": ["b"]}, b={"uses": ["a"]}))


def test_what_is_not_there_cannot_be_used():
    with pytest.raises(FormatError, match=r"There is nothing called 'c' to use\. Write one of: b\."):
        compose("a", documents(a={"uses": ["c"]}, b={}))
