"""Faults of a single value: told by the type of the error that pydantic gives, never by its sentence."""

from collections.abc import Mapping
from typing import get_args

from pydantic import BaseModel, ValidationError

from service.domain.failures import RefusedValueError
from service.domain.faults import Fault, FaultKind
from service.domain.wording import Wording, same

PERSON_NEEDS_GROUND = FaultKind(
    "person-level-needs-ground",
    Wording(
        "een formaat met gegevens over personen heeft een grondslag nodig.",
        "Value error, a format on person level needs a legal_ground.",
    ),
)
OFFICIAL_NEEDS_SOURCE = FaultKind(
    "official-needs-source",
    Wording(
        "een officieel formaat noemt zijn bron, met een datum.",
        "Value error, an official format needs its source, with a date.",
    ),
)
ASKS_NOTHING = FaultKind(
    "asks-nothing",
    Wording(
        "een formaat zonder bladen en cellen vraagt niets.",
        "Value error, a format without cells and sheets asks nothing.",
    ),
)
NOT_A_PERIOD = FaultKind(
    "not-a-period",
    Wording(
        "{label!r} is geen periode; schrijf 2026, 2026-H1, 2026-Q1 of 2026-03.",
        "Value error, {label!r} is not a period; write 2026, 2026-H1, 2026-Q1 or 2026-03.",
    ),
)
NOT_FILLED_IN = FaultKind("not-filled-in", Wording("dit is nog niet ingevuld.", "Field required."))
DECIMAL_COMMA = FaultKind(
    "decimal-comma",
    Wording(
        "Voor de {found} staat een komma, en daarmee begint hier iets nieuws.",
        "A comma stands before the {found}, and begins something new here.",
    ),
    Wording("Schrijf een getal met een punt: 1.5.", "Write a number with a point: 1.5."),
)
NOT_AN_OPTION = FaultKind(
    "not-an-option",
    Wording("{found!r} hoort hier niet.", "Extra inputs are not permitted: {found!r}."),
    Wording("Kies één van: {known}.", "Write one of: {known}."),
)
NOT_A_CHOICE = FaultKind(
    "not-a-choice",
    Wording("kies {expected}.", "Input should be {expected}."),
    Wording("Er staat {found!r}.", "It says {found!r}."),
)
NOT_A_WHOLE_NUMBER = FaultKind(
    "not-a-whole-number",
    Wording("dit moet een geheel getal zijn.", "Input should be a valid integer."),
    Wording("Er staat {found!r}.", "It says {found!r}."),
)
NOT_A_TEXT = FaultKind("not-a-text", Wording("dit moet een tekst zijn.", "Input should be a valid string."))
NOT_YES_OR_NO = FaultKind(
    "not-yes-or-no", Wording("dit moet true of false zijn.", "Input should be a valid boolean.")
)
NOT_NAMED_PARTS = FaultKind(
    "not-named-parts",
    Wording("hier horen regels te staan als `naam: waarde`.", "Input should be a valid dictionary."),
)
NOT_A_SERIES = FaultKind(
    "not-a-series",
    Wording("dit moet een lijst zijn.", "Input should be a valid list."),
    Wording("Schrijf [{found}] in plaats van {found}.", "Write [{found}] instead of {found}."),
)
TOO_SMALL = FaultKind(
    "too-small",
    Wording("dit moet minstens {least} zijn.", "Input should be greater than or equal to {least}."),
)
TOO_LARGE = FaultKind(
    "too-large", Wording("dit mag hooguit {most} zijn.", "Input should be less than or equal to {most}.")
)
TOO_FEW = FaultKind(
    "too-few",
    Wording("hier horen er minstens {least} te staan.", "At least {least} should stand here."),
)
TOO_SHORT = FaultKind(
    "too-short", Wording("dit heeft minstens {least} tekens.", "This has at least {least} characters.")
)
TOO_LONG = FaultKind(
    "too-long", Wording("dit heeft hooguit {most} tekens.", "This has at most {most} characters.")
)
OTHER_SIGNS = FaultKind(
    "other-signs-in-a-name",
    Wording(
        "gebruik kleine letters, cijfers, streepjes en een schuine streep.",
        "Use small letters, digits, hyphens and a slash.",
    ),
)
UNKNOWN_KIND = FaultKind(
    "unknown-kind", Wording("kies {expected}, niet {found}.", "Choose {expected}, not {found}.")
)
NO_KIND = FaultKind("no-kind", Wording("zeg welke soort: {key}.", "Say which kind: {key}."))
CANNOT_BE = FaultKind(
    "value-cannot-be",
    Wording("deze waarde kan hier niet ({type}).", "This value cannot stand here ({type})."),
)

_KINDS: Mapping[str, tuple[FaultKind, Mapping[str, str]]] = {
    "missing": (NOT_FILLED_IN, {}),
    "int_type": (NOT_A_WHOLE_NUMBER, {"found": ""}),
    "int_parsing": (NOT_A_WHOLE_NUMBER, {"found": ""}),
    "int_parsing_size": (NOT_A_WHOLE_NUMBER, {"found": ""}),
    "int_from_float": (NOT_A_WHOLE_NUMBER, {"found": ""}),
    "enum": (NOT_A_CHOICE, {"expected": "expected", "found": ""}),
    "string_type": (NOT_A_TEXT, {}),
    "string_pattern_mismatch": (OTHER_SIGNS, {}),
    "bool_type": (NOT_YES_OR_NO, {}),
    "bool_parsing": (NOT_YES_OR_NO, {}),
    "dict_type": (NOT_NAMED_PARTS, {}),
    "model_type": (NOT_NAMED_PARTS, {}),
    "model_attributes_type": (NOT_NAMED_PARTS, {}),
    "list_type": (NOT_A_SERIES, {"found": ""}),
    "tuple_type": (NOT_A_SERIES, {"found": ""}),
    "set_type": (NOT_A_SERIES, {"found": ""}),
    "frozen_set_type": (NOT_A_SERIES, {"found": ""}),
    "greater_than_equal": (TOO_SMALL, {"least": "ge"}),
    "less_than_equal": (TOO_LARGE, {"most": "le"}),
    "too_short": (TOO_FEW, {"least": "min_length"}),
    "string_too_short": (TOO_SHORT, {"least": "min_length"}),
    "string_too_long": (TOO_LONG, {"most": "max_length"}),
    "union_tag_invalid": (UNKNOWN_KIND, {"expected": "expected_tags", "found": "tag"}),
    "union_tag_not_found": (NO_KIND, {"key": "discriminator"}),
}
"""The type of error → what it is called here, and which of pydantic's facts its texts fill in.

No name of a fact stands for what was written.
"""


def value_fault(
    invalid: ValidationError, model: type[BaseModel] | None = None
) -> tuple[Fault, tuple[str, ...]]:
    """The first thing that is wrong, inside the path of its option; and that path.

    Before anything that is missing comes a name that nobody knows: it is often what was meant by it. `model`:
    what was to be read, to say which names there are.
    """
    errors = invalid.errors()
    first = next((each for each in errors if each["type"] == "extra_forbidden"), errors[0])
    path = tuple(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        if path[-1].isdigit():
            return DECIMAL_COMMA.fault(found=path[-1]), path
        names = ", ".join(names_at(model, path[:-1]) if model is not None else ())
        unknown = NOT_AN_OPTION.fault(found=path[-1], known=names or "-")
        return (unknown.inside(same(".".join(path[:-1]))) if path[:-1] else unknown), path
    fault = _fault(first["type"], dict(first.get("ctx", {})), first["input"])
    return (fault.inside(same(".".join(path))) if path else fault), path


def names_at(model: type[BaseModel], path: tuple[str, ...]) -> tuple[str, ...]:
    """The names that can be written in the part of a model at this path; none when it is not known."""
    found: type[BaseModel] | None = model
    for part in path:
        if found is None:
            return ()
        named = {field.alias or name: field for name, field in found.model_fields.items()}
        found = _inside(named[part].annotation) if part in named else found
    return tuple(field.alias or name for name, field in found.model_fields.items()) if found else ()


def _inside(annotation: object) -> type[BaseModel] | None:
    """The model that a field holds, or holds many of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_inside, get_args(annotation))), None)


def _fault(error: str, facts: Mapping[str, object], written: object) -> Fault:
    refused = facts.get("error")
    if isinstance(refused, RefusedValueError):
        return refused.fault
    if error in {"literal_error", "enum"}:
        return NOT_A_CHOICE.fault(expected=_expected(str(facts["expected"])), found=_shown(written))
    kind, asked = _KINDS.get(error, (CANNOT_BE, {}))
    if kind is CANNOT_BE:
        return CANNOT_BE.fault(type=error)
    known = {"": _shown(written), **facts}
    return kind.fault(**{name: str(known[fact]) for name, fact in asked.items()})


def _shown(written: object) -> str:
    """What is written, as a format writes it."""
    if isinstance(written, Mapping):
        return "{ " + ", ".join(f"{name}: {_shown(value)}" for name, value in written.items()) + " }"
    if isinstance(written, list | tuple):
        return "[" + ", ".join(map(_shown, written)) + "]"
    return str(written).lower() if isinstance(written, bool) else str(written)


def _expected(choices: str) -> Wording:
    """`'first' or 'last'`, as pydantic lists what can be chosen, in both languages."""
    before, _, last = choices.rpartition(" or ")
    return Wording(f"{before} of {last}" if before else last, choices)
