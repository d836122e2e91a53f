"""The embedded engine: its files, and its one writer."""

from __future__ import annotations

import shutil

import pytest

from cancu.index.clause import Phrase, Search, Term
from cancu.index.engine import Delete
from cancu.index.fulltext import FullText
from cancu.index.indexing import Facts, indexed
from cancu.pipeline.errors import IndexLocked, IndexUnavailable

PAPERS = [indexed(Facts(id="plan", text="thi đua trồng cây")), indexed(Facts(id="letter", text="thư"))]


@pytest.fixture
def index(tmp_path):
    opened = FullText(tmp_path / "index")
    opened.rebuild(PAPERS)
    yield opened
    opened.close()


def test_there_is_one_writer(index, tmp_path, monkeypatch):
    monkeypatch.setattr("cancu.index.fulltext.LOCK_TIMEOUT", 0.2)
    other = FullText(tmp_path / "index")
    with pytest.raises(IndexLocked):
        other.apply([Delete("plan")])
    other.close()
    assert index.count() == 2


def test_a_folder_that_is_no_index_is_made_one(tmp_path):
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "meta.json").write_text("{")
    index = FullText(tmp_path / "index")
    index.rebuild(PAPERS)
    assert index.count() == 2
    index.close()


@pytest.mark.parametrize("content", [b"", b"damage" * 1000])
def test_a_damaged_index_is_unavailable_or_answers(index, tmp_path, content):
    index.close()
    told = 0
    for number, file in enumerate(sorted(path for path in (tmp_path / "index").rglob("*") if path.is_file())):
        copy = tmp_path / f"copy-{number}"  # a file must not change under an engine that has it mapped
        shutil.copytree(tmp_path / "index", copy)
        (copy / file.relative_to(tmp_path / "index")).write_bytes(content)
        damaged = FullText(copy)
        try:
            damaged.search(Search(Phrase("pairs", ("thi_dua", "dua_trong")), (Term("folded", "thi"),)))
            damaged.close()
        except IndexUnavailable as error:
            told += 1
            assert "run `cancu reindex`" in str(error)
        healed = FullText(copy)
        healed.rebuild(PAPERS)
        assert healed.count() == 2
        healed.close()
    assert told
