"""What the kind of file that a format asks does to a value: whether it can be written, and how."""

from service.domain.formats.faults.expressions import ENDLESS_DECIMALS
from service.domain.formats.output import CsvOutput, DocxOutput, FileOutput, FixedWidthOutput
from service.domain.formats.shape import CellClass, LanguageError, Shape
from service.domain.translation.content import ValueKind


def require_can_be_written(shape: Shape) -> None:
    """Raise LanguageError for a number that no cell can hold exactly."""
    if shape.kind is not ValueKind.NUMBER:
        return
    if str(shape.denominator).strip("0") != "1":
        raise LanguageError(ENDLESS_DECIMALS.fault())


def forms_of(output: FileOutput, shape: Shape) -> tuple[str, ...]:
    """What the kind of file does to a value that a workbook would hold as it is."""
    if not isinstance(output, _WRITES_TEXT) or shape.cell_class is CellClass.CONSTANT:
        return ()
    date_form = _IN_A_LETTER if isinstance(output, DocxOutput) else output.date_form
    decimal_sign = "," if isinstance(output, DocxOutput) else output.decimal_sign
    if shape.kind is ValueKind.DATE and date_form != "jjjj-mm-dd":
        return (f"date {date_form}",)
    if shape.kind is ValueKind.NUMBER and shape.denominator > 1:
        return _FORMS_OF_DECIMALS[decimal_sign]
    return ()


_WRITES_TEXT = CsvOutput | FixedWidthOutput | DocxOutput
_IN_A_LETTER = "d maand jjjj"
_FORMS_OF_DECIMALS = {",": ("decimal comma",), "": ("no decimal sign",), ".": ()}
