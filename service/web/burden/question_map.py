"""The map of questions: which municipality asks what, in which form, as page and as table to take along."""

from collections.abc import Iterator, Mapping
from string import ascii_uppercase

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from service.domain.burden.drop_list_words import form_words
from service.domain.burden.element_words import element_words
from service.domain.burden.question_map import MappedQuestion, QuestionMap
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.languages import gettext, in_language, ngettext
from service.web.shared.notation import number

blueprint = Blueprint("question_map", __name__)

_MOST_COLUMNS = 25
"""More municipalities than this do not stand beside each other on a screen: then each form names how many."""
_MOST_NAMED = 6
_MARKS = f"{ascii_uppercase}…"


@blueprint.get("/regeldruk/wie-vraagt-wat")
def show() -> str | Response:
    """Every question of a period as a line, every municipality as a column."""
    page = current_wiring().burden.show_question_map(current_viewer(), request.args.get("periode"))
    if page.found is None or page.period is None:
        return render_template("burden/question_map.html", page=page, found=None)
    found, names = page.found, current_wiring().catalogue().municipalities
    table = asked_table(f"wie-vraagt-wat-{page.period.label}", _head(), _lines(found, names))
    if table is not None:
        return table
    is_wide = len(found.municipalities) > _MOST_COLUMNS
    return render_template(
        "burden/question_map.html",
        page=page,
        found=found,
        columns=[] if is_wide else [(code, names.get(code, code)) for code in found.municipalities],
        questions=[_question(each, names, is_wide=is_wide) for each in found.questions],
    )


def _question(each: MappedQuestion, names: Mapping[str, str], *, is_wide: bool) -> dict[str, object]:
    return {
        "name": in_language(element_words(each.element)),
        "asked_by": len(each.municipalities),
        "elsewhere": ", ".join(each.already_reported_in),
        "forms": [
            (_mark(place), in_language(form_words(form.form)), _who(form.municipalities, names))
            for place, form in enumerate(each.forms)
        ],
        "marks": {}
        if is_wide
        else {code: " ".join(map(_mark, each.asked_by(code))) for code in each.municipalities},
    }


def _mark(place: int) -> str:
    """A for the form of most municipalities, B for the next."""
    return _MARKS[min(place, len(_MARKS) - 1)]


def _who(codes: tuple[str, ...], names: Mapping[str, str]) -> str:
    """By name when they are few."""
    if len(codes) <= _MOST_NAMED:
        return ", ".join(names.get(code, code) for code in codes)
    words = ngettext("%(count)s gemeente", "%(count)s gemeenten", len(codes))
    return words % {"count": number(len(codes))}


def _head() -> tuple[str, ...]:
    return (
        gettext("Gegeven"),
        gettext("Code van het gegeven"),
        gettext("Vorm"),
        gettext("Gemeentecode"),
        gettext("Gemeente"),
        gettext("Ook te krijgen via"),
    )


def _lines(found: QuestionMap, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for each in found.questions:
        for form in each.forms:
            for code in form.municipalities:
                yield (
                    in_language(element_words(each.element)),
                    each.element,
                    in_language(form_words(form.form)),
                    code,
                    names.get(code, code),
                    ", ".join(each.already_reported_in),
                )
