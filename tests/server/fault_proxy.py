"""A proxy before a server that makes it fail: by rules, in the order they were made, each as often as it says.

    with fault_proxy(url) as proxy:
        proxy.inject(answer(429), path="/_bulk", times=2)
        client = Elasticsearch(proxy.url)

A fault takes a request and the way to the server, and gives what the client gets; None: the connection ends without an
answer. So it decides too whether the server does what was asked.
"""

from __future__ import annotations

import http.client
import json
import re
import select
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import SplitResult, urlsplit

Body = dict[str, Any]
Item = dict[str, dict[str, Any]]

ERRORS = {  # what the server calls the commonest of its refusals
    400: ("document_parsing_exception", "[1:2] failed to parse field [date] of type [date]"),
    403: ("security_exception", "action is unauthorized for this user"),
    429: ("es_rejected_execution_exception", "rejected execution of coordinating operation"),
    503: ("no_shard_available_action_exception", "no shard is available"),
}
FLOOD = (
    "cluster_block_exception",
    "index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, "
    "index has read-only-allow-delete block];",
)
_PER_CONNECTION = {"connection", "content-length", "host", "keep-alive", "transfer-encoding", "accept-encoding"}


@dataclass(frozen=True, slots=True)
class Request:
    """`path` has its query; `connection` is the client's."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    connection: socket.socket = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """`sent` bytes of the body reach the client, then the connection is cut; None: all."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    sent: int | None = None

    def json(self) -> Body:
        body: Body = json.loads(self.body)
        return body


Forward = Callable[[Request], Reply]
Fault = Callable[[Request, Forward], Reply | None]


@dataclass(slots=True)
class Rule:
    """Holds for `times` requests (None: all) after `skip` others of its method and path."""

    fault: Fault
    path: re.Pattern[str]
    method: str | None
    times: int | None
    skip: int

    def takes(self, request: Request) -> bool:
        """Whether this request is one of its; counts it."""
        if self.method not in (None, request.method) or not self.path.search(request.path):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
            return self.times >= 0
        return True


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that arrived; `status` None: it got no answer, or not a whole one."""

    method: str
    path: str
    status: int | None


class FaultProxy:
    """Listens on a port of its own before the server at `target`."""

    def __init__(self, target: str) -> None:
        self._target = urlsplit(target)
        self._rules: list[Rule] = []
        self._seen: list[Seen] = []
        self._lock = threading.Lock()
        self._listener: _Listener | None = None
        self._port = 0
        self.listen()

    @property
    def url(self) -> str:
        """With the user and password of the server's, if it has them."""
        user, at, _ = self._target.netloc.rpartition("@")
        return f"http://{user}{at}127.0.0.1:{self._port}"

    @property
    def seen(self) -> tuple[Seen, ...]:
        """What arrived, the latest last."""
        with self._lock:
            return tuple(self._seen)

    def inject(
        self, fault: Fault, path: str = "", *, method: str | None = None, times: int | None = None, skip: int = 0
    ) -> None:
        """`path` is a regular expression, searched in path and query; the first rule that takes a request has it."""
        with self._lock:
            self._rules.append(Rule(fault, re.compile(path), method, times, skip))

    def clear(self) -> None:
        """From here on the server answers itself."""
        with self._lock:
            self._rules.clear()

    def listen(self) -> None:
        """On the same port as before, if there was one."""
        self._listener = _Listener(self._port, self._serve)
        self._port = self._listener.server_address[1]

    def refuse(self) -> None:
        """Connections are cut, new ones refused, until `listen`."""
        if self._listener:
            self._listener.end()
        self._listener = None

    def _serve(self, request: Request) -> Reply | None:
        with self._lock:
            rule = next((rule for rule in self._rules if rule.takes(request)), None)
        try:
            reply = rule.fault(request, self._forward) if rule else self._forward(request)
        except (OSError, http.client.HTTPException):  # the server went away: so does its stand-in
            reply = None
        status = reply.status if reply and reply.sent is None else None
        with self._lock:
            self._seen.append(Seen(request.method, request.path, status))
        return reply

    def _forward(self, request: Request) -> Reply:
        connection = _connect(self._target)
        try:
            connection.request(request.method, request.path, request.body or None, _end_to_end(request.headers.items()))
            response = connection.getresponse()
            return Reply(response.status, _end_to_end(response.headers.items()), response.read())
        finally:
            connection.close()


@contextmanager
def fault_proxy(target: str) -> Iterator[FaultProxy]:
    """A proxy before the server at this address, gone at the end."""
    proxy = FaultProxy(target)
    try:
        yield proxy
    finally:
        proxy.refuse()


# --- faults -----------------------------------------------------------------------------------------------------------


def answer(status: int, error: tuple[str, str] | None = None) -> Fault:
    """The server does nothing and refuses; `error` is its type and reason."""
    reply = _refusal(status, error or ERRORS[status])
    return lambda request, forward: reply


def flood_stage() -> Fault:
    """The disk is full: indices can be read and emptied only."""
    return answer(429, FLOOD)


def drop(request: Request, forward: Forward) -> Reply | None:
    """The connection ends before the server was asked."""
    return None


def lose(request: Request, forward: Forward) -> Reply | None:
    """The server does what was asked; its answer is lost."""
    forward(request)
    return None


def hang(request: Request, forward: Forward) -> Reply | None:
    """The server does what was asked, and the client waits until it will no longer."""
    forward(request)
    select.select([request.connection], [], [])
    return None


def cut(request: Request, forward: Forward) -> Reply | None:
    """The connection ends in the middle of the answer."""
    reply = forward(request)
    return replace(reply, sent=len(reply.body) // 2)


def before(action: Callable[[], object]) -> Fault:
    """Something happens as a request arrives."""

    def fault(request: Request, forward: Forward) -> Reply | None:
        action()
        return forward(request)

    return fault


def rewritten(change: Callable[[Body], object]) -> Fault:
    """The server's answer with something changed in it, in place."""

    def fault(request: Request, forward: Forward) -> Reply | None:
        reply = forward(request)
        body = reply.json()
        change(body)
        return replace(reply, body=json.dumps(body).encode())

    return fault


def version(number: str) -> Fault:
    """The server is of another version; for GET /."""
    return rewritten(lambda body: body["version"].update(number=number))


def failed_shards(count: int = 1) -> Fault:
    """Some of the index did not answer a search: what is there is given as if it were all."""

    def change(body: Body) -> None:
        shards = body["_shards"]
        reason = {"type": "circuit_breaking_exception", "reason": "[parent] Data too large"}
        failures = [{"shard": shard, "index": "x", "reason": reason} for shard in range(count)]
        shards.update(total=shards["total"] + count, failed=count, failures=failures)

    return rewritten(change)


def another_product(request: Request, forward: Forward) -> Reply | None:
    """What answers is not Elasticsearch, or hides it."""
    reply = forward(request)
    return replace(reply, headers={k: v for k, v in reply.headers.items() if k.lower() != "x-elastic-product"})


def rejected(status: int, which: Callable[[int], bool], error: tuple[str, str] | None = None) -> Fault:
    """Items of a bulk, chosen by their position, are refused: the server never gets them."""

    def fault(request: Request, forward: Forward) -> Reply | None:
        actions = tuple(_actions(request.body))
        kept = b"".join(lines for at, (_, lines) in enumerate(actions) if not which(at))
        reply = forward(replace(request, body=kept)) if kept else _answered({"took": 0, "errors": True, "items": []})
        if reply.status != http.HTTPStatus.OK:
            return reply
        body = reply.json()
        done = iter(body["items"])
        refusal = status, error or ERRORS[status]
        items = [_refused(action, *refusal) if which(at) else next(done) for at, (action, _) in enumerate(actions)]
        return replace(reply, body=json.dumps(body | {"errors": True, "items": items}).encode())

    return fault


def _actions(bulk: bytes) -> Iterator[tuple[Item, bytes]]:
    """Each action of a bulk with its lines: all but `delete` have a second one."""
    lines = iter(bulk.splitlines(keepends=True))
    for line in lines:
        action: Item = json.loads(line)
        yield action, line if "delete" in action else line + next(lines)


def _refused(action: Item, status: int, error: tuple[str, str]) -> Item:
    ((name, target),) = action.items()
    return {name: {**target, "status": status, "error": {"type": error[0], "reason": error[1]}}}


def _refusal(status: int, error: tuple[str, str]) -> Reply:
    cause = {"type": error[0], "reason": error[1]}
    return _answered({"error": {"root_cause": [cause], **cause}, "status": status}, status)


def _answered(body: Mapping[str, object], status: int = 200) -> Reply:
    headers = {
        "X-Elastic-Product": "Elasticsearch",
        "Content-Type": "application/vnd.elasticsearch+json;compatible-with=8",
    }
    return Reply(status, headers, json.dumps(body).encode())


# --- connections ------------------------------------------------------------------------------------------------------


class _Listener(ThreadingHTTPServer):
    """A thread accepts, and one serves each connection, until `end`."""

    daemon_threads = True

    def __init__(self, port: int, serve: Callable[[Request], Reply | None]) -> None:
        self.serve = serve
        self._connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def end(self) -> None:
        self.shutdown()
        for connection in tuple(self._connections):
            _hang_up(connection)
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Listener

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        reply = self.server.serve(Request(self.command, self.path, dict(self.headers), body, self.connection))
        self.close_connection = reply is None or reply.sent is not None
        if reply is None:
            _hang_up(self.connection)
            return
        self.send_response_only(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body[: reply.sent])

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _handle

    def log_message(self, format: str, *args: object) -> None:
        """Tests ask `seen`."""


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # the other side did before
        return


def _connect(target: SplitResult) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    return kind(target.hostname or "127.0.0.1", target.port)


def _end_to_end(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name: value for name, value in headers if name.lower() not in _PER_CONNECTION}
