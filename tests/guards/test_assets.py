"""What was taken of NL Design System is what its lock says, and every class on a page has a style."""

import json
import re

from tests.tools.vendor_assets import ASSETS, HOUSE, STYLE, packages

PAGES = HOUSE / "templates" / "pages"
OWN_STYLE = STYLE.with_name("eenmaal.css")
WITHOUT_STYLE = frozenset(
    {
        *("sending", "losses", "repairs", "steps__words", "place__text", "verb__moves"),
        *("aside", "card", "plain", "columns--wide-first", "messages__one"),
    }
)
"""Of which a theme, a script or a test knows a part of a page, or that only name it."""


def classes_on_pages() -> set[str]:
    found = set()
    for path in PAGES.rglob("*.html"):
        for written in re.findall(r'class="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\}|\{)*)"', path.read_text("utf-8")):
            plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "?", written)
            found.update(each for each in plain.split() if "?" not in each)
    return found


def test_the_style_sheet_names_the_packages_and_versions_that_were_asked():
    text = STYLE.read_text("utf-8")

    assert re.findall(r"^   (@\S+) (\S+)$", text.partition("*/")[0], re.MULTILINE) == list(packages().items())
    assert "EUPL-1.2" in text
    assert "url(" not in text, "a page takes nothing from elsewhere"


def test_every_package_has_its_hash_in_the_lock_and_no_address():
    lock = json.loads((ASSETS / "package-lock.json").read_text("utf-8"))
    every = {name: each for name, each in lock["packages"].items() if name}

    assert {f"node_modules/{name}" for name in packages()} <= set(every)
    for name, each in every.items():
        assert each["integrity"].startswith("sha512-"), name
        assert "resolved" not in each, name
    for name, version in packages().items():
        assert every[f"node_modules/{name}"]["version"] == version
        assert every[f"node_modules/{name}"]["license"] == "EUPL-1.2", name


def test_every_class_on_a_page_is_in_a_style_sheet():
    """A button that is not named as the design names it is a bare button."""
    styles = OWN_STYLE.read_text("utf-8") + STYLE.read_text("utf-8")
    known = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)))

    assert len(known) > 150
    assert classes_on_pages() - known == WITHOUT_STYLE
