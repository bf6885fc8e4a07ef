"""A receiver of webhooks that keeps what it was sent and answers as it is told."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass
class Receiver:
    """`answers` gives a status for each request; `drips` sends its answer without end."""

    answers: Callable[[Request], int] = lambda request: 204
    drips: bool = False
    location: str = "/elsewhere"
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    port: int = 0

    def start(self) -> None:
        """Listen on a free port; after `stop` on the same one again."""
        self._over = Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        self.port = int(self._server.server_address[1])
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a line cut off is meant
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/baken?from=here"


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = Request(self.path, dict(self.headers.items()), self.rfile.read(length))
            receiver.requests.append(request)
            if receiver.drips:
                self._drip()
            self.send_response(receiver.answers(request))
            self.send_header("Location", receiver.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _drip(self) -> None:
            while not receiver._over.wait(0.05):
                self.wfile.write(b"H")

        def log_message(self, *_: object) -> None:
            return

    return Handler
