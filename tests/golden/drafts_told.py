"""The drafts of varied workbooks, as text."""

from collections.abc import Callable, Mapping
from functools import partial

from service.files.drafts import propose_for_workbook, read_synonyms, settled_draft
from tests.tools.exports import REPOSITORY, the_standard
from tests.tools.varied_workbooks import varied_workbook

MAPPINGS = REPOSITORY / "mappings"


def draft_of(seed: int) -> str:
    """The draft as it is written, each expression with how sure it is and why."""
    content = varied_workbook(seed).content()
    proposal = propose_for_workbook(content, read_synonyms(MAPPINGS))
    return settled_draft("proef/concept", content, proposal, MAPPINGS, the_standard()).text


TEXTS: Mapping[str, Callable[[], str]] = {
    f"draft-{seed:02}.yaml": partial(draft_of, seed) for seed in range(0, 40, 2)
}
