"""Whose word is believed about a visitor, and who comes in without https."""

from ipaddress import ip_network

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from service.web.proxies import Proxies

HTTPS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7", "X-Forwarded-Host": "eenmaal.example"}


@Request.application
def said(request):
    return Response(f"{request.scheme} {request.remote_addr} {request.host}")


def ask(headers=(), *, peer="172.18.0.1", needs_https=True, path="/inloggen", refused=None):
    app = Proxies(
        said,
        (ip_network("172.18.0.0/16"), ip_network("127.0.0.1")),
        needs_https=needs_https,
        complain=lambda *said: (refused if refused is not None else []).append(said),
    )
    return Client(app).get(path, headers=dict(headers), environ_base={"REMOTE_ADDR": peer})


def test_a_named_proxy_is_believed_about_its_visitor():
    assert ask(HTTPS).text == "https 192.0.2.7 eenmaal.example"


@pytest.mark.parametrize("name", ["X-Forwarded-Proto", "X-Forwarded-For", "Forwarded", "X-Forwarded-Host"])
@pytest.mark.parametrize("needs_https", [True, False])
def test_a_proxy_that_is_not_named_is_refused_with_its_address(name, needs_https):
    refused = []

    answer = ask({name: "https"}, peer="10.0.0.9", needs_https=needs_https, refused=refused)

    assert answer.status_code == 403
    assert "10.0.0.9 staat niet in EENMAAL_TRUSTED_PROXIES" in answer.text
    assert [peer for peer, _ in refused] == ["10.0.0.9"]


@pytest.mark.parametrize("headers", [{}, {"X-Forwarded-Proto": "http"}, {"X-Forwarded-Proto": "https, http"}])
def test_without_https_nobody_comes_in(headers):
    answer = ask(headers)

    assert (answer.status_code, "alleen via https" in answer.text) == (403, True)


def test_this_machine_itself_needs_no_https():
    assert ask(peer="127.0.0.1").text == "http 127.0.0.1 localhost"


def test_a_proxy_on_this_machine_that_came_over_http_is_refused_all_the_same():
    assert ask({"X-Forwarded-Proto": "http"}, peer="127.0.0.1").status_code == 403


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_may_be_asked_without_https(path):
    assert ask(path=path).status_code == 200


def test_on_a_laptop_there_is_only_http():
    assert ask(peer="192.0.2.1", needs_https=False).text == "http 192.0.2.1 localhost"
