"""A sum of volume over rows of several units is proposed with doubt: minutes and pieces are no one figure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from service.domain.formats.drafts.proposals import Proposal

_UNSURE = 60
_WHY = "eenheden door elkaar: vraag in welke eenheid, of zet eenheid onder per"


def with_units_in_doubt(columns: Sequence[Proposal], per: Sequence[object]) -> tuple[Proposal, ...]:
    """The same columns; of a volume that adds up several units less is certain, and it says why."""
    if "eenheid" in per:
        return tuple(columns)
    return tuple(_in_doubt(each) if _mixes(each.expression) else each for each in columns)


def _in_doubt(proposal: Proposal) -> Proposal:
    return replace(
        proposal, confidence=min(proposal.confidence, _UNSURE), reason=f"{proposal.reason}; {_WHY}"
    )


def _mixes(expression: object) -> bool:
    """Whether it is a sum of volume in which nothing minds the unit."""
    summed = expression.get("sum") if isinstance(expression, Mapping) else None
    steps = summed if isinstance(summed, Mapping) else {"field": summed}
    is_volume = str(steps.get("field")).rpartition(".")[2] == "volume"
    return is_volume and "to_unit" not in steps and "eenheid" not in str(steps)
