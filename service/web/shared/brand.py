"""The look of who runs the service: its name, who sends, and a logo and a theme from a folder of its own."""

import re
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, url_for
from werkzeug.exceptions import NotFound

from service.settings import Settings
from service.web.shared.current import current_wiring

blueprint = Blueprint("brand", __name__)

THEME = "theme.css"
LOGOS = ("logo.svg", "logo.png")
_KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
_ONE_HOUR = 3600
_THEME_CLASS = re.compile(r"^\s*\.([a-z][a-z0-9-]*-theme)\b", re.MULTILINE)
"""How every theme of NL Design System begins, `.voorbeeld-theme {`; ours needs none."""


@blueprint.get("/huisstijl/<name>")
def show(name: str) -> Response:
    """A logo or the theme: nothing else of the folder leaves."""
    found = part(current_wiring().settings, name) if name in (THEME, *LOGOS) else None
    if found is None:
        raise NotFound
    answer = Response(found.read_bytes(), mimetype=_KINDS[found.suffix])
    answer.cache_control.max_age = _ONE_HOUR
    return answer


def part(settings: Settings, *names: str) -> Path | None:
    """The first of these files that is in the folder; None without one."""
    if not settings.brand_dir:
        return None
    folder = Path(settings.brand_dir).resolve()
    return next((folder / name for name in names if (folder / name).is_file()), None)


def of(settings: Settings) -> dict[str, str]:
    """What every page shows: `name`, `sender`, addresses of `theme` and `logo`, the class of that theme.

    Each is empty when there is none.
    """
    theme, logo = part(settings, THEME), part(settings, *LOGOS)
    return {
        "name": settings.service_name,
        "sender": settings.sender,
        "theme": url_for("brand.show", name=theme.name) if theme else "",
        "theme_class": _class_of(theme, theme.stat().st_mtime_ns) if theme else "",
        "logo": url_for("brand.show", name=logo.name) if logo else "",
    }


@lru_cache(maxsize=2)
def _class_of(theme: Path, _changed_at: int) -> str:
    """By which class a page takes this theme, read once for every state of it."""
    found = _THEME_CLASS.search(theme.read_text(encoding="utf-8", errors="replace"))
    return found[1] if found else ""
