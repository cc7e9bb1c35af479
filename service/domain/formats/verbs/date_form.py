"""date_form: a date is written as text, in a form that the municipality names."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from service.domain.dutch_days import MONTHS
from service.domain.formats.faults.expressions import KNOWN_BY_NEEDS_ZEROS
from service.domain.formats.shape import CellClass, FieldReference, LanguageError, Scope, Shape
from service.domain.formats.verb import CodeTableOf, FieldName, Lines, Verb, verb
from service.domain.formats.verbs.exact import per_distinct
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

Form = Literal[
    "jjjj-mm-dd",
    "dd-mm-jjjj",
    "jjjjmmdd",
    "ddmmjjjj",
    "jjjj-mm",
    "jjjjmm",
    "jjjj-Kn",
    "jjjj-Wnn",
    "mm",
    "jjjj",
    "maand",
    "Maand",
    "maand jjjj",
    "Maand jjjj",
]
_WHOLE_DAYS = ("jjjj-mm-dd", "dd-mm-jjjj", "jjjjmmdd", "ddmmjjjj")
_DAY_UNKNOWN, _DAY_AND_MONTH_UNKNOWN = "1", "2"


@verb(
    "date_form",
    called=Wording("schrijf de datum als", "write the date as"),
    options={
        "form": Wording("vorm", "form"),
        "known_by": Wording(
            "veld dat zegt hoeveel van de datum bekend is", "field that says how much of the date is known"
        ),
    },
)
class DateForm(Verb):
    """A date as text: `date_form: jjjjmmdd`; a birth year is `jjjj`, a month `jjjj-mm` or `maand jjjj`.

    With `known_by`, the field that says how much of a date is known (iJw COD170), jjjjmmdd gets zeros for
    what is not: 20140500, 20140000 (CBS Informatieprotocol Beleidsinformatie Jeugd 2.3).
    """

    main = "form"
    form: Form
    known_by: FieldName = ""

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """Text; a part of a date is another element than the date."""
        shape = must_follow(before, ValueKind.DATE)
        if self.known_by:
            scope.require_key(scope.find(self.known_by)[0])
            if self.form != "jjjjmmdd":
                raise LanguageError(KNOWN_BY_NEEDS_ZEROS.fault())
        whole = self.form in _WHOLE_DAYS
        return replace(
            shape.with_representation(f"date {self.form}"),
            kind=ValueKind.TEXT,
            denominator=1,
            element=shape.element if whole else (*shape.element, f"only {self.form}"),
            cell_class=shape.cell_class.at_least(CellClass.FORMAT if whole else CellClass.DERIVED),
            reversible=shape.reversible and whole and not self.known_by,
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The texts; a blank stays blank."""
        days = np.where(before.blank, np.datetime64("2000-01-01"), before.items.astype("datetime64[D]"))
        texts = per_distinct(days, lambda day: _written(day, self.form))
        if self.known_by:
            texts = _with_zeros(texts, lines.field(self.known_by))
        return Values(ValueKind.TEXT, np.where(before.blank, "", texts), before.blank)

    def undone(self, after: Values, before: Shape, table: CodeTableOf) -> Values | None:  # noqa: ARG002 - the value alone decides
        """The days that the texts say, when they say whole days."""
        if self.form not in _WHOLE_DAYS or self.known_by:
            return None
        places = [self.form.index(part) for part in ("jjjj", "mm", "dd")]
        year, month, day = places

        def iso(text: str) -> str:
            return f"{text[year : year + 4]}-{text[month : month + 2]}-{text[day : day + 2]}"

        texts = np.where(after.blank, "2000-01-01", per_distinct(after.items, iso))
        return Values(ValueKind.DATE, texts.astype("datetime64[D]"), after.blank)

    def sentence(self) -> Wording:
        """In words."""
        return Wording("geschreven als {form}", "written as {form}").fill(form=self.form)

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The field that says what is known."""
        if self.known_by:
            yield scope.find(self.known_by)[0]


def _written(day: date, form: Form) -> str:
    week, month = day.isocalendar(), MONTHS[day.month - 1]
    if form.lower().startswith("maand"):
        named = month.capitalize() if form.startswith("M") else month
        return f"{named}{form[5:]}".replace("jjjj", f"{day.year:04d}")
    return (
        f"{week.year}-W{week.week:02d}"
        if form == "jjjj-Wnn"
        else form.replace("jjjj", f"{day.year:04d}")
        .replace("mm", f"{day.month:02d}")
        .replace("dd", f"{day.day:02d}")
        .replace("Kn", f"K{(day.month + 2) // 3}")
    )


def _with_zeros(texts: npt.NDArray[np.generic], known: Values) -> npt.NDArray[np.generic]:
    month = np.where(known.items == _DAY_UNKNOWN, per_distinct(texts, lambda text: f"{text[:6]}00"), texts)
    year = per_distinct(texts, lambda text: f"{text[:4]}0000")
    return np.where((known.items == _DAY_AND_MONTH_UNKNOWN) & ~known.blank, year, month)
