"""What these pages ask beside the use cases."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app

from service.domain.colleagues import Participant
from service.domain.examination import Examined

_DESK = "eenmaal_desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What these pages ask beside the use cases."""

    examine: Callable[[], tuple[Examined, ...]]
    """Looks at every part, also while some are down."""
    participants: Callable[[], tuple[Participant, ...]]
    """Everybody who takes part."""


def install(app: Flask, desk: Desk) -> None:
    """From now on pages of this application ask it."""
    app.extensions[_DESK] = desk


def current_desk() -> Desk:
    """That of the application that answers this request."""
    found: Desk = current_app.extensions[_DESK]
    return found
