"""What the text of a draft calls itself, before anything else of it is proven."""

from collections.abc import Mapping

from service.domain.failures import FormatError
from service.domain.formats.faults.writing import NO_FORMAT, TEXT_TOO_LONG
from service.files.catalogue import DRAFT_FILE, document_of

MOST_CHARACTERS = 200_000
"""A format is a page or two; more than this is something else."""


def name_and_version(text: str) -> tuple[str, str]:
    """What a text calls itself and from which period it holds. Raises FormatError when it has no name."""
    if len(text) > MOST_CHARACTERS:
        raise FormatError(TEXT_TOO_LONG.fault(most=MOST_CHARACTERS))
    content = document_of(text, DRAFT_FILE, DRAFT_FILE).content
    name, valid = content.get("format"), content.get("valid")
    if not isinstance(name, str):
        raise FormatError(NO_FORMAT.fault(), DRAFT_FILE, 1)
    begin = valid.get("from") if isinstance(valid, Mapping) else None
    return name, str(begin) if begin is not None else ""
