"""What a table of a municipality's own workbook asks: its lines, its columns, what stands side by side."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from service.domain.formats.blocks import HEAD
from service.domain.formats.drafts.allocations import allocation_lines
from service.domain.formats.drafts.beside import (
    all_that_is_declared,
    figure_of_allocations,
    month_of_a_line,
    told_by_titles,
)
from service.domain.formats.drafts.block_proposal import BlockProposal
from service.domain.formats.drafts.found import FoundBlock, FoundColumn, Heading
from service.domain.formats.drafts.heads import Heads, heads_among, heads_under, month_named
from service.domain.formats.drafts.law_words import law_said
from service.domain.formats.drafts.own_tables import OwnTable, heads_of_codes, own_table
from service.domain.formats.drafts.proposals import Proposal, as_text, keys_of, propose_meant
from service.domain.formats.drafts.topics import Topic, meaning_under, topic_of
from service.domain.formats.drafts.units import with_units_in_doubt
from service.domain.formats.drafts.words import (
    Meaning,
    Synonym,
    are_products,
    counts_on,
    header_words,
    meaning_of,
    normal,
    status_said,
)

Seen = Mapping[str, frozenset[str]]
_STEP = " > "
_CLIENTS = {"count_distinct": "toewijzing.clientnummer"}
_SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
_KEYS = ("productcode", "productcategorie", "perceel", "hulpvorm", "eenheid", "reden_beeindiging")
_PER = re.compile(r"\bper ([a-z]+)")
_OF_ONE = {"clientnummer", "bsn", "toewijzingnummer", "referentienummer"}
"""Fields by which one client or row is known."""
_DECLARED = {"gedeclareerd", "gedeclareerd bedrag"}
_FEWEST_LINES = 2
"""One line under a header is an example, but for a part of a longer list."""
_UNSURE = 60
"""The most that is said of what may as well be something else."""


def propose_block(found: FoundBlock, synonyms: Mapping[str, Synonym], seen: Seen) -> BlockProposal:
    """Propose what a table asks. What is not known is said to be unknown, never guessed."""
    topic = _topic(found)
    own = _own_tables(found, synonyms, topic.table if topic else "")
    words = header_words(synonyms)
    reader = _Reader(found=found, synonyms=synonyms, words=words, seen=seen, own=own, topic=topic)
    proposal = reader.with_heads() or reader.plain()
    columns = with_units_in_doubt(_told_apart(proposal.columns), proposal.per)
    listed = {each.header for each in proposal.listed}
    return replace(
        proposal,
        columns=columns,
        under_heads=with_units_in_doubt(proposal.under_heads, proposal.per),
        tables=tuple(table for address, table in reader.own.items() if address in listed),
    )


def _topic(found: FoundBlock) -> Topic | None:
    return topic_of(found.title, found.about, [each.heading.text for each in found.columns])


def _own_tables(found: FoundBlock, synonyms: Mapping[str, Synonym], table: str) -> dict[str, OwnTable]:
    """Address of a column with a text on every line → what those texts are in the words of a workbook."""
    law = law_said(found) or "JW"
    filled = [each for each in found.columns if found.lines >= _FEWEST_LINES and _is_filled(each, found)]
    own = {each.address: own_table(each.heading.values, synonyms, law, table) for each in filled}
    return {address: each for address, each in own.items() if each is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """A table, and the words to read it by."""

    found: FoundBlock
    synonyms: Mapping[str, Synonym]
    words: Mapping[str, Synonym]
    """Those for headers."""
    seen: Seen
    own: Mapping[str, OwnTable]
    """Address → what its texts are in the words of the workbook."""
    topic: Topic | None

    def plain(self) -> BlockProposal:
        """A list: every column comes once."""
        asked = [column for column in self.found.columns if not column.heading.is_calculated]
        allocations = allocation_lines(asked, [self._words_of(each) for each in asked])
        if allocations is not None:
            return BlockProposal(
                found=self.found,
                table="toewijzing",
                joined=("verloop", "prestatie"),
                columns=self._on_pattern(asked, allocations),
            )
        return self._of(asked)

    def with_heads(self) -> BlockProposal | None:
        """A crosstab; None when nothing stands beside each other."""
        asked = [column for column in self.found.columns if not column.heading.is_calculated]
        across = heads_among(asked) or self._codes_beside(asked) or self._words_for_codes(asked)
        if across is None:
            return None
        heads, patterns = across
        beside = heads.columns(patterns)
        once = [column for column in asked if column.address not in beside]
        under = tuple(self._under(heads, pattern) for pattern in patterns)
        plain = self._of(once, is_grouped=True, total=under)
        return replace(plain, heads=heads, under_heads=under)

    def _codes_beside(self, asked: Sequence[FoundColumn]) -> tuple[Heads, tuple[str, ...]] | None:
        """Perceel, product and the like beside each other, under a word that says so."""
        for word in dict.fromkeys(
            each.address.partition(_STEP)[0] for each in asked if _STEP in each.address
        ):
            synonym = meaning_of(Heading(text=word), self.words, {}).synonym
            shown = synonym.per_group if synonym else None
            found = heads_under(word, shown, asked) if _field_shown(shown) in _KEYS else None
            if found is not None:
                return found
        return None

    def _words_for_codes(self, asked: Sequence[FoundColumn]) -> tuple[Heads, tuple[str, ...]] | None:
        """Codes beside each other in the words of the workbook, with no text below them."""
        heads = heads_of_codes([each.address for each in asked], self.synonyms, law_said(self.found) or "JW")
        return (heads, (HEAD,)) if heads else None

    def _of(
        self, asked: Sequence[FoundColumn], *, is_grouped: bool = False, total: Sequence[Proposal] = ()
    ) -> BlockProposal:
        keys, topic = self._listed(asked), self.topic
        asked = self._to_fill(asked, keys)
        meant = [(_at_its_address(each), self._meaning(each, total)) for each in asked]
        sheet = propose_meant(
            meant,
            is_grouped=is_grouped or bool(keys) or self._has_a_line_per(meant),
            table=topic.table if topic else "",
        )
        where = topic.where if topic else self._that_have_a_line(keys)
        proposal = BlockProposal(
            found=self.found,
            table=sheet.table,
            joined=() if sheet.table == "wachtlijst" else ("toewijzing",),
            per=sheet.per,
            where=where,
            columns=sheet.columns,
        )
        return _with_listed_lines(proposal, keys, self.own) if keys else proposal

    def _that_have_a_line(self, keys: Sequence[str]) -> Mapping[str, object]:
        """Only rows with a reason of ending, where lines are such reasons: help that goes on has none."""
        made = [_field_shown(self.own[key].meaning.per_group) for key in keys if key in self.own]
        return {name: {"filled": True} for name in made if name == "reden_beeindiging"}

    def _to_fill(self, asked: Sequence[FoundColumn], keys: Sequence[str]) -> Sequence[FoundColumn]:
        """Without the columns of listed lines that hold a text already and tell no line apart."""
        if not self._has_lines():
            return asked
        return [each for each in asked if each.address in keys or self._is_open(each, keys)]

    def _is_open(self, column: FoundColumn, keys: Sequence[str]) -> bool:
        """Whether lines leave a column to be filled; numbers that count on stand ready for more of them."""
        is_numbered = not keys and counts_on(column.heading.values)
        return is_numbered or not _is_filled(column, self.found)

    def _listed(self, asked: Sequence[FoundColumn]) -> tuple[str, ...]:
        """The addresses of the columns by which lines that stand there already are known."""
        if not self._has_lines():
            return ()
        keys = [each for each in asked if _is_filled(each, self.found) and self._is_key(each)]
        alone = [column for column in keys if len(set(column.heading.values)) == self.found.lines]
        return tuple(column.address for column in alone[:1] or keys)

    def _has_lines(self) -> bool:
        """Whether lines stand there already that have something left to fill."""
        are_more = self.found.lines >= _FEWEST_LINES or bool(self.found.part and self.found.lines)
        return are_more and any(
            not column.heading.is_calculated and not _is_filled(column, self.found)
            for column in self.found.columns
        )

    def _has_a_line_per(self, meant: Sequence[tuple[Heading, Meaning]]) -> bool:
        """Whether the title says per what a line stands: `Per status` above a column Status.

        Not when a column tells one row or one client: such a list may be there per something as well.
        """
        known = [each.synonym for _, each in meant if each.synonym]
        fields = {_field_shown(each.per_row) for each in known}
        headers = {normal(heading.text) for heading, _ in meant}
        is_said = not headers.isdisjoint(_PER.findall(normal(self.found.title)))
        return is_said and all(each.per_group for each in known) and fields.isdisjoint(_OF_ONE)

    def _is_key(self, column: FoundColumn) -> bool:
        if month_named(column.heading.values) or column.address in self.own:
            return True
        synonym = self._words_of(column).synonym
        shown = synonym.per_group if synonym else None
        is_kept = isinstance(shown, Mapping) and isinstance(shown.get("translate"), Mapping)
        name = _field_shown(shown)
        shows_codes = name != "productcode" or are_products(column.heading.every_value)
        return name in _KEYS and shows_codes and not is_kept

    def _words_of(self, column: FoundColumn) -> Meaning:
        """What the lowest header text means, or else the whole of its path."""
        topic = self.topic
        if self.found.loose_head and column.address != column.heading.text:
            return Meaning(
                None, 0, f"onbekend: {self.found.loose_head!r} is niet samengevoegd met wat ernaast staat"
            )
        of_lines = self._of_its_lines(column)
        if of_lines is not None:
            return of_lines
        told = meaning_under(topic, column.heading.text) if topic else None
        if told is not None:
            return told
        under = self._of_a_status(column) or figure_of_allocations(column)
        if under is not None:
            return under
        if normal(column.heading.text) in _DECLARED and not self._tells_delivered():
            return all_that_is_declared(column.heading.text)
        return meaning_of(column.heading, self.words, self.seen)

    def _of_its_lines(self, column: FoundColumn) -> Meaning | None:
        """What the texts of the lines that stand there are: months, ages, everyday words for codes."""
        form = month_named(column.heading.every_value)
        if form:
            return month_of_a_line(column.heading.text, form)
        return self.own[column.address].meaning if column.address in self.own else None

    def _of_a_status(self, column: FoundColumn) -> Meaning | None:
        """An amount or number below the word of a status: only what has that status is meant."""
        above, step, own = column.address.rpartition(_STEP)
        status = status_said(above.rpartition(_STEP)[2]) if step else ""
        synonym = meaning_of(replace(column.heading, text=own), self.words, {}).synonym if status else None
        summed = synonym.per_group if synonym else None
        if synonym is None or not isinstance(summed, Mapping) or not isinstance(summed.get("sum"), Mapping):
            return None
        only = {**summed, "sum": {**summed["sum"], "only": {"status": status}}}
        reason = f"onder {above!r}: alleen wat die status heeft"
        return Meaning(replace(synonym, per_row=None, per_group=only, reason=reason), 75, reason)

    def _meaning(self, column: FoundColumn, total: Sequence[Proposal]) -> Meaning:
        found = self._words_of(column)
        if found.synonym is None and len(total) == 1 and normal(column.heading.text) in ("totaal", "som"):
            whole = Synonym(
                header=column.heading.text,
                table="",
                per_row=None,
                per_group=total[0].expression,
                reason="totaal van wat ernaast staat",
            )
            return Meaning(whole, min(total[0].confidence, 85), "totaal van wat ernaast staat")
        return found

    def _tells_delivered(self) -> bool:
        return any("geleverd" in normal(column.heading.text) for column in self.found.columns)

    def _under(self, heads: Heads, pattern: str) -> Proposal:
        """What stands under each head: by its own text, or else by what the titles say."""
        parts = [part for part in pattern.replace("*", "").split(_STEP) if part.strip()]
        own = "" if [part.lower() for part in parts] == [heads.kind] else _STEP.join(parts).strip()
        shows_dates = all(column.heading.shows_dates for column in self.found.columns)
        if own:
            text = own.rpartition(_STEP)[2]
            found = self._words_of(FoundColumn(own, Heading(text=text, shows_dates=shows_dates)))
            expression = found.synonym.per_group if found.synonym else None
            reason = f"per {heads.kind}: {found.reason}"
            return Proposal(pattern, expression, found.confidence if expression else 0, reason)
        expression, confidence, reason = told_by_titles(self.found, heads)
        return Proposal(pattern, expression, confidence, f"per {heads.kind}: {reason}")

    @staticmethod
    def _on_pattern(asked: Sequence[FoundColumn], found: Sequence[Proposal]) -> tuple[Proposal, ...]:
        return tuple(
            replace(
                each,
                header=column.address,
                expression=each.expression if column.heading.shows_dates else as_text(each.expression),
            )
            for column, each in zip(asked, found, strict=True)
        )


def _with_listed_lines(
    proposal: BlockProposal, keys: Sequence[str], own: Mapping[str, OwnTable]
) -> BlockProposal:
    """The same with a line per what tells which line of the workbook it is, and no more."""
    columns = tuple(map(_in_its_unit_first, proposal.columns))
    listed = tuple(each for each in columns if each.header in keys)
    others = tuple(each for each in columns if each.header not in keys)
    made = [each.expression for each in listed if each.header in own]
    per = (*keys_of([each for each in listed if each.header not in own]), *made)
    return replace(proposal, per=per, columns=others, listed=listed)


def _in_its_unit_first(proposal: Proposal) -> Proposal:
    """A listed line has rows of several units: each row is brought to one before they are added up."""
    steps = proposal.expression
    if not isinstance(steps, Mapping) or not isinstance(steps.get("sum"), Mapping) or "to_unit" not in steps:
        return proposal
    rest = {name: each for name, each in steps.items() if name not in ("sum", "to_unit")}
    return replace(proposal, expression={"sum": {**steps["sum"], "to_unit": steps["to_unit"]}, **rest})


def _field_shown(expression: object) -> str:
    """The field that is shown as it is or recoded."""
    shown = expression.get("field", "") if isinstance(expression, Mapping) else expression
    return str(shown).rpartition(".")[2]


def _at_its_address(column: FoundColumn) -> Heading:
    return replace(column.heading, text=column.address)


def _is_filled(column: FoundColumn, found: FoundBlock) -> bool:
    """Whether every line that stands there has a text of its own in this column."""
    return len(column.heading.values) == found.lines and set(column.heading.values) != {"0"}


def _told_apart(columns: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The same figure is proposed once, for the column of which it is surest; for others it is a question."""
    alike: dict[str, list[Proposal]] = {}
    for each in columns:
        if each.expression:
            alike.setdefault(repr(each.expression), []).append(each)
    surest = {key: max(several, key=lambda each: each.confidence) for key, several in alike.items()}
    return tuple(_among(each, alike.get(repr(each.expression), []), surest) for each in columns)


def _among(own: Proposal, alike: Sequence[Proposal], surest: Mapping[str, Proposal]) -> Proposal:
    """A column beside those that seem to ask the same."""
    if len(alike) < 2:  # noqa: PLR2004 - it is the only one
        return own
    first = surest[repr(own.expression)]
    if own is first:
        return own.at_most(_UNSURE)
    return Proposal(own.header, None, 0, f"onbekend: lijkt hetzelfde als {first.header!r}")
