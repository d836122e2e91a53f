"""The whole flow: what the archive holds in the end does not depend on order, repetition or what went wrong."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from cancu.index.archive import Archive
from cancu.index.duplicates.checking import groups
from cancu.index.holdings import Outcome
from cancu.index.query.parser import parse
from cancu.pipeline import ingest, record
from cancu.pipeline.config import Config

LETTER = """Số: {number}/KH-CĐCS

Huế, ngày {day} tháng 3 năm 2024

KẾ HOẠCH
Tổ chức Tháng Công nhân

Thực hiện Kế hoạch số 12/KH-LĐLĐ ngày 01/02/2024 của Liên đoàn Lao động tỉnh về Tháng Công nhân, Ban Chấp hành Công đoàn
cơ sở xây dựng kế hoạch như sau:{extra}
"""

ISSUED = """{issuer}Số: 7/KH-CĐCS

Huế, {day} năm 2024

KẾ HOẠCH
Tổ chức Tháng Công nhân

Thực hiện Kế hoạch số 12/KH-LĐLĐ ngày 01/02/2024 của Liên đoàn Lao động tỉnh về Tháng Công nhân, Ban Chấp hành xây dựng
kế hoạch như sau: các tổ công đoàn gặp mặt, tặng quà đoàn viên có hoàn cảnh khó khăn, dọn vệ sinh sân trường, thi cắm
hoa và nấu ăn; kinh phí trích từ nguồn công đoàn cơ sở; tổ nữ công chuẩn bị hội trường trước một ngày.
"""


def write(folder: Path, name: str, number: int = 5, day: int = 5, extra: str = "") -> Path:
    path = folder / name
    path.write_text(LETTER.format(number=number, day=day, extra=extra), "utf-8")
    return path


def stored(archive: Archive, *paths: Path) -> list[Outcome]:
    outcomes: list[Outcome] = []
    ingest.ingest(paths, archive, Config(), lambda one: outcomes.append(one.outcome))
    archive.drain()
    return outcomes


def state(archive: Archive) -> str:
    """All that the archive answers, as text to compare."""
    held = [(one.document, one.record) for one in archive.catalogue.all_held()]
    answers = (
        archive.status(),
        archive.search(parse("thang cong nhan")),
        archive.trace("12/KH-LĐLĐ", up=False, depth=2),
    )
    return json.dumps(answers, sort_keys=True) + repr(held) + repr(groups(archive.catalogue))


def test_order_does_not_change_the_archive(tmp_path: Path, plans: tuple[Path, ...], root: Path) -> None:
    files = (
        write(tmp_path, "a.txt"),
        write(tmp_path, "copy.txt", extra="\n\nBản sao."),
        write(tmp_path, "other-day.txt", day=6),
        root / "corpus" / "typeset" / f"{plans[0].stem}.pdf",
    )
    states = set()
    for number, order in enumerate(permutations(files)):
        with Archive.open(tmp_path / f"kho-{number}", create=True) as archive:
            stored(archive, *order)
            states.add(state(archive))
    assert len(states) == 1


def test_order_of_copies_does_not_change_the_archive(tmp_path: Path) -> None:
    """A scan on which issuer or date were not read is a copy all the same; where no day stands, it may be another."""
    letter = ISSUED.format(issuer="CÔNG ĐOÀN TRƯỜNG MẦM NON SEN HỒNG\n", day="ngày 5 tháng 3")
    texts = {
        "a.txt": letter,
        "no-issuer.txt": ISSUED.format(issuer="", day="ngày 5 tháng 3"),
        "no-date.txt": ISSUED.format(issuer="CÔNG ĐOÀN TRƯỜNG MẦM NON SEN HỒNG\n", day="ngày    tháng 3"),
        "unread-date.txt": letter.replace("2024", "20Z4", 1),
    }
    states, ids = set(), set()
    for number, order in enumerate(permutations(texts)):
        with Archive.open(tmp_path / f"kho-{number}", create=True) as archive:
            for name in order:
                (tmp_path / name).write_text(texts[name], "utf-8")
            stored(archive, *(tmp_path / name for name in order))
            files = archive.catalogue.paths_of
            documents = [held.document for held in archive.catalogue.all_held()]
            ids.add(tuple((one.id, one.date, tuple(Path(path).name for path in files(one.id))) for one in documents))
            states.add(state(archive))
    ((dated, undated),) = ids
    assert (dated[1], dated[2]) == ("2024-03-05", ("a.txt", "no-issuer.txt", "unread-date.txt"))
    assert undated[2] == ("no-date.txt",)
    assert len(states) == 1


def test_copies_of_a_document_are_known(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "kho", create=True) as archive:
        first, copy = write(tmp_path, "a.txt"), write(tmp_path, "b.txt", extra="\n\nBản sao.")
        assert stored(archive, first, copy, first) == [Outcome.STORED, Outcome.KNOWN, Outcome.KNOWN]
        status = archive.status()
    assert (status["documents"], status["files"]) == (1, 2)
    assert status["outcomes"] == {"stored": 1, "known": 1, "quarantined": 0, "skipped": 0}


def test_a_file_read_well_later_leaves_the_quarantine(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)))
    with Archive.open(tmp_path / "kho", create=True) as archive:
        assert stored(archive, path) == [Outcome.QUARANTINED]
        assert archive.status()["outcomes"]["quarantined"] == 1
        write(tmp_path, "a.txt")
        assert stored(archive, path) == [Outcome.STORED]
        assert archive.status()["outcomes"]["quarantined"] == 0


def test_a_bug_in_the_middle_loses_nothing_that_was_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [write(tmp_path, f"{number}.txt", number=number) for number in (1, 2, 3)]
    read = record.read

    def broken(text, source, with_keywords=False):  # type: ignore[no-untyped-def]
        if source.name == "2.txt":
            raise ZeroDivisionError
        return read(text, source, with_keywords)

    with Archive.open(tmp_path / "kho", create=True) as archive:
        with monkeypatch.context() as patched, pytest.raises(ZeroDivisionError):
            patched.setattr(record, "read", broken)
            stored(archive, *files)
        assert archive.status()["documents"] == 1
        assert archive.status()["index"]["behind"] == 1
    with Archive.open(tmp_path / "kho", create=True) as archive:
        assert stored(archive, *files) == [Outcome.KNOWN, Outcome.STORED, Outcome.STORED]
        assert archive.search(parse("thang cong nhan"))["total"] == 3
        assert archive.status()["index"]["behind"] == 0


def test_keywords_are_filled_in_once_and_change_nothing_else(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "kho", create=True) as archive:
        stored(archive, write(tmp_path, "a.txt"))
        (before,) = archive.catalogue.all_held()
        filled: list[int] = []
        ingest.fill_keywords(archive, lambda: filled.append(1))
        ingest.fill_keywords(archive, lambda: filled.append(1))
        (after,) = archive.catalogue.all_held()
    assert filled == [1]
    assert before.record.keywords is None
    assert "công nhân" in " ".join(after.record.keywords or ())
    assert (before.document, before.text) == (after.document, after.text)


def test_a_long_run_is_searchable_before_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "_BATCH", 2)
    files = [write(tmp_path, f"{number}.txt", number=number) for number in (1, 2, 3)]
    with Archive.open(tmp_path / "kho", create=True) as archive:
        ingest.ingest(files, archive, Config(), lambda _: None)
        assert archive.search(parse("thang cong nhan"))["total"] == 2
        archive.drain()
        assert archive.search(parse("thang cong nhan"))["total"] == 3
