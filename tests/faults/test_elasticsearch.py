"""A server that fails: the program says so in one line, nothing that was stored is lost, `cancu reindex` heals."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from cancu.index.elastic import bulk as elastic_bulk
from cancu.pipeline import config
from cancu.pipeline.config import Config
from faults.program import run
from server import fault_proxy as faults
from server.elasticsearch import Server
from server.fault_proxy import Fault, FaultProxy

UNAVAILABLE = 6
PAPER = (
    "Số: {}/TB-CĐCS\n\nHuế, ngày 5 tháng 3 năm 2024\n\nTHÔNG BÁO\nNghỉ lễ\n\nCăn cứ Luật Công đoàn, nghỉ lễ {} ngày.\n"
)
_COUNTER = itertools.count()


@dataclass(frozen=True, slots=True)
class Office:
    """A folder with an archive whose index is on a server, reached through a proxy."""

    folder: Path
    proxy: FaultProxy
    index: str

    def papers(self, *numbers: int) -> str:
        name = f"den-{'-'.join(map(str, numbers))}"
        (self.folder / name).mkdir()
        for number in numbers:
            (self.folder / name / f"{number}.txt").write_text(PAPER.format(number, number), "utf-8")
        return name

    def ingest(self, *numbers: int) -> subprocess.CompletedProcess[str]:
        return run(self.folder, "ingest", "--no-keywords", self.papers(*numbers))

    def ask(self, *arguments: str) -> Any:
        done = run(self.folder, *arguments, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    def status(self) -> Any:
        return self.ask("status")["index"]

    def found(self) -> int:
        return int(self.ask("search", "nghi le")["total"])

    def heal(self) -> None:
        """What a person is told to do, once the server is well."""
        self.proxy.clear()
        done = run(self.folder, "reindex")
        assert (done.returncode, done.stderr) == (0, "")


def told(done: subprocess.CompletedProcess[str], message: str) -> None:
    """One line, the exit code for it, no secret."""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("Nạp văn bản")]
    assert done.returncode == UNAVAILABLE, done.stderr
    assert len(lines) == 1 and re.fullmatch(f"cancu: .*({message}).*", lines[0]), done.stderr
    assert "mat-khau" not in lines[0]


@pytest.fixture
def office(
    tmp_path: Path, elasticsearch_url: str, elasticsearch_prefix: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """Three documents are stored, and in the index. Nobody waits."""
    index = f"{elasticsearch_prefix}fault{next(_COUNTER)}"
    monkeypatch.setattr(elastic_bulk, "FIRST_PAUSE", 0.0)
    monkeypatch.setenv("CANCU_ELASTICSEARCH_INDEX", index)
    with faults.fault_proxy(elasticsearch_url) as proxy:
        monkeypatch.setenv("CANCU_ELASTICSEARCH_URL", proxy.url)
        office = Office(tmp_path, proxy, index)
        assert office.ingest(1, 2, 3).returncode == 0
        assert office.status() | {"engine": ""} == {
            "engine": "", "documents": 3, "behind": 0, "problems": [], "rejected": [],
        }  # fmt: skip
        yield office


@pytest.fixture
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url, request_timeout=60) as client:
        yield client


def everything(at: int) -> bool:
    return True


WHILE_STORING: list[tuple[str, Fault, str, str]] = [
    ("busy", faults.answer(429), "/_bulk", "too much to do.*given up after 8 attempts"),
    ("starting", faults.answer(503), "/_bulk", "too much to do or is starting"),
    ("busy for each", faults.rejected(429, everything), "/_bulk", "es_rejected_execution.*given up after 8 attempts"),
    ("dropped", faults.drop, "/_bulk", "cannot be reached"),
    ("lost", faults.lose, "/_bulk", "cannot be reached"),
    ("cut", faults.cut, "/_bulk", "cannot be reached"),
    ("full disk", faults.flood_stage(), "/_bulk", "disk of the server is full.*cancu reindex"),
    ("full disk for each", faults.rejected(429, everything, faults.FLOOD), "/_bulk", "disk of the server is full"),
    ("no rights", faults.answer(403), "/_bulk", "docs/elasticsearch.md names the rights"),
    ("no rights for each", faults.rejected(403, everything), "/_bulk", "cannot take documents"),
    ("refresh failed", faults.failed_shards(), "/_refresh", "only a part"),
    ("old version", faults.version("7.17.29"), "^/$", "is Elasticsearch 7.17.29: cancu needs 8.x"),
    ("new version", faults.version("9.1.0"), "^/$", "is Elasticsearch 9.1.0: cancu needs 8.x"),
    ("another product", faults.another_product, "^/$", "is not Elasticsearch: correct CANCU_ELASTICSEARCH_URL"),
    ("not known", faults.answer(401, ("security_exception", "missing credentials")), "", "does not know the user"),
]


@pytest.mark.parametrize(
    ("fault", "path", "message"), [row[1:] for row in WHILE_STORING], ids=[row[0] for row in WHILE_STORING]
)
def test_a_fault_while_documents_are_stored(office: Office, fault: Fault, path: str, message: str) -> None:
    office.proxy.inject(fault, path)
    told(office.ingest(4, 5), message)
    told(run(office.folder, "reindex"), message)
    status = office.ask("status")
    assert (status["documents"], status["index"]["behind"]) == (5, 2)
    office.proxy.clear()
    assert office.found() in (3, 5)  # an answer that was lost was to something that was done
    office.heal()
    assert (office.found(), office.status()["behind"], office.status()["problems"]) == (5, 0, [])


WHILE_SEARCHING: list[tuple[str, Fault, str]] = [
    ("partial failure", faults.failed_shards(), "only a part of .* answers"),
    ("timed out there", faults.rewritten(lambda body: body.update(timed_out=True)), "only a part of .* answers"),
    ("busy", faults.answer(429), "too much to do.*try again"),
    ("no shard", faults.answer(503), "too much to do or is starting"),
    ("cut", faults.cut, "cannot be reached"),
    ("no rights", faults.answer(403), "names the rights"),
    ("error", faults.answer(500, ("illegal_state_exception", "odd")), "refuses to answer .status 500, illegal_state"),
]


@pytest.mark.parametrize(
    ("fault", "message"), [row[1:] for row in WHILE_SEARCHING], ids=[r[0] for r in WHILE_SEARCHING]
)
def test_a_fault_while_searching(office: Office, fault: Fault, message: str) -> None:
    office.proxy.inject(fault, "/_search")
    told(run(office.folder, "search", "nghi le"), message)
    assert re.search(message, office.status()["problems"][0])
    office.proxy.clear()
    assert office.found() == 3


def test_a_server_that_is_busy_for_a_while(office: Office) -> None:
    office.proxy.inject(faults.answer(429), "/_bulk", times=2)
    office.proxy.inject(faults.rejected(429, lambda at: at == 1), "/_bulk", times=2)
    assert office.ingest(4, 5, 6).returncode == 0
    assert (office.found(), office.status()["behind"]) == (6, 0)
    office.proxy.inject(faults.answer(503), "/_search", times=1)
    assert office.found() == 6


def test_a_document_that_is_refused_is_told_and_asked_no_more(office: Office) -> None:
    office.proxy.inject(faults.rejected(400, lambda at: at == 1), "/_bulk", times=1)
    assert office.ingest(4, 5, 6).returncode == 0
    status = office.status()
    assert (status["documents"], status["behind"], len(status["rejected"])) == (5, 0, 1)
    assert "failed to parse field [date]" in status["rejected"][0]["reason"]
    assert "failed to parse field [date]" in run(office.folder, "status").stdout
    asked = len(office.proxy.seen)
    assert office.ingest(7).returncode == 0
    assert sum("_bulk" in seen.path for seen in office.proxy.seen[asked:]) == 1
    office.heal()
    assert (office.found(), office.status()["rejected"]) == (7, [])


def test_a_server_that_is_down(office: Office) -> None:
    office.proxy.refuse()
    for command in (("search", "nghi"), ("reindex",)):
        told(run(office.folder, *command), "cannot be reached .*start the server")
    told(office.ingest(4), "what is stored is safe")
    assert "cannot be reached" in office.status()["problems"][0]
    assert office.status()["behind"] == 1
    assert len(office.ask("targets")) >= 0 and run(office.folder, "show", "4/TB-CĐCS").returncode == 0
    office.proxy.listen()
    assert office.found() == 3
    office.heal()
    assert office.found() == 4


def test_a_server_that_was_never_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of its own: what libraries log by themselves is seen too."""
    environment = {**os.environ, "CANCU_ELASTICSEARCH_URL": "http://cancu:mat-khau@127.0.0.1:1"}
    (tmp_path / "a.txt").write_text(PAPER.format(1, 1), "utf-8")
    command = [sys.executable, "-m", "cancu.cli", "--archive", "kho", "ingest", "--no-keywords", "a.txt"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    told(done, "http://127.0.0.1:1 cannot be reached")


def test_a_server_that_does_not_answer_in_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    load = config.load

    def impatient(archive: Path | None = None) -> Config:
        settings = load(archive)
        assert settings.elasticsearch
        return replace(settings, elasticsearch=replace(settings.elasticsearch, timeout=1.0))

    monkeypatch.setattr(config, "load", impatient)
    office.proxy.inject(faults.hang, "/_bulk|/_search")
    told(run(office.folder, "search", "nghi"), "did not answer within 1 s")
    told(office.ingest(4), "did not answer within 1 s")
    assert office.status()["behind"] == 1
    monkeypatch.undo()


@pytest.mark.parametrize("status", [413, 400])
def test_a_request_that_is_too_large(office: Office, status: int) -> None:
    """The server takes one document at a time."""
    kind = "action_request_validation_exception"

    def refuse(request: faults.Request, forward: faults.Forward) -> faults.Reply | None:
        if request.body.count(b'"index"') > 1:
            return faults.answer(status, (kind, "too large"))(request, forward)
        return forward(request)

    office.proxy.inject(refuse, "/_bulk")
    assert office.ingest(4, 5, 6).returncode == 0
    assert (office.found(), office.status()["rejected"]) == (6, [])


def _read_only(client: Elasticsearch, office: Office) -> None:
    client.indices.put_settings(index=office.index, settings={"index.blocks.read_only_allow_delete": True})


def _another_mapping(client: Elasticsearch, office: Office) -> None:
    _gone(client, office)
    client.indices.create(
        index=f"{office.index}-000009",
        mappings={"_meta": {"cancu": {"archive": _archive(office), "version": "older"}}},
        aliases={office.index: {}},
    )


def _gone(client: Elasticsearch, office: Office) -> None:
    for name in client.indices.get(index=f"{office.index}-*"):
        client.indices.delete(index=name)


def _archive(office: Office) -> str:
    from cancu.index.catalogue import Catalogue

    with Catalogue.open(office.folder / "kho", create=False) as catalogue:
        return catalogue.archive_id()


@pytest.mark.parametrize(
    ("happens", "message"),
    [(_read_only, "disk of the server is full"), (_another_mapping, "another version of cancu: run `cancu reindex`")],
)
def test_an_index_that_takes_no_documents(
    office: Office, client: Elasticsearch, happens: Callable[[Elasticsearch, Office], None], message: str
) -> None:
    happens(client, office)
    told(office.ingest(4), message)
    assert office.status()["behind"] == 1
    assert message in office.status()["problems"][0]
    office.heal()
    assert (office.found(), office.status()["problems"]) == (4, [])


def test_an_index_that_somebody_deleted(office: Office, client: Elasticsearch) -> None:
    _gone(client, office)
    told(run(office.folder, "search", "nghi"), "run `cancu reindex`")
    assert office.ingest(4).returncode == 0
    assert office.found() == 4


def test_an_index_of_another_archive(office: Office) -> None:
    (office.folder / "khac").mkdir()
    other = replace(office, folder=office.folder / "khac")
    told(other.ingest(1), "is taken on .* by an index of the archive .*: choose another name")
    assert office.found() == 3


def test_a_server_that_dies_in_mid_bulk(
    tmp_path: Path, elasticsearch_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elastic_bulk, "MAX_ACTIONS", 2)
    with faults.fault_proxy(elasticsearch_server.url) as proxy:
        monkeypatch.setenv("CANCU_ELASTICSEARCH_URL", proxy.url)
        office = Office(tmp_path, proxy, "")
        assert office.ingest(1).returncode == 0
        proxy.inject(faults.before(elasticsearch_server.kill), "/_bulk", skip=1)
        told(office.ingest(2, 3, 4, 5, 6), "cannot be reached")
        proxy.clear()
        elasticsearch_server.start()
        status = office.status()
        assert (status["documents"], status["behind"]) == (3, 5)  # two were taken, and will be once more
        proxy.inject(faults.before(elasticsearch_server.kill), "/_bulk", skip=1)
        told(run(tmp_path, "reindex"), "cannot be reached")
        elasticsearch_server.start()
        assert office.status()["documents"] == 3
        office.heal()
        assert (office.found(), office.status()["behind"], office.status()["problems"]) == (6, 0, [])
        with Elasticsearch(elasticsearch_server.url, request_timeout=60) as client:
            assert len(client.indices.get(index="cancu-*")) == 1


def test_a_wrong_password(office: Office, elasticsearch_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = elasticsearch_server.url.replace("mat-khau", "mat-khau-khac")
    monkeypatch.setenv("CANCU_ELASTICSEARCH_URL", wrong)
    told(office.ingest(7), "does not know the user: correct user:password")
    monkeypatch.setenv("CANCU_ELASTICSEARCH_API_KEY", "khong:biet")
    told(run(office.folder, "reindex"), "CANCU_ELASTICSEARCH_API_KEY")
