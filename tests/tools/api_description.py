"""The description of the API as an installation gives it, without one running."""

import re
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from service.settings import Settings
from service.web.api.description import described
from service.web.application import create_app

_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_IN_BRACES = r"{\1}"
SITE = "https://eenmaal.example"


def the_description() -> dict[str, Any]:
    """OpenAPI 3.1: the same as `/api/v1/openapi.json` answers."""
    app = _application()
    with app.test_request_context():
        return dict(described(app, SITE))


def endpoints_of_the_api() -> dict[str, str]:
    """By name, method and route: `api_webhooks.one` → `GET /api/v1/webhooks/{id}`."""
    return {
        rule.endpoint: f"{method} {_PART.sub(_IN_BRACES, rule.rule)}"
        for rule in _application().url_map.iter_rules()
        if rule.endpoint.startswith("api_")
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    }


def _application() -> Any:
    with TemporaryDirectory() as folder:
        settings = Settings.from_environment({"EENMAAL_STATE_DIR": folder})
    return create_app(SimpleNamespace(settings=settings))
