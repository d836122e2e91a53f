"""Catalogue and index together."""

from __future__ import annotations

import json
import shutil

import pytest

from cancu.index import archive as module
from cancu.index import fulltext, printed
from cancu.index.archive import Archive
from cancu.index.query.parser import parse
from cancu.pipeline.errors import ArchiveError, IndexUnavailable, NotFound
from cancu.pipeline.model import Method, Relation, Rescan

WELL = {"engine": "embedded", "problems": [], "rejected": []}


@pytest.fixture
def archive(tmp_path, paper, cite):
    with Archive.open(tmp_path / "archive", create=True) as opened:
        with opened.catalogue.transaction():
            opened.catalogue.add(
                *paper("39/KH-A", "2022-02-11", title="Thi đua mùa xuân", cites=(cite("02-NQ/TW"),), path="a.txt")
            )
            opened.catalogue.add(*paper("02-NQ/TW", "2021-06-12", kind="Nghị quyết", title="Về trồng cây"))
        opened.drain()
        yield opened


def test_search_answers(archive):
    found = archive.search(parse("02nqtw"))
    assert json.loads(json.dumps(found)) == found
    assert [hit["document"]["number"] for hit in found["hits"]] == ["02-NQ/TW", "39/KH-A"]
    assert [hit["why"] for hit in found["hits"]] == [["number"], ["cites"]]
    assert found["total"] == 2
    assert {name: values for name, values in found["facets"].items() if values} == {
        "kind": {"Kế hoạch": 1, "Nghị quyết": 1},
        "year": {"2021": 1, "2022": 1},
        "issuer": {"Hội Làng Sen": 2},
        "cited": {"02-NQ/TW": 1},
    }
    for hit in found["hits"]:
        assert [hit["snippet"][start:end] for start, end in hit["highlights"]] == ["02-NQ/TW"]
        assert hit["page"] == 1
        assert list(hit["document"]) == ["id", "number", "kind", "date", "issuer", "title", "held"]


def test_status(archive, paper, cite):
    assert archive.status() == {
        "documents": 2,
        "files": 2,
        "stubs": 0,
        "outcomes": {"stored": 2, "known": 0, "quarantined": 0, "skipped": 0},
        "index": WELL | {"documents": 2, "behind": 0},
        "rescan": {"files": 0, "pages": 0},
        "quarantine": [],
        "review": 0,
    }
    archive.catalogue.add(*paper("3/KH-A", "2022-01-01", cites=(cite("9-NQ/TW"),)))
    status = archive.status()
    assert (status["stubs"], status["index"]["behind"], status["index"]["documents"]) == (1, 1, 2)
    assert (
        archive.search(parse("3/KH-A"))["total"] == 0
        or "number" not in archive.search(parse("3/KH-A"))["hits"][0]["why"]
    )
    archive.drain()
    assert archive.search(parse("3/KH-A"))["hits"][0]["why"] == ["number"]


def test_a_document_by_any_name(archive, paper):
    held = archive.held("39kha")
    assert archive.held(held.document.id) == held
    assert [node["number"] for node in archive.trace("39/kh-a", True, 2)["nodes"]] == ["02-NQ/TW"]
    assert [node["number"] for node in archive.trace("02nqtw", False, 2)["nodes"]] == ["39/KH-A"]
    with pytest.raises(NotFound, match="nothing in the archive is called 77-NQ/TW"):
        archive.held("77-NQ/TW")
    other = paper("39/KH-A", "2023-02-11")
    archive.catalogue.add(*other)
    with pytest.raises(NotFound, match=f"can mean 2 documents, give the id of one: .*{other.record.id}"):
        archive.trace("39/KH-A", True, 2)


def test_what_is_cited_only_is_not_held(archive, paper, cite):
    archive.catalogue.add(*paper("4/KH-A", "2022-05-05", cites=(cite("8-NQ/TW"),)))
    assert archive.trace("8-NQ/TW", False, 1)["root"]["held"] is False
    with pytest.raises(NotFound, match="8-NQ/TW is cited but not in the archive"):
        archive.held("8nqtw")


def test_targets(archive, paper):
    archive.catalogue.add(*paper("4/KH-A", "2022-05-05", figures=(85, 90)))
    found = archive.targets(None)
    assert found == archive.targets("4/KH-A")
    assert found["total"] == 2
    assert [(target["document"]["number"], target["value"], target["unit"]) for target in found["targets"]] == [
        ("4/KH-A", 85, "%"),
        ("4/KH-A", 90, "%"),
    ]
    assert archive.targets("39/KH-A") == {"targets": [], "total": 0}


def test_reindex_gives_the_same_answers(archive, monkeypatch):
    monkeypatch.setattr(module, "_BATCH", 1)
    before = archive.search(parse("thi đua trồng cây"))
    archive.reindex()
    assert archive.search(parse("thi đua trồng cây")) == before
    assert archive.status()["index"] == WELL | {"documents": 2, "behind": 0}


def test_a_damaged_index_is_told_and_healed(archive, tmp_path):
    archive.close()
    (tmp_path / "archive" / "index" / "meta.json").write_text("{")
    with Archive.open(tmp_path / "archive", create=False) as again:
        with pytest.raises(IndexUnavailable, match="run `cancu reindex`"):
            again.search(parse("thi đua"))
        assert "cancu reindex" in again.status()["index"]["problems"][0]
        again.reindex()
        assert again.search(parse("thi đua"))["total"] == 1


def test_a_lost_index_is_made_whole_by_the_next_drain(archive, tmp_path, paper):
    archive.close()
    shutil.rmtree(tmp_path / "archive" / "index")
    with Archive.open(tmp_path / "archive", create=False) as again:
        with pytest.raises(IndexUnavailable, match="run `cancu reindex`"):
            again.search(parse("thi đua"))
        again.catalogue.add(*paper("3/KH-A", "2022-01-01"))
        again.drain()
        assert again.status()["index"]["documents"] == 3


def test_an_index_that_was_not_told_is_not_at_fault_for_long(archive, monkeypatch, paper):
    """A stop between the index's commit and the catalogue's only means that a batch is handed over again."""
    archive.catalogue.add(*paper("3/KH-A", "2022-01-01"))
    with monkeypatch.context() as patch:
        patch.setattr(type(archive.catalogue.outbox), "settle", _stop)
        with pytest.raises(KeyboardInterrupt):
            archive.drain()
    assert archive.status()["index"]["behind"] == 1
    archive.drain()
    assert archive.status()["index"] == WELL | {"documents": 3, "behind": 0}


def _stop(*_):
    raise KeyboardInterrupt


def test_a_second_writer_waits_and_is_told(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(fulltext, "LOCK_TIMEOUT", 0.2)
    writer = fulltext.FullText(tmp_path / "archive" / "index")
    writer.apply([])
    with Archive.open(tmp_path / "archive", create=False) as other, pytest.raises(IndexUnavailable, match="writing"):
        other.reindex()
    assert archive.search(parse("thi đua"))["total"] == 1
    writer.close()
    archive.reindex()


def test_a_drained_index_is_free_for_others(archive, tmp_path):
    with Archive.open(tmp_path / "archive", create=False) as other:
        other.reindex()
    archive.reindex()
    assert archive.search(parse("thi đua"))["total"] == 1


def test_nothing_is_made_where_nothing_is(tmp_path):
    with pytest.raises(ArchiveError):
        Archive.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_poor_pages_are_listed_until_a_better_copy_comes(archive, paper):
    poor = (Rescan(2, "chữ nhận dạng kém (0,41)"), Rescan(3, "không nhận dạng được chữ nào"))
    scan = paper("7/KH-A", "2023-01-01", method=Method.OCR, rescan=poor, copy=" bản quét", path="quet.pdf")
    archive.catalogue.add(*scan)
    answer = archive.rescans()
    assert [(page["page"], page["reason"]) for page in answer["pages"]] == [(2, poor[0].reason), (3, poor[1].reason)]
    assert answer["total"] == 2
    assert {page["document"]["number"] for page in answer["pages"]} == {"7/KH-A"}
    assert archive.status()["rescan"] == {"files": 1, "pages": 2}
    shown = printed.rescans(answer)
    assert "quet.pdf" in shown and "trang 2: chữ nhận dạng kém (0,41)" in shown
    archive.catalogue.add(*paper("7/KH-A", "2023-01-01", copy=" bản chữ"))
    assert archive.rescans() == {"pages": [], "total": 0}
    assert printed.rescans(archive.rescans()) == "Không có trang nào cần quét lại."


def test_what_is_reached_through_others_is_found(tmp_path, paper, cite):
    """3/KH-C rests on 2-CTr/TU, of which 1/KH-A tells that it implements 9-NQ/TW."""
    told = (cite("2-CTr/TU"), cite("9-NQ/TW", relation=Relation.IMPLEMENTS, source="2-CTr/TU"))
    papers = (
        paper("1/KH-A", "2022-01-01", cites=told),
        paper("2/KH-B", "2022-02-02", cites=(cite("9-NQ/TW", relation=Relation.IMPLEMENTS),)),
        paper("3/KH-C", "2022-03-03", cites=(cite("2-CTr/TU", relation=Relation.BASIS),)),
        paper("4/KH-D", "2022-04-04", cites=(cite("9-NQ/TW", relation=Relation.BASIS),)),
    )
    with Archive.open(tmp_path, create=True) as archive:
        for one in papers:
            archive.catalogue.add(*one)
        archive.drain()
        found = {
            query: {hit["document"]["number"]: hit["why"] for hit in archive.search(parse(query))["hits"]}
            for query in (
                "thực_hiện:9nqtw",
                "thực_hiện+:9-NQ/TW",
                "cites+:9nqtw",
                "căn_cứ+:77-NQ/TW",
                "3 kh -cites+:9nqtw",
            )
        }
    assert found["thực_hiện:9nqtw"] == {"2/KH-B": ["cites"]}
    assert found["thực_hiện+:9-NQ/TW"] == {"2/KH-B": ["cites"], "3/KH-C": ["chain"]}
    assert set(found["cites+:9nqtw"]) == {"1/KH-A", "2/KH-B", "3/KH-C", "4/KH-D"}
    assert found["căn_cứ+:77-NQ/TW"] == {}
    assert found["3 kh -cites+:9nqtw"] == {}
