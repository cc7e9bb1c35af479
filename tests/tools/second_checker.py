"""A second checker of evidence, written from docs/evidence.md with nothing of the service."""

import json
from contextlib import contextmanager

from tests.tools import second_log as log
from tests.tools.second_manifests import concerns, request, said_by

EVIDENCE, SEAL = "evidence.json", {"seal.json", "seal.tlog-proof", "seal.consistency"}
SUMS = [(f"{side}_{part}", side, part) for side in ("rows", "cents") for part in ("in", "reported")]


class Checker:
    """Every fault as (code, file); none when all holds. `given`: the text of a policy to believe."""

    def __init__(self, content, given=None):
        self.faults, self.tree, self.note, self.origin = set(), None, None, None
        with self.about(""):
            self.files = log.attempt(lambda: log.unpack(content), log.UNREADABLE, "zip-damaged")
            with self.about(EVIDENCE):
                self.policy = log.parse_policy(given) if given else None
                self.everything()

    @contextmanager
    def about(self, name):
        try:
            yield
        except log.FaultError as fault:
            self.faults.add((str(fault), name))
        except (LookupError, TypeError, AttributeError, ValueError):
            self.faults.add(("json-damaged", name))  # something that has to be there is not

    def hold(self, holds, code, name):
        if not holds:
            self.faults.add((code, name))

    def lines(self, name):
        return log.read(self.files, name).splitlines()

    def everything(self):
        log.need(EVIDENCE in self.files, "file-missing")
        head = log.load(self.files[EVIDENCE])
        log.need((head.get("kind"), head.get("version")) == ("eenmaal-evidence", 1), "version-unknown")
        self.origin = head["log"].get("origin")
        listed, there = head["files"], self.files.keys() - {EVIDENCE} - SEAL
        self.faults |= {("file-unlisted", name) for name in there - listed.keys()}
        self.faults |= {("file-missing", name) for name in listed.keys() - there}
        self.faults |= {
            ("file-changed", name)
            for name in there & listed.keys()
            if log.sha(self.files[name]) != listed[name]
        }
        names = {f"manifests/{each}.json": each for each in head["reports"]}
        same = names.keys() == {name for name in there if name.startswith("manifests/")}
        self.hold(same and len(names) == len(head["reports"]), "reports-differ", EVIDENCE)
        manifests, totals = {}, {}
        for name, report in ((name, report) for name, report in names.items() if name in there):
            with self.about(name):
                manifests[report] = log.load(self.files[name])
                self.hold(manifests[report]["report"]["id"] == report, "manifest-differs", name)
        for each in (one for one in manifests.values() if one["superseded"] is None):
            sums = totals.setdefault(
                each["report"]["format"], {"reports": 0} | {name: 0 for name, *_ in SUMS}
            )
            sums["reports"] += 1
            for name, side, part in SUMS:
                sums[name] += each["balance"][side][part]
        self.hold(totals == head["totals"], "totals-differ", EVIDENCE)
        with self.about("log/policy"):
            own = log.parse_policy(log.read(self.files, "log/policy"))
            self.policy = self.policy or own
        if self.policy:
            self.signatures(head)
        self.reports(manifests, self.leaves())

    def signatures(self, head):
        with self.about("log/checkpoint"):
            origin, tree, _ = log.signed(log.read(self.files, "log/checkpoint"), self.policy)
            self.tree, self.note = tree, log.read(self.files, "log/checkpoint")
            self.hold(head["log"] == {"origin": origin, "size": tree[0]}, "checkpoint-other", EVIDENCE)
            with self.about("log/witnessed"):
                if "log/witnessed" in self.files:
                    _, before, witnesses = log.signed(log.read(self.files, "log/witnessed"), self.policy)
                    log.need(log.enough(self.policy[2], self.policy[1], witnesses), "witnesses-missing")
                    with self.about("log/consistency"):
                        log.consistent(
                            before, tree, [log.b64(each) for each in self.lines("log/consistency")]
                        )
            leaf = ""
            with self.about("seal.json"):
                log.need("seal.json" in self.files, "file-missing")
                seal = log.load(self.files["seal.json"])
                leaf = str(seal.get("leaf"))
                log.need(log.opened(seal)["act"] == "evidence-made", "leaf-other")
                self.hold(
                    seal["facts"].get("sha256") == log.sha(self.files[EVIDENCE]), "seal-differs", EVIDENCE
                )
            with self.about("seal.tlog-proof"):
                _, index, path, checkpoint, after = log.proof(self.files, "seal.tlog-proof")
                sealed, _, _ = log.signed(checkpoint, self.policy)
                log.included(leaf.encode(), index, after, path)
                with self.about("seal.consistency"):
                    path = [log.b64(each) for each in self.lines("seal.consistency")]
                    log.need(sealed == origin, "checkpoint-other")
                    log.consistent(tree, after, path)

    def leaves(self):
        found = []
        with self.about("log/leaves.jsonl"):
            log.need("log/leaves.jsonl" in self.files, "file-missing")
            for line in map(log.load, self.files["log/leaves.jsonl"].splitlines()):
                leaf, path = log.opened(line), [log.b64(each) for each in line["path"]]
                log.need(not found or line["index"] > found[-1][0], "leaf-order")
                found.append((line["index"], leaf, line["facts"]))
                if self.tree:
                    log.included(line["leaf"].encode(), line["index"], self.tree, path)
        return found

    def reports(self, manifests, leaves):
        used, made = set(), {each[1]["object"]: each for each in leaves if each[1]["act"] == "translated"}
        for report, manifest in manifests.items():
            name, own = f"manifests/{report}.json", [each for each in leaves if concerns(*each[1:], manifest)]
            used |= {each[0] for each in own}
            for tally in manifest["balance"].values():
                parts = (tally[each].values() for each in ("excluded", "quarantined", "not_made", "rejected"))
                self.hold(tally["in"] == tally["reported"] + sum(map(sum, parts)), "balance-open", name)
            more = {("leaves",): [each[0] for each in own]} | said_by(own)
            manifest["balance_sha256"] = log.sha(log.canon(manifest["balance"]))
            for place, said in more.items():
                found = manifest.get(place[0]) if len(place) == 1 else manifest[place[0]].get(place[1])
                self.hold(found == said, "manifest-differs", name)
            content = self.files.get(f"formats/{manifest['report']['format_sha256']}.json")
            if content and log.sha(content) != manifest["report"]["format_sha256"]:
                self.hold(False, "format-changed", f"formats/{manifest['report']['format_sha256']}.json")
            elif content:
                same = json.loads(content)["template"] == manifest["made_with"]["template_sha256"]
                self.hold(same, "manifest-differs", name)
        self.requests(manifests, leaves)
        self.hold(used == {each[0] for each in leaves}, "leaf-unused", "log/leaves.jsonl")
        wanted = {
            f"proofs/{each}.tlog-proof": made[f"report {each}"]
            for each in manifests
            if f"report {each}" in made
        }
        for name in {each for each in self.files if each.startswith("proofs/")} | wanted.keys():
            with self.about(name):
                log.need(name in wanted, "proof-other")
                extra, place, path, checkpoint, tree = log.proof(self.files, name)
                index, leaf, facts = wanted[name]
                log.included(log.canon(leaf), place, tree, path)
                log.need(
                    (place, extra) == (index, log.canon({"leaf": log.canon(leaf).decode(), "facts": facts})),
                    "proof-other",
                )
                log.need(self.note in (None, checkpoint), "checkpoint-other")

    def requests(self, manifests, leaves):
        answers = {report: each["answers"] for report, each in manifests.items() if each.get("answers")}
        named = {f"requests/{each['sha256']}.note" for each in answers.values()}
        others = {each for each in self.files if each.startswith("requests/")} - named
        self.faults |= {("request-other", name) for name in others}
        told = {
            facts.get("request_sha256"): facts for _, leaf, facts in leaves if leaf["act"] == "request-set"
        }
        for report, one in answers.items():
            name, about = f"requests/{one['sha256']}.note", manifests[report]["report"]
            with self.about(name):
                asked = request(self.files, name, one["sha256"], self.policy, self.origin)
                facts = told.get(one["sha256"])
                log.need(facts, "request-not-logged")
                same = (facts.get("request"), facts.get("number")) == (asked.get("id"), asked.get("number"))
                log.need(same, "request-differs")
                same = (one["id"], one["number"]) == (asked.get("id"), asked.get("number"))
                same &= all(about[each] == asked.get(each) for each in ("municipality", "format"))
                same &= about["format_sha256"] in [each["sha256"] for each in asked["formats"]]
                self.hold(same, "manifest-differs", f"manifests/{report}.json")


def check(content, given=None):
    return Checker(content, given).faults
