"""What happens at a broken file of the catalogue: whoever reads stops there, or goes on without it."""

from collections.abc import Callable

from service.domain.failures import FormatError
from service.domain.formats.broken import BrokenFile
from service.domain.formats.composition import Document
from service.domain.periods import parse_period

OnFault = Callable[[FormatError], None]
"""Gets the fault of each file that is left out."""


def stop(fault: FormatError) -> None:
    """Nothing is left out: the first fault is raised."""
    raise fault


def broken_by_path(fault: FormatError) -> BrokenFile:
    """A file of which nothing is known but where it stands: a format is called after its folder and file."""
    *folders, file = fault.file.removeprefix("mappings/").split("/")
    version, _, ending = file.rpartition(".")
    is_format = len(folders) > 1 and ending == "yaml" and _is_period(version)
    if not is_format:
        return BrokenFile(fault=fault)
    return BrokenFile(fault=fault, name="/".join(folders), version=version)


def broken_format(document: Document, fault: FormatError) -> BrokenFile:
    """A format that can be read, and not used; its fault may stand in something that it uses."""
    name, version = name_and_version_of(document)
    return BrokenFile(fault=fault, name=name, version=version)


def name_and_version_of(document: Document) -> tuple[str, str]:
    """Its format and first period; a file that leaves its validity to what it uses is called after it."""
    valid = document.content.get("valid")
    begin = valid.get("from") if isinstance(valid, dict) else document.name.rpartition("/")[2]
    return str(document.content.get("format")), str(begin)


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except ValueError:
        return False
    return True
