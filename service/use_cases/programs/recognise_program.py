"""Recognise a program by the token that it brings along."""

from dataclasses import dataclass

from service.domain.access import Actor
from service.domain.access_tokens import PREFIX, Program
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class RecogniseProgram:
    """Finds out for whom it acts, and what it may."""

    stores: Stores

    def __call__(self, token: str, origin: str = "") -> Program | None:
        """None when the token is none of ours, revoked or expired."""
        if not token.startswith(PREFIX):
            return None
        with self.stores.as_sign_in(Actor("", origin)) as work:
            return work.tokens.holder(token, origin)
