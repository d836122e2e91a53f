"""What the full-text index has to take over from the catalogue, and what became of that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from .database import Database
from .engine import Rejected
from .holdings import Pending


class Outbox:
    """Documents that changed are noted here, in the transaction that changes them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, document: str) -> None:
        """The index has to take this document over, or forget it."""
        self._database.insert("outbox", "document", document)

    def behind(self) -> int:
        """How many documents the index has not taken over yet."""
        return int(self._database.all("SELECT count(DISTINCT document) FROM outbox")[0][0])

    def pending(self, limit: int) -> Pending | None:
        """The next documents for the index; None when it has them all."""
        rows = self._database.all("SELECT seq, document FROM outbox ORDER BY seq LIMIT ?", limit)
        return Pending(tuple(dict.fromkeys(document for _, document in rows)), rows[-1][0]) if rows else None

    def settle(self, pending: Pending, rejected: Sequence[Rejected]) -> None:
        """The index has taken these over, but for those that it rejected."""
        with self._database.transaction():
            self._database.execute("DELETE FROM outbox WHERE seq <= ?", pending.last)
            for document in pending.documents:
                self._database.execute("DELETE FROM rejected WHERE document = ?", document)
            self._reject(rejected)

    def last_change(self) -> int:
        """The number of the newest change that an index has to take over."""
        return int(self._database.all("SELECT ifnull(max(seq), 0) FROM outbox")[0][0])

    def settle_all(self, last: int, index: str, rejected: Sequence[Rejected]) -> None:
        """The index of this name has been made anew, of all documents up to `last`, but for those that it rejected."""
        with self._database.transaction():
            self._database.execute("DELETE FROM outbox WHERE seq <= ?", last)
            self._database.execute("DELETE FROM rejected")
            self._reject(rejected)
            self._database.execute("DELETE FROM fed")
            self._database.insert("fed", "name", index)

    def fed_index(self) -> str | None:
        """The name of the index that takes over what is stored; None before there was one."""
        return next((name for (name,) in self._database.all("SELECT name FROM fed")), None)

    def rejected(self) -> tuple[Rejected, ...]:
        """What the index did not take."""
        rows = self._database.all("SELECT document, reason FROM rejected ORDER BY document")
        return tuple(Rejected(*row) for row in rows)

    def _reject(self, rejected: Sequence[Rejected]) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        for each in rejected:
            self._database.execute("INSERT OR REPLACE INTO rejected VALUES (?, ?, ?)", each.id, each.reason, now)
