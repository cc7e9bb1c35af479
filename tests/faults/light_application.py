"""The real Celery application and tasks around a written engine: jobs that are hardly any work."""

from service.settings import Settings
from service.wiring import Wiring, build
from tests.written_engine import light_engine
from workers.tasks import application_with_tasks


def wire(settings: Settings) -> Wiring:
    return build(settings, engine=light_engine())


app = application_with_tasks(Settings.load(), wire)
