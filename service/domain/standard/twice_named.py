"""Two columns with one name: which of both holds what belongs in a column that is absent."""

import re
from collections.abc import Iterator, Mapping, Sequence

from service.domain.said import Fact, plain
from service.domain.standard.cells import shown
from service.domain.standard.column_letters import column_letter
from service.domain.standard.export import RawTable
from service.domain.standard.model import Field, FieldType, Table
from service.domain.standard.trimming import name_of
from service.domain.wording import OR, Wording, joined, same

_MOST_ASKED = 3
"""Fields of which it is asked whether one of two columns with the same name is meant for it."""
_LEAST_CELLS, _LOOKED_AT = 3, 300
_PLAIN = Wording(
    "laat de kolom staan die klopt en haal de andere weg.", "keep the one that is right and remove the other."
)
_PERHAPS = Wording(
    " Of hoort een van beide {names} te heten? Die kolom ontbreekt.",
    " Or should one of both be called {names}? That column is missing.",
)
_PROVEN = Wording(
    "in kolom {letter} staat wat bij {absent} hoort, en die kolom ontbreekt: geef kolom {letter} de naam "
    "{absent}. Klopt dat niet, haal dan de kolom weg die er niet hoort.",
    "column {letter} holds what belongs in {absent}, and that column is missing: name column {letter} "
    "{absent}. If that is not so, remove the column that does not belong there.",
)
_NUMBER = r"\d+(?:[.,]\d+)?"
_FORMS: Mapping[FieldType, str] = {
    FieldType.DATE: r"\d{4}-\d{2}-\d{2}(?: 00:00:00)?|\d{1,2}[-/]\d{1,2}[-/]\d{4}",
    FieldType.INTEGER: r"\d+",
    FieldType.DECIMAL: _NUMBER,
    FieldType.MONEY: _NUMBER,
}


def remedy_for_twice(field: str, table: Table, raw: RawTable, absent: Sequence[str]) -> Fact:
    """What to do about the columns that are all called `field`, where these fields are absent."""
    texts = {
        at: [str(plain(shown(each))).strip() for each in raw.columns[at].top(_LOOKED_AT)]
        for at, header in enumerate(raw.headers)
        if name_of(header) == field
    }
    found = _likeliest(list(_only_ones([table.fields[each] for each in absent], texts)), table)
    found = [(at, name) for at, name in found if _is_no_own(table.fields[field], texts[at])]
    if len(found) == 1:
        at, name = found[0]
        return _PROVEN.fill(letter=column_letter(raw.first_column + at), absent=name)
    is_few = 0 < len(absent) <= _MOST_ASKED
    return _PLAIN + _PERHAPS.fill(names=joined(OR, map(same, absent))) if is_few else _PLAIN


def _likeliest(found: list[tuple[int, str]], table: Table) -> list[tuple[int, str]]:
    """Those of fields that must be there: an optional one may lack."""
    return [each for each in found if table.fields[each[1]].required]


def _only_ones(absent: Sequence[Field], texts: Mapping[int, Sequence[str]]) -> Iterator[tuple[int, str]]:
    """The column and the field, for each that fits one of these columns and no other."""
    for field in absent:
        form = _form(field)
        fitting = [at for at, cells in texts.items() if form and _fits(form, cells)]
        if len(fitting) == 1:
            yield fitting[0], field.name


def _form(field: Field) -> str:
    """What every value of the field looks like, as far as that is known; else nothing."""
    return field.pattern or _FORMS.get(field.type, "")


def _is_no_own(field: Field, cells: Sequence[str]) -> bool:
    """Whether the cells are not what belongs under their own name, as far as that is known."""
    return not (_form(field) and _fits(_form(field), cells))


def _fits(form: str, cells: Sequence[str]) -> bool:
    filled = [each for each in cells if each]
    return len(filled) >= _LEAST_CELLS and all(re.fullmatch(form, each) for each in filled)
