"""The Celery application that `celery --app workers.application` looks for."""

from service.settings import Settings
from workers.tasks import application_with_tasks

app = application_with_tasks(Settings.load())
