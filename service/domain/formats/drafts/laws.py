"""Tables that ask the same, each of the rows of its own law; and the laws that a draft is about."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from service.domain.formats.drafts.block_proposal import BlockProposal
from service.domain.formats.drafts.heads import BY_LAW, LAWS
from service.domain.formats.drafts.law_words import law_said

_FIELD = {
    "toewijzing": "wet",
    "prestatie": "toewijzing.wet",
    "verloop": "toewijzing.wet",
    "wachtlijst": "wet",
}
"""How rows of a table say under which law they are."""


def told_apart_by_law(group: Sequence[BlockProposal]) -> dict[int, BlockProposal]:
    """Tables that ask the same, each of the rows of its own law, by the `id` of what it was.

    Nothing when not each of them says a law, or two say the same.
    """
    laws = [law_said(each.found) for each in group]
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
