"""What is said of the rows that break each rule, once they stand in a workbook: `tests/golden/rules.yaml`."""

from collections.abc import Iterable

import yaml

from service.domain.standard.intake import check_export
from service.domain.standard.rules.every_rule import ALL_RULES
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from tests.tools.exports import an_export, the_standard
from tests.unit.standard.test_rules import CASES

_HEAD = (
    "# What breaks each rule, and all that is said of it: sheet, row, kind, sentence. The rows stand in\n"
    "# CASES of tests/unit/standard/test_rules.py. Written by make docs: read aloud what changed.\n"
)


def said_of(tables: dict[str, Iterable[dict[str, object]]]) -> list[str]:
    """Every finding of a workbook with these rows: where, which, and its sentence."""
    content = write_export(an_export(**tables).tables, the_standard(), "xlsx")
    checked = check_export(read_export(content, "export.xlsx"), the_standard())
    return [
        f"{each.place.sheet} {each.place.row} {each.kind.code}: {each.text('nl')}"
        for each in checked.findings
    ]


def rules_said() -> str:
    """The file, with each rule that has rows to break it."""
    names = [rule.violations.__name__ for rule in ALL_RULES]
    said = {name: said_of(CASES[name][0]) for name in names if name in CASES}
    return _HEAD + yaml.safe_dump(said, allow_unicode=True, width=110, sort_keys=False)
