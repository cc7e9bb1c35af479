"""The blank files of a format of several files as a zip that a person can open."""

import posixpath

from service.domain.formats.blank_files import blanks_of_files, named_templates
from service.files.archive import pack_start, stored_entry, write_archive
from service.files.catalogue.yaml_documents import document_of


def zip_of_blanks(text: str, blank: bytes) -> bytes:
    """Each blank file under the name that the format gives it, with the ending of its template."""
    named = named_templates(document_of(text, "", "").content.get("output"))
    endings = {file: posixpath.splitext(template)[1] for file, template in named.items()}
    entries = [
        stored_entry(f"{file}{endings.get(file, '')}", content)
        for file, content in blanks_of_files(blank).items()
    ]
    return write_archive(pack_start([]), entries)
