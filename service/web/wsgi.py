"""The WSGI application that `gunicorn service.web.wsgi:app` looks for."""

import os

from service import ONE_THREAD

os.environ.setdefault(*ONE_THREAD)

from service.process.fast_paths import use_fast_paths
from service.process.memory import use_system_allocator
from service.settings import Settings
from service.web.application import create_app
from service.wiring import build

_settings = Settings.load()
use_system_allocator()
use_fast_paths(are_on=_settings.fast_paths)
app = create_app(build(_settings))
