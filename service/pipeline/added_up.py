"""What the columns of each report add up to, kept with it so that many are added up without making any."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from service.domain.explanation.written_total import WrittenTotal
from service.domain.explanation.written_totals import written_totals
from service.domain.formats.calendar import Assignment
from service.domain.formats.rows import Submitted
from service.domain.formats.shape import FieldReference
from service.domain.made_report import AddedUp
from service.domain.translation.filled_sheet import FilledSheet

_ALLOCATIONS = "toewijzing"


def added_up(
    submitted: Submitted, assignment: Assignment, sheets: Sequence[FilledSheet]
) -> Mapping[str, AddedUp]:
    """By gemeentecode; `sheets`: what the plan of the assignment made, with all its municipalities."""
    totals: dict[str, list[WrittenTotal]] = defaultdict(list)
    for sheet in sheets:
        if sheet.plan.format.is_in_the_file:
            for total in written_totals(sheet, assignment.municipalities):
                totals[total.municipality].append(total)
    own = submitted.on(assignment.period.end)
    clients = own.proven.once("clients by municipality", lambda: clients_by_municipality(own))
    return {
        code: AddedUp(tuple(totals.get(code, ())), clients.get(code, 0)) for code in assignment.municipalities
    }


def clients_by_municipality(submitted: Submitted) -> Mapping[str, int]:
    """How many different clients each has allocations for, by gemeentecode."""
    municipality, client = (
        submitted.values(FieldReference(_ALLOCATIONS, name)).items.astype(str)
        for name in ("gemeentecode", "clientnummer")
    )
    pairs = np.unique(np.stack([municipality, client]), axis=1)
    codes, counts = np.unique(pairs[0], return_counts=True)
    return dict(zip(codes.tolist(), counts.tolist(), strict=True))
