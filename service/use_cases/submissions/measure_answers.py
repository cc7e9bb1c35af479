"""Measure how often what a rule warns about is right as it stands, for whoever keeps the rules."""

from dataclasses import dataclass

from service.domain.submissions.answered_rules import AnsweredRule
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class MeasureAnswers:
    """Counts over all providers; nothing of anybody."""

    stores: Stores

    def __call__(self) -> tuple[AnsweredRule, ...]:
        """Every rule that warned somebody, the one that is answered most often first."""
        with self.stores.as_keeper_of_rules() as rules:
            return rules.counted()
