"""The picture in the documentation is what the command beside it gives."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from cancu.cli import cli


def test_the_picture_is_what_the_command_gives(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setenv("CANCU_ARCHIVE", str(tmp_path / "kho"))
    (session,) = re.findall(r"```sh\n(.*?)```", (root / "docs" / "pictures.md").read_text("utf-8"), re.S)
    ingest, trace = (shlex.split(line)[1:] for line in session.splitlines())
    assert CliRunner().invoke(cli, [*ingest, "--no-keywords"]).exit_code == 0
    drawn = root / trace[-1]
    done = CliRunner().invoke(cli, [*trace[:-1], str(tmp_path / "drawn.svg")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "drawn.svg").read_text("utf-8") == drawn.read_text("utf-8"), f"make it anew: {session}"
