"""The files of a catalogue that hang together, and to which document each belongs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

import msgspec

from ...pipeline.model import Record
from ..database import Database
from .copies import Copy, certain, documents
from .decisions import Choice, Decisions
from .identity import compare
from .rules import judge
from .verdict import Paper, Verdict

_SURE = 0.9  # of a verdict: what is less is told, and joins nothing

_decode_record = msgspec.json.Decoder(Record).decode
_AMONG = "one IN (SELECT value FROM json_each(?1)) AND other IN (SELECT value FROM json_each(?1))"


class Assignment:
    """All methods are part of a transaction."""

    def __init__(self, database: Database, decisions: Decisions) -> None:
        self._database = database
        self._decisions = decisions

    def compare(self, sha256: str) -> None:
        """Find the files of which this one is sure to be a copy, though its record gives another id."""
        rows = self._database.all(
            """SELECT other.sha256 FROM files AS one JOIN files AS other USING (number_key, date)
            WHERE one.sha256 = ? AND other.own <> one.own""",
            sha256,
        )
        records = self._records([sha256, *(other for (other,) in rows)]) if rows else {}
        for other, record in records.items():
            if compare(records[sha256], record).same and other != sha256:
                first, second = sorted((sha256, other))  # whichever came first
                if self._is_one(first, second):
                    self._database.execute("INSERT OR IGNORE INTO renderings VALUES (?, ?)", first, second)

    def compare_all(self) -> None:
        """The same for all files, by the rules of this program."""
        self._database.execute("DELETE FROM renderings")
        rows = self._database.all(
            """SELECT DISTINCT one.sha256 FROM files AS one JOIN files AS other USING (number_key, date)
            WHERE other.own <> one.own"""
        )
        for (sha256,) in rows:
            self.compare(sha256)

    def forget(self, sha256: str) -> None:
        """A file is held no more."""
        self._database.execute("DELETE FROM renderings WHERE one = ?1 OR other = ?1", sha256)

    def near(self, files: Iterable[str]) -> frozenset[str]:
        """All files that hang together with these, step by step; those that are not held are left out."""
        found, new = set[str](), self._held(files)
        while new:
            found |= new
            new = self._held(self._next(json.dumps(sorted(new)))) - found
        return frozenset(found)

    def documents(self, near: Collection[str]) -> dict[str, tuple[str, str]]:
        """To which document each of the files that hang together belonged, and to which it belongs."""
        listed = json.dumps(sorted(near))
        rows = self._database.all(
            """SELECT document, sha256, own, method_rank, quality FROM files
            WHERE sha256 IN (SELECT value FROM json_each(?))""",
            listed,
        )
        alike = [(one, other) for one, other in self._database.all(f"SELECT * FROM renderings WHERE {_AMONG}", listed)]
        sure = certain(alike, self._records({sha256 for pair in alike for sha256 in pair}))
        found = documents([Copy(*copy) for _, *copy in rows], self._decisions.among(near), sure)
        return {sha256: (before, found[sha256]) for before, sha256, *_ in rows}

    def _next(self, listed: str) -> Iterable[str]:
        """What hangs together with one of these files."""
        rows = self._database.all(
            f"""SELECT other.sha256 FROM files AS one JOIN files AS other USING (own)
                WHERE one.sha256 IN (SELECT value FROM json_each(?1))
            UNION SELECT other FROM renderings WHERE one IN (SELECT value FROM json_each(?1))
            UNION SELECT one FROM renderings WHERE other IN (SELECT value FROM json_each(?1))
            UNION SELECT other FROM decisions
                WHERE choice = '{Choice.SAME}' AND one IN (SELECT value FROM json_each(?1))
            UNION SELECT one FROM decisions
                WHERE choice = '{Choice.SAME}' AND other IN (SELECT value FROM json_each(?1))""",
            listed,
        )
        return (sha256 for (sha256,) in rows)

    def _held(self, files: Iterable[str]) -> set[str]:
        listed = json.dumps(sorted(files))
        rows = self._database.all("SELECT sha256 FROM files WHERE sha256 IN (SELECT value FROM json_each(?))", listed)
        return {sha256 for (sha256,) in rows}

    def _records(self, files: Collection[str]) -> dict[str, Record]:
        rows = self._database.all(
            "SELECT sha256, record FROM files WHERE sha256 IN (SELECT value FROM json_each(?))",
            json.dumps(sorted(files)),
        )
        return {sha256: _decode_record(record) for sha256, record in rows}

    def _is_one(self, one: str, other: str) -> bool:
        finding = judge(self._paper(one), self._paper(other))
        return finding.verdict in (Verdict.SAME_FILE, Verdict.SAME_DOCUMENT) and finding.certainty >= _SURE

    def _paper(self, sha256: str) -> Paper:
        record, text = self._database.all("SELECT record, text FROM files WHERE sha256 = ?", sha256)[0]
        return Paper(_decode_record(record), text)
