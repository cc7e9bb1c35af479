"""eenmaal restore: see backup.py, which knows the form of what it puts back."""

from service.command_line.backup import restore

__all__ = ["restore"]
