"""Read a file as the service does, in a separate process with the limits that every trap has to keep."""

import resource

from service.files.separate_process.parsing import ParsingLimits
from service.pipeline.check_file import check_files_separately

LIMITS = ParsingLimits(memory=1_000_000_000, cpu_seconds=10, wall_seconds=60.0)
"""Ten seconds of processor time and 1 GB: whoever needs more is ended, and the answer is NO_ANSWER."""
NO_ANSWER = "file-cannot-be-read"


def check_within_limits(files, standard):
    """Check (name, content) files apart; that no limit was hit is asserted here, for every trap alike."""
    checked = check_files_separately(files, standard, LIMITS)
    reasons = [each.facts["reason"] for each in checked.findings if each.kind.code == NO_ANSWER]
    assert not reasons, f"the reader gave no answer: {reasons}"
    return checked


def largest_process():
    """The most memory that any process apart took until now, in bytes, the interpreter included."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def seconds_apart():
    """Processor seconds of every process apart until now."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
