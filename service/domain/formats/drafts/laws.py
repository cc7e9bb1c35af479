"""Which law a table is about, when its sheet or its title says so in a word."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from service.domain.formats.drafts.block_proposals import BlockProposal
from service.domain.formats.drafts.heads import BY_LAW, LAWS

_WORDS = {
    "JW": re.compile(r"\b(jeugdwet|jw|jeugd|jeugdhulp|jeugdzorg)\b", re.IGNORECASE),
    "WMO": re.compile(r"\bwmo\b", re.IGNORECASE),
}
_FIELD = {
    "toewijzing": "wet",
    "prestatie": "toewijzing.wet",
    "verloop": "toewijzing.wet",
    "wachtlijst": "wet",
}
"""How rows of a table say under which law they are."""


def law_said(block: BlockProposal) -> str:
    """The code of the one law that its sheet names, or else its title; empty for none and for both."""
    for text in (block.found.sheet, block.found.title):
        said = [law for law, word in _WORDS.items() if word.search(text)]
        if len(said) == 1:
            return said[0]
    return ""


def told_apart_by_law(group: Sequence[BlockProposal]) -> dict[int, BlockProposal]:
    """Tables that ask the same, each of the rows of its own law, by the `id` of what it was.

    Nothing when not each of them says a law, or two say the same.
    """
    laws = [law_said(each) for each in group]
    if not all(laws) or len(set(laws)) < len(laws) or any(each.table not in _FIELD for each in group):
        return {}
    return {
        id(each): replace(each, where={**each.where, _FIELD[each.table]: law})
        for each, law in zip(group, laws, strict=True)
    }


def laws_of(blocks: Iterable[BlockProposal]) -> list[str]:
    """What a format is about: youth care, unless a table asks rows of another law."""
    every = tuple(blocks)
    if any(each.heads is not None and each.heads.kind == BY_LAW for each in every):
        return list(LAWS)
    asked = {str(law) for block in every for name, law in block.where.items() if name.endswith("wet")}
    return sorted(asked) or ["JW"]
