"""What leaves say of a report, for the second checker: from docs/evidence.md, with nothing of the service."""

from tests.tools import second_log as log

OF_FILE = ("sha256", "bytes", "filename", "municipality", "format", "format_sha256", "period")
WHOLE = ("received", "checked", "answered", "retention-applied", "key-destroyed")
OF_MAKING = ("engine", "deflater", "tables_sha256", "earlier")


def said_by(leaves):
    """By place in the manifest, what the leaves about its report say there; nothing for one not logged."""

    def last(*acts):
        found = ((leaf, facts) for _, leaf, facts in reversed(leaves) if leaf["act"] in acts)
        return next(found, (None, {}))

    made, facts = last("translated")
    if made is None:
        return {}
    sent, judged, (gone, after) = last("sent", "withdrawn")[0], last("judged"), last("superseded", "restored")
    hands = (one for _, one, _ in leaves if one["act"] in ("downloaded", "judged", "asked"))
    taken = [one["at"] for one in hands if one["actor"] == "municipality"]
    said = {("report", name): facts.get(name) for name in OF_FILE}
    said |= {("made_with", name): facts.get(name) for name in OF_MAKING}
    said["answers",] = facts.get("request")
    said["report", "made_at"], said["provider", "code"] = made["at"], made["organisation"]
    said["submission", "id"], said["balance_sha256",] = made["trace"], facts.get("balance_sha256")
    said["submission", "sha256"] = last("received")[1].get("sha256")
    said["taken_at",] = next(iter(taken), None)
    said["sent_at",] = sent["at"] if sent and sent["act"] == "sent" else None
    said["verdict",] = {name: judged[1].get(name) for name in ("verdict", "cause")} if judged[0] else None
    is_gone = gone and gone["act"] == "superseded"
    said["superseded",] = {"at": gone["at"], "successor": after.get("successor")} if is_gone else None
    said["questions",] = questions(leaves)
    return said


def questions(leaves):
    told = {}
    for _, leaf, facts in leaves:
        if leaf["act"] in ("asked", "replied"):
            new = {"thread": facts["thread"], "about": facts.get("about"), "messages": [], "closed": None}
            one = told.setdefault(facts["thread"], new)
            message = {"at": leaf["at"], "by": leaf["actor"], "text_sha256": facts.get("text_sha256")}
            one["messages"].append(message)
        if leaf["act"] == "closed":
            told[facts["thread"]]["closed"] = {"at": leaf["at"], "by": facts["by"]}
        for one in told.values() if leaf["act"] == "restored" else ():
            if one["closed"] and one["closed"]["by"] == "report":
                one["closed"] = None
    return list(told.values()) or None


def concerns(leaf, facts, manifest):
    report, act = manifest["report"], leaf["act"]
    if act == "request-set":
        return facts.get("request_sha256") == (manifest.get("answers") or {}).get("sha256", "None")
    if act == "format-approved" or leaf["object"].startswith("report "):
        found = {"format-approved": facts.get("format_sha256")}.get(act, leaf["object"])
        return found in (report["format_sha256"], f"report {report['id']}")
    own = act in ("sent", "withdrawn") and facts.get("municipality") == report["municipality"]
    return leaf["trace"] == manifest["submission"]["id"] and (own or act in WHOLE)


def request(files, name, digest, policy, origin):
    body, signatures = log.note_of(log.read(files, name))
    found = log.load(body[:-1].encode())
    log.need(log.sha(body[:-1].encode()) == digest, "request-differs")
    if policy:
        mine = {raw: key for raw, key in policy[0].items() if key[::2] == (origin, None)}
        log.need(mine, "log-unknown")
        log.need(log.signers(body, signatures, mine), "signature-missing")
    return found
