"""Whether a format that shows persons says on what ground: a word that holds its place is none."""

import re
from collections.abc import Iterator

from service.domain.formats.plan import Plan
from service.domain.formats.remarks import Remark, RemarkKind, Weight, remark
from service.domain.wording import Wording

NO_LEGAL_GROUND = RemarkKind(
    "no-legal-ground",
    Wording(
        "Dit formaat toont personen en noemt geen grondslag: bij `legal_ground` staat {written!r}. Noem de "
        "wet of regeling met het artikel, zoals `Regeling Jeugdwet art. 6a.1`; zonder grondslag kan het niet "
        "vastgelegd worden.",
        "This format shows persons and names no legal ground: `legal_ground` is {written!r}. Name the law or "
        "regulation with its article, such as `Regeling Jeugdwet art. 6a.1`; it cannot be published without.",
    ),
    Weight.ERROR,
)
_HOLDS_A_PLACE = re.compile(
    r"(nog )?((in ?te ?|in)vullen|vul in|fill in|todo|tbd|tbc|n ?v ?t|na|none|geen|onbekend|unknown|nader te "
    r"bepalen|volgt|grondslag|(wettelijke|legal) (grondslag|ground)|test|x+)?( aub)?"
)


def remarks_on_ground(plan: Plan) -> Iterator[Remark]:
    """The remark, for a format that is not published yet."""
    written = plan.format.legal_ground
    if plan.format.level == "person" and not plan.is_published and is_no_ground(written):
        yield remark(plan, NO_LEGAL_GROUND, written=written)


def is_no_ground(written: str) -> bool:
    """Whether a text only holds the place of a legal ground, such as INVULLEN, n.v.t. or dots."""
    words = " ".join(re.sub(r"[\W_]+", " ", written).casefold().split())
    return _HOLDS_A_PLACE.fullmatch(words) is not None
