"""The full-text engine for many users and millions of documents: Elasticsearch.

The index of an archive is behind an alias. A rebuild fills a new index, `<alias>-<number>`, and then moves the alias to
it: searches see the old one until then, and go on to do so if it fails.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import resources
from typing import Any, TypeVar

from ...pipeline.config import Elasticsearch
from ...pipeline.errors import IndexMissing, IndexUnavailable
from .. import fields
from ..clause import Clause, Search, Term
from ..engine import Candidate, Change, Facets, FacetValue, Found, IndexedDocument, Rejected
from ..frequencies import Frequencies
from . import clauses as elastic_query
from .bulk import Wait, load, pause
from .server import Busy, Server, blocked

DEFINITION: dict[str, Any] = json.loads(resources.files(__package__).joinpath("mapping.json").read_text("utf-8"))
VERSION = hashlib.sha256(json.dumps([DEFINITION, fields.VERSION], sort_keys=True).encode()).hexdigest()[:12]
OWNER = "cancu"  # under this name an index tells in its mapping whose it is

DEPTH = 10_000  # hits that a server gives by their places; further ones are walked to
_STEP = 1_000  # hits with their sketches at a time
_KEEP = "2m"  # what is walked through is kept between two steps
_FLUSH_SECONDS = 600.0  # what was loaded is written to the disk in one go
ATTEMPTS = 3  # to have an answer
# Stored fields are unpacked block by block, those of 75 hits in 10 ms; columns are read where they stand.
_BARE = {"stored_fields": "_none_"}
_SKETCHES = {**_BARE, "docvalue_fields": ["id", "sketch"]}
_LOADING = {"auto_expand_replicas": "false", "number_of_replicas": 0}
_LOADED = {"auto_expand_replicas": DEFINITION["settings"]["auto_expand_replicas"]}


_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class _Held:
    """An index: the archive it is of and the version of its mapping, None if another program made it.

    `number`: 0 if its name is not one of a rebuild.
    """

    name: str
    number: int
    archive: str | None
    version: str | None
    aliased: bool


class Elastic:
    """The index of one archive on a server, looked at when it is first asked."""

    def __init__(self, settings: Elasticsearch, archive: str, wait: Wait = time.sleep) -> None:
        self._server = Server(settings)
        self._archive = archive
        self._alias = settings.index or f"cancu-{archive}"
        self._wait = wait
        self._checked = False

    @property
    def name(self) -> str:
        return f"elasticsearch {self._server.url}/{self._alias}"

    def apply(self, changes: Sequence[Change]) -> tuple[Rejected, ...]:
        self._check()
        latest = {change.id: change for change in changes}  # asked again for some, a server takes them in another order
        rejected = self._load(self._alias, latest.values())
        self._refresh(self._alias)
        return rejected

    def rebuild(self, documents: Iterable[IndexedDocument]) -> tuple[Rejected, ...]:
        """A failure leaves at most a half-made index that nobody sees; the next rebuild takes it away."""
        there = self._indices()
        old = [each for each in there if each.archive == self._archive and each.number]
        self._delete([each.name for each in old if not each.aliased])
        new = f"{self._alias}-{max((each.number for each in there), default=0) + 1:06}"
        try:
            self._create(new)
            rejected = self._fill(new, documents)
            self._move([each.name for each in old if each.aliased], new)
        except BaseException:
            with suppress(IndexUnavailable):  # what is told is why the rebuild failed
                self._delete([new])
            raise
        self._checked = True
        with suppress(IndexUnavailable):  # the next rebuild deletes what is left over
            self._delete([each.name for each in old if each.aliased])
        return rejected

    def search(self, search: Search) -> Found:
        end = search.first + search.size
        if end > DEPTH:
            return self._again(lambda: self._walk(search))
        page = {"from": search.first, "size": search.size}
        answer = self._asked({**elastic_query.search(search), **page, **_SKETCHES})
        return Found(_total(answer), tuple(map(_candidate, answer["hits"]["hits"])))

    def facets(self, where: Clause, names: Sequence[str]) -> Facets:
        if not names:
            return {}
        counted = self._asked({**elastic_query.facets(where, names), "size": 0})["aggregations"]
        return {
            name: tuple(FacetValue(each["key"], each["doc_count"]) for each in counted[name]["buckets"])
            for name in names
        }

    def frequencies(self, terms: Sequence[Term]) -> Frequencies:
        if not terms:
            return Frequencies(self.count(), {})
        answer = self._asked({**elastic_query.frequencies(terms), "size": 0})
        counted = (each["doc_count"] for each in answer["aggregations"]["terms"]["buckets"])
        return Frequencies(_total(answer), dict(zip(terms, counted, strict=True)))

    def count(self) -> int:
        return _total(self._asked({"size": 0}))

    def problems(self) -> tuple[str, ...]:
        try:
            self._checked = False
            self._check()
            health = self._server.ask(lambda client: client.cluster.health(index=self._alias))
            settings = self._server.ask(
                lambda client: client.indices.get_settings(index=self._alias, flat_settings=True)
            )
        except IndexUnavailable as error:
            return (str(error),)
        return tuple(filter(None, (_sick(health), *(_read_only(each["settings"]) for each in settings.values()))))

    def close(self) -> None:
        self._server.close()
        self._checked = False

    def _asked(self, body: dict[str, Any]) -> Any:
        return self._again(lambda: self._found(body, self._alias))

    def _again(self, ask: Callable[[], _Answer]) -> _Answer:
        """A rebuild may take the index away while it is asked: the next question goes to the new one."""
        for attempt in range(1, ATTEMPTS + 1):
            self._check()
            try:
                return ask()
            except (IndexMissing, Busy):
                self._checked = False
                if attempt == ATTEMPTS:
                    raise
                self._wait(pause(attempt))
        raise AssertionError("the last attempt returns or raises")

    def _found(self, body: dict[str, Any], index: str | None) -> Any:
        """The answer of the whole index: a part of it would pass for all there is."""
        partly = None if index is None else False
        answer = self._server.ask(
            lambda client: client.search(
                index=index, body={"track_total_hits": True, **body}, allow_partial_search_results=partly
            )
        )
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise IndexUnavailable(f"only a part of {self.name} answers: try again, or run `cancu reindex`")
        return answer

    def _walk(self, search: Search) -> Found:
        """A page that is further down than a server counts: from hit to hit, in what is there at one moment."""
        body = elastic_query.search(search)
        with self._moment() as moment:
            candidates: list[Candidate] = []
            at, end, total = 0, search.first + search.size, DEPTH
            while at < min(end, total):
                asked = at >= search.first
                step = min(_STEP, end - at) if asked else min(DEPTH, search.first - at)
                page = {"size": step, "pit": moment, **(_SKETCHES if asked else _BARE)}
                answer = self._found({**body, **page}, None)
                hits, total = answer["hits"]["hits"], _total(answer)
                if not hits or total <= search.first:
                    break
                candidates += map(_candidate, hits) if asked else ()
                body["search_after"] = hits[-1]["sort"]
                at += len(hits)
            return Found(total, tuple(candidates))

    @contextmanager
    def _moment(self) -> Iterator[dict[str, str]]:
        opened = self._server.ask(lambda client: client.open_point_in_time(index=self._alias, keep_alive=_KEEP))
        try:
            yield {"id": opened["id"], "keep_alive": _KEEP}
        finally:
            self._server.ask(lambda client: client.close_point_in_time(id=opened["id"]))

    def _load(self, alias: str, changes: Iterable[Change]) -> tuple[Rejected, ...]:
        """Only through an alias: a server makes an index that is missing as it thinks fit."""

        def send(lines: Sequence[Any]) -> Any:
            return self._server.ask(lambda client: client.bulk(index=alias, operations=lines, require_alias=True))

        return load(changes, send, self._wait)

    def _check(self) -> None:
        """Is there an index, of this archive, that this version of the program made?"""
        if self._checked:
            return
        behind = [each for each in self._indices() if each.aliased]
        if not behind:
            raise IndexMissing(f"{self._server.url} has no index {self._alias}: run `cancu reindex`")
        if [each.version for each in behind] != [VERSION]:
            raise IndexUnavailable(f"{self.name} was made by another version of cancu: run `cancu reindex`")
        self._checked = True

    def _indices(self) -> list[_Held]:
        """What is there of such names, half-made ones too. Raises `IndexUnavailable` if the alias is another's."""
        pattern = f"{self._alias},{self._alias}-*"
        told = self._server.ask(
            lambda client: client.indices.get(
                index=pattern, features=["aliases", "mappings"], allow_no_indices=True, ignore_unavailable=True
            )
        )
        held = [_held(name, index, self._alias) for name, index in told.items()]
        for each in held:
            if each.name == self._alias or (each.aliased and each.archive != self._archive):
                whose = f"of the archive {each.archive}" if each.archive else "not made by cancu"
                raise IndexUnavailable(
                    f"{self._alias} is taken on {self._server.url} by an index {whose}: "
                    "choose another name in CANCU_ELASTICSEARCH_INDEX"
                )
        return held

    def _create(self, name: str) -> None:
        owner = {OWNER: {"archive": self._archive, "version": VERSION}}
        made = self._server.ask(
            lambda client: client.indices.create(
                index=name,
                aliases={_filling(name): {}},
                settings={**DEFINITION["settings"], **_LOADING},
                mappings={**DEFINITION["mappings"], "_meta": owner},
            )
        )
        if not made["shards_acknowledged"]:
            raise IndexUnavailable(f"{self._server.url} has no place for an index: is its disk full?")

    def _fill(self, name: str, documents: Iterable[IndexedDocument]) -> tuple[Rejected, ...]:
        rejected = self._load(_filling(name), documents)
        self._server.ask(lambda client: client.indices.put_settings(index=name, settings=_LOADED))
        self._refresh(name)
        self._merge(name)
        return rejected

    def _merge(self, name: str) -> None:
        """Has the server drop what it kept for recovery: 2.9 times the text becomes 0.8. Nobody waits for it."""
        self._server.ask(lambda client: client.options(request_timeout=_FLUSH_SECONDS).indices.flush(index=name))
        self._server.ask(
            lambda client: client.indices.forcemerge(index=name, max_num_segments=1, wait_for_completion=False)
        )

    def _move(self, old: Sequence[str], new: str) -> None:
        """In one step: who asks gets answers of the old or of the new index."""
        actions: list[dict[str, dict[str, str]]] = [
            {"add": {"index": new, "alias": self._alias}},
            {"remove": {"index": new, "alias": _filling(new)}},
            *({"remove": {"index": name, "alias": self._alias}} for name in old),
        ]
        self._server.ask(lambda client: client.indices.update_aliases(actions=actions))

    def _delete(self, names: Sequence[str]) -> None:
        if names:
            self._server.ask(lambda client: client.indices.delete(index=list(names), ignore_unavailable=True))

    def _refresh(self, index: str) -> None:
        shards = self._server.ask(lambda client: client.indices.refresh(index=index))["_shards"]
        if shards["failed"]:
            raise IndexUnavailable(f"only a part of {self.name} took what is new: try again, or run `cancu reindex`")


def _filling(index: str) -> str:
    """The alias of an index that is being made."""
    return f"{index}-filling"


def _held(name: str, index: dict[str, Any], alias: str) -> _Held:
    numbered = re.fullmatch(rf"{re.escape(alias)}-(\d+)", name)
    owner = index.get("mappings", {}).get("_meta", {}).get(OWNER, {})
    number = int(numbered[1]) if numbered else 0
    return _Held(name, number, owner.get("archive"), owner.get("version"), alias in index.get("aliases", {}))


def _candidate(hit: dict[str, Any]) -> Candidate:
    fields = hit["fields"]
    return Candidate(fields["id"][0], round(hit["_score"] or 0.0, 3), b64decode(fields.get("sketch", ("",))[0]))


def _total(answer: Any) -> int:
    return int(answer["hits"]["total"]["value"])


def _sick(health: dict[str, Any]) -> str | None:
    missing = health["unassigned_shards"] + health["initializing_shards"]
    match health["status"]:
        case "red":
            return (
                f"{missing} parts of the index cannot be read (red): start the nodes that have them, "
                "or run `cancu reindex`"
            )
        case "yellow":
            return (
                f"{missing} copies of parts of the index are missing (yellow): it works, but start the other nodes "
                "before one more fails"
            )
        case _:
            return None


def _read_only(settings: dict[str, str]) -> str | None:
    blocks = [key for key, value in settings.items() if key.startswith("index.blocks.") and value == "true"]
    return blocked(", ".join(blocks).replace("_", "-")) if blocks else None
