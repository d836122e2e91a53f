"""External programs."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from ..pipeline.errors import MissingTool


def run(command: Sequence[str], folder: Path, timeout: float) -> str:
    """What the program prints; a program that is absent, fails or takes too long is a missing tool to us."""
    name = Path(command[0]).name
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            timeout=timeout,
            check=True,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        raise MissingTool(f"{name}: cannot be run: {error.strerror}; install it") from error
    except subprocess.TimeoutExpired as error:
        raise MissingTool(f"{name}: gave no answer in {timeout:.0f} s; try again later") from error
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.split())[-300:]
        raise MissingTool(f"{name}: ended with exit code {error.returncode}: {said or 'no message'}") from error
    return done.stdout
