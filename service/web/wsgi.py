"""The WSGI application, for our own front and for whoever brings another."""

import os

from service import ONE_THREAD

os.environ.setdefault(*ONE_THREAD)

from service.process.start import choose_at_start
from service.settings import Settings
from service.web.application import create_app
from service.wiring import build

_settings = Settings.load()
choose_at_start(fast_paths=_settings.fast_paths)
app = create_app(build(_settings))
