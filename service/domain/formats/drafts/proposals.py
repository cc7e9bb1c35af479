"""What the columns of a municipality's own workbook probably ask, each with a confidence and a reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.domain.formats.drafts.found import Heading, Label
from service.domain.formats.drafts.words import CELL, Meaning, Synonym, header_words, meaning_of, normal

_OF_ONE_ROW = {"begindatum", "einddatum", "toewijzingnummer", "status", "debet_credit", "retourcode"}
"""Fields that a list shows when it has a line per row."""
_BESIDE_EVERY_ROW = "toewijzing"
"""The table of which every row of another has one."""
_OF_ALLOCATION_TOO = ("productcategorie", "productcode")
"""What a prestatie has, and its allocation too."""
_ONE_LINE = ("gemeentecode",)
"""The key of a table of which no column is known that tells its lines apart."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to fill a column with; no expression means: unknown, ask the municipality."""

    header: str
    expression: object
    confidence: int
    """Out of a hundred."""
    reason: str

    def at_most(self, confidence: int) -> "Proposal":
        """The same, no more certain than this."""
        return replace(self, confidence=min(self.confidence, confidence))


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """What one sheet asks."""

    table: str
    per: tuple[object, ...]
    columns: tuple[Proposal, ...]
    cells: tuple[tuple[str, Proposal], ...] = ()
    """By address: what to fill single cells with."""


def propose(
    headings: Sequence[Heading],
    synonyms: Mapping[str, Synonym],
    seen: Mapping[str, frozenset[str]] | None = None,
) -> SheetProposal:
    """Propose the table, the keys and every column that the workbook does not calculate itself.

    A list with something about one person, or of which nothing is counted, has a line per row; any other has
    a line per combination of what is not counted. What is not known is said to be unknown, never guessed.
    `seen`: field → the values that a sample submission has there, to know a filled column by.
    """
    words = header_words(synonyms)
    asked = [heading for heading in headings if not heading.is_calculated]
    return propose_meant([(heading, meaning_of(heading, words, seen or {})) for heading in asked])


def propose_meant(
    found: Sequence[tuple[Heading, Meaning]], *, is_grouped: bool = False, table: str = ""
) -> SheetProposal:
    """The same for headings of known meaning; `is_grouped` when lines are put together anyhow.

    `table`: whose rows it must be; empty for the one that most headings name. What is of a table that its
    rows cannot have beside them is unknown.
    """
    table = table or _most_named(each.table for _, each in found) or "prestatie"
    found = [(heading, _of_table(table, each)) for heading, each in found]
    per_group = is_grouped or _is_put_together(table, [each for _, each in found])
    columns = tuple(_column(heading, each, per_group=per_group) for heading, each in found)
    if not per_group:
        return SheetProposal(table, (), _alike_in_sign(columns))
    return SheetProposal(table, keys_of(columns) or _ONE_LINE, columns)


def _of_table(table: str, found: Meaning) -> Meaning:
    """What a heading means on lines of a table."""
    if found.table in ("", table, _BESIDE_EVERY_ROW):
        return found
    field = _field(found.per_group)
    if field in _OF_ALLOCATION_TOO and found.synonym:
        own = {**_steps(found.per_group), "field": f"toewijzing.{field}"}
        return replace(found, synonym=replace(found.synonym, table="", per_row=own, per_group=own))
    return Meaning(None, 0, f"onbekend: {found.table} staat niet op een regel van {table}")


def _alike_in_sign(columns: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """With a volume signed as the amount beside it is: a credit takes off both, or its letter is shown."""
    is_shown = any(_field(each.expression) == "debet_credit" for each in columns)
    is_signed = not is_shown and any("sign_by" in _steps(each.expression) for each in columns)
    return tuple(
        replace(each, expression=_signed(each.expression))
        if is_signed and _field(each.expression) == "volume"
        else each
        for each in columns
    )


def _signed(expression: object) -> dict[str, object]:
    steps = _steps(expression)
    return {"field": steps.pop("field"), "sign_by": "debet_credit", **steps}


def _own(table: str, found: Iterable[Meaning]) -> Iterator[Synonym]:
    """What is of a table itself, or of any."""
    return (each.synonym for each in found if each.synonym and each.table in ("", table))


def _is_put_together(table: str, found: Sequence[Meaning]) -> bool:
    """Whether lines stand for more rows: something is counted, or added up beside nothing of a single row."""
    known = list(_own(table, found))
    if not all(each.per_row for each in known):
        return True
    is_summed = any(isinstance(each.per_group, Mapping) and "sum" in each.per_group for each in known)
    return is_summed and all(each.per_group and _field(each.per_row) not in _OF_ONE_ROW for each in known)


def _column(heading: Heading, found: Meaning, *, per_group: bool) -> Proposal:
    proposal = _proposal(heading.text, found, per_group=per_group)
    if heading.shows_dates:
        return proposal
    return replace(proposal, expression=as_text(proposal.expression))


def keys_of(columns: Sequence[Proposal]) -> tuple[object, ...]:
    """What a line is made per: what is not counted, the part of a date that is shown, the unit of time."""
    keys = [key for each in columns if (key := _key(each.expression))]
    counts_time = "to_unit" in str([each.expression for each in columns])
    every = [*keys, "eenheid"] if counts_time else keys
    return tuple(key for place, key in enumerate(every) if key not in every[:place])


def _key(expression: object) -> object:
    """The field of a column, or the month or the like that it shows of one."""
    steps = expression if isinstance(expression, Mapping) else {}
    parts = {name: steps[name] for name in ("month", "quarter", "week", "year") if name in steps}
    return parts or _field(expression)


def propose_cells(labels: Sequence[Label], synonyms: Mapping[str, Synonym]) -> SheetProposal:
    """Propose what to fill the empty cells beside known labels with; other labels are left alone."""
    words = {name.removeprefix(f"{CELL}:"): each for name, each in synonyms.items() if each.table == CELL}
    found = [
        (label.cell, _beside(label, words[normal(label.text)]))
        for label in labels
        if normal(label.text) in words
    ]
    dated = {label.cell for label in labels if label.shows_dates}
    found = [
        (cell, each if cell in dated else replace(each, expression=as_text(each.expression)))
        for cell, each in found
    ]
    return SheetProposal("", (), (), tuple(found))


def _beside(label: Label, synonym: Synonym) -> Proposal:
    """A fact of the submission is what its label says; a figure may be over other rows than we think."""
    is_figure = "total" in _steps(synonym.per_row)
    return Proposal(label.text, synonym.per_row, 75 if is_figure else 90, synonym.reason)


def _proposal(header: str, found: Meaning, *, per_group: bool) -> Proposal:
    synonym = found.synonym
    expression = None if synonym is None else (synonym.per_group if per_group else synonym.per_row)
    if not expression:
        reason = found.reason if synonym is None else "past niet bij de andere kolommen"
        return Proposal(header, None, 0, reason)
    return Proposal(header, expression, found.confidence, found.reason)


def as_text(expression: object) -> object:
    """A date as text, for a cell of the workbook that would show it as a number."""
    name = _field(expression) or _chosen_day(expression)
    steps = _steps(expression)
    is_day = name.rpartition(".")[2].endswith("datum") and len(steps) == 1
    is_of_period = str(steps.get("report")).startswith("period_") and "date_form" not in steps
    if is_day or is_of_period:
        return {**_steps(expression), "date_form": "dd-mm-jjjj"}
    return expression


def _chosen_day(expression: object) -> str:
    """The field of which the first or last day is taken."""
    steps = _steps(expression)
    last = steps.get("last")
    chosen = last.get("of") if isinstance(last, Mapping) else None
    return str(steps.get("earliest") or steps.get("latest") or chosen or "")


def _steps(expression: object) -> dict[str, object]:
    return dict(expression) if isinstance(expression, Mapping) else {"field": expression}


def _field(expression: object) -> str:
    """The field that a column shows as it is or recoded: what a group has one line for."""
    if isinstance(expression, str):
        return expression
    return str(expression.get("field", "")) if isinstance(expression, Mapping) else ""


def _most_named(tables: Iterable[str]) -> str:
    counted: dict[str, int] = {}
    for table in filter(None, tables):
        counted[table] = counted.get(table, 0) + 1
    return max(counted, key=lambda table: counted[table], default="")
