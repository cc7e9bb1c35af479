"""A file that is sent in parts over a line that breaks, and handed in when it is whole."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256

import httpx
import psycopg
import pytest
from click.testing import CliRunner

from service.command_line import remote_service
from service.command_line.remote import remote
from service.domain.submissions import arriving
from service.web.application import create_app
from tests.tools.program import Program

CONTENT = b"kwartaal " + bytes(range(256)) * 40


class Sender(Program):
    """A program that sends one file in parts."""

    def begin(self, content=CONTENT, **more):
        return self.post("/bestanden", {"bestandsnaam": "export.csv", "bytes": len(content), **more})

    def send(self, file, begin, content, **more):
        form = {"begin": str(begin), "deel": (io.BytesIO(content), "deel"), **more}
        return self.post(f"/bestanden/{file}/delen", form=form)

    def look(self, file):
        return self.get(f"/bestanden/{file}")

    def remove(self, file):
        return self.delete(f"/bestanden/{file}")

    def hand_in(self, *files, form=None, **headers):
        data = {"bestandIds": list(map(str, files)), **(form or {})}
        return self.post("/aanleveringen", form=data, **headers)

    def whole(self, content=CONTENT, **more):
        """A file of which every part is there."""
        file = self.begin(content, **more).json["id"]
        for at in range(0, len(content), 4000):
            assert self.send(file, at, content[at : at + 4000]).status_code == 200
        return file


@pytest.fixture
def sender(wiring):
    return partial(Sender.of, create_app(wiring), wiring)


def test_parts_become_the_file_that_was_sent(region, sender, wiring):
    provider = sender(region.provider)
    begun = provider.begin(sha256=sha256(CONTENT).hexdigest().upper())
    assert begun.status_code == 201
    address, file = begun.headers["Location"], begun.json["id"]
    assert address == f"/api/v1/bestanden/{file}"
    assert (
        provider.send(file, 0, CONTENT[:5000], sha256=sha256(CONTENT[:5000]).hexdigest()).status_code == 200
    )

    after_a_break = provider.look(file).json
    assert (after_a_break["ontvangen"], after_a_break["bytes"]) == (5000, len(CONTENT))
    assert provider.hand_in(file).json["invalidParams"][0]["name"] == "bestandIds"
    assert provider.send(file, 5000, CONTENT[5000:]).json["ontvangen"] == len(CONTENT)

    received = provider.hand_in(file)
    assert received.status_code == 202
    assert (received.json["sha256"], received.json["bytes"]) == (sha256(CONTENT).hexdigest(), len(CONTENT))
    assert provider.look(file).status_code == 404
    assert wiring.stores.forget_late_files() == 0


def test_a_part_that_is_sent_twice_is_there_once_and_one_elsewhere_is_refused(region, sender):
    provider = sender(region.provider)
    file = provider.begin().json["id"]

    first = [provider.send(file, 0, CONTENT[:100]).json["ontvangen"] for _ in range(3)]
    assert first == [100, 100, 100]
    assert provider.send(file, 100, CONTENT[100:200]).json["ontvangen"] == 200
    assert provider.send(file, 0, CONTENT[:100]).json["ontvangen"] == 200
    for begin, content in ((0, b"other bytes"), (150, b"x"), (300, b"x"), (200, CONTENT), (200, b"")):
        refused = provider.send(file, begin, content)
        assert (refused.status_code, refused.json["detail"][:18]) == (409, "Er zijn 200 bytes.")
    assert provider.send(file, 200, b"y", sha256="0" * 64).status_code == 400
    assert provider.look(file).json["ontvangen"] == 200


def test_two_at_once_leave_one_whole_file(region, sender):
    provider = sender(region.provider)
    file = provider.begin().json["id"]

    each_their_own = [Sender(provider.app) for _ in range(8)]
    for one in each_their_own:
        one.headers = provider.headers
    with ThreadPoolExecutor(8) as several:
        every = list(several.map(lambda one: one.send(file, 0, CONTENT).status_code, each_their_own))

    assert set(every) == {200}
    assert provider.hand_in(file).json["sha256"] == sha256(CONTENT).hexdigest()


def test_several_files_are_one_submission_and_its_answer_comes_again(region, sender, wiring):
    provider = sender(region.provider)
    one, other = provider.whole(), provider.whole(b"jaar " * 900)
    beside = {"bestand": (io.BytesIO(b"maand"), "maand.csv")}

    received = provider.hand_in(one, other, form=dict(beside), **{"Idempotency-Key": "k"})
    again = provider.hand_in(
        one, other, form={"bestand": (io.BytesIO(b"maand"), "maand.csv")}, **{"Idempotency-Key": "k"}
    )

    assert received.status_code == again.status_code == 202
    assert received.json["bestandsnaam"] == "maand.csv + 2.zip"
    assert (again.json, again.headers["Idempotency-Replayed"]) == (received.json, "true")
    assert len(wiring.submissions.list(region.provider)) == 1


def test_what_arrived_otherwise_than_was_told_is_not_handed_in(region, sender, wiring):
    provider = sender(region.provider)
    file = provider.whole(sha256="0" * 64)

    refused = provider.hand_in(file)

    assert (refused.status_code, refused.json["invalidParams"][0]["name"]) == (400, "bestandIds")
    assert wiring.submissions.list(region.provider) == ()
    assert provider.look(file).status_code == 200


def test_nobody_else_sees_sends_or_takes_it(region, sender, database):
    provider, other = sender(region.provider), sender(region.other_provider)
    file = provider.whole()

    answers = [other.look(file), other.send(file, 0, b"x"), other.remove(file), other.hand_in(file)]
    assert [each.status_code for each in answers] == [404, 404, 404, 404]
    assert [sender(each).begin().status_code for each in (region.utrecht, region.bureau)] == [403, 403]
    assert provider.look(file).json["ontvangen"] == len(CONTENT)
    with psycopg.connect(database.superuser_url.replace("+psycopg", "")) as connection:
        kept = connection.execute("SELECT content FROM arriving_part").fetchall()
    assert kept
    assert all(b"kwartaal" not in each and bytes(range(64)) not in each for (each,) in kept)


def test_too_much_is_refused_before_anything_is_kept(region, sender, settings):
    provider = sender(region.provider)

    assert provider.begin(bytes=settings.upload_limit + 1).status_code == 413
    for body in ({"bytes": 0}, {"bytes": -1}, {"bytes": "veel"}, {"sha256": "x"}, {"bestandsnaam": ""}):
        assert provider.begin(**body).status_code == 400
    files = [provider.begin().json["id"] for _ in range(arriving.MOST_AT_ONCE)]
    assert provider.begin().status_code == 409
    assert provider.remove(files[0]).status_code == 204
    assert provider.begin().status_code == 201


def test_it_is_forgotten_after_a_day_with_its_key(region, sender, wiring, database):
    provider = sender(region.provider)
    late, fresh = provider.whole(), provider.whole()
    with psycopg.connect(database.superuser_url.replace("+psycopg", "")) as connection:
        connection.execute(
            "UPDATE arriving_file SET expires_at = now() - interval '1 second' WHERE id = %s", [late]
        )

    assert (provider.look(late).status_code, provider.hand_in(late).status_code) == (404, 404)
    assert wiring.jobs.reconcile.duties["late files"]() == 1

    assert provider.look(fresh).status_code == 200
    with psycopg.connect(database.superuser_url.replace("+psycopg", "")) as connection:
        left = connection.execute("SELECT DISTINCT file_id::text FROM arriving_part").fetchall()
    assert left == [(fresh,)]


class BreakingLine(httpx.WSGITransport):
    """Loses every second request, or the answer to it."""

    asked = 0

    def handle_request(self, request):
        self.asked += 1
        if self.asked % 4 == 1:
            raise httpx.ReadError("the line broke before it came there")
        answer = super().handle_request(request)
        answer.read()
        if self.asked % 4 == 3:
            raise httpx.ReadError("the line broke before the answer came")
        return answer


def test_our_own_command_goes_on_after_every_break(region, sender, tmp_path, monkeypatch, wiring):
    monkeypatch.setattr(remote_service, "PART", 1000)
    monkeypatch.setattr(remote_service.time, "sleep", lambda _: None)
    provider = sender(region.provider)
    line = BreakingLine(app=provider.app)
    (tmp_path / "export.csv").write_bytes(CONTENT)
    (tmp_path / "klein.csv").write_bytes(b"maand")
    with httpx.Client(
        transport=line, base_url="http://localhost/api/v1", headers=provider.headers
    ) as browser:
        service = remote_service.RemoteService(browser)

        one = service.upload([tmp_path / "export.csv"], is_addition=False)
        two = service.upload([tmp_path / "export.csv", tmp_path / "klein.csv"], is_addition=False)

    assert line.asked > 2 * len(CONTENT) // 1000
    assert one["sha256"] == sha256(CONTENT).hexdigest()
    assert two["bestandsnaam"] == "klein.csv + 1.zip"
    assert len(wiring.submissions.list(region.provider)) == 2


def test_our_command_asks_whatever_the_description_has(region, sender, tmp_path, monkeypatch):
    provider = sender(region.provider)
    file = tmp_path / "export.csv"
    file.write_bytes(CONTENT)
    line = httpx.Client(
        transport=httpx.WSGITransport(app=provider.app),
        base_url="http://localhost/api/v1",
        headers=provider.headers,
    )
    service = remote_service.RemoteService(line)
    monkeypatch.setattr(remote_service.RemoteService, "at", lambda *_: service)
    monkeypatch.setenv("EENMAAL_REMOTE_URL", "http://localhost")
    monkeypatch.setenv("EENMAAL_REMOTE_TOKEN", "of the provider")

    def asked(*words, **how):
        return CliRunner().invoke(remote, ["ask", *words], **how)

    def last_line(done):
        return json.loads(done.output.splitlines()[-1])  # the service writes its log in the same place here

    told = last_line(asked("/voorkeuren"))
    changed = asked("/voorkeuren", "--method", "PATCH", "--body", "-", input='{"vanzelf": true}')
    sent = asked(
        "/aanleveringen", "--method", "POST", "--form", f"bestand=@{file}", "--form", "aanvulling=true"
    )

    assert (told["vanzelf"], last_line(changed)["vanzelf"]) == (False, True)
    assert last_line(sent)["sha256"] == sha256(CONTENT).hexdigest()
    refused = asked("/aanleveringen/00000000-0000-4000-8000-000000000000")
    assert (refused.exit_code, "niets op dit adres" in refused.output) == (2, True)
    assert [asked("/x", "--form", wrong).exit_code for wrong in ("niets", "bestand=@/er/niet")] == [2, 2]
    line.close()
