"""The technical rules of iJw and its sisters, and by what each is held, as a page of the docs."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "docs" / "technical-rules.csv"
_TECHNICAL = "TR"


@dataclass(frozen=True, slots=True)
class WalkedRule:
    """One rule of the field, in words of our own."""

    rule: str
    messages: str
    about: str
    held_by: tuple[str, ...]
    """Codes of findings."""
    reason: str
    """Why nothing holds it, or what there is to know about how it is held."""

    @property
    def is_technical(self) -> bool:
        """Whether it is of the numbered list of iJw."""
        return self.rule.startswith(_TECHNICAL)


def walked_rules() -> list[WalkedRule]:
    """Every row of the source."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        return [
            WalkedRule(
                row["rule"], row["messages"], row["about"], tuple(row["held_by"].split()), row["reason"]
            )
            for row in csv.DictReader(lines, strict=True)
        ]


def technical_rules_page() -> Iterator[str]:
    """The lines of docs/technical-rules.md."""
    walked = walked_rules()
    technical = [each for each in walked if each.is_technical]
    held = sum(bool(each.held_by) for each in technical)
    yield "# Technical rules, and by what each is held"
    yield ""
    yield "Written from docs/technical-rules.csv, in words of our own. Codes are those of the pages of"
    yield "[rules](rules.md) and [findings](findings.md)."
    yield f"Of the {len(technical)} technical rules of iJw 3.2, {held} are held; of the other"
    yield f"{len(technical) - held} it is said why not."
    for title, rules in (
        ("iJw 3.2", technical),
        ("Other rules of the field", [each for each in walked if not each.is_technical]),
    ):
        yield ""
        yield f"## {title}"
        yield ""
        yield "| rule | messages | asks for | held by | what there is to know |"
        yield "|---|---|---|---|---|"
        yield from (_line(each) for each in rules)


def _line(each: WalkedRule) -> str:
    held = ", ".join(f"`{code}`" for code in each.held_by) or "not held"
    return f"| {each.rule} | {each.messages} | {each.about} | {held} | {each.reason} |"
