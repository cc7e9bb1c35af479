"""Formats and code tables as the recount reads them: documents on disk, never compiled."""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from service.domain.formats.composition import Document as YamlDocument
from service.domain.formats.composition import compose
from service.domain.standard.model import Standard
from service.files.catalogue import read_document

_NOT_FORMATS = ("standaard", "codelijsten", "uitvragen")


@dataclass(frozen=True, slots=True)
class FormatDocument:
    """One version of a format, as it is written with what it uses laid under it."""

    name: str
    content: Mapping[str, object]
    tables: "Mapping[str, ReadCodeTable]" = field(default_factory=dict)
    """Of a published version: its code tables as they were then; of another those that it has itself."""

    @property
    def output(self) -> Mapping[str, object]:
        """What kind of file it asks."""
        return cast("Mapping[str, object]", self.content["output"])

    def output_of(self, sheet: str) -> Mapping[str, object]:
        """What kind of file the one is in which a sheet stands."""
        files = cast("Mapping[str, Mapping[str, object]]", self.output.get("files") or {})
        return files.get(sheet.partition("/")[0], self.output)

    @property
    def laws(self) -> tuple[str, ...]:
        """The laws it is about."""
        return tuple(cast("Sequence[str]", self.content["law"]))

    @property
    def checked(self) -> tuple[str, ...]:
        """What its checks hold against the balance."""
        checks = cast("Sequence[Mapping[str, object]]", self.content.get("checks") or ())
        return tuple(str(each["total"]) for each in checks)

    @property
    def cells(self) -> Mapping[str, object]:
        """Expressions by address."""
        return cast("Mapping[str, object]", self.content.get("cells") or {})

    @property
    def sheets(self) -> Mapping[str, object]:
        """Sheets by name."""
        return cast("Mapping[str, object]", self.content.get("sheets") or {})

    def matches(self, filename: str) -> re.Match[str] | None:
        """Whether a file of this name is of this format; the groups say of whom and over which period."""
        pattern = re.escape(str(self.output["filename"]))
        for name, form in (
            ("gemeentecode", r"\d{4}"),
            ("agb_code", r"\d{8}"),
            ("periode", r"\d{4}(?:-\w+)?"),
        ):
            pattern = pattern.replace(re.escape(f"{{{name}}}"), f"(?P<{name}>{form})", 1)
        return re.fullmatch(pattern, filename)


@dataclass(frozen=True, slots=True)
class ReadCodeTable:
    """A code table, line by line: code, what it becomes, law, first and last day."""

    name: str
    lines: tuple[tuple[str, str, str, date, date], ...]

    @property
    def can_be_undone(self) -> bool:
        """Whether two codes of one law never become the same."""
        pairs = {(law, becomes, code) for code, becomes, law, _, _ in self.lines}
        return len({(law, becomes) for law, becomes, _ in pairs}) == len(pairs)

    def knows(self, code: str, day: date, laws: Sequence[str]) -> bool:
        """Whether it says what a code becomes on a day."""
        return any(
            line[0] == code and line[2] in ("", *laws) and line[3] <= day <= line[4] for line in self.lines
        )


def read_format_documents(mappings_dir: Path) -> tuple[FormatDocument, ...]:
    """Every version of every format below a mappings folder; a published one as it was kept."""
    published = dict(_published(mappings_dir))
    documents: dict[str, YamlDocument] = {}
    for path in sorted(mappings_dir.rglob("*.yaml")):
        below = path.relative_to(mappings_dir)
        if below.parts[0] not in _NOT_FORMATS and "voorbeelden" not in below.parts:
            name = str(below.with_suffix(""))
            documents[name] = read_document(path, name, f"mappings/{below}")
    named = {str(each.content.get("fragment") or each.content["format"]): each for each in documents.values()}
    known = {**documents, **named}
    written = (
        _as_written(compose(name, known).content)
        for name, document in documents.items()
        if "format" in document.content and _version(name, document.content) not in published
    )
    return (*published.values(), *written)


def _as_written(content: Mapping[str, object]) -> FormatDocument:
    """A version that nobody published yet, with the code tables that it has itself."""
    own = cast("Mapping[str, Sequence[Mapping[str, object]]]", content.get("code_tables", {}))
    tables = {
        name: ReadCodeTable(
            name, tuple(_code_line({key: str(text) for key, text in line.items()}) for line in lines)
        )
        for name, lines in own.items()
    }
    return FormatDocument(str(content["format"]), content, tables)


def _version(name: str, content: Mapping[str, object]) -> tuple[str, str]:
    """Name and first period; a file that leaves its validity to what it uses is called after it."""
    valid = content.get("valid")
    begin = valid["from"] if isinstance(valid, dict) else name.rpartition("/")[2]
    return str(content["format"]), str(begin)


def _published(mappings_dir: Path) -> Iterator[tuple[tuple[str, str], FormatDocument]]:
    for path in sorted((mappings_dir / "gepubliceerd").glob("*.json")):
        kept = json.loads(path.read_bytes())
        tables = {
            name: ReadCodeTable(
                name,
                tuple(
                    (code, becomes, law, date.fromisoformat(begin), date.fromisoformat(until))
                    for code, becomes, law, begin, until in lines
                ),
            )
            for name, lines in kept["code_tables"].items()
        }
        yield (
            _version("", kept["format"]),
            FormatDocument(str(kept["format"]["format"]), kept["format"], tables),
        )


def read_code_tables(mappings_dir: Path, standard: Standard) -> Mapping[str, ReadCodeTable]:
    """The code tables of regions, and the code lists of the standard as tables to their descriptions."""
    always = (date(1, 1, 1), date(9999, 12, 31))
    found = {
        f"standaard/{name}": ReadCodeTable(
            f"standaard/{name}",
            tuple(
                (
                    each.code,
                    each.description,
                    each.law,
                    each.valid_from or always[0],
                    each.valid_until or always[1],
                )
                for each in code_list.entries
            ),
        )
        for name, code_list in standard.code_lists.items()
    }
    for path in sorted(mappings_dir.rglob("codetabellen/*.csv")):
        name = f"{path.relative_to(mappings_dir).parts[0]}/{path.stem}"
        found[name] = ReadCodeTable(name, tuple(_code_lines(path)))
    return found


def _band(lowest: str, highest: str) -> str:
    """A line of a table of bands as a published version keeps it: `0..11`."""
    return "..".join(end.strip().replace(",", ".") for end in (lowest, highest))


def _code_lines(path: Path) -> Iterator[tuple[str, str, str, date, date]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from map(_code_line, csv.DictReader(lines, strict=True))


def _code_line(row: Mapping[str, str]) -> tuple[str, str, str, date, date]:
    begin, until = row.get("geldig_van"), row.get("geldig_tot")
    return (
        row["code"] if "code" in row else _band(row.get("van", ""), row.get("tot_en_met", "")),
        row["wordt"],
        row.get("wet") or "",
        date.fromisoformat(begin) if begin else date(1, 1, 1),
        date.fromisoformat(until) if until else date(9999, 12, 31),
    )
