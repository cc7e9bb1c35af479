"""Celery's side of the house: the application, thin tasks and the supervisor behind `eenmaal up`."""
