"""The round trip: what a report no longer says of what the export said, proven by reading back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from enum import StrEnum
from functools import lru_cache
from itertools import chain

import numpy as np
import pandas as pd

from service.domain.failures import BalanceDoesNotCloseError
from service.domain.formats.files_of_zip import file_of
from service.domain.formats.output import CsvOutput, FileOutput, FixedWidthOutput
from service.domain.formats.plan import Column, Plan
from service.domain.formats.shape import CellClass
from service.domain.periods import Period
from service.domain.translation.content import ReportContent, SheetContent, Texts, ValueKind, Values
from service.domain.wording import Wording

_FORMULA_LIKE = tuple("=+-@\t\r\n")


class LossKind(StrEnum):
    """Why something cannot be read back from a report."""

    NOT_ASKED = "not-asked"
    PUT_TOGETHER = "put-together"
    MERGED_CODES = "merged-codes"
    ROUNDED = "rounded"
    NOT_UNDONE = "not-undone"
    CUT = "cut"
    MARKED = "marked"


_SENTENCES: Mapping[LossKind, Wording] = {
    LossKind.NOT_ASKED: Wording(
        "{field} staat niet in deze rapportage: {reason}.",
        "{field} is not in this report: {reason}.",
    ),
    LossKind.PUT_TOGETHER: Wording(
        "{place} telt regels samen ({how}); de regels zelf zijn er niet uit terug te lezen.",
        "{place} puts rows together ({how}); the rows themselves cannot be read back.",
    ),
    LossKind.MERGED_CODES: Wording(
        "{place}: {codes}; welke code het was is niet terug te lezen.",
        "{place}: {codes}; which code it was cannot be read back.",
    ),
    LossKind.ROUNDED: Wording(
        "{place} is {how}; de decimalen daarachter zijn weg.",
        "{place} is {how}; the decimals beyond are gone.",
    ),
    LossKind.NOT_UNDONE: Wording(
        "{place} is {how}; de oorspronkelijke waarde is niet altijd terug te lezen.",
        "{place} is {how}; the original value cannot always be read back.",
    ),
    LossKind.CUT: Wording(
        "{place} heeft {width} tekens; {count} teksten zijn afgekapt.",
        "{place} has {width} characters; {count} texts were cut.",
    ),
    LossKind.MARKED: Wording(
        "{place}: voor {count} teksten staat een apostrof, zodat zij geen formule worden.",
        "{place}: {count} texts have an apostrophe in front, so that they become no formula.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One thing that cannot be read back, with its place in the report and the field it is about."""

    kind: LossKind
    place: str
    """Header text or `sheet!address` in the municipality's file; empty for what is not in it."""
    field: str
    """As the format names it; empty for what no field holds."""
    facts: Mapping[str, str | Wording] = made(default_factory=dict)
    codes: Mapping[str, tuple[str, ...]] = made(default_factory=dict)
    """For MERGED_CODES: what this report says → the codes of the standard that it may have been."""

    def words(self) -> Wording:
        """The loss in words."""
        merged = "; ".join(f"{becomes!r} = {', '.join(codes)}" for becomes, codes in self.codes.items())
        return _SENTENCES[self.kind].filled(
            {**self.facts, "codes": merged, "place": self.place, "field": self.field}
        )

    def as_json(self) -> dict[str, object]:
        """The stable shape of `--json`."""
        return {
            "kind": self.kind.value,
            "place": self.place,
            "field": self.field,
            "codes": {becomes: list(codes) for becomes, codes in self.codes.items()},
            "text": self.words().as_json(),
        }


@dataclass(frozen=True, slots=True)
class KeptLoss:
    """A loss as it was kept with its report: in words, whatever the format or the engine says by now."""

    kind: LossKind
    place: str
    field: str
    texts: Mapping[str, str]
    """Per language."""


def kept_loss(kept: Mapping[str, object]) -> KeptLoss:
    """What `Loss.as_json` said, read again."""
    texts = kept["text"]
    if not isinstance(texts, Mapping):
        raise TypeError("a loss has its text per language")
    return KeptLoss(LossKind(str(kept["kind"])), str(kept["place"]), str(kept["field"]), dict(texts))


def losses(plan: Plan, period: Period, content: ReportContent) -> tuple[Loss, ...]:
    """Everything the format did not carry into this report, in the order of the format.

    What a format leaves out, puts together or rounds follows from its verbs alone; merged codes, cut texts
    and apostrophes are only named when they occur in this report. Where a code table can be undone it is
    undone: raises BalanceDoesNotCloseError when a code does not come back as it was.
    """
    found = list(_not_asked(tuple(sorted(plan.format.not_asked.items()))))
    for place, column in plan.cells.items():
        found += _of_expression("!".join(place), column)
    for sheet, filled in zip(plan.sheets_in_the_file, content.sheets, strict=True):
        for column in sheet.columns:
            found += _of_expression(column.header, column)
            found += _of_codes(column, filled, plan, period)
            found += _of_file(
                column.header, filled.columns[column.header], file_of(plan.format.output, sheet.name)
            )
    return tuple(found)


@lru_cache(maxsize=256)
def _not_asked(reasons: tuple[tuple[str, str], ...]) -> tuple[Loss, ...]:
    """Most losses of a report, and the same for every report of its format."""
    return tuple(
        Loss(kind=LossKind.NOT_ASKED, place="", field=name, facts={"reason": reason})
        for name, reason in reasons
    )


def _of_expression(place: str, column: Column) -> Iterator[Loss]:
    if column.shape.reversible or column.cell_class is CellClass.CONSTANT:
        return
    kind = _kind_of(column)
    if kind is not None:
        yield Loss(
            kind=kind,
            place=place,
            field=str(column.source or ""),
            facts={"how": column.sentence},
        )


def _kind_of(column: Column) -> LossKind | None:
    """What is lost by the verbs of a column; None where only its codes decide."""
    steps = column.expression.steps
    names = {step.name for step in steps}
    if column.shape.cell_class is CellClass.AGGREGATED or any(step.inner() for step in steps):
        return LossKind.PUT_TOGETHER
    if "round" in names:
        return LossKind.ROUNDED
    return None if names <= {"field", "translate"} else LossKind.NOT_UNDONE


def _of_codes(column: Column, filled: SheetContent, plan: Plan, period: Period) -> Iterator[Loss]:
    """Codes that this report no longer tells apart; for all others the inverse of the table is tried."""
    step = column.last_translation
    if step is None:
        return
    forward = list(plan.code_tables[step.table].by_law(period.end, plan.format.law).values())
    values = filled.columns[column.header]
    inverse = _inverse(forward, _different(values))
    if any(not _all_become(text, codes, forward) for text, codes in inverse.items()):
        raise BalanceDoesNotCloseError(f"{plan.name}: a code of {column.header} cannot be read back.")
    if step.unknown == "keep":  # then an unknown code may look like what a known one became
        inverse = {text: _with_kept(text, codes, forward) for text, codes in inverse.items()}
    merged = {text: codes for text, codes in sorted(inverse.items()) if len(codes) > 1}
    if merged:
        yield Loss(
            kind=LossKind.MERGED_CODES,
            place=column.header,
            field=str(column.source or ""),
            facts={},
            codes=merged,
        )


def _different(values: Values) -> list[str]:
    """The texts of a column, each once."""
    if isinstance(values, Texts):
        codes = np.flatnonzero(np.bincount(values.codes[~values.blank]))
        texts: list[str] = values.different.items[codes].tolist()
        return texts
    others: list[str] = pd.unique(values.items[~values.blank]).tolist()
    return others


def _with_kept(text: str, codes: tuple[str, ...], forward: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    is_there = text in codes or any(text in each for each in forward)
    return codes if is_there else (*codes, text)


def _all_become(text: str, codes: tuple[str, ...], forward: Sequence[Mapping[str, str]]) -> bool:
    """Under one law or another."""
    return all(any(each.get(code, code) == text for each in forward) for code in codes)


def _inverse(forward: Sequence[Mapping[str, str]], texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Per text the codes that become it; a text that no code becomes may only have been itself."""
    codes: dict[str, dict[str, None]] = {}
    for code, becomes in chain.from_iterable(each.items() for each in forward):
        codes.setdefault(becomes, {})[code] = None
    return {text: tuple(codes.get(text, [text])) for text in texts}


def _of_file(header: str, values: Values, output: FileOutput) -> Iterator[Loss]:
    """What the kind of file does to texts."""
    if values.kind is not ValueKind.TEXT:
        return
    if isinstance(output, FixedWidthOutput) and output.columns[header].too_long == "cut":
        width = output.columns[header].width
        count = sum(len(text) > width for text in values.items[~values.blank].tolist())
        if count:
            yield Loss(
                kind=LossKind.CUT, place=header, field="", facts={"width": str(width), "count": str(count)}
            )
    if isinstance(output, CsvOutput) and output.formula_text == "apostrophe":
        count = sum(text.startswith(_FORMULA_LIKE) for text in values.items[~values.blank].tolist())
        if count:
            yield Loss(kind=LossKind.MARKED, place=header, field="", facts={"count": str(count)})
