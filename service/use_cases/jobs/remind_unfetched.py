"""Remind municipalities of what they have and did not download."""

from dataclasses import dataclass

from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class RemindUnfetched:
    """Once per submission and municipality, whoever looks and however often."""

    stores: Stores

    def __call__(self) -> int:
        """How many reminders are new."""
        with self.stores.as_post_room() as room:
            return room.remind()
