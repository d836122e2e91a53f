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
