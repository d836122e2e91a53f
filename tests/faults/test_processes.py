"""Several processes on one archive, and processes that are killed: nothing is lost, everybody is told the truth."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cancu.index.archive import Archive
from cancu.index.catalogue import Catalogue
from cancu.pipeline import ingest
from cancu.pipeline.config import Config
from faults.program import run

CANCU = [sys.executable, "-m", "cancu.cli"]
PAPER = (
    "Số: {}/TB-CĐCS\n\nHuế, ngày 5 tháng 3 năm 2024\n\nTHÔNG BÁO\nNghỉ lễ\n\nCăn cứ Luật Công đoàn, nghỉ lễ {} ngày.\n"
)


def papers(folder: Path, numbers: range) -> Path:
    folder.mkdir()
    for number in numbers:
        (folder / f"{number}.txt").write_text(PAPER.format(number, number), "utf-8")
    return folder


def ask(folder: Path, *arguments: str) -> dict[str, object]:
    done = run(folder, *arguments, "--json")
    assert done.returncode == 0
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


OPEN = """
import sys
from pathlib import Path
from cancu.index.archive import Archive

print("ready", flush=True)
sys.stdin.readline()
with Archive.open(Path("kho"), create=True) as archive:
    archive.drain()
"""


@pytest.mark.parametrize("round_", range(6))
def test_processes_that_open_a_new_archive_at_once(tmp_path: Path, round_: int) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = [sys.executable, "-c", OPEN]
    workers = [subprocess.Popen(command, cwd=tmp_path, text=True, **pipes) for _ in range(4)]  # type: ignore[call-overload]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    said = [worker.communicate()[1] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0, 0, 0], said


def test_two_ingests_at_once_store_and_index_everything(tmp_path: Path) -> None:
    folders = [papers(tmp_path / "a", range(1, 15)), papers(tmp_path / "b", range(15, 29))]
    runs = [
        subprocess.Popen(
            [*CANCU, "--archive", "kho", "ingest", str(folder)], cwd=tmp_path, stdout=subprocess.PIPE, text=True
        )
        for folder in folders
    ]
    assert [running.wait() for running in runs] == [0, 0]
    for running in runs:
        assert running.stdout is not None
        running.stdout.close()
    status = ask(tmp_path, "status")
    assert (status["documents"], status["index"]["behind"]) == (28, 0)  # type: ignore[index]
    assert ask(tmp_path, "search", "nghi le")["total"] == 28


def test_an_ingest_that_is_killed_loses_nothing_it_stored(tmp_path: Path) -> None:
    folder = papers(tmp_path / "a", range(1, 200))
    command = [*CANCU, "--archive", "kho", "ingest", str(folder), "--no-keywords"]
    running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    catalogue = tmp_path / "kho" / "catalogue.sqlite3"
    while running.poll() is None and _stored(catalogue) < 5:
        os.sched_yield()
    running.send_signal(signal.SIGKILL)
    running.wait()
    stored = ask(tmp_path, "status")["documents"]
    assert isinstance(stored, int)
    assert stored >= 5
    again = ask(tmp_path, "ingest", str(folder), "--no-keywords")
    assert again["stored"] == 199 - stored
    assert ask(tmp_path, "search", "nghi le")["total"] == 199


def _stored(catalogue: Path) -> int:
    if not catalogue.exists():
        return 0
    try:
        with Catalogue.open(catalogue.parent, create=False) as opened:
            return opened.counts().documents
    except Exception:  # noqa: BLE001  # it is just being made
        return 0


def test_a_search_says_when_documents_wait_for_the_index(tmp_path: Path) -> None:
    folder = papers(tmp_path / "a", range(1, 3))
    ask(tmp_path, "ingest", str(folder), "--no-keywords")
    with Archive.open(tmp_path / "kho", create=False) as archive:
        ingest.ingest(sorted(papers(tmp_path / "b", range(3, 5)).iterdir()), archive, Config(), lambda _: None)
    assert ask(tmp_path, "search", "nghi le")["behind"] == 2
    done = run(tmp_path, "search", "nghi", "le")
    assert "2 văn bản chưa vào chỉ mục" in done.stdout
    ask(tmp_path, "ingest", str(folder), "--no-keywords")
    assert ask(tmp_path, "search", "nghi le")["behind"] == 0


def test_interrupting_an_ingest_tells_and_indexes_what_was_stored(tmp_path: Path) -> None:
    folder = papers(tmp_path / "a", range(1, 300))
    command = [*CANCU, "--archive", "kho", "ingest", str(folder), "--json"]
    running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while running.poll() is None and _stored(tmp_path / "kho" / "catalogue.sqlite3") < 5:
        os.sched_yield()
    running.send_signal(signal.SIGINT)
    out, _ = running.communicate()
    assert running.returncode == 1
    told = json.loads(out)
    assert 5 <= told["stored"] < 299
    status = ask(tmp_path, "status")
    assert status["index"]["behind"] == 0  # type: ignore[index]
    assert status["documents"] == told["stored"]
