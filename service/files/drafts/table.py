"""One table on a sheet of a blank workbook: its header, its columns, its lines, and what is said above it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TypedDict

from service.domain.formats.drafts.found import FoundBlock, FoundColumn, Heading
from service.domain.formats.drafts.heads import says_a_head
from service.domain.formats.drafts.words import counts_on, is_like_product, normal
from service.files.drafts.parts import Part, PartReader
from service.files.drafts.sheet import DraftSheet, Run
from service.files.workbook import Header, by_letter

FEWEST_HEADERS = 3
"""A row with fewer texts is a title, a remark or a label, unless one of two is known."""
_MOST_LINES = 3
_LONGEST_ADDRESS = 200
_TOTALS = re.compile(r"(eind|sub)?tota+l(en)?\b", re.IGNORECASE)
_ENDS = (".", "!", "?")
"""How a sentence ends."""
_EXPLANATION = re.compile(r"\(.*\)")


_LABELS = frozenset(
    {"indicator", "kengetal", "onderdeel", "onderwerp", "vraag", "gegeven", "prestatie indicator"}
)
_VALUES = frozenset({"waarde", "uitkomst", "antwoord", "aantal", "realisatie", "score", "cijfer", "stand"})
"""Over the figures of a list of labels."""


class _End(TypedDict):
    """How the lines of a table end."""

    until: str
    passes_empty: bool


def is_total(text: str) -> bool:
    """Whether a text says that a total stands on its row."""
    return _TOTALS.match(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Which texts say something to a draft."""

    knows: Callable[[str], bool]
    """Whether a header text is known."""
    is_label: Callable[[str], bool]
    """Whether a text is known to stand beside a single cell."""


Places = AbstractSet[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The headers next to each other in a row, and what stands above and below them."""

    on: DraftSheet
    row: int
    run: Run
    words: Vocabulary
    explained: int = 0
    """How many rows of the header explain those above them."""

    @property
    def reach(self) -> range:
        """Every column over which these headers stand."""
        last = self.on.merged.get((self.row, self.run[-1]), (0, 0, 0, self.run[-1]))[3]
        return range(self.run[0], last + 1)

    @property
    def known(self) -> int:
        """How many of the headers are known."""
        texts = [self.on.texts.at(self.row, column)[0] for column in self.run]
        return sum(self.words.knows(text) or says_a_head(text) for text in texts)

    def is_header(self) -> bool:
        """Whether these are headers: enough texts, or a known one of two, and no better ones just below."""
        known = self.known
        if len(self.run) < FEWEST_HEADERS and not (len(self.run) > 1 and known):
            return False
        below = list(self._below(self.row + 1))
        named = sum(len(each.run) for each in below)
        if named > 1 and self.on.spans(self.row, self.run):
            return False
        return max((each.known for each in below if len(each.run) > 1), default=0) <= known

    def lists_figures(self) -> bool:
        """Whether these head a list of labels with a figure beside each: single cells, and no table."""
        named, valued = (normal(self.on.texts.at(self.row, column)[0]) for column in self.run[:2])
        is_label = bool(self.on.holds(self.row + 1, self.run[0]))
        return (
            named in _LABELS
            and valued in _VALUES
            and is_label
            and not self.on.holds(self.row + 1, self.run[1])
        )

    def _below(self, row: int) -> Iterator["Table"]:
        """What looks like headers in a lower row."""
        for run in self.on.runs(row):
            if set(run) & set(self.reach):
                yield Table(on=self.on, row=row, run=run, words=self.words)

    def parts(self) -> tuple[Part, ...]:
        """The lines that stand under the header already: one part, or more with something in between."""
        return self._parts_reader().parts()

    def _parts_reader(self) -> PartReader:
        return PartReader(
            on=self.on,
            row=self.row,
            run=self.run,
            reach=self.reach,
            begins_another=self._begins_another,
            is_total=is_total,
        )

    def _begins_another(self, row: int) -> bool:
        """Whether a lower row is itself a header of known words."""
        return row > self.row + 1 and any(
            len(each.run) >= FEWEST_HEADERS and each.known * 2 > len(each.run) for each in self._below(row)
        )

    def is_helper(self, lines: int) -> bool:
        """Whether a table holds texts alone and no room to fill: lists to choose from."""
        first = self.row + 1
        return lines > 1 and len(self.run) <= FEWEST_HEADERS and all(map(self._is_text(first), self.run))

    def _is_text(self, row: int) -> Callable[[int], bool]:
        return lambda column: self.on.sheet.cell(row, column).data_type == "s"

    def found(self, parts: Sequence[Part], taken: Places) -> tuple[FoundBlock, ...]:
        """The table as a draft speaks of it; in its parts when those are no list of different codes."""
        header, count = self._header(taken)
        top = self.row - count + 1
        above = self._above(top, taken)
        rows = tuple(row for part in parts for row in part.rows)
        block = FoundBlock(
            sheet=self.on.sheet.title,
            title=self._title(top, above),
            about=" ".join((self.on.sheet.title, *self._headlines(above))),
            header_row=self.row,
            header_lines=count,
            first_cell=self.on.address(top, self.run[0]),
            columns=tuple(self._columns(header, rows)),
            lines=len(rows),
            loose_head=self._loose_head(top - 1, taken),
        )
        if len(parts) > 1 and not self._is_one_list(rows):
            return tuple(self._of_part(block, parts, place) for place in range(len(parts)))
        return (replace(block, **self._end(parts)),)

    def _of_part(self, block: FoundBlock, parts: Sequence[Part], place: int) -> FoundBlock:
        """One part of a table, filled apart from the others."""
        part, others = parts[place], [*parts[:place], *parts[place + 1 :]]
        own, elsewhere = set(self._lines(part)), {line for other in others for line in self._lines(other)}
        return replace(
            block,
            columns=tuple(self._columns_in(part, others, block.columns)),
            lines=len(part.rows),
            after=part.after,
            until=part.until,
            part=part.label or f"Deel {place + 1}",
            comes_again=not own.isdisjoint(elsewhere),
        )

    def _columns_in(
        self, part: Part, others: Sequence[Part], columns: Sequence[FoundColumn]
    ) -> Iterator[FoundColumn]:
        """The columns as one part has them, knowing what stands in the others."""
        elsewhere = tuple(row for other in others for row in other.rows)
        for place, column in zip(self.run, columns, strict=True):
            own, beside = self._heading(place, tuple(part.rows)), self._heading(place, elsewhere)
            yield replace(column, heading=replace(own, in_other_parts=beside.values))

    def _lines(self, part: Part) -> Iterator[tuple[str, ...]]:
        """What each line of a part says, but for numbers that count on."""
        every = [tuple(self.on.holds(row, column) for row in part.rows) for column in self.run]
        return zip(*(texts for texts in every if all(texts) and not counts_on(texts)), strict=True)

    def _is_one_list(self, rows: Sequence[int]) -> bool:
        """Whether each line has a code of its own; of other texts a subtotal in between may be one too."""
        every = [[self.on.holds(row, column) for row in rows] for column in self.run]
        telling = [texts for texts in every if all(texts) and not counts_on(texts)]
        has_codes = any(all(map(is_like_product, texts)) for texts in telling)
        return has_codes and len(set(zip(*telling, strict=True))) == len(rows)

    def _end(self, parts: Sequence[Part]) -> _End:
        """The text that ends the lines: with one part only where their key might be taken for it."""
        if not parts:
            return _End(until="", passes_empty=False)
        last = parts[-1].rows.stop
        told = [self.on.holds(last, column) for column in self.run]
        ends_there = any(map(is_total, told)) or (bool(told[0]) and self._begins_another(last))
        until = self._parts_reader().end_of_all(parts) if len(parts) > 1 or ends_there else ""
        return _End(until=until, passes_empty=len(parts) > 1 and not until)

    def with_explanation(self) -> "Table":
        """The same, one row lower when that row is no line: it says what each column takes, or adds up."""
        told = [text for column in self.reach if (text := self.on.holds(self.row + 1, column))]
        is_explained = len(told) * 2 > len(self.run) and all(map(_EXPLANATION.fullmatch, told))
        return replace(self, row=self.row + 1, explained=1) if is_explained or self._is_summed() else self

    def _is_summed(self) -> bool:
        """Whether the totals stand right below the header, over the lines below them."""
        below = self.row + 1
        says = any(is_total(self.on.holds(below, column)) for column in self.reach)
        return says and any(self.on.reckons_below(below, column) for column in self.reach)

    def _header(self, taken: Places) -> tuple[Header, int]:
        """The header, of as many lines as tell its columns apart or have months and the like."""
        count = 1 + self.explained
        header = self.on.texts.header(self.row, count, self.run[0])
        for lines in range(count + 1, _MOST_LINES + 1):
            top = self.row - lines + 1
            if not self._goes_on_in(top, taken):
                break
            if self._says_more(header, top):
                header, count = self.on.texts.header(self.row, lines, self.run[0]), lines
        return header, count

    def _goes_on_in(self, row: int, taken: Places) -> bool:
        """Whether a higher row may be a line of the header too."""
        is_free = row > 0 and not any((row, column) in taken for column in self.run)
        return is_free and self.on.spans(row, self.run)

    def _says_more(self, header: Header, row: int) -> bool:
        """Whether a higher row tells columns apart that lower ones do not."""
        above = {self.on.texts.at(row, column)[0] for column in self.run}
        own = [path for path, column in header.paths if column in self.run]
        tells_apart = len(set(own)) < len(own) or any(map(says_a_head, above)) or self._heads_codes(row)
        return len(above) > 1 and (tells_apart or self._begins_in(row))

    def _begins_in(self, row: int) -> bool:
        """Whether a header stands in a higher row, above an empty cell of the lowest."""
        return any(
            self.on.holds(row, column)
            and not self.on.holds(self.row, column)
            and self.on.is_loose(row, column)
            for column in self.run
        )

    def _heads_codes(self, row: int) -> bool:
        """Whether a known word in a higher row is merged over several headers that are all unknown."""
        under: dict[str, list[str]] = {}
        for column in self.run:
            under.setdefault(self.on.texts.at(row, column)[0], []).append(
                self.on.texts.at(self.row, column)[0]
            )
        return any(
            len(texts) >= FEWEST_HEADERS and self.words.knows(above) and not any(map(self.words.knows, texts))
            for above, texts in under.items()
        )

    def _loose_head(self, row: int, taken: Places) -> str:
        """The first of several months or the like in a higher row that are not merged over what they head."""
        if row < 1 or self.on.spans(row, self.run):
            return ""
        said = [self.on.holds(row, column) for column in self.run if (row, column) not in taken]
        heads = list(filter(says_a_head, said))
        return heads[0] if len(heads) > 1 else ""

    def _columns(self, header: Header, rows: Sequence[int]) -> Iterator[FoundColumn]:
        addresses = {column: address for address, column in header.addresses()}
        paths = {column: path for path, column in header.paths}
        for column in self.run:
            own = paths.get(column, "")
            address = own if header.column(own) == column else addresses.get(column, "")
            is_safe = header.column(address) == column and len(address) <= _LONGEST_ADDRESS
            yield FoundColumn(address if is_safe else by_letter(column), self._heading(column, rows))

    def _heading(self, column: int, rows: Sequence[int]) -> Heading:
        first, has_pattern = rows[0] if rows else self.row + 1, self.row < self.on.sheet.max_row
        values = [self.on.holds(number, column) for number in rows]
        return Heading(
            text=self.on.texts.at(self.row - self.explained, column)[0],
            values=tuple(filter(None, values)),
            shows_dates=self.on.shows_dates(first, column),
            is_calculated=has_pattern and self.on.is_formula(first, column),
        )

    def _above(self, top: int, taken: Places) -> list[tuple[int, int]]:
        """Where something is said since the table above this one."""
        reach = {*self.reach, *self.run}
        ends = max((row for row, column in taken if row < top and column in reach), default=0)
        last = max(reach)
        return [place for place in sorted(self.on.texts.texts) if ends < place[0] < top and place[1] <= last]

    def _title(self, top: int, above: Sequence[tuple[int, int]]) -> str:
        """The lowest text above its first column that stands once on the sheet, rather no sentence.

        A known label is one only right above the header: else what belongs to it stands beside it.
        """
        every = Counter(self.on.texts.texts.values())
        own = [self.on.texts.texts[place] for place in reversed(above) if self._may_be_a_title(place, top)]
        texts = [text for text in own if every[text] == 1 and len(text) <= _LONGEST_ADDRESS]
        return next((text for text in texts if not text.endswith(_ENDS)), next(iter(texts), ""))

    def _may_be_a_title(self, place: tuple[int, int], top: int) -> bool:
        text, is_right_above = self.on.texts.texts[place], place[0] == top - 1
        is_own = is_right_above or not self.words.is_label(text)
        return place[1] == self.run[0] and is_own and not is_total(text)

    def _headlines(self, above: Sequence[tuple[int, int]]) -> Iterator[str]:
        """What is said above it that is no sentence: a remark may be about another table."""
        texts = (self.on.texts.texts[place] for place in above)
        return (text for text in texts if not text.endswith(_ENDS))
