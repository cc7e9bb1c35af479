"""Pages for who runs the service, on their own machine only: how it goes, its jobs, and who takes part."""

from service.web.operations.application import create_operations_app
from service.web.operations.desks import Desk
from service.web.operations.door import Door

__all__ = ["Desk", "Door", "create_operations_app"]
