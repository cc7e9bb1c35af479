"""Messages 301, 305, 307, 323 and 325 of iJw and iWmo 3.2, read as XML Schema means them."""

from service.files.intake.messages.message import is_message
from service.files.intake.messages.reader import read_messages

__all__ = ["is_message", "read_messages"]
