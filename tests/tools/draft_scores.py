"""How right drafts are over workbooks of which it is known what they mean."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from service.domain.formats.drafts.proposals import Proposal
from service.domain.formats.drafts.workbook_proposal import WorkbookProposal
from service.domain.formats.verb import parse_expression
from tests.tools.pen_of_workbooks import Varied

SURE = 90
FORMS = {"translate", "date_form"}
"""Steps that are the municipality's own: its code table, and how its cells write a day."""


@dataclass(slots=True)
class Score:
    """What became of the columns and cells of workbooks."""

    columns: Counter[str] = field(default_factory=Counter)
    """right, rightly unknown, unknown, wrong."""
    sure: Counter[str] = field(default_factory=Counter)
    """Of what is given 90 % or more: right, wrong."""
    mistakes: list[str] = field(default_factory=list)

    @property
    def share_right(self) -> float:
        """Of all columns, those proposed rightly or rightly left open."""
        return (self.columns["right"] + self.columns["rightly unknown"]) / self.columns.total()

    @property
    def share_of_known_right(self) -> float:
        """Of the columns that the standard has something for, those proposed rightly."""
        open_ones = self.columns["rightly unknown"] + self.columns["invented"]
        return self.columns["right"] / (self.columns.total() - open_ones)

    @property
    def share_of_sure_right(self) -> float:
        """Of what is given 90 % or more, what is right."""
        return self.sure["right"] / self.sure.total()

    def add(self, varied: Varied, found: WorkbookProposal) -> None:
        """Hold a draft against what its workbook means."""
        for sheet, address, meant, proposed in _pairs(varied, found):
            told = _outcome(meant, proposed)
            self.columns[told] += 1
            if proposed is not None and proposed.expression and proposed.confidence >= SURE:
                self.sure["right" if told == "right" else "wrong"] += 1
            if told not in ("right", "rightly unknown"):
                given = (proposed.expression, proposed.confidence) if proposed else "not seen"
                self.mistakes.append(f"{varied.seed} {sheet} {address!r} {told}: {given}, meant {meant}")


def _pairs(varied: Varied, found: WorkbookProposal) -> Iterator[tuple[str, str, object, Proposal | None]]:
    """Each column or cell with what is proposed for it; tables of a sheet are met in the same order."""
    proposed: dict[str, list[Proposal]] = {}
    for block in found.blocks:
        proposed.setdefault(block.found.sheet, []).extend(block.every_column())
    for sheet, address, meant in varied.meant:
        own = proposed.get(sheet, [])
        place = next((place for place, each in enumerate(own) if each.header == address), None)
        yield sheet, address, meant, None if place is None else own[place]
        if place is not None:
            del own[: place + 1]
    cells = {(sheet, cell): each for sheet, cell, each in found.cells}
    for place, meant in varied.cells.items():
        yield *place, meant, cells.get(place)


def _outcome(meant: object, proposed: Proposal | None) -> str:
    if proposed is None or not proposed.expression:
        return "rightly unknown" if meant is None else "unknown"
    if meant is None:
        return "invented"
    return "right" if _steps(proposed.expression) == _steps(meant) else "wrong"


def _steps(expression: object) -> list[object]:
    return [step for step in parse_expression(expression).steps if step.name not in FORMS]
