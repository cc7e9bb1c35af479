"""The totals that messages declare, beside the rows under those declarations and what became of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.domain.formats.rows import Submitted
from service.domain.formats.shape import FieldReference
from service.domain.standard.declared import DeclaredTotal
from service.domain.translation.control_figures import Amount, amount_of, amounts_by_name
from service.domain.translation.fates import Fates
from service.domain.translation.selection import PRESTATIE, signed_cents

_GRANTED = "toegekend"
_Texts = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciledTotal:
    """One declaration: what its message says, what its rows hold, and where these went."""

    declared: DeclaredTotal
    read: Amount
    """The rows of prestatie under this declaration."""
    granted: Amount
    """Of these, those that their municipality granted."""
    parts: Mapping[str, Amount]
    """All of them by the name under which they went out; reported under the empty name."""
    clients: int = 0
    """How many different ones these rows are about."""

    @property
    def difference(self) -> int:
        """How many cents more the rows hold than the message declares."""
        return self.read.cents - self.declared.cents

    @property
    def granted_difference(self) -> int:
        """How many cents more the granted rows hold than the answer says; 0 without an answer."""
        return 0 if self.declared.granted is None else self.granted.cents - self.declared.granted

    @property
    def is_the_same(self) -> bool:
        """Whether the rows hold what the messages say."""
        return self.difference == 0 == self.granted_difference

    @property
    def unreported(self) -> Mapping[str, Amount]:
        """What is in no report, by its reason: with what is reported it is all that was read."""
        return {name: part for name, part in self.parts.items() if name}

    def as_json(self) -> dict[str, object]:
        """A line of `declared` in docs/json.md."""
        return {
            **self.declared.as_json(),
            "read": self.read.as_json(),
            "read_granted": self.granted.as_json(),
            "parts": {name: part.as_json() for name, part in self.parts.items()},
        }


def reconcile(submitted: Submitted, fates: Fates) -> tuple[ReconciledTotal, ...]:
    """Each declaration of the messages that were handed in, in their order; nothing without messages.

    Its rows are those of its municipality with its number, of its law where their allocation says one. Where
    the provider handed in a table of its own beside its messages these are the rows of that table.
    """
    if not submitted.export.declared:
        return ()
    rows = _Rows(submitted, fates)
    return tuple(rows.under(each) for each in submitted.export.declared)


def differing_totals(totals: Iterable[ReconciledTotal]) -> tuple[ReconciledTotal, ...]:
    """Those whose rows hold something else than their messages say."""
    return tuple(each for each in totals if not each.is_the_same)


class _Rows:
    """The rows of prestatie by what declarations are told apart by."""

    def __init__(self, submitted: Submitted, fates: Fates) -> None:
        self._fates = fates
        self._cents = signed_cents(submitted, PRESTATIE)
        self._municipality = _texts(submitted, FieldReference(PRESTATIE, "gemeentecode"))
        self._number = _texts(submitted, FieldReference(PRESTATIE, "declaratienummer"))
        self._law = _texts(submitted, FieldReference("toewijzing", "wet"))
        self._client = _texts(submitted, FieldReference("toewijzing", "clientnummer"))
        self._granted = _texts(submitted, FieldReference(PRESTATIE, "status")) == _GRANTED

    def under(self, declared: DeclaredTotal) -> ReconciledTotal:
        """What there is under one declaration."""
        own = (self._number == declared.declaration) & (self._municipality == declared.municipality)
        own &= (self._law == declared.law) | (self._law == "")
        return ReconciledTotal(
            declared=declared,
            read=amount_of(own, self._cents),
            granted=amount_of(own & self._granted, self._cents),
            parts=dict(amounts_by_name(own, self._fates, self._cents)),
            clients=len(np.unique(self._client[own])),
        )


def _texts(submitted: Submitted, reference: FieldReference) -> _Texts:
    return submitted.through(PRESTATIE, reference).plain_texts()
