"""The log of acts: a leaf is there exactly when its act is, in one order, and nobody can change it."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError

from service.domain.access import Actor
from service.domain.burden.residual import Cause
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.proof.canonical import canonical, hash_of
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.keys import new_log_key, policy_of, signer_of
from service.domain.proof.tiles import Tile, leaves_in
from service.domain.proof.tree import inclusion_proof, leaf_hash, require_included, root_of
from service.storage.log import Log
from service.use_cases.jobs import grow_log

KEY = new_log_key("test.localhost/logboek", bytes(32))


@pytest.fixture
def settings(settings):
    return replace(settings, log_key=KEY)


@pytest.fixture
def grow(wiring):
    return grow_log.GrowLog(wiring.stores, signer_of(KEY))


def everything(wiring, viewer):
    with wiring.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
        return work.entries.newest_first(1000)


def kinds(entries):
    return Counter(each.kind.value for each in entries)


def test_every_act_on_a_submission_is_a_leaf_that_each_sees_of_what_it_may_see(wiring, region, hands, grow):
    submission = hands.deliver(region.provider)
    report, *_ = wiring.reports.list(region.utrecht)
    wiring.reports.download(region.utrecht, report.id)
    wiring.reports.judge(region.utrecht, report.id, Cause.DATA_QUALITY, "Het totaal klopt niet.")
    added = grow()

    own = everything(wiring, region.provider)
    assert len(own) == added > 6
    assert kinds(own) >= Counter(received=1, checked=1, sent=2, downloaded=1, judged=1)
    seen = everything(wiring, region.utrecht)
    assert {each.municipality for each in seen} == {"", "0344"}
    assert kinds(seen)["sent"] == 1
    assert everything(wiring, region.bureau) == seen
    assert everything(wiring, region.other_provider) == ()
    (judged,) = [each for each in seen if each.kind is ActKind.JUDGED]
    assert (judged.who, judged.submission, judged.report) == (("municipality", "0344"), submission, report.id)
    assert {name: judged.facts[name] for name in ("verdict", "cause", "municipality")} == {
        "verdict": "rejected",
        "cause": Cause.DATA_QUALITY.value,
        "municipality": "0344",
    }


def test_a_leaf_has_no_person_and_commits_to_its_facts(wiring, region, hands, grow):
    hands.deliver(region.provider)
    grow()

    for each in everything(wiring, region.provider):
        leaf = json.loads(each.leaf)
        assert canonical(leaf) == each.leaf
        assert leaf["facts"] == hash_of(each.facts)
        assert set(leaf) == {
            *("version", "act", "object", "trace", "result", "actor", "organisation", "origin", "at", "facts")
        }
        assert region.provider.login not in each.leaf.decode().replace('"actor":"provider"', "")
        assert region.provider.origin not in each.leaf.decode()
    salts = [each.facts["salt"] for each in everything(wiring, region.provider)]
    assert len(set(salts)) == len(salts)


def test_a_leaf_of_a_transaction_that_fails_is_not_there(wiring, region, grow):
    def fails():
        with wiring.stores.as_organisation(region.provider.organisation.id, region.provider.actor) as work:
            work.log.write(LoggedAct(kind=ActKind.RETENTION_APPLIED, subject="submission x"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    assert grow() == 0


def test_leaves_have_one_order_and_tiles_checkpoint_and_leaves_agree(wiring, region, grow, monkeypatch):
    monkeypatch.setattr(grow_log, "MOST_AT_ONCE", 300)
    for begin in range(0, 700, 100):
        write(wiring, region.provider, begin, 100)
    assert (grow(), grow()) == (700, 0)
    write(wiring, region.provider, 700, 5)
    assert grow() == 5

    with wiring.stores.as_log_reader() as log:
        note = log.checkpoint()
        head = Checkpoint.parse(note.text)
        bundles = [log.tile(Tile(-1, number, width)) for number, width in ((0, 256), (1, 256), (2, 193))]
        leaves = [leaf for bundle in bundles for leaf in leaves_in(bundle)]
        assert log.tile(Tile(-1, 2, 194)) is log.tile(Tile(0, 2, 194)) is log.tile(Tile(1, 1)) is None
        path = inclusion_proof(log.hashes(705), 300, 705)
        first = Checkpoint.parse(log.checkpoint(300).text)
    assert head.head == root_of(leaves)
    assert first.head == root_of(leaves[:300])
    require_included(leaf_hash(leaves[300]), 300, 705, path, head.root)
    policy = policy_of("", signer_of(KEY))
    assert policy.log_of(note, head.origin).text == signer_of(KEY).verifier.text
    assert [json.loads(each)["object"] for each in leaves] == [f"thing {each}" for each in range(705)]


def write(wiring, viewer, begin, count):
    with wiring.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
        acts = (LoggedAct(kind=ActKind.ANSWERED, subject=f"thing {begin + each}") for each in range(count))
        work.log.write(*acts)


def test_leaves_written_while_others_grow_the_log_each_get_one_place(wiring, region, grow):
    def write_and_grow(number):
        write(wiring, region.provider, number * 20, 20)
        return grow()

    with ThreadPoolExecutor(4) as threads:
        added = sum(threads.map(write_and_grow, range(12))) + grow()

    entries = everything(wiring, region.provider)
    assert added == 240
    assert sorted(each.index for each in entries) == list(range(240))
    assert len({each.object for each in entries}) == 240


def test_without_a_key_leaves_wait_until_there_is_one(wiring, region):
    write(wiring, region.provider, 0, 3)

    assert grow_log.GrowLog(wiring.stores, None)() == 0
    assert grow_log.GrowLog(wiring.stores, signer_of(KEY))() == 3


def test_the_reconciler_grows_the_log(wiring, region):
    write(wiring, region.provider, 0, 2)

    assert wiring.jobs.reconcile()["logged"] == 2


def test_a_part_of_the_service_that_works_for_nobody_writes_leaves_too(wiring, database, grow):
    engine = create_engine(database.url)
    with engine.begin() as connection:
        connection.execute(text("SELECT set_config('app.purpose', 'retention', true)"))
        act = LoggedAct(kind=ActKind.KEY_DESTROYED, subject="submission 7", facts={"kind": "copy"})
        Log(connection, Actor("reconciler", "service")).write(act)
    engine.dispose()

    assert grow() == 1
    with wiring.stores.as_log_reader() as log:
        (leaf,) = leaves_in(log.tile(Tile(-1, 0, 1)))
    found = json.loads(leaf)
    assert (found["actor"], found["organisation"], found["origin"]) == ("service", "", "service")


@pytest.mark.parametrize("table", ["log_entry", "log_checkpoint"])
def test_even_a_superuser_cannot_change_what_has_a_place(wiring, region, database, grow, table):
    write(wiring, region.provider, 0, 2)
    grow()
    engine = create_engine(database.superuser_url)

    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):  # noqa: S608 - our own names
        with pytest.raises(ProgrammingError, match="only grows"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()


def test_nobody_but_who_grows_the_log_sees_or_places_leaves_that_wait(wiring, region, database):
    write(wiring, region.provider, 0, 2)
    engine = create_engine(database.url)
    for purpose, rows in (("", 0), ("log-reading", 0), ("public", 0), ("log", 2)):
        with engine.begin() as connection:
            connection.execute(text("SELECT set_config('app.purpose', :purpose, true)"), {"purpose": purpose})
            assert connection.execute(text("SELECT count(*) FROM log_queue")).scalar_one() == rows
    engine.dispose()
