"""A package of evidence as separate files for a procurement portal, under names that any of them takes.

Portals say in public how large a file may be, and not of which kind or name (docs/evidence.md): these are of
kinds and names that are common to all of them, as far as is generally known.
"""

import re
from hashlib import sha256

from service.domain.proof.evidence import COVER_PDF, INDEX
from service.domain.reports import Download
from service.files.evidence.package import read_package, write_package

LONGEST_NAME = 50
_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")
_KINDS = (("1-omslag", "pdf"), ("2-index", "xlsx"), ("3-bewijs", "zip"))


def for_portal(package: Download) -> Download:
    """A zip of a cover, an index and the package itself, to be uploaded one by one; the same bytes each time.

    Raises NotProvenError for what is no package.
    """
    files = read_package(package.content)
    contents = (files[COVER_PDF], files[INDEX], package.content)
    names = (_name(package.filename, what, ending) for what, ending in _KINDS)
    content = write_package(dict(zip(names, contents, strict=True)))
    name = _name(package.filename, "portaal", "zip")
    return Download(name, sha256(content).hexdigest(), content)


def _name(filename: str, what: str, ending: str) -> str:
    """Small letters, digits and dashes alone, not longer than any system takes, and still told apart."""
    stem = _OTHER_SIGNS.sub("-", filename.casefold().rpartition(".")[0]).removeprefix("bewijs-").strip("-")
    room = LONGEST_NAME - len(what) - len(ending) - 2
    return f"{what}-{stem[:room].strip('-')}.{ending}"
