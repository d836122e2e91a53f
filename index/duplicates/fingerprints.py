"""The fingerprints of all files of an archive, by which those that share much with a text are found."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest

import numpy as np

from ..database import Database
from .signature import RECIPE, Overlap, Signature, overlap, sign

# Of the files in one band so many are read, the newest. A form that ten thousand letters are made from fills all its
# bands; what one of these letters has for itself stands in others, which count for more.
_NEWEST = 16
_COMPARED = 32  # files whose signatures are compared; twice as many, and twice as many in a band, found no copy more
# Contained at least: where one character in ten is read as any other .35 are left; two texts at random share .08, one
# pair in a hundred .27. What has come as a copy is looked for with less than what all of an archive is searched for.
_LEAST, _LEAST_OF_PAIRS = 0.2, 0.3
_FEW = 4  # samples in common prove little: ranked as if so many more had been compared in vain
# The files of each band, in one statement: a statement for each would take twice the time.
_NEWEST_OF_BANDS = f"""SELECT files FROM (
    SELECT (
        SELECT group_concat(file) FROM (
            SELECT file FROM bands WHERE band = own.value AND file < ? ORDER BY file DESC LIMIT {_NEWEST}
        )
    ) AS files FROM json_each(?) AS own
) WHERE files IS NOT NULL"""
_LAST = 1 << 62  # greater than every number of a file


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be the same, a part or a whole. Both are estimates, between 0 and 1.

    `resemblance` is the share of all shingles that stand in both texts, `contained` the share of the smaller one's.
    """

    sha256: str
    resemblance: float
    contained: float


class Fingerprints:
    """Writing methods join a transaction or are one. What one file costs does not grow with the archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, sha256: str, text: str) -> None:
        """Keep the fingerprint of a file in place of an older one; a text that says too little has none."""
        with self._database.transaction():
            self.remove(sha256)
            if (signature := sign(text)) is not None:
                packed = np.array(signature.samples, "<u4").tobytes(), np.array(signature.bands, "<i4").tobytes()
                columns, listed = "sha256, rate, samples, bands", json.dumps(signature.bands)
                file = self._database.insert("fingerprints", columns, sha256, signature.rate, *packed)
                self._database.execute("INSERT INTO bands (band, file) SELECT value, ? FROM json_each(?)", file, listed)

    def remove(self, sha256: str) -> None:
        """Forget a file; one that has no fingerprint changes nothing."""
        with self._database.transaction():
            for file, bands in self._database.all("SELECT file, bands FROM fingerprints WHERE sha256 = ?", sha256):
                listed = json.dumps(_numbers(bands, "<i4"))
                self._database.execute(
                    "DELETE FROM bands WHERE file = ? AND band IN (SELECT value FROM json_each(?))", file, listed
                )
                self._database.execute("DELETE FROM fingerprints WHERE file = ?", file)

    def alike(self, text: str, limit: int) -> tuple[Candidate, ...]:
        """The files that share most with a text, best first; the file itself too, if it is held.

        Of a band that more than 16 files share the newest 16 are read, and the 32 files that share most are compared;
        where there are no more, nothing hangs on who came first.
        """
        signature = sign(text)
        return () if signature is None else self._candidates(signature, _LAST, limit, _LEAST)

    def all_pairs(self) -> Iterator[tuple[str, str, float]]:
        """Pairs of files that share enough to be compared, each once, its hashes in order, and of the smaller one the
        share that both have.

        Each file is looked up among those before it, so a form with n letters gives 32 n pairs and not n²: who
        follows them from letter to letter comes to all.
        """
        for sha256, file, *stored in self._database.each(
            "SELECT sha256, file, rate, samples, bands FROM fingerprints ORDER BY file"
        ):
            for candidate in self._candidates(_signature(*stored), file, _COMPARED, _LEAST_OF_PAIRS):
                one, other = sorted((sha256, candidate.sha256))
                yield one, other, candidate.contained

    def follow_the_recipe(self) -> None:
        """Make all fingerprints anew where they were made in another way than this program's, or never."""
        if self.are_current():
            return
        with self._database.transaction():
            if self.are_current():  # another process was first
                return
            self._database.execute("DELETE FROM bands")
            self._database.execute("DELETE FROM fingerprints")
            for (sha256,) in self._database.all("SELECT sha256 FROM files ORDER BY sha256"):
                self.put(sha256, self._database.all("SELECT text FROM files WHERE sha256 = ?", sha256)[0][0])
            self._database.execute("UPDATE derived SET fingerprints = ?", RECIPE)

    def are_current(self) -> bool:
        """Were they made as this program makes them?"""
        return bool(self._database.all("SELECT fingerprints FROM derived")[0][0] == RECIPE)

    def _candidates(self, signature: Signature, before: int, limit: int, least: float) -> tuple[Candidate, ...]:
        """Those among the files with a lower number than `before`."""
        nearest = json.dumps(self._sharing(signature, before, max(limit, _COMPARED)))
        rows = self._database.all(
            "SELECT sha256, rate, samples FROM fingerprints WHERE file IN (SELECT value FROM json_each(?))", nearest
        )
        compared = [(overlap(signature, _signature(rate, samples)), sha256) for sha256, rate, samples in rows]
        found = sorted((_rank(shared), sha256, shared) for shared, sha256 in compared if shared.contained >= least)
        return tuple(Candidate(sha256, shared.resemblance, shared.contained) for _, sha256, shared in found[:limit])

    def _sharing(self, signature: Signature, before: int, count: int) -> list[int]:
        """The files that share the most bands, a band counting for more the fewer files it has."""
        weights = defaultdict[str, float](float)
        for (listed,) in self._database.all(_NEWEST_OF_BANDS, before, json.dumps(signature.bands)):
            files = listed.split(",")
            for file in files:
                weights[file] += 1 / len(files)
        return [int(file) for file in nlargest(count, weights, key=lambda file: (weights[file], int(file)))]


def _rank(shared: Overlap) -> tuple[float, float]:
    """The best first."""
    return -shared.common / (shared.smaller + _FEW), -shared.resemblance


def _signature(rate: int, samples: bytes, bands: bytes = b"") -> Signature:
    return Signature(_numbers(samples, "<u4"), _numbers(bands, "<i4"), rate)


def _numbers(packed: bytes, form: str) -> tuple[int, ...]:
    return tuple(np.frombuffer(packed, form).tolist())
