"""What processes tell of the job they do, also with their last words."""

import os
import subprocess
import sys
from uuid import UUID, uuid4

import pytest

from service.domain.submissions.jobs import JobId
from workers.doing import Listener, Teller, owner_name

LAST_WORDS = """
import os, sys
from uuid import UUID
from workers.doing import Teller
Teller(int(sys.argv[1]), "here")._tell(sys.argv[2])
"""


@pytest.fixture
def pipe():
    ears, mouth = os.pipe()
    os.set_blocking(ears, False)
    os.set_inheritable(mouth, True)
    yield ears, mouth
    os.close(ears)
    os.close(mouth)


def ended_after(mouth: int, job: UUID) -> int:
    """The number of a process that told that it does `job`, and ended in it."""
    process = subprocess.Popen([sys.executable, "-c", LAST_WORDS, str(mouth), str(job)], pass_fds=[mouth])
    assert process.wait() == 0
    return process.pid


def test_who_ended_is_told_with_the_job_it_did_and_once(pipe):
    ears, mouth = pipe
    listener, job = Listener("here"), uuid4()
    process = ended_after(mouth, job)
    listener.hear(ears)

    assert listener.take_ended(ears) == {owner_name("here", process): JobId(job)}
    assert listener.take_ended(ears) == {}


def test_the_last_words_of_who_ended_are_heard_before_it_is_said_what_it_did(pipe):
    """Between hearing and looking who is alive, it can begin with a job and end in it."""
    ears, mouth = pipe
    listener, job = Listener("here"), uuid4()
    process = ended_after(mouth, job)
    listener.jobs[process] = None  # all that was heard of it until then: it does nothing

    assert listener.take_ended(ears) == {owner_name("here", process): JobId(job)}


def test_who_lives_has_not_ended_and_holds_what_it_does(pipe):
    ears, mouth = pipe
    listener, job = Listener("here"), JobId(uuid4())

    with Teller(mouth, "here").doing(job):
        listener.hear(ears)
        assert listener.held() == {owner_name("here", os.getpid()): job}
        assert listener.take_ended(ears) == {}
    listener.hear(ears)
    assert listener.held() == {}
