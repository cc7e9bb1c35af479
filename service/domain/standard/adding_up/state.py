"""The state of a period: a pure function over the deliveries of it, in the order in which they came."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from service.domain.findings import Finding, FindingKind, Place
from service.domain.standard.adding_up.deliveries import DeliveredTable, Delivery
from service.domain.standard.adding_up.keys import keys_of, laws_of, shown_keys
from service.domain.standard.cast_tables import empty_table
from service.domain.standard.export import QUARANTINE, ROW
from service.domain.standard.findings import adding_up as kinds
from service.domain.standard.handing_in import Change, Handing, key_fields
from service.domain.standard.links import ALLOCATION
from service.domain.standard.matching import DELIVERY
from service.domain.standard.model import Standard, Table

PART = "_part"
"""Column of every table of a state: the index of the delivery that a row is of."""
_KEY, _CHANGE, _AT = "_key", "_change", "_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What holds after some deliveries."""

    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """Typed as in Export, with ROW as it stands in its delivery, and PART."""
    gone: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Table → key → the index of the delivery that withdrew it last."""
    findings: tuple[Finding, ...] = ()
    """What the last of them says that cannot be so."""


def state_of(deliveries: Sequence[Delivery], standard: Standard) -> State:
    """Add up. A delivery that says it is the whole takes the place of all before it.

    A row of an addition takes the place of every row with its key, is added when there is none, or takes
    them away. What its sheet has no column for stays as it was.
    """
    state = State()
    for at in range(len(deliveries)):
        state = _after(state, deliveries[: at + 1], standard)
        if state.findings:
            return state
    return state


def _after(before: State, deliveries: Sequence[Delivery], standard: Standard) -> State:
    part, delivery = len(deliveries) - 1, deliveries[-1]
    if delivery.handing is Handing.WHOLE:
        before = State()
    allocations = [before.tables.get(ALLOCATION), _frame_of(delivery, ALLOCATION)]
    laws = laws_of(
        empty_table(standard.tables[ALLOCATION]), *(each for each in allocations if each is not None)
    )
    tables, gone = dict(before.tables), dict(before.gone)
    findings: list[Finding] = []
    for name, delivered in delivery.tables.items():
        if name == DELIVERY:
            tables[name] = delivered.frame.assign(**{PART: part})
            continue
        table, old = standard.tables[name], tables.get(name)
        addition = _Addition(
            table=table,
            delivered=delivered,
            old=_keyed(_nothing(table) if old is None else old, table, laws),
            new=_rows(delivered, table, part, laws),
            withdrawn=gone.get(name, {}),
            names=tuple(each.name for each in deliveries),
        )
        findings += addition.findings()
        tables[name] = addition.after()
        gone[name] = addition.gone()
    return State(tables=tables, gone=gone, findings=tuple(findings))


def _frame_of(delivery: Delivery, name: str) -> pd.DataFrame | None:
    return delivery.tables[name].frame if name in delivery.tables else None


def _nothing(table: Table) -> pd.DataFrame:
    return empty_table(table).drop(columns=QUARANTINE).assign(**{PART: pd.Series(dtype="int64")})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Addition:
    """What one delivery says of one table."""

    table: Table
    delivered: DeliveredTable
    old: pd.DataFrame
    """What stood there, with its keys."""
    new: pd.DataFrame
    """Its rows, with their keys and what each does."""
    withdrawn: Mapping[str, int]
    """Key → the delivery that withdrew it before."""
    names: tuple[str, ...]

    def after(self) -> pd.DataFrame:
        """The table after it; rows keep their places, and what is new comes at the end."""
        new, old = self.new, self.old.assign(**{_AT: np.arange(len(self.old))})
        given = new[new[_CHANGE] != Change.WITHDRAWN]
        first = old.drop_duplicates(_KEY).set_index(_KEY)
        at = given[_KEY].map(first[_AT])
        at = at.fillna(pd.Series(len(old) + np.arange(len(given)), index=given.index)).astype("int64")
        given = self._with_what_stood_there(given, first).assign(**{_AT: at})
        left = old[~old[_KEY].isin(new[_KEY])]
        both = [each for each in (left, given) if len(each)]
        whole = pd.concat(both) if both else left
        return whole.sort_values(_AT, kind="stable", ignore_index=True)[[*self.table.fields, ROW, PART]]

    def gone(self) -> dict[str, int]:
        """Which keys were ever withdrawn, and by which delivery last; some may have been given again."""
        is_withdrawn = self.new[_CHANGE] == Change.WITHDRAWN
        return {**self.withdrawn, **dict.fromkeys(self.new[_KEY][is_withdrawn], len(self.names) - 1)}

    def findings(self) -> list[Finding]:
        """About rows that change, withdraw or add what cannot be changed, withdrawn or added."""
        new, first = self.new, self.old.drop_duplicates(_KEY).set_index(_KEY)[PART]
        is_there = new[_KEY].isin(first.index)
        change = new[_CHANGE]
        needs = (change == Change.CHANGED) | (change == Change.WITHDRAWN)
        twice = (change == Change.WITHDRAWN) & new[_KEY].isin(new[_KEY][change != Change.WITHDRAWN])
        lacks = needs & ~is_there & ~twice
        was_there = new[_KEY].isin(list(self.withdrawn))
        return [
            *self._about(kinds.SAYS_TWO_THINGS, new[twice], {}),
            *self._about(kinds.NOT_THERE, new[lacks & ~was_there], {}),
            *self._about(kinds.WITHDRAWN_BEFORE, new[lacks & was_there], self.withdrawn),
            *self._about(kinds.THERE_ALREADY, new[(change == Change.NEW) & is_there], _by_key(first)),
        ]

    def _about(self, kind: FindingKind, rows: pd.DataFrame, by: Mapping[str, int]) -> Iterator[Finding]:
        field_name, layout = key_fields(self.table)[-1], self.delivered.layout
        place = Place(
            table=self.table.name,
            sheet=layout.sheet,
            field=field_name,
            column=layout.columns.get(field_name, ""),
            carrier=self.delivered.carrier,
        )
        columns = (rows[name].tolist() for name in (ROW, _KEY, _CHANGE))
        for row, key, change, shown in zip(*columns, shown_keys(self.table, rows), strict=True):
            facts = {"change": str(change), "key": shown}
            if key in by:
                facts["delivery"] = self.names[by[key]]
            yield Finding(kind, replace(place, row=row), facts)

    def _with_what_stood_there(self, given: pd.DataFrame, first: pd.DataFrame) -> pd.DataFrame:
        """The fields that its sheet has no column for, from the row whose place each takes."""
        absent = [name for name in self.table.fields if name not in self.delivered.fields]
        if not absent or not len(first) or not len(given):
            return given
        stood = first[absent].reindex(given[_KEY].to_numpy(object))
        kept = [name for name in given.columns if name not in absent]
        return pd.concat([given[kept], stood.set_axis(given.index)], axis=1)[list(given.columns)]


def _rows(delivered: DeliveredTable, table: Table, part: int, laws: "pd.Series[str]") -> pd.DataFrame:
    keyed = _keyed(delivered.frame, table, laws)
    return keyed.assign(**{PART: np.full(len(keyed), part), _CHANGE: delivered.changes})


def _keyed(frame: pd.DataFrame, table: Table, laws: "pd.Series[str]") -> pd.DataFrame:
    return frame.assign(**{_KEY: keys_of(table, frame, laws)})


def _by_key(parts: "pd.Series[int]") -> dict[str, int]:
    return dict(zip(parts.index.tolist(), parts.tolist(), strict=True))
