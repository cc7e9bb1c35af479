"""Which texts the key of a listed line can be: what no code becomes is a heading or a subtotal."""

from dataclasses import dataclass

from service.domain.formats.code_tables import CodeTable
from service.domain.formats.shape import Scope
from service.domain.formats.verb import Expression, Verb
from service.domain.formats.verbs.band import BandOfNumber
from service.domain.formats.verbs.constant import Constant
from service.domain.formats.verbs.field_value import FieldValue
from service.domain.formats.verbs.translate import Translate
from service.domain.translation.content import ANY_TEXT, KeyTexts


def texts_of_key(expression: Expression, scope: Scope) -> KeyTexts:
    """What the values of an expression can be, as far as the format and its code tables tell."""
    found = ANY_TEXT
    for step in expression.steps:
        found = _after(step, found, scope)
    return found


def _after(step: Verb, before: KeyTexts, scope: Scope) -> KeyTexts:
    match step:
        case FieldValue():
            return _of_field(step.of, scope)
        case Constant():
            return _Known({step.text}).texts
        case BandOfNumber():
            return _Known(_becomes(scope.code_tables[step.table])).texts
        case Translate():
            made = _Known(_becomes(scope.code_tables[step.table])).texts
            return made if step.unknown != "keep" else _either(made, before)
    return ANY_TEXT


def _of_field(name: str, scope: Scope) -> KeyTexts:
    field = scope.find(name)[1]
    code_list = scope.standard.code_lists.get(field.code_list) if field.code_list else None
    if code_list is not None:
        return _Known(set(code_list.codes)).texts
    return KeyTexts(longest=field.size or 0) if field.is_text else ANY_TEXT


@dataclass(frozen=True, slots=True)
class _Known:
    """Texts that are all there are."""

    every: set[str]

    @property
    def texts(self) -> KeyTexts:
        return KeyTexts(every=frozenset(" ".join(text.split()) for text in self.every))


def _becomes(table: CodeTable) -> set[str]:
    return {line.becomes for line in table.lines}


def _either(one: KeyTexts, other: KeyTexts) -> KeyTexts:
    if one.every is None or other.every is None:
        return ANY_TEXT
    return KeyTexts(every=one.every | other.every)
