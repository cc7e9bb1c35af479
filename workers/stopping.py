"""How a process of ours is told to stop."""

import signal
import threading
from types import FrameType


def stop_when_told() -> threading.Event:
    """Set by SIGTERM or SIGINT, from the main thread on."""
    told = threading.Event()

    def tell(_number: int, _frame: FrameType | None) -> None:
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, tell)
    return told
