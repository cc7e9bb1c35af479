"""Look and send: what is not sent is nobody's business, and what is taken cannot be taken back."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.submissions.sending import Remark
from service.use_cases.submissions.send import LookAgainError
from service.use_cases.submissions.take_back import AlreadyTakenError

UTRECHT, AMSTERDAM = "0344", "0363"


@pytest.fixture
def made(region, hands):
    """A submission of which every report is made and none is sent."""
    submission = hands.upload(region.provider)
    hands.do_everything()
    return submission


def seen_by(wiring, viewer):
    return {each.submission for each in wiring.reports.list(viewer)}


def send(wiring, viewer, submission, *municipalities):
    seen = wiring.submissions.look(viewer, submission).seen
    return wiring.submissions.send(viewer, submission, municipalities, seen)


def test_what_is_made_and_not_sent_is_seen_by_its_provider_alone(wiring, region, made):
    assert seen_by(wiring, region.provider) == {made}
    assert seen_by(wiring, region.utrecht) == seen_by(wiring, region.bureau) == set()
    assert wiring.reports.show_deliveries(region.bureau).period is None
    assert wiring.burden.show(region.provider, "2026-Q1").measured is None
    (report, *_) = [each for each in wiring.reports.list(region.provider) if each.municipality == UTRECHT]
    for viewer in (region.utrecht, region.bureau):
        with pytest.raises(NotFoundError):
            wiring.reports.show(viewer, report.id)
    with pytest.raises(NotFoundError):
        wiring.reports.download(region.utrecht, report.id)


def test_what_is_sent_to_one_is_seen_by_that_one_and_its_bureau(wiring, region, made, ask):
    assert send(wiring, region.provider, made, UTRECHT) == (UTRECHT,)
    assert send(wiring, region.provider, made, UTRECHT) == ()

    assert seen_by(wiring, region.utrecht) == seen_by(wiring, region.bureau) == {made}
    assert seen_by(wiring, region.amsterdam) == set()
    (found,) = wiring.submissions.list(region.provider)
    assert (found.sent_to, found.waits_for_sending) == ({UTRECHT}, True)
    sent = wiring.submissions.look(region.provider, made).sent
    assert [(each.municipality, each.sent.by, each.sent.taken_at) for each in sent] == [
        (UTRECHT, "provider", None)
    ]
    assert ask("SELECT payload ->> 'municipalities' FROM act WHERE action = 'submission_sent'") == [
        ('["0344"]',)
    ]


def test_nobody_else_looks_sends_or_takes_back(wiring, region, made):
    seen = wiring.submissions.look(region.provider, made).seen
    for viewer in (region.utrecht, region.bureau):
        with pytest.raises(NotAllowedError):
            wiring.submissions.look(viewer, made)
        with pytest.raises(NotAllowedError):
            wiring.submissions.send(viewer, made, [UTRECHT], seen)
        with pytest.raises(NotAllowedError):
            wiring.submissions.take_back(viewer, made, UTRECHT)
        with pytest.raises(NotAllowedError):
            wiring.submissions.choose_sending(viewer, by_itself=True)
    with pytest.raises(NotFoundError):
        wiring.submissions.send(region.other_provider, made, [UTRECHT], seen)
    with pytest.raises(NotFoundError):
        wiring.submissions.take_back(region.other_provider, made, UTRECHT)


@pytest.mark.parametrize(("municipality", "seen"), [(UTRECHT, "another"), ("0014", None)])
def test_what_was_not_looked_at_is_not_sent(wiring, region, made, municipality, seen):
    looked_at = wiring.submissions.look(region.provider, made).seen

    with pytest.raises(LookAgainError):
        wiring.submissions.send(region.provider, made, [municipality], seen or looked_at)

    assert seen_by(wiring, region.utrecht) == set()


def test_a_later_upload_takes_the_place_of_what_a_municipality_has_when_it_is_sent_and_not_before(
    wiring, region, hands, made
):
    send(wiring, region.provider, made, UTRECHT, AMSTERDAM)
    later = hands.upload(region.provider, b"kwartaal jaar ")
    hands.do_everything()

    assert seen_by(wiring, region.utrecht) == {made}
    outlook = wiring.submissions.look(region.provider, later)
    assert all(one.former.submission == made for each in outlook.unsent for one in each.outgoing)
    assert not wiring.submissions.look(region.provider, made).can_be_sent

    send(wiring, region.provider, later, UTRECHT)
    holding = {each.submission for each in wiring.reports.list(region.utrecht) if not each.is_superseded}
    assert holding == {later}
    assert seen_by(wiring, region.amsterdam) == {made}
    newest, oldest = wiring.submissions.list(region.provider)
    assert oldest.superseded_by is None, "Amsterdam still has it"

    send(wiring, region.provider, later, AMSTERDAM)
    newest, oldest = wiring.submissions.list(region.provider)
    assert (newest.id, oldest.superseded_by) == (later, later)


def test_what_was_never_sent_gives_way_to_a_later_upload_at_once(wiring, region, hands, made):
    later = hands.upload(region.provider, b"kwartaal jaar ")
    hands.do_everything()

    newest, oldest = wiring.submissions.list(region.provider)
    assert (newest.id, oldest.superseded_by) == (later, later)
    with pytest.raises(LookAgainError):
        send(wiring, region.provider, made, UTRECHT)


def test_what_is_taken_back_is_gone_and_what_was_there_before_holds_again(wiring, region, hands, made):
    send(wiring, region.provider, made, UTRECHT)
    later = hands.deliver(region.provider, b"kwartaal jaar ")
    assert {each.submission: each.is_superseded for each in wiring.reports.list(region.utrecht)} == {
        made: True,
        later: False,
    }

    wiring.submissions.take_back(region.provider, later, UTRECHT)

    assert {each.submission: each.is_superseded for each in wiring.reports.list(region.utrecht)} == {
        made: False
    }
    _, oldest = wiring.submissions.list(region.provider)
    assert oldest.superseded_by is None
    with pytest.raises(AlreadyTakenError):
        wiring.submissions.take_back(region.provider, later, UTRECHT)


@pytest.mark.parametrize("act", ["download", "judge"])
def test_what_a_municipality_took_or_judged_is_not_taken_back(wiring, region, made, act):
    send(wiring, region.provider, made, UTRECHT)
    (report, *_) = wiring.reports.list(region.utrecht)
    if act == "download":
        wiring.reports.download(region.utrecht, report.id)
    else:
        wiring.reports.judge(region.utrecht, report.id, None)

    with pytest.raises(AlreadyTakenError):
        wiring.submissions.take_back(region.provider, made, UTRECHT)

    assert seen_by(wiring, region.utrecht) == {made}
    (sent,) = wiring.submissions.look(region.provider, made).sent
    assert sent.sent.taken_at is not None


def test_that_its_provider_or_bureau_looks_at_it_is_no_taking(wiring, region, made):
    send(wiring, region.provider, made, UTRECHT)
    (report, *_) = wiring.reports.list(region.utrecht)
    wiring.reports.download(region.provider, report.id)
    wiring.reports.show(region.bureau, report.id)
    wiring.reports.show(region.utrecht, report.id)

    wiring.submissions.take_back(region.provider, made, UTRECHT)

    assert seen_by(wiring, region.utrecht) == set()


def test_all_that_holds_is_handed_out_as_one_zip_and_then_taken(wiring, region, hands, made):
    send(wiring, region.provider, made, UTRECHT)
    with pytest.raises(NotFoundError):
        wiring.reports.download_all(region.amsterdam)
    with pytest.raises(NotAllowedError):
        wiring.reports.download_all(region.bureau)

    own = wiring.reports.download_all(region.utrecht)
    whole = wiring.reports.download_all(region.provider, submission=made)

    assert zipfile.ZipFile(io.BytesIO(own.content)).namelist() == [
        "41234567/0344-jaar.csv",
        "41234567/0344-kwartaal.csv",
    ]
    assert {name[:5] for name in zipfile.ZipFile(io.BytesIO(whole.content)).namelist()} == {"0344/", "0363/"}
    assert wiring.reports.download_all(region.provider, submission=made).sha256 == whole.sha256
    with pytest.raises(AlreadyTakenError):
        wiring.submissions.take_back(region.provider, made, UTRECHT)
    later = hands.deliver(region.provider, b"kwartaal ")
    assert zipfile.ZipFile(io.BytesIO(wiring.reports.download_all(region.utrecht).content)).namelist() == [
        "41234567/0344-kwartaal.csv"
    ]
    with pytest.raises(NotFoundError):
        wiring.reports.download_all(region.other_provider, submission=later)


def test_whoever_is_first_wins_when_it_is_taken_and_taken_back_at_the_same_moment(wiring, region, made):
    for _ in range(6):
        send(wiring, region.provider, made, UTRECHT)
        (report, *_) = wiring.reports.list(region.utrecht)
        with ThreadPoolExecutor(2) as pool:
            taking = pool.submit(wiring.reports.download, region.utrecht, report.id)
            back = pool.submit(wiring.submissions.take_back, region.provider, made, UTRECHT)
        errors = {type(each.exception()) for each in (taking, back)}
        assert errors in ({type(None), NotFoundError}, {type(None), AlreadyTakenError})
        if back.exception() is not None:
            assert seen_by(wiring, region.utrecht) == {made}
            return


def test_without_anything_to_say_it_goes_by_itself_for_who_chose_so(wiring, region, hands, engine):
    engine.is_clean = True
    wiring.submissions.choose_sending(region.provider, by_itself=True)
    assert wiring.submissions.show_sending(region.provider)
    assert not wiring.submissions.show_sending(region.other_provider)

    clean = hands.upload(region.provider)
    hands.do_everything()

    assert seen_by(wiring, region.utrecht) == {clean}
    sent = wiring.submissions.look(region.provider, clean).sent
    assert {each.sent.by for each in sent} == {""}


def test_with_something_to_say_it_waits_for_its_provider_also_then(wiring, region, hands):
    wiring.submissions.choose_sending(region.provider, by_itself=True)

    doubtful = hands.upload(region.provider)
    hands.do_everything()

    assert seen_by(wiring, region.utrecht) == set()
    assert Remark.FINDINGS in wiring.submissions.look(region.provider, doubtful).remarks
