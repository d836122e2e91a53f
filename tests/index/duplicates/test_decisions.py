"""What people decide of two files: it holds, it can be undone, and documents are as it says."""

from __future__ import annotations

import json
import random
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.index import schema
from cancu.index.catalogue import Catalogue
from cancu.index.duplicates import review, worklist
from cancu.index.duplicates.checking import check, groups
from cancu.index.duplicates.copies import Copy, documents
from cancu.index.duplicates.decisions import Choice, Decision, pair_of
from cancu.index.duplicates.verdict import Verdict
from cancu.pipeline.errors import NotFound
from cancu.pipeline.identity import text_sha256
from cancu.pipeline.model import IssueDate, Method

SPRING = "Trồng cây đầu xuân quanh hồ làng, mỗi hộ mang theo cuốc và hai gốc tre ngà đã ươm từ mùa trước."
FEAST = "Mở hội đua thuyền rằm tháng giêng; các giáp cử đội chèo, chuẩn bị trống và cờ, tập trung tại bến đình."


def arrive(catalogue, given):
    """As ingest does."""
    with catalogue.transaction():
        found = check(catalogue, given.record, given.text)
        added = catalogue.add(*given)
        review.note(catalogue, given.source.sha256, found)
    return added


@pytest.fixture
def held(paper):
    return paper("1/KH-A", "2022-01-01", body=SPRING, path="co-ten.txt")


@pytest.fixture
def doubtful(paper):
    """The same number and date, an issuer that was not read, another text."""
    return paper("1/KH-A", "2022-01-01", issuer=None, body=FEAST, path="khong-ten.txt")


@pytest.fixture
def open_pair(catalogue, held, doubtful):
    arrive(catalogue, held)
    arrive(catalogue, doubtful)
    (pair,) = review.pairs(catalogue)["pairs"]
    return pair["id"]


def ids(catalogue):
    return sorted(one.document.id for one in catalogue.all_held())


def verdict_on(catalogue, given, other):
    found = check(catalogue, given.record, given.text)
    return next(match.finding for match in found.matches if match.document.file == other.source.sha256)


def test_what_cannot_be_decided_waits(catalogue, held, doubtful, open_pair):
    answer = review.pairs(catalogue)
    assert json.loads(json.dumps(answer)) == answer
    (pair,) = answer["pairs"]
    assert open_pair == pair_of(held.source.sha256, doubtful.source.sha256)
    assert pair["here"]["sha256"] == doubtful.source.sha256
    assert [Path(path).name for path in pair["there"]["files"]] == ["co-ten.txt"]
    assert pair["there"]["document"]["number"] == "1/KH-A"
    assert any("Cùng số" in reason for reason in pair["reasons"])
    shown = worklist.pairs(answer)
    assert shown.startswith("1 cặp cần xem\n") and f"`cancu review {open_pair[:8]} --same`" in shown
    assert "khong-ten.txt" in shown and "Đến sau:" in shown
    assert review.pairs(catalogue, open_pair[:5])["pairs"] == [pair]
    arrive(catalogue, doubtful)
    assert review.pairs(catalogue) == answer, "it is asked once"


SAID = {
    Choice.SAME: (Verdict.SAME_DOCUMENT, "cùng một văn bản", 1),
    Choice.DIFFERENT: (Verdict.SAME_NUMBER, "hai văn bản khác nhau", 2),
    Choice.SIBLING: (Verdict.TEMPLATE_SIBLING, "hai văn bản khác nhau soạn theo cùng một mẫu", 2),
}


@pytest.mark.parametrize("choice", SAID)
def test_a_decision_holds(catalogue, held, doubtful, open_pair, choice):
    verdict, said, count = SAID[choice]
    before = ids(catalogue)
    answer = review.decide(catalogue, open_pair.upper(), choice, "Lê Thị Hoa")
    assert (answer["decision"], answer["by"], answer["waiting"]) == (choice, "Lê Thị Hoa", 0)
    assert (answer["here"]["document"] == answer["there"]["document"]) is (count == 1)
    assert review.pairs(catalogue) == {"pairs": [], "total": 0}
    for _ in range(2):  # as they are, and after they went and came again
        assert len(ids(catalogue)) == count
        for one, other in ((held, doubtful), (doubtful, held)):
            if count == 2:
                finding = verdict_on(catalogue, one, other)
                assert (finding.verdict, finding.certainty) == (verdict, 1.0)
                day = "/".join(reversed(answer["at"][:10].split("-")))
                assert finding.reasons[0] == f"Đã xác nhận bởi Lê Thị Hoa ngày {day}: {said}"
                assert len(finding.reasons) > 1
        for document in ids(catalogue):
            catalogue.remove(document)
        assert review.decided(catalogue)["decisions"][0]["here"]["document"] is None
        assert "không còn trong kho" in worklist.decisions(review.decided(catalogue))
        arrive(catalogue, doubtful)
        if count == 1:
            assert verdict_on(catalogue, held, doubtful).verdict is verdict
        arrive(catalogue, held)
        assert review.pairs(catalogue)["total"] == 0
    undone = review.undo(catalogue, open_pair)
    assert (undone["undone"], undone["waiting"]) == (True, 1)
    assert ids(catalogue) == before
    assert verdict_on(catalogue, held, doubtful).verdict is Verdict.REVIEW
    assert review.decided(catalogue)["total"] == 0


def test_a_pair_leaves_the_list_with_a_file(catalogue, held, doubtful, open_pair):
    catalogue.remove(doubtful.record.id)
    assert review.pairs(catalogue)["total"] == 0
    arrive(catalogue, doubtful)
    assert review.pairs(catalogue)["total"] == 1


def test_what_the_rules_can_tell_by_now_is_not_open_again(catalogue, held, paper):
    copy = paper("1/KH-A", "2022-01-01", body=SPRING, copy=" Bản sao.")
    arrive(catalogue, held)
    arrive(catalogue, copy)
    catalogue.decisions.doubt(copy.source.sha256, held.source.sha256, ["trước đây không rõ"])
    pair = pair_of(copy.source.sha256, held.source.sha256)
    review.decide(catalogue, pair, Choice.DIFFERENT, "Hoa")
    assert len(ids(catalogue)) == 2
    assert review.undo(catalogue, pair)["waiting"] == 0
    assert ids(catalogue) == [held.record.id]


def test_a_decision_on_documents_is_one_for_all_their_files(catalogue, held, doubtful, open_pair, paper):
    review.decide(catalogue, open_pair, Choice.DIFFERENT, "Hoa")
    arrive(catalogue, paper("1/KH-A", "2022-01-01", issuer=None, body=FEAST, copy=" Bản sao."))
    assert review.pairs(catalogue)["total"] == 0
    review.undo(catalogue, open_pair)
    assert review.pairs(catalogue)["total"] == 2


def test_files_of_one_id_are_set_apart_and_joined_again(catalogue, held, paper):
    """A number misread as that of another paper of the day."""
    other = paper("1/KH-A", "2022-01-01", body=FEAST, quality=0.5)
    copy = paper("1/KH-A", "2022-01-01", body=FEAST, copy=" Bản sao.", quality=0.5)
    for one in (held, other, copy):
        arrive(catalogue, one)
    assert ids(catalogue) == [held.record.id]
    pairs = {
        frozenset((pair["here"]["sha256"], pair["there"]["sha256"])): pair for pair in review.pairs(catalogue)["pairs"]
    }
    assert set(pairs) == {frozenset((held.source.sha256, one.source.sha256)) for one in (other, copy)}
    for pair in pairs.values():
        review.decide(catalogue, pair["id"], Choice.DIFFERENT, "Hoa")
    speaks = min(other.source.sha256, copy.source.sha256)
    apart = f"{held.record.id}-{speaks[:8]}"
    assert ids(catalogue) == [held.record.id, apart]
    assert len(catalogue.files_of(apart)) == 2
    catalogue.remove(held.record.id)
    assert ids(catalogue) == [held.record.id], "nothing else has the id any more"
    arrive(catalogue, held)
    for pair in pairs.values():
        review.undo(catalogue, pair["id"])
    assert ids(catalogue) == [held.record.id]


def test_a_copy_on_which_the_issuer_was_not_read_joins(catalogue, held, paper):
    scan = paper("1/KH-A", "2022-01-01", issuer=None, body=SPRING, method=Method.OCR, copy=" scan")
    assert scan.record.id != held.record.id
    assert arrive(catalogue, scan).outcome == "stored"
    assert ids(catalogue) == [scan.record.id]
    added = arrive(catalogue, held)
    assert (added.document, added.outcome) == (held.record.id, "known")
    assert ids(catalogue) == [held.record.id]
    assert catalogue.outbox.pending(9).documents == (scan.record.id, held.record.id)
    pair = catalogue.decide(held.source.sha256, scan.source.sha256, Choice.DIFFERENT, "Hoa")
    assert ids(catalogue) == sorted([held.record.id, scan.record.id])
    catalogue.undo(pair)
    assert ids(catalogue) == [held.record.id]
    assert check(catalogue, scan.record, scan.text).verdict is Verdict.SAME_FILE


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_a_copy_of_which_number_or_date_were_not_read_joins(catalogue, paper, order):
    """They stand in its text as in that of the other."""
    body = " ".join(random.Random(1).choices([a + b for a in ("h", "l", "tr", "m") for b in ("a", "en", "ung")], k=400))
    known = paper("1/KH-A", "2022-01-01", body=body)
    start = known.text.index("2022")
    dated = replace(known.record, date=IssueDate("2022-01-01", "2022-01-01", (start, start + 10)))
    papers = [known._replace(record=dated)]
    for unread in ("date", "number"):
        scan = paper("1/KH-A", "2022-01-01", body=body, method=Method.OCR, copy=f" bản {unread}")
        id_ = f"vb-{text_sha256(scan.text)[:12]}"
        record = replace(scan.record, **({"date": dated.date, "id": id_} | {unread: None}))
        papers.append(scan._replace(record=record))
    outcomes = [arrive(catalogue, papers[at]).outcome for at in order]
    assert ids(catalogue) == [known.record.id]
    assert catalogue.document(known.record.id).file == known.source.sha256
    if order[0] == 0:
        assert outcomes == ["stored", "known", "known"]


def test_a_copy_of_either_of_two_joins_none(catalogue, paper):
    """Without an issuer it may be a copy of both."""
    one, other = (paper("1/KH-A", "2022-01-01", issuer=name, body=SPRING) for name in ("Hội Làng Sen", "Hội Làng Chùa"))
    nobody = paper("1/KH-A", "2022-01-01", issuer=None, body=SPRING, method=Method.OCR)
    for given_ in (one, nobody, other):
        arrive(catalogue, given_)
    assert len(ids(catalogue)) == 3
    catalogue.remove(other.record.id)
    assert ids(catalogue) == [one.record.id]


def test_several_copies_without_an_issuer_join_none_either(catalogue, paper):
    """One of them is like the one paper, one like the other, and they are of one id."""
    one = paper("1/KH-A", "2022-01-01", issuer="Hội Làng Sen", body=SPRING)
    other = paper("1/KH-A", "2022-01-01", issuer="Hội Làng Chùa", body=FEAST)
    nobody = [
        paper("1/KH-A", "2022-01-01", issuer=None, body=body, method=Method.OCR, copy="x") for body in (SPRING, FEAST)
    ]
    for given_ in (one, *nobody, other):
        arrive(catalogue, given_)
    assert len(ids(catalogue)) == 3


def test_one_with_number_and_date_speaks_for_the_document(catalogue, paper):
    scan = paper("1/KH-A", "2022-01-01", body=SPRING, method=Method.OCR, quality=0.6)
    typed = paper("1/KH-A", None, body=SPRING)
    for one in (scan, typed):
        arrive(catalogue, one)
    catalogue.decide(typed.source.sha256, scan.source.sha256, Choice.SAME, "Hoa")
    assert ids(catalogue) == [scan.record.id]
    assert catalogue.document(scan.record.id).file == scan.source.sha256


def test_groups_do_as_people_say(catalogue, paper):
    body = " ".join(random.Random(1).choices([a + b for a in ("h", "l", "tr", "m") for b in ("a", "en", "ung")], k=400))
    one = paper("1/KH-A", "2022-01-01", body=body)
    other = paper("1/KH-A", "2022-01-01", body=body, issuer=None, method=Method.OCR, copy=" bản sao")
    for each in (one, other):
        arrive(catalogue, each)
    assert [group.verdict for group in groups(catalogue)] == [Verdict.SAME_DOCUMENT]
    for choice, verdict in ((Choice.DIFFERENT, Verdict.SAME_NUMBER), (Choice.SIBLING, Verdict.TEMPLATE_SIBLING)):
        catalogue.decide(one.source.sha256, other.source.sha256, choice, "Hoa")
        assert [group.verdict for group in groups(catalogue)] == [verdict]


@pytest.mark.parametrize("pair", ["0123456789abcdef", "", "xyz", "%"])
def test_a_pair_that_is_not_known(catalogue, open_pair, pair):
    for ask in (
        lambda: review.decide(catalogue, pair, Choice.SAME, "Hoa"),
        lambda: review.undo(catalogue, pair),
        lambda: review.pairs(catalogue, pair),
    ):
        with pytest.raises(NotFound, match=r"^no pair is called .*: `cancu review`"):
            ask()


def test_a_beginning_of_several_ids(catalogue, open_pair):
    catalogue.decisions.decide("a", "b", Choice.SAME, "Hoa")
    with pytest.raises(NotFound, match="no pair"):
        review.decide(catalogue, "g", Choice.SAME, "Hoa")
    for number in range(40):
        catalogue.decisions.decide("a", f"{number}", Choice.SAME, "Hoa")
    with pytest.raises(NotFound, match=r"pairs begin with \w: type more of the id"):
        review.undo(catalogue, review.decided(catalogue)["decisions"][-1]["id"][0])


# What files and decisions make of documents, whatever came first


def test_decisions_against_each_other():
    """Two that are not the same stay apart; of those that are, the newest counts first."""
    copies = [Copy(name, f"{name}-kh", 0, 1.0) for name in "abc"]
    said = [
        Decision("1", "a", "c", Choice.DIFFERENT, "Hoa", "2024-01-01"),
        Decision("2", "a", "b", Choice.SAME, "Hoa", "2024-01-02"),
        Decision("3", "b", "c", Choice.SAME, "Hoa", "2024-01-03"),
    ]
    assert documents(copies, said, ()) == {"a": "a-kh", "b": "b-kh", "c": "b-kh"}
    assert documents(copies, said[1:], ()) == dict.fromkeys("abc", "a-kh")
    assert documents(copies, said[:1], [("a", "b"), ("b", "c")]) == {"a": "a-kh", "b": "a-kh", "c": "c-kh"}


@given(data=st.data())
def test_the_id_does_not_hang_on_order(data):
    owns = st.sampled_from(("1-kh-a-2022-01-01-aaaaaaaa", "1-kh-a-2022-01-01-bbbbbbbb", "vb-0123456789ab"))
    names = [f"{number:08d}" for number in range(6)]
    copies = [Copy(name, data.draw(owns), data.draw(st.integers(0, 2)), 1.0) for name in names]
    pairs = st.lists(st.sampled_from([(a, b) for a in names for b in names if a < b]), unique=True, max_size=5)
    said = [
        Decision(f"{at}", *pair, data.draw(st.sampled_from(Choice)), "Hoa", f"{at}")
        for at, pair in enumerate(data.draw(pairs))
    ]
    alike = data.draw(pairs)
    found = documents(copies, said, alike)
    assert documents(data.draw(st.permutations(copies)), said, data.draw(st.permutations(alike))) == found
    assert all(found[one.one] != found[one.other] for one in said if one.choice is not Choice.SAME)
    for id in set(found.values()):
        (first, *_) = sorted((copy for copy in copies if found[copy.sha256] == id), key=lambda copy: copy.rank)
        assert id in (first.own, f"{first.own}-{first.sha256[:8]}")


def seen(catalogue):
    """All that is made of files and decisions."""
    tables = ("SELECT sha256, document FROM files", "SELECT * FROM documents", "SELECT * FROM renderings")
    nodes = "SELECT id, status, document FROM nodes"
    assert catalogue._database.all("PRAGMA foreign_key_check") == []
    return [sorted(catalogue._database.all(query), key=repr) for query in (*tables, nodes)]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_happened_in_between_leaves_nothing_behind(data, paper, cite):
    made = st.builds(
        paper,
        st.sampled_from(("1/KH-A", None)),
        st.sampled_from(("2022-01-01", "2022-01-01", None)),
        issuer=st.sampled_from((None, "Hội Làng Sen", "Hội Làng Chùa")),
        body=st.sampled_from((SPRING, FEAST)),
        cites=st.sampled_from(((), (cite("9/KH-B"),))),
        method=st.sampled_from((Method.PLAIN, Method.OCR)),
        copy=st.sampled_from(("", " b")),
    )
    papers = data.draw(st.lists(made, min_size=2, max_size=5, unique_by=lambda one: one.source.sha256))
    files = [one.source.sha256 for one in papers]
    steps = st.tuples(
        st.sampled_from(("add", "add", "remove", "undo", *Choice)), st.sampled_from(papers), st.sampled_from(files)
    )
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        with Catalogue.open(Path(one), create=True) as catalogue:
            for step, given_, sha256 in data.draw(st.lists(steps, max_size=12)):
                _do(catalogue, step, given_, sha256)
            state, rows = seen(catalogue), catalogue._database.all("SELECT * FROM decisions")
            kept = [given_ for given_ in papers if catalogue.file(given_.source.sha256)]
        with Catalogue.open(Path(other), create=True) as catalogue:
            for row in rows:
                catalogue._database.insert("decisions", "pair, one, other, choice, person, at", *row)
            for given_ in data.draw(st.permutations(kept)):
                catalogue.add(*given_)
            assert seen(catalogue) == state
            catalogue._database.execute("UPDATE derived SET version = 0")
        with Catalogue.open(Path(other), create=False) as catalogue:
            assert seen(catalogue) == state


def _do(catalogue, step, given_, sha256):
    own = given_.source.sha256
    if step == "add":
        arrive(catalogue, given_)
    elif step == "remove":
        if file := catalogue.file(sha256):
            catalogue.remove(file.document)
    elif step == "undo":
        for said in catalogue.decisions.named(pair_of(own, sha256)):
            catalogue.undo(said)
    elif own != sha256:
        catalogue.decide(own, sha256, Choice(step), "Hoa")


# Faults


def test_a_crash_leaves_neither_file_nor_pair(catalogue, held, doubtful, monkeypatch):
    arrive(catalogue, held)
    with monkeypatch.context() as patch:
        patch.setattr(type(catalogue.decisions), "doubt", _stop)
        with pytest.raises(KeyboardInterrupt):
            arrive(catalogue, doubtful)
    assert catalogue.file(doubtful.source.sha256) is None
    assert arrive(catalogue, doubtful).outcome == "stored"
    assert review.pairs(catalogue)["total"] == 1


def test_a_crash_leaves_neither_decision_nor_half_a_document(catalogue, open_pair, monkeypatch):
    before = seen(catalogue)
    with monkeypatch.context() as patch:
        patch.setattr(type(catalogue), "_derive", _stop)
        with pytest.raises(KeyboardInterrupt):
            review.decide(catalogue, open_pair, Choice.SAME, "Hoa")
    assert seen(catalogue) == before
    assert (review.pairs(catalogue)["total"], review.decided(catalogue)["total"]) == (1, 0)


def _stop(*_):
    raise KeyboardInterrupt


def test_an_older_archive_has_its_copies_joined(tmp_path, paper):
    papers = (
        paper("1/KH-A", "2022-01-01", body=SPRING),
        paper("1/KH-A", "2022-01-01", body=SPRING, issuer=None, method=Method.OCR, copy=" scan"),
        paper("2/KH-A", "2022-01-01", body=FEAST),
    )
    with Catalogue.open(tmp_path / "new", create=True) as catalogue:
        for given_ in papers:
            catalogue.add(*given_)
        state = seen(catalogue)
        columns = "sha256, media_type, bytes, text_sha256, method_rank, quality, record, has_keywords, text"
        rows = catalogue._database.all(f"SELECT own, {columns} FROM files")
    with pytest.MonkeyPatch.context() as older:
        older.setattr(schema, "_MIGRATIONS", schema._MIGRATIONS[:5])
        older.setattr(schema, "SCHEMA", 5)
        with closing(schema.connect(tmp_path / "old", create=True)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            for row in rows:
                connection.execute(f"INSERT INTO files (document, {columns}) VALUES ({', '.join('?' * 10)})", row)
                connection.execute("INSERT INTO documents (id, file) VALUES (?, ?)", row[:2])
            connection.execute("UPDATE derived SET version = 2")
    with Catalogue.open(tmp_path / "old", create=False) as catalogue:
        assert seen(catalogue) == state
        assert len(ids(catalogue)) == 2


def test_every_order_of_copies_gives_one_archive(tmp_path, paper):
    papers = (
        paper("1/KH-A", "2022-01-01", body=SPRING),
        paper("1/KH-A", "2022-01-01", body=SPRING, issuer=None, method=Method.OCR, copy=" scan"),
        paper("1/KH-A", None, body=SPRING, method=Method.OCR, copy=" scan không rõ ngày"),
        paper("1/KH-A", "2022-01-01", body=FEAST, issuer=None),
    )
    states = []
    for number, order in enumerate(permutations(papers)):
        with Catalogue.open(tmp_path / f"{number}", create=True) as catalogue:
            for given_ in order:
                arrive(catalogue, given_)
            states.append(seen(catalogue))
    assert all(state == states[0] for state in states)


def test_decisions_are_in_the_catalogue(catalogue, open_pair, tmp_path):
    review.decide(catalogue, open_pair, Choice.SIBLING, "Hoa")
    with closing(sqlite3.connect(tmp_path / "archive" / "catalogue.sqlite3")) as connection:
        (row,) = connection.execute("SELECT choice, person FROM decisions").fetchall()
    assert row == ("sibling", "Hoa")
