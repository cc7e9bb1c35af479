"""Texts of a workbook that stand for codes or ages in its own words: the table that says which they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from service.domain.formats.drafts.ages import age_groups
from service.domain.formats.drafts.heads import Heads
from service.domain.formats.drafts.words import CODE, Meaning, Synonym, normal, stems

Line = Mapping[str, object]
_FEWEST = 2
_FEWEST_HEADS = 3
_ALLOCATION, _OTHER = "toewijzing", "*"
_MOST_UNKNOWN = 1 / 3
"""With more unknown texts a list is of something else."""
_REST = ("overig", "overige", "anders")
_OWN_ROWS = ("verloop", "wachtlijst")
"""Tables of which a field is no field of another."""
_AGES, _BIRTH = "leeftijden", "toewijzing.geboortedatum"
_SURE_OF_AGES, _SURE_OF_CODES = 85, 80


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTable:
    """A code table or bands that a format has itself, and the key that makes its texts."""

    name: str
    lines: tuple[Line, ...]
    """As a format writes them: `code` or `van` and `tot_en_met`, and `wordt`."""
    meaning: Meaning

    @property
    def key(self) -> Mapping[str, object]:
        """What makes its texts, as a format writes it: a band, or a field that is translated."""
        key = self.meaning.per_group
        return key if isinstance(key, Mapping) else {}

    def called(self, name: str) -> "OwnTable":
        """The same lines under another name, and the key that goes with them."""
        verb = "band" if "band" in self.key else "translate"
        key = {**self.key, verb: name}
        meaning = _meaning(self.meaning.table, key, self.meaning.confidence, self.meaning.reason)
        return replace(self, name=name, meaning=meaning)


def own_table(texts: Sequence[str], synonyms: Mapping[str, Synonym], law: str, table: str) -> OwnTable | None:
    """What the lines of a workbook are, when they are ages or everyday words for codes; None otherwise.

    `law`: the code of the law whose codes are meant where one text means another code under each.
    `table`: whose rows are asked, when that is known.
    """
    return _of_ages(texts) or _of_codes(texts, synonyms, law, table)


def _of_ages(texts: Sequence[str]) -> OwnTable | None:
    groups = age_groups(texts)
    if groups is None:
        return None
    lines = tuple(
        {"van": _end(each.begin), "tot_en_met": _end(each.end), "wordt": each.name} for each in groups
    )
    key = {"band": _AGES, "of": {"field": _BIRTH, "age": "period_end"}}
    reason = "de regels zijn leeftijden op de laatste dag van de periode"
    return OwnTable(name=_AGES, lines=lines, meaning=_meaning("", key, _SURE_OF_AGES, reason))


def _end(age: int | None) -> int | str:
    return "" if age is None else age


def _of_codes(texts: Sequence[str], synonyms: Mapping[str, Synonym], law: str, table: str) -> OwnTable | None:
    rest = [text for text in texts if normal(text).startswith(_REST)]
    named = [text for text in texts if text not in rest]
    for field, words in _words_by_field(synonyms, law).items():
        codes = {text: code for text in named if (code := _code_said(text, words))}
        if _are_enough(codes, named) and len(rest) <= 1:
            others = {*words.values()} - {*codes.values()}
            return _table(_named_on(table, field), codes, others, rest)
    return None


def _named_on(table: str, field: str) -> str:
    """The field as rows of a table have it: those who wait have no allocation."""
    return field.replace("toewijzing.", "wachtlijst.") if table == "wachtlijst" else field


def _are_enough(codes: Mapping[str, str], named: Sequence[str]) -> bool:
    """Whether most texts are a code, each another."""
    unknown = len(named) - len(codes)
    are_apart = len(set(codes.values())) == len(codes)
    return are_apart and len(codes) >= _FEWEST and unknown <= len(named) * _MOST_UNKNOWN


def _table(field: str, codes: Mapping[str, str], others: set[str], rest: Sequence[str]) -> OwnTable:
    table, _, name = field.rpartition(".")
    is_own = table in _OWN_ROWS
    lines = [{"code": code, "wordt": text} for text, code in codes.items()]
    lines += [{"code": code, "wordt": text} for text in rest for code in sorted(others)]
    own = name.replace("_", "-")
    key = {"field": name if is_own else field, "translate": own}
    reason = "de regels zijn woorden voor codes: kijk de tabel na"
    meaning = _meaning(table if is_own else "", key, _SURE_OF_CODES, reason)
    return OwnTable(name=own, lines=tuple(lines), meaning=meaning)


def heads_of_codes(texts: Sequence[str], synonyms: Mapping[str, Synonym], law: str) -> Heads | None:
    """The longest row of these texts that are words for codes of one field of an allocation."""
    found = (
        _longest(texts, field, words)
        for field, words in _words_by_field(synonyms, law).items()
        if field.startswith(f"{_ALLOCATION}.")
    )
    return max(filter(None, found), key=lambda heads: len(heads.names), default=None)


def _longest(texts: Sequence[str], field: str, words: Mapping[frozenset[str], str]) -> Heads | None:
    """Of one field, with one more text for all other codes at most."""
    said = [(text, _code_or_rest(text, words)) for text in texts]
    runs = [dict(run) for is_code, run in groupby(said, key=lambda each: bool(each[1])) if is_code]
    run = max(runs, key=len, default={})
    if len(run) < _FEWEST_HEADS or len(set(run.values())) < len(run):
        return None
    other = "".join(text for text, code in run.items() if code == _OTHER)
    named = {text: [code] for text, code in run.items() if text != other}
    return Heads(by=field, heads=named, other=other, names=tuple(run), kind=field.rpartition(".")[2])


def _code_or_rest(text: str, words: Mapping[frozenset[str], str]) -> str:
    return _code_said(text, words) or (_OTHER if normal(text).startswith(_REST) else "")


def _words_by_field(synonyms: Mapping[str, Synonym], law: str) -> dict[str, dict[frozenset[str], str]]:
    """Field → the stems of a word for a code → that code."""
    found: dict[str, dict[frozenset[str], str]] = {}
    for name, each in synonyms.items():
        if each.table == CODE:
            for field, code in _codes(each.per_row, law):
                found.setdefault(field, {})[stems(name.removeprefix(f"{CODE}:"))] = code
    return found


def _codes(written: object, law: str) -> Iterator[tuple[str, str]]:
    """Field and code; of a code that is another per law the one of this law."""
    for field, code in written.items() if isinstance(written, Mapping) else ():
        own = code.get(law) if isinstance(code, Mapping) else code
        if own:
            yield str(field), str(own)


def _code_said(text: str, words: Mapping[frozenset[str], str]) -> str:
    """The one code of which all words stand in a text, and the most of them; empty for none or several."""
    said = stems(normal(text))
    fitting = [(len(each), code) for each, code in words.items() if each and each <= said]
    most = max((count for count, _ in fitting), default=0)
    best = {code for count, code in fitting if count == most}
    return best.pop() if len(best) == 1 else ""


def _meaning(table: str, key: Mapping[str, object], confidence: int, reason: str) -> Meaning:
    synonym = Synonym(header="", table=table, per_row=dict(key), per_group=dict(key), reason=reason)
    return Meaning(synonym, confidence, reason)
