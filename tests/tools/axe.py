"""What axe-core finds on a page that keeps people out: WCAG 2.2, levels A and AA."""

import json
from importlib.metadata import PackageNotFoundError, files

from tests.tools.browser import Browser

_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_FIND = """
axe.run(document, {runOnly: %s, resultTypes: ["violations"]}).then((found) => JSON.stringify(
  found.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.target.join(" ")}: ${node.html.slice(0, 200)}`
  ))
))
"""


def axe_script() -> str | None:
    """The text of axe-core; None where it is not installed."""
    try:
        listed = files("axe-playwright-python") or []
    except PackageNotFoundError:
        return None
    return next((each.read_text("utf-8") for each in listed if each.name == "axe.min.js"), None)


def violations(browser: Browser, script: str) -> list[str]:
    """On the page that is open: rule, place and what stands there; empty when there is none."""
    browser.run(f"{script}; true")
    return json.loads(str(browser.run(_FIND % json.dumps(list(_TAGS)))))
