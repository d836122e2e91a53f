"""The catalogue: schema, atomicity, derived rows."""

from __future__ import annotations

import pickle
import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from cancu.index import schema as module
from cancu.index.catalogue import Catalogue
from cancu.index.engine import Rejected
from cancu.index.holdings import Added, Outcome
from cancu.index.links.graph import Direction
from cancu.index.mentions import mentions_of
from cancu.index.schema import SCHEMA
from cancu.pipeline.errors import ArchiveError
from cancu.pipeline.identity import text_sha256
from cancu.pipeline.model import Method, Source


def test_an_empty_folder_becomes_an_archive_of_the_latest_schema(tmp_path):
    with Catalogue.open(tmp_path / "new" / "archive", create=True) as catalogue:
        assert catalogue.counts().documents == 0
    with sqlite3.connect(tmp_path / "new" / "archive" / "catalogue.sqlite3") as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_migrations_run_from_where_the_archive_is(tmp_path, monkeypatch):
    Catalogue.open(tmp_path, create=True).close()
    monkeypatch.setattr(module, "_MIGRATIONS", (*module._MIGRATIONS, ("CREATE TABLE later (one TEXT)",)))
    monkeypatch.setattr(module, "SCHEMA", SCHEMA + 1)
    Catalogue.open(tmp_path, create=False).close()
    with sqlite3.connect(tmp_path / "catalogue.sqlite3") as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA + 1,)
        assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)


def test_a_newer_schema_is_refused(tmp_path):
    Catalogue.open(tmp_path, create=True).close()
    with sqlite3.connect(tmp_path / "catalogue.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 7")
    with pytest.raises(ArchiveError, match=rf"newer cancu \(schema 7, this one knows {SCHEMA}\): upgrade cancu"):
        Catalogue.open(tmp_path, create=True)


def test_no_archive(tmp_path):
    with pytest.raises(ArchiveError, match=r"no archive in .*: run `cancu ingest PATH` first"):
        Catalogue.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("content", [b"this is a letter, not a database" * 99, b"SQLite format 3\0" + b"\xff" * 900])
def test_not_a_database(tmp_path, content):
    (tmp_path / "catalogue.sqlite3").write_bytes(content)
    with pytest.raises(ArchiveError, match=r"catalogue\.sqlite3") as raised:
        Catalogue.open(tmp_path, create=False)
    assert "\n" not in str(raised.value)


def test_a_database_of_another_program(tmp_path):
    with sqlite3.connect(tmp_path / "catalogue.sqlite3") as connection:
        connection.execute("CREATE TABLE books (title)")
    with pytest.raises(ArchiveError, match="another program"):
        Catalogue.open(tmp_path, create=True)


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "archive").write_text("x")
    with pytest.raises(ArchiveError, match="cannot be used as an archive"):
        Catalogue.open(tmp_path / "archive", create=True)


def test_a_second_writer_is_told_to_wait(catalogue, tmp_path, monkeypatch, paper):
    monkeypatch.setattr(module, "LOCK_TIMEOUT", 0.0)
    with (
        Catalogue.open(tmp_path / "archive", create=False) as other,
        catalogue.transaction(),
        pytest.raises(ArchiveError, match="another cancu is writing"),
    ):
        other.add(*paper("1/KH-A", "2022-01-01"))


def test_add_and_look_up(catalogue, paper):
    given = paper("05/KH-LĐLĐ", "2022-02-11", title="Trồng cây")
    added = catalogue.add(*given)
    assert added.outcome is Outcome.STORED
    document = catalogue.document(added.document)
    assert (document.number, document.date, document.title) == ("05/KH-LĐLĐ", "2022-02-11", "Trồng cây")
    assert catalogue.ids_of_key("5-kh-ldld", None, 9) == (document.id,)
    assert catalogue.held(added.document).record == given.record
    assert catalogue.held(added.document).text == given.text
    assert [held.document for held in catalogue.all_held()] == [document]
    assert catalogue.files_of_text(text_sha256(given.text)) == catalogue.files_of(added.document)
    assert catalogue.original(given.source.sha256).read_bytes() == given.source.data
    assert catalogue.document("none") is None and catalogue.held("none") is None and catalogue.file("none") is None


def test_known_bytes_change_nothing(catalogue, paper):
    given = paper("1/KH-A", "2022-01-01", path="a.txt")
    catalogue.add(*given)
    again = catalogue.add(*given)
    other = Source(Path("b.txt"), given.source.data, given.source.sha256, "text/plain")
    elsewhere = catalogue.add(other, given.record, given.text)
    assert again == elsewhere == Added(given.record.id, Outcome.KNOWN)
    assert [Path(path).name for path in catalogue.paths_of(given.record.id)] == ["a.txt", "b.txt"]
    counts = catalogue.counts()
    assert (counts.documents, counts.files, catalogue.outbox.behind()) == (1, 1, 1)
    assert dict(counts.outcomes) == {"stored": 1, "known": 0, "quarantined": 0, "skipped": 0}


def test_the_best_text_speaks_for_the_document(catalogue, paper):
    scan = paper("1/KH-A", "2022-01-01", title="Scan", method=Method.OCR, quality=0.99, copy="1")
    poor = paper("1/KH-A", "2022-01-01", title="Typed badly", quality=0.5, copy="2")
    good = paper("1/KH-A", "2022-01-01", title="Typed well", method=Method.TEXT_LAYER, quality=0.9, copy="3")
    titles = []
    outcomes = []
    for given in (scan, good, poor):
        outcomes.append(catalogue.add(*given).outcome)
        titles.append(catalogue.document(given.record.id).title)
    assert titles == ["Scan", "Typed well", "Typed well"]
    assert outcomes == [Outcome.STORED, Outcome.KNOWN, Outcome.KNOWN]  # copies of a document that is held
    assert len(catalogue.files_of(scan.record.id)) == 3


def test_blank_texts_have_no_hash(catalogue, paper):
    assert text_sha256("\f \n") is None
    catalogue.add(*paper(None, blank=True, copy="1"))
    catalogue.add(*paper(None, blank=True, copy="2"))
    assert catalogue.counts().documents == 2


def test_quarantine_is_left_when_the_file_is_read_well(catalogue, paper):
    given = paper("1/KH-A", "2022-01-01", path="b.txt")
    catalogue.quarantine(Path("a.txt"), given.source.sha256, "no text")
    catalogue.quarantine(Path("b.txt"), None, "locked")
    catalogue.quarantine(Path("c\udcd0.txt"), None, "odd name")
    catalogue.skip(Path(".hidden"), "hidden")
    catalogue.add(*given)
    assert [Path(file.path).name for file in catalogue.unread(Outcome.QUARANTINED)] == ["c\\xd0.txt"]
    assert [file.reason for file in catalogue.unread(Outcome.SKIPPED)] == ["hidden"]


def _edges(catalogue, name):
    node = catalogue.graph.find(name)[0].node
    return catalogue.graph.steps([node], Direction.UP, None, -1)


def test_keywords_disturb_nothing_else(catalogue, paper, cite):
    given = paper("1/KH-A", "2022-01-01", cites=(cite("2/KH-A"),))
    catalogue.add(*given)
    catalogue.outbox.settle(catalogue.outbox.pending(9), ())
    before = catalogue.document(given.record.id), _edges(catalogue, given.record.id)
    assert catalogue.tagged(given.source.sha256) == (given.record, given.text)
    assert catalogue.count_without_keywords() == 1
    for sha256, text in catalogue.without_keywords():
        assert text == given.text
        catalogue.set_keywords(sha256, ("trồng cây", "mùa xuân"))
    assert catalogue.count_without_keywords() == 0
    assert (catalogue.document(given.record.id), _edges(catalogue, given.record.id)) == before
    assert catalogue.held(given.record.id).record == replace(given.record, keywords=("trồng cây", "mùa xuân"))
    assert catalogue.outbox.pending(9) is None


def test_short_forms_are_completed(catalogue, paper, cite):
    given = paper(
        "1/KH-A",
        "2022-01-01",
        cites=(
            cite("136/KH-B", "2021-09-10", kind="Kế hoạch", issuer="Hội B", title="trồng tre"),
            cite("136", kind="Kế hoạch", same_as=0),
            cite("9/NQ-C", source="136/KH-B"),
            cite(same_as=2),
            cite("136/KH-B", "2019-01-01"),
        ),
    )
    catalogue.add(*given)
    mentions = mentions_of(given.record, given.text)
    assert mentions[1].target == mentions[0].target
    assert mentions[1].title == "trồng tre"
    assert mentions[2].source == mentions[0].target  # the nearest before, not the later one of another year
    assert mentions[3].target.canonical == "9/NQ-C"
    assert [given.text[slice(*mention.evidence_span)] for mention in mentions] == [m.evidence for m in mentions]


def test_the_outbox_is_drained_in_order(catalogue, paper):
    ids = [catalogue.add(*paper(f"{n}/KH-A", "2022-01-01")).document for n in range(1, 4)]
    first = catalogue.outbox.pending(2)
    assert first.documents == tuple(ids[:2])
    catalogue.outbox.settle(first, ())
    assert catalogue.outbox.behind() == 1
    assert catalogue.outbox.pending(2).documents == (ids[2],)


def test_what_the_index_rejects_is_remembered_and_not_tried_again(catalogue, paper):
    ids = [catalogue.add(*paper(f"{n}/KH-A", "2022-01-01", quality=0.5)).document for n in range(1, 4)]
    catalogue.outbox.settle(catalogue.outbox.pending(9), [Rejected(ids[0], "too long"), Rejected(ids[1], "odd")])
    assert catalogue.outbox.pending(9) is None
    assert catalogue.outbox.rejected() == tuple(
        sorted([Rejected(ids[0], "too long"), Rejected(ids[1], "odd")], key=_id)
    )
    catalogue.add(*paper("1/KH-A", "2022-01-01", quality=1.0, copy="b"))  # it speaks for the document from now on
    assert catalogue.outbox.pending(9).documents == (ids[0],)
    catalogue.outbox.settle(catalogue.outbox.pending(9), ())
    assert catalogue.outbox.rejected() == (Rejected(ids[1], "odd"),)
    catalogue.outbox.settle_all(catalogue.outbox.last_change(), "other", [Rejected(ids[2], "odd")])
    assert catalogue.outbox.rejected() == (Rejected(ids[2], "odd"),)
    assert catalogue.outbox.fed_index() == "other"


def _id(rejected):
    return rejected.id


def test_a_change_during_a_rebuild_is_not_lost(catalogue, paper):
    catalogue.add(*paper("1/KH-A", "2022-01-01"))
    last = catalogue.outbox.last_change()
    late = catalogue.add(*paper("2/KH-A", "2022-01-01")).document
    catalogue.outbox.settle_all(last, "embedded", ())
    assert catalogue.outbox.pending(9).documents == (late,)


def test_an_exception_inside_a_transaction_leaves_nothing(catalogue, paper):
    def fail():
        with catalogue.transaction():
            catalogue.add(*paper("1/KH-A", "2022-01-01"))
            catalogue.skip(Path("x"), "x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    counts = catalogue.counts()
    assert (counts.documents, counts.files, catalogue.outbox.behind()) == (0, 0, 0)
    assert all(count == 0 for _, count in counts.outcomes)
    assert catalogue.add(*paper("1/KH-A", "2022-01-01")).outcome is Outcome.STORED


_CHILD = """
import pathlib, pickle, sys
from cancu.index.catalogue import Catalogue
catalogue = Catalogue.open(pathlib.Path(sys.argv[1]), create=True)
papers = [tuple(paper) for paper in pickle.load(sys.stdin.buffer)]
with catalogue.transaction():
    for paper in papers[:2]:
        catalogue.add(*paper)
with catalogue.transaction():
    for paper in papers[2:]:
        catalogue.add(*paper)
    print("written, not committed", flush=True)
    sys.stdin.buffer.read()  # until it is killed
"""


def test_kill_in_the_middle_of_a_batch(tmp_path, paper):
    papers = [tuple(paper(f"{n}/KH-A", "2022-01-01")) for n in range(1, 6)]
    folder = tmp_path / "archive"
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        child.stdin.write(pickle.dumps(papers))
        child.stdin.flush()
        assert child.stdout.readline().startswith(b"written")
        child.kill()
    with Catalogue.open(folder, create=False) as catalogue:
        assert sorted(held.record.id for held in catalogue.all_held()) == sorted(p[1].id for p in papers[:2])
        assert catalogue.outbox.behind() == 2
        outcomes = Counter(catalogue.add(*given).outcome for given in papers)
        assert outcomes == {Outcome.KNOWN: 2, Outcome.STORED: 3}
        assert all(catalogue.original(given[0].sha256).read_bytes() == given[0].data for given in papers)
