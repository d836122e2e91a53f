"""Fingerprints: what is found, what a change costs, what an archive of many letters of one form is read of."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from cancu.index import schema
from cancu.index.catalogue import Catalogue
from cancu.index.database import Database
from cancu.index.duplicates import fingerprints as module
from cancu.index.duplicates.fingerprints import Fingerprints
from quality.noise import damaged

_SYLLABLES = [
    onset + rime
    for onset in ["b", "c", "d", "g", "h", "l", "m", "n", "s", "t", "th", "tr", "v", "x"]
    for rime in ["a", "anh", "ay", "en", "ung", "uoi", "oan", "im"]
]


def text_of(number: int, words: int = 600) -> str:
    """Words that stand in this order in no other text."""
    return " ".join(random.Random(number).choices(_SYLLABLES, k=words))


def sha(name: object) -> str:
    return hashlib.sha256(str(name).encode()).hexdigest()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(schema.connect(tmp_path, create=True), tmp_path / "catalogue.sqlite3")
    opened.execute("PRAGMA foreign_keys = OFF")  # files are not kept here
    yield opened
    opened.close()


@pytest.fixture
def fingerprints(database: Database) -> Fingerprints:
    return Fingerprints(database)


def found(fingerprints: Fingerprints, text: str, limit: int = 9) -> list[str]:
    return [candidate.sha256 for candidate in fingerprints.alike(text, limit)]


def rows_of(database: Database) -> tuple[list[object], list[object]]:
    return (
        database.all("SELECT sha256, rate, samples, bands FROM fingerprints ORDER BY sha256"),
        database.all("SELECT sha256, band FROM bands JOIN fingerprints USING (file) ORDER BY sha256, band"),
    )


def test_the_nearest_first(fingerprints):
    whole = text_of(1)
    for number in range(2, 30):
        fingerprints.put(sha(number), text_of(number))
    fingerprints.put(sha("half"), whole[: len(whole) // 2])
    fingerprints.put(sha("bad print"), damaged(whole, 0.1, seed=1)[0])
    fingerprints.put(sha("whole"), whole)
    same, bad, half = sorted(fingerprints.alike(whole, 9), key=lambda candidate: -candidate.resemblance)
    assert (same.sha256, same.resemblance, same.contained) == (sha("whole"), 1.0, 1.0)
    assert bad.sha256 == sha("bad print") and bad.contained > 0.5
    assert half.sha256 == sha("half") and half.contained == 1.0 and 0.3 < half.resemblance < 0.7
    assert found(fingerprints, whole)[0] == sha("whole")
    assert found(fingerprints, whole, limit=1) == [sha("whole")]
    assert found(fingerprints, text_of(99)) == []


@pytest.mark.parametrize("text", ["", "\f", "12 | 34 | " * 300, "Kính gửi: Hội Làng Sen"])
def test_what_says_too_little_matches_nothing(fingerprints, database, text):
    fingerprints.put(sha(1), text)
    fingerprints.put(sha(2), text)
    assert rows_of(database) == ([], [])
    assert fingerprints.alike(text, 9) == ()
    assert list(fingerprints.all_pairs()) == []


def test_the_latest_text_of_a_file_counts(fingerprints, database):
    fingerprints.put(sha("a"), text_of(1))
    fingerprints.put(sha("a"), text_of(2))
    assert found(fingerprints, text_of(1)) == [] and found(fingerprints, text_of(2)) == [sha("a")]
    once = rows_of(database)
    fingerprints.put(sha("a"), text_of(2))
    assert rows_of(database) == once
    fingerprints.put(sha("a"), "")
    assert rows_of(database) == ([], [])
    assert database.all("SELECT count(*) FROM bands") == [(0,)]


def test_what_is_removed_leaves_nothing(fingerprints, database):
    fingerprints.put(sha("a"), text_of(1))
    before = rows_of(database)
    fingerprints.put(sha("b"), text_of(1))
    fingerprints.remove(sha("b"))
    fingerprints.remove(sha("unknown"))
    assert rows_of(database) == before
    fingerprints.remove(sha("a"))
    assert database.all("SELECT count(*) FROM bands") == [(0,)]


def test_compacting_the_database_changes_nothing(fingerprints, database):
    for number in range(4):
        fingerprints.put(sha(number), text_of(number))
    fingerprints.remove(sha(0))
    database.execute("VACUUM")
    assert [found(fingerprints, text_of(number)) for number in range(4)] == [[], [sha(1)], [sha(2)], [sha(3)]]


def test_nothing_is_scanned(database):
    statements = {
        "DELETE FROM bands WHERE file = 1 AND band IN (SELECT value FROM json_each('[1]'))": "bands",
        "SELECT file FROM bands WHERE band = 1 AND file < 9 ORDER BY file DESC LIMIT 9": "bands",
        "SELECT samples, bands FROM fingerprints WHERE sha256 = 'a'": "fingerprints",
        "SELECT samples, bands FROM fingerprints WHERE file IN (SELECT value FROM json_each('[1]'))": "fingerprints",
    }
    for statement, table in statements.items():
        plan = [row[3] for row in database.all(f"EXPLAIN QUERY PLAN {statement}")]
        assert any(step.startswith(f"SEARCH {table} ") for step in plan), plan
        assert not any(step.startswith(f"SCAN {table}") or "TEMP B-TREE" in step for step in plan), plan


def test_the_order_of_arrival_changes_nothing(database, fingerprints):
    texts = {sha(number): text_of(number % 4)[: 1500 + 200 * number] for number in range(12)}
    seen = []
    for seed in range(3):
        order = random.Random(seed).sample(list(texts), len(texts))
        for name in order:
            fingerprints.put(name, texts[name])
        seen.append(([fingerprints.alike(text_of(number), 9) for number in range(4)], sorted(fingerprints.all_pairs())))
        for name in order:
            fingerprints.remove(name)
    assert seen[0] == seen[1] == seen[2]
    assert all(len(candidates) == 3 for candidates in seen[0][0])
    assert len(seen[0][1]) == 4 * 3


def test_pairs_are_told_once(fingerprints):
    for name, text in (("a", text_of(1)), ("b", text_of(1)), ("c", text_of(1)[:1500]), ("d", text_of(2))):
        fingerprints.put(sha(name), text)
    pairs = [(one, other) for one, other, contained in fingerprints.all_pairs() if contained > 0.5]
    assert all(one < other for one, other in pairs)
    assert sorted(pairs) == sorted(tuple(sorted((sha(one), sha(other)))) for one, other in ("ab", "ac", "bc"))


def test_a_form_of_many_letters_hides_none_of_its_copies(fingerprints, database):
    form = text_of(1)
    letters = [f"{form[:1500]} {text_of(1000 + number, 200)} {form[1500:]}" for number in range(120)]
    for number, letter in enumerate(letters):
        fingerprints.put(sha(number), letter)
    most = max(count for (count,) in database.all("SELECT count(*) FROM bands GROUP BY band"))
    assert most == 120
    assert all(found(fingerprints, letter, limit=3)[0] == sha(number) for number, letter in enumerate(letters))
    copy = damaged(letters[5], 0.02, seed=1)[0]
    assert sha(5) in found(fingerprints, copy)
    pairs = [(one, other) for one, other, _ in fingerprints.all_pairs()]
    assert len(pairs) == len(set(pairs)) <= module._COMPARED * len(letters)


def test_a_document_takes_its_fingerprint_with_it(catalogue, paper):
    one, other = paper("1/KH-A", "2022-01-01", body=text_of(1)), paper("2/KH-A", "2022-01-01", body=text_of(2))
    for given in (one, other):
        catalogue.add(*given)
    assert found(catalogue.fingerprints, one.text) == [one.source.sha256]
    catalogue.remove(one.record.id)
    assert found(catalogue.fingerprints, one.text) == []
    assert found(catalogue.fingerprints, other.text) == [other.source.sha256]


def test_nothing_is_kept_of_a_file_that_is_not_stored(catalogue, paper):
    given = paper("1/KH-A", "2022-01-01", body=text_of(1))

    def fail() -> None:
        with catalogue.transaction():
            catalogue.add(*given)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert found(catalogue.fingerprints, given.text) == []


def test_an_older_archive_gets_its_fingerprints(tmp_path, paper, monkeypatch):
    given = paper("1/KH-A", "2022-01-01", body=text_of(1))
    with monkeypatch.context() as older:
        older.setattr(schema, "_MIGRATIONS", schema._MIGRATIONS[:4])
        older.setattr(schema, "SCHEMA", 4)
        with closing(schema.connect(tmp_path, create=True)) as connection:
            record = msgspec.json.encode(given.record).decode()
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute(
                "INSERT INTO files VALUES (?, ?, 'text/plain', 9, NULL, 0, 1.0, ?, 0, ?)",
                (given.source.sha256, given.record.id, record, given.text),
            )
            connection.execute("INSERT INTO documents (id, file) VALUES (?, ?)", (given.record.id, given.source.sha256))
    with Catalogue.open(tmp_path, create=False) as catalogue:
        assert found(catalogue.fingerprints, given.text) == [given.source.sha256]
    with sqlite3.connect(tmp_path / "catalogue.sqlite3") as connection:
        connection.execute("UPDATE derived SET fingerprints = 0")
        connection.execute("UPDATE fingerprints SET samples = x''")
    with Catalogue.open(tmp_path, create=False) as catalogue:
        assert catalogue.fingerprints.alike(given.text, 1)[0].resemblance == 1.0
