"""Whatever people do and in which order: somebody has the next step, and all who may see it see the same.

Acts are drawn by lot and done by the use cases, on the real database, by a provider, two municipalities and a
bureau. After each act everything is looked at by everybody.
"""

from collections import Counter
from random import Random

import pytest

from service.domain.access import NotFoundError
from service.domain.burden.residual import Cause
from service.domain.home import Step
from service.domain.standing import ReportStanding, SubmissionStanding, Turn
from service.domain.threads.thread import ThreadClosedError, ThreadPlace
from service.use_cases.reports.judge import NoLongerHoldsError
from service.use_cases.submissions.send import LookAgainError
from service.use_cases.submissions.take_back import AlreadyTakenError
from tests.tools.how_many import few_of

ACTS = 16
NORMAL, EVERY = range(2), range(120)
CODES = {"utrecht": "0344", "amsterdam": "0363"}
NO_NEXT_STEP = {SubmissionStanding.NOT_ASKED, SubmissionStanding.REPLACED}
CLOSED = {ReportStanding.ACCEPTED, ReportStanding.REPLACED, ReportStanding.LAPSED}
REFUSED = (AlreadyTakenError, LookAgainError, NoLongerHoldsError, NotFoundError, ThreadClosedError)
"""What an act answers that came too late."""


class People:
    """Everybody of a region, who do something or other."""

    def __init__(self, chance, wiring, region, hands):
        self.chance, self.wiring, self.region, self.hands = chance, wiring, region, hands
        self.uploads = 0
        self.done = Counter()

    @property
    def everybody(self):
        return {name: getattr(self.region, name) for name in ("provider", "utrecht", "amsterdam", "bureau")}

    def acts(self):
        return {
            "upload": self.upload,
            "upload what is broken": self.upload_broken,
            "send": lambda: self.send(self.to_send()),
            "send the rest": lambda: self.send(self.to_send()),
            "send again": lambda: self.send(self.submissions()),
            "take back": self.take_back,
            "download": self.download,
            "accept": lambda: self.judge(None),
            "reject": lambda: self.judge(Cause.DATA_QUALITY),
            "ask": self.ask,
            "answer": lambda: self.say("provider"),
            "ask on": lambda: self.say("utrecht"),
            "close": self.close,
        }

    def act(self):
        name = self.chance.choice(sorted(self.acts()))
        try:
            self.acts()[name]()
        except REFUSED:
            name = f"{name}: too late"
        self.done[name] += 1
        return name

    def upload(self):
        self.uploads += 1
        formats = self.chance.choice(["kwartaal", "kwartaal jaar", "jaar"])
        self.hands.upload(self.region.provider, f"{formats}{' ' * self.uploads}".encode())
        self.hands.do_everything()

    def upload_broken(self):
        self.uploads += 1
        self.hands.upload(self.region.provider, b"broken %d" % self.uploads)
        self.hands.do_everything()

    def send(self, submissions):
        submission = self.chance.choice(submissions).id
        seen = self.wiring.submissions.look(self.region.provider, submission).seen
        whom = self.chance.choice([["0344"], ["0363"], ["0344", "0363"]])
        self.wiring.submissions.send(self.region.provider, submission, whom, seen)

    def take_back(self):
        submission = self.chance.choice(self.submissions()).id
        code = self.chance.choice(list(CODES.values()))
        self.wiring.submissions.take_back(self.region.provider, submission, code)

    def download(self):
        self.wiring.reports.download(*self.a_report())

    def judge(self, cause):
        remark = "Dit klopt niet." if cause else ""
        self.wiring.reports.judge(*self.a_report(), cause, remark)

    def ask(self):
        self.wiring.reports.open_thread(*self.a_report(), ThreadPlace(), f"Waarom, {self.uploads}?")

    def say(self, name):
        viewer = self.everybody[name]
        self.wiring.reports.reply_in_thread(viewer, self.a_thread(viewer).id, "Dat is zo.")

    def close(self):
        viewer = self.region.utrecht
        self.wiring.reports.close_thread(viewer, self.a_thread(viewer).id)

    def submissions(self):
        found = self.wiring.submissions.list(self.region.provider)
        if not found:
            raise NotFoundError("nothing was handed in yet")
        return found

    def to_send(self):
        every = self.submissions()
        return [each for each in every if each.standing is SubmissionStanding.TO_SEND] or every

    def a_report(self):
        viewer = self.everybody[self.chance.choice(sorted(CODES))]
        found = self.wiring.reports.list(viewer)
        if not found:
            raise NotFoundError("nothing was sent yet")
        return viewer, self.chance.choice(found).id

    def a_thread(self, viewer):
        found = self.wiring.reports.list_threads(viewer)
        if not found:
            raise NotFoundError("nothing was asked yet")
        return self.chance.choice(found)

    def reports(self):
        """By whom each report is seen, and as what."""
        seen = {}
        for name, viewer in self.everybody.items():
            for each in self.wiring.reports.list(viewer):
                seen.setdefault(each.id, {})[name] = each
        return seen

    def what_municipalities_have(self):
        return {
            name: {
                (each.key, each.sha256)
                for each in self.wiring.reports.list(self.everybody[name])
                if not each.is_superseded
            }
            for name in CODES
        }

    def waiting(self, name):
        """For one of them, how many of each step."""
        return {each.step: each.count for each in self.wiring.people.show_home(self.everybody[name]).waiting}


def everybody_sees_the_same_of_what_is_theirs(people):
    for seen in people.reports().values():
        (standing,) = {each.standing for each in seen.values()}
        (one, *_) = seen.values()
        whom = {"provider"}
        if standing is not ReportStanding.UNSENT and one.sent_at is not None:
            whom |= {name for name, code in CODES.items() if code == one.municipality}
            whom |= {"bureau"} if one.municipality == CODES["utrecht"] else set()
            assert set(seen) == whom
        else:
            assert set(seen) == whom, "what is not sent is its provider's alone"
    assert people.wiring.reports.list(people.region.other_provider) == ()
    threads = {}
    for viewer in people.everybody.values():
        for each in people.wiring.reports.list_threads(viewer):
            threads.setdefault(each.id, set()).add(each.state)
    assert all(len(states) == 1 for states in threads.values())
    dues = {}
    for viewer in people.everybody.values():
        for each in people.wiring.reports.list_dues(viewer):
            dues.setdefault(each.asked.key, set()).add((each.state, each.sent_on, each.cause))
    assert all(len(said) == 1 for said in dues.values())


def somebody_has_the_next_step(people):
    """And reads so on the page where work begins."""
    steps = {name: people.waiting(name) for name in ("provider", *CODES)}
    submissions = people.wiring.submissions.list(people.region.provider)
    for each in submissions:
        assert (each.standing.turn is Turn.NOBODY) == (each.standing in NO_NEXT_STEP)
    counted = Counter(each.standing for each in submissions)
    assert steps["provider"].get(Step.SEND, 0) == counted[SubmissionStanding.TO_SEND]
    assert steps["provider"].get(Step.REPAIR_REPORT, 0) == counted[SubmissionStanding.REJECTED]
    every = [next(iter(seen.values())) for seen in people.reports().values()]
    for report in every:
        assert (report.standing.turn is Turn.NOBODY) == (report.standing in CLOSED)
        if report.standing is ReportStanding.REJECTED:
            (of_it,) = [each for each in submissions if each.id == report.submission]
            assert of_it.standing in (SubmissionStanding.REJECTED, SubmissionStanding.REPLACED)
    for name, code in CODES.items():
        own = Counter(each.standing for each in every if each.municipality == code)
        assert steps[name].get(Step.FETCH, 0) == own[ReportStanding.SENT]
        assert steps[name].get(Step.JUDGE, 0) == own[ReportStanding.TAKEN]
    threads = people.wiring.reports.list_threads(people.region.provider)
    turns = Counter(each.state.turn for each in threads)
    assert steps["provider"].get(Step.ANSWER, 0) == turns[Turn.PROVIDER]
    assert sum(steps[name].get(Step.ANSWER, 0) for name in CODES) == turns[Turn.MUNICIPALITY]


def nothing_reaches_a_municipality_that_was_not_sent(act, before, after):
    """A file that is handed in anew goes through check and send again, whatever was there."""
    if not act.startswith(("send", "take back")):
        assert after == before, act


@pytest.mark.parametrize("seed", few_of(NORMAL, EVERY))
def test_whatever_is_done_somebody_has_the_next_step_and_all_see_the_same(wiring, region, hands, seed):
    people = People(Random(seed), wiring, region, hands)
    people.upload()

    for _ in range(ACTS):
        before = people.what_municipalities_have()
        act = people.act()
        nothing_reaches_a_municipality_that_was_not_sent(act, before, people.what_municipalities_have())
        everybody_sees_the_same_of_what_is_theirs(people)
        somebody_has_the_next_step(people)

    assert len(people.done) > 6, people.done


def test_the_acts_that_are_drawn_come_to_every_standing_that_people_can_bring_about(wiring, region, hands):
    """Of the others a fault of ours is the cause, work that goes on, or that nobody asks anything."""
    wanted = set(ReportStanding) | {
        SubmissionStanding.REFUSED,
        SubmissionStanding.TO_SEND,
        SubmissionStanding.SENT,
        SubmissionStanding.REJECTED,
        SubmissionStanding.REPLACED,
    }
    people = People(Random(1), wiring, region, hands)
    people.upload()

    reached = set()
    for _ in range(300):
        people.act()
        reached |= {each.standing for each in wiring.submissions.list(region.provider)}
        reached |= {each.standing for each in wiring.reports.list(region.provider)}
        if wanted <= reached:
            return
    assert reached >= wanted
