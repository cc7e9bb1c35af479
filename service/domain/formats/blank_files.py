"""The municipality's own blank files that an output fills: one, or in a zip one for each file with one."""

import json
from collections.abc import Mapping

from service.domain.formats.output import Output, TemplateOutput, ZipOutput

FILES_TOGETHER = "bestanden"
"""What the blank files of a zip are called where one file is kept with its name."""


def named_templates(output: object) -> dict[str, str]:
    """File → the template that it names; the only file of a report is called "". Of what is written."""
    written = output if isinstance(output, Mapping) else {}
    files = written.get("files")
    every = {"": written, **(files if isinstance(files, Mapping) else {})}
    return {
        str(file): str(each["template"])
        for file, each in every.items()
        if isinstance(each, Mapping) and each.get("template") is not None
    }


def blank_of(output: object, templates: Mapping[str, bytes]) -> bytes | None:
    """What a report is made from, as bytes; None for one that is written from nothing.

    Of a zip it is every blank file behind each other, with their lengths in front: one hash for all of them.
    """
    named = named_templates(output.model_dump() if isinstance(output, TemplateOutput | ZipOutput) else output)
    if "" in named:
        return templates[named[""]]
    return _bundled({file: templates[name] for file, name in named.items()}) if named else None


def blanks_of_files(blank: bytes | None) -> dict[str, bytes]:
    """The other way round for a zip: file → its blank file."""
    if not blank:
        return {}
    start, _, rest = blank.partition(b"\n")
    found, at = {}, 0
    for file, length in json.loads(start).items():
        found[file] = rest[at : at + length]
        at += length
    return found


def blanks_by_name(output: Output, blank: bytes | None) -> dict[str, bytes]:
    """Template → its content, of all that this output names."""
    if blank is None:
        return {}
    if isinstance(output, TemplateOutput):
        return {output.template: blank}
    named = named_templates(output.model_dump())
    return {named[file]: content for file, content in blanks_of_files(blank).items()}


def with_names(output: Output, names: Mapping[str, str]) -> Output:
    """The same output with templates under other names."""
    if isinstance(output, TemplateOutput):
        return output.model_copy(update={"template": names.get(output.template, output.template)})
    if isinstance(output, ZipOutput):
        files = {
            file: each.model_copy(update={"template": names.get(each.template, each.template)})
            if isinstance(each, TemplateOutput)
            else each
            for file, each in output.files.items()
        }
        return output.model_copy(update={"files": files})
    return output


def _bundled(blanks: Mapping[str, bytes]) -> bytes:
    lengths = json.dumps({file: len(content) for file, content in blanks.items()}, ensure_ascii=False)
    return b"\n".join((lengths.encode(), b"".join(blanks.values())))
