"""What may have been meant: words and numbers that are known, one slip away; what is quoted, without quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from string import ascii_lowercase, digits

from ...pipeline.errors import InvalidQuery
from ...pipeline.vietnamese import WORD, exact, fold, is_folded_syllable, is_syllable, slips
from ..clause import All, Any, Clause, Search, Term
from ..engine import Index
from ..fields import pair, pairs_of
from ..query import abbreviations
from ..query.parser import retyped
from ..query.tokens import unquoted, with_field
from ..query.tree import ANY_RELATION, Both, Form, Part, Property, Query, Quoted, Row, Words, reference
from .matching import any_form, matched

_TELLING = 4  # letters: a shorter word by itself has too many that are near
_LONG = 6  # words: of so many a third may be wrong
_AROUND = 2  # words on either side that tell that another word belongs there
_SLIPS = 3  # words: who mistypes more means something else
_TRIED = 5  # of the words that may belong there
_DASH = re.compile(r"\s*-(?=[^\W\d_])")  # what it excludes may as well be the first line of a list
_ALIKE = frozenset(map(frozenset, ("06", "08", "17", "35", "38", "49", "56", "68", "89")))  # figures, to eyes and OCR
_VOWELS = frozenset("aeiouy")
_KEYS = {
    key: (row, at) for row, keys in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm")) for at, key in enumerate(keys)
}


def instead(index: Index, query: Query, in_vain: bool) -> str | None:
    """What may have been meant, if that finds something; `in_vain`: nothing found has all that was asked for."""
    return next((text for text in _ways(index, query, in_vain) if _finds(index, query, text)), None)


def phrases_nowhere(index: Index, query: Query) -> tuple[str, ...]:
    """The phrases asked for that stand in no document."""
    phrases = (leaf for leaf in query.wanted() if isinstance(leaf, Quoted))
    return tuple(" ".join(phrase.words) for phrase in phrases if not _stands(index, phrase.words))


def _ways(index: Index, query: Query, in_vain: bool) -> Iterator[str]:
    """What else could be typed, the likeliest first."""
    if dash := _DASH.match(query.text):
        yield query.text[dash.end() :]
    if field := with_field(query.text):
        yield field
    if not in_vain:
        return
    known = _reworded(index, query)
    if known is not None:
        yield known
    if not query.strict and any(isinstance(leaf, Quoted) for leaf in query.wanted()):
        yield unquoted(known or query.text)


def _finds(index: Index, query: Query, text: str) -> bool:
    """Does it mean something else, and is there a document that has all of that, or of many words most?"""
    try:
        other = retyped(query, text)
    except InvalidQuery:  # without its quotes
        return False
    if other.part == query.part:
        return False
    where = matched(other.part) if other.strict else _nearly(other.part)
    return index.search(Search(where, size=0)).total > 0


def _nearly(part: Part) -> Clause:
    match part:
        case Words(words) if len(words) >= _LONG:
            return Any(tuple(any_form("folded", tuple(map(fold, words)))), len(words) - len(words) // 3)
        case Both(parts):
            return All(tuple(map(_nearly, parts)))
        case _:
            return matched(part)


def _reworded(index: Index, query: Query) -> str | None:
    """What was typed with unknown words, and words that no paper has there, replaced by those that are meant."""
    rows = _rows(query)
    every = tuple(dict.fromkeys(word for row in rows for word in row))
    unknown = {word for word, count in zip(every, _counts(index, "folded", map(fold, every)), strict=True) if not count}
    wrong = unknown.union(_misfits(index, query)).difference(_numbered(query))
    if len(wrong) > _SLIPS:
        return None
    found = {row[at]: _nearest(index, row, at) for row in rows for at in range(len(row)) if row[at] in wrong}
    meant = {word: better for word, better in found.items() if better}
    return WORD.sub(lambda found: _cased(meant.get(exact(found[0])), found[0]), query.text) if meant else None


def _cased(meant: str | None, typed: str) -> str:
    """What is meant in capitals where these were typed; what was typed if nothing else is meant."""
    if meant is None:
        return typed
    if typed.isupper() and len(typed) > 1:
        return meant.upper()
    return meant[0].upper() + meant[1:] if typed[0].isupper() else meant


def _rows(query: Query) -> tuple[Row, ...]:
    return tuple(leaf.words for leaf in query.wanted() if isinstance(leaf, Words | Quoted))


def _misfits(index: Index, query: Query) -> Iterator[str]:
    """The words of phrases that stand beside their neighbours nowhere."""
    for phrase in (leaf.words for leaf in query.wanted() if isinstance(leaf, Quoted)):
        together = _counts(index, "pairs", pairs_of(tuple(map(fold, phrase))))
        yield from (word for at, word in enumerate(phrase) if not any(together[max(at - 1, 0) : at + 1]))


def _numbered(query: Query) -> frozenset[str]:
    """The words of what is known to be a number."""
    bags = [leaf for leaf in query.wanted() if isinstance(leaf, Words)]
    return frozenset(
        word for bag in bags for run in bag.runs if run.form is not Form.UNSURE for word in bag.said_by(run)
    )


def renumbered(index: Index, compact: str) -> str | None:
    """The one number, as `symbol.compact`, that is one slip from this one and that a document bears, or else cites."""
    near = tuple(dict.fromkeys(_slips(compact, ascii_lowercase + digits)))
    cited = [reference(ANY_RELATION, each) for each in near]
    for field, values in ((Property.NUMBER, near), (Property.REFERENCE, cited)):
        found = [each for each, count in zip(near, _counts(index, field, values), strict=True) if count]
        if found:
            return found[0] if len(found) == 1 and not _is_other_number(compact, found[0]) else None
    return None


def _is_other_number(compact: str, other: str) -> bool:
    """Is a figure in the place of one that it does not look like? So are the numbers of papers told apart."""
    if len(compact) != len(other):
        return False
    differing = [one + two for one, two in zip(compact, other, strict=True) if one != two]
    return len(differing) == 1 and differing[0].isdigit() and frozenset(differing[0]) not in _ALIKE


def _nearest(index: Index, row: Row, at: int) -> str | None:
    """The known word that was meant by the one at this place, or two words that were typed as one."""
    if any(abbreviations.others(tuple(map(fold, row)), at)):
        return None
    ways = sorted((*_splits(index, row[at]), *_known(index, row, at)), reverse=True)
    if _is_right(row[at]):
        belonging = (way.meant for way in ways[:_TRIED] if way.together and _belongs(index, row, at, way.meant))
        return next(belonging, None)
    return ways[0].meant if ways and (ways[0].together or len(row[at]) >= _TELLING) else None


@dataclass(frozen=True, slots=True, order=True)
class _Way:
    """What a word may be a slip of: how often that stands together with its neighbours, and how often at all."""

    together: int
    likely: bool
    often: int
    meant: str


def _is_right(word: str) -> bool:
    """Is it a word, though no document has it: a syllable, or the letters of a short form?"""
    plain = fold(word)
    return not _VOWELS.intersection(plain) or (is_folded_syllable(plain) if plain == word else is_syllable(word))


def _belongs(index: Index, row: Row, at: int, meant: str) -> bool:
    """Does it stand somewhere between the neighbours, three words at least?"""
    around = (*row[max(at - _AROUND, 0) : at], *meant.split(), *row[at + 1 : at + 1 + _AROUND])
    return len(around) > _AROUND and _stands(index, around)


def _stands(index: Index, words: Row) -> bool:
    """Are there documents that have these words in a row?"""
    return index.search(Search(matched(Quoted(words)), size=0)).total > 0


def _splits(index: Index, word: str) -> Iterator[_Way]:
    splits = [(word[:at], word[at:]) for at in range(1, len(word))]
    counts = _counts(index, "pairs", (pair(fold(first), fold(second)) for first, second in splits))
    yield from (_Way(count, True, count, " ".join(split)) for split, count in zip(splits, counts, strict=True) if count)


def _known(index: Index, row: Row, at: int) -> Iterator[_Way]:
    """The words that are known and one slip away; of a figure every other one is."""
    if any(map(str.isdigit, row[at])):
        return
    near: dict[str, str] = {}
    for slip in _slips(row[at], ascii_lowercase):
        near.setdefault(fold(slip), slip)
    near.pop(fold(row[at]), None)  # other marks are no other word
    known = [(each, count) for each, count in zip(near, _counts(index, "folded", near), strict=True) if count]
    before, after = (tuple(map(fold, words)) for words in (row[max(at - 1, 0) : at], row[at + 1 : at + 2]))
    beside = [pairs_of((*before, each, *after)) for each, _ in known]
    together = iter(_counts(index, "pairs", chain.from_iterable(beside)))
    for (each, count), pairs in zip(known, beside, strict=True):
        yield _Way(sum(islice(together, len(pairs))), _is_likely(fold(row[at]), each), count, near[each])


def _is_likely(typed: str, meant: str) -> bool:
    """Is it a slip that hands or eyes make: letters lost, more, swapped, beside each other or much alike?"""
    differing = [pair for pair in zip(typed, meant, strict=False) if pair[0] != pair[1]]
    if len(typed) != len(meant) or len(differing) > 1 or typed in slips(meant):
        return True
    keys = [_KEYS[letter] for letter in differing[0] if letter in _KEYS]
    return len(keys) > 1 and all(abs(one - other) <= 1 for one, other in zip(*keys, strict=True))


def _slips(word: str, letters: str) -> Iterator[str]:
    """A word with one letter lost, more, other, or with two in the wrong order (Damerau 1964)."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in letters)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters if letter != after[0])
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def _counts(index: Index, field: str, values: Iterable[str]) -> tuple[int, ...]:
    terms = [Term(field, value) for value in values]
    known = index.frequencies(terms)
    return tuple(known[term] for term in terms)
