"""Which law a table is about, when its sheet or its title says so in a word."""

import re

from service.domain.formats.drafts.found import FoundBlock

_WORDS = {
    "JW": re.compile(r"\b(jeugdwet|jw|jeugd|jeugdhulp|jeugdzorg)\b", re.IGNORECASE),
    "WMO": re.compile(r"\bwmo\b", re.IGNORECASE),
}


def law_said(found: FoundBlock) -> str:
    """The code of the one law that its sheet names, or else its title; empty for none and for both."""
    for text in (found.sheet, found.title):
        said = [law for law, word in _WORDS.items() if word.search(text)]
        if len(said) == 1:
            return said[0]
    return ""
