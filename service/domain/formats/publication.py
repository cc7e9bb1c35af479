"""Publication: what of a format is fixed when it is published, and how it comes back exactly as it was."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from service.domain.failures import FormatError
from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.formats.compiling import compile_format
from service.domain.formats.composition import Composed
from service.domain.formats.faults.publishing import PUBLISHED_TEXT_CHANGED, PUBLISHED_WORKBOOK_CHANGED
from service.domain.formats.plan import Plan
from service.domain.standard.model import Standard

_BUNDLE = "bundel"
"""Blank files behind each other, as `blank_files` puts them: no zip that one can open."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One published version of a format: everything that decides what its reports hold."""

    name: str
    version: str
    """The reporting period from which it holds."""
    sha256: str
    """Of `text`: the name by which a report says what it was made with."""
    text: str
    """The format with its fragments laid under it, its code tables and the hash of its template, as JSON."""

    @property
    def template_sha256(self) -> str | None:
        """The hash of the blank workbook that goes with it; None for a format without one."""
        found = json.loads(self.text)["template"]
        return None if found is None else str(found)

    @property
    def template_name(self) -> str:
        """What its blank workbook is called where it is kept: by its hash, and the kind of file it is."""
        kind = json.loads(self.text)["format"]["output"]["kind"]
        return f"{self.template_sha256}.{_BUNDLE if kind == 'zip' else kind}"


def publication_of(plan: Plan) -> Publication:
    """What there is to keep of a version: with its template it is enough to make its reports again."""
    return Publication(plan.name, plan.version, plan.sha256, plan.resolved)


def plan_of(
    publication: Publication,
    standard: Standard,
    template: bytes | None,
    file: str = "",
    today: Mapping[str, CodeTable] | None = None,
) -> Plan:
    """The plan exactly as it was published, whatever fragments and code tables say today.

    From the tables of `today` it takes only codes that had no meaning at all: a row that waited for one can
    go on, and nothing that was ever reported changes. The plan then has a hash of its own.
    Raises FormatError, naming `file`, when the text is not what its hash says or the template is another one.
    """
    if hashlib.sha256(publication.text.encode()).hexdigest() != publication.sha256:
        raise FormatError(
            PUBLISHED_TEXT_CHANGED.fault(format=f"{publication.name}@{publication.version}"), file
        )
    own = None if template is None else hashlib.sha256(template).hexdigest()
    if own != publication.template_sha256:
        raise FormatError(
            PUBLISHED_WORKBOOK_CHANGED.fault(format=f"{publication.name}@{publication.version}"), file
        )
    parts = json.loads(publication.text)
    composed = Composed(file or f"{publication.name}@{publication.version}", parts["format"])
    tables = _code_tables(parts["code_tables"])
    shared = {name: table for name, table in (today or {}).items() if name not in _own(parts["format"])}
    known = {name: _extended(table, shared.get(name)) for name, table in tables.items()}
    plan = compile_format(composed, standard, known, template, as_kept=True)
    return replace(plan, is_published=True)


def _own(written: Mapping[str, Mapping[str, object]]) -> Collection[str]:
    """The code tables that the format has itself: no table of a folder adds to them."""
    return written.get("code_tables", {})


def _extended(table: CodeTable, today: CodeTable | None) -> CodeTable:
    codes = {line.code for line in table.lines}
    new = tuple(line for line in today.lines if line.code not in codes) if today else ()
    return CodeTable(table.name, (*table.lines, *new))


def _code_tables(written: Mapping[str, list[list[str]]]) -> dict[str, CodeTable]:
    return {
        name: CodeTable(
            name,
            tuple(
                CodeLine(
                    code=code,
                    becomes=becomes,
                    law=law,
                    valid_from=date.fromisoformat(begin),
                    valid_until=date.fromisoformat(until),
                )
                for code, becomes, law, begin, until in lines
            ),
        )
        for name, lines in written.items()
    }
