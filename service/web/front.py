"""The front of the web: takes requests in whole before a thread sees them, and lets nobody hold it up."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from waitress.buffers import TempfileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.utilities import RequestEntityTooLarge
from waitress.wasyncore import close_all

from service.process.sealed_temporary import sealed_temporary_file

TempfileBasedBuffer.newfile = lambda _self: sealed_temporary_file()
"""What is too much for memory, on its way in or out, lies on no disk in clear: waitress has no setting."""

THREADS = 8
_KEPT_IN_MEMORY = 64 * 1024
"""Bytes of an upload; what is more goes to a sealed temporary file as it comes in."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a visitor has."""

    header: float = 15.0
    """For all headers of a request."""
    body: float = 600.0
    """For the whole of an upload: 25 MB over a slow line."""
    idle: int = 30
    """For a connection on which nothing happens."""
    between_looks: int = 5


class Request(HTTPRequestParser):  # type: ignore[misc] # waitress ships no types
    """A request that comes in. One that announces too much goes on without its body: the page says so."""

    error: object
    body_rcv: object

    def received(self, data: bytes) -> int:
        """See waitress."""
        taken: int = super().received(data)
        if self.body_bytes_received == 0 and isinstance(self.error, RequestEntityTooLarge):
            self.error, self.body_rcv = None, None
            self.expect_continue = False
            self.headers["CONNECTION"] = "close"
        return taken


class Channel(HTTPChannel):  # type: ignore[misc] # the same
    """One connection."""

    parser_class = Request


_USUAL = Patience()


class Front(TcpWSGIServer):  # type: ignore[misc] # the same
    """Waitress, which buffers requests, with a deadline for what is slow and a place for newcomers."""

    channel_class = Channel

    def __init__(
        self,
        application: object,
        address: tuple[str, int],
        *,
        most: int,
        body_limit: int,
        patience: Patience = _USUAL,
    ) -> None:
        """Listens at once; answers after `run`. `most` connections, bodies of at most `body_limit` bytes."""
        self._patience = patience
        self._begun: dict[Channel, tuple[object, float]] = {}
        super().__init__(
            application,
            host=address[0],
            port=address[1],
            ident=None,
            threads=THREADS,
            backlog=2048,
            connection_limit=most,
            channel_timeout=patience.idle,
            cleanup_interval=patience.between_looks,
            inbuf_overflow=_KEPT_IN_MEMORY,
            max_request_body_size=body_limit,
            max_request_header_size=32 * 1024,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=False,
            log_socket_errors=False,
        )

    def stop(self) -> None:
        """End `run` and close every connection, from another thread."""
        # Nothing is run while we hold the lock: a pull of another thread could close it before our own.
        with self.trigger.lock:
            self.trigger.thunks.append(lambda: close_all(self._map))
            self.trigger.pull_trigger()

    def maintenance(self, now: float) -> None:
        """Close what is idle or late, and the oldest that wait when there is little room left."""
        super().maintenance(now)
        channels: list[Any] = list(self.active_channels.values())
        self._begun = {each: self._beginning(each, now) for each in channels if each.request is not None}
        for channel, (request, since) in self._begun.items():
            if now - since > self._patience_for(request):
                channel.will_close = True
        if len(channels) > self.adj.connection_limit * 3 // 4:
            _make_room(channels, self.adj.connection_limit // 2)

    def _patience_for(self, request: Any) -> float:  # noqa: ANN401 - waitress ships no types
        return self._patience.body if request.headers_finished else self._patience.header

    def _beginning(self, channel: Channel, now: float) -> tuple[object, float]:
        """The request that comes in over it, and since when it was seen to."""
        known = self._begun.get(channel)
        return known if known and known[0] is channel.request else (channel.request, now)


def _make_room(channels: Iterable[Any], wanted: int) -> None:
    """Close connections of which nothing is being done, the oldest first, until `wanted` are left."""
    waiting = sorted((each for each in channels if not each.requests), key=lambda each: each.creation_time)
    for channel in waiting[: max(len(waiting) - wanted, 0)]:
        channel.will_close = True
