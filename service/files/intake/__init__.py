"""What providers hand in: any carrier of the standard, read cell by cell, with every trap in it named."""

from service.files.intake.export_reader import read_export, read_exports
from service.files.intake.messages_together import read_messages_together

__all__ = ["read_export", "read_exports", "read_messages_together"]
