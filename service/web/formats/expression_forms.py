"""An expression as a form: its steps and options, each field with a name, read from the verbs themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.domain.formats.verb import folded, known_verbs
from service.domain.formats.verb_options import Option, OptionKind, options_of, options_written

BESIDE = ("replaces", "overwrites", "instead_of")
"""What stands beside the verbs of a column, and is no verb."""
_EMPTY_CASES = 1
"""How many empty places a list in a form has, to add something."""


@dataclass(frozen=True, slots=True)
class ConditionForm:
    """One condition on a field."""

    prefix: str
    field: str = ""
    how: str = "in"
    """What is asked, as a format writes it; `empty` for what is not filled."""
    values: str = ""
    """Codes, a day or a number; several with commas between them."""


@dataclass(frozen=True, slots=True)
class CaseForm:
    """One branch of a choice."""

    prefix: str
    when: tuple[ConditionForm, ...]
    then: "ExpressionForm"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionForm:
    """One option with what is filled in."""

    prefix: str
    option: Option
    value: str = ""
    expression: "ExpressionForm | None" = None
    several: tuple["ExpressionForm", ...] = ()
    conditions: tuple[ConditionForm, ...] = ()
    cases: tuple[CaseForm, ...] = ()


@dataclass(frozen=True, slots=True)
class StepForm:
    """One verb."""

    prefix: str
    verb: str
    options: tuple[OptionForm, ...]


@dataclass(frozen=True, slots=True)
class ExpressionForm:
    """Verbs in the order in which they work, and a place for one more."""

    prefix: str
    steps: tuple[StepForm, ...]


def form_of(written: object, prefix: str) -> ExpressionForm:
    """The form of what a format writes; verbs that are not there are left out, and the fault is shown."""
    if isinstance(written, str):
        written = {"field": written}
    steps = folded(written).items() if isinstance(written, Mapping) else ()
    known = [(str(verb), argument) for verb, argument in steps if verb in known_verbs()]
    return ExpressionForm(
        prefix,
        tuple(_step(verb, argument, f"{prefix}.{at}") for at, (verb, argument) in enumerate(known)),
    )


def conditions_of(written: object, prefix: str) -> tuple[ConditionForm, ...]:
    """The form of conditions by field, with one empty place."""
    found = written.items() if isinstance(written, Mapping) else ()
    asked = [(str(name), *each) for name, value in found for each in _asked(value)]
    filled = [ConditionForm(f"{prefix}.{at}", *each) for at, each in enumerate(asked)]
    return (*filled, ConditionForm(f"{prefix}.{len(filled)}"))


def _step(verb: str, argument: object, prefix: str) -> StepForm:
    options = options_written(verb, argument)
    return StepForm(
        prefix,
        verb,
        tuple(
            _option(option, options.get(option.name), f"{prefix}.{option.name}")
            for option in options_of(verb)
        ),
    )


def _option(option: Option, value: object, prefix: str) -> OptionForm:
    match option.kind:
        case OptionKind.EXPRESSION:
            return OptionForm(prefix=prefix, option=option, expression=form_of(value, prefix))
        case OptionKind.EXPRESSIONS:
            parts = [*(value if isinstance(value, Sequence) else ()), {}]
            several = tuple(form_of(part, f"{prefix}.{at}") for at, part in enumerate(parts))
            return OptionForm(prefix=prefix, option=option, several=several)
        case OptionKind.CONDITIONS:
            return OptionForm(prefix=prefix, option=option, conditions=conditions_of(value, prefix))
        case OptionKind.CASES:
            cases = [*(value if isinstance(value, Sequence) else ()), *[{}] * _EMPTY_CASES]
            return OptionForm(
                prefix=prefix,
                option=option,
                cases=tuple(_case(each, f"{prefix}.{at}") for at, each in enumerate(cases)),
            )
        case _:
            return OptionForm(prefix=prefix, option=option, value=_text(option, value))


def _text(option: Option, value: object) -> str:
    if value is None or value == {}:  # a verb that was only just added: nothing is chosen yet
        return option.default
    return str(value).lower() if isinstance(value, bool) else str(value)


def _case(written: object, prefix: str) -> CaseForm:
    parts = written if isinstance(written, Mapping) else {}
    return CaseForm(
        prefix,
        conditions_of(parts.get("when"), f"{prefix}.when"),
        form_of(parts.get("then"), f"{prefix}.then"),
    )


def _asked(written: object) -> Iterator[tuple[str, str]]:
    """Everything that one condition asks of its field, each as a line of the form."""
    if not isinstance(written, Mapping):
        written = {"in": written}
    for how, value in written.items():
        if how == "filled":
            yield ("filled" if value else "empty"), ""
        else:
            several = value if isinstance(value, list | tuple) else [value]
            yield str(how), ", ".join(str(each) for each in several)
