"""The worked examples of every format in the catalogue."""

from functools import cache

from service.domain.formats.catalogue import Catalogue
from service.pipeline.worked_examples import Example, examples_of
from tests.tools.catalogues import whole_catalogue
from tests.tools.exports import REPOSITORY


@cache
def the_catalogue() -> Catalogue:
    return whole_catalogue(REPOSITORY)


@cache
def all_examples() -> tuple[Example, ...]:
    """The same ones for every file of tests: the export of each is read and checked once."""
    return tuple(
        each
        for plan in the_catalogue().every_plan()
        for each in examples_of(the_catalogue(), plan, REPOSITORY / "mappings")
    )
