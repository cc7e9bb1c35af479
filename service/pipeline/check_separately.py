"""Check uploads in a separate process, so that a file that crashes or chokes a reader costs no worker."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.findings import Finding
from service.domain.standard.findings.files import CANNOT_BE_READ
from service.domain.standard.intake import AS_USUAL
from service.domain.standard.repairs import Reading
from service.files.separate_process import Died, ParsingLimits, do_separately
from service.pipeline.add_up import EarlierUpload
from service.pipeline.engine import CheckedUpload
from service.pipeline.engine_around import EngineAround


@dataclass(frozen=True, slots=True)
class CheckSeparately(EngineAround):
    """An engine whose checks run in a fork with limits; what it translates it read itself before."""

    limits: ParsingLimits

    def check(
        self,
        content: bytes,
        filename: str,
        reading: Reading = AS_USUAL,
        before: Sequence[EarlierUpload] | None = None,
    ) -> CheckedUpload:
        """See Engine. A check that dies of its upload, or of its limits, is a finding about the file."""
        answer = do_separately(lambda: self.engine.check(content, filename, reading, before), self.limits)
        if not isinstance(answer, Died):
            return answer
        return CheckedUpload.unread((Finding(CANNOT_BE_READ, facts={"reason": answer.reason}),))
