"""Values behind a cell as the reader of a page sees them, and as a file that Dutch Excel opens as it is."""

from fractions import Fraction

from service.domain.explanation.explanation import Explanation, Told, in_json, number_in_json
from service.domain.translation.content import Values
from service.files.tables import plain_text, written_as_csv
from service.web.shared.languages import gettext
from service.web.shared.notation import plain_number
from service.web.shared.words import table_name


def texts_of(values: Values) -> list[str]:
    """Each value, a number with the decimal sign of the page and without zeros at its end; "" for a blank."""
    return [_text(each) for each in in_json(values)]


def text_of_number(number: Fraction) -> str:
    """An exact number, likewise."""
    return _text(number_in_json(number))


def _text(value: Told) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, str) else plain_number(value)


def rows_as_csv(told: Explanation) -> bytes:
    """One line per row behind the cell; no text can become a formula."""
    head = (gettext("tabel"), gettext("rij"), gettext("er staat"), gettext("telt mee voor"))
    return written_as_csv(
        head,
        (
            (_in_csv(place.sheet or table_name(each.table)), str(place.row), _in_csv(value), _in_csv(adds))
            for each in told.rows
            for place, value, adds in each.told()
        ),
    )


def _in_csv(value: Told) -> str:
    return plain_text(value) if isinstance(value, str) else _text(value)
