"""A server of language models on the loopback: OpenAI's protocol over a real socket, as a test says.

What it answers to a question is a ``Behaviour``; recorded answers are in ``tests/model_answers``.
"""

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread

CASES = Path(__file__).parent / "model_answers"
KINDS = {
    "You write study material": "chapter",
    "You divide a podcast": "outline",
    "You edit the glossary": "review",
    "You check flashcards": "verify",
}

Handler = BaseHTTPRequestHandler
Behaviour = Callable[[Handler], None]


@dataclass(frozen=True)
class Asked:
    """A question as it came: the whole body and the headers."""

    body: dict
    headers: dict[str, str]

    @property
    def messages(self) -> list[dict]:
        return self.body["messages"]

    @property
    def kind(self) -> str:
        return next(kind for begin, kind in KINDS.items() if self.messages[0]["content"].startswith(begin))

    @property
    def chapter(self) -> str:
        found = re.search(r'You study chapter \d+, "(.*?)"', self.messages[1]["content"])
        return found.group(1) if found else ""

    @property
    def is_second(self) -> bool:
        return len(self.messages) > 2

    @property
    def text(self) -> str:
        return "\n".join(message["content"] for message in self.messages)


Script = Callable[[Asked], Behaviour]


@dataclass
class ModelServer:
    """Where the server is, what it was asked, and how many questions it had before it at once at most."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    ended: Event = field(default_factory=Event)

    def reached(self, count: int) -> bool:
        """Wait until so many questions have come; return whether they did."""
        return _waits(lambda: len(self.asked) >= count)

    def crowded(self, count: int) -> bool:
        """Wait until so many questions have been there at once; return whether they were."""
        return _waits(lambda: self.most_at_once >= count)

    def of(self, kind: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.kind == kind]


def _waits(is_so: Callable[[], bool], within_s: float = 60.0) -> bool:
    until = time.monotonic() + within_s
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)
    return is_so()


def recorded(name: str) -> dict[str, dict]:
    """Return recorded answers by the title of the chapter, and the one to the review as ``review``."""
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


def well(replies: dict[str, dict]) -> Script:
    """Return what answers chapters and the review as recorded, divides nothing, and passes all cards."""

    def script(asked: Asked) -> Behaviour:
        match asked.kind:
            case "chapter":
                return says(replies[asked.chapter])
            case "verify":
                count = asked.messages[1]["content"].count("\nasks: ")
                return says({"verdicts": [{"card": n + 1, "passes": True} for n in range(count)]})
            case "outline":
                return says({"chapters": [{"title": "All of it", "first_segment_id": "1"}]})
            case _:
                return says(replies.get("review", {}))

    return script


def says(reply: object, *, pieces: int = 5, wait_s: float = 0.0, usage: bool = True) -> Behaviour:
    """Return what streams ``reply``, a text or what becomes JSON, and counts its tokens with ``usage``."""
    text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)

    def write(handler: Handler) -> None:
        time.sleep(wait_s)
        _begin(handler)
        step = max(1, -(-len(text) // pieces))
        for at in range(0, len(text), step):
            _send(handler, {"content": text[at : at + step]})
        _send(handler, {}, finish="stop")
        if usage:
            counted = {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200}
            _chunk(handler, {"choices": [], "usage": counted})
        handler.wfile.write(b"data: [DONE]\n\n")

    return write


def refuses() -> Behaviour:
    return says("I'm sorry, but I can't help with that.")


def fails(status: int, message: str = "no", **headers: str) -> Behaviour:
    """Return what answers with an error; a header's name is written with ``_`` for ``-``."""

    def write(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(json.dumps({"error": {"message": message}}).encode())

    return write


def cuts(reply: dict) -> Behaviour:
    """Return what streams half of ``reply`` and hangs up."""
    text = json.dumps(reply)

    def write(handler: Handler) -> None:
        _begin(handler)
        _send(handler, {"content": text[: len(text) // 2]})
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_RDWR)

    return write


def ends_early(reply: dict) -> Behaviour:
    """Return what streams half of ``reply`` and ends as if that were all."""
    text = json.dumps(reply)

    def write(handler: Handler) -> None:
        _begin(handler)
        _send(handler, {"content": text[: len(text) // 2]})

    return write


def overflows() -> Behaviour:
    """Return what streams far more than any answer has."""

    def write(handler: Handler) -> None:
        _begin(handler)
        for _ in range(40):
            _send(handler, {"content": "word " * 60_000})

    return write


@contextmanager
def model_server(script: Script) -> Iterator[ModelServer]:
    """Serve as ``script`` says; ends with the block, and what hangs then ends too."""
    served, lock = ModelServer(), Lock()

    class Answering(Handler):
        def do_POST(self) -> None:  # noqa: N802 - the library's name
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked = Asked(body, {name.lower(): value for name, value in self.headers.items()})
            with lock:
                served.asked.append(asked)
                served.at_once += 1
                served.most_at_once = max(served.most_at_once, served.at_once)
            behaviour = script(asked)
            with lock:  # before the answer, for with its last word the next question may come
                served.at_once -= 1
            behaviour(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Stay silent."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: object, client_address: object) -> None:
            """Stay silent: a client that hangs up is what some tests are about."""

    with Quiet(("127.0.0.1", 0), Answering) as server:
        served.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield served
        finally:
            served.ended.set()
            server.shutdown()
            thread.join()


def hangs(served: Callable[[], ModelServer]) -> Behaviour:
    """Return what begins an answer and says no more."""

    def write(handler: Handler) -> None:
        _begin(handler)
        handler.wfile.flush()
        served().ended.wait(30)

    return write


def _begin(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()


def _send(handler: Handler, delta: dict, finish: str | None = None) -> None:
    _chunk(handler, {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def _chunk(handler: Handler, parts: dict) -> None:
    whole = {"id": "r1", "object": "chat.completion.chunk", "created": 1, "model": "recorded-1", **parts}
    handler.wfile.write(f"data: {json.dumps(whole)}\n\n".encode())
