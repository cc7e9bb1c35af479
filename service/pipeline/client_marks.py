"""By what the clients of one municipality are known, so that a text for somebody else does not name them."""

from service.domain.formats.rows import Submitted
from service.domain.private_words import ClientMarks

_NUMBERS = ("clientnummer", "toewijzingnummer", "bsn")


def client_marks(submitted: Submitted, municipality: str) -> ClientMarks:
    """Of the allocations of this municipality and of no other, or of every one when none is named."""
    table = submitted.export.tables["toewijzing"]
    own = table[table["gemeentecode"] == municipality] if municipality else table
    numbers = {str(each) for name in _NUMBERS for each in own[name].dropna().unique()}
    born = own["geboortedatum"].dropna().dt.date.unique()
    return ClientMarks(frozenset(numbers), frozenset(born))
