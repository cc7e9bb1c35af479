"""A file that crashes, chokes or hangs its reader gives a finding, and the worker lives on."""

import os
import subprocess
import sys
import time

import pytest

from service.domain.failures import FormatError
from service.domain.findings import Verdict
from service.domain.formats.faults.writing import NO_FORMAT
from service.domain.standard.findings.files import CANNOT_BE_READ
from service.domain.standard.intake import AS_USUAL
from service.files.separate_process.parsing import ParsingLimits
from service.pipeline.check_separately import CheckSeparately
from tests.written_engine import WrittenEngine

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")

MIB = 1024 * 1024


class _Reader(WrittenEngine):
    def check(self, content, filename, reading=AS_USUAL, before=None):  # noqa: ARG002 - the port has it
        match content:
            case b"abort":
                os.abort()
            case b"memory":
                bytearray(2048 * MIB)
            case b"hang":
                while time.monotonic() > 0:
                    pass
            case b"fault":
                raise FormatError(NO_FORMAT.fault(), "x.yaml")
        return super().check(content, filename, reading)


@pytest.fixture
def apart():
    return CheckSeparately(_Reader(), ParsingLimits(memory=256 * MIB, cpu_seconds=1))


def test_what_the_engine_finds_comes_back_as_it_is(apart):
    assert apart.check(b"kwartaal", "x.xlsx") == WrittenEngine().check(b"kwartaal", "x.xlsx")


@pytest.mark.parametrize("content", [b"abort", b"memory", b"hang"])
def test_a_reader_that_dies_of_a_file_gives_a_finding_about_that_file(apart, content):
    checked = apart.check(content, "x.xlsx")

    assert checked.verdict is Verdict.REJECTED
    assert [finding.kind for finding in checked.findings] == [CANNOT_BE_READ]


def test_a_failure_of_the_program_stays_a_failure(apart):
    with pytest.raises(FormatError, match=r"x\.yaml: This is no format\. Start"):
        apart.check(b"fault", "x.xlsx")


class _ClosesOnTheWayOut(WrittenEngine):
    def check(self, content, filename, reading=AS_USUAL, before=None):  # noqa: ARG002 - the port has it
        try:
            return super().check(content + bytes(2048 * MIB), filename, reading)
        finally:
            raise ValueError("I/O operation on closed file")


def test_a_lack_of_memory_is_told_as_such_whatever_is_raised_on_the_way_out():
    checked = CheckSeparately(_ClosesOnTheWayOut(), ParsingLimits(memory=256 * MIB)).check(b"", "x.xlsx")

    assert [(finding.kind, dict(finding.facts)) for finding in checked.findings] == [
        (CANNOT_BE_READ, {"reason": "memory"})
    ]


_ADDRESSES = """
from service.process.memory import use_system_allocator
import pyarrow as pa

use_system_allocator()

def taken():
    sizes = open("/proc/self/status").read().split("VmSize:")[1]
    return int(sizes.split()[0])

before = taken()
pa.array([True, False]).to_numpy(zero_copy_only=False)
print(taken() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how many addresses a process takes")
def test_the_addresses_that_arrow_keeps_are_taken_before_any_process_apart_counts_them():
    done = subprocess.run([sys.executable, "-c", _ADDRESSES], capture_output=True, check=True)

    assert int(done.stdout) < 100_000, "kB"
