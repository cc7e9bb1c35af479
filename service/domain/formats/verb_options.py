"""The options of a verb as a form can ask them: read from the verb itself, never from a second list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from service.domain.formats import verbs as _verbs  # noqa: F401 - importing it makes the verbs known by name
from service.domain.formats.verb import EXPRESSION_PLACE, Verb, fills_main, known_verbs
from service.domain.wording import Wording, same

_OPTION_WORDS: Mapping[str, Wording] = {
    "about": Wording("onderwerp", "subject"),
    "by": Wording("volgens", "by"),
    "digits": Wording("cijfers achter de komma", "digits after the decimal sign"),
    "empty": Wording("als het leeg is", "when it is empty"),
    "from": Wording("vanaf", "from"),
    "length": Wording("aantal tekens", "number of characters"),
    "of": Wording("waarvan", "of which"),
    "per": Wording("opgeteld per", "put together per"),
    "unit": Wording("eenheid", "unit"),
    "until": Wording("tot en met", "until"),
}
"""What several verbs ask alike; what one verb asks, it says itself."""
_CHOICE_WORDS: Mapping[str, Wording] = {
    "block": Wording("de hele rapportage wacht", "the whole report waits"),
    "period_begin": Wording("eerste dag van de periode", "first day of the period"),
    "period_end": Wording("laatste dag van de periode", "last day of the period"),
    "quarantine": Wording("alleen die rij wacht", "only that row waits"),
}
"""What can be chosen in several verbs."""


class OptionKind(StrEnum):
    """What an option takes."""

    EXPRESSION = "expression"
    EXPRESSIONS = "expressions"
    CASES = "cases"
    """Each with conditions (`when`) and an expression (`then`)."""
    CONDITIONS = "conditions"
    CHOICE = "choice"
    NUMBER = "number"
    FIELD = "field"
    CODE_TABLE = "code-table"
    FIGURE = "figure"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a verb."""

    name: str
    words: Wording
    """What is asked, as the form calls it."""
    kind: OptionKind
    is_main: bool
    """Whether a bare value fills it."""
    is_required: bool
    choices: Mapping[str, Wording] = field(default_factory=dict)
    """For a choice all there are; for a field what may stand beside fields; each as the form calls it."""
    default: str = ""
    """What holds when it is left out."""


@cache
def options_of(verb: str) -> tuple[Option, ...]:
    """The options of a verb, in the order in which it declares them. Raises KeyError for what is no verb."""
    kind = known_verbs()[verb]
    schema = kind.model_json_schema(by_alias=True)
    required = set(schema.get("required", ()))
    return tuple(
        _option(name, described, kind, is_required=name in required)
        for name, described in schema.get("properties", {}).items()
    )


def options_written(verb: str, argument: object) -> dict[str, object]:
    """What a format writes behind a verb as options by name: `round: 2` is `{digits: 2}`."""
    kind = known_verbs()[verb]
    if isinstance(argument, Mapping) and not fills_main(kind, argument):
        return {str(name): value for name, value in argument.items()}
    return {kind.main: argument}


def argument_of(verb: str, options: Mapping[str, object]) -> object:
    """The shortest way to write options behind a verb: what it does by itself is left out."""
    kinds = {option.name: option for option in options_of(verb)}
    given = {name: value for name, value in options.items() if not _is_default(kinds[name], value)}
    main = known_verbs()[verb].main
    if set(given) == {main}:
        value = given[main]
        is_unclear = isinstance(value, Mapping) and bool(set(value) & set(kinds))
        return given if is_unclear else value
    return given or options.get(main, {})


def _is_default(option: Option, value: object) -> bool:
    return not option.is_required and (value in ("", None, [], {}) or str(value) == option.default)


def _option(name: str, described: Mapping[str, Any], kind: type[Verb], *, is_required: bool) -> Option:
    inner = next((each for each in described.get("anyOf", ()) if each.get("type") != "null"), described)
    choices = tuple(inner.get("enum", ())) or ((inner["const"],) if "const" in inner else ())
    default = described.get("default")
    return Option(
        name=name,
        words=kind.option_words.get(name) or _OPTION_WORDS[name],
        kind=_kind_of(inner, choices),
        is_main=name == kind.main,
        is_required=is_required,
        choices={choice: _choice_words(kind, choice) for choice in choices or inner.get("x-also", ())},
        default="" if default is None else str(default),
    )


def _choice_words(kind: type[Verb], choice: str) -> Wording:
    """Choices that read the same in both languages, such as `uur` and `jjjj-mm-dd`, need no words."""
    return kind.choice_words.get(choice) or _CHOICE_WORDS.get(choice) or same(choice)


def _kind_of(described: Mapping[str, Any], choices: tuple[str, ...]) -> OptionKind:
    if EXPRESSION_PLACE.items() <= described.items():
        return OptionKind.EXPRESSION
    if choices:
        return OptionKind.CHOICE
    if described.get("type") == "array":
        return OptionKind.CASES if "$ref" in described["items"] else OptionKind.EXPRESSIONS
    plain = {"object": OptionKind.CONDITIONS, "integer": OptionKind.NUMBER}
    named = described.get("x-names")
    return OptionKind(named) if named else plain.get(str(described.get("type")), OptionKind.TEXT)
