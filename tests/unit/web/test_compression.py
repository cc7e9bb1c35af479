"""Pages travel compressed to who takes that, and to nobody else; their length tells nothing."""

import gzip

import pytest

TAKES = {"Accept-Encoding": "br;q=0.1, gzip"}


def test_a_page_is_the_same_and_smaller(anonymous):
    plain, packed = anonymous.get("/toegankelijkheid"), anonymous.get("/toegankelijkheid", headers=TAKES)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) == packed.content_length < len(plain.data)
    assert "Accept-Encoding" in packed.vary
    assert "Accept-Encoding" in plain.vary
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("refused", ["", "identity", "gzip;q=0", "br"])
def test_who_does_not_take_it_gets_none(anonymous, refused):
    answer = anonymous.get("/toegankelijkheid", headers={"Accept-Encoding": refused})

    assert "Content-Encoding" not in answer.headers
    assert b"<!doctype html>" in answer.data


def the_style(browser, **headers):
    with browser.get("/static/eenmaal.css", headers={**TAKES, **headers}) as answer:
        return answer.status_code, answer.data, answer.headers.get("ETag", "")


def test_the_style_is_compressed_and_can_be_asked_again(anonymous):
    status, style, etag = the_style(anonymous)

    assert status == 200
    assert gzip.decompress(style).startswith(b"/* ")
    assert etag.startswith("W/")
    assert the_style(anonymous, **{"If-None-Match": etag})[:2] == (304, b"")


def test_the_same_page_has_not_always_the_same_length(anonymous):
    lengths = {len(the_style(anonymous)[1]) for _ in range(20)}

    assert len(lengths) > 1


def test_what_is_compressed_already_is_left_alone(anonymous):
    workbook = anonymous.get("/standaard/werkmap", headers=TAKES)

    assert workbook.status_code == 200
    assert "Content-Encoding" not in workbook.headers


def test_an_error_and_a_redirect_are_as_they_were(anonymous):
    for path in ("/bestaat-niet", "/"):
        assert "Content-Encoding" not in anonymous.get(path, headers=TAKES).headers
