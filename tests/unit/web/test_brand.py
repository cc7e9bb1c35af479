"""The look of who runs the service: name, sender, logo and theme from a folder of its own."""

from dataclasses import replace

import pytest

from service.web.application import create_app


@pytest.fixture
def branded(wiring, tmp_path):
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (tmp_path / "theme.css").write_text(".eenmaal-thema { --basis-color-accent: #7d1f3f; }", encoding="utf-8")
    (tmp_path / "geheim.txt").write_text("niet voor anderen", encoding="utf-8")
    wiring.settings = replace(
        wiring.settings, service_name="Verantwoorden in Zuid", sender="Regio Zuid", brand_dir=str(tmp_path)
    )
    return create_app(wiring).test_client()


def test_name_sender_logo_and_theme_are_on_every_page(branded):
    page = branded.get("/inloggen").text

    assert "Verantwoorden in Zuid</title>" in page
    assert "Regio Zuid" in page
    assert 'src="/huisstijl/logo.svg"' in page
    assert 'href="/huisstijl/theme.css"' in page
    assert branded.get("/huisstijl/theme.css").mimetype == "text/css"
    assert branded.get("/huisstijl/logo.svg").mimetype == "image/svg+xml"


def test_a_theme_of_nl_design_system_is_taken_by_the_class_that_it_has(branded, tmp_path):
    assert 'class="eenmaal-thema"' in branded.get("/inloggen").text

    (tmp_path / "theme.css").write_text(
        "/** Do not edit directly */\n\n.voorbeeld-theme {\n  --basis-color-default-bg-document: #fff;\n}\n",
        encoding="utf-8",
    )

    assert 'class="eenmaal-thema voorbeeld-theme"' in branded.get("/inloggen").text


@pytest.mark.parametrize("name", ["geheim.txt", "logo.png", "..%2Fgeheim.txt", "%2Fetc%2Fpasswd"])
def test_nothing_else_of_the_folder_leaves(branded, name):
    assert branded.get(f"/huisstijl/{name}").status_code == 404


def test_without_a_folder_it_looks_as_it_does(anonymous):
    page = anonymous.get("/inloggen").text

    assert " – Eenmaal</title>" in page
    assert "huisstijl" not in page
    assert anonymous.get("/huisstijl/theme.css").status_code == 404
