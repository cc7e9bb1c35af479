"""The Celery application that `celery --app workers.application` looks for."""

import os

from service import ONE_THREAD

os.environ.setdefault(*ONE_THREAD)

from service.process.fast_paths import use_fast_paths
from service.process.memory import use_system_allocator
from service.settings import Settings
from workers.tasks import application_with_tasks

_settings = Settings.load()
use_system_allocator()
use_fast_paths(are_on=_settings.fast_paths)
app = application_with_tasks(_settings)
