"""Have every upload looked at by the operator's virus scanner before anything of it is read."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.standard.intake import AS_USUAL
from service.domain.standard.repairs import Reading
from service.files.separate_process import ScannerAddress, scan_for_viruses
from service.pipeline.add_up import EarlierUpload
from service.pipeline.engine import CheckedUpload
from service.pipeline.engine_around import EngineAround


@dataclass(frozen=True, slots=True)
class ScanFirst(EngineAround):
    """An engine that does not read what the scanner refuses. A scanner that is away is waited for."""

    scanner: ScannerAddress

    def check(
        self,
        content: bytes,
        filename: str,
        reading: Reading = AS_USUAL,
        before: Sequence[EarlierUpload] | None = None,
    ) -> CheckedUpload:
        """See Engine. Raises OutsideServiceAwayError: nothing passes that nobody looked at.

        What came before was looked at when it came.
        """
        findings = scan_for_viruses(content, self.scanner)
        if not findings:
            return self.engine.check(content, filename, reading, before)
        return CheckedUpload.unread(findings)
