"""A program that receives webhooks, on a real port."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Endpoint:
    """A program that receives; it answers what it is told to, and then 204."""

    def __init__(self):
        self.taken, self.answers, self.url = [], [], ""

    def answer(self, headers, body):
        """The status; both are kept."""
        status = self.answers.pop(0) if self.answers else 204
        self.taken.append((dict(headers), body, status))
        return status

    @property
    def ids(self):
        """Of what was taken, in order."""
        return [headers["webhook-id"] for headers, _, status in self.taken if status < 300]


@contextmanager
def listening(endpoint):
    """Its address, for as long as it listens."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):  # the name that http.server wants
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = endpoint.answer(self.headers, body)
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Nothing: the test has it all."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/gebeurtenissen"
    server.shutdown()
    thread.join()
    server.server_close()
