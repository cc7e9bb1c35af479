"""Celery's side of the program: the application, thin tasks and the supervisor behind `eenmaal up`."""
