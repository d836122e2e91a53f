"""Where settings come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from cancu.pipeline.config import Config, Elasticsearch, load
from cancu.pipeline.errors import ConfigurationError

FILE = """
[elasticsearch]
url = "https://search.example:9200"
api_key = "secret"
ca = "/etc/ssl/office.pem"
index = "van-ban"
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "cancu.toml").write_text(FILE)
    return tmp_path


def test_without_settings_everything_is_here() -> None:
    assert load(None, {}) == Config(archive=Path("archive"))


def test_the_archive_is_named_by_the_option_then_by_the_environment(tmp_path: Path) -> None:
    assert load(None, {"CANCU_ARCHIVE": "/kho"}).archive == Path("/kho")
    assert load(tmp_path, {"CANCU_ARCHIVE": "/kho"}).archive == tmp_path
    assert load(None, {"CANCU_ARCHIVE": ""}).archive == Path("archive")


def test_an_archive_may_name_its_server(archive: Path) -> None:
    server = Elasticsearch("https://search.example:9200", "secret", Path("/etc/ssl/office.pem"), "van-ban")
    assert load(archive, {}).elasticsearch == server


def test_the_environment_comes_before_the_file(archive: Path) -> None:
    environ = {"CANCU_ELASTICSEARCH_URL": "http://localhost:9200", "CANCU_ELASTICSEARCH_INDEX": "thu"}
    server = load(archive, environ).elasticsearch
    assert server == Elasticsearch("http://localhost:9200", "secret", Path("/etc/ssl/office.pem"), "thu")


@pytest.mark.parametrize(
    "text",
    [
        "[elasticsearch",
        "url = 'http://x'",
        "[elastic]\nurl = 'x'",
        "[elasticsearch]\nport = '1'",
        "[elasticsearch]\nurl = 1",
    ],
)
def test_a_file_that_cannot_be_understood_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "cancu.toml").write_text(text)
    with pytest.raises(ConfigurationError, match=r"cancu\.toml"):
        load(tmp_path, {})
