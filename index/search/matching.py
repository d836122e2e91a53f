"""What a query means, in clauses: the one meaning that every engine translates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import assert_never

from ...pipeline.vietnamese import fold
from ..clause import All, Any, Clause, Not, OneOf, Phrase, Prefix, Range, Term
from ..fields import pairs_of
from ..query import abbreviations
from ..query.tree import (
    ANY_RELATION,
    Among,
    Beginning,
    Both,
    Dated,
    Either,
    Form,
    Has,
    Part,
    Property,
    Quoted,
    Row,
    Through,
    Within,
    Without,
    Words,
    reference,
)


def matched(part: Part) -> Clause:  # noqa: PLR0911  # one line for each kind of part
    match part:
        case Both(parts):
            return All(tuple(map(matched, parts)))
        case Either(parts):
            return Any(tuple(map(matched, parts)))
        case Without(inner):
            return Not(matched(inner))
        case Words():
            return _words(part)
        case Quoted(words):
            return _in_a_row("folded", tuple(map(fold, words)))
        case Beginning(start):
            return Prefix("folded", start)
        case Within(area, words, in_a_row):
            return _in_a_row(area, words) if in_a_row else _all(area, words)
        case Has(property, value):
            return Term(property, value)
        case Among(ids):
            return OneOf("id", ids) if ids else Any(())
        case Through():
            raise TypeError("what is reached through others depends on the archive: see `chain.followed`")
        case Dated(low, high):
            return Range("date", low, high)
        case _:
            assert_never(part)


def _words(bag: Words) -> Clause:
    """All words, or the number that some of them are: the document that bears it needs no other word."""
    words = _all("folded", tuple(map(fold, bag.words)), partial(_numbers_at, bag))
    numbers = [run.compact for run in bag.runs if run.form is not Form.SHORT]
    return Any((words, bearing(*numbers))) if numbers else words


def _numbers_at(bag: Words, position: int) -> tuple[Term, ...]:
    """The numbers that a word is part of, borne or cited."""
    runs = [run.compact for run in bag.runs if run.start <= position < run.end]
    return tuple(dict.fromkeys(term for compact in runs for term in borne_or_cited(compact)))


def _all(field: str, words: Row, numbers: Callable[[int], tuple[Term, ...]] = lambda _: ()) -> Clause:
    """All folded words; instead of each, a form it is part of, or one of these numbers.

    Words with the same instead of them are one clause, as an engine reads what may stand instead of one to its end.
    """
    groups: dict[tuple[Clause, ...], list[Term]] = {}
    for position, word in enumerate(words):
        groups.setdefault((*_forms(field, words, position), *numbers(position)), []).append(Term(field, word))
    return All(tuple(clause for instead, group in groups.items() for clause in _or_instead(group, instead)))


def _or_instead(group: list[Term], instead: tuple[Clause, ...]) -> tuple[Clause, ...]:
    words = tuple(dict.fromkeys(group))
    if not instead:
        return words
    return (Any((words[0] if len(words) == 1 else All(words), *instead)),)


def any_form(field: str, words: Row) -> Iterator[Clause]:
    """Each of folded words: itself, or what it or those around it are short or long for."""
    for position, word in enumerate(words):
        others = _forms(field, words, position)
        yield Any((Term(field, word), *others)) if others else Term(field, word)


def _forms(field: str, words: Row, position: int) -> tuple[Clause, ...]:
    """What the word at this position, or those around it, are short or long for."""
    return tuple(_side_by_side(field, row) for row in abbreviations.others(words, position))


def _side_by_side(field: str, words: Row) -> Clause:
    """Words in a row, or in the text nearly so: all pairs of them, which are found without looking at places."""
    return All(terms("pairs", pairs_of(words))) if field == "folded" and len(words) > 1 else _row(field, words)


def _in_a_row(field: str, words: tuple[str, ...]) -> Clause:
    spellings = tuple(_row(field, row) for row in abbreviations.spellings(words))
    return spellings[0] if len(spellings) == 1 else Any(spellings)


def citing(compact: str, bag: Words) -> Clause:
    """Documents that cite a number or have it in their text as typed: what has only pieces of it is no answer."""
    _, cited = borne_or_cited(compact)
    return Any((cited, _unless(cited, _row("folded", tuple(map(fold, bag.words))))))


def _unless(cited: Clause, row: Clause) -> Clause:
    """A row where a number is not cited: most that have one in the text cite it, and places are slow to compare."""
    if not isinstance(row, Phrase):
        return row
    return All((All((*terms(row.field, row.words), Not(cited))), row))


def borne_or_cited(compact: str) -> tuple[Term, Term]:
    return Term(Property.NUMBER, compact), Term(Property.REFERENCE, reference(ANY_RELATION, compact))


def bearing(*compacts: str) -> Clause:
    numbers = terms(Property.NUMBER, compacts)
    return numbers[0] if len(numbers) == 1 else Any(numbers)


def _row(field: str, words: Sequence[str]) -> Clause:
    """Words in a row. Those of the text are looked up as pairs, which are fewer and rarer than words."""
    row = tuple(words)
    if field == "folded" and len(words) > 1:
        field, row = "pairs", pairs_of(words)
    return Term(field, row[0]) if len(row) == 1 else Phrase(field, row)


def terms(field: str, values: Sequence[str]) -> tuple[Term, ...]:
    return tuple(Term(field, value) for value in dict.fromkeys(values))
