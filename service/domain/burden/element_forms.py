"""One element over the municipalities of a quarter: what it is made by, and what a change leaves to make.

The same as `conversions` of that element alone (decision 82), without going over everybody for every change.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from service.domain.burden.demand import Operation, heaviest
from service.domain.burden.derived_once import Conversion, Forms

Made = Mapping[Operation, int]


class ElementForms:
    """Who asks it in one form is counted by that form; who asks it in several is looked at each time."""

    def __init__(self, several: Sequence[Forms]) -> None:
        """`several`: of each set of demands that somebody asks, the heaviest of its forms."""
        self._single: dict[Conversion, Counter[Operation]] = {}
        self._several: list[Forms] = []
        self._popular: dict[Conversion, int] = {}
        for forms in several:
            self._add(forms)
        self._tied = frozenset(form for forms in self._several for form in forms)
        self._heaviest = {form: _heaviest(each) for form, each in self._single.items()}
        self._now = _counted(self._made(None, {}))

    def _add(self, forms: Forms) -> None:
        for form, operation in forms.items():
            self._popular[form] = self._popular.get(form, 0) + 1
            if len(forms) == 1:
                self._single.setdefault(form, Counter())[operation] += 1
        if len(forms) > 1:
            self._several.append(forms)

    def fewer(self, gone: Forms | None, now: Forms) -> Made:
        """Conversions fewer when `gone` is no longer asked and `now` is; below nothing for what is new.

        No forms in `now` when nothing takes its place; no `gone` when others ask the same set.
        """
        if self._is_plain(gone, now):
            return self._plain_fewer(gone, now)
        found = dict(self._now)
        for operation, count in _counted(self._made(gone, now)).items():
            found[operation] = found.get(operation, 0) - count
        return found

    def _is_plain(self, gone: Forms | None, now: Forms) -> bool:
        """Whether nobody's choice among several forms hangs on it: one form goes, another comes."""
        one, other = gone or {}, now
        is_single = len(one) <= 1 and len(other) <= 1 and one.keys().isdisjoint(other)
        return is_single and self._tied.isdisjoint(one) and self._tied.isdisjoint(other)

    def _plain_fewer(self, gone: Forms | None, now: Forms) -> Made:
        found: dict[Operation, int] = {}
        for form, operation in (gone or {}).items():
            others = self._single[form] - Counter({operation: 1})
            _replace(found, self._heaviest[form], _heaviest(others) if others else None)
        for form, operation in now.items():
            known = self._heaviest.get(form)
            _replace(found, known, heaviest(operation, known) if known else operation)
        return found

    def _made(self, gone: Forms | None, now: Forms) -> dict[Conversion, Operation]:
        made = self._made_by_one_form(gone)
        left = self._several if gone is None or len(gone) == 1 else self._without(gone)
        if len(now) == 1:
            ((form, operation),) = now.items()
            made[form] = heaviest(operation, made.get(form, operation))
        for forms in (*left, now) if len(now) > 1 else left:
            chosen = min(forms, key=lambda form: (-self._popularity(form, gone, now), form))
            made[chosen] = heaviest(forms[chosen], made.get(chosen, forms[chosen]))
        return made

    def _made_by_one_form(self, gone: Forms | None) -> dict[Conversion, Operation]:
        made = dict(self._heaviest)
        if gone is not None and len(gone) == 1:
            ((form, operation),) = gone.items()
            others = self._single[form] - Counter({operation: 1})
            if others:
                made[form] = _heaviest(others)
            else:
                del made[form]
        return made

    def _without(self, gone: Forms) -> list[Forms]:
        left = list(self._several)
        left.remove(gone)
        return left

    def _popularity(self, form: Conversion, gone: Forms | None, now: Forms) -> int:
        return self._popular.get(form, 0) - (gone is not None and form in gone) + (form in now)


def _replace(found: dict[Operation, int], before: Operation | None, after: Operation | None) -> None:
    if before is not after:
        if before is not None:
            found[before] = found.get(before, 0) + 1
        if after is not None:
            found[after] = found.get(after, 0) - 1


def _heaviest(operations: Iterable[Operation]) -> Operation:
    first, *others = operations
    for each in others:
        first = heaviest(first, each)
    return first


def _counted(made: Mapping[Conversion, Operation]) -> dict[Operation, int]:
    found: dict[Operation, int] = {}
    for operation in made.values():
        found[operation] = found.get(operation, 0) + 1
    return found
