"""The description of the API as an installation gives it, without one running."""

from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from service.settings import Settings
from service.web.api.description import described
from service.web.application import create_app

SITE = "https://eenmaal.example"


def the_description() -> dict[str, Any]:
    """OpenAPI 3.1: the same as `/api/v1/openapi.json` answers."""
    with TemporaryDirectory() as folder:
        settings = Settings.from_environment({"EENMAAL_STATE_DIR": folder})
    app = create_app(SimpleNamespace(settings=settings))
    with app.test_request_context():
        return dict(described(app, SITE))
