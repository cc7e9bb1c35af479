"""Whether the header of a message says that it is the message which its root names."""

from service.domain.findings import Finding
from service.domain.standard.findings import ijw as findings
from service.domain.standard.message_codes import MESSAGE_CODES, contradicts, message_of
from service.files.intake.messages.message import Message, MessageForm, maybe

_VERSION = {"BerichtVersie": 0, "BerichtSubversie": 1}
"""Element of the header → its place in the version that the root names."""


def says_otherwise(message: Message, form: MessageForm) -> list[Finding]:
    """One finding per element of the header that contradicts the root; an element that lacks says nothing."""
    kind = f"{form.prefix}{form.number}"
    code = maybe(message.root, "Header/BerichtCode").strip()
    found = []
    if code and contradicts(kind, code):
        of = message_of(code)
        other = f" ({of})" if of else ""
        found.append(_about(message, form, "BerichtCode", code, MESSAGE_CODES[kind], other))
    for element, place in _VERSION.items():
        written = maybe(message.root, f"Header/{element}").strip()
        if written and written.lstrip("0") != form.version[place]:
            found.append(_about(message, form, element, written, form.version[place]))
    return found


def _about(
    message: Message, form: MessageForm, element: str, written: str, expected: str, other: str = ""
) -> Finding:
    facts = {"element": element, "found": written[:20], "other": other, "expected": expected}
    return message.found(findings.CONTRADICTS_ITSELF, form.name, **facts)
