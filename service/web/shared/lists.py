"""A list of things: filtered by what stands in the address, each filter with its counts, some at a time."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from service.domain.periods import Period, parse_period
from service.web.shared.languages import gettext
from service.web.shared.notation import period_name
from service.web.shared.plain_values import number_of

ON_A_PAGE = 50
BEGIN = "vanaf"
"""The name in the address of how many things are passed over."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter(Generic[_T]):
    """One question by which a list becomes shorter."""

    name: str
    """In the address."""
    label: str
    value_of: Callable[[_T], str]
    """What a thing answers; empty for one that has no answer."""
    words_of: Callable[[str], str] = str
    """How a value is said."""
    order_of: Callable[[str], object] | None = None
    """In which order values stand; by their words when nothing is said."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    words: str
    count: int
    """Of the things that the other filters leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFilter:
    """A filter as it stands on the page."""

    name: str
    label: str
    chosen: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Generic[_T]):
    """What is shown of a list, and how the rest is found."""

    things: tuple[_T, ...]
    found: tuple[_T, ...]
    """Everything that the filters leave."""
    total: int
    """Without any filter."""
    begin: int
    filters: tuple[AskedFilter, ...]
    chosen: Mapping[str, str]
    """By name, of the filters that ask something."""

    @property
    def former(self) -> int | None:
        """Where the page before begins; None on the first."""
        return max(self.begin - ON_A_PAGE, 0) if self.begin else None

    @property
    def following(self) -> int | None:
        """Where the next page begins; None on the last."""
        end = self.begin + ON_A_PAGE
        return end if end < len(self.found) else None


def period_filter(period_of: Callable[[_T], Period | None]) -> Filter[_T]:
    """By the period that a thing is about, the latest first; None for one that is not known."""
    return Filter(
        name="periode",
        label=gettext("Periode"),
        value_of=lambda thing: period.label if (period := period_of(thing)) else "",
        words_of=lambda label: period_name(parse_period(label)),
        order_of=lambda label: -parse_period(label).begin.toordinal(),
    )


def list_page(every: Sequence[_T], filters: Iterable[Filter[_T]]) -> ListPage[_T]:
    """The part of `every`, in its own order, that the address of the request asks."""
    known = tuple(filters)
    chosen = {each.name: request.args.get(each.name, "") for each in known}
    found = tuple(each for each in every if _is(each, known, chosen))
    begin = number_of(request.args.get(BEGIN, ""))
    begin = begin if begin < len(found) else 0
    return ListPage(
        things=found[begin : begin + ON_A_PAGE],
        found=found,
        total=len(every),
        begin=begin,
        filters=tuple(_asked(each, every, known, chosen) for each in known),
        chosen={name: value for name, value in chosen.items() if value},
    )


def _is(thing: _T, filters: Iterable[Filter[_T]], chosen: Mapping[str, str], but: str = "") -> bool:
    """Whether a thing is as the filters say; `but` one of them."""
    return all(each.name == but or chosen[each.name] in ("", each.value_of(thing)) for each in filters)


def _asked(
    one: Filter[_T], every: Iterable[_T], filters: Sequence[Filter[_T]], chosen: Mapping[str, str]
) -> AskedFilter:
    counted = Counter(one.value_of(each) for each in every if _is(each, filters, chosen, but=one.name))
    choices = [Choice(value, one.words_of(value), count) for value, count in counted.items() if value]
    if (asked := chosen[one.name]) and asked not in counted:
        choices.append(Choice(asked, _said(one, asked), 0))
    order = one.order_of
    choices.sort(key=lambda each: (order(each.value) if order and each.count else 0, each.words.casefold()))
    return AskedFilter(name=one.name, label=one.label, chosen=asked, choices=tuple(choices))


def _said(one: Filter[_T], value: str) -> str:
    """What nothing answers, as the page says it; as it stands in the address when that is no value at all."""
    try:
        return one.words_of(value)
    except (ValueError, KeyError):
        return value
