"""A composed format read as what it has to be: its options, its expressions, and the line of a mistake."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from service.domain.failures import FormatError
from service.domain.formats import verbs as _verbs  # noqa: F401 - importing it makes the verbs known by name
from service.domain.formats.composition import Composed
from service.domain.formats.faults.values import value_fault
from service.domain.formats.model import Format
from service.domain.formats.shape import LanguageError
from service.domain.formats.verb import parse_expression
from service.domain.wording import same

_PLACES = (("columns",), ("across", "columns"), ("listed", "by"))
"""Where a block writes expressions by their address."""


def validated(composed: Composed) -> Format:
    """The format that is written; raises FormatError with file, line and remedy."""
    try:
        return Format.model_validate(composed.content)
    except ValidationError as invalid:
        fault, path = value_fault(invalid, Format)
        raise composed.error(path, fault) from invalid
    except LanguageError as unreadable:
        raise _at_expression(composed, unreadable) from unreadable


def _at_expression(composed: Composed, fault: LanguageError) -> FormatError:
    """Parsing stops at the first expression that cannot be read: find which it was, to name its line."""
    for path, expression in expressions_in(composed.content):
        try:
            parse_expression(expression)
        except LanguageError as again:
            return composed.error(path, again.fault.inside(same(path[-1])))
    return composed.error((), fault.fault)


def expressions_in(content: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every expression of a format as it is written, with its path in the file."""
    for address, expression in _mapping(content.get("cells")).items():
        yield ("cells", address), expression
    for sheet, parts in _mapping(content.get("sheets")).items():
        for path, expression in _expressions_of_block(_mapping(parts)):
            yield ("sheets", sheet, *path), expression


def _expressions_of_block(block: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    for path in _PLACES:
        found: object = block
        for part in path:
            found = _mapping(found).get(part)
        for address, expression in _mapping(found).items():
            yield (*path, address), expression
    keys = _mapping(block.get("rows")).get("per")
    for key in keys if isinstance(keys, list | tuple) else ():
        yield ("rows", "per"), key


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
