"""What a reader stumbles over on a page: words of the other language, wrong plurals, dates for machines."""

import json
import re
from collections.abc import Iterator

from tests.tools.browser import Browser

# A loss ends with the reason that who asks the format wrote, in its own language.
_TEXTS = """
(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const within = walker.currentNode.parentElement;
    const isOurs = within.closest("[lang]") === document.documentElement;
    const isQuoted = within.closest("code, pre, script, style, textarea, .filename, .hash, .losses");
    if (isOurs && !isQuoted) {
      found.push(walker.currentNode.textContent.replace(/\\s+/g, " ").trim());
    }
  }
  return JSON.stringify(found.filter(Boolean));
})()
"""
_COMMON = {
    "nl": frozenset(
        {
            "de",
            "het",
            "een",
            "niet",
            "wordt",
            "zijn",
            "uw",
            "u",
            "met",
            "voor",
            "van",
            "op",
            "dat",
            "die",
            "bij",
        }
    ),
    "en": frozenset(
        {
            "the",
            "not",
            "are",
            "your",
            "you",
            "with",
            "for",
            "that",
            "this",
            "these",
            "has",
            "from",
            "yet",
            "and",
        }
    ),
}
"""Words of each language that the other does not have, or not as often."""
_ISO_DATE = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
_SEVERAL = {
    "nl": re.compile(
        r"\b1 (?:\w+(?:ingen|ages|anten|ijen|allen|ellen|agen|anden|aten|eenten|ders|ummers))\b"
    ),
    "en": re.compile(r"\b1 (?!is\b|as\b|minus\b)\w+[^su\W]s\b"),
}
_ONE = {
    "nl": re.compile(
        r"\b(?:0|[2-9]|\d{2,}) (?:rij|rapportage|aanlevering|bevinding|gemeente|vraag|formaat|cel|bestand)\b"
    ),
    "en": re.compile(
        r"\b(?:0|[2-9]|\d{2,}) (?:row|report|submission|finding|municipality|question|format|cell|file)\b"
    ),
}
_POINT = {
    "nl": re.compile(r"€ ?\d+(?:,\d{3})*\.\d\d\b|^-?\d+\.\d\d?$"),
    "en": re.compile(r"€ ?\d+(?:\.\d{3})*,\d\d\b|^-?\d+,\d\d?$"),
}
"""An amount, or a figure that stands alone in its cell."""


def stumbles(browser: Browser, language: str, names: frozenset[str]) -> list[str]:
    """On the page that is open; `names` are those of formats, which keep the language of who asks them."""
    texts = json.loads(str(browser.run(_TEXTS)))
    return list(_stumbles([text for text in texts if not any(name in text for name in names)], language))


def _stumbles(texts: list[str], language: str) -> Iterator[str]:
    other = "en" if language == "nl" else "nl"
    for text in texts:
        words = set(re.findall(r"[a-zà-ÿ]+", text.casefold()))
        strange = words & (_COMMON[other] - _COMMON[language])
        if len(strange) > 1 and len(strange) > len(words & _COMMON[language]):
            yield f"in the other language: {text[:120]}"
        for fault, sign in (
            ("a date for machines", _ISO_DATE),
            ("a plural of one", _SEVERAL[language]),
            ("a singular of several", _ONE[language]),
            ("an amount as the others write it", _POINT[language]),
        ):
            if found := sign.search(text):
                yield f"{fault}: {found[0]} in {text[:120]}"
