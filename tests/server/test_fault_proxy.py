"""Each fault as the official client meets it, and what the server has done by then."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from elasticsearch import ApiError, ConnectionError, ConnectionTimeout, Elasticsearch, UnsupportedProductError
from elasticsearch.helpers import streaming_bulk

from server import fault_proxy as faults
from server.elasticsearch import Server
from server.fault_proxy import Fault, FaultProxy, Forward, Reply, Request, fault_proxy


class Stub(ThreadingHTTPServer):
    """Says yes to all, and keeps what it got."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Yes)
        self.got: list[tuple[str, str]] = []


class _Yes(BaseHTTPRequestHandler):
    server: Stub

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.server.got.append((self.path, body))
        lines = [json.loads(line) for line in body.splitlines()] if self.path == "/_bulk" else []
        items = [{"index": {**line["index"], "status": 201}} for line in lines if "index" in line]
        shards = {"total": 1, "successful": 1, "failed": 0}
        answer = {"version": {"number": "8.19.8"}, "errors": False, "items": items, "_shards": shards, "hits": {}}
        self.send_response_only(200)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    do_GET = do_POST = do_PUT = do_DELETE = _handle

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def stub() -> Iterator[Stub]:
    with Stub() as stub:
        thread = threading.Thread(target=stub.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield stub
        stub.shutdown()
        thread.join()


@pytest.fixture
def proxy(stub: Stub) -> Iterator[FaultProxy]:
    with fault_proxy(f"http://127.0.0.1:{stub.server_address[1]}") as proxy:
        yield proxy


@pytest.fixture
def client(proxy: FaultProxy) -> Iterator[Elasticsearch]:
    with Elasticsearch(proxy.url, max_retries=0, request_timeout=30) as client:
        yield client


def test_without_a_rule_the_server_answers(client: Elasticsearch, proxy: FaultProxy, stub: Stub) -> None:
    assert client.info()["version"]["number"] == "8.19.8"
    assert [path for path, _ in stub.got] == ["/"]
    assert proxy.seen == (faults.Seen("GET", "/", 200),)


@pytest.mark.parametrize(
    ("fault", "error", "arrived"),
    [
        (faults.answer(429), ApiError, 0),
        (faults.answer(503), ApiError, 0),
        (faults.flood_stage(), ApiError, 0),
        (faults.drop, ConnectionError, 0),
        (faults.lose, ConnectionError, 1),
        (faults.cut, ConnectionError, 1),
        (faults.another_product, UnsupportedProductError, 1),
    ],
)
def test_faults(  # noqa: PLR0917 -- a row of the table
    client: Elasticsearch, proxy: FaultProxy, stub: Stub, fault: Fault, error: type[Exception], arrived: int
) -> None:
    proxy.inject(fault, times=1)
    with pytest.raises(error):
        client.search(index="x")
    assert len(stub.got) == arrived
    client.search(index="x")
    assert len(stub.got) == arrived + 1


def test_an_answer_that_does_not_come_in_time(client: Elasticsearch, proxy: FaultProxy, stub: Stub) -> None:
    proxy.inject(faults.hang, times=1)
    with pytest.raises(ConnectionTimeout):
        client.options(request_timeout=0.2).search(index="x")
    assert len(stub.got) == 1


def test_a_client_that_hangs_does_not_hold_up_the_end(stub: Stub) -> None:
    failed = []

    def search(client: Elasticsearch) -> None:
        with pytest.raises(ConnectionError) as caught:
            client.search(index="x")
        failed.append(caught.value)

    def hang(request: Request, forward: Forward) -> Reply | None:
        arrived.set()
        return faults.hang(request, forward)

    arrived = threading.Event()
    with fault_proxy(f"http://127.0.0.1:{stub.server_address[1]}") as proxy:
        proxy.inject(hang)
        with Elasticsearch(proxy.url, max_retries=0, request_timeout=600) as client:
            thread = threading.Thread(target=search, args=(client,))
            thread.start()
            arrived.wait()
            proxy.refuse()
            thread.join()
    assert failed


def test_a_server_that_is_down_and_comes_back(client: Elasticsearch, proxy: FaultProxy) -> None:
    client.info()
    proxy.refuse()
    with pytest.raises(ConnectionError) as caught:
        client.info()
    assert "refused" in caught.value.message
    proxy.listen()
    assert client.info()


def test_a_rule_has_a_path_a_method_and_numbers(client: Elasticsearch, proxy: FaultProxy) -> None:
    proxy.inject(faults.answer(503), "/_search$", method="POST", skip=1, times=2)
    for _ in range(4):
        client.options(ignore_status=503).search(index="x")
        client.info()
    assert [seen.status for seen in proxy.seen if seen.path != "/"] == [200, 503, 503, 200]
    proxy.inject(faults.answer(429))
    proxy.clear()
    assert client.info()


def test_answers_with_something_changed(client: Elasticsearch, proxy: FaultProxy) -> None:
    proxy.inject(faults.version("7.17.29"), "^/$")
    proxy.inject(faults.failed_shards(), "/_search")
    assert client.info()["version"]["number"] == "7.17.29"
    shards = client.search(index="x")["_shards"]
    assert (shards["total"], shards["failed"], len(shards["failures"])) == (2, 1, 1)


def test_something_happens_as_a_request_arrives(client: Elasticsearch, proxy: FaultProxy, stub: Stub) -> None:
    seen: list[int] = []
    proxy.inject(faults.before(lambda: seen.append(len(stub.got))), skip=1)
    client.info()
    client.info()
    assert seen == [1] and len(stub.got) == 2


@pytest.mark.parametrize(
    ("which", "kept"), [(lambda at: at == 1, ["0", "2"]), (lambda at: True, []), (lambda at: False, ["0", "1", "2"])]
)
def test_rejected_items_never_reach_the_server(
    client: Elasticsearch, proxy: FaultProxy, stub: Stub, which: Callable[[int], bool], kept: list[str]
) -> None:
    proxy.inject(faults.rejected(400, which))
    actions = [{"_index": "x", "_id": str(n), "date": "?"} for n in range(3)]
    outcomes = list(streaming_bulk(client, actions, raise_on_error=False))
    assert [item["index"]["_id"] for ok, item in outcomes if ok] == kept
    assert {item["index"]["error"]["type"] for ok, item in outcomes if not ok} <= {"document_parsing_exception"}
    assert [item["index"]["_id"] for _, item in outcomes] == ["0", "1", "2"]
    got = [
        line["index"]["_id"] for _, body in stub.got for line in map(json.loads, body.splitlines()) if "index" in line
    ]
    assert got == kept


def test_what_is_injected_is_what_the_server_says(elasticsearch_url: str, elasticsearch_prefix: str) -> None:
    """A disk that is full, for real: the same status and type of error, for one document and in a bulk."""
    index = f"{elasticsearch_prefix}full"
    with fault_proxy(elasticsearch_url) as proxy, Elasticsearch(proxy.url, request_timeout=60) as client:
        client.indices.create(index=index)
        client.indices.put_settings(index=index, settings={"index.blocks.read_only_allow_delete": True})
        real = _refusals(client, index)
        client.indices.put_settings(index=index, settings={"index.blocks.read_only_allow_delete": None})
        proxy.inject(faults.rejected(429, lambda at: True, faults.FLOOD), "/_bulk")
        proxy.inject(faults.flood_stage(), "/_doc")
        assert _refusals(client, index) == real


def _refusals(client: Elasticsearch, index: str) -> tuple[object, ...]:
    ((_, item),) = streaming_bulk(client, [{"_index": index, "x": 1}], raise_on_error=False)
    with pytest.raises(ApiError) as caught:
        client.index(index=index, document={"x": 1})
    outcome = item["index"]
    return outcome["status"], outcome["error"]["type"], caught.value.status_code, caught.value.error


def test_a_server_that_dies_in_mid_bulk_comes_back(elasticsearch_server: Server) -> None:
    index, url = "bulk", elasticsearch_server.url
    with fault_proxy(url) as proxy, Elasticsearch(proxy.url, max_retries=0, request_timeout=60) as client:
        proxy.inject(faults.before(elasticsearch_server.kill), "/_bulk", skip=1)
        client.bulk(index=index, operations=[{"index": {"_id": "1"}}, {"words": "thi đua"}])
        with pytest.raises(ConnectionError):
            client.bulk(index=index, operations=[{"index": {"_id": "2"}}, {"words": "thi đua"}])
        elasticsearch_server.kill()  # it is dead already
        elasticsearch_server.start()
        assert elasticsearch_server.url == url
        proxy.clear()
        client.indices.refresh(index=index)
        assert client.count(index=index)["count"] == 1
