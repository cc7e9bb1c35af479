"""A year of burden on two sides of paper, for a council."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request

from service.domain.access import OrganisationKind
from service.domain.burden.amounts import amount, duration_range
from service.domain.burden.drop_list import Question
from service.domain.burden.drop_list_words import ground_words, proposal_words
from service.domain.burden.element_words import element_words
from service.domain.burden.headline_words import in_two_sentences
from service.domain.burden.words import cause_words
from service.domain.burden.year import MeasuredYear, YearPage
from service.domain.burden.year_words import first_sentence, lines_of
from service.web.burden.charts import Bar, bars
from service.web.burden.content import together
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.languages import gettext, in_language
from service.web.shared.notation import number

blueprint = Blueprint("burden_year", __name__)

_MOST_CAUSES = 4


@blueprint.get("/regeldruk/jaar")
def show() -> str:
    """What was asked in a year, what that took, and what could go first."""
    page = current_wiring().burden.show_year(current_viewer(), request.args.get("jaar"))
    return render_template("burden/year.html", **_content(page))


def _content(page: YearPage) -> dict[str, object]:
    if page.measured is None or page.year is None:
        return {"page": page, "measured": None}
    measured, catalogue = page.measured, current_wiring().catalogue()
    return {
        "page": page,
        "measured": measured,
        "first": in_language(first_sentence(measured, page.year.label, _own_town())),
        "lines": [tuple(map(in_language, line)) for line in lines_of(measured)],
        "chart": _chart(measured),
        "in_short": together(in_language(in_two_sentences(measured.estimate))),
        "left": in_language(duration_range(measured.estimate.spent_with_service)),
        "causes": [
            (in_language(cause_words(cause)), in_language(amount(minutes)))
            for cause, minutes in list(measured.residual.by_cause.items())[:_MOST_CAUSES]
        ],
        "service": in_language(amount(measured.residual.service_minutes)),
        "all_left": in_language(amount(measured.residual.minutes)),
        "to_drop": [_question(each, catalogue.municipalities) for each in measured.first_to_drop],
        "year_before": str(page.year.begin.year - 1),
    }


def _own_town() -> str:
    """The name of the municipality that reads, for what it sees is what it asks itself."""
    organisation = current_viewer().organisation
    return organisation.name if organisation.kind is OrganisationKind.MUNICIPALITY else ""


def _chart(measured: MeasuredYear) -> object:
    counts = (
        (gettext("Gevraagd"), measured.questions.asked, "left"),
        (gettext("Daarvan al ergens anders te krijgen"), measured.questions.elsewhere, "saved"),
    )
    lines = [
        Bar(label=label, low=0, middle=count, high=count, words=number(count), kind=kind)
        for label, count, kind in counts
    ]
    summary = " ".join(f"{each.label}: {each.words}." for each in lines)
    return bars("gevraagd", gettext("Wat gevraagd wordt, en wat daarvan ergens anders staat"), summary, lines)


def _question(each: Question, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "name": in_language(element_words(each.element)),
        "header": each.header,
        "municipality": names.get(each.municipality, each.municipality),
        "proposal": in_language(proposal_words(each.ground)),
        "ground": in_language(ground_words(each.ground)),
        "where": ", ".join(dict.fromkeys(place.source for place in each.places)),
        "askings": each.effect.askings,
    }
