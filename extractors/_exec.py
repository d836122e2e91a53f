"""External programs."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..pipeline.errors import MissingTool
from . import _lifeline

_TOLD = 300  # characters of its last words that an error repeats
_MAX_OUTPUT = 2**20  # bytes of what it prints that are kept
_MAX_FILE_BYTES = 2**30  # of a file that it writes: no disk is filled
_CHUNK = 2**16


class ToolFailed(MissingTool):
    """A program that is there did not do its work: it crashed, was killed, or says that it cannot."""


class ToolHung(ToolFailed):
    """A program gave no answer in its time."""


def run(command: Sequence[str], folder: Path, timeout: float, max_file_bytes: int = _MAX_FILE_BYTES) -> str:
    """What the program prints, at most 1 MB. It runs in `folder`, for `timeout` seconds.

    All that it starts ends with it, and with this process. It may write no file larger than `max_file_bytes`. Raises
    `MissingTool` when it is absent, `ToolFailed` when it fails, `ToolHung` when it takes too long.
    """
    name = Path(command[0]).name
    program = shutil.which(command[0])
    if program is None:
        raise MissingTool(f"{name}: cannot be run: it is not there; install it")
    with _Program([str(Path(program).absolute()), *command[1:]], folder, max_file_bytes) as running:
        if not running.ends_within(timeout):
            raise ToolHung(f"{name}: gave no answer in {timeout:g} s; try again later")
        code = running.end()
        said, complaint = (bytes(pipe.kept).decode("utf-8", "replace") for pipe in running.pipes)
    if code:
        words = " ".join(complaint.split())[-_TOLD:] or "no message"
        raise ToolFailed(f"{name}: ended {_how(code)}: {words}")
    return said


def _how(code: int) -> str:
    number = -code if code < 0 else code - 128  # a shell tells of a signal by 128 and more
    if number not in signal.valid_signals():
        return f"with exit code {code}"
    if number == signal.SIGXFSZ:
        return "as it wrote too large a file"
    return f"by {signal.Signals(number).name}"


@dataclass(slots=True)
class _Pipe:
    """What a program prints: the beginning is kept of an answer, the end of complaints; it may print on."""

    number: int
    keeps_end: bool
    kept: bytearray = field(default_factory=bytearray)

    def take(self) -> bool:
        """False at the end, or when nothing more is there."""
        try:
            chunk = os.read(self.number, _CHUNK)
        except BlockingIOError:
            return False
        self.kept += chunk
        if self.keeps_end:
            del self.kept[:-_MAX_OUTPUT]
        else:
            del self.kept[_MAX_OUTPUT:]
        return bool(chunk)


class _Program:
    """A program with its guard, in a process group of their own."""

    def __init__(self, command: list[str], folder: Path, max_file_bytes: int) -> None:
        end, self._lifeline = _lifeline.cast()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", _lifeline.__file__, str(end), str(max_file_bytes), *command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[end],
            process_group=0,
        )
        os.close(end)
        assert self._process.stdout and self._process.stderr
        numbers = (self._process.stdout.fileno(), self._process.stderr.fileno())
        self.pipes = (_Pipe(numbers[0], keeps_end=False), _Pipe(numbers[1], keeps_end=True))
        for number in numbers:
            os.set_blocking(number, False)

    def __enter__(self) -> _Program:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        os.close(self._lifeline)
        for pipe in (self._process.stdout, self._process.stderr):
            assert pipe
            pipe.close()

    def ends_within(self, seconds: float) -> bool:
        """Its end is waited for, not that of its pipes: what it leaves behind may hold these for ever."""
        deadline = time.monotonic() + seconds
        ended = os.pidfd_open(self._process.pid)
        open_pipes = {pipe.number: pipe for pipe in self.pipes}
        try:
            while (left := deadline - time.monotonic()) > 0:
                ready, _, _ = select.select([ended, *open_pipes], [], [], left)
                for number in ready:
                    if number != ended and not open_pipes[number].take():
                        del open_pipes[number]
                if ended in ready:
                    return True
            return False
        finally:
            os.close(ended)

    def end(self) -> int:
        """Its exit code. The guard is not waited for before its group is killed: so its number is nobody else's."""
        if self._process.returncode is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            for pipe in self.pipes:
                while pipe.take():
                    pass
        return self._process.returncode
