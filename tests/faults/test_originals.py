"""Files that are read stay as they are, and what the archive keeps of them is the same byte for byte."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from faults import hostile
from faults.program import run

DAY = 1_700_000_000_123_456_789  # nanoseconds, some time in 2023


def signed_pdf() -> bytes:
    """With a signature as PDF has it: over all bytes but its own, which any change of the file would break."""
    hole = b"<" + b"0" * 200 + b">"
    signature = (
        b"<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Contents %s"
        b" /ByteRange [0 %010d %010d %010d]>>"
    )
    objects = (
        b"<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [6 0 R] /SigFlags 3>> >>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R]"
        b" /Resources <</Font <</F 5 0 R>> >> >>",
        hostile.stream(b"BT /F 12 Tf 80 700 Td (THONG BAO so 12/TB-CDCS ve viec nghi le nam 2024) Tj ET"),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        b"<</Type /Annot /Subtype /Widget /FT /Sig /T (Chu ky) /Rect [80 80 280 140] /V 7 0 R /P 3 0 R>>",
    )
    blank = hostile.pdf(*objects, signature % (hole, 0, 0, 0))
    start = blank.index(hole)
    end = start + len(hole)
    data = hostile.pdf(*objects, signature % (hole, start, end, len(blank) - end))
    digest = hashlib.sha256(data[:start] + data[end:]).hexdigest().encode()
    return data[:start] + b"<" + digest.ljust(200, b"0") + b">" + data[end:]


def is_intact(data: bytes) -> bool:
    """Does the digest in the signature fit the bytes that it covers?"""
    covered = data[data.index(b"/ByteRange [") + 12 :].split(b"]")[0].split()
    first, end, rest = map(int, covered[1:])
    told = data[first + 1 : first + 65].decode()
    return hashlib.sha256(data[:first] + data[end : end + rest]).hexdigest() == told


@pytest.mark.parametrize(
    ("name", "make"),
    [("signed.pdf", signed_pdf), ("scan.png", hostile.PNG), ("a damaged page.tif", hostile.tiff_with_a_damaged_page)],
)
def test_originals_are_never_modified(tmp_path: Path, name: str, make: Callable[[], bytes]) -> None:
    path, data = tmp_path / name, make()
    path.write_bytes(data)
    path.chmod(0o640)
    os.utime(path, ns=(DAY, DAY))
    before = path.stat()
    for command in (["tag"], ["text"], ["ingest", "--no-keywords"], ["duplicates"], ["ingest", "--no-keywords"]):
        done = run(tmp_path, *command, name)
        assert done.returncode == 0, done.stderr
    after = path.stat()
    assert path.read_bytes() == data
    assert (after.st_mtime_ns, after.st_mode, after.st_ino, after.st_uid, after.st_nlink) == (
        DAY, before.st_mode, before.st_ino, before.st_uid, 1,
    )  # fmt: skip
    (kept,) = (one for one in (tmp_path / "kho" / "originals").rglob("*") if one.is_file())
    assert kept.read_bytes() == data
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([name, "kho"])


def test_the_signature_tells_a_change() -> None:
    data = signed_pdf()
    assert is_intact(data)
    assert not is_intact(data.replace(b"nghi le", b"nghi ba"))
