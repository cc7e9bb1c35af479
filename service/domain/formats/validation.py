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


def validated(composed: Composed) -> Format:
    """The format that is written; raises FormatError with file, line and remedy."""
    try:
        return Format.model_validate(composed.content)
    except ValidationError as invalid:
        fault, path = value_fault(invalid)
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
    cells = content.get("cells")
    for address, expression in (cells if isinstance(cells, dict) else {}).items():
        yield ("cells", address), expression
    sheets = content.get("sheets")
    for sheet, parts in (sheets if isinstance(sheets, dict) else {}).items():
        columns = parts.get("columns", {}) if isinstance(parts, dict) else {}
        for header, expression in columns.items():
            yield ("sheets", sheet, "columns", header), expression
        rows = parts.get("rows") if isinstance(parts, dict) else None
        for key in rows.get("per", ()) if isinstance(rows, dict) else ():
            yield ("sheets", sheet, "rows", "per"), key
