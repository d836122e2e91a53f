"""External programs that crash, hang, chatter, write too much or are not there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cancu.extractors import _exec
from cancu.extractors._exec import ToolFailed, ToolHung
from cancu.pipeline.errors import MissingTool
from faults.processes import await_end


def program(folder: Path, script: str, name: str = "tool") -> list[str]:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return [str(path)]


def python(script: str) -> str:
    return f"exec {sys.executable} -I -c '{script}'"


@pytest.mark.parametrize(
    ("script", "error", "says"),
    [
        ("echo some words >&2; exit 3", ToolFailed, "tool: ended with exit code 3: some words"),
        ("exit 77", ToolFailed, "tool: ended with exit code 77: no message"),
        ("kill -SEGV $$", ToolFailed, "tool: ended by SIGSEGV: no message"),
        ("kill -KILL $$", ToolFailed, "tool: ended by SIGKILL: no message"),
        ("kill -PIPE $$", ToolFailed, "tool: ended by SIGPIPE"),
        (r"printf 'h\364ng\n\377' >&2; exit 1", ToolFailed, "exit code 1: h\ufffdng \ufffd"),
        ("sleep 3600", ToolHung, "tool: gave no answer in 0.5 s"),
        ("trap '' TERM HUP INT; while :; do :; done", ToolHung, "no answer"),
        ("while :; do echo pollution; echo pollution >&2; done", ToolHung, "no answer"),
        ("exec >&- 2>&-; sleep 3600", ToolHung, "no answer"),
        ("dd if=/dev/zero of=full bs=64k count=100 2>/dev/null", ToolFailed, "ended as it wrote too large a file"),
    ],
)
def test_faults(tmp_path: Path, script: str, error: type[MissingTool], says: str) -> None:
    timeout = 0.5 if error is ToolHung else 60
    with pytest.raises(error) as caught:
        _exec.run(program(tmp_path, script), tmp_path, timeout, max_file_bytes=2**20)
    assert says in str(caught.value) and "\n" not in str(caught.value)
    assert caught.value.exit_code == 5
    assert all(path.stat().st_size <= 2**20 for path in tmp_path.iterdir())


def test_a_program_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingTool, match="soffice: cannot be run: it is not there; install it") as caught:
        _exec.run(["soffice"], tmp_path, 60)
    assert not isinstance(caught.value, ToolFailed)


def test_a_program_that_may_not_be_run(tmp_path: Path) -> None:
    command = program(tmp_path, "exit 0")
    Path(command[0]).write_bytes(b"\x7fELF, as it were")
    with pytest.raises(ToolFailed, match="Exec format error"):
        _exec.run(command, tmp_path, 60)
    Path(command[0]).chmod(0o644)
    with pytest.raises(MissingTool, match="cannot be run"):
        _exec.run(command, tmp_path, 60)


def test_a_program_that_is_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "pwd; echo $1", "soffice")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    (tmp_path / "a").mkdir()
    assert _exec.run(["soffice", "ngày"], tmp_path / "a", 60) == f"{tmp_path}/a\nngày\n"


def test_output_is_bounded(tmp_path: Path) -> None:
    command = program(
        tmp_path, "head -c 5000000 /dev/zero; head -c 5000000 /dev/zero >&2; echo last words >&2; exit $1"
    )
    assert len(_exec.run([*command, "0"], tmp_path, 60)) == _exec._MAX_OUTPUT
    with pytest.raises(ToolFailed, match="last words"):
        _exec.run([*command, "1"], tmp_path, 60)


@pytest.mark.parametrize("end", ["exit 0", "exit 1", "sleep 3600"])
def test_nothing_that_it_started_is_left(tmp_path: Path, end: str) -> None:
    command = program(tmp_path, f"sleep 3600 & echo $! > child; {end}")
    try:
        _exec.run(command, tmp_path, timeout=1)
    except ToolFailed:
        assert end != "exit 0"
    await_end(int((tmp_path / "child").read_text()))


PARENT = """
from pathlib import Path
from cancu.extractors import _exec

_exec.run(["sh", "-c", "sleep 3600 & echo $! $$ > started; mv started pids; wait"], Path("."), 3600)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_when_this_process_ends(tmp_path: Path, how: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", PARENT]
    parent = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL)
    while not (tmp_path / "pids").exists():
        os.sched_yield()
    parent.send_signal(how)
    assert parent.wait() == -how
    for process in (tmp_path / "pids").read_text().split():
        await_end(int(process))
