"""What operators mean: random queries against a reference that knows nothing but sets of words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from cancu.index.clause import All, Any, Boost, Constant, Not, Phrase, Prefix, Range, Search, Term
from cancu.index.frequencies import Frequencies
from cancu.index.fulltext import FullText
from cancu.index.indexing import Facts, indexed
from cancu.index.query.parser import parse
from cancu.index.query.tree import ANY_RELATION, Form, reference
from cancu.index.search import levels
from cancu.index.search.matching import any_form, borne_or_cited
from cancu.pipeline.vietnamese import fold

WORDS = ("hội", "làng", "đua", "02")


@dataclass(frozen=True)
class Tree:
    """A query as its writer means it: `and`, `or`, `not`, or words in a row."""

    operator: str
    parts: tuple = ()

    def holds(self, text: str) -> bool:
        """Does a text of words with single blanks match?"""
        match self.operator:
            case "words":
                return f" {fold(' '.join(self.parts))} " in f" {fold(text)} "
            case "start":
                return f" {fold(self.parts[0])}" in f" {fold(text)}"
            case "not":
                return not self.parts[0].holds(text)
        every = [part.holds(text) for part in self.parts]
        return all(every) if self.operator == "and" else any(every)

    def typed(self, sign: str, inside: bool = False) -> str:
        """As it may be typed, with no more parentheses than it takes; `sign` is AND, or blank, and its NOT."""
        together, absent = sign.split("|")
        match self.operator:
            case "words":
                return self.parts[0] if len(self.parts) == 1 else f'"{" ".join(self.parts)}"'
            case "start":
                return f"{self.parts[0]}*"
            case "not":
                return absent + self.parts[0].typed(sign, inside=True)
            case "and":
                typed = together.join(
                    f"({part.typed(sign)})" if part.operator == "or" else part.typed(sign) for part in self.parts
                )
            case _:
                typed = " OR ".join(part.typed(sign) for part in self.parts)
        return f"({typed})" if inside else typed


LEAVES = st.builds(
    lambda words: Tree("words", tuple(words)), st.lists(st.sampled_from(WORDS), min_size=1, max_size=2)
) | st.sampled_from(["h", "la", "đu"]).map(lambda start: Tree("start", (start,)))
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        inner.map(lambda part: Tree("not", (part,)))
        | st.builds(
            lambda operator, parts: Tree(operator, tuple(parts)),
            st.sampled_from(["and", "or"]),
            st.lists(inner, min_size=2, max_size=3),
        )
    ),
    max_leaves=8,
)
SIGNS = st.sampled_from([" AND |NOT ", " |NOT ", " AND NOT NOT |NOT "])
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


def matches(clause, fields) -> bool:  # noqa: PLR0911
    """The reading of a clause in plain Python."""

    def tokens(field):
        found = fields.get(field, ())
        return found.split(" ") if isinstance(found, str) else found

    match clause:
        case Term(field, value):
            return value in tokens(field)
        case Phrase(field, row):
            return f" {' '.join(row)} " in f" {' '.join(tokens(field))} "
        case Prefix(field, start):
            return any(token.startswith(start) for token in tokens(field))
        case Range(field, low, high):
            return low <= fields.get(field, -1) <= high
        case All(parts):
            return all(matches(part, fields) for part in parts)
        case Any(parts, at_least):
            return sum(matches(part, fields) for part in parts) >= at_least
        case Not(part) | Boost(part, _) | Constant(part, _):
            return matches(part, fields) is not isinstance(clause, Not)
    raise AssertionError(clause)


def meant(text: str):
    """The documents that match wholly."""
    found = levels.of(parse(text), Frequencies(0, {}))
    return Any((found.number, found.whole)) if found.number else found.whole


@settings(deadline=None)
@given(TREES, SIGNS, TEXTS)
@example(Tree("or", (Tree("words", ("hội",)), Tree("not", (Tree("words", ("làng",)),)))), " |NOT ", "làng")
def test_clauses_mean_what_was_typed(tree, sign, text):
    assert matches(meant(tree.typed(sign)), indexed(Facts("a", text)).fields) == tree.holds(text), tree.typed(sign)


@given(TREES, SIGNS)
def test_no_part_is_left_out_where_there_are_operators(tree, sign):
    query = parse(tree.typed(sign))
    if query.strict:
        assert levels.of(query, Frequencies(0, {})).wider == ()


PIECES = ("lđlđ", "liên đoàn lao động", "ubnd", "12/kh-ubnd", "kế hoạch", "12", "đua", "dẫn 7/qđ-ubnd")
SAID = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join)
NUMBERS = st.lists(st.sampled_from(["12khubnd", "12kh", "7qdubnd"]), max_size=2).map(tuple)


@settings(deadline=None)
@given(SAID, SAID, NUMBERS, NUMBERS)
def test_every_word_stands_there_or_what_may_stand_instead(typed, text, borne, cited):
    query = parse(typed)
    assume(query.number is None)
    refs = tuple(reference(ANY_RELATION, number) for number in cited)
    fields = indexed(Facts("a", text, numbers=borne, refs=refs)).fields
    (bag,) = query.wanted()
    words = tuple(map(fold, bag.words))

    def allowed(position: int) -> bool:
        runs = [run.compact for run in bag.runs if run.start <= position < run.end]
        return any(matches(term, fields) for compact in runs for term in borne_or_cited(compact))

    every = all(matches(form, fields) or allowed(at) for at, form in enumerate(any_form("folded", words)))
    bears = any(run.form is not Form.SHORT and run.compact in borne for run in bag.runs)
    assert matches(meant(typed), fields) == (every or bears)


def test_a_number_is_found_where_it_is_cited_or_stands_in_the_text():
    cites = indexed(Facts("a", "đua", refs=(reference(ANY_RELATION, "12khubnd"),))).fields
    stands, pieces = (indexed(Facts("a", text)).fields for text in ("số 12/KH-UBND", "12/KH-HĐND, KH-UBND"))
    assert [matches(meant("12/KH-UBND"), fields) for fields in (cites, stands, pieces)] == [True, True, False]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Every order of every choice of the words, a paper each."""
    texts = [" ".join(chosen) for size in range(1, 5) for chosen in permutations(WORDS, size)]
    index = FullText(tmp_path_factory.mktemp("operators"))
    index.rebuild([indexed(Facts(text, text)) for text in texts])
    yield index, texts
    index.close()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREES, sign=SIGNS)
def test_the_embedded_engine_finds_what_was_typed(shelf, tree, sign):
    index, texts = shelf
    found = index.search(Search(meant(tree.typed(sign)), size=len(texts))).candidates
    assert {each.id for each in found} == {text for text in texts if tree.holds(text)}, tree.typed(sign)
