"""What a sceptic holds against a page about burden, found in what it shows (burden.md §7: I9, I10; §8)."""

import re
from collections.abc import Iterator
from html import unescape

_NUMBER = r"\d[\d.,]*"
_COUNTED = re.compile(rf"{_NUMBER} (?:van|of) {_NUMBER} \({_NUMBER}%\)")
_RANGE = re.compile(r"-?€ [\d.,]+ (?:tot|to) -?€ [\d.,]+?, (?:ongeveer|about) -?€ [\d.,]+")
_TARIFF = re.compile(r"€ \d+ (?:per uur|per hour)")
_TIME = re.compile(
    r"(?:tussen|between) \S+.*? (?:en|and) \S+.*?, (?:ongeveer|about) \S+"
    r"|(?:ongeveer|about) \S+[^.]*?(?:kan ook|dat kan|it may be|that may be) \S+"
    r"[^.]*?(?:of juist|kan ook|or else|may have spared) \S+"
)
"""A middle and both ends of a range, also where one that goes below nothing is said in words."""
_EVIDENCE = re.compile(r"[Bb]ewijsklasse [A-D]: |[Ee]vidence class [A-D]: ")
_VERSIONS = re.compile(r"(?:tarieven versie|tariffs version) \d{4}")


def faults_of(page: str) -> list[str]:
    """Everything on a page that says more than is known; an empty list for an honest one."""
    return [*_about_shares(page), *_about_euros(page), *_about_what_is_left(page)]


def text_of(html: str) -> str:
    """What is read, in order, without what is only for machines."""
    kept = re.sub(r"<(script|style|head)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", kept))).strip()


def _about_shares(page: str) -> Iterator[str]:
    words = text_of(page)
    for found in re.finditer("%", _COUNTED.sub("", words)):
        yield f"a percentage without its counts: …{_around(_COUNTED.sub('', words), found.start())}…"


def _about_euros(page: str) -> Iterator[str]:
    words = text_of(page)
    if "€" not in words:
        return
    left = _TARIFF.sub("", _RANGE.sub("", words))
    for found in re.finditer("€", left):
        yield f"euros without a range: …{_around(left, found.start())}…"
    for found in _RANGE.finditer(words):
        if re.search(r"\d,\d{1,2}\b|\d\.\d{1,2}\b", re.sub(r"\d[.,]\d{3}\b", "", found[0])):
            yield f"decimals on euros: {found[0]}"
        near = words[max(found.start() - 400, 0) : found.end() + 120]
        if not _TIME.search(near):
            yield f"euros without their time: {found[0]}"
    if not _EVIDENCE.search(words):
        yield "euros on a page without an evidence class"
    if not _VERSIONS.search(words):
        yield "euros on a page without the version of a table"


def _about_what_is_left(page: str) -> Iterator[str]:
    """The saving and what is left: in one chart on one scale, bars and letters of one size."""
    chart = re.search(r'<svg class="chart".*?</svg>', page, re.DOTALL)
    if chart is None:
        return
    labels = re.findall(r'font-size="(\d+)" font-weight="600">([^<]+)', chart[0])
    if not any(label in {"Blijft over", "Left"} for _, label in labels):
        yield f"a chart without what is left: {labels}"
    if len({size for size, _ in labels}) != 1:
        yield f"labels of different sizes: {labels}"
    if len(set(re.findall(r'<rect [^>]*height="(\d+)"', chart[0]))) != 1:
        yield "bars of different heights"
    if not re.search(r"<desc[^>]*>[^<]+", chart[0]):
        yield "a chart without a summary in words"
    if page.count("<table") < 2:
        yield "a chart without its figures in a table, or without a table of what is left"


def _around(words: str, place: int) -> str:
    return words[max(place - 40, 0) : place + 40]
