"""Stand-ins for what reads a file, one a fault."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from cancu.extractors import _exec
from cancu.extractors.base import Progress
from cancu.pipeline.config import Config
from cancu.pipeline.errors import EncryptedFile, MissingTool
from cancu.pipeline.model import Method, Page, Source

Pages = tuple[Page, ...]


def good(source: Source, config: Config, progress: Progress) -> Pages:
    """The text, and the process that read it."""
    return (Page(source.data.decode(), Method.PLAIN, (str(os.getpid()),)),)


def tell(source: Source) -> None:
    """That it has begun, by a file, if one is named."""
    if source.path.is_absolute():
        source.path.touch()


def turning(source: Source, config: Config, progress: Progress) -> Pages:
    progress(3)
    tell(source)
    while True:
        pass


def sleeping(source: Source, config: Config, progress: Progress) -> Pages:
    """In C, with every signal that can be blocked blocked, and the interpreter locked."""
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    tell(source)
    ctypes.PyDLL(None).sleep(3600)
    return ()


def slow_but_alive(source: Source, config: Config, progress: Progress) -> Pages:
    """Pages without end, each in time."""
    page = 0
    while True:
        page += 1
        progress(page)
        time.sleep(0.01)


def hungry(source: Source, config: Config, progress: Progress) -> Pages:
    progress(2)
    eaten = []
    while True:
        eaten.append(bytes(64 * 2**20))


def hungry_in_c(source: Source, config: Config, progress: Progress) -> Pages:
    """As C++ libraries tell it."""
    raise RuntimeError("std::bad_alloc")


def crashing(source: Source, config: Config, progress: Progress) -> Pages:
    progress(7)
    ctypes.string_at(0)
    return ()


def killed(source: Source, config: Config, progress: Progress) -> Pages:
    os.kill(os.getpid(), signal.SIGKILL)
    return ()


def leaving(source: Source, config: Config, progress: Progress) -> Pages:
    os._exit(0)


def exiting(source: Source, config: Config, progress: Progress) -> Pages:
    sys.exit("this reader thinks it is a program")


def crashing_once_used(source: Source, config: Config, progress: Progress) -> Pages:
    """All right in a new process: what others left there is its trouble."""
    if "USED" in os.environ:
        os.abort()
    return good(source, config, progress)


def using(source: Source, config: Config, progress: Progress) -> Pages:
    os.environ["USED"] = "yes"
    return good(source, config, progress)


def printing(source: Source, config: Config, progress: Progress) -> Pages:
    print("pollution", flush=True)
    print("pollution", file=sys.stderr, flush=True)
    os.write(1, b"pollution")
    os.write(2, b"pollution")
    return good(source, config, progress)


def asking(source: Source, config: Config, progress: Progress) -> Pages:
    return (Page(repr(sys.stdin.read()), Method.PLAIN),)


def telling(source: Source, config: Config, progress: Progress) -> Pages:
    """A variable of its environment."""
    return (Page(os.environ.get(source.data.decode(), ""), Method.PLAIN),)


def refusing(source: Source, config: Config, progress: Progress) -> Pages:
    raise EncryptedFile(f"{source.path}: locked")


def lacking(source: Source, config: Config, progress: Progress) -> Pages:
    raise MissingTool("nothing here: install it")


def buggy(source: Source, config: Config, progress: Progress) -> Pages:
    return (Page(str(1 // 0), Method.PLAIN),)


def littering(source: Source, config: Config, progress: Progress) -> Pages:
    """A program of its own that would outlive it, and a folder."""
    with tempfile.TemporaryDirectory() as folder:
        _exec.run(["sh", "-c", f"echo $$ > {source.path}; exec sleep 3600"], Path(folder), 3600)
    return ()
