"""Finding and loading files."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from cancu.extractors.discover import Skipped, discover, load
from cancu.pipeline.config import Config
from cancu.pipeline.errors import DamagedFile, ExtractionError, TooLarge, UnsupportedFormat


def grow(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    grow(tmp_path, "b.txt", "a/2.PDF", "a/1.png", "a/readme", "c.tiff", ".hidden/x.txt", "a/.x.txt")
    found = [path.relative_to(tmp_path).as_posix() for path in discover([tmp_path]) if isinstance(path, Path)]
    assert found == ["a/1.png", "a/2.PDF", "a/readme", "b.txt", "c.tiff"]


def test_what_a_folder_holds_besides_is_skipped_with_a_reason(tmp_path: Path) -> None:
    grow(tmp_path, "a.xlsx", "b.exe", "c.docx", "~$c.docx")
    skipped = [item for item in discover([tmp_path]) if isinstance(item, Skipped)]
    assert [(item.path.name, item.reason) for item in skipped] == [
        ("a.xlsx", "chưa đọc được tệp .xlsx, hãy lưu thành PDF hoặc văn bản thuần (.txt)"),
        ("b.exe", "không phải tệp văn bản (.exe)"),
        ("~$c.docx", "tệp tạm của Word, không phải văn bản"),
    ]


def test_named_files_always_come(tmp_path: Path) -> None:
    grow(tmp_path, ".hidden", "a.exe")
    named = [tmp_path / "a.exe", tmp_path / ".hidden", tmp_path / "missing.pdf", tmp_path / ("x" * 300), Path("a\0b")]
    assert list(discover(named)) == named


def test_loops_of_links_end(tmp_path: Path) -> None:
    grow(tmp_path, "a/b/c.txt")
    (tmp_path / "a/b/up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "gone.pdf").symlink_to("nowhere")
    found = list(discover([tmp_path]))
    assert [item.name for item in found if isinstance(item, Path)] == ["c.txt"]
    assert {item.path.name for item in found if isinstance(item, Skipped)} == {"self", "gone.pdf"}


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p")
    assert [type(item) for item in discover([tmp_path])] == [Skipped]
    with pytest.raises(UnsupportedFormat, match="pipe"):
        load(tmp_path / "p", Config())


def test_a_folder_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(tmp_path, "a/x.txt", "b/y.txt")
    listed = Path.iterdir

    def refusing(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    refused, read = discover([tmp_path])
    assert isinstance(refused, Skipped) and refused.path.name == "a" and "thư mục" in refused.reason
    assert read == tmp_path / "b/y.txt"


def test_load(tmp_path: Path) -> None:
    path = tmp_path / "Kế hoạch.pdf"
    path.write_bytes("Kế hoạch".encode())
    source = load(path, Config())
    assert (source.name, source.data) == ("Kế hoạch.pdf", "Kế hoạch".encode())
    assert source.sha256 == hashlib.sha256(source.data).hexdigest()
    assert source.media_type == "text/plain"  # whatever its name says


@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("missing.pdf", ExtractionError, "no such file"),
        ("folder", UnsupportedFormat, "this is a folder"),
        ("empty.txt", DamagedFile, "empty"),
        ("large.txt", TooLarge, r"11 bytes or more, the limit is 10"),
        ("x" * 300, ExtractionError, "cannot be read"),
        ("a\0b", ExtractionError, "cannot be read"),
    ],
)
def test_files_that_cannot_be_loaded(tmp_path: Path, name: str, error: type[Exception], says: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "large.txt").write_text("x" * 11)
    with pytest.raises(error, match=says) as caught:
        load(tmp_path / name, Config(max_file_bytes=10))
    assert "\n" not in str(caught.value)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(tmp_path, "a.txt")

    def refusing(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refusing)  # root, who may run this, is never refused
    with pytest.raises(ExtractionError, match=r"a\.txt: no permission"):
        load(tmp_path / "a.txt", Config())
