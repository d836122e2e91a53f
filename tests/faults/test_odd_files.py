"""Files and names that are odd: each is an outcome with a reason, none ends the run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin

from faults.program import run

PAPER = "Số: {}/TB-CĐCS\n\nHuế, ngày 5 tháng 3 năm 2024\n\nTHÔNG BÁO\nNghỉ lễ\n"


def answer(folder: Path, *arguments: str | bytes) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(run(folder, *arguments, "--json").stdout)
    return loaded


def write(path: Path, number: int = 7) -> Path:
    path.write_text(PAPER.format(number), "utf-8")
    return path


def test_the_archive_does_not_swallow_itself(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    assert answer(tmp_path, "ingest", ".", "--no-keywords")["seen"] == 1
    again = answer(tmp_path, "ingest", ".", "--no-keywords")
    assert (again["seen"], again["known"]) == (1, 1)
    assert answer(tmp_path, "duplicates")["groups"] == []


def test_one_file_by_two_paths_is_one_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    answer(tmp_path, "ingest", "a.txt", "--no-keywords")
    before = answer(tmp_path, "status")
    answer(tmp_path, "ingest", str(path), "--no-keywords")
    assert answer(tmp_path, "status") == before
    assert answer(tmp_path, "duplicates")["groups"] == []


def test_files_of_one_name_from_two_folders_are_two(tmp_path: Path) -> None:
    for number, name in enumerate(("x", "y"), start=1):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "a.txt", number)
        done = run(tmp_path / name, "ingest", "a.txt", "--no-keywords", archive=str(tmp_path / "kho"))
        assert done.returncode == 0
    status = answer(tmp_path, "status")
    assert (status["documents"], status["files"]) == (2, 2)


def test_a_file_that_was_edited_is_a_second_one(tmp_path: Path) -> None:
    for number in (1, 2):
        write(tmp_path / "a.txt", number)
        answer(tmp_path, "ingest", "a.txt", "--no-keywords")
    status = answer(tmp_path, "status")
    assert (status["documents"], status["files"]) == (2, 2)


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/c\xf4ng v\xe3n.txt"
    with open(name, "wb") as file:  # noqa: PTH123  # no Path for bytes
        file.write(PAPER.format(7).encode())
    broken = os.fsencode(tmp_path) + b"/h\xf4ng.pdf"
    with open(broken, "wb") as file:  # noqa: PTH123
        file.write(b"%PDF-1.4 cut")
    told = answer(tmp_path, "ingest", ".", "--no-keywords")
    assert (told["stored"], told["quarantined"]) == (1, 1)
    assert run(tmp_path, "status").returncode == 0
    tagged = run(tmp_path, "tag", "--json", name)
    assert json.loads(tagged.stdout)["file"]["name"] == "c\\xf4ng v\\xe3n.txt"


def test_a_path_that_does_not_exist_is_told_and_not_remembered(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    told = run(tmp_path, "ingest", "typo.txt", "a.txt", "--json", "--no-keywords")
    assert told.returncode == 1
    assert json.loads(told.stdout)["quarantined"] == 1
    assert answer(tmp_path, "status")["outcomes"] == {"stored": 1, "known": 0, "quarantined": 0, "skipped": 0}


@pytest.mark.parametrize("command", [("ingest", ""), ("tag", ""), ("text", ""), ("search", "x", "--cites", "")])
def test_an_empty_argument_is_wrong_usage(tmp_path: Path, command: tuple[str, ...]) -> None:
    write(tmp_path / "a.txt")
    if command[0] == "search":
        run(tmp_path, "ingest", "a.txt", "--no-keywords")
    assert run(tmp_path, *command).returncode == 2


def test_a_tiff_without_a_resolution(tmp_path: Path) -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag in (282, 283):
        tags[tag] = TiffImagePlugin.IFDRational(0, 0)
    Image.new("L", (200, 100), 255).save(tmp_path / "a.tif", tiffinfo=tags)
    done = run(tmp_path, "ingest", "a.tif", "--no-keywords")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "no text in it" in done.stdout


def test_a_page_without_area(tmp_path: Path) -> None:
    """A CropBox outside the MediaBox leaves nothing of the page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/CropBox[700 900 800 950]>>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, o) for n, o in enumerate(objects, start=1))
    (tmp_path / "a.pdf").write_bytes(body + b"trailer<</Root 1 0 R/Size 4>>\n%%EOF\n")
    done = run(tmp_path, "ingest", "a.pdf", "--no-keywords")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "a.pdf" in done.stdout


def test_originals_may_be_read_by_whom_the_folder_lets(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    old = os.umask(0o022)
    try:
        run(tmp_path, "ingest", "a.txt", "--no-keywords")
    finally:
        os.umask(old)
    (original,) = (path for path in (tmp_path / "kho" / "originals").rglob("*") if path.is_file())
    assert original.stat().st_mode & 0o777 == 0o644


def test_a_damaged_index_in_a_folder_that_is_called_locker(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    run(tmp_path, "ingest", "a.txt", "--no-keywords", archive="locker")
    (tmp_path / "locker" / "index" / "meta.json").write_text("{")
    done = run(tmp_path, "search", "lễ", archive="locker")
    assert done.returncode == 6
    assert "cancu reindex" in done.stderr
