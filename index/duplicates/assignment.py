"""The files of a catalogue that hang together, and to which document each belongs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

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
        others = sorted(other for (other,) in rows)
        papers = self._papers([sha256, *others]) if others else {}
        for other in others:
            first, second = sorted((sha256, other))  # whichever came first
            if _is_one(papers[first], papers[second]):
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

    def documents(self, near: Collection[str]) -> dict[str, str]:
        """The document of each of the files that hang together."""
        listed = json.dumps(sorted(near))
        rows = self._database.all(
            """SELECT sha256, own, method_rank, quality FROM files
            WHERE sha256 IN (SELECT value FROM json_each(?))""",
            listed,
        )
        alike = [(one, other) for one, other in self._database.all(f"SELECT * FROM renderings WHERE {_AMONG}", listed)]
        records = {
            sha256: paper.record for sha256, paper in self._papers({file for pair in alike for file in pair}).items()
        }
        return documents([Copy(*row) for row in rows], self._decisions.among(near), certain(alike, records))

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

    def _papers(self, files: Collection[str]) -> Mapping[str, Paper]:
        rows = self._database.all(
            "SELECT sha256, record, text FROM files WHERE sha256 IN (SELECT value FROM json_each(?))",
            json.dumps(sorted(files)),
        )
        return {sha256: Paper(_decode_record(record), text) for sha256, record, text in rows}


def _is_one(here: Paper, there: Paper) -> bool:
    if not compare(here.record, there.record).same:  # quick, and most often so
        return False
    finding = judge(here, there)
    return finding.verdict in (Verdict.SAME_FILE, Verdict.SAME_DOCUMENT) and finding.certainty >= _SURE
