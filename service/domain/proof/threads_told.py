"""What the log tells of questions at a report: who said something when, by its hash, and how it ended."""

from collections.abc import Iterable

from service.domain.proof.acts_in_full import Act, Json, facts_of

_SAID, _CLOSED, _RESTORED = frozenset({"asked", "replied"}), "closed", "restored"
_BY_A_REPORT = "report"


def threads_told(acts: Iterable[Act]) -> list[Json]:
    """Each question in the order in which it was asked. `acts`: in the order of the log.

    What a new report closed is open again once its report holds again.
    """
    messages: dict[str, list[Json]] = {}
    about: dict[str, object] = {}
    closed: dict[str, Json] = {}
    for each in acts:
        facts = facts_of(each)
        thread = str(facts.get("thread"))
        if each["act"] in _SAID:
            about.setdefault(thread, facts.get("about"))
            said = {"at": each["at"], "by": each["actor"], "text_sha256": facts.get("text_sha256")}
            messages.setdefault(thread, []).append(said)
        elif each["act"] == _CLOSED:
            closed[thread] = {"at": each["at"], "by": facts.get("by")}
        elif each["act"] == _RESTORED:
            closed = {name: one for name, one in closed.items() if one["by"] != _BY_A_REPORT}
    return [
        {"thread": thread, "about": about[thread], "messages": said, "closed": closed.get(thread)}
        for thread, said in messages.items()
    ]
