"""Words that mean something else under a title: waiting times, and how help ended."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.domain.formats.drafts.words import Meaning, Synonym, normal

_STATISTICS = {
    "average": ("gemiddeld", "gemiddelde", "gem"),
    "median": ("mediaan", "mediane", "middelste"),
    "max": ("langste", "maximaal", "maximale", "maximum", "max", "hoogste"),
    "min": ("kortste", "minimaal", "minimale", "minimum", "min", "laagste"),
}
_FIGURES = {"average": "gemiddelde", "median": "mediaan van de", "max": "langste", "min": "kortste"}
"""Each its own figure: a mean is no median, and neither is the longest."""
_ABOUT_WAITING = re.compile(r"\bwacht")
_ABOUT_ENDING = re.compile(r"\b(uitstroom|beeindig|beeindiging|uitgestroomd)")
_ABOUT_STARTING = re.compile(r"\b(instroom|ingestroomd|nieuwe (clienten|jeugdigen))\b")
_IN_DAYS, _IN_WEEKS = {"dagen", "dgn"}, {"weken", "wkn"}
_OTHER_UNITS = {"week", "maanden", "maand", "bedrag", "tarief", "prijs"}
_PERCENT = "%"
_WAITING, _ENDING = "wachtlijst", "verloop"
_FROM_BEGIN_TO_END = {"from": "begindatum", "until": "einddatum"}
_SHOWN_FORM = {"field": "hulpvorm", "translate": "standaard/hulpvorm"}
_SHOWN_REASON = {"field": "reden_beeindiging", "translate": "standaard/reden_beeindiging"}


@dataclass(frozen=True, slots=True)
class Topic:
    """What a table is about, as its title says, and what its words mean there."""

    table: str
    words: Mapping[str, tuple[object, object, str]]
    """Header → what fills it per row, what per group, and why."""
    where: Mapping[str, object]


_TOPIC_OF_WAITING = Topic(
    _WAITING,
    {
        **dict.fromkeys(
            (
                "aantal",
                "wachtenden",
                "aantal wachtenden",
                "aantal jeugdigen",
                "jeugdigen",
                "aantal clienten",
                "clienten",
                "wachtend",
            ),
            ("wachtenden", {"sum": "wachtenden"}, "wachtenden, onder een titel over wachten"),
        ),
        "hulpvorm": (_SHOWN_FORM, _SHOWN_FORM, "naam van het veld"),
        "perceel": ("perceel", "perceel", "naam van het veld"),
        "peildatum": ("peildatum", "peildatum", "naam van het veld"),
    },
    {},
)
_TOPIC_OF_ENDING = Topic(
    _ENDING,
    {
        **dict.fromkeys(
            ("reden", "reden uitstroom", "reden beeindiging", "reden einde", "reden van beeindiging"),
            (_SHOWN_REASON, _SHOWN_REASON, "reden van beëindiging, onder een titel over uitstroom"),
        ),
        **dict.fromkeys(
            ("aantal", "aantal trajecten", "aantal beeindigd"),
            (None, {"count": "rows"}, "aantal beëindigde trajecten, onder een titel over uitstroom"),
        ),
        **dict.fromkeys(
            ("percentage", "aandeel", "in procenten", "pct", _PERCENT),
            (None, {"count": "rows", "share": 1}, "aandeel in het totaal, onder een titel over uitstroom"),
        ),
        **{
            f"gemiddelde {word} {said}": (
                None,
                {"average": {"of": {"waiting_time": {**_FROM_BEGIN_TO_END, "unit": unit}}, "digits": 1}},
                f"gemiddeld aantal {said.split()[-1]} van begin tot einde",
            )
            for word in ("duur", "doorlooptijd", "trajectduur")
            for said, unit in (
                ("weken", "weeks"),
                ("in weken", "weeks"),
                ("dagen", "days"),
                ("in dagen", "days"),
            )
        },
    },
    {"reden_beeindiging": {"filled": True}},
)


_CLIENTS = {"count_distinct": "toewijzing.clientnummer"}
_TOPIC_OF_ENDED = Topic(
    _ENDING,
    {
        **dict.fromkeys(
            ("beeindigde trajecten", "aantal beeindigde trajecten", "aantal afgesloten trajecten"),
            (None, {"count": "rows"}, "trajecten die in de periode eindigden"),
        ),
        **dict.fromkeys(
            ("aantal uitgestroomde clienten", "aantal uitgestroomde jeugdigen"),
            (None, _CLIENTS, "cliënten van wie hulp in de periode eindigde"),
        ),
    },
    {"einddatum": {"from": "period_begin", "until": "period_end"}},
)
_IN_PERIOD = {"from": "period_begin", "until": "period_end"}


def _clients_whose(day: str) -> dict[str, object]:
    """Clients of whom help began or ended in the period."""
    return {"count_distinct": {"choose": [{"when": {day: _IN_PERIOD}, "then": "toewijzing.clientnummer"}]}}


_TOPIC_OF_FLOW = Topic(
    _ENDING,
    {
        **dict.fromkeys(
            ("instroom", "aantal instroom", "ingestroomd", "aantal nieuwe clienten", "nieuwe clienten"),
            (None, _clients_whose("begindatum"), "cliënten van wie hulp in de periode begon"),
        ),
        **dict.fromkeys(
            ("uitstroom", "aantal uitstroom", "uitgestroomd", "aantal uitgestroomde clienten"),
            (None, _clients_whose("einddatum"), "cliënten van wie hulp in de periode eindigde"),
        ),
    },
    {},
)
_TOPIC_OF_STARTING = Topic(
    _ENDING,
    dict.fromkeys(
        (
            *("aantal", "clienten", "aantal clienten", "jeugdigen", "aantal jeugdigen", "instroom"),
            *("nieuwe clienten", "aantal nieuwe clienten", "nieuwe jeugdigen", "aantal nieuwe jeugdigen"),
        ),
        (None, _CLIENTS, "cliënten van wie hulp in de periode begon, onder een titel over instroom"),
    ),
    {"begindatum": {"from": "period_begin", "until": "period_end"}},
)


def topic_of(title: str, about: str, headers: Sequence[str]) -> Topic | None:
    """What a table is about, held against its headers; None when nothing special.

    Its own title, when it is no sentence, says it before the name of its sheet and the titles of others do.
    """
    own = normal(title)
    is_title = not title.endswith((".", "!", "?"))
    is_told = is_title and any(each.search(own) for each in (_ABOUT_WAITING, _ABOUT_ENDING, _ABOUT_STARTING))
    return _topic(own if is_told else normal(about), [normal(header) for header in headers])


def _topic(said: str, names: Sequence[str]) -> Topic | None:
    if _ABOUT_WAITING.search(said) or sum(map(_says_waiting, names)) > 1:
        return _TOPIC_OF_WAITING if any(map(_counts_waiting, names)) else None
    if _tells_flow(names):
        return _TOPIC_OF_FLOW
    return _topic_of_help(said, names) if any("aantal" in name.split() for name in names) else None


def _topic_of_help(said: str, names: Sequence[str]) -> Topic | None:
    """Of what is counted: how help ended, by reason or in all, or with whom it began."""
    if any(name.startswith("reden") for name in names):
        return _TOPIC_OF_ENDING if _ABOUT_ENDING.search(said) else None
    if not _TOPIC_OF_ENDED.words.keys().isdisjoint(names):
        return _TOPIC_OF_ENDED
    is_of_starting = _ABOUT_STARTING.search(said) and not _ABOUT_ENDING.search(said)
    return _TOPIC_OF_STARTING if is_of_starting else None


def _tells_flow(names: Sequence[str]) -> bool:
    """Whether inflow and outflow stand beside each other, over the whole period."""
    told = {_TOPIC_OF_FLOW.words[name][2] for name in names if name in _TOPIC_OF_FLOW.words}
    return len(told) > 1 and "maand" not in names


def _says_waiting(name: str) -> bool:
    return bool(_ABOUT_WAITING.search(name))


def _counts_waiting(name: str) -> bool:
    """Whether a header is about how many wait, or how long."""
    shown = _TOPIC_OF_WAITING.words.get(name, ("", "", ""))[0]
    return _says_waiting(name) or _figure(name) is not None or shown == "wachtenden"


def meaning_under(topic: Topic, header: str) -> Meaning | None:
    """What a header means under a topic; None when the topic says nothing of it."""
    name = normal(header) or header.strip()
    if topic.table == _WAITING:
        figure = _figure(name)
        if figure is not None:
            return figure
    if name not in topic.words:
        return None
    per_row, per_group, reason = topic.words[name]
    synonym = Synonym(header=header, table=topic.table, per_row=per_row, per_group=per_group, reason=reason)
    return Meaning(synonym, 92, reason)


def _figure(name: str) -> Meaning | None:
    """The mean, median, longest or shortest wait in days: never one for another."""
    words = name.split()
    asked = [verb for verb, said in _STATISTICS.items() if set(words) & set(said)]
    if len(asked) != 1 or _OTHER_UNITS & set(words):
        return None
    return _wait(name, asked[0])


def _wait(name: str, verb: str) -> Meaning:
    """In days, or in weeks where its header says so."""
    words = set(name.split())
    in_weeks = not _IN_WEEKS.isdisjoint(words)
    days = {"field": "wachttijd_dagen", "waiting_time": "weeks"} if in_weeks else "wachttijd_dagen"
    figure = {verb: {"of": days, "digits": 1}} if verb == "average" else {verb: days}
    rounded = {"round": 1} if in_weeks and verb in ("min", "max") else {}
    reason = f"{_FIGURES[verb]} wachttijd in {'weken' if in_weeks else 'dagen'}"
    synonym = Synonym(
        header=name, table=_WAITING, per_row=None, per_group={**figure, **rounded}, reason=reason
    )
    return Meaning(synonym, 80 if (_IN_DAYS | _IN_WEEKS).isdisjoint(words) else 92, reason)
