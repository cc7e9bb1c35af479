"""An act in full: its leaf, with the facts that it commits to and its place; and what it is about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from service.domain.proof.acts import ActKind

Json = dict[str, object]
Act = Mapping[str, object]
Topic = str | tuple[object, ...]
"""What an act is about: `report ID`, or else which submission, municipality, format and request it names."""

SEALED: Topic = ("", None, None, None)
"""What is about nothing of these: that a package was made."""
_REPORT = "report "


def act_in_full(leaf: Act, facts: Mapping[str, object], index: int) -> Json:
    """As a package writes it."""
    return {**leaf, "facts": dict(facts), "index": index}


def facts_of(act: Act) -> Mapping[str, object]:
    """What its leaf commits to. Raises TypeError for what is no act."""
    facts = act["facts"]
    if not isinstance(facts, Mapping):
        raise TypeError("an act has facts")
    return facts


def topic_of(act: Act) -> Topic:
    """By which reports find it."""
    about, facts = str(act["object"]), facts_of(act)
    if about.startswith(_REPORT):
        return about
    return act["trace"], facts.get("municipality"), facts.get("format_sha256"), facts.get("request_sha256")


def topics_of(made: Act) -> frozenset[Topic]:
    """All that a report is about, by the act of its making."""
    trace, facts = made["trace"], facts_of(made)
    town = facts["municipality"]
    return frozenset(
        {
            str(made["object"]),
            (trace, None, None, None),
            (trace, town, None, None),
            ("", None, facts["format_sha256"], None),
            request_topic(made),
        }
    )


def request_topic(made: Act) -> Topic:
    """That what a report answers was set."""
    return "", facts_of(made)["municipality"], None, request_hash(made)


def request_hash(made: Act) -> object:
    """Of the request that a report answers; empty from before requests were set."""
    request = facts_of(made).get("request")
    return request["sha256"] if isinstance(request, Mapping) else ""


def report_of(made: Act) -> str:
    """The id of the report that was made."""
    return str(made["object"]).removeprefix(_REPORT)


class ActsByTopic:
    """Which acts are about a report."""

    def __init__(self, acts: Iterable[Json]) -> None:
        self._found: dict[Topic, list[Json]] = defaultdict(list)
        for each in acts:
            self._found[topic_of(each)].append(each)

    def on(self, topic: Topic) -> list[Json]:
        """Those on one topic, in the order in which they were given."""
        return self._found.get(topic, [])

    def made(self, report: object) -> Json | None:
        """That this report was made; None when that was before there was a log."""
        own = self.on(f"{_REPORT}{report}")
        return next((each for each in own if each["act"] == ActKind.TRANSLATED), None)

    def about(self, made: Act) -> list[Json]:
        """All about the report that was made by this act, in the order of the log."""
        found = (each for topic in topics_of(made) for each in self.on(topic))
        return sorted(found, key=lambda each: int(str(each["index"])))
