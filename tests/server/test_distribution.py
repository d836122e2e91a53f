"""Getting the server: once, whole or not at all, and what is said where it cannot be had."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from server import distribution

MAVEN = """#!/bin/sh
for word; do case $word in -Dfolder=*) folder=${word#-Dfolder=};; esac; done
mkdir -p "$folder/elasticsearch/lib" "$folder/repository"
echo called >> "$CALLS"
"""
WHOLE = f'touch "$folder/elasticsearch/lib/elasticsearch-{distribution.VERSION}.jar"'


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all there is to run programs from; it has a Java."""
    folder = tmp_path / "bin"
    folder.mkdir()
    _program(folder / "java", "#!/bin/sh\n")
    monkeypatch.setenv("PATH", f"{folder}")
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    for name in ("ES_JAVA_HOME", "JAVA_HOME", "CI", distribution.URL):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "share" / "elasticsearch"
    monkeypatch.setattr(distribution.install, "__defaults__", (folder,))
    return folder


def _program(path: Path, script: str) -> None:
    path.write_text(script.replace("mkdir", "/bin/mkdir").replace("touch", "/bin/touch"), "utf-8")
    path.chmod(0o755)


def test_it_is_got_once(tools: Path, target: Path, tmp_path: Path) -> None:
    _program(tools / "mvn", MAVEN + WHOLE)
    distribution.install(target)
    distribution.install(target)
    assert (target / "lib" / f"elasticsearch-{distribution.VERSION}.jar").is_file()
    assert (tmp_path / "calls").read_text() == "called\n"
    assert {path.name for path in target.parent.iterdir()} == {"elasticsearch", "elasticsearch.lock"}


@pytest.mark.parametrize(
    ("end", "says"), [("exit 1", "Maven could not get the server"), (":", "not Elasticsearch"), ("kill -9 $$", "-9")]
)
def test_half_of_it_never_counts(tools: Path, target: Path, end: str, says: str) -> None:
    _program(tools / "mvn", MAVEN + end)
    with pytest.raises(distribution.Unavailable, match=says):
        distribution.install(target)
    assert not target.exists()
    _program(tools / "mvn", MAVEN + WHOLE)
    distribution.install(target)
    assert target.is_dir()


def test_what_a_run_left_that_was_ended_is_no_server(tools: Path, target: Path) -> None:
    left = target.with_name("elasticsearch.part") / "elasticsearch" / "lib" / "old.jar"
    left.parent.mkdir(parents=True)
    left.touch()
    _program(tools / "mvn", MAVEN + WHOLE)
    distribution.install(target)
    assert [path.name for path in (target / "lib").iterdir()] == [f"elasticsearch-{distribution.VERSION}.jar"]


@pytest.mark.parametrize("missing", ["java", "mvn"])
@pytest.mark.parametrize(
    ("ci", "arguments", "code", "says"),
    [
        ("", ("--optional",), 0, "ALL TESTS OF ELASTICSEARCH ARE SKIPPED"),
        ("true", ("--optional",), 1, "nothing was installed"),
        ("", (), 1, "nothing was installed"),
    ],
)
@pytest.mark.usefixtures("target")
def test_a_computer_that_cannot_is_told(  # noqa: PLR0917 -- a row of the table
    tools: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    missing: str,
    ci: str,
    arguments: tuple[str, ...],
    code: int,
    says: str,
) -> None:
    _program(tools / "mvn", MAVEN + WHOLE)
    (tools / missing).unlink()
    monkeypatch.setenv("CI", ci)
    assert distribution.main(arguments) == code
    said = capsys.readouterr().err
    assert f"elasticsearch: {missing} is missing: run `make system`" in said
    assert says in said and distribution.URL in said


def test_a_server_that_is_there_already_needs_neither(
    tools: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tools / "java").unlink()
    monkeypatch.setenv(distribution.URL, "http://127.0.0.1:9200")
    assert distribution.main(["--optional"]) == 0
    assert not capsys.readouterr().err


def test_people_and_tests_run_the_same_version(root: Path) -> None:
    """compose.yaml is for people; no test can start it."""
    image = re.search(r"elasticsearch/elasticsearch:(\S+)", (root / "compose.yaml").read_text("utf-8"))
    assert image and image[1] == distribution.VERSION
