"""What is asked of an index, as Elasticsearch's query language."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any as Anything

from ..clause import All, Any, Boost, Clause, Constant, Not, OneOf, Order, Phrase, Prefix, Range, Search, Term
from ..fields import FACET_SIZE

Json = dict[str, Anything]

# A server allows at least 1,024 clauses in a query, and more by its memory: what restricts and what ranks together can
# be more, each alone hardly is.
MAX_CLAUSES = 1_000
MAX_DEPTH = 20  # a server reads 30 levels; people may type 50 parentheses
MAX_TERM = 32_766  # bytes; there are no longer ones in an index, and the server refuses to look for one

_EVERYTHING: Json = {"match_all": {}}
_NOTHING: Json = {"match_none": {}}
_ROUNDED = "Math.round(_score * 1000) / 1000.0"  # equal to what is shown, so that equal ones can be ordered by id
_BY_ID: Json = {"id": "asc"}


def search(search: Search) -> Json:
    """The body of a search, but for its page."""
    where = filtered((search.where,))
    if search.order is not Order.RANK:
        direction = "desc" if search.order is Order.NEWEST else "asc"
        return {"query": where, "sort": [{"date": {"order": direction, "missing": "_last"}}, _BY_ID]}
    if not search.rank:
        return {"query": where, "sort": [_BY_ID]}
    body: Json = {"sort": [{"_score": "desc"}, _BY_ID]}
    if size(search.where) + sum(map(size, search.rank)) > MAX_CLAUSES:
        body["post_filter"], where = where, filtered(())
    ranked = {"bool": {**where["bool"], "should": list(map(query, search.rank)), "minimum_should_match": 0}}
    return {**body, "query": {"script_score": {"query": ranked, "script": {"source": _ROUNDED}}}}


def facets(where: Clause, names: Sequence[str]) -> Json:
    """The body of a search that only counts values."""
    return {"query": filtered((where,)), "aggs": {name: _counted(name) for name in names}}


def frequencies(terms: Sequence[Term]) -> Json:
    """The body of a search that only counts documents, for each term."""
    return {"aggs": {"terms": {"filters": {"filters": list(map(query, terms))}}}}


def filtered(clauses: Iterable[Clause]) -> Json:
    """Documents that match all clauses, without a score."""
    return {"bool": {"filter": list(map(query, clauses)) or [_EVERYTHING]}}


def query(clause: Clause) -> Json:
    """Documents that match, with their score."""
    return _query(clause, MAX_DEPTH)


def size(clause: Clause) -> int:
    """How many clauses a server counts."""
    match clause:
        case All(clauses) | Any(clauses):
            return sum(map(size, clauses)) or 1
        case Not(inner) | Boost(inner) | Constant(inner):
            return size(inner)
        case _:
            return 1


def _counted(name: str) -> Json:
    return {"terms": {"field": name, "size": FACET_SIZE, "order": [{"_count": "desc"}, {"_key": "asc"}]}}


def _query(clause: Clause, depth: int) -> Json:  # noqa: PLR0911  # one for each kind of clause
    match clause:
        case Term(_, value) | Prefix(_, value) if len(value.encode("utf-8", "replace")) > MAX_TERM:
            return _NOTHING
        case Term(field, value):
            return {"term": {field: {"value": value}}}
        case OneOf(field, values):
            return {"terms": {field: list(values)}}
        case Phrase(field, words):
            return {"match_phrase": {field: {"query": " ".join(words)}}}
        case Prefix(field, start):
            return {"prefix": {field: {"value": start}}}
        case Range(field, low, high):
            return {"range": {field: {"gte": low, "lte": high}}}
        case _ if not depth:
            return _apart(clause)
        case All(clauses):
            return _all(clauses, depth - 1)
        case Any(clauses, at_least):
            return _any(clauses, at_least, depth - 1)
        case Not():
            return _all((clause,), depth - 1)
        case Boost(inner, factor):
            return {"bool": {"must": [_query(inner, depth - 1)], "boost": factor}}
        case Constant(inner, score):
            return {"constant_score": {"filter": _query(inner, depth - 1), "boost": score}}


def _apart(clause: Clause) -> Json:
    """A query that the server reads by itself, so that the levels above it do not count."""
    return {"wrapper": {"query": b64encode(json.dumps(query(clause)).encode()).decode()}}


def _all(clauses: Sequence[Clause], depth: int) -> Json:
    present = [_query(each, depth) for each in clauses if not isinstance(each, Not)]
    absent = [_query(each.clause, depth) for each in clauses if isinstance(each, Not)]
    return {"bool": {"must": present, "must_not": absent}} if absent or present else _EVERYTHING


def _any(clauses: Sequence[Clause], at_least: int, depth: int) -> Json:
    if at_least > len(clauses):
        return _NOTHING
    return {"bool": {"should": [_query(each, depth) for each in clauses], "minimum_should_match": at_least}}
