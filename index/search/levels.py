"""Which documents are an answer to a query, and which are where there are few of them.

All words typed must stand in a document. Where few documents have them all, `retrieval` goes on to those with most
pairs of neighbouring words, which finds text damaged by OCR, then to those with any of the words. Of a long query, and
in a big archive, only rare words count for that: what most documents have says nothing of what is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...pipeline.vietnamese import fold
from ..clause import All, Any, Clause, Term
from ..fields import pairs_of
from ..frequencies import Frequencies
from ..query import abbreviations
from ..query.tree import Both, Either, Form, Part, Query, Quoted, Row, Words
from .matching import any_form, bearing, borne_or_cited, citing, matched, terms
from .weights import MANY, affordable

_LONG = 6  # words: so many stand in any long document by chance, so that having them all says little
ENOUGH = 10  # documents that match wholly: then nobody wants those that match in part
# Places in the lists of an index that are read to count how many pairs a document has, the slowest thing asked of an
# engine. With 20,000 as many damaged lines of 100,000 documents are found as with 100,000.
_COUNTED = 30_000
_RARE = 0.05  # of all documents; flat from 0.02 to 0.1


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


def of(query: Query, known: Frequencies) -> Levels:
    """The levels of a query that comes from `with_known_numbers`."""
    if query.number is not None and isinstance(query.part, Words):
        return Levels(bearing(query.number), citing(query.number, query.part))
    whole = matched(query.part)
    compacts = sorted({run.compact for leaf in query.wanted() if isinstance(leaf, Words) for run in leaf.runs})
    borne = [compact for compact in compacts if known[borne_or_cited(compact)[0]]]
    return Levels(All((whole, bearing(*borne))) if borne else None, whole, tuple(_wider(query, known)))


def _wider(query: Query, known: Frequencies) -> Iterator[Wider]:
    """Documents without some of the words; operators and quotes are taken at their word."""
    bag = _bag(query.part)
    if query.strict or bag is None or len(bag.words) < 2:
        return
    folded = tuple(map(fold, bag.words))
    others = [part for part in (query.part.parts if isinstance(query.part, Both) else ()) if part != bag]
    rest = tuple(map(matched, others))
    pairs = affordable(terms("pairs", pairs_of(folded)), known, _COUNTED)
    long = len(set(folded)) >= _LONG
    if len(pairs) > 1 or not long:  # one pair says little of many words
        yield Wider(All((*rest, Any(pairs, max(_most(len(pairs)), 2 if long else 1)))), None if long else ENOUGH)
    if any(run.form is Form.WHOLE for run in bag.runs):
        return  # who gives a number wants no other document for its words
    # What stands in quotes says what is wanted: a document that has it may lack most words around it.
    quoted = any(isinstance(part, Quoted) for part in others)
    enough = ENOUGH if quoted else 1
    small = known.documents <= MANY
    if (long or not small) and (rare := _rare(folded, known)):
        yield Wider(All((*rest, Any(rare))), ENOUGH if long else enough)
    if small or quoted:
        yield Wider(All((*rest, Any(tuple(any_form("folded", folded))))), enough)


def _rare(words: Row, known: Frequencies) -> tuple[Term, ...]:
    """The words and pairs that few documents have."""
    most = max(ENOUGH, known.documents * _RARE)
    every = (*terms("folded", words), *terms("pairs", pairs_of(words)))
    return tuple(term for term in every if known[term] <= most)


def _most(pairs: int) -> int:
    """Of so many pairs of a title, 0.99 of the damaged copies have this many at 2 % wrong characters, 0.93 at 5 %."""
    return max(1, (2 * pairs + 2) // 5)


def _bag(part: Part) -> Words | None:
    """The words of a query that stand by themselves."""
    bags = [each for each in (part.parts if isinstance(part, Both) else (part,)) if isinstance(each, Words)]
    return bags[0] if bags else None


def numbers(query: Query) -> tuple[Term, ...]:
    """Under what the numbers that a query may name are borne and cited."""
    runs = [run.compact for leaf in query.wanted() if isinstance(leaf, Words) for run in leaf.runs]
    return tuple(dict.fromkeys(term for compact in runs for term in borne_or_cited(compact)))


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
            return Words(words, tuple(run for run in runs if any(known[term] for term in borne_or_cited(run.compact))))
        case Both(parts):
            return Both(tuple(_with_known(each, known) for each in parts))
        case Either(parts):
            return Either(tuple(_with_known(each, known) for each in parts))
        case _:
            return part


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
