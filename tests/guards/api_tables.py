"""Tables in docs/api that follow from the code: types of events, and where each operation of the API is."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from service.domain.proof.act_facts import ACT_FACTS
from service.domain.proof.acts import ACT_WORDS
from service.domain.proof.events import event_type
from tests.tools.api_description import endpoints_of_the_api

PARITY = Path(__file__).parents[2] / "docs" / "api" / "parity.csv"
COLUMNS = ("page", "api", "operation", "command", "remark")
_ABOUT = (
    "Written from the code. `feiten` in `data` has these names, in the words of the [log](../evidence.md):",
    "the type is a word of the API and Dutch, what stands in a leaf of the log is English and never changes.",
    "`municipality` is there too where it is about one. Besides, `data` has `aanlevering`, `rapportage`",
    "and `gemeenteCode` where it is about one, and of who did it `soortOrganisatie` (`provider`,",
    "`municipality`, `bureau`, or `service`: by itself) and `organisatie`, its code.",
)


def events_page() -> Iterator[str]:
    """docs/api/events.md."""
    yield "# Types of events"
    yield ""
    yield from _ABOUT
    yield ""
    yield "| type | when | feiten |"
    yield "|---|---|---|"
    for kind, facts in ACT_FACTS.items():
        told = "; ".join(f"`{name}`: {words.en}" for name, words in facts.items()) or "–"
        yield f"| `{event_type(kind)}` | {ACT_WORDS[kind].en} | {told} |"


def parity_table() -> str:
    """docs/api/parity.csv, as people wrote it, with the method and route of each operation of the API."""
    with PARITY.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    known, written = endpoints_of_the_api(), io.StringIO()
    table = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows({**row, "operation": known.get(row["api"], "")} for row in rows)
    return written.getvalue()
