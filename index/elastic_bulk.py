"""Changes of an index in bulk: in pieces that a server takes, with patience, and an outcome for each document."""

from __future__ import annotations

import json
import random
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from ..pipeline.errors import IndexMissing, IndexUnavailable
from .elastic_server import BLOCKED, BUSY, Busy, Oversized, blocked, reason
from .engine import Change, Delete, IndexedDocument, Rejected, Value

MAX_BYTES = 8_000_000  # of a request; servers take 100 MB, and answer sooner to less
MAX_ACTIONS = 500
ATTEMPTS = 8
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0  # seconds; with 8 attempts a minute is waited at most
_NOT_THE_DOCUMENT = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)  # reasons for refusing it, whatever is in it

Send = Callable[[Sequence[bytes]], Any]  # lines of a bulk request -> the body of its answer
Wait = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class _Action:
    id: str
    lines: tuple[bytes, ...]


class Loader:
    """Hands changes to a server; `created` counts the documents that were not there before."""

    def __init__(self, send: Send, wait: Wait) -> None:
        self._send = send
        self._wait = wait
        self.created = 0

    def load(self, changes: Iterable[Change]) -> tuple[Rejected, ...]:
        """Returns what the server does not take, however often it is asked. Raises `IndexUnavailable`."""
        return tuple(each for chunk in _chunks(map(_action, changes)) for each in self._patiently(chunk))

    def _patiently(self, actions: Sequence[_Action]) -> Iterator[Rejected]:
        """What the server is too busy for is asked again, less often each time."""
        for attempt in range(ATTEMPTS):
            if attempt:
                self._wait(_pause(attempt))
            try:
                items = self._send([line for action in actions for line in action.lines])["items"]
            except Busy:
                if attempt + 1 == ATTEMPTS:
                    raise
                continue
            except Oversized as error:
                yield from self._halved(actions, str(error))
                return
            outcomes = [_outcome(item) for item in items]
            yield from (
                Rejected(action.id, outcome.why)
                for action, outcome in zip(actions, outcomes, strict=True)
                if outcome.why and not outcome.again
            )
            self.created += sum(outcome.created for outcome in outcomes)
            actions = [action for action, outcome in zip(actions, outcomes, strict=True) if outcome.again]
            if not actions:
                return
            why = next(outcome.why for outcome in outcomes if outcome.again)
        raise Busy(f"Elasticsearch has too much to do ({why}): run `cancu reindex` when it has less")

    def _halved(self, actions: Sequence[_Action], why: str) -> Iterator[Rejected]:
        """Finds the document for which the server refuses a whole request."""
        if len(actions) == 1:
            yield Rejected(actions[0].id, why)
            return
        middle = len(actions) // 2
        yield from self._patiently(actions[:middle])
        yield from self._patiently(actions[middle:])


@dataclass(frozen=True, slots=True)
class _Outcome:
    """`why` is empty for what was done; `again`: the server was only too busy."""

    created: bool
    why: str
    again: bool


def _outcome(item: dict[str, dict[str, Any]]) -> _Outcome:
    """Raises `IndexUnavailable` if what is wrong is not the document."""
    (done,) = item.values()
    if (error := done.get("error")) is None:
        return _Outcome(done.get("result") == "created", "", False)
    said, status = reason(error), int(done["status"])
    if error.get("type") == BLOCKED:
        raise IndexUnavailable(f"Elasticsearch: {blocked(said)}")
    if status == HTTPStatus.NOT_FOUND:
        raise IndexMissing(f"the index is gone from Elasticsearch: run `cancu reindex` ({said})")
    if status in BUSY:
        return _Outcome(False, said, True)
    if status in _NOT_THE_DOCUMENT or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise IndexUnavailable(f"Elasticsearch cannot take documents (status {status}, {said})")
    return _Outcome(False, said, False)


def _pause(attempt: int) -> float:
    """Seconds; by chance, so that those who were refused together do not come back together."""
    return min(_FIRST_PAUSE * 2.0 ** (attempt - 1), _LONGEST_PAUSE) * random.uniform(0.5, 1.0)


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
