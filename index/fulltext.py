"""The embedded full-text engine: tantivy."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import tantivy

from ..pipeline.errors import IndexLocked, IndexUnavailable
from ..pipeline.vietnamese import fold, folded_words
from .engine import Change, Delete, FacetValue, Hit, IndexedDocument, Results, Why
from .query import Query, date_number, words

_TOKENIZER = "words"  # the fields are normalised before they come here: only blanks separate
_WRITER_BYTES = 64_000_000
LOCK_TIMEOUT = 10.0  # seconds another writer is waited for
_EXACT_BOOST = 3.0  # what is typed with marks comes first where it stands with these marks
_TITLE_BOOST = 2.0
_NUMBER_SCORE = 1_000.0  # the document that bears the number asked for comes before all others
_FACET_SIZE = 1_000

_MUST, _SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


class FullText:
    """An index in a folder. It becomes the writer, of which there is one, with the first change."""

    def __init__(self, folder: Path, index: tantivy.Index) -> None:
        index.register_tokenizer(_TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        self._folder = folder
        self._index = index
        self._schema = index.schema
        self._writer: tantivy.IndexWriter | None = None

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in `folder`."""
        with _reported(folder):
            if not folder.is_dir() or not tantivy.Index.exists(str(folder)):
                raise IndexUnavailable(f"no full-text index in {folder}: run `cancu reindex`")
            return cls(folder, tantivy.Index(_schema(), str(folder)))

    @classmethod
    def create(cls, folder: Path) -> Self:
        """The index in `folder`, made if it is not there: elsewhere first, so that nobody sees half of one."""
        with _reported(folder):
            made = folder.with_name(f".{folder.name}-{os.getpid()}")
            made.mkdir(parents=True)
            try:
                tantivy.Index(_schema(), str(made))
                with suppress(OSError):  # another process was first: its index is as good
                    made.rename(folder)
            finally:
                shutil.rmtree(made, ignore_errors=True)
        return cls.open(folder)

    @classmethod
    def replace(cls, folder: Path) -> Self:
        """An empty index in `folder`, whatever was there; one that can be opened is emptied as its only writer."""
        try:
            index = cls.open(folder)
            index.clear()
        except IndexLocked:
            raise
        except IndexUnavailable:
            with _reported(folder):
                shutil.rmtree(folder, ignore_errors=True)
            return cls.create(folder)
        return index

    def apply(self, changes: Sequence[Change]) -> None:
        with self._writing() as writer:
            for change in changes:
                writer.delete_documents_by_term("id", change.id)
                if not isinstance(change, Delete):
                    writer.add_document(_document(change))

    def clear(self) -> None:
        with self._writing() as writer:
            writer.delete_all_documents()

    def count(self) -> int:
        with _reported(self._folder):
            self._index.reload()
            return int(self._index.searcher().num_docs)

    def search(self, query: Query) -> Results:
        with _reported(self._folder):
            self._index.reload()
            search = _Search(self._schema, self._index.searcher(), query)
            return search.results()

    def close(self) -> None:
        if self._writer is not None:
            with _reported(self._folder):
                self._writer.wait_merging_threads()
            self._writer = None

    def _only_writer(self) -> tantivy.IndexWriter:
        """The writer; while another process writes, it is waited for."""
        give_up = time.monotonic() + LOCK_TIMEOUT
        while True:
            try:
                return self._index.writer(_WRITER_BYTES, 1)
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


class _Search:
    """One search: the engine's query for ours, and its answer."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, query: Query) -> None:
        self._schema = schema
        self._searcher = searcher
        self._query = query

    def results(self) -> Results:
        query, partly = self._whole(self._all_words()), False
        if len(self._query.words) > 1 and not self._query.is_number and not self._total(query):
            query, partly = self._whole(self._any_word()), True
        ranked = self._ranked(query)
        page = ranked[self._query.offset : self._query.offset + self._query.limit]
        reasons = self._reasons([id for _, id in page])
        hits = (Hit(id, score, (*reasons[id], *([Why.PARTLY] if partly else []))) for score, id in page)
        return Results(self._total(query), tuple(hits), self._facet(query, "kind"), self._facet(query, "year"))

    def _whole(self, wording: tantivy.Query | None) -> tantivy.Query:
        """The wording or the number, and besides all that is asked for."""
        query = self._query
        musts = [self._phrase(phrase) for phrase in query.phrases]
        if wording is not None:
            musts.append(_any([wording, *self._own_numbers(_NUMBER_SCORE)]))
        musts.extend(self._term("cites", cited) for cited in query.cites)
        musts.extend(tantivy.Query.const_score_query(condition, 0.0) for condition in self._filters())
        return _all(musts)

    def _all_words(self) -> tantivy.Query | None:
        found = self._words()
        return _all(found) if found else None

    def _any_word(self) -> tantivy.Query:
        return _any(self._words())

    def _words(self) -> list[tantivy.Query]:
        """For each word: it stands there, or a number that it is part of is cited."""
        runs = self._query.numbers
        return [
            _any(
                [
                    *self._wording((word,)),
                    *(self._term("cites", run.compact) for run in runs if run.start <= position < run.end),
                ]
            )
            for position, word in enumerate(self._query.words)
        ]

    def _phrase(self, phrase: tuple[str, ...]) -> tantivy.Query:
        return _any(self._wording(phrase))

    def _wording(self, phrase: tuple[str, ...]) -> list[tantivy.Query]:
        """A word, or words in a row, without marks; worth more in the title, and more with the marks typed."""
        folded = tuple(fold(word) for word in phrase)
        queries = [
            self._row("folded", folded),
            tantivy.Query.boost_query(self._row("title_folded", folded), _TITLE_BOOST),
        ]
        if folded != phrase:
            queries.append(tantivy.Query.boost_query(self._row("exact", phrase), _EXACT_BOOST))
            queries.append(tantivy.Query.boost_query(self._row("title_exact", phrase), _TITLE_BOOST * _EXACT_BOOST))
        return queries

    def _row(self, field: str, row: Sequence[str]) -> tantivy.Query:
        if len(row) == 1:
            return self._term(field, row[0])
        return tantivy.Query.phrase_query(self._schema, field, list(row))

    def _term(self, field: str, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value)

    def _own_numbers(self, score: float) -> list[tantivy.Query]:
        compacts = dict.fromkeys(run.compact for run in self._query.numbers)
        return [tantivy.Query.const_score_query(self._term("number", compact), score) for compact in compacts]

    def _filters(self) -> list[tantivy.Query]:
        query, filters = self._query, []
        if query.kind is not None:
            filters.append(self._term("kind_key", folded_words(query.kind)))
        if query.issuer is not None:
            filters += [self._term("issuer", word) for word in folded_words(query.issuer).split()]
        if query.date_from is not None or query.date_to is not None:
            filters.append(
                tantivy.Query.range_query(
                    self._schema,
                    "date",
                    tantivy.FieldType.Integer,
                    date_number(query.date_from, "0") if query.date_from else 0,
                    date_number(query.date_to, "9") if query.date_to else 9999_99_99,
                )
            )
        return filters

    def _total(self, query: tantivy.Query) -> int:
        return int(self._searcher.search(query, 1).count)  # type: ignore[attr-defined]  # not in its stubs

    def _ranked(self, query: tantivy.Query) -> list[tuple[float, str]]:
        """The best hits up to the end of the page, equal scores by id: so ties at that end are fetched whole."""
        end = min(self._query.offset + self._query.limit, max(self._searcher.num_docs, 1))
        if not (self._query.words or self._query.phrases):
            found = self._searcher.search(query, end, order_by_field="id", order=tantivy.Order.Asc).hits
            return [(0.0, id) for id, _ in found]
        size = end + 1
        found = self._searcher.search(query, size).hits
        while len(found) == size and _score(found[-1][0]) == _score(found[end - 1][0]):
            size *= 2
            found = self._searcher.search(query, size).hits
        ranked = [(_score(score), self._id(address)) for score, address in found]
        return sorted(ranked, key=lambda hit: (-hit[0], hit[1]))[:end]

    def _reasons(self, ids: list[str]) -> dict[str, tuple[Why, ...]]:
        """Why each of these documents is a hit. Its own number says all that need be said."""
        reasons: dict[str, list[Why]] = {id: [] for id in ids}
        for why, query in self._reason_queries():
            for id in self._among(query, ids):
                reasons[id].append(why)
        return {id: (Why.NUMBER,) if Why.NUMBER in found else tuple(found) for id, found in reasons.items()}

    def _reason_queries(self) -> Iterator[tuple[Why, tantivy.Query]]:
        query = self._query
        rows = [*((fold(word),) for word in query.words), *(tuple(map(fold, phrase)) for phrase in query.phrases)]
        yield Why.NUMBER, _any(self._own_numbers(1.0))
        yield (
            Why.CITES,
            _any([self._term("cites", cited) for cited in (*query.cites, *(r.compact for r in query.numbers))]),
        )
        yield Why.TITLE, _all([self._row("title_folded", row) for row in rows])
        yield Why.TEXT, _any([self._row("folded", row) for row in rows])

    def _among(self, query: tantivy.Query, ids: list[str]) -> list[str]:
        """Those of the documents that match."""
        if not ids:
            return []
        chosen = _all([tantivy.Query.term_set_query(self._schema, "id", ids), query])
        return [self._id(address) for _, address in self._searcher.search(chosen, len(ids)).hits]

    def _id(self, address: tantivy.DocAddress) -> str:
        return str(self._searcher.doc(address)["id"][0])

    def _facet(self, query: tantivy.Query, field: str) -> tuple[FacetValue, ...]:
        terms = {"terms": {"field": field, "size": _FACET_SIZE}}
        buckets = self._searcher.aggregate(query, {"values": terms})["values"]["buckets"]
        values = (FacetValue(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)
        return tuple(sorted(values, key=lambda value: (-value.count, value.value)))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for field in ("folded", "exact", "title_folded", "title_exact", "issuer"):
        builder.add_text_field(field, tokenizer_name=_TOKENIZER, index_option="position")
    for field in ("number", "cites", "kind_key"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in ("kind", "year"):
        builder.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("date", indexed=True, fast=True)
    return builder.build()


def _document(source: IndexedDocument) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", source.id)
    for prefix, text in (("", source.text), ("title_", source.title or "")):
        normal = " ".join(words(text))
        document.add_text(f"{prefix}exact", normal)
        document.add_text(f"{prefix}folded", fold(normal))
    for cited in source.cites:
        document.add_text("cites", cited)
    for field, value in (("number", source.number), ("kind", source.kind), ("issuer", source.issuer)):
        if value:
            document.add_text(field, folded_words(value) if field == "issuer" else value)
    for value in filter(None, (source.kind, source.kind_code)):
        document.add_text("kind_key", folded_words(value))
    if source.date:
        document.add_integer("date", date_number(source.date, "0"))
        document.add_text("year", source.date[:4])
    return document


def _score(score: float) -> float:
    """Documents that differ only in the order in which numbers were added up are equal."""
    return round(score, 3)


def _any(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return _of(_SHOULD, queries)


def _all(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return _of(_MUST, queries)


def _of(occur: tantivy.Occur, queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(occur, query) for query in queries])


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
