"""Finding and loading files."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Callable
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
    grow(tmp_path, "a.xlsx", "b.exe", "c.docx", "~$c.docx", "d.HEIC", "e.rar", "f.msg")
    skipped = [item for item in discover([tmp_path]) if isinstance(item, Skipped)]
    assert [(item.path.name, item.reason) for item in skipped] == [
        ("a.xlsx", "chưa đọc được tệp .xlsx, hãy lưu thành PDF hoặc văn bản thuần (.txt)"),
        ("b.exe", "không phải tệp văn bản (.exe)"),
        ("d.HEIC", "chưa đọc được tệp .heic, hãy lưu ảnh thành JPEG, PNG hoặc PDF"),
        ("e.rar", "chưa đọc được tệp .rar, hãy giải nén rồi nạp các tệp bên trong"),
        ("f.msg", "chưa đọc được tệp .msg, hãy lưu riêng các tệp đính kèm rồi nạp"),
    ]


VIETNAMESE = "Căn cứ Luật Công đoàn, Ban Chấp hành thông báo nghỉ lễ ngày 30 tháng 4 năm 2024 như sau:\n" * 150
ENGLISH = "The following files have been changed since the last release of the program, see below:\n" * 9


@pytest.mark.parametrize(
    ("name", "content", "read"),
    [
        ("a.dat", b"%PDF-1.4\n", True),
        ("a.doc", b"%PDF-1.4\n", True),
        ("scan.001", b"II*\0\x08\0\0\0", True),
        ("a.bak", b"\x89PNG\r\n\x1a\n", True),
        ("a.tmp", b"\xff\xd8\xff\xe0\0\x10JFIF", True),
        ("Số 12.UBND", VIETNAMESE.encode(), True),
        ("Số 12.UBND", b"x" + VIETNAMESE.encode(), True),  # cut in the middle of a letter
        ("a.old", VIETNAMESE.encode("utf-16"), True),
        ("a.log", ENGLISH.encode(), False),
        ("a.csv", b"1,2,3,4\n12,2023,4,5\n" * 90, False),
        ("a.py", Path(__file__).read_bytes(), False),
        ("a.xlsx", b"PK\x03\x04" + bytes(500), False),
        ("a.mp4", b"\0\0\0\x20ftypisom" + bytes(500), False),
        ("a.exe", b"MZ" + bytes(500), False),
        ("a.dat", b"", False),
    ],
)
def test_files_of_other_extensions_are_told_by_content(tmp_path: Path, name: str, content: bytes, read: bool) -> None:
    (tmp_path / name).write_bytes(content)
    (found,) = discover([tmp_path])
    assert isinstance(found, Path) is read


def test_of_files_of_other_extensions_only_the_beginning_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.mp4").open("wb") as file:
        file.truncate(1 << 40)
    assert [type(found) for found in discover([tmp_path])] == [Skipped]


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
    skipped = {item.path.name: item.reason for item in found if isinstance(item, Skipped)}
    assert skipped == {"self": "liên kết hỏng", "gone.pdf": "liên kết hỏng"}


def test_pipes_and_sockets_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "b.pdf"))
    assert [item.reason for item in discover([tmp_path]) if isinstance(item, Skipped)] == [
        "là ống dẫn (pipe), không phải tệp",
        "là ổ cắm mạng (socket), không phải tệp",
    ]
    for name in ("a.pdf", "b.pdf", "/dev/zero"):
        with pytest.raises(UnsupportedFormat, match="pipe or a device"):
            load(tmp_path / name, Config())


def appended(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def replaced(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    os.utime(other, ns=(0, path.stat().st_mtime_ns))
    other.replace(path)


def touched(path: Path) -> None:
    os.utime(path, ns=(0, 0))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (appended, "changed while it was read; try again"),
        (lambda path: os.truncate(path, 3), "changed while it was read; try again"),
        (replaced, "changed while it was read; try again"),
        (touched, "changed while it was read; try again"),
        (Path.unlink, "there is no such file"),
    ],
)
def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None], says: str
) -> None:
    path, seen = tmp_path / "a.txt", os.fstat
    path.write_text("thông báo")

    def seen_and_changed(handle: int) -> os.stat_result:
        status = seen(handle)
        change(path)
        return status

    with monkeypatch.context() as patched, pytest.raises(ExtractionError, match=rf"a\.txt: {says}"):
        patched.setattr(os, "fstat", seen_and_changed)
        load(path, Config())


def test_a_folder_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(tmp_path, "a/x.txt", "b/y.txt")
    listed = Path.iterdir

    def refusing(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    refused, read = discover([tmp_path])
    assert isinstance(refused, Skipped) and refused.path.name == "a"
    assert refused.reason == "không mở được thư mục: không có quyền"
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

    monkeypatch.setattr(os, "open", refusing)  # root, who may run this, is never refused
    with pytest.raises(ExtractionError, match=r"a\.txt: no permission"):
        load(tmp_path / "a.txt", Config())
