"""A connection to SQLite: statements, transactions, and errors as ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .schema import reported


class Database:
    """One connection. Every method raises `ArchiveError` for what a person can act on."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self._connection = connection
        self._file = file

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is committed together, or not at all. Inside another one it is part of that."""
        if self._connection.in_transaction:
            yield
            return
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # SQLite itself rolls back when the disk is full
                self.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment, whatever others commit meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        self.execute("BEGIN")
        try:
            yield
        finally:
            self.execute("ROLLBACK")

    def insert(self, table: str, columns: str, *values: object) -> int:
        """The row's number, of a table that has some."""
        return self.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(values))})", *values)

    def execute(self, statement: str, *values: object) -> int:
        with reported(self._file):
            return self._connection.execute(statement, values).lastrowid or 0

    def all(self, statement: str, *values: object) -> list[Any]:
        with reported(self._file):
            return self._connection.execute(statement, values).fetchall()

    def each(self, statement: str, *values: object) -> Generator[Any, None, None]:
        """The rows as they are read; who stops before the end closes it."""
        with reported(self._file):
            yield from self._connection.execute(statement, values)
