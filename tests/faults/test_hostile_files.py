"""Hostile files through the whole program: each is an outcome with a reason, and the good file among them is stored."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from faults import program
from faults.hostile import CASES, ENDLESS, TEXT, Case

CANCU = [sys.executable, "-m", "cancu.cli", "--archive", "kho"]

# The program as it is, with less patience.
HASTY = """
from dataclasses import replace
from cancu.pipeline import config

load = config.load
config.load = lambda archive: replace(load(archive), page_seconds=2.0)
from cancu.cli import main
main()
"""

Json = dict[str, object]

# Names by which a file of a folder can be hard to name, and how they are told.
NAMES = {
    b"a\nb.txt": "a\\nb.txt",
    "hoá đơn\u202eslx.txt".encode(): "hoá đơn\\u202eslx.txt",
    b"c\xf4ng v\xe3n.txt": "c\\xf4ng v\\xe3n.txt",
    b"\x1b[2J.txt": "\\x1b[2J.txt",
    b"x" * 251 + b".txt": "x" * 251 + ".txt",
    b" .txt": " .txt",
    b"-rf.txt": "-rf.txt",
    b"%s{0}$HOME.txt": "%s{0}$HOME.txt",
}

SPECIAL = {
    "pipe.pdf": "là ống dẫn (pipe), không phải tệp",
    "socket.pdf": "là ổ cắm mạng (socket), không phải tệp",
    "device.pdf": "là thiết bị, không phải tệp",
    "dangling.pdf": "liên kết hỏng",
    "loop.pdf": "liên kết hỏng",
    "film.mp4": "không phải tệp văn bản (.mp4)",
}


@dataclass(frozen=True)
class Run:
    """What a run of the program answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Json:
        answer: Json = json.loads(self.out)
        return answer

    def outcomes(self) -> dict[str, Json]:
        """By the names of files."""
        told: list[Json] = self.json["outcomes"]  # type: ignore[assignment]
        return {str(outcome["file"]).rpartition("/")[2]: outcome for outcome in told}


def run(folder: Path, *arguments: str, command: list[str] = CANCU) -> Run:
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(scratch), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([*command, *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def fill(folder: Path, cases: tuple[Case, ...]) -> None:
    folder.mkdir()
    for case in cases:
        (folder / case.name).write_bytes(case.make())
    (folder / "good.txt").write_text(TEXT, "utf-8")


def add_odd_things(folder: Path) -> None:
    for number, name in enumerate(NAMES, start=100):
        path = os.fsencode(folder) + b"/" + name
        with open(path, "wb") as file:  # noqa: PTH123  # no Path for bytes
            file.write(TEXT.replace("12/TB", f"{number}/TB").encode())
    os.mkfifo(folder / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(folder / "socket.pdf"))
    (folder / "device.pdf").symlink_to("/dev/zero")
    (folder / "dangling.pdf").symlink_to("nowhere")
    (folder / "loop.pdf").symlink_to("loop.pdf")
    (folder / "up").symlink_to(folder.parent / folder.name)
    (folder / "film.mp4").write_bytes(bytes(9000))


@dataclass(frozen=True)
class Story:
    """One folder, ingested twice and tagged."""

    folder: Path
    first: Run
    again: Run
    tagged: Run


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("hostile")
    fill(folder / "den", CASES)
    add_odd_things(folder / "den")
    first, again = (run(folder, "ingest", "den", "--json", "--no-keywords") for _ in range(2))
    tagged = run(folder, "tag", "--json", *(f"den/{case.name}" for case in CASES), "den/good.txt")
    yield Story(folder, first, again, tagged)
    shutil.rmtree(folder)


def test_there_are_enough() -> None:
    names = [case.name for case in (*CASES, *ENDLESS)]
    assert len(names) == len(set(names)) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_file_is_an_outcome_with_a_reason(story: Story, case: Case) -> None:
    outcome = story.first.outcomes()[case.name]
    if case.says is None:
        assert outcome["outcome"] in {"stored", "known"}, outcome["reason"]
        return
    reason = str(outcome["reason"])
    assert outcome["outcome"] == "quarantined"
    assert reason.startswith(f"den/{case.name}: ") and case.says in reason
    assert len(reason.splitlines()) == 1 and len(reason) < 300


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_tag_tells_the_same(story: Story, case: Case) -> None:
    complaints = [line for line in story.tagged.err.splitlines() if line.startswith(f"cancu: den/{case.name}: ")]
    records = [json.loads(line)["file"]["name"] for line in story.tagged.out.splitlines()]
    assert [case.says in line for line in complaints if case.says] == [True] * (case.says is not None)
    assert records.count(case.name) == (case.says is None)
    assert story.tagged.code == 1


@pytest.mark.parametrize(("name", "told"), NAMES.items())
def test_odd_names(story: Story, name: bytes, told: str) -> None:
    assert story.first.outcomes()[told]["outcome"] == "stored"


@pytest.mark.parametrize(("name", "reason"), SPECIAL.items())
def test_what_is_no_file_is_skipped(story: Story, name: str, reason: str) -> None:
    outcome = story.first.outcomes()[name]
    assert (outcome["outcome"], outcome["reason"]) == ("skipped", reason)


def test_the_run_as_a_whole(story: Story) -> None:
    assert story.first.code == story.again.code == 1
    assert story.first.json["seen"] == len(CASES) + 1 + len(NAMES) + len(SPECIAL)
    assert story.first.json["skipped"] == len(SPECIAL)
    assert story.first.json["quarantined"] == sum(case.says is not None for case in CASES)
    assert "Traceback" not in story.first.err + story.again.err + story.tagged.err


def test_the_good_file_is_stored(story: Story) -> None:
    assert story.first.outcomes()["good.txt"]["outcome"] in {"stored", "known"}
    assert program.run(story.folder, "show", "12/TB-CĐCS").returncode == 0


def test_the_second_run_tells_the_same(story: Story) -> None:
    first, again = story.first.outcomes(), story.again.outcomes()
    assert first.keys() == again.keys()
    for name, outcome in first.items():
        stored = outcome["outcome"] in {"stored", "known"}
        assert again[name]["outcome"] == ("known" if stored else outcome["outcome"])
        assert again[name]["reason"] == outcome["reason"]


def test_nothing_is_half_written(story: Story) -> None:
    originals = [path for path in (story.folder / "kho" / "originals").rglob("*") if path.is_file()]
    assert [path.name for path in originals] == [hashlib.sha256(path.read_bytes()).hexdigest() for path in originals]
    status = json.loads(program.run(story.folder, "status", "--json").stdout)
    assert status["files"] == len(originals)
    assert status["index"]["behind"] == 0
    assert list((story.folder / "scratch").iterdir()) == []


def test_readers_that_do_not_end(tmp_path: Path) -> None:
    fill(tmp_path / "den", ENDLESS)
    told = run(tmp_path, "ingest", "den", "--json", "--no-keywords", command=[sys.executable, "-c", HASTY])
    outcomes = told.outcomes()
    for case in ENDLESS:
        assert str(case.says) in str(outcomes[case.name]["reason"])
    assert outcomes["good.txt"]["outcome"] == "stored"
    assert told.code == 1 and "Traceback" not in told.err
    assert list((tmp_path / "scratch").iterdir()) == []


NAMED = {
    "pipe.pdf": "this is a pipe or a device; save it as a file first",
    "socket.pdf": "this is a pipe or a device; save it as a file first",
    "/dev/zero": "this is a pipe or a device; save it as a file first",
    "loop.pdf": "cannot be read: Too many levels of symbolic links",
    "dangling.pdf": "there is no such file; check the path",
    "x" * 300: "cannot be read: File name too long",
    ".": "this is a folder; name a file in it",
    "film.mp4": "neither PDF, image",
}


def test_files_that_are_named(story: Story) -> None:
    done = program.run(story.folder / "den", "tag", *NAMED)
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (1, "", len(NAMED))
    for line, (name, says) in zip(lines, NAMED.items(), strict=True):
        assert line.startswith(f"cancu: {name}: {says}")


def test_one_file_that_cannot_be_read(story: Story) -> None:
    done = program.run(story.folder, "tag", "den/cut 50%.jpeg")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (4, "", 1)


def humbled() -> list[str]:
    """Before a command: without root's right to open everything."""
    if os.geteuid() != 0:
        return []
    if (setpriv := shutil.which("setpriv")) is None:
        pytest.skip("root may open everything, and setpriv is missing: install util-linux")
    return [setpriv, "--bounding-set=-dac_override,-dac_read_search"]


def test_what_may_not_be_opened(tmp_path: Path) -> None:
    fill(tmp_path / "den", ())
    for name in ("locked.txt", "locked.dat"):
        (tmp_path / "den" / name).write_text(TEXT)
        (tmp_path / "den" / name).chmod(0)
    (tmp_path / "den" / "closed").mkdir(0)
    told = run(tmp_path, "ingest", "den", "--json", "--no-keywords", command=[*humbled(), *CANCU])
    outcomes = {name: (outcome["outcome"], outcome["reason"]) for name, outcome in told.outcomes().items()}
    assert outcomes == {
        "good.txt": ("stored", None),
        "closed": ("skipped", "không mở được thư mục: không có quyền"),
        "locked.dat": ("skipped", "không mở được tệp: không có quyền"),
        "locked.txt": (
            "quarantined",
            "den/locked.txt: no permission to read this file; change its owner or its mode",
        ),
    }
    assert told.code == 1


def test_an_archive_that_may_only_be_read(tmp_path: Path) -> None:
    fill(tmp_path / "den", ())
    program.run(tmp_path, "ingest", "den", "--no-keywords")
    (tmp_path / "den" / "good.txt").write_text(TEXT.replace("12/TB", "13/TB"))
    kho = tmp_path / "kho"
    paths = [kho, *kho.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path, mode in modes.items():
        path.chmod(mode & 0o555)
    told = run(tmp_path, "ingest", "den", "--no-keywords", command=[*humbled(), *CANCU])
    for path, mode in modes.items():
        path.chmod(mode)
    assert told.code == 3
    assert told.err.startswith("cancu: ") and "Traceback" not in told.err
    assert json.loads(program.run(tmp_path, "ingest", "den", "--json", "--no-keywords").stdout)["stored"] == 1


def test_a_disk_that_is_full_while_an_original_is_kept(tmp_path: Path) -> None:
    """A limit of the size of files refuses the bytes as a full disk does."""
    fill(tmp_path / "den", ())
    (tmp_path / "den" / "large.txt").write_text(TEXT.replace("12/TB", "13/TB") + "x" * 1_200_000)
    limited = ["sh", "-c", 'ulimit -f 2000; exec "$@"', "sh", *CANCU]
    told = run(tmp_path, "ingest", "den", "--json", "--no-keywords", command=limited)
    assert told.code == 3
    assert "cannot keep an original in kho/originals" in told.err and "Traceback" not in told.err
    originals = [path for path in (tmp_path / "kho" / "originals").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in originals] == [TEXT.encode()]
    again = json.loads(program.run(tmp_path, "ingest", "den", "--json", "--no-keywords").stdout)
    assert (again["stored"], again["known"], again["quarantined"]) == (1, 1, 0)
