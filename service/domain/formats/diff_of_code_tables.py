"""What changes in the code tables of a format, in words: which code, what it becomes, and what it became."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from service.domain.formats.code_tables import CodeTable
from service.domain.formats.plan import Plan
from service.domain.wording import AND, NOTHING, Wording, joined, same

_MOST_CODES = 5
_Key = tuple[str, str]
"""Law, empty for all, and code."""
_Meanings = tuple[tuple[str, date, date], ...]
"""All that a code becomes, with the days from and until which it does."""
_NEW = Wording("{key} wordt {now}", "{key} becomes {now}")
_GONE = Wording("{key} was {was}", "{key} was {was}")
_CHANGED = Wording("{key} wordt {now}, was {was}", "{key} becomes {now}, was {was}")


def changes_of_code_tables(old: Plan, new: Plan) -> Iterator[Wording]:
    """One sentence for what is new, gone or changed in a table that both have."""
    for name in sorted(old.code_tables.keys() & new.code_tables.keys()):
        before, after = (_meanings(each.code_tables[name]) for each in (old, new))
        both = [key for key in after if before.get(key, after[key]) != after[key]]
        groups = (
            (sorted(after.keys() - before.keys()), Wording("nieuw", "new"), _NEW),
            (sorted(before.keys() - after.keys()), Wording("vervallen", "gone"), _GONE),
            (both, Wording("veranderd", "changed"), _CHANGED),
        )
        for keys, what, words in groups:
            if keys:
                told = [_told(words, key, before, after) for key in keys[:_MOST_CODES]]
                yield _sentence(name, len(keys), what, told)


def _sentence(name: str, count: int, what: Wording, told: Sequence[Wording]) -> Wording:
    more = same("; …") if count > len(told) else NOTHING
    return Wording(
        "In codetabel {name}: {count} × {what} ({told}).", "In code table {name}: {count} × {what} ({told})."
    ).fill(name=name, count=count, what=what, told=joined("; ", told) + more)


def _told(
    words: Wording, key: _Key, before: Mapping[_Key, _Meanings], after: Mapping[_Key, _Meanings]
) -> Wording:
    law, code = key
    own = f"{code} ({law})" if law else code
    return words.fill(key=own, now=_becomes(after.get(key, ())), was=_becomes(before.get(key, ())))


def _becomes(meanings: _Meanings) -> Wording:
    return joined(AND, [same(repr(text)) + _days(begin, until) for text, begin, until in meanings])


def _days(begin: date, until: date) -> Wording:
    """From and until which day a meaning holds; nothing for always."""
    told = NOTHING
    if begin != date.min:
        told += Wording(" vanaf {day}", " from {day}").fill(day=begin)
    if until != date.max:
        told += Wording(" tot en met {day}", " until {day}").fill(day=until)
    return told


def _meanings(table: CodeTable) -> Mapping[_Key, _Meanings]:
    found: dict[_Key, _Meanings] = {}
    for line in table.lines:
        own = (line.becomes, line.valid_from, line.valid_until)
        found[line.law, line.code] = (*found.get((line.law, line.code), ()), own)
    return found
