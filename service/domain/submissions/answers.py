"""Answers to warnings: it is right as it stands, and why."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.domain.failures import TerminalError
from service.domain.private_words import ClientMarks, tellings_in
from service.domain.standard.cells import CellFault, Cells
from service.domain.standard.export import RawTable
from service.domain.standard.rules.texts import holds_personal_data
from service.domain.wording import Wording

LONGEST_ANSWER = 1_000
"""Characters."""
ANSWER = Wording("Antwoord: klopt, want …", "Answer: right, because …")
MARK = Wording("Kenmerk", "Reference")
"""Headings of the list in a marked copy: where an answer is written, and by which it is known again."""
_KNOWN = re.compile(r"([a-z0-9-]+) ([0-9a-f]{32})")


class NotAnAnswerError(TerminalError):
    """An answer that says nothing, or is longer than LONGEST_ANSWER."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """One answer to one warning."""

    code: str
    identity: str
    """See domain/standard/row_identity."""
    text: str

    @property
    def mark(self) -> str:
        """As it stands in a marked copy."""
        return mark_of(self.code, self.identity)


class PersonalAnswerError(NotAnAnswerError):
    """An answer that names a person: by BSN, e-mail address, birth date or client number."""


def mark_of(code: str, identity: str) -> str:
    """By what a warning is known again in a marked copy."""
    return f"{code} {identity}" if identity else ""


def plain_answer(text: str) -> str:
    """The text of an answer, without signs that nobody sees. Raises NotAnAnswerError: a dash gives no reason.

    Raises PersonalAnswerError when it holds what no toelichting may hold either.
    """
    plain = "".join(sign for sign in text.strip() if sign.isprintable() or sign == "\n").strip()
    if not any(map(str.isalnum, plain)) or len(plain) > LONGEST_ANSWER:
        raise NotAnAnswerError(f"an answer has 1 to {LONGEST_ANSWER} characters")
    if holds_personal_data(plain):
        raise PersonalAnswerError("an answer holds no personal data")
    return plain


def require_no_client(text: str, clients: Iterable[str]) -> None:
    """Raise PersonalAnswerError for an answer in which one of these client numbers stands, however written.

    A number without a digit is as well a word.
    """
    numbers = frozenset(each for each in clients if any(map(str.isdigit, each)))
    if tellings_in(text, ClientMarks(numbers)):
        raise PersonalAnswerError("an answer names no client")


def with_answers(
    findings: Iterable[Mapping[str, object]], answers: Mapping[tuple[str, str], str]
) -> tuple[Mapping[str, object], ...]:
    """Findings in the shape F of docs/json.md, each with its `answer` where it has one."""
    if not answers:
        return tuple(findings)
    return tuple(
        {**each, "answer": said}
        if (said := answers.get((str(each["code"]), str(each.get("identity", "")))))
        else each
        for each in findings
    )


def answers_in(tables: Iterable[RawTable]) -> tuple[GivenAnswer, ...]:
    """What was written in the list of findings of a marked copy that comes back; too long is cut off."""
    return tuple(answer for table in tables for answer in _in_list(table))


def _in_list(table: RawTable) -> Iterator[GivenAnswer]:
    headings = [_text(column, 0) if len(column) else "" for column in table.columns]
    names = [(ANSWER.nl, MARK.nl), (ANSWER.en, MARK.en)]
    found = next((each for each in names if set(each) <= set(headings)), None)
    if found is None:
        return
    answers, marks = (table.columns[headings.index(each)] for each in found)
    for at in range(1, len(answers)):
        known, text = _KNOWN.fullmatch(_text(marks, at)), _kept(_text(answers, at))
        if known and text:
            yield GivenAnswer(code=known[1], identity=known[2], text=text)


def _kept(written: str) -> str:
    """What is kept of an answer in a copy; nothing of one that is none, or names a person."""
    try:
        return plain_answer(written.strip()[:LONGEST_ANSWER])
    except NotAnAnswerError:
        return ""


def _text(column: Cells, at: int) -> str:
    cell = column[at]
    return "" if cell is None or isinstance(cell, CellFault) else str(cell)
