"""Read a code that is written in other capitals, or by its name, as the one code that can be meant."""

from service.domain.standard.model import plain_spelling
from service.domain.standard.repairs.repair import Wanted


def in_capitals_of_the_list(text: str, wanted: Wanted) -> str | None:
    """Give the one code that is the same but for its capitals."""
    if wanted.code_list is None or text in wanted.code_list.codes:
        return None
    return wanted.code_list.by_spelling.get(plain_spelling(text))


def code_of_name(text: str, wanted: Wanted) -> str | None:
    """Give the one code that has this name in its list."""
    if wanted.code_list is None or text in wanted.code_list.codes:
        return None
    return wanted.code_list.by_name.get(plain_spelling(text))
