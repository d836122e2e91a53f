"""Which documents a query means and what ranks them, in clauses: the one meaning that every engine translates.

All words typed must stand in a document. Where few documents have them all, `retrieval` goes on to those with most
pairs of neighbouring words, which finds text damaged by OCR, then to those with any of the words. Of a long query, and
in a big archive, only rare words count for that: what most documents have says nothing of what is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import assert_never

from ...pipeline.vietnamese import fold
from ..clause import All, Any, Boost, Clause, Not, Phrase, Prefix, Range, Term
from ..frequencies import Frequencies
from ..query import abbreviations
from ..query.tree import (
    ANY_RELATION,
    Beginning,
    Both,
    Dated,
    Either,
    Form,
    Has,
    Leaf,
    Part,
    Property,
    Query,
    Quoted,
    Within,
    Without,
    Words,
    reference,
)

# What a match is worth, times BM25; flat around these values. `tests/quality/retrieval.py` measures them.
WORD = 0.5
PAIR = 1.0
EXACT = 0.35  # what was typed with marks comes first where it stands with these marks
TITLE = 0.5

_LONG = 6  # words: so many stand in any long document by chance, so that having them all says little
ENOUGH = 10  # documents that match wholly: then nobody wants those that match in part
_RARE = 0.05  # of all documents; flat from 0.02 to 0.1
_MANY = 1_000  # documents: a big archive
_POSTINGS = 100_000  # places in the lists of an index that may be read for a query besides those of its words

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wider:
    """Documents that match in part, wanted where the levels before it found fewer than `below`; None: always."""

    where: Clause
    below: int | None


@dataclass(frozen=True, slots=True)
class Levels:
    """The documents that a query means: first those that bear the `number` asked for, then the others."""

    number: Clause | None
    whole: Clause
    wider: tuple[Wider, ...] = ()


def numbers(query: Query) -> tuple[Term, ...]:
    """Under what the numbers that a query may name are borne and cited."""
    runs = [run.compact for leaf in query.wanted() if isinstance(leaf, Words) for run in leaf.runs]
    return tuple(dict.fromkeys(term for compact in runs for term in _borne_or_cited(compact)))


def with_known_numbers(query: Query, known: Frequencies) -> Query:
    """The query without the numbers that no document bears or cites: most runs of words that may be one are none."""
    return query if query.number is not None else replace(query, part=_with_known(query.part, known))


def numbered(query: Query) -> frozenset[str]:
    """The words, folded, that are part of a number."""
    bags = [leaf for leaf in query.wanted() if isinstance(leaf, Words)]
    return frozenset(fold(word) for bag in bags for run in bag.runs for word in bag.said_by(run))


def _with_known(part: Part, known: Frequencies) -> Part:
    match part:
        case Words(words, runs):
            return Words(words, tuple(run for run in runs if any(known[term] for term in _borne_or_cited(run.compact))))
        case Both(parts):
            return Both(tuple(_with_known(each, known) for each in parts))
        case Either(parts):
            return Either(tuple(_with_known(each, known) for each in parts))
        case _:
            return part


def levels(query: Query, known: Frequencies) -> Levels:
    if query.number is not None and isinstance(query.part, Words):
        return Levels(_own(query.number), _of_number(query.number, query.part))
    whole = _matched(query.part)
    compacts = sorted({run.compact for leaf in query.wanted() if isinstance(leaf, Words) for run in leaf.runs})
    return Levels(All((whole, _own(*compacts))) if compacts else None, whole, tuple(_wider(query, known)))


def _wider(query: Query, known: Frequencies) -> Iterator[Wider]:
    """Documents without some of the words; operators and quotes are taken at their word."""
    bag = _bag(query.part)
    if query.strict or bag is None or len(bag.words) < 2:
        return
    folded = tuple(map(fold, bag.words))
    others = [part for part in (query.part.parts if isinstance(query.part, Both) else ()) if part != bag]
    rest = tuple(map(_matched, others))
    pairs = affordable(_terms("pairs", _pairs(folded)), known)
    long = len(set(folded)) >= _LONG
    if len(pairs) > 1 or not long:  # one pair says little of many words
        yield Wider(All((*rest, Any(pairs, max(_most(len(pairs)), 2 if long else 1)))), None if long else ENOUGH)
    if any(run.form is Form.WHOLE for run in bag.runs):
        return  # who gives a number wants no other document for its words
    # What stands in quotes says what is wanted: a document that has it may lack most words around it.
    quoted = any(isinstance(part, Quoted) for part in others)
    enough = ENOUGH if quoted else 1
    small = known.documents <= _MANY
    if (long or not small) and (rare := _rare(folded, known)):
        yield Wider(All((*rest, Any(rare))), ENOUGH if long else enough)
    if small or quoted:
        yield Wider(All((*rest, Any(tuple(_any_form("folded", folded))))), enough)


def _rare(words: Row, known: Frequencies) -> tuple[Term, ...]:
    """The words and pairs that few documents have."""
    most = max(ENOUGH, known.documents * _RARE)
    terms = (*_terms("folded", words), *_terms("pairs", _pairs(words)))
    return tuple(term for term in terms if known[term] <= most)


def _most(pairs: int) -> int:
    """Of so many pairs of a title, 0.99 of the damaged copies have this many at 2 % wrong characters, 0.93 at 5 %."""
    return max(1, (2 * pairs + 2) // 5)


def _bag(part: Part) -> Words | None:
    """The words of a query that stand by themselves."""
    bags = [each for each in (part.parts if isinstance(part, Both) else (part,)) if isinstance(each, Words)]
    return bags[0] if bags else None


def rows(query: Query) -> tuple[Row, ...]:
    """The words to rank by, folded, those together that belong together."""
    return tuple(tuple(map(fold, leaf.words)) for leaf in query.wanted() if isinstance(leaf, Words | Quoted))


def lacking(query: Query, missing: frozenset[str]) -> frozenset[str]:
    """The words, folded, that a document has neither itself nor in a short or long form, those `missing` not at all."""
    bag = None if query.strict else _bag(query.part)
    if bag is None or not missing:
        return frozenset()
    folded = tuple(map(fold, bag.words))
    return frozenset(
        word
        for at, word in enumerate(folded)
        if word in missing and all(missing.intersection(row) for row in abbreviations.others(folded, at))
    )


def weighed(query: Query) -> dict[Term, float]:
    """The terms that may rank documents, and how much each counts."""
    return {term: weight for leaf in query.wanted() for term, weight in _weighed(leaf)}


def _weighed(leaf: Leaf) -> Iterator[tuple[Term, float]]:
    if not isinstance(leaf, Words | Quoted):
        return
    folded = tuple(map(fold, leaf.words))
    pairs = _pairs(folded)
    yield from ((term, WORD) for term in _terms("folded", folded))
    yield from ((term, PAIR) for term in _terms("pairs", pairs))
    yield from ((term, TITLE) for term in _terms("title_pairs", pairs))
    yield from ((term, EXACT) for term in _terms("exact", leaf.words) if term.value not in folded)


def rank(weights: dict[Term, float], known: Frequencies) -> tuple[Clause, ...]:
    """What documents are ranked by. In a big archive, what is in most of them is not read to tell them apart."""
    common = known.documents / 2 if known.documents > _MANY else known.documents
    chosen = set(affordable(tuple(term for term in weights if known[term] <= common), known))
    return tuple(Boost(term, weight) for term, weight in weights.items() if term in chosen and known[term])


def affordable(terms: tuple[Term, ...], known: Frequencies) -> tuple[Term, ...]:
    """The rarest terms, which tell most, as far as reading their lists is affordable; one at least."""
    rising = tuple(sorted(terms, key=lambda term: (known[term], term.field, term.value)))
    read = accumulate(known[term] for term in rising)
    return rising[: max(sum(postings <= _POSTINGS for postings in read), 1)]


def _matched(part: Part) -> Clause:  # noqa: PLR0911  # one line for each kind of part
    match part:
        case Both(parts):
            return All(tuple(map(_matched, parts)))
        case Either(parts):
            return Any(tuple(map(_matched, parts)))
        case Without(inner):
            return Not(_matched(inner))
        case Words():
            return _words(part)
        case Quoted(words):
            return _in_a_row("folded", tuple(map(fold, words)))
        case Beginning(start):
            return Prefix("folded", start)
        case Within(area, words, in_a_row):
            return _in_a_row(area, words) if in_a_row else All(tuple(_any_form(area, words)))
        case Has(property, value):
            return Term(property, value)
        case Dated(low, high):
            return Range("date", low, high)
        case _:
            assert_never(part)


def _words(bag: Words) -> Clause:
    """All words, or the number that some of them are: the document that bears it needs no other word."""
    forms = _any_form("folded", tuple(map(fold, bag.words)))
    words = All(tuple(_or_in_number(form, bag, position) for position, form in enumerate(forms)))
    numbers = [run.compact for run in bag.runs if run.form is not Form.SHORT]
    return Any((words, _own(*numbers))) if numbers else words


def _or_in_number(word: Clause, bag: Words, position: int) -> Clause:
    """The word stands there, or a number that it is part of is borne or cited."""
    runs = [run.compact for run in bag.runs if run.start <= position < run.end]
    numbers = [term for compact in runs for term in _borne_or_cited(compact)]
    return Any((word, *numbers)) if numbers else word


def _any_form(field: str, words: tuple[str, ...]) -> Iterator[Clause]:
    """Each of folded words: itself, or what it or those around it are short or long for."""
    for position, word in enumerate(words):
        others = tuple(_side_by_side(field, row) for row in abbreviations.others(words, position))
        yield Any((Term(field, word), *others)) if others else Term(field, word)


def _side_by_side(field: str, words: Row) -> Clause:
    """Words in a row, or in the text nearly so: all pairs of them, which are found without looking at places."""
    return All(_terms("pairs", _pairs(words))) if field == "folded" and len(words) > 1 else _row(field, words)


def _in_a_row(field: str, words: tuple[str, ...]) -> Clause:
    spellings = tuple(_row(field, row) for row in abbreviations.spellings(words))
    return spellings[0] if len(spellings) == 1 else Any(spellings)


def _of_number(compact: str, bag: Words) -> Clause:
    """Documents that cite a number or have it in their text as typed: what has only pieces of it is no answer."""
    _, cited = _borne_or_cited(compact)
    return Any((cited, _row("folded", tuple(map(fold, bag.words)))))


def _borne_or_cited(compact: str) -> tuple[Term, Term]:
    return Term(Property.NUMBER, compact), Term(Property.REFERENCE, reference(ANY_RELATION, compact))


def _own(*compacts: str) -> Clause:
    terms = _terms(Property.NUMBER, compacts)
    return terms[0] if len(terms) == 1 else Any(terms)


def _row(field: str, words: Sequence[str]) -> Clause:
    """Words in a row. Those of the text are looked up as pairs, which are fewer and rarer than words."""
    row = tuple(words)
    if field == "folded" and len(words) > 1:
        field, row = "pairs", _pairs(words)
    return Term(field, row[0]) if len(row) == 1 else Phrase(field, row)


def _terms(field: str, values: Sequence[str]) -> tuple[Term, ...]:
    return tuple(Term(field, value) for value in dict.fromkeys(values))


def _pairs(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{first}_{second}" for first, second in pairwise(words))
