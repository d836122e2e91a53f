"""Changes of an index in bulk: in pieces that a server takes, with patience, and an outcome for each document."""

from __future__ import annotations

import json
import random
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from ...pipeline.errors import IndexMissing, IndexUnavailable
from ..engine import Change, Delete, IndexedDocument, Rejected, Value
from .server import BLOCKED, BUSY, Busy, Oversized, blocked, reason

MAX_BYTES = 8_000_000  # of a request; servers take 100 MB, and answer sooner to less
MAX_ACTIONS = 500
ATTEMPTS = 8
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds; with 8 attempts a minute is waited at most
_NOT_THE_DOCUMENT = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)  # reasons for refusing it, whatever is in it

Send = Callable[[Sequence[bytes]], Any]  # lines of a bulk request -> the body of its answer
Wait = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class _Action:
    id: str
    lines: tuple[bytes, ...]


def load(changes: Iterable[Change], send: Send, wait: Wait) -> tuple[Rejected, ...]:
    """Hand changes over. Returns what the server does not take, however often asked. Raises `IndexUnavailable`."""
    bulk = _Bulk(send, wait)
    return tuple(each for chunk in _chunks(map(_action, changes)) for each in bulk.rejected(chunk))


@dataclass(frozen=True, slots=True)
class _Bulk:
    send: Send
    wait: Wait

    def rejected(self, actions: Sequence[_Action]) -> Iterator[Rejected]:
        """What the server is too busy for is asked again, less often each time."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                outcomes = tuple(map(_outcome, self._items(actions)))
            except Busy as busy:
                outcomes = (_Outcome(str(busy), again=True),) * len(actions)
            except Oversized as error:
                yield from self._halved(actions, str(error))
                return
            told = tuple(zip(actions, outcomes, strict=True))
            yield from (Rejected(action.id, outcome.why) for action, outcome in told if outcome.is_rejection)
            actions = [action for action, outcome in told if outcome.again]
            if not actions:
                return
            if attempt < ATTEMPTS:
                self.wait(pause(attempt))
        why = next(outcome.why for outcome in outcomes if outcome.again)
        raise Busy(f"{why}: given up after {ATTEMPTS} attempts, run `cancu reindex` later")

    def _items(self, actions: Sequence[_Action]) -> Sequence[dict[str, dict[str, Any]]]:
        items: Sequence[dict[str, dict[str, Any]]] = self.send([line for each in actions for line in each.lines])[
            "items"
        ]
        return items

    def _halved(self, actions: Sequence[_Action], why: str) -> Iterator[Rejected]:
        """Finds the document for which the server refuses a whole request."""
        if len(actions) == 1:
            yield Rejected(actions[0].id, why)
            return
        middle = len(actions) // 2
        yield from self.rejected(actions[:middle])
        yield from self.rejected(actions[middle:])


@dataclass(frozen=True, slots=True)
class _Outcome:
    """`why` is empty for what was done; `again`: the server was only too busy."""

    why: str = ""
    again: bool = False

    @property
    def is_rejection(self) -> bool:
        return bool(self.why) and not self.again


def _outcome(item: dict[str, dict[str, Any]]) -> _Outcome:
    """Raises `IndexUnavailable` if what is wrong is not the document."""
    (done,) = item.values()
    if (error := done.get("error")) is None:
        return _Outcome()
    said, status = reason(error), int(done["status"])
    if error.get("type") == BLOCKED:
        raise IndexUnavailable(f"Elasticsearch: {blocked(said)}")
    if status == HTTPStatus.NOT_FOUND:
        raise IndexMissing(f"the index is gone from Elasticsearch: run `cancu reindex` ({said})")
    if status in BUSY:
        return _Outcome(said, again=True)
    if status in _NOT_THE_DOCUMENT or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise IndexUnavailable(f"Elasticsearch cannot take documents (status {status}, {said})")
    return _Outcome(said)


def pause(attempt: int) -> float:
    """Seconds; by chance, so that those who were refused together do not come back together."""
    return min(FIRST_PAUSE * 2.0 ** (attempt - 1), LONGEST_PAUSE) * random.uniform(0.5, 1.0)


def _chunks(actions: Iterable[_Action]) -> Iterator[list[_Action]]:
    chunk: list[_Action] = []
    held = 0
    for action in actions:
        size = sum(map(len, action.lines))
        if chunk and (held + size > MAX_BYTES or len(chunk) == MAX_ACTIONS):
            yield chunk
            chunk, held = [], 0
        chunk.append(action)
        held += size
    if chunk:
        yield chunk


def _action(change: Change) -> _Action:
    if isinstance(change, Delete):
        return _Action(change.id, (_json({"delete": {"_id": change.id}}),))
    return _Action(change.id, (_json({"index": {"_id": change.id}}), _json(_source(change))))


def _source(document: IndexedDocument) -> dict[str, Any]:
    return {"id": document.id, **{name: _value(value) for name, value in document.fields.items()}}


def _value(value: Value) -> Any:
    return b64encode(value).decode() if isinstance(value, bytes) else value


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
