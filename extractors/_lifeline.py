"""A pipe by which a process ends when the one that started it does, however that ended.

Run as a program it is the guard of another: `python _lifeline.py FD MAX_FILE_BYTES PROGRAM ARGUMENT...`. It needs
nothing but the standard library, and starts in 20 ms.
"""

from __future__ import annotations

import fcntl
import os
import resource
import select
import signal
import sys
from collections.abc import Callable
from types import FrameType


def cast() -> tuple[int, int]:
    """The end to hand down, and the end to keep: it closes when the process that keeps it ends, or closes it."""
    return os.pipe()


def hold(end: int, broken: Callable[[int, FrameType | None], None] | None = None) -> None:
    """End this process, or call `broken`, when the other end closes.

    The kernel sends SIGKILL then, which ends a process even while it hangs in C code with its signals blocked.
    PR_SET_PDEATHSIG would do so too when no more than the thread ended that started this process.
    """
    if broken:
        signal.signal(signal.SIGIO, broken)
    else:
        fcntl.fcntl(end, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(end, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(end, fcntl.F_SETFL, fcntl.fcntl(end, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([end], [], [], 0)[0]:  # it closed before the kernel was asked to tell
        os.kill(os.getpid(), signal.SIGIO if broken else signal.SIGKILL)


def guard(end: int, max_file_bytes: int, command: list[str]) -> int:
    """Run a program to its end, or that of the process that wants it; then all it started in this group ends too."""
    os.set_inheritable(end, False)
    hold(end, lambda *_: os.killpg(0, signal.SIGKILL))
    resource.setrlimit(resource.RLIMIT_FSIZE, (max_file_bytes, max_file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ours = (signal.SIGIO, signal.SIGPIPE, signal.SIGXFSZ)  # Python ignores two of them
    _, status = os.waitpid(os.posix_spawn(command[0], command, os.environ, setsigdef=ours), 0)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        signal.signal(-code, signal.SIG_DFL) if -code != signal.SIGKILL else None
        os.kill(os.getpid(), -code)
    return code


if __name__ == "__main__":
    sys.exit(guard(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
