"""What the README shows is what happens."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cancu.cli import cli

SHELL = re.compile(r"^\$ (?:\.venv/bin/(?=cancu )|(?=sed ))(.*)$", re.M)


def blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", readme, re.S)


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text("utf-8")


def test_console_session_prints_what_it_shows(readme: str, root: Path, tmp_path: Path) -> None:
    (session,) = blocks(readme, "console")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "CANCU_ARCHIVE": str(tmp_path / "kho"), "PATH": path}
    (tmp_path / "corpus").symlink_to(root / "corpus")  # what is written stays out of the checkout
    parts = SHELL.split(session)[1:]
    for command, shown in zip(parts[::2], parts[1::2], strict=True):
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        for line in filter(None, shown.splitlines()):
            assert line in done.stdout, f"{command} prints\n{done.stdout}"


def test_library_example(readme: str) -> None:
    (example,) = blocks(readme, "python")
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == example.strip().rpartition("# ")[2]


def test_make_targets_exist(readme: str, root: Path) -> None:
    makefile = (root / "Makefile").read_text("utf-8")
    named = set(re.findall(r"make (\w+)", readme))
    assert {"demo", "test", "system", "quality", "bench"} <= named
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_every_command_is_in_the_table(readme: str) -> None:
    assert set(re.findall(r"^\| `cancu ([\w-]+)", readme, re.M)) == set(cli.commands)


def test_links_lead_somewhere(readme: str, root: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", readme):
        assert (root / link).is_file(), link


def test_command_reference_is_up_to_date(root: Path) -> None:
    """`python tests/test_readme.py` writes it anew."""
    assert (root / "docs" / "commands.md").read_text("utf-8") == reference()


def reference() -> str:
    """docs/commands.md: the help of every command."""
    runner = CliRunner()
    parts = ["# Commands\n\nWhat `cancu COMMAND --help` prints. Made by `python tests/test_readme.py`.\n"]
    for name in ("", *sorted(cli.commands)):
        arguments = [*filter(None, [name]), "--help"]
        text = runner.invoke(cli, arguments, prog_name="cancu", terminal_width=100).output.rstrip()
        parts.append(f"\n## cancu {name}".rstrip() + f"\n\n```text\n{text}\n```\n")
    return "".join(parts)


def test_the_record_in_the_documentation_is_what_is_tagged(root: Path, tmp_path: Path) -> None:
    described = (root / "docs" / "record.md").read_text("utf-8")
    paper = tmp_path / "ke-hoach.txt"
    paper.write_text(blocks(described, "text")[0], "utf-8")
    done = CliRunner().invoke(cli, ["tag", "--json", str(paper)])
    assert json.loads(done.stdout) == json.loads(blocks(described, "json")[0])


if __name__ == "__main__":
    target = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
    target.write_text(reference(), encoding="utf-8")
