"""The form of a column says exactly what the format says, for every column of every format."""

import pytest
from pydantic import BaseModel

from service.domain.formats.expressions import places_of
from service.domain.formats.verb import Expression, known_verbs, parse_expression
from service.domain.formats.verb_options import OptionKind, options_of
from service.domain.wording import same
from service.pipeline.current_catalogue import CurrentCatalogue
from service.web.formats.answers import Answers
from service.web.formats.expression_forms import BESIDE, ExpressionForm, form_of
from tests.tools.exports import REPOSITORY


def fields_of(form: ExpressionForm):
    """Every field of the form with its value, as a browser would send it."""
    for step in form.steps:
        yield f"{step.prefix}.verb", step.verb
        for option in step.options:
            yield from fields_of_option(option)
    yield f"{form.prefix}.nieuw", ""


def fields_of_option(option):
    if option.option.kind not in (
        OptionKind.EXPRESSION,
        OptionKind.EXPRESSIONS,
        OptionKind.CASES,
        "conditions",
    ):
        yield option.prefix, option.value
    if option.expression:
        yield from fields_of(option.expression)
    for each in option.several:
        yield from fields_of(each)
    yield from fields_of_conditions(option.conditions)
    for case in option.cases:
        yield from fields_of_conditions(case.when)
        yield from fields_of(case.then)


def fields_of_conditions(conditions):
    for each in conditions:
        yield f"{each.prefix}.veld", each.field
        yield f"{each.prefix}.hoe", each.how
        yield f"{each.prefix}.waarden", each.values


def sent(written, **more):
    return Answers({**dict(fields_of(form_of(written, "w"))), **more})


def meaning(value):
    """What an expression says, however it is written."""
    if isinstance(value, Expression):
        return [(step.name, meaning(dict(step))) for step in value.steps]
    if isinstance(value, BaseModel):
        return meaning(dict(value))
    if isinstance(value, dict):
        return {name: meaning(part) for name, part in value.items()}
    return [meaning(part) for part in value] if isinstance(value, tuple) else value


CATALOGUE = CurrentCatalogue(mappings_dir=REPOSITORY / "mappings", templates_dir=REPOSITORY / "templates")()
COLUMNS = [
    (f"{plan.name} {address}", column.expression.written)
    for plan in CATALOGUE.every_plan()
    for _, address, column in places_of(plan)
]


@pytest.mark.parametrize("written", [each for _, each in COLUMNS], ids=[name for name, _ in COLUMNS])
def test_a_column_sent_unchanged_means_what_it_meant(written):
    verbs = {name: argument for name, argument in written.items() if name not in BESIDE}

    answered = sent(verbs).expression("w")

    assert meaning(parse_expression(answered)) == meaning(parse_expression(verbs))


@pytest.mark.parametrize("verb", sorted(known_verbs()))
def test_every_verb_can_be_added_and_then_has_a_field_for_each_of_its_options(verb):
    answers = sent("productcode", **{"w.nieuw": verb})

    written = answers.expression("w")

    if verb != "field":
        added = form_of(written, "w").steps[-1]
        assert added.verb == verb
        assert [each.option for each in added.options] == list(options_of(verb))
        assert answers.is_unfinished == any(each.is_required for each in options_of(verb))


def test_a_step_can_be_taken_away_and_moved_up():
    written = {"field": "volume", "to_unit": "uur", "round": 2}

    assert sent(written, doe="weg:w.1").expression("w") == {"field": "volume", "round": 2}
    assert list(sent(written, doe="op:w.2").expression("w")) == ["field", "round", "to_unit"]


def test_what_stands_inside_a_sum_is_a_form_of_its_own():
    written = {"sum": {"field": "bedrag", "sign_by": "debet_credit"}, "round": 2}

    assert sent(written, **{"w.0.of.1.field": "status"}).expression("w") == {
        "sum": {"field": "bedrag", "sign_by": "status"},
        "round": 2,
    }


def test_only_a_field_is_written_as_its_name():
    assert sent({"field": "productcode"}).expression("w") == "productcode"


def test_every_verb_option_and_choice_is_said_in_both_languages():
    options = [option for verb in known_verbs() for option in options_of(verb)]
    words = [kind.called for kind in known_verbs().values()] + [option.words for option in options]
    choices = {choice: said for option in options for choice, said in option.choices.items()}
    without_words = {choice for choice, said in choices.items() if said == same(choice)}

    assert [each for each in words if not (each.nl and each.en)] == []
    same_in_both = {
        "minuut",
        "uur",
        "dagdeel",
        "dag",
        "etmaal",
        "week",
        "mm",
        "maand",
        "Maand",
        "maand jjjj",
        "Maand jjjj",
        "euro",
        "percentage",
    }
    assert {each for each in without_words if not each.startswith(("j", "dd"))} == same_in_both


def test_a_verb_gives_words_to_no_option_or_choice_that_it_has_not():
    for name, kind in known_verbs().items():
        choices = {choice for option in options_of(name) for choice in option.choices}

        assert set(kind.option_words) <= {option.name for option in options_of(name)}, name
        assert set(kind.choice_words) <= choices, name


def test_a_field_that_is_still_to_be_chosen_is_empty_in_the_form_and_no_code():
    (step,) = form_of({"field": {}}, "v").steps

    assert [each.value for each in step.options] == [""]
