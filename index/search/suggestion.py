"""What may have been meant by a query that finds nothing whole: words and numbers that are known, one slip away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase, digits

from ...pipeline.vietnamese import WORD, exact, fold
from ..clause import Term
from ..engine import Index
from ..fields import pair, pairs_of
from ..query.tree import ANY_RELATION, Property, Query, Quoted, Words, reference

_TELLING = 4  # letters: a shorter word by itself has too many that are near


def reworded(index: Index, query: Query) -> str | None:
    """What was typed with its unknown words replaced by known ones; None where that cannot be."""
    words = tuple(fold(word) for leaf in query.wanted() if isinstance(leaf, Words | Quoted) for word in leaf.words)
    unknown = [word for word, count in zip(words, _counts(index, "folded", words), strict=True) if not count]
    meant = {word: _nearest(index, words, word) for word in dict.fromkeys(unknown)}
    if not meant or None in meant.values():
        return None
    return WORD.sub(lambda match: meant.get(fold(exact(match[0]))) or match[0], query.text)


def renumbered(index: Index, compact: str) -> str | None:
    """The one number, as `symbol.compact`, that is one slip from this one and that a document bears, or else cites."""
    near = tuple(dict.fromkeys(_slips(compact, ascii_lowercase + digits)))
    cited = [reference(ANY_RELATION, each) for each in near]
    for field, values in ((Property.NUMBER, near), (Property.REFERENCE, cited)):
        found = [each for each, count in zip(near, _counts(index, field, values), strict=True) if count]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _nearest(index: Index, words: Sequence[str], word: str) -> str | None:
    """The known word one slip away that is most often beside the neighbours, or two words that were typed as one."""
    splits = [(word[:at], word[at:]) for at in range(1, len(word))]
    counted = zip(splits, _counts(index, "pairs", (pair(*split) for split in splits)), strict=True)
    ways = [(count, count, " ".join(split)) for split, count in counted]
    near = tuple(dict.fromkeys(_slips(word, ascii_lowercase)))
    known = [(each, count) for each, count in zip(near, _counts(index, "folded", near), strict=True) if count]
    at = words.index(word)
    for each, count in known:
        beside = [*words[max(at - 1, 0) : at], each, *words[at + 1 : at + 2]]
        ways.append((sum(_counts(index, "pairs", pairs_of(beside))), count, each))
    together, often, best = max(ways, default=(0, 0, word))
    return best if together or (often and len(word) >= _TELLING) else None


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
