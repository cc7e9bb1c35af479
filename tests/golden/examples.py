"""The worked examples of every format in the catalogue."""

from collections.abc import Iterator
from functools import cache

from service.domain.formats.catalogue import Catalogue
from service.pipeline.worked_examples import Example, examples_of
from tests.tools.catalogues import whole_catalogue
from tests.tools.exports import REPOSITORY


@cache
def the_catalogue() -> Catalogue:
    return whole_catalogue(REPOSITORY)


def all_examples() -> Iterator[Example]:
    for plan in the_catalogue().every_plan():
        yield from examples_of(the_catalogue(), plan, REPOSITORY / "mappings")
