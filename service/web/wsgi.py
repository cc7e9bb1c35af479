"""The WSGI application that `gunicorn service.web.wsgi:app` looks for."""

from service.settings import Settings
from service.web.application import create_app
from service.wiring import build

app = create_app(build(Settings.load()))
