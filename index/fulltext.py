"""The embedded full-text engine: tantivy."""

from __future__ import annotations

import os
import re
import shutil
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import groupby
from pathlib import Path

import tantivy

from ..pipeline.errors import IndexLocked, IndexMissing, IndexUnavailable
from .clause import All, Any, Boost, Clause, Constant, Not, OneOf, Order, Phrase, Prefix, Range, Search, Term
from .engine import Candidate, Change, Delete, Facets, FacetValue, Found, IndexedDocument, Rejected
from .fields import FACET_SIZE, FIELDS, FIRST_DAY, LAST_DAY, Keeps
from .frequencies import Frequencies

_TOKENIZER = "words"  # the fields are normalised before they come here: only blanks separate
_WRITER_BYTES = 256_000_000  # of the writer: with half as much 100,000 documents are merged once more
LOCK_TIMEOUT = 10.0  # seconds another writer is waited for
_START = "id_start"  # of the id as a number: of thousands that score alike only those of the page are loaded
# Facets of hundreds of values and more are counted as numbers: texts are named in every part of an index before they
# are added up, which takes 7 ms for 200 of 20,000, however few match. With each, of how many values in every part the
# counts are added up: of all signers, who are alike; what is cited most comes early everywhere.
_NUMBERED = {"issuer": 5_000, "signer": 5_000, "cited": 500}
_ADDED = 500  # of other facets
_TIED = 30  # values as frequent as the last that is told: so many more are asked for
_ALIKE = 1_000  # more than a page are fetched at once: scores are often alike, and to search again takes as long
_DEEPER = 5  # times as many as up to the end of a page: far down the most score alike

_Commit = tuple[int, int, int]
_Count = tuple[str, int]  # a value, and how many documents have it
_Keyed = tuple[float, tantivy.DocAddress]  # score, date or start of the id, and where the document is
_Fetch = Callable[[int], list[_Keyed]]  # so many of the first

_MUST, _SHOULD, _MUST_NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


class FullText:
    """An index in a folder, opened when it is first asked. It is the writer, of which there is one, until closed."""

    name = "embedded"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: tantivy.Index | None = None
        self._writer: tantivy.IndexWriter | None = None
        self._current: tantivy.Searcher | None = None
        self._read: _Commit | None = None  # what the searcher has
        self._values: dict[int, str] = {}  # by number, those that were told

    def apply(self, changes: Sequence[Change]) -> tuple[Rejected, ...]:
        with self._writing() as writer:
            for change in changes:
                writer.delete_documents_by_term("id", change.id)
                if not isinstance(change, Delete):
                    writer.add_document(_document(change))
        return ()

    def rebuild(self, documents: Iterable[IndexedDocument]) -> tuple[Rejected, ...]:
        """All in one commit: until then readers see what was there, if it can be read."""
        try:
            self._index()
        except IndexLocked:
            raise
        except IndexUnavailable:
            self._make()
        with self._writing() as writer:
            writer.delete_all_documents()
            for document in documents:
                writer.add_document(_document(document))
        return ()

    def search(self, search: Search) -> Found:
        with _reported(self._folder):
            return _Reader(self._searcher(), self._values).search(search)

    def facets(self, where: Clause, names: Sequence[str]) -> Facets:
        with _reported(self._folder):
            return _Reader(self._searcher(), self._values).facets(where, names)

    def frequencies(self, terms: Sequence[Term]) -> Frequencies:
        with _reported(self._folder):
            searcher = self._searcher()
            counted = {term: int(searcher.doc_freq(term.field, term.value)) for term in terms}
            return Frequencies(int(searcher.num_docs), counted)

    def count(self) -> int:
        with _reported(self._folder):
            return int(self._searcher().num_docs)

    def problems(self) -> tuple[str, ...]:
        try:
            self.count()
        except IndexUnavailable as error:
            return (str(error),)
        return ()

    def close(self) -> None:
        writer, self._writer, self._opened, self._current = self._writer, None, None, None
        if writer is not None:
            with _reported(self._folder):
                writer.wait_merging_threads()

    def _index(self) -> tantivy.Index:
        if self._opened is None:
            with _reported(self._folder):
                if not self._folder.is_dir() or not tantivy.Index.exists(str(self._folder)):
                    raise IndexMissing(f"no full-text index in {self._folder}: run `cancu reindex`")
                self._opened = tantivy.Index(_schema(), str(self._folder))
                words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
                self._opened.register_tokenizer(_TOKENIZER, words)
        return self._opened

    def _make(self) -> None:
        """An empty index in place of what is there: made elsewhere first, so that nobody sees half of one."""
        self._opened = self._current = None
        with _reported(self._folder):
            made = self._folder.with_name(f".{self._folder.name}-{os.getpid()}")
            made.mkdir(parents=True)
            try:
                tantivy.Index(_schema(), str(made))
                shutil.rmtree(self._folder, ignore_errors=True)
                with suppress(OSError):  # another process was first: its index is as good
                    made.rename(self._folder)
            finally:
                shutil.rmtree(made, ignore_errors=True)

    def _searcher(self) -> tantivy.Searcher:
        """The last commit, whoever made it. To look whether there is a new one takes 2 us, to read it again 70–200."""
        index, last = self._index(), _commit(self._folder)
        if self._current is None or last != self._read:
            index.reload()
            self._current, self._read = index.searcher(), last
        return self._current

    def _only_writer(self) -> tantivy.IndexWriter:
        """The writer; while another process writes, it is waited for."""
        give_up = time.monotonic() + LOCK_TIMEOUT
        while True:
            try:
                return self._index().writer(_WRITER_BYTES, 1)
            except ValueError as error:
                if not _is_locked(error) or time.monotonic() > give_up:
                    raise
                time.sleep(0.05)

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """The writer; what was written is committed at the end, or taken back."""
        with _reported(self._folder):
            if self._writer is None:
                self._writer = self._only_writer()
            try:
                yield self._writer
                self._writer.commit()
            except BaseException:
                self._writer.rollback()
                raise


def _commit(folder: Path) -> _Commit:
    """What tells a commit from those before it: each writes this file anew."""
    found = (folder / "meta.json").stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


@dataclass(frozen=True, slots=True)
class _Hits:
    """The first of those that match; `total` of them if they were counted."""

    total: int
    hits: list[_Keyed]


class _Reader:
    """Answers from one moment of the index."""

    def __init__(self, searcher: tantivy.Searcher, values: dict[int, str]) -> None:
        self._searcher = searcher
        self._values = values

    def search(self, search: Search) -> Found:
        if not search.size:
            return Found(self._ask(_query(search.where), 1, field=_START, counted=True).total, ())
        if search.order is not Order.RANK:
            return self._dated(search)
        return self._ranked(search) if search.rank else self._plain(search)

    def facets(self, where: Clause, names: Sequence[str]) -> Facets:
        query = _query(where)
        found = self._counts(query, {name: _counted(name) for name in names}, FACET_SIZE + _TIED)
        many = [name for name in names if name in _NUMBERED and _is_tied(found[name])]
        found |= self._counts(query, {name: name for name in many}, FACET_SIZE)
        numbered = {name: found[name] for name in names if name in _NUMBERED and name not in many}
        found |= {name: self._named_values(name, counts) for name, counts in numbered.items()}
        return {name: _facet(found[name]) for name in names}

    def _counts(self, query: tantivy.Query, fields: dict[str, str], size: int) -> dict[str, list[_Count]]:
        """The most frequent values of fields, by names given to them."""
        if not fields:
            return {}
        asked = {
            name: {"terms": {"field": field, "size": size, "segment_size": _NUMBERED.get(name, _ADDED)}}
            for name, field in fields.items()
        }
        found = self._searcher.aggregate(query, asked)
        return {
            name: [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in found[name]["buckets"]]
            for name in fields
        }

    def _named_values(self, name: str, counts: list[_Count]) -> list[_Count]:
        """The values of numbers, those that are as frequent as the last that is told included."""
        least = counts[FACET_SIZE - 1][1] if len(counts) >= FACET_SIZE else 0
        return [(self._value(name, int(number)), count) for number, count in counts if count >= least]

    def _value(self, name: str, number: int) -> str:
        """The value of this number, as a document has it that bears it; found once, as it never changes."""
        if number not in self._values:
            found = self._searcher.search(tantivy.Query.term_query(_schema(), _counted(name), number), 1, count=False)
            values = self._searcher.doc(found.hits[0][1]).get_all(name)
            self._values[number] = str(next(value for value in values if _number(value) == number))
        return self._values[number]

    def _ranked(self, search: Search) -> Found:
        """A page by score, at the end of all those that what is ranked by tells nothing of."""
        query = _scored(search.where, search.rank)
        end = min(search.first + search.size, self._searcher.num_docs)
        asked = _DEEPER * end + _ALIKE
        found = self._ask(query, asked, counted=True)
        if found.total <= len(found.hits):  # those without a score are at hand
            return Found(found.total, tuple(self._page(lambda _: found.hits, search.first, min(end, found.total))))
        told = _scoring(found.hits[:end])

        def best(size: int) -> list[_Keyed]:
            hits = found.hits if size <= asked else self._ask(query, size).hits
            return hits[: _scoring(hits)]

        page = self._page(best, search.first, told)
        if told < end:
            page += self._named(search.where, max(search.first - told, 0), end - told, found.hits[:told])
        return Found(found.total, tuple(page))

    def _plain(self, search: Search) -> Found:
        """A page by id."""
        query, end = _query(search.where), min(search.first + search.size, self._searcher.num_docs)
        found = self._ask(query, end + _ALIKE, field=_START, counted=True)

        def nearest(size: int) -> list[_Keyed]:
            return found.hits if size <= end + _ALIKE else self._ask(query, size, field=_START).hits

        return Found(found.total, self._unscored(nearest, search.first, min(end, found.total)))

    def _dated(self, search: Search) -> Found:
        """A page by date, at the end of all those without one."""
        any_day = Range("date", FIRST_DAY, LAST_DAY)
        dated, end = _query(All((search.where, any_day))), min(search.first + search.size, self._searcher.num_docs)
        newest = search.order is Order.NEWEST
        found = self._ask(dated, end + _ALIKE, field="date", falling=newest, counted=True)
        total = self._ask(_query(search.where), 1, field=_START, counted=True).total

        def nearest(size: int) -> list[_Keyed]:
            return found.hits if size <= end + _ALIKE else self._ask(dated, size, field="date", falling=newest).hits

        end = min(end, total)
        page = self._unscored(nearest, search.first, min(end, found.total))
        if found.total < end:
            undated = All((search.where, Not(any_day)))
            page += self._named(undated, max(search.first - found.total, 0), end - found.total)
        return Found(total, page)

    def _named(self, where: Clause, first: int, end: int, others: Sequence[_Keyed] = ()) -> tuple[Candidate, ...]:
        """A page `[first, end)` by id of what matches, without these others."""
        query = _query(where)
        known = {(address.segment_ord, address.doc) for _, address in others}

        def nearest(size: int) -> list[_Keyed]:
            hits = self._ask(query, size + len(known), field=_START).hits
            return [(key, each) for key, each in hits if (each.segment_ord, each.doc) not in known][:size]

        return self._unscored(nearest, first, end)

    def _unscored(self, fetch: _Fetch, first: int, end: int) -> tuple[Candidate, ...]:
        return tuple(replace(each, score=0.0) for each in self._page(fetch, first, end))

    def _ask(
        self, query: tantivy.Query, size: int, *, field: str | None = None, falling: bool = False, counted: bool = False
    ) -> _Hits:
        """The first `size` by score, or by a field: then nothing is scored, which is faster."""
        order = tantivy.Order.Desc if falling or field is None else tantivy.Order.Asc
        found = self._searcher.search(query, size, count=counted, order_by_field=field, order=order)
        return _Hits(int(found.count) if counted else 0, found.hits)  # type: ignore[attr-defined]  # not in its stubs

    def _page(self, fetch: _Fetch, first: int, end: int) -> list[Candidate]:
        """The page `[first, end)` of what `fetch` gives the best of, equal keys by id.

        So all are fetched that are equal to the last of the page.
        """
        if first >= end:
            return []
        size = end + _ALIKE
        while len(found := fetch(size)) >= size and _key(found[-1]) == _key(found[end - 1]):
            size *= 4
        page: list[Candidate] = []
        at, after = _equals(found, first)[0], _equals(found, end - 1)[1]
        for key, equal in groupby(found[at:after], key=_key):
            addresses = [address for _, address in equal]
            page += self._by_id(key, addresses, max(first - at, 0), min(end - at, len(addresses)))
            at += len(addresses)
        return page

    def _by_id(self, key: float, addresses: list[tantivy.DocAddress], low: int, high: int) -> list[Candidate]:
        """Those `[low, high)` of equals in the order of their ids, none loaded whose id starts otherwise."""
        before = 0
        if len(addresses) > high - low:
            starts = [int(start or 0) for start in self._searcher.fast_field_values(_START, addresses)]
            ordered = sorted(starts)
            first, last = ordered[low], ordered[high - 1]
            before = bisect_left(ordered, first)
            addresses = [each for start, each in zip(starts, addresses, strict=True) if first <= start <= last]
        loaded = sorted((self._candidate(key, each) for each in addresses), key=lambda each: each.id)
        return loaded[low - before : high - before]

    def _candidate(self, score: float, address: tantivy.DocAddress) -> Candidate:
        document = self._searcher.doc(address)
        return Candidate(str(document.get_first("id")), score, bytes(document.get_first("sketch") or b""))


def _key(hit: _Keyed) -> float:
    """What hits are ordered by: a score as it is told, to three decimals."""
    return round(hit[0], 3)


def _scoring(hits: Sequence[_Keyed]) -> int:
    """How many have a score: those without one are last."""
    return bisect_left(hits, True, key=lambda hit: not _key(hit))


def _equals(found: Sequence[_Keyed], at: int) -> tuple[int, int]:
    """Where those start and end that are ordered alike with one of them."""
    start, end, key = at, at + 1, _key(found[at])
    while start and _key(found[start - 1]) == key:
        start -= 1
    while end < len(found) and _key(found[end]) == key:
        end += 1
    return start, end


def _is_tied(counts: Sequence[_Count]) -> bool:
    """Are more values as frequent as the last that is told than were asked for? Which come first their letters say."""
    return len(counts) == FACET_SIZE + _TIED and counts[-1][1] == counts[FACET_SIZE - 1][1]


def _facet(counts: Iterable[_Count]) -> tuple[FacetValue, ...]:
    values = (FacetValue(value, count) for value, count in counts)
    return tuple(sorted(values, key=lambda value: (-value.count, value.value))[:FACET_SIZE])


def _counted(facet: str) -> str:
    """The field that a facet is counted by."""
    return f"{facet}_number" if facet in _NUMBERED else facet


@lru_cache(100_000)
def _number(value: str) -> int:
    """A value as a number of 6 bytes: two of a million values are the same once in 600 archives."""
    return int.from_bytes(blake2b(value.encode(), digest_size=6).digest(), "big")


def _query(clause: Clause) -> tantivy.Query:  # noqa: PLR0911  # one for each kind of clause
    """A clause as the engine's query."""
    make = tantivy.Query
    match clause:
        case Term(field, value):
            return make.term_query(_schema(), field, value)
        case OneOf(field, values):
            return make.term_set_query(_schema(), field, list(values))
        case Phrase(field, words):
            return make.phrase_query(_schema(), field, _places(field, words))
        case Prefix(field, start):
            return make.regex_query(_schema(), field, f"{re.escape(start)}.*")
        case Range(field, low, high):
            return make.range_query(_schema(), field, tantivy.FieldType.Integer, low, high)
        case All(clauses):
            return make.boolean_query(_musts(clauses))
        case Any(clauses, at_least):
            alternatives = [(_SHOULD, _query(each)) for each in clauses]
            return make.boolean_query(alternatives, minimum_number_should_match=at_least)
        case Not():
            return make.boolean_query(_musts((clause,)))
        case Boost(inner, factor):
            return make.boost_query(_query(inner), factor)
        case Constant(inner, score):
            return make.const_score_query(_query(inner), score)


def _scored(where: Clause, rank: Sequence[Clause]) -> tantivy.Query:
    """What matches `where`, ranked by `rank`: a clause that stands in both is looked up once."""
    ranked = {each.clause if isinstance(each, Boost) else each: each for each in rank}
    parts = tuple(dict.fromkeys(_parts(where)))
    scored = [ranked[each] for each in parts if each in ranked]
    silent = [each if isinstance(each, Not) else Constant(each, 0.0) for each in parts if each not in ranked]
    more = [(_SHOULD, _query(each)) for each in rank if each not in scored]
    return tantivy.Query.boolean_query([*_musts([*scored, *silent]), *more])


def _parts(where: Clause) -> Iterator[Clause]:
    """What must match, one by one."""
    if isinstance(where, All):
        for each in where.clauses:
            yield from _parts(each)
    else:
        yield where


def _places(field: str, words: Sequence[str]) -> list[str | tuple[int, str]]:
    """Words with their places in a phrase. Of pairs every second one is enough, with the last, to say all words."""
    last = len(words) - 1
    return [(at, word) for at, word in enumerate(words) if field != "pairs" or at % 2 == 0 or at == last]


def _musts(clauses: Sequence[Clause]) -> list[tuple[tantivy.Occur, tantivy.Query]]:
    absent = [(_MUST_NOT, _query(each.clause)) for each in clauses if isinstance(each, Not)]
    present = [(_MUST, _query(each)) for each in clauses if not isinstance(each, Not)]
    everything = tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)
    # To the engine, nothing but what must be absent means no document.
    return [*(present or [(_MUST, everything)]), *absent]


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(_START, fast=True)
    for field, keeps in FIELDS.items():
        match keeps:
            case Keeps.PLACES:
                builder.add_text_field(field, tokenizer_name=_TOKENIZER, index_option="position")
            case Keeps.TOKENS:
                builder.add_text_field(field, tokenizer_name=_TOKENIZER, index_option="freq")
            case Keeps.KEYS:
                builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
            case Keeps.FACET if field in _NUMBERED:
                builder.add_text_field(field, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
                builder.add_unsigned_field(_counted(field), indexed=True, fast=True)
            case Keeps.FACET:
                builder.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
            case Keeps.NUMBER:
                builder.add_integer_field(field, indexed=True, fast=True)
            case Keeps.STORED:
                builder.add_bytes_field(field, stored=True)
    return builder.build()


def _document(source: IndexedDocument) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", source.id)
    document.add_unsigned(_START, int.from_bytes(source.id.encode()[:8].ljust(8, b"\0"), "big"))
    for field, value in source.fields.items():
        match value:
            case str():
                document.add_text(field, value)
            case int():
                document.add_integer(field, value)
            case bytes():
                document.add_bytes(field, value)
            case _:
                for each in value:
                    document.add_text(field, each)
                    if field in _NUMBERED:
                        document.add_unsigned(_counted(field), _number(each))
    return document


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    """What tantivy raises, as ours."""
    try:
        yield
    except (ValueError, OSError) as error:
        reason = str(error).splitlines()[0]
        if _is_locked(error):
            raise IndexLocked(f"another cancu is writing to {folder}: try again when that has ended") from error
        raise IndexUnavailable(
            f"the full-text index in {folder} cannot be used ({reason}): run `cancu reindex`"
        ) from error


def _is_locked(error: Exception) -> bool:
    """Does tantivy say that another process is the writer?"""
    return str(error).startswith("Failed to acquire Lockfile")
