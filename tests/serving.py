"""A web server on the loopback, in threads, that answers each path as a test says."""

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

Handler = BaseHTTPRequestHandler
Write = Callable[[Handler], None]


@dataclass
class Served:
    """Where the server is, the requests that it got, each with its headers, and what was posted to it."""

    url: str
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    posted: list[bytes] = field(default_factory=list)


def answer(content: bytes, content_type: str = "text/plain", status: int = 200, **headers: str) -> Write:
    """Return what answers with ``content``; a header's name is written with ``_`` for ``-``."""

    def write(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return write


def redirect(location: str, status: int = 302) -> Write:
    return answer(b"moved", status=status, Location=location)


@contextmanager
def serving(pages: Mapping[str, Write], certificate: Path | None = None) -> Iterator[Served]:
    """Serve ``pages`` by their paths, encrypted where a ``certificate`` is given; ends with the block."""
    served = Served("")

    class Answering(Handler):
        def do_GET(self) -> None:  # noqa: N802 - the library's name
            served.asked.append((self.path, dict(self.headers)))
            pages.get(self.path, answer(b"nothing here", status=404))(self)

        def do_POST(self) -> None:  # noqa: N802 - the library's name
            served.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Stay silent."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Stay silent: a client that hangs up is what some tests are about."""

    with Quiet(("127.0.0.1", 0), Answering) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        served.url = f"http{'s' * bool(certificate)}://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield served
        server.shutdown()
        thread.join()
