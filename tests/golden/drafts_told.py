"""The drafts of varied workbooks, and what every word that drafts know is taken for, as text."""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module

from service.domain.formats import drafts
from service.files.drafts import propose_for_workbook, read_synonyms, settled_draft
from tests.tools.exports import REPOSITORY, the_standard
from tests.tools.formats import a_workbook
from tests.tools.varied_workbooks import varied_workbook

MAPPINGS = REPOSITORY / "mappings"
LISTS = {
    "allocations": ("Toewijzingnummer", "Cliënt", "Einddatum toewijzing"),
    "clients": ("BSN", "Naam product", "Reden einde"),
    "totals": ("Product", "Bedrag"),
}
LONGEST = 40


def draft_of(seed: int) -> str:
    """The draft as it is written, each expression with how sure it is and why."""
    content = varied_workbook(seed).content()
    proposal = propose_for_workbook(content, read_synonyms(MAPPINGS))
    return settled_draft("proef/concept", content, proposal, MAPPINGS, the_standard()).text


def words_in(beside: tuple[str, ...]) -> str:
    """What each word is taken for as the head of a column beside others."""
    words = sorted(set(_known_words()))
    sheets = {f"S{number}": [[*beside, word], [None]] for number, word in enumerate(words)}
    found = propose_for_workbook(a_workbook(sheets), read_synonyms(MAPPINGS))
    told = {
        block.found.sheet: [
            f"{each.expression} {each.confidence} {each.reason}" for each in block.every_column()
        ]
        for block in found.blocks
    }
    return "".join(
        f"{word}: {told.get(sheet, [''])[-1]}\n" for sheet, word in zip(sheets, words, strict=True)
    )


def _known_words() -> Iterator[str]:
    for module in pkgutil.iter_modules(drafts.__path__):
        for name, value in vars(import_module(f"{drafts.__name__}.{module.name}")).items():
            if name.isupper():
                yield from (each for each in _texts(value) if each.strip() and len(each) < LONGEST)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | set | frozenset | tuple):
        for each in value:
            yield from _texts(each)


TEXTS: Mapping[str, Callable[[], str]] = {
    **{f"draft-{seed:02}.yaml": partial(draft_of, seed) for seed in range(0, 40, 2)},
    **{f"draft-words-{name}.txt": partial(words_in, beside) for name, beside in LISTS.items()},
}
