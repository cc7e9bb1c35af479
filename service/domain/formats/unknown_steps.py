"""What to say of a step that does not exist: mostly an option that was written beside its verb, not in it."""

from collections.abc import Mapping

from pydantic import BaseModel

from service.domain.faults import Fault
from service.domain.formats.faults.expressions import OPTION_BESIDE_ITS_VERB, UNKNOWN_VERB
from service.domain.formats.faults.values import DECIMAL_COMMA


def fault_of_step(name: str, written: Mapping[str, object], verbs: Mapping[str, type[BaseModel]]) -> Fault:
    """The fault of a step that is no verb, among all that stands beside it."""
    if name.isdigit():
        return DECIMAL_COMMA.fault(found=name)
    owner = next((verb for verb in written if verb in verbs and name in options_of(verbs[verb])), "")
    if not owner:
        return UNKNOWN_VERB.fault(verb=name, known=", ".join(sorted(verbs)))
    return OPTION_BESIDE_ITS_VERB.fault(option=name, verb=owner, inside=_inside(verbs[owner], written))


def _inside(verb: type[BaseModel], written: Mapping[str, object]) -> str:
    """The options that are written beside a verb, with those that it cannot do without."""
    fields = verb.model_fields.items()
    needed = [
        str(getattr(verb, "main", "")),
        *(field.alias or name for name, field in fields if field.is_required()),
    ]
    beside = [each for each in options_of(verb) if each in written]
    return ", ".join(f"{each}: …" for each in dict.fromkeys([*needed, *beside]) if each)


def options_of(verb: type[BaseModel]) -> list[str]:
    """The options of a verb, as a format writes them."""
    return [field.alias or name for name, field in verb.model_fields.items()]
