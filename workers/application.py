"""The Celery application that `celery --app workers.application` looks for."""

import os

from service import ONE_THREAD
from service.process.collecting import without_collecting

os.environ.setdefault(*ONE_THREAD)

with without_collecting():
    from service.process.start import choose_at_start
    from service.settings import Settings
    from workers.tasks import application_with_tasks

_settings = Settings.load()
choose_at_start(fast_paths=_settings.fast_paths)
app = application_with_tasks(_settings)
