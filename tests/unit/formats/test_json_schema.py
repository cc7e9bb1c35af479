"""The JSON Schema agrees with what the compiler accepts."""

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from service.domain.formats.composition import compose
from service.domain.formats.json_schema import format_schema
from service.files.catalogue.yaml_documents import read_document
from tests.tools.exports import REPOSITORY
from tests.tools.formats import a_format

VALIDATOR = Draft202012Validator(format_schema())
SHEETS = {"lijst": {"rows": {"of": "prestatie"}, "columns": {"P": "productcode"}}}


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(format_schema())


FILES = sorted(REPOSITORY.glob("mappings/voorbeeldregio-*/*/*.yaml"))


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.parent.name != "deel"], ids=lambda p: p.parent.name
)
def test_every_format_of_the_catalogue_satisfies_it_together_with_what_it_uses(path):
    documents = [read_document(file, str(file), str(file)) for file in REPOSITORY.glob("mappings/*/*/*.yaml")]
    by_name = {str(each.content.get("format") or each.content.get("fragment")): each for each in documents}

    composed = compose(str(path), {**by_name, **{each.name: each for each in documents}})

    assert [error.message for error in VALIDATOR.iter_errors(composed.content)] == []


@pytest.mark.parametrize(
    "column",
    [
        {"fild": "x"},
        {"field": "volume", "round": 9},
        {"to_unit": "maand"},
        {},
        {"only": {"status": {"is": 1}}},
    ],
)
def test_what_is_no_verb_or_no_option_does_not_satisfy_it(column):
    sheets = {"lijst": {"rows": {"of": "prestatie"}, "columns": {"P": column}}}

    assert not VALIDATOR.is_valid(a_format(sheets=sheets))
    assert VALIDATOR.is_valid(a_format(sheets=SHEETS))


def test_a_sheet_is_one_block_or_several_by_their_names():
    block = {"rows": {"of": "prestatie"}, "columns": {"Nr": "referentienummer"}}

    assert VALIDATOR.is_valid(a_format(sheets={"Blad": block}))
    assert VALIDATOR.is_valid(a_format(sheets={"Blad": {"blocks": {"een": block, "twee": block}}}))
    assert not VALIDATOR.is_valid(a_format(sheets={"Blad": {"blocks": {}}}))
    assert not VALIDATOR.is_valid(a_format(sheets={"Blad": {"blocks": {"een": block}, "andere": 1}}))


@pytest.mark.parametrize(
    ("address", "is_one"), [("https://eenmaal.nl/formaat", True), ("geen adres", False), ("a:\u00e9", True)]
)
def test_the_grammar_of_addresses_that_is_made_late_tells_them_from_others(address, is_one):
    assert FormatChecker().conforms(address, "iri") is is_one
