"""The program, as its users run it."""

from __future__ import annotations

import io
import os
import sys
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

import pytest

from cancu import cli


def run(folder: Path, *arguments: str | bytes, archive: str = "kho") -> CompletedProcess[str]:
    """In this process, as starting one takes longer than most of what is asked of it here."""
    argv = ["cancu", "--archive", archive, *map(os.fsdecode, arguments)]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with ExitStack() as stack:
        stack.enter_context(chdir(folder))
        stack.enter_context(patch.object(sys, "argv", argv))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        ended = stack.enter_context(pytest.raises(SystemExit))
        cli.main()
    code = ended.value.code or 0
    assert isinstance(code, int)
    said, complaints = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
    return CompletedProcess(argv, code, said, complaints)
