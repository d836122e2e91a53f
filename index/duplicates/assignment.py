"""The files of a catalogue that hang together, and to which document each belongs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator

import msgspec

from ...pipeline.model import Record
from ..database import Database
from .copies import Copy, certain, documents
from .decisions import Choice, Decisions
from .fingerprints import Fingerprints
from .identity import Agreement, compare
from .paper import Paper
from .rules import judge
from .verdict import Verdict

_SURE = 0.9  # of a verdict: what is less is told, and joins nothing
_ALIKE = 32  # files that share most with a text; of a copy none of them, or nearly all, bear other numbers
_CONTAINED = 0.4  # estimate of the share of the smaller text that they have in common at least

_decode_record = msgspec.json.Decoder(Record).decode
_AMONG = "one IN (SELECT value FROM json_each(?1)) AND other IN (SELECT value FROM json_each(?1))"


class Assignment:
    """All methods are part of a transaction."""

    def __init__(self, database: Database, decisions: Decisions, fingerprints: Fingerprints) -> None:
        self._database = database
        self._fingerprints = fingerprints
        self._decisions = decisions

    def compare(self, sha256: str) -> None:
        """Find the files of which this one is sure to be a copy, though its record gives another id."""
        self._keep(self._comparable(sha256))

    def compare_all(self) -> None:
        """The same for all files, by the rules of this program."""
        self._database.execute("DELETE FROM renderings")
        files = self._database.all("SELECT sha256 FROM files")
        self._keep({pair for (sha256,) in files for pair in self._comparable(sha256)})

    def _comparable(self, sha256: str) -> Iterator[tuple[str, str]]:
        """Pairs with files of other ids that may be the same document, in order, whichever of the two came first."""
        ((own, text),) = self._database.all("SELECT own, text FROM files WHERE sha256 = ?", sha256)
        numbered = self._database.all(
            "SELECT other.sha256 FROM files AS one JOIN files AS other USING (number_key, date) WHERE one.sha256 = ?",
            sha256,
        )
        alike = (each.sha256 for each in self._fingerprints.alike(text, _ALIKE) if each.contained >= _CONTAINED)
        records = self._records({sha256, *(other for (other,) in numbered), *alike})
        for other, record in records.items():
            if record.id != own and Agreement.OTHER not in compare(records[sha256], record).fields:
                first, second = sorted((sha256, other))
                yield first, second

    def _keep(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Those of the pairs of which the rules are sure."""
        for one, other in pairs:
            finding = judge(self._paper(one), self._paper(other))
            if finding.verdict in (Verdict.SAME_FILE, Verdict.SAME_DOCUMENT) and finding.certainty >= _SURE:
                self._database.execute("INSERT OR IGNORE INTO renderings VALUES (?, ?)", one, other)

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

    def _paper(self, sha256: str) -> Paper:
        record, text = self._database.all("SELECT record, text FROM files WHERE sha256 = ?", sha256)[0]
        return Paper(_decode_record(record), text)
