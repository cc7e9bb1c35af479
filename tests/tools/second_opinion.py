"""What frictionless and pandera say of an export, from nothing but the published data package."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from pathlib import Path

import pandera.pandas as pa
from frictionless import Package, system

from service.domain.findings import FindingKind

PACKAGE = Path(__file__).parents[2] / "mappings" / "standaard" / "2026.1" / "datapackage.json"
FRICTIONLESS, PANDERA = "frictionless", "pandera"


@dataclass(frozen=True, slots=True)
class Constraint:
    """One sort of demand that the package makes, which of our findings says so, and who else can hold it."""

    name: str
    ours: tuple[str, ...]
    held_by: tuple[str, ...]
    why_not: str = ""


CONSTRAINTS = {
    each.name: each
    for each in (
        Constraint("required", ("missing-value",), (FRICTIONLESS, PANDERA)),
        Constraint("type integer", ("not-a-number", "not-a-whole-number"), (FRICTIONLESS, PANDERA)),
        Constraint("type number", ("not-a-number",), (FRICTIONLESS, PANDERA)),
        Constraint("type date", ("not-a-date",), (FRICTIONLESS, PANDERA)),
        Constraint("maxLength", ("too-long", "malformed", "other-version"), (FRICTIONLESS, PANDERA)),
        Constraint("pattern", ("malformed", "other-version"), (FRICTIONLESS, PANDERA)),
        Constraint("enum", ("unknown-code", "unknown-decisive-code"), (FRICTIONLESS, PANDERA)),
        Constraint("minimum", ("negative", "out-of-range"), (FRICTIONLESS, PANDERA)),
        Constraint("maximum", ("out-of-range",), (FRICTIONLESS, PANDERA)),
        Constraint("format email", ("email-malformed",), (FRICTIONLESS, PANDERA)),
        Constraint("primaryKey", ("duplicate-key",), (FRICTIONLESS, PANDERA)),
        Constraint(
            "uniqueKeys", ("duplicate-key",), (PANDERA,), "frictionless 5.21 does not know uniqueKeys"
        ),
        Constraint(
            "foreignKeys", ("allocation-missing",), (FRICTIONLESS,), "pandera looks at one table at a time"
        ),
        Constraint(
            "eenmaal:uniek_per_wet",
            ("duplicate-key",),
            (),
            "the wet is in another table: Table Schema has no such key",
        ),
    )
}
"""By name. A schema has nothing else than these: `demands_of` fails on what is not here."""


def resources() -> list[dict]:
    """The tables of the published package."""
    return json.loads(PACKAGE.read_text(encoding="utf-8"))["resources"]


_BREAKING: dict[str, Callable[[object], str]] = {
    "maxLength": lambda most: "a" * (most + 1),
    "pattern": lambda _: "?",
    "enum": lambda _: "?",
    "minimum": lambda least: str(least - 1),
    "maximum": lambda most: str(most + 1),
}
"""A text that breaks a constraint. A constraint that is not here is one that nobody looked at: KeyError."""


def demands_of(field: dict) -> Iterator[tuple[str, str]]:
    """Every demand on a field, with a text that breaks it."""
    constraints = dict(field["constraints"])
    if field["type"] != "string":
        yield f"type {field['type']}", "gisteren"
    if field.get("format", "default") != "default":
        yield f"format {field['format']}", "zorg.example"
    if constraints.pop("required"):
        yield "required", ""
    for name, value in constraints.items():
        yield name, _BREAKING[name](value)


def keys_of(schema: dict) -> Iterator[str]:
    """The names of the keys that a table has."""
    yield from (name for name in schema if name not in ("fields", "missingValues"))


def said_by_frictionless(texts: dict[str, bytes], folder: Path) -> set[tuple[str, int, str, str]]:
    """(table, row, field, type of error) of csv texts; a key has the empty field."""
    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        resource["dialect"] = {"csv": {"delimiter": ";"}}
        (folder / resource["path"]).write_bytes(texts[resource["name"]])
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    return {
        (task.name, error.row_number, getattr(error, "field_name", ""), error.type)
        for task in report.tasks
        for error in task.errors
    }


def said_by_pandera(frames) -> set[tuple[str, int, str, str]]:
    """(table, row, field, cell or key) of frames of text; a key has the empty field."""
    return {each for name in _schemas() for each in _said_of_table(name, _HashedFrame(frames[name]))}


class _HashedFrame:
    """A frame of texts that is equal to another with the same: of a table alone the answer is the same."""

    def __init__(self, frame) -> None:
        self.frame = frame
        self._text = frame.to_csv()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _HashedFrame) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)


@lru_cache(maxsize=64)
def _said_of_table(name: str, hashed: _HashedFrame) -> frozenset[tuple[str, int, str, str]]:
    schema = _schemas()[name]
    frame = hashed.frame[list(schema.columns)].astype(object).replace({"": None})
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return frozenset(_places(name, errors.failure_cases))
    return frozenset()


def _places(name: str, cases) -> Iterator[tuple[str, int, str, str]]:
    for case in cases.itertuples(index=False):
        is_key = case.schema_context == "DataFrameSchema"
        where = ("", "key") if is_key else (case.column, "cell")
        yield (name, int(case.index) + 2, *where)


@cache
def _schemas() -> dict[str, pa.DataFrameSchema]:
    return {resource["name"]: schema_for_pandera(resource["schema"]) for resource in resources()}


def schema_for_pandera(schema: dict) -> pa.DataFrameSchema:
    """The same demands as the package, in pandera, on columns of text."""
    unique = schema.get("primaryKey") or next(iter(schema.get("uniqueKeys", [])), None)
    columns = {
        field["name"]: pa.Column(object, list(_checks(field)), nullable=not field["constraints"]["required"])
        for field in schema["fields"]
    }
    return pa.DataFrameSchema(columns, unique=unique, report_duplicates="exclude_first")


def _checks(field: dict) -> Iterator[pa.Check]:
    constraints, kind = field["constraints"], field["type"]
    if kind != "string":
        yield _each(lambda text: _value(text, kind) is not None)
    if field.get("format") == "email":
        yield pa.Check.str_matches(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    if "maxLength" in constraints:
        yield pa.Check.str_length(max_value=constraints["maxLength"])
    if "pattern" in constraints:
        yield _each(lambda text: re.fullmatch(constraints["pattern"], text) is not None)
    if "enum" in constraints:
        yield pa.Check.isin(constraints["enum"])
    if "minimum" in constraints:
        yield _each(lambda text: (found := _value(text, kind)) is None or found >= constraints["minimum"])
    if "maximum" in constraints:
        yield _each(lambda text: (found := _value(text, kind)) is None or found <= constraints["maximum"])


def _each(holds: Callable[[str], bool]) -> pa.Check:
    return pa.Check(holds, element_wise=True)


def _value(text: str, kind: str) -> Decimal | date | None:
    try:
        return date.fromisoformat(text) if kind == "date" else _number(text, kind)
    except (ValueError, InvalidOperation):
        return None


def _number(text: str, kind: str) -> Decimal | None:
    number = Decimal(text)
    return number if number.is_finite() and (kind == "number" or number == int(number)) else None


def coverage_page(kinds: list[FindingKind]) -> Iterator[str]:
    """The lines of docs/second-opinion.md: what the package demands, and of what only we speak."""
    fields = [field for resource in resources() for field in resource["schema"]["fields"]]
    demands = Counter(name for field in fields for name, _ in demands_of(field))
    demands += Counter(key for resource in resources() for key in keys_of(resource["schema"]))
    yield "# A second opinion"
    yield ""
    yield "Written from tests/tools/second_opinion.py. Frictionless and pandera get nothing but the published"
    yield "data package. Every demand on every field and every key below is broken once and has to be found"
    yield "by each that can hold it (`tests/unit/intake/test_second_opinion.py`)."
    yield ""
    yield "| demand of the package | times | what we say | frictionless | pandera | why not |"
    yield "|---|---|---|---|---|---|"
    for each in CONSTRAINTS.values():
        held = ["yes" if who in each.held_by else "no" for who in (FRICTIONLESS, PANDERA)]
        ours = ", ".join(f"`{code}`" for code in each.ours)
        yield f"| {each.name} | {demands[each.name]} | {ours} | {held[0]} | {held[1]} | {each.why_not} |"
    said = {code for each in CONSTRAINTS.values() for code in each.ours}
    others = sorted(kind.code for kind in kinds if kind.code not in said)
    yield ""
    yield f"The other {len(others)} kinds of finding are in no package, for Table Schema has no"
    yield "word for them: rules between fields, rows and tables, codes of one wet or of one day, the"
    yield "elfproef, how a value is written in a file, and the file itself. Of those nobody else speaks:"
    yield ""
    yield ", ".join(f"`{code}`" for code in others) + "."
