"""The WSGI application that `gunicorn service.web.wsgi:app` looks for."""

from service.files.fast_paths import use_fast_paths
from service.settings import Settings
from service.web.application import create_app
from service.wiring import build

_settings = Settings.load()
use_fast_paths(are_on=_settings.fast_paths)
app = create_app(build(_settings))
