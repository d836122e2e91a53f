"""The engine on a server: its mapping, its queries, its bulk requests, and the indices behind its alias."""

from __future__ import annotations

import itertools
import json
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from cancu.index.clause import EVERYTHING, All, Boost, Clause, Not, Order, Search, Term
from cancu.index.clause import Any as AnyOf
from cancu.index.elastic import bulk as elastic_bulk
from cancu.index.elastic import clauses as elastic_query
from cancu.index.elastic import engine as elastic
from cancu.index.elastic.engine import DEFINITION, OWNER, VERSION, Elastic
from cancu.index.elastic.server import Busy, Oversized
from cancu.index.engine import Change, Delete, IndexedDocument, Rejected
from cancu.index.fields import FIELDS, Keeps
from cancu.index.frequencies import Frequencies
from cancu.index.indexing import Facts, indexed
from cancu.index.query.parser import MAX_DEPTH, MAX_WORDS, parse
from cancu.index.search import levels, retrieval, weights
from cancu.pipeline import config
from cancu.pipeline.errors import IndexMissing, IndexUnavailable
from server import fault_proxy as faults

ARCHIVE = "kho"
SERVER_DEPTH, SERVER_CLAUSES = 30, 1_024  # what every server reads
PAPERS = tuple(indexed(Facts(id=f"doc-{number}", text=f"trồng cây số {number}")) for number in range(3))


# --- mapping ----------------------------------------------------------------------------------------------------------

KEPT: dict[Keeps, dict[str, object]] = {
    Keeps.PLACES: {"type": "text", "analyzer": "words", "index_options": "positions"},
    Keeps.TOKENS: {"type": "text", "analyzer": "words", "index_options": "freqs"},
    Keeps.KEYS: {"type": "keyword", "ignore_above": 10_922, "doc_values": False},
    Keeps.FACET: {"type": "keyword", "ignore_above": 10_922},
    Keeps.NUMBER: {"type": "long"},
    Keeps.STORED: {"type": "binary", "doc_values": True},
}


def test_the_mapping_has_every_field_as_it_is_kept() -> None:
    properties = dict(DEFINITION["mappings"]["properties"])
    assert properties.pop("id") == {"type": "keyword"}
    assert properties == {name: KEPT[keeps] for name, keeps in FIELDS.items()}
    assert 3 * KEPT[Keeps.KEYS]["ignore_above"] <= elastic_query.MAX_TERM  # type: ignore[operator]  # bytes a character


# --- queries ----------------------------------------------------------------------------------------------------------


def nested(depth: int) -> str:
    return "".join(f"(w{level} {'AND' if level % 2 else 'OR'} " for level in range(depth)) + "x" + ")" * depth


def depth_of(query: object) -> int:
    """Levels of queries in a query, read as the server does: a wrapped one by itself."""
    if isinstance(query, list):
        return max(map(depth_of, query), default=0)
    if not isinstance(query, dict):
        return 0
    if wrapped := query.get("wrapper"):
        assert depth_of(json.loads(b64decode(wrapped["query"]))) <= SERVER_DEPTH
        return 1
    compound = any(name in query for name in ("bool", "constant_score", "script_score", "term"))
    return compound + max(map(depth_of, query.values()), default=0)


def leaves(query: object) -> int:
    if isinstance(query, list):
        return sum(map(leaves, query))
    if not isinstance(query, dict):
        return 0
    return sum(1 if name in ("term", "match_phrase", "match_all") else leaves(inner) for name, inner in query.items())


def asked(text: str) -> Search:
    """The largest search that a query may lead to."""
    query = parse(text)
    weighed, meant = weights.weighed(query), levels.of(query, Frequencies(0, {}))
    where = AnyOf((meant.whole, *(wider.where for wider in meant.wider)))
    rank = tuple(Boost(term, weight) for term, weight in weighed.items())
    return Search(All((where, Not(meant.number))) if meant.number else where, rank)


def test_no_query_is_nested_too_deeply_for_a_server() -> None:
    assert 5 < depth_of(elastic_query.search(asked(nested(MAX_DEPTH)))) <= SERVER_DEPTH


def test_no_query_has_too_many_clauses_for_a_server() -> None:
    words = " ".join(f"từ{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(MAX_WORDS))
    body = elastic_query.search(asked(words))
    assert leaves(body) > SERVER_CLAUSES
    assert max(leaves(body["query"]), leaves(body["post_filter"])) <= SERVER_CLAUSES


# --- bulk -------------------------------------------------------------------------------------------------------------

DONE = {"index": {"status": 201, "result": "created"}}


def refused(status: int, kind: str = "document_parsing_exception") -> dict[str, Any]:
    return {"index": {"status": status, "error": {"type": kind, "reason": "why"}}}


class Scripted:
    """A server whose answers are told beforehand; afterwards it does everything."""

    def __init__(self, *answers: list[dict[str, Any]] | Exception) -> None:
        self.answers = list(answers)
        self.got: list[list[str]] = []
        self.waited: list[float] = []

    def send(self, lines: Sequence[bytes]) -> dict[str, Any]:
        actions = [
            next(iter(action.values())) for action in map(json.loads, lines) if action.keys() & {"index", "delete"}
        ]
        self.got.append([action["_id"] for action in actions])
        answer = self.answers.pop(0) if self.answers else [DONE] * len(actions)
        if isinstance(answer, Exception):
            raise answer
        return {"items": answer}

    def load(self, *changes: Change) -> tuple[Rejected, ...]:
        return elastic_bulk.load(changes, self.send, self.waited.append)


def document(name: str, text: str = "x") -> IndexedDocument:
    return IndexedDocument(name, {"folded": text})


A, B, C = map(document, "abc")


def test_requests_have_so_many_bytes_and_so_many_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elastic_bulk, "MAX_BYTES", 200)
    monkeypatch.setattr(elastic_bulk, "MAX_ACTIONS", 2)
    server = Scripted()
    assert server.load(A, B, C, document("d", "x" * 300), Delete("e"), Delete("f")) == ()
    assert server.got == [["a", "b"], ["c"], ["d"], ["e", "f"]]


def test_what_a_busy_server_refuses_is_asked_again() -> None:
    server = Scripted(Busy("busy"), [DONE, refused(429), refused(503)], [refused(429), DONE])
    assert server.load(A, B, C) == ()
    assert server.got == [["a", "b", "c"], ["a", "b", "c"], ["b", "c"], ["b"]]
    first = elastic_bulk.FIRST_PAUSE
    assert [first * 2**n / 2 <= pause <= first * 2**n for n, pause in enumerate(server.waited)] == [True] * 3


@pytest.mark.parametrize("answer", [Busy("busy"), [refused(429)]], ids=["whole", "item"])
def test_not_for_ever(answer: list[dict[str, Any]] | Exception) -> None:
    server = Scripted(*[answer] * 100)
    with pytest.raises(Busy):
        server.load(A)
    assert len(server.got) == elastic_bulk.ATTEMPTS == len(server.waited) + 1
    assert sum(server.waited) <= 60 and max(server.waited) <= elastic_bulk.LONGEST_PAUSE


def test_a_refused_document_is_an_outcome() -> None:
    server = Scripted([DONE, refused(400), refused(429)], [refused(400)])
    why = "document_parsing_exception: why"
    assert server.load(A, B, C) == (Rejected("b", why), Rejected("c", why))
    assert server.waited and len(server.got) == 2


def test_the_document_for_which_a_whole_request_is_refused_is_found() -> None:
    server = Scripted(Oversized("too large"), [DONE], Oversized("too large"), [DONE], Oversized("too large"))
    assert server.load(A, B, C) == (Rejected("c", "too large"),)
    assert server.got == [["a", "b", "c"], ["a"], ["b", "c"], ["b"], ["c"]]


@pytest.mark.parametrize(
    ("item", "error", "message"),
    [
        (refused(429, "cluster_block_exception"), IndexUnavailable, "may not be written"),
        (refused(403, "security_exception"), IndexUnavailable, "cannot take documents"),
        (refused(500), IndexUnavailable, "cannot take documents"),
        (refused(404, "index_not_found_exception"), IndexMissing, "run `cancu reindex`"),
    ],
)
def test_what_is_not_the_document_s_fault_ends_it(item: dict[str, Any], error: type[Exception], message: str) -> None:
    server = Scripted([item])
    with pytest.raises(error, match=message):
        server.load(A)
    assert server.waited == []


def test_documents_as_a_server_takes_them() -> None:
    lines: list[bytes] = []
    odd = IndexedDocument("a", {"sketch": b"\x00\xff", "kind": ("Kế hoạch",), "date": 5, "folded": "\ud800 \n \0"})

    def send(sent: Sequence[bytes]) -> dict[str, Any]:
        lines.extend(sent)
        return {"items": [DONE]}

    elastic_bulk.load([odd], send, lambda _: None)
    assert json.loads(lines[1]) == {"id": "a", "sketch": "AP8=", "kind": ["Kế hoạch"], "date": 5, "folded": "? \n \0"}
    assert b"\n" not in lines[1]


# --- address ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("localhost:9200", "not like http://"),
        ("ftp://localhost:9200", "not like http://"),
        ("http://", "not like http://"),
        ("http://localhost:port", "not like http://"),
        ("http://u:secret@localhost:99999", "not like http://"),
        ("http://u:secret@127.0.0.1:1", "http://127.0.0.1:1 cannot be reached .*start the server"),
        ("http://[::1", "not like http://"),
    ],
)
def test_an_address_that_leads_nowhere(url: str, message: str) -> None:
    index = Elastic(config.Elasticsearch(url), ARCHIVE)
    with pytest.raises(IndexUnavailable, match=message) as caught:
        index.count()
    assert "secret" not in str(caught.value) + index.name
    assert index.problems() == (str(caught.value),)


def test_the_name_tells_no_secret() -> None:
    settings = config.Elasticsearch("https://u:p%40ss@es.tinh.vn:9200/tim/", "key", Path("ca.pem"), "cong-van")
    assert Elastic(settings, ARCHIVE).name == "elasticsearch https://es.tinh.vn:9200/tim/cong-van"
    assert Elastic(replace(settings, index=None), ARCHIVE).name.endswith("/tim/cancu-kho")


def test_certificates(elasticsearch_url: str, tmp_path: Path) -> None:
    secure = elasticsearch_url.replace("http://", "https://")
    for ca, message in ((None, "CANCU_ELASTICSEARCH_CA"), (tmp_path / "none.pem", "there is no file")):
        with pytest.raises(IndexUnavailable, match=message):
            Elastic(config.Elasticsearch(secure, ca=ca), ARCHIVE).count()
    (tmp_path / "ca.pem").write_text("no certificate", "ascii")
    with pytest.raises(IndexUnavailable, match=r"no certificate or crl found.*CANCU_ELASTICSEARCH_CA"):
        Elastic(config.Elasticsearch(secure, ca=tmp_path / "ca.pem"), ARCHIVE).count()


# --- indices ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url, request_timeout=60) as client:
        yield client


_COUNTER = itertools.count()


@pytest.fixture
def alias(elasticsearch_prefix: str) -> str:
    return f"{elasticsearch_prefix}elastic{next(_COUNTER)}"


@pytest.fixture
def settings(elasticsearch_url: str, alias: str) -> config.Elasticsearch:
    return config.Elasticsearch(elasticsearch_url, index=alias)


@pytest.fixture
def index(settings: config.Elasticsearch, client: Elasticsearch, alias: str) -> Iterator[Elastic]:
    opened = Elastic(settings, ARCHIVE)
    opened.rebuild(PAPERS)
    yield opened
    opened.close()
    for name in names(client, alias):
        client.indices.delete(index=name)


def names(client: Elasticsearch, alias: str) -> list[str]:
    return sorted(client.indices.get(index=f"{alias}*"))


def test_an_index_has_a_number_and_is_behind_the_alias(index: Elastic, client: Elasticsearch, alias: str) -> None:
    assert names(client, alias) == [f"{alias}-000001"]
    index.rebuild(PAPERS[:2])
    assert names(client, alias) == [f"{alias}-000002"]
    found = client.indices.get(index=alias)[f"{alias}-000002"]
    assert found["mappings"]["_meta"] == {OWNER: {"archive": ARCHIVE, "version": VERSION}}
    assert found["mappings"]["_source"] == {"enabled": False}
    assert list(found["aliases"]) == [alias]
    assert found["settings"]["index"]["auto_expand_replicas"] == "0-1"


def test_a_rebuild_that_fails_leaves_nothing(index: Elastic, client: Elasticsearch, alias: str) -> None:
    def broken() -> Iterator[IndexedDocument]:
        yield PAPERS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.rebuild(broken())
    assert names(client, alias) == [f"{alias}-000001"]
    assert index.count() == 3


def test_what_a_killed_rebuild_left_is_taken_away(index: Elastic, client: Elasticsearch, alias: str) -> None:
    foreign, ours = {"archive": "khac", "version": VERSION}, {"archive": ARCHIVE, "version": "1"}
    for name, owner in ((f"{alias}-000007", ours), (f"{alias}-000008", foreign), (f"{alias}-khac-000001", ours)):
        client.indices.create(index=name, mappings={"_meta": {OWNER: owner}})
    client.indices.create(index=f"{alias}-000009")
    index.rebuild(PAPERS)
    left = [f"{alias}-{which}" for which in ("000008", "000009", "khac-000001")]
    assert names(client, alias) == sorted([*left, client.indices.get_alias(name=alias).body.popitem()[0]])


def test_an_alias_that_is_another_s(settings: config.Elasticsearch, client: Elasticsearch, alias: str) -> None:
    other = Elastic(settings, "khac")
    other.rebuild(PAPERS)
    mine = Elastic(settings, ARCHIVE)
    for call in (mine.count, lambda: mine.rebuild(PAPERS[:1]), lambda: mine.apply([Delete("doc-1")])):
        with pytest.raises(IndexUnavailable, match=r"taken .* of the archive khac: .*CANCU_ELASTICSEARCH_INDEX"):
            call()
    assert (other.count(), len(names(client, alias))) == (3, 1)


@pytest.mark.parametrize("aliased", [True, False])
def test_an_index_of_another_program(
    settings: config.Elasticsearch, client: Elasticsearch, alias: str, aliased: bool
) -> None:
    client.indices.create(index=f"{alias}-000001" if aliased else alias, aliases={alias: {}} if aliased else {})
    mine = Elastic(settings, ARCHIVE)
    with pytest.raises(IndexUnavailable, match=r"not made by cancu: .*CANCU_ELASTICSEARCH_INDEX"):
        mine.rebuild(PAPERS)
    assert "not made by cancu" in mine.problems()[0]
    assert len(names(client, alias)) == 1


def test_a_mapping_of_another_version(
    index: Elastic, settings: config.Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elastic, "VERSION", "newer")
    newer = Elastic(settings, ARCHIVE)
    for call in (newer.count, lambda: newer.apply([Delete("doc-1")])):
        with pytest.raises(IndexUnavailable, match="another version of cancu: run `cancu reindex`"):
            call()
    newer.rebuild(PAPERS[:1])
    assert (newer.count(), newer.problems()) == (1, ())


def test_searches_are_answered_while_it_is_rebuilt(index: Elastic, settings: config.Elasticsearch) -> None:
    seen: list[int] = []
    failed: list[Exception] = []
    done = threading.Event()

    def ask() -> None:
        reader = Elastic(settings, ARCHIVE, wait=lambda _: None)
        while not done.is_set():
            try:
                seen.append(reader.search(Search(Term("folded", "cay"))).total)
            except Exception as error:  # noqa: BLE001  # the assertion shows it
                failed.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    for size in (2, 3) * 3:
        index.rebuild(PAPERS[:size])
    done.set()
    thread.join()
    assert failed == []
    assert set(seen) == {2, 3} and len(seen) > 6


def test_an_index_that_disappears_while_it_is_made(index: Elastic, client: Elasticsearch, alias: str) -> None:
    def documents() -> Iterator[IndexedDocument]:
        yield PAPERS[0]
        client.indices.delete(index=f"{alias}-000002")
        yield PAPERS[1]

    with pytest.raises(IndexUnavailable, match="run `cancu reindex`"):
        index.rebuild(documents())
    assert (index.count(), names(client, alias)) == (3, [f"{alias}-000001"])


def test_what_disappears_is_missed_and_never_made_by_itself(index: Elastic, client: Elasticsearch, alias: str) -> None:
    client.indices.delete(index=f"{alias}-000001")
    for call in (index.count, lambda: index.apply([PAPERS[0]])):
        with pytest.raises(IndexMissing, match="run `cancu reindex`"):
            call()
    assert names(client, alias) == []
    index.rebuild(PAPERS)
    assert index.count() == 3


def test_values_of_any_length_are_taken(index: Elastic) -> None:
    for long in ("x" * 40_000, "ệ" * 20_000):
        fields = {
            name: (long,) if keeps in (Keeps.KEYS, Keeps.FACET) else f"{long} dài" for name, keeps in FIELDS.items()
        }
        fields |= {"date": 2**62, "sketch": b"\xff" * 500_000}  # type: ignore[dict-item]
        assert index.apply([IndexedDocument("long", fields)]) == ()
        for name in ("folded", "exact", "pairs", "recipients"):
            (found,) = index.search(Search(Term(name, "dài"))).candidates
            assert (found.id, len(found.sketch)) == ("long", 500_000)
        assert index.search(Search(Term("number", long))).total == 0


def test_a_document_that_is_refused(index: Elastic) -> None:
    (rejected,) = index.apply([IndexedDocument("odd", {"unknown": "x"}), document("fine"), Delete("doc-0")])
    assert rejected.id == "odd" and "strict_dynamic_mapping_exception" in rejected.reason
    assert {each.id for each in index.search(Search(EVERYTHING)).candidates} == {"doc-1", "doc-2", "fine"}
    (rejected,) = index.apply([document("i" * 600), document("fine"), document("finer")])
    assert "Validation Failed: 1: id" in rejected.reason and index.count() == 4
    assert [each.id for each in index.rebuild([IndexedDocument("odd", {"unknown": "x"}), PAPERS[0]])] == ["odd"]


@pytest.mark.parametrize("order", [Order.RANK, Order.NEWEST, Order.OLDEST])
@pytest.mark.parametrize("rank", [(), (Term("folded", "rung"),)])
def test_pages_at_any_depth(
    index: Elastic, monkeypatch: pytest.MonkeyPatch, order: Order, rank: tuple[Clause, ...]
) -> None:
    texts = ("rừng " * (number % 7) + "ngô" for number in range(90))
    dates = (f"20{number % 5:02}" if number % 3 else None for number in range(90))
    papers = [
        Facts(id=f"p{at:02}", text=text, date=date) for at, (text, date) in enumerate(zip(texts, dates, strict=True))
    ]
    index.apply([indexed(paper) for paper in papers])
    search = Search(Term("folded", "ngo"), rank, order, size=90)
    whole = index.search(search).candidates
    assert len(whole) == 90
    monkeypatch.setattr(elastic, "DEPTH", 20)
    monkeypatch.setattr(elastic, "_STEP", 7)
    assert index.search(search) == retrieval_of(90, whole)
    for first in (15, 20, 41, 88, 90, 10**12):
        found = index.search(replace(search, first=first, size=25))
        assert found == retrieval_of(90, whole[first : first + 25])


def retrieval_of(total: int, candidates: Sequence[elastic.Candidate]) -> elastic.Found:
    return elastic.Found(total, tuple(candidates))


def test_long_and_deep_queries_are_answered(index: Elastic) -> None:
    words = " OR ".join(["trồng", *(f"w{number}" for number in range(MAX_WORDS - 1))])
    for text in (words, f"trồng cây {nested(MAX_DEPTH)}", nested(MAX_DEPTH) + " OR trồng"):
        assert retrieval.search(index, parse(text)).total in (0, 3)
    bag = " ".join(["trồng", *(f"từ{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(MAX_WORDS - 1))])
    assert [hit.id for hit in retrieval.search(index, parse(bag)).hits] == ["doc-0", "doc-1", "doc-2"]


def test_many_frequencies(index: Elastic) -> None:
    terms = [Term("folded", "cay"), *(Term("folded", f"w{number}") for number in range(1_500))]
    known = index.frequencies(terms)
    assert [known[term] for term in terms] == [3, *[0] * 1_500]


def test_any_of_many(index: Elastic) -> None:
    many = tuple(Term("folded", f"w{number}") for number in range(1_500))
    assert index.search(Search(AnyOf((*many, Term("folded", "cay"))))).total == 3


# --- health -----------------------------------------------------------------------------------------------------------


def test_what_is_wrong_is_told(index: Elastic, client: Elasticsearch, alias: str) -> None:
    client.indices.put_settings(index=alias, settings={"auto_expand_replicas": "false", "number_of_replicas": 1})
    assert "(yellow)" in index.problems()[0]
    client.indices.put_settings(index=alias, settings={"number_of_replicas": 0})
    assert index.problems() == ()
    client.indices.put_settings(index=alias, settings={"index.blocks.read_only_allow_delete": True})
    (problem,) = index.problems()
    assert "disk of the server is full" in problem
    with pytest.raises(IndexUnavailable, match=r"disk of the server is full.*`cancu reindex`"):
        index.apply([PAPERS[0]])
    index.rebuild(PAPERS)
    assert index.problems() == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda body: body.update(status="red", unassigned_shards=1), "(red)"),
        (lambda body: body.update(status="yellow"), "(yellow)"),
    ],
)
def test_health(index: Elastic, settings: config.Elasticsearch, change: Callable[[Any], None], said: str) -> None:
    with faults.fault_proxy(settings.url) as proxy:
        proxy.inject(faults.rewritten(change), "/_cluster/health")
        other = Elastic(replace(settings, url=proxy.url), ARCHIVE)
        (problem,) = other.problems()
        assert said in problem
        other.close()
