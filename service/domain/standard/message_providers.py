"""Hold the providers that iJw messages are of or for against the one that delivers them."""

from collections.abc import Mapping

from service.domain.findings import Finding, Place
from service.domain.standard.findings.ijw import OTHER_PROVIDER

_NAMED = 5

Messages = Mapping[str, tuple[str, ...]]
"""AGB code → the names of the messages that this provider sent or was sent."""


def findings_about_providers(messages: Messages, agb_code: str, sheet: str) -> list[Finding]:
    """Give a finding per provider of messages that is another than `agb_code`, which `sheet` names.

    Without an AGB code of the delivery it is that of most messages that the others are held against.
    """
    if not messages:
        return []
    most = max(messages, key=lambda code: len(messages[code]))
    expected, other = (agb_code, sheet) if agb_code else (most, messages[most][0])
    return [
        Finding(
            OTHER_PROVIDER,
            Place(sheet=names[0]),
            {"found": found, "expected": expected, "other": other, "messages": _listed(names)},
        )
        for found, names in messages.items()
        if found != expected
    ]


def _listed(names: tuple[str, ...]) -> str:
    more = ", …" if len(names) > _NAMED else ""
    return f"{len(names)}: {', '.join(names[:_NAMED])}{more}"
