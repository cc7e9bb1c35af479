"""Pages that are written by the program itself; `python -m tests.guards.generated_docs` renews them."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from service.domain.formats import verbs  # noqa: F401 - importing it makes the verbs known by name
from service.domain.formats.verb import Verb, known_verbs
from service.domain.standard.intake import all_kinds
from service.domain.wording import NOTHING, same
from service.domain.words import every_kind
from tests.guards.api_tables import events_page, parity_table
from tests.guards.fault_kinds import every_fault_kind
from tests.guards.format_reference import reference_page
from tests.guards.technical_rules import technical_rules_page
from tests.tools import api_client
from tests.tools.second_opinion import coverage_page
from tests.tools.what_rules_say import rules_said

DOCS = Path(__file__).parents[2] / "docs"


WRITERS: Mapping[str, Callable[[], str]] = {
    "verbs.md": lambda: "\n".join(_verbs()),
    "findings.md": lambda: "\n".join(_findings()),
    "faults.md": lambda: "\n".join(_faults()),
    "second-opinion.md": lambda: "\n".join(coverage_page(list(all_kinds()))),
    "formats/reference.md": lambda: "\n".join(reference_page()),
    "technical-rules.md": lambda: "\n".join(technical_rules_page()),
    "../tests/golden/rules.yaml": rules_said,
    "api/events.md": lambda: "\n".join(events_page()),
    "api/parity.csv": parity_table,
    "api/openapi.json": api_client.description_file,
    "api/client/eenmaal_client.py": api_client.client_file,
}
"""File name below docs/ → what writes it, by which a page takes the time it costs only when it is asked."""


def page(file: str) -> str:
    """What the code says now in a file below docs/, with one line end behind it."""
    return WRITERS[file]().rstrip("\n") + "\n"


def _verbs() -> Iterator[str]:
    yield "# Verbs"
    yield ""
    yield "Written from the code. A column is a list of these, in the order in which they work."
    for name, kind in sorted(known_verbs().items()):
        summary, _, more = (kind.__doc__ or "").strip().partition("\n")
        yield ""
        yield f"## {name}"
        yield ""
        yield summary
        paragraphs = " ".join(line.strip() for line in more.strip().splitlines())
        if paragraphs:
            yield ""
            yield paragraphs
        yield ""
        yield "| option | what it takes |"
        yield "|---|---|"
        yield from _options(kind)


def _options(kind: type[Verb]) -> Iterator[str]:
    schema = kind.model_json_schema(by_alias=True)
    for option, described in schema.get("properties", {}).items():
        choices = described.get("enum") or ([described["const"]] if "const" in described else [])
        takes = ", ".join(f"`{choice}`" for choice in choices) or _type_of(described)
        bare = " (the bare value)" if option == kind.main else ""
        default = f"; `{described['default']}` when left out" if "default" in described else ""
        yield f"| `{option}`{bare} | {takes}{default} |"


def _type_of(described: dict) -> str:
    if described.get("x-place") == "Expression":
        return "a field, or verbs"
    if described.get("type") == "object":
        return "conditions by field"
    return {"string": "text", "integer": "a whole number"}.get(described.get("type", ""), "text")


def _findings() -> Iterator[str]:
    yield "# Findings"
    yield ""
    yield "Written from the code: everything that can be said about a submission."
    yield ""
    yield "| code | severity | in Dutch | in English |"
    yield "|---|---|---|---|"
    for kind in sorted(every_kind(), key=lambda each: each.code):
        yield f"| `{kind.code}` | {kind.severity.value} | {_cell(kind.words.nl)} | {_cell(kind.words.en)} |"


def _faults() -> Iterator[str]:
    yield "# Faults of a format"
    yield ""
    yield "Written from the code: everything that can be wrong with a format, and what to write instead."
    yield ""
    yield "| code | in Dutch | in English |"
    yield "|---|---|---|"
    for kind in sorted(every_fault_kind(), key=lambda each: each.code):
        said = kind.words + (same(" ") + kind.remedy if kind.remedy else NOTHING)
        yield f"| `{kind.code}` | {_cell(said.nl)} | {_cell(said.en)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    for file in WRITERS:
        (DOCS / file).write_text(page(file), encoding="utf-8")
