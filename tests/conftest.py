"""Tests that need a program that is not pip's say so with `@pytest.mark.tool(...)`."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from elasticsearch import Elasticsearch

from server.distribution import URL, Unavailable
from server.elasticsearch import Server, Settings, serving

ROOT = Path(__file__).resolve().parents[1]
TOOLS: dict[str, Callable[[], bool]] = {
    "fonts-liberation2": lambda: Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf").is_file(),
    "git": lambda: shutil.which("git") is not None,
    "soffice": lambda: shutil.which("soffice") is not None,
    "make": lambda: shutil.which("make") is not None,
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without its tool a test is skipped loudly for a person, and fails where everything has to be there."""
    for mark in item.iter_markers("tool"):
        name = mark.args[0]
        if not TOOLS[name]():
            _lacking(f"{name} is missing: run `make system`")


def _lacking(hint: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(hint)
    pytest.skip(hint)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def plans() -> tuple[Path, ...]:
    """The five plans as text."""
    return tuple(sorted((ROOT / "corpus" / "plans").glob("*.txt")))


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """A real server: the one that is named in the environment, else one of our own, started by who asks first."""
    with ExitStack() as stack:
        yield os.environ.get(URL) or stack.enter_context(_serving(Settings())).url


@pytest.fixture(scope="session")
def elasticsearch_server() -> Iterator[Server]:
    """A real server that wants a password and may be killed; who does so starts it again."""
    with _serving(Settings(password="mat-khau")) as server:
        yield server


@contextmanager
def _serving(settings: Settings) -> Iterator[Server]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(serving(settings))
        except Unavailable as error:
            _lacking(f"elasticsearch: {error}")
        yield server


@pytest.fixture(scope="session")
def elasticsearch_prefix(elasticsearch_url: str) -> Iterator[str]:
    """How the names of all indices of these tests begin, on a server that may have others; they are gone at the end."""
    prefix = f"cancu-test-{uuid.uuid4().hex[:12]}-"
    yield prefix
    with Elasticsearch(elasticsearch_url, request_timeout=60) as client:
        for name in client.indices.get(index=f"{prefix}*", expand_wildcards="all"):
            client.indices.delete(index=name)
