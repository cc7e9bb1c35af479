"""A package of evidence carries a timestamp of others: here of an own authority, by openssl."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal
from service.domain.periods import parse_period
from service.domain.proof.failures import NotProvenError
from service.domain.proof.keys import new_log_key
from service.files.evidence import read_package, read_timestamp, timestamp_request
from service.wiring import build
from tests.conftest import Hands
from tests.tools.second_checker import check
from tests.tools.timestamp_authority import new_authority, served

YEAR = parse_period("2026")
STAMP, CHECKPOINT = "log/checkpoint.tsr", "log/checkpoint"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return new_authority(tmp_path_factory.mktemp("authority") / "tsa")


@pytest.fixture
def packed(settings, engine, queue, region):
    """The package of a service whose authority gives such answers."""
    opened = []

    def of(answer):
        with served(answer) as url:
            given = replace(
                settings,
                log_key=new_log_key("test.localhost/logboek", bytes(32)),
                timestamp_url=url,
                private_webhooks="127.0.0.1",
            )
            wiring = build(given, engine=engine, queue=queue)
            opened.append(wiring)
            Hands(wiring, queue).deliver(region.provider)
            return wiring.proof.make_evidence(region.provider, YEAR).content

    yield of
    for each in opened:
        each.close()


def verified(tmp_path, content, *more):
    file = tmp_path / "bewijs.zip"
    file.write_bytes(content)
    told = CliRunner().invoke(eenmaal, ["verify", str(file), *more, "--json"])
    return told.exit_code, json.loads(told.output)


def test_the_stamp_is_believed_by_openssl_by_us_and_by_nobody_who_believes_others(
    packed, authority, tmp_path
):
    content = packed(authority.reply)
    files = read_package(content)

    assert authority.verifies(files[CHECKPOINT], files[STAMP])
    assert not authority.verifies(files[CHECKPOINT] + b"\n", files[STAMP])
    assert not check(content)
    code, told = verified(tmp_path, content)
    assert (code, told["timestamp"]["trusted"]) == (0, False)
    code, told = verified(tmp_path, content, "--timestamp-root", str(authority.root))
    assert (code, told["timestamp"]["trusted"]) == (0, True)
    other = new_authority(tmp_path / "other")
    code, told = verified(tmp_path, content, "--timestamp-root", str(other.root))
    assert (code, told["faults"][0]["code"], told["faults"][0]["file"]) == (1, "timestamp-wrong", STAMP)


@pytest.mark.parametrize("answer", [b"", b"no timestamp", b"\x30\x03\x02\x01\x02", b"x" * 300_000])
def test_a_package_is_made_without_a_stamp_when_the_authority_gives_none(packed, tmp_path, answer):
    content = packed(lambda _query: answer)

    assert STAMP not in read_package(content)
    assert verified(tmp_path, content)[1]["timestamp"] is None
    assert verified(tmp_path, content, "--timestamp-root", __file__)[0] == 1, "one was asked for"


def test_an_answer_to_another_request_or_over_other_bytes_is_no_stamp(packed, authority):
    elsewhere = authority.reply(timestamp_request(b"other bytes").as_bytes())

    assert STAMP not in read_package(packed(lambda _query: elsewhere))


def test_a_stamp_that_was_changed_or_put_under_other_bytes_is_refused(authority):
    stamp = authority.reply(timestamp_request(b"a checkpoint").as_bytes())
    roots = authority.root.read_bytes()

    assert read_timestamp(stamp, b"a checkpoint", roots).is_trusted
    wrong = 0
    for at in range(0, len(stamp), 7):
        changed = bytearray(stamp)
        changed[at] ^= 1
        try:
            read_timestamp(bytes(changed), b"a checkpoint", roots)
        except NotProvenError:
            wrong += 1
    assert wrong > len(stamp) / 7 * 0.9, (
        "what is left is in parts that nobody signs, such as other certificates"
    )
    with pytest.raises(NotProvenError):
        read_timestamp(stamp, b"another", roots)
