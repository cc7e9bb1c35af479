"""What rows of a table are called in a sentence: one of them, several, and where one stands."""

from fractions import Fraction

from service.domain.standard.export import MADE_ROW, RowPlace
from service.domain.translation.content import ValueKind, Values, texts_of_values
from service.domain.wording import Wording, same

_ROWS = {
    "aanlevering": (Wording("aanlevering", "submission"), Wording("aanleveringen", "submissions")),
    "toewijzing": (Wording("toewijzing", "allocation"), Wording("toewijzingen", "allocations")),
    "verloop": (
        Wording("regel van het verloop", "row of the course of help"),
        Wording("regels van het verloop", "rows of the course of help"),
    ),
    "prestatie": (Wording("prestatie", "delivery of care"), Wording("prestaties", "deliveries of care")),
    "uitkomst": (Wording("uitkomst", "outcome"), Wording("uitkomsten", "outcomes")),
    "wachtlijst": (
        Wording("regel van de wachtlijst", "row of the waiting list"),
        Wording("regels van de wachtlijst", "rows of the waiting list"),
    ),
    "kengetal": (Wording("kengetal", "figure"), Wording("kengetallen", "figures")),
    "toelichting": (Wording("toelichting", "explanation"), Wording("toelichtingen", "explanations")),
}
_ANSWER = Wording("antwoord op een aandachtspunt", "answer to a warning")
_MOST_DECIMALS = 6


def counted_rows(table: str, count: int) -> Wording:
    """`12 prestaties`, `1 prestatie`."""
    one, several = _ROWS.get(table, (same(table), same(table)))
    return Wording("{count} {rows}", "{count} {rows}").fill(count=count, rows=one if count == 1 else several)


def row_at(table: str, place: RowPlace) -> Wording:
    """`prestatie op rij 37`, of several deliveries with ` (januari.xlsx: prestatie)` behind it."""
    if place.row == MADE_ROW:
        return _ANSWER
    one, _ = _ROWS.get(table, (same(table), same(table)))
    told = Wording("{row} op rij {number}", "{row} on row {number}").fill(row=one, number=place.row)
    return told + same(f" ({place.sheet})") if place.sheet else told


def number_words(number: Fraction) -> Wording:
    """A number as it is read aloud: with a comma in Dutch, and without zeros at its end."""
    text = f"{float(number):.{_MOST_DECIMALS}f}".rstrip("0").rstrip(".")
    if number.denominator == 1:
        text = str(number.numerator)
    return Wording(text.replace(".", ","), text)


def value_words(values: Values) -> Wording:
    """One value in a sentence."""
    if values.blank[0]:
        return Wording("niets", "nothing")
    if values.kind is ValueKind.NUMBER:
        return number_words(Fraction(int(values.numbers[0]), values.denominator))
    return same(f"“{texts_of_values(values)[0]}”")


def as_sentence(words: Wording) -> Wording:
    """With a capital in front and a full stop behind."""
    return Wording(_closed(words.nl), _closed(words.en))


def _closed(text: str) -> str:
    opened = text[:1].upper() + text[1:]
    return opened if opened.endswith((".", "…")) else f"{opened}."
