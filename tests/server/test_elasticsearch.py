"""The real server: the official client accepts it, it outlives kill -9, and it does not outlive its tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import AuthenticationException, Elasticsearch

from faults.processes import await_end
from server import distribution
from server.elasticsearch import USER, NotStarted, Server, serving

START = """
from pathlib import Path
from server import distribution
from server.elasticsearch import serving
distribution.HOME = Path({home!r})
with serving():
    pass
"""


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Java and a server in one folder that anybody may enter; what `bin/java` does, the tests say."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "bin").mkdir()
        monkeypatch.setenv("ES_JAVA_HOME", name)
        monkeypatch.setattr(distribution, "HOME", folder)
        yield folder


def _java(home: Path, script: str) -> None:
    (home / "bin" / "java").write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (home / "bin" / "java").chmod(0o755)


def test_the_client_accepts_the_server(elasticsearch_url: str, elasticsearch_prefix: str) -> None:
    index = f"{elasticsearch_prefix}words"
    with Elasticsearch(elasticsearch_url, request_timeout=60) as client:
        assert client.info()["version"]["number"].startswith("8.19.")
        mappings = {"properties": {"words": {"type": "text", "analyzer": "whitespace"}}}
        client.indices.create(index=index, mappings=mappings)
        client.index(index=index, document={"words": "thi đua 02-nq/tw"}, refresh=True)
        assert client.count(index=index, query={"term": {"words": "02-nq/tw"}})["count"] == 1


def test_it_wants_its_password(elasticsearch_server: Server) -> None:
    with Elasticsearch(elasticsearch_server.url, request_timeout=60) as client:
        assert client.security.authenticate()["roles"] == ["superuser"]
        with pytest.raises(AuthenticationException):
            client.options(basic_auth=(USER, "khac")).info()


def test_one_that_ends_early_says_why(home: Path) -> None:
    _java(home, "echo the disk is on fire; exit 78")
    with pytest.raises(NotStarted, match=r"exit code 78:\nthe disk is on fire"), serving():
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="who is not root stays who he is")
def test_it_never_runs_as_root(home: Path) -> None:
    _java(home, "id -u; exit 1")
    with pytest.raises(NotStarted, match=r":\n[1-9]"), serving():
        pass


def test_it_is_found_where_only_root_may_go(home: Path) -> None:
    _java(home, "pwd; ls; exit 1")
    closed = home / "closed"
    (closed / "server").mkdir(parents=True)
    closed.chmod(0o700)
    (closed / "server" / "NOTICE").touch()
    distribution.HOME = closed / "server"  # the fixture puts back what was there
    with pytest.raises(NotStarted, match="NOTICE"), serving():
        pass


def test_a_killed_run_leaves_no_server_behind(home: Path, tmp_path: Path) -> None:
    _java(home, "echo $$; exec sleep 3600")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(home)}
    with subprocess.Popen([sys.executable, "-c", START.format(home=str(home))], env=environment, cwd=tmp_path) as run:
        server = int(_awaited(home, run))
        run.kill()
    await_end(server)


def _awaited(home: Path, run: subprocess.Popen[bytes]) -> str:
    """What the server said, once it said something."""
    while run.poll() is None:
        for log in home.glob("cancu-elasticsearch-*/server.log"):
            if said := log.read_text("utf-8"):
                return said
        os.sched_yield()
    return ""
