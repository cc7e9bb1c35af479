"""Read and check a file that stands on disk, in a separate process: whatever it does, there is an answer."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.findings import Finding
from service.domain.standard.export import Export, RawExport
from service.domain.standard.findings import files as file_findings
from service.domain.standard.intake import AS_USUAL, CheckedExport, check_export
from service.domain.standard.model import Standard
from service.domain.standard.repairs import Reading
from service.files.export import pack_tables_into, unpack_tables
from service.files.separate_process import Died, ParsingLimits, do_separately, shared_file
from service.pipeline.add_up import EarlierUpload
from service.pipeline.whole_way import read_and_check
from service.process.memory import give_memory_back


def check_files_separately(
    files: Sequence[tuple[str, bytes]],
    standard: Standard,
    limits: ParsingLimits | None = None,
    reading: Reading = AS_USUAL,
    before: Sequence[EarlierUpload] | None = None,
) -> CheckedExport:
    """Read (name, content) files as one export and check it, in a process with limits and no network.

    An addition is added to what came `before`, oldest first.
    A file that crashes or chokes a reader gives one finding that blocks; it never takes this process along.
    """
    allowed = limits or ParsingLimits()
    with shared_file() as tables:

        def work() -> CheckedExport:
            checked = read_and_check(files, standard, allowed.unpacked, reading, before)
            give_memory_back()
            pack_tables_into(tables, checked.export)
            tables.flush()
            return replace(checked, export=Export({}))

        answer = do_separately(work, allowed)
        if isinstance(answer, Died):
            finding = Finding(file_findings.CANNOT_BE_READ, facts={"reason": answer.reason})
            return check_export(RawExport((), (finding,)), standard)
        return replace(answer, export=unpack_tables(tables))
