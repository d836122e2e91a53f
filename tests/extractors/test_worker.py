"""Reading in a process of its own: whatever a reader does, the parent gets pages or an error, and the next file too."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cancu.extractors import registry, worker
from cancu.extractors.sniff import media_type
from cancu.extractors.worker import Work, Worker
from cancu.pipeline.config import Config
from cancu.pipeline.errors import (
    CancuError,
    DamagedFile,
    EncryptedFile,
    MissingTool,
    TookTooLong,
    TooLarge,
    UnsupportedFormat,
)
from cancu.pipeline.model import Method, Page, Source
from faults import readers
from faults.processes import await_end

FILE = Source(Path("một tệp.pdf"), "Kế hoạch".encode(), "", "application/pdf")
QUICK = Config(page_seconds=1.5)
SMALL = Config(max_memory_bytes=512 * 2**20)


@pytest.fixture
def child() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def pid(child: Worker) -> int:
    """Of the process that reads."""
    ((page,), _) = child.run(readers.good, FILE, Config()), None
    return int(page.warnings[0])


@pytest.mark.parametrize(
    ("work", "error", "says"),
    [
        (readers.hungry, TooLarge, r"page 2 needs more than 0\.5 GB of memory"),
        (readers.hungry_in_c, TooLarge, r"the file needs more than 0\.5 GB of memory"),
        (readers.crashing, DamagedFile, r"its reader crashed at page 7 \(SIGSEGV\)"),
        (readers.killed, DamagedFile, r"its reader crashed \(SIGKILL, maybe for lack of memory\)"),
        (readers.leaving, DamagedFile, r"its reader crashed \(exit code 0\)"),
        (readers.exiting, DamagedFile, r"its reader crashed \(exit code 1\)"),
        (readers.refusing, EncryptedFile, "locked"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_faults(child: Worker, work: Work, error: type[CancuError], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        child.run(work, FILE, SMALL)
    assert str(caught.value).startswith("một tệp.pdf: ") and "\n" not in str(caught.value)
    assert caught.value.exit_code == 4
    assert child.run(readers.good, FILE, Config())[0].text == "Kế hoạch"


@pytest.mark.parametrize(("work", "what"), [(readers.turning, "page 3"), (readers.sleeping, "the file")])
def test_reading_that_does_not_end(child: Worker, work: Work, what: str) -> None:
    before = pid(child)
    with pytest.raises(TookTooLong, match=rf"^một tệp\.pdf: {what} was not read in 1\.5 s; print it"):
        child.run(work, FILE, QUICK)
    assert not Path(f"/proc/{before}").exists()
    assert pid(child) != before


def test_one_process_reads_file_after_file(child: Worker) -> None:
    assert pid(child) == pid(child) != os.getpid()


def test_our_errors_and_bugs_leave_the_process_be(child: Worker) -> None:
    before = pid(child)
    with pytest.raises(MissingTool, match=r"^nothing here: install it$"):
        child.run(readers.lacking, FILE, Config())
    with pytest.raises(RuntimeError, match=r"(?s)một tệp\.pdf: a bug.*in buggy\n.*ZeroDivisionError"):
        child.run(readers.buggy, FILE, Config())
    assert pid(child) == before


@pytest.mark.parametrize("work", [readers.crashing, readers.hungry])
def test_a_process_that_failed_is_gone(child: Worker, work: Work) -> None:
    before = pid(child)
    with pytest.raises(CancuError):
        child.run(work, FILE, SMALL)
    assert not Path(f"/proc/{before}").exists()
    assert pid(child) != before


def test_a_program_of_its_own_ends_with_it(child: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    with pytest.raises(TookTooLong):
        child.run(readers.littering, replace(FILE, path=tmp_path / "program"), QUICK)
    await_end(int((tmp_path / "program").read_text()))
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_file_is_not_blamed_for_what_others_left(child: Worker) -> None:
    child.run(readers.using, FILE, Config())
    assert child.run(readers.crashing_once_used, FILE, Config())[0].text == "Kế hoạch"


def test_a_process_that_was_ended_between_two_files(child: Worker) -> None:
    before = pid(child)
    os.kill(before, signal.SIGKILL)
    assert pid(child) != before


def test_the_limit_of_a_page_is_renewed_and_that_of_a_file_is_not(child: Worker) -> None:
    with pytest.raises(TookTooLong, match=r"not read after 2\.5 s, at page \d+; split the file"):
        child.run(readers.slow_but_alive, FILE, Config(page_seconds=2.0, file_seconds=2.5))


def test_what_readers_print_is_not_ours(child: Worker, capfd: pytest.CaptureFixture[str]) -> None:
    child.run(readers.printing, FILE, Config())
    assert capfd.readouterr() == ("", "")


def test_nobody_is_asked(child: Worker) -> None:
    assert child.run(readers.asking, FILE, Config())[0].text == "''"


def test_no_library_reports_home(child: Worker) -> None:
    assert child.run(readers.telling, replace(FILE, data=b"ORT_DISABLE_TELEMETRY"), Config())[0].text == "1"


def test_large_files_and_large_answers(child: Worker) -> None:
    data = b"x" * (40 * 2**20)
    assert child.run(readers.good, replace(FILE, data=data), Config())[0].text.encode() == data


def test_odd_names_and_letters(child: Worker) -> None:
    path = Path(os.fsdecode(b"c\xf4ng v\xe3n\n.pdf"))
    with pytest.raises(EncryptedFile, match=r"^c\\xf4ng v\\xe3n"):
        child.run(readers.refusing, replace(FILE, path=path), Config())


def test_threads_take_turns(child: Worker) -> None:
    read: list[str] = []

    def reading(number: int) -> None:
        data = f"văn bản {number}".encode()
        read.append(child.run(readers.good, replace(FILE, data=data), Config())[0].text)

    threads = [threading.Thread(target=reading, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(read) == [f"văn bản {number}" for number in range(8)]


def _read_in_fork(answers: multiprocessing.SimpleQueue[str]) -> None:
    answers.put(worker.shared().run(readers.good, FILE, Config())[0].warnings[0])
    worker.shared().close()


def test_a_fork_starts_its_own() -> None:
    ours = pid(worker.shared())
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()
    fork = context.Process(target=_read_in_fork, args=(answers,))
    fork.start()
    assert int(answers.get()) != ours
    fork.join()
    assert fork.exitcode == 0
    assert pid(worker.shared()) == ours


def test_nothing_is_left_when_it_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(DamagedFile):
        Worker().run(readers.crashing, FILE, Config())
    closed = Worker()
    process = pid(closed)
    closed.close()
    assert not Path(f"/proc/{process}").exists()
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_cannot_start_is_no_fault_of_the_file(
    child: Worker, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(RuntimeError, match="did not start: exit code 1"):
        child.run(readers.good, FILE, Config())
    assert "Error" in capfd.readouterr().err


TEXT = "Căn cứ Luật Công đoàn, Ban Chấp hành thông báo nghỉ lễ."
LOADED = """
import sys
from pathlib import Path
from cancu.extractors import discover, registry
from cancu.pipeline.config import Config
from cancu.pipeline.errors import ExtractionError

try:
    registry.extract(discover.load(Path(sys.argv[1]), Config()), Config())
except ExtractionError:
    pass
print({"cv2", "docx", "onnxruntime", "PIL", "pypdfium2", "tesserocr"} & set(sys.modules))
"""
PARENT = """
import os, sys
from pathlib import Path
from cancu.extractors import worker
from cancu.pipeline.config import Config
from cancu.pipeline.model import Source
from faults import readers
from faults.processes import await_end

(page,) = worker.shared().run(readers.good, Source(Path("a.pdf"), b"", "", ""), Config())
print(page.warnings[0], flush=True)
worker.shared().run(getattr(readers, sys.argv[1]), Source(Path(sys.argv[2]), b"", "", ""), Config())
"""


def parent(work: str, path: Path = Path("a.pdf")) -> tuple[subprocess.Popen[str], int]:
    """A parent whose child does `work`, and that child."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    run = subprocess.Popen([sys.executable, "-c", PARENT, work, str(path)], text=True, env=environment, **pipes)  # type: ignore[call-overload]
    return run, int(run.stdout.readline())


@pytest.mark.parametrize("work", ["good", "refusing", "buggy"])
def test_a_parent_that_ends_leaves_no_child(work: str) -> None:
    run, child = parent(work)
    run.communicate()
    await_end(child)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("work", ["turning", "sleeping"])
def test_a_parent_that_is_ended_leaves_no_child(tmp_path: Path, work: str, how: signal.Signals) -> None:
    run, child = parent(work, tmp_path / "begun")
    while not (tmp_path / "begun").exists():
        os.sched_yield()
    run.send_signal(how)
    said = run.communicate()[1]
    await_end(child)
    assert run.returncode == -how
    assert said.count("KeyboardInterrupt") == (how == signal.SIGINT)


@pytest.mark.parametrize("media", ["text/plain", "application/octet-stream"])
def test_what_needs_no_process(monkeypatch: pytest.MonkeyPatch, media: str) -> None:
    monkeypatch.setattr(worker, "shared", lambda: pytest.fail("a process for nothing"))
    try:
        assert registry.extract(replace(FILE, media_type=media), Config()) == (Page("Kế hoạch", Method.PLAIN),)
    except UnsupportedFormat:
        assert media != "text/plain"


@pytest.mark.parametrize("data", [TEXT.encode(), bytes(900), b"PK\x03\x04" + bytes(900)])
def test_libraries_are_loaded_by_the_process_that_needs_them(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(tmp_path / "a.txt")], env=environment, check=True, capture_output=True
    )
    assert done.stdout.decode() == "set()\n"


def test_read_here_or_there_it_is_the_same(root: Path) -> None:
    data = (root / "corpus" / "typeset" / "000_19e90e5f48dd98f2.pdf").read_bytes()
    source = Source(Path("a.pdf"), data, "", media_type(data))
    assert registry.extract(source, Config()) == registry.extract(source, Config(isolate=False))
