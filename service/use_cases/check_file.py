"""Read and check a file that stands on disk, in a process apart: whatever it does, there is an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain.findings import Finding
from service.domain.standard import file_findings
from service.domain.standard.export import Export, RawExport
from service.domain.standard.intake import CheckedExport, check_export
from service.domain.standard.model import Standard
from service.files.export_reader import read_exports
from service.files.export_tables import pack_tables, unpack_tables
from service.files.memory import give_memory_back
from service.files.parsing import Died, ParsingLimits, do_apart


@dataclass(frozen=True, slots=True)
class _Packed:
    """What travels back: everything but the tables as it is, the tables as packed arrow."""

    checked: CheckedExport
    tables: bytes


def check_files_apart(
    files: Sequence[tuple[str, bytes]], standard: Standard, limits: ParsingLimits | None = None
) -> CheckedExport:
    """Read (name, content) files as one export and check it, in a process with limits and no network.

    A file that crashes or chokes a reader gives one finding that blocks; it never takes this process along.
    """
    allowed = limits or ParsingLimits()

    def work() -> _Packed:
        checked = check_export(read_exports(files, allowed.unpacked), standard)
        give_memory_back()
        return _Packed(replace(checked, export=Export({})), pack_tables(checked.export))

    answer = do_apart(work, allowed)
    if isinstance(answer, Died):
        finding = Finding(file_findings.CANNOT_BE_READ, facts={"reason": answer.reason})
        return check_export(RawExport((), (finding,)), standard)
    export = unpack_tables(answer.tables)
    give_memory_back()
    return replace(answer.checked, export=export)
