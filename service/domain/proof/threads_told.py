"""What the log tells of questions at a report: who said something when, by its hash, and how it ended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SAID, _CLOSED, _RESTORED = frozenset({"asked", "replied"}), "closed", "restored"
_BY_A_REPORT = "report"


@dataclass(frozen=True, slots=True)
class ToldAct:
    """An act on one report."""

    act: str
    at: str
    """As its leaf writes it."""
    actor: str
    """Which kind of organisation did it."""
    facts: Mapping[str, object]


def threads_told(acts: Iterable[ToldAct]) -> list[dict[str, object]] | None:
    """Each question in the order in which it was asked; None when there was none. `acts` as the log has them.

    What a new report closed is open again once its report holds again.
    """
    messages: dict[str, list[object]] = {}
    about: dict[str, object] = {}
    closed: dict[str, dict[str, object]] = {}
    for each in acts:
        thread = str(each.facts.get("thread"))
        if each.act in _SAID:
            about.setdefault(thread, each.facts.get("about"))
            said = {"at": each.at, "by": each.actor, "text_sha256": each.facts.get("text_sha256")}
            messages.setdefault(thread, []).append(said)
        elif each.act == _CLOSED:
            closed[thread] = {"at": each.at, "by": each.facts.get("by")}
        elif each.act == _RESTORED:
            closed = {name: one for name, one in closed.items() if one["by"] != _BY_A_REPORT}
    told = [
        {"thread": thread, "about": about[thread], "messages": said, "closed": closed.get(thread)}
        for thread, said in messages.items()
    ]
    return told or None
