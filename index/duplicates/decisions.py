"""What the rules cannot decide and what people decided of it, by the content of the two files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from ..database import Database

_ID = 16  # hexadecimal digits of the name of a pair


class Choice(StrEnum):
    """What a person says of two files."""

    SAME = "same"
    DIFFERENT = "different"
    SIBLING = "sibling"  # another document, made from the same form


@dataclass(frozen=True, slots=True)
class Decision:
    """Two files by their SHA-256, in order; `at` is UTC, to the second."""

    pair: str
    one: str
    other: str
    choice: Choice
    person: str
    at: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Of two files that are held the rules cannot tell what they are to each other; `here` came after `there`."""

    pair: str
    here: str
    there: str
    reasons: tuple[str, ...]
    at: str


def pair_of(one: str, other: str) -> str:
    """The name of two files, whichever comes first."""
    return hashlib.sha256("\n".join(sorted((one, other))).encode()).hexdigest()[:_ID]


class Decisions:
    """Decisions stay whatever happens to the files; doubts go with them. Writing methods join a transaction or are
    one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # People

    def decide(self, one: str, other: str, choice: Choice, person: str) -> Decision:
        """Keep what a person says, in place of what was said before."""
        first, second = sorted((one, other))
        made = Decision(pair_of(one, other), first, second, choice, person, _now())
        self._database.execute(
            "INSERT OR REPLACE INTO decisions (pair, one, other, choice, person, at) VALUES (?, ?, ?, ?, ?, ?)",
            *(made.pair, made.one, made.other, made.choice.value, made.person, made.at),
        )
        return made

    def undo(self, pair: str) -> None:
        """Nobody has said anything of these two."""
        self._database.execute("DELETE FROM decisions WHERE pair = ?", pair)

    def all(self) -> tuple[Decision, ...]:
        """The oldest first."""
        return self._decisions("true")

    def named(self, pair: str) -> tuple[Decision, ...]:
        """Those whose name begins so."""
        return self._decisions("substr(pair, 1, length(?1)) = ?1", pair)

    def among(self, files: Collection[str]) -> tuple[Decision, ...]:
        """Those on two of these files."""
        listed = json.dumps(sorted(files))
        return self._decisions(
            "one IN (SELECT value FROM json_each(?1)) AND other IN (SELECT value FROM json_each(?1))", listed
        )

    def on(self, files: Collection[str], document: str) -> Decision | None:
        """The newest on one of these files, held or not, and one of a document that is held."""
        ours, theirs = "(SELECT value FROM json_each(?1))", "(SELECT sha256 FROM files WHERE document = ?2)"
        found = self._decisions(
            f"one IN {ours} AND other IN {theirs} OR other IN {ours} AND one IN {theirs}",
            json.dumps(sorted(files)),
            document,
        )
        return found[-1] if found else None

    def documents(self, files: Collection[str]) -> frozenset[str]:
        """The documents with whose files people compared one of these, held or not."""
        rows = self._database.all(
            """SELECT document FROM decisions JOIN files ON files.sha256 = other
                WHERE one IN (SELECT value FROM json_each(?1))
            UNION SELECT document FROM decisions JOIN files ON files.sha256 = one
                WHERE other IN (SELECT value FROM json_each(?1))""",
            json.dumps(sorted(files)),
        )
        return frozenset(document for (document,) in rows)

    def _decisions(self, condition: str, *values: object) -> tuple[Decision, ...]:
        rows = self._database.all(
            f"SELECT pair, one, other, choice, person, at FROM decisions WHERE {condition} ORDER BY at, pair", *values
        )
        return tuple(Decision(pair, one, other, Choice(choice), *by) for pair, one, other, choice, *by in rows)

    # What waits for them

    def doubt(self, here: str, there: str, reasons: Iterable[str]) -> None:
        """The rules cannot tell what two files are; known doubts stay as old as they are."""
        self._database.execute(
            "INSERT OR IGNORE INTO doubts (pair, here, there, reasons, at) VALUES (?, ?, ?, ?, ?)",
            *(pair_of(here, there), here, there, json.dumps([*reasons], ensure_ascii=False), _now()),
        )

    def settle(self, pair: str) -> None:
        """The rules can tell."""
        self._database.execute("DELETE FROM doubts WHERE pair = ?", pair)

    def forget(self, sha256: str) -> None:
        """A file is held no more."""
        self._database.execute("DELETE FROM doubts WHERE here = ?1 OR there = ?1", sha256)

    def open(self) -> tuple[Doubt, ...]:
        """What nobody has decided yet, the oldest first."""
        return self._doubts(_OPEN)

    def doubts(self, pair: str) -> tuple[Doubt, ...]:
        """Those whose name begins so, also where other decisions have settled them."""
        return self._doubts("substr(pair, 1, length(?1)) = ?1", pair)

    def waiting(self) -> int:
        return int(self._database.all(f"SELECT count(*) FROM doubts WHERE {_OPEN}")[0][0])

    def _doubts(self, condition: str, *values: object) -> tuple[Doubt, ...]:
        rows = self._database.all(
            f"SELECT pair, here, there, reasons, at FROM doubts WHERE {condition} ORDER BY at, pair", *values
        )
        return tuple(Doubt(pair, here, there, tuple(json.loads(why)), at) for pair, here, there, why, at in rows)


# A decision on two files is one on their documents, as long as these are two.
_OPEN = """NOT EXISTS (SELECT 1 FROM decisions WHERE decisions.pair = doubts.pair) AND NOT EXISTS (
    SELECT 1 FROM files AS mine JOIN files AS yours JOIN files AS one ON one.document = mine.document
    JOIN decisions ON decisions.one = one.sha256 OR decisions.other = one.sha256
    JOIN files AS other
        ON other.sha256 = iif(decisions.one = one.sha256, decisions.other, decisions.one)
        AND other.document = yours.document
    WHERE mine.sha256 = doubts.here AND yours.sha256 = doubts.there AND mine.document <> yours.document
)"""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
