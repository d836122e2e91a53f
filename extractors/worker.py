"""Reading in a process of its own: what hangs, crashes or eats memory there ends there."""

from __future__ import annotations

import atexit
import errno
import json
import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from ..pipeline.config import Config
from ..pipeline.errors import CancuError, DamagedFile, ExtractionError, TookTooLong, TooLarge
from ..pipeline.model import Page, Source
from . import _lifeline
from .base import Progress

# What is done to a file: a function of a module, which the child imports.
Work = Callable[[Source, Config, Progress], tuple[Page, ...]]

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); import {0}; {0}.serve(*map(int, sys.argv[2:]))"
_START_SECONDS = 120.0  # until a new child is ready; takes 0.2 s of a free machine
_MEMORY_WORDS = ("bad alloc", "bad_alloc", "insufficient memory", "failed to allocate", "cannot allocate", "out of mem")


@dataclass(frozen=True, slots=True)
class _Ready:
    """The child's first word."""


@dataclass(frozen=True, slots=True)
class _OutOfMemory:
    """The work needs more memory than it may have."""


@dataclass(frozen=True, slots=True)
class _Crash:
    """The child ended in the middle of its work, with this exit code."""

    code: int


@dataclass(frozen=True, slots=True)
class _Bug:
    """An exception that is none of ours, as its traceback."""

    traceback: str


_FATAL = (_Crash, _OutOfMemory)
_Answer = tuple[Page, ...] | CancuError | _Bug | _Crash | _OutOfMemory


class Worker:
    """One child process that reads file after file.

    Starting it costs more than reading most files, so it is made when it is needed first and kept. It is killed, and a
    new one made for the next file, when it takes too long, crashes or lacks memory. Threads take turns.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def run(self, work: Work, source: Source, config: Config) -> tuple[Page, ...]:
        """What `work` gives, or its error. Adds `TookTooLong`, `TooLarge` (memory) and `DamagedFile` (a crash)."""
        with self._lock:
            used = self._child is not None and self._child.alive
            answer, page = self._ask(work, source, config)
            if used and isinstance(answer, _FATAL):
                # In a new child: a file is blamed only for what it does there, not for what others left behind.
                answer, page = self._ask(work, source, config)
        if isinstance(answer, tuple):
            return answer
        if isinstance(answer, _Bug):
            raise RuntimeError(f"{source.path}: a bug, in the process that reads files:\n{answer.traceback}")
        if isinstance(answer, _Crash):
            raise _crash(source, answer.code, page)
        raise _too_much(source, page, config) if isinstance(answer, _OutOfMemory) else answer

    def close(self) -> None:
        """End the child, whatever it does."""
        with self._lock:
            self._end()

    def forget(self) -> None:
        """After a fork, in the copy: the child belongs to the process that started it."""
        self._lock = threading.Lock()
        if self._child:
            self._child.let_go()
        self._child = None

    def _ask(self, work: Work, source: Source, config: Config) -> tuple[_Answer, int]:
        """The answer, and the page that the child was at. Whatever ends the waiting ends the child: Ctrl-C too."""
        if self._child is None or not self._child.alive:
            self._end()
            self._child = _Child(config)
        try:
            answer, page = self._child.ask(work, source, config)
        except BaseException:
            self._end()
            raise
        if isinstance(answer, _FATAL):
            self._end()
        return answer, page

    def _end(self) -> None:
        if self._child:
            self._child.end()
        self._child = None


class _Child:
    """The process as its parent sees it."""

    def __init__(self, config: Config) -> None:
        self._connection, theirs = Pipe()
        end, self._lifeline = _lifeline.cast()
        self._scratch = tempfile.mkdtemp(prefix="cancu-")  # a child that is killed clears nothing away
        numbers = (theirs.fileno(), end, config.max_memory_bytes)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START.format(__name__), json.dumps(sys.path), *map(str, numbers)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(), end),
            start_new_session=True,  # Ctrl-C is for the parent
            env={**os.environ, "TMPDIR": self._scratch, "ORT_DISABLE_TELEMETRY": "1"},  # onnxruntime reports home
        )
        theirs.close()
        os.close(end)
        try:
            self._await_ready()
        except BaseException:
            self.end()
            raise

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, work: Work, source: Source, config: Config) -> tuple[_Answer, int]:
        page = 0
        deadline = _Deadline(source, config)
        try:
            self._connection.send((work, replace(source, data=b""), config))
            self._connection.send_bytes(source.data)
            while self._connection.poll(deadline.left()):
                answer = self._connection.recv()
                if not isinstance(answer, int):
                    return answer, page
                page = answer
                deadline.renew()
        except (EOFError, ConnectionError):
            return _Crash(self._process.wait()), page
        raise deadline.passed(page)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self.let_go()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def let_go(self) -> None:
        self._connection.close()
        os.close(self._lifeline)

    def _await_ready(self) -> None:
        try:
            if self._connection.poll(_START_SECONDS) and isinstance(self._connection.recv(), _Ready):
                return
        except (EOFError, ConnectionError):
            code = self._process.wait()
            raise RuntimeError(f"the process that reads files did not start: exit code {code}") from None
        raise RuntimeError(f"the process that reads files did not start in {_START_SECONDS:.0f} s")


class _Deadline:
    """The time a page may take, renewed when the next is begun, and that of the whole file.

    Time on the clock, not of the processor: what hangs may sleep as well as turn in circles. On a busy machine a page
    that is all right takes several times as long as it should, so the limits are generous.
    """

    def __init__(self, source: Source, config: Config) -> None:
        self._path, self._config = source.path, config
        self._file = time.monotonic() + config.file_seconds
        self.renew()

    def renew(self) -> None:
        self._page = time.monotonic() + self._config.page_seconds

    def left(self) -> float:
        return max(0.0, min(self._page, self._file) - time.monotonic())

    def passed(self, page: int) -> TookTooLong:
        if self._file <= self._page:
            return TookTooLong(
                f"{self._path}: not read after {self._config.file_seconds:g} s, at page {page}; split the file"
            )
        where = f"page {page}" if page else "the file"
        return TookTooLong(
            f"{self._path}: {where} was not read in {self._config.page_seconds:g} s; print it to a new PDF, or try "
            "again when the machine has less to do"
        )


def _crash(source: Source, code: int, page: int) -> ExtractionError:
    how = f"exit code {code}" if code >= 0 else signal.Signals(-code).name
    where = f" at page {page}" if page else ""
    cause = ", maybe for lack of memory" if -code == signal.SIGKILL else ""
    return DamagedFile(
        f"{source.path}: the file is damaged, its reader crashed{where} ({how}{cause}); get it again, or print it to a "
        "new PDF"
    )


def _too_much(source: Source, page: int, config: Config) -> TooLarge:
    where = f"page {page}" if page else "the file"
    limit = config.max_memory_bytes / 2**30
    return TooLarge(
        f"{source.path}: {where} needs more than {limit:.1f} GB of memory; split the file, or scan it at 300 dpi"
    )


def serve(connection: int, lifeline: int, memory: int) -> None:
    """The child: one job after the other, until the parent closes the connection or ends."""
    _lifeline.hold(lifeline)
    _limit(memory)
    parent = Connection(connection)
    parent.send(_Ready())
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # from here on errors go to the parent; C libraries chatter
    while True:
        try:
            answer = _answer(parent)
        except EOFError:
            return
        parent.send(answer)


def _limit(memory: int) -> None:
    """RLIMIT_DATA counts what was asked for; RLIMIT_AS would count libraries too, and what threads only set aside.

    No core dumps: they would hold documents.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (memory if hard < 0 else min(memory, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _answer(parent: Connection[Any, Any]) -> _Answer:
    request = parent.recv_bytes()
    data = parent.recv_bytes()
    try:
        work, source, config = pickle.loads(request)
        pages: tuple[Page, ...] = work(replace(source, data=data), config, parent.send)
    except CancuError as error:
        return error
    except Exception as error:  # noqa: BLE001  # handed to the parent, whole
        return _OutOfMemory() if _lacks_memory(error) else _Bug(traceback.format_exc())
    return pages


def _lacks_memory(error: Exception) -> bool:
    """Libraries in C++ tell it in errors of their own."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    return any(word in str(error).lower() for word in _MEMORY_WORDS)


_shared = Worker()


def shared() -> Worker:
    """The one of this process: ended with it. A fork starts its own."""
    return _shared


atexit.register(_shared.close)
os.register_at_fork(after_in_child=_shared.forget)
