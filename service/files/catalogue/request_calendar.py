"""Read the calendar of requests from mappings/uitvragen/."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.domain.failures import FormatError
from service.domain.faults import comma_list
from service.domain.formats.calendar import Request
from service.domain.formats.composition import Document
from service.domain.formats.faults.publishing import (
    NO_REQUESTS,
    UNKNOWN_FORMAT,
    UNKNOWN_MUNICIPALITY,
    UNKNOWN_PROVIDER_GROUP,
    UNKNOWN_REGION,
)
from service.domain.formats.faults.values import NOT_A_PERIOD, value_fault
from service.domain.periods import Period, parse_period
from service.domain.standard.model import CodeList
from service.files.catalogue.broken_files import OnFault, stop
from service.files.catalogue.yaml_documents import read_document


class _Entry(BaseModel):
    """One line of the calendar: a format, and who asks it from when on."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, coerce_numbers_to_str=True)

    format: str
    region: str = ""
    """A jeugdregio: all its municipalities ask it."""
    municipalities: tuple[str, ...] = ()
    excluding: Annotated[tuple[str, ...], Field(alias="except")] = ()
    begin: Annotated[str, Field(alias="from")]
    until: str = ""
    deadline_days: int = 30
    deadline_working_days: Annotated[int, Field(ge=0)] = 0
    """Instead of calendar days, where an agreement counts that way."""
    legal_ground: str
    purpose: str = ""
    """What the figures are for."""
    providers: frozenset[str] = frozenset()
    """AGB codes; none means every provider."""
    provider_group: str = ""
    """Only providers of this group, named under `provider_groups` of the file."""
    except_provider_group: str = ""
    """Every provider but those of this group."""


def read_requests(
    mappings_dir: Path, municipalities: CodeList, formats: Collection[str], on_fault: OnFault = stop
) -> Iterator[Request]:
    """Every request of one of these formats, one per municipality; what is not there goes to `on_fault`."""
    for path in sorted((mappings_dir / "uitvragen").glob("*.yaml")):
        try:
            document = read_document(path, path.stem, f"mappings/uitvragen/{path.name}")
        except FormatError as fault:
            on_fault(fault)
            continue
        written = document.content.get("requests")
        if not isinstance(written, list):
            on_fault(FormatError(NO_REQUESTS.fault(), document.file, 1))
            continue
        groups = _groups(document)
        for number, entry in enumerate(written):
            line = document.origin(("requests", str(number))).line
            try:
                asked = _in_groups(_entry(entry, document, line), groups, document, line)
                found = tuple(_requests(asked, municipalities, formats, document, line))
            except FormatError as fault:
                on_fault(fault)
            else:
                yield from found


def _entry(written: object, document: Document, line: int) -> _Entry:
    try:
        return _Entry.model_validate(written)
    except ValidationError as invalid:
        raise FormatError(value_fault(invalid, _Entry)[0], document.file, line) from invalid


def _groups(document: Document) -> dict[str, frozenset[str]]:
    """The groups of providers that a file names, each a list of AGB codes."""
    written = document.content.get("provider_groups", {})
    named = written if isinstance(written, dict) else {}
    return {name: frozenset(str(code) for code in codes) for name, codes in named.items()}


def _in_groups(
    entry: _Entry, groups: Mapping[str, frozenset[str]], document: Document, line: int
) -> tuple[_Entry, frozenset[str], frozenset[str]]:
    """The entry, the providers it is for (none: everyone) and the providers it is not for."""
    for name in (entry.provider_group, entry.except_provider_group):
        if name and name not in groups:
            raise FormatError(
                UNKNOWN_PROVIDER_GROUP.fault(group=name, known=comma_list(groups)), document.file, line
            )
    own = groups.get(entry.provider_group, frozenset())
    return entry, entry.providers | own, groups.get(entry.except_provider_group, frozenset())


def _requests(
    asked: tuple[_Entry, frozenset[str], frozenset[str]],
    municipalities: CodeList,
    formats: Collection[str],
    document: Document,
    line: int,
) -> Iterator[Request]:
    entry, providers, without = asked
    if entry.format not in formats:
        raise FormatError(
            UNKNOWN_FORMAT.fault(format=entry.format, known=", ".join(sorted(formats))), document.file, line
        )
    begin = _period(entry.begin, document, line).begin
    until: date | None = _period(entry.until, document, line).end if entry.until else None
    for code in _codes(entry, municipalities, document, line):
        yield Request(
            municipality=code,
            format=entry.format,
            begin=begin,
            until=until,
            deadline_days=entry.deadline_days,
            deadline_working_days=entry.deadline_working_days,
            legal_ground=entry.legal_ground,
            purpose=entry.purpose,
            providers=providers,
            without=without,
        )


def _period(written: str, document: Document, line: int) -> Period:
    try:
        return parse_period(written)
    except ValueError as fault:
        raise FormatError(NOT_A_PERIOD.fault(label=written), document.file, line) from fault


def _codes(entry: _Entry, municipalities: CodeList, document: Document, line: int) -> list[str]:
    named = [*entry.municipalities, *entry.excluding]
    unknown = [code for code in named if code not in municipalities.codes]
    if unknown:
        raise FormatError(UNKNOWN_MUNICIPALITY.fault(municipality=unknown[0]), document.file, line)
    of_region = _of_region(entry.region, municipalities)
    if entry.region and not of_region:
        raise FormatError(UNKNOWN_REGION.fault(region=entry.region), document.file, line)
    chosen = dict.fromkeys((*of_region, *entry.municipalities))
    return [code for code in chosen if code not in entry.excluding]


def _of_region(region: str, municipalities: CodeList) -> list[str]:
    """The gemeentecodes of a jeugdregio; none where no region is named."""
    return [each.code for each in municipalities.entries if region and each.more["jeugdregio"] == region]
