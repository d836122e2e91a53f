"""Questions about the law, each with the article that answers it: ours against plain BM25 on syllables, in one run.

ALQAC 2022: 1,377 articles, 520 questions. Ranking may be tuned on the half of the questions that `is_tuned` names, and
its misses are listed; the figures are those of the other half, of which nobody is shown what was missed. BM25 always
gets the marks; ours is asked with and without.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cancu.index.engine import Index
from cancu.index.indexing import Facts, indexed
from cancu.index.query.parser import parse
from cancu.index.search import retrieval
from cancu.pipeline.errors import InvalidQuery
from cancu.pipeline.vietnamese import unmarked
from quality import shared
from quality.archives import EMBEDDED, Engine, empty_folder
from quality.measure import Measure

FIRST = 10
_SYLLABLE = re.compile(r"[^\W_]+")
_PLAIN = (1.2, 0.75)  # k1 and b, as every engine has them
_GRID = [(k1, b) for k1 in (0.6, 0.9, 1.2, 1.6, 2.0, 3.0) for b in (0.15, 0.3, 0.45, 0.6, 0.75, 0.9)]
_SAMPLES, _SEED = 10_000, 1  # of the bootstrap
_SCALE = 1_000  # a gain in nDCG is no whole number of questions
Floats = NDArray[np.float64]
Rank = int | None  # from 0; None: not among the first ten


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the ids of the articles that answer it."""

    id: str
    text: str
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Collection:
    """The articles in order, and the questions to tune on and to report."""

    articles: tuple[Facts, ...]
    tuning: tuple[Question, ...]
    reported: tuple[Question, ...]


def measures(data: Path, engine: Engine = EMBEDDED) -> Iterator[Measure]:
    collection = read(data)
    syllables = Syllables(collection.articles)
    tuned = max(_GRID, key=lambda way: FIGURES["nDCG@10"](syllables.ranks(collection.tuning, *way)).sum())
    rivals = {
        "BM25": syllables.ranks(collection.reported, *_PLAIN),
        "tuned BM25": syllables.ranks(collection.reported, *tuned),
    }
    for name, ranks in rivals.items():
        yield from (_measure(f"retrieval: {name} {figure}", score(ranks)) for figure, score in FIGURES.items())
    index = engine.index(empty_folder())
    index.rebuild(map(indexed, collection.articles))
    label = f"retrieval: {engine.label}"
    yield _tuning(f"{label}tuning half, recall@1", index, collection.tuning)
    for way, typed in (("", str), ("no marks, ", unmarked)):
        ours = [_rank(index, typed(question.text), question.articles) for question in collection.reported]
        yield from (_measure(f"{label}{way}{figure}", score(ours)) for figure, score in FIGURES.items())
        for name, theirs in rivals.items():
            for figure, score in FIGURES.items():
                yield from gain(f"{label}{way}{figure} over {name}", score(ours) - score(theirs))
    index.close()


def read(data: Path) -> Collection:
    """The articles as documents, their first line as title; the questions in two halves."""
    folder = data / "retrieval" / "alqac2022"
    articles = tuple(_article(row) for row in shared.rows(folder / "corpus.jsonl"))
    answers: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
        question, _, article, _ = line.split("\t")
        answers.setdefault(question, set()).add(article)
    questions = [
        Question(row["id"], unicodedata.normalize("NFC", row["text"]), frozenset(answers[row["id"]]))
        for row in shared.rows(folder / "queries.jsonl")
    ]
    halves = [tuple(each for each in questions if is_tuned(each.id) is tuning) for tuning in (True, False)]
    return Collection(articles, *halves)


def is_tuned(question: str) -> bool:
    """May ranking be tuned on this question?"""
    return zlib.crc32(question.encode()) % 2 == 0


def _article(row: dict[str, Any]) -> Facts:
    text = unicodedata.normalize("NFC", row["text"])
    return Facts(row["id"], text, title=text.partition("\n")[0])


class Syllables:
    """Plain BM25 over syllables in lower case, as Lucene counts it."""

    def __init__(self, articles: Sequence[Facts]) -> None:
        self._ids = [article.id for article in articles]
        texts = [_syllables(article.text) for article in articles]
        self._columns = {word: at for at, word in enumerate(sorted({word for text in texts for word in text}))}
        self._counts = self._counted(texts)
        found = (self._counts > 0).sum(axis=0)
        self._weights = np.log(1 + (len(texts) - found + 0.5) / (found + 0.5))
        lengths = self._counts.sum(axis=1, keepdims=True)
        self._lengths = lengths / lengths.mean()

    def ranks(self, questions: Sequence[Question], k1: float, b: float) -> list[Rank]:
        """Where the first right article stands for each question."""
        scores = self.scores([question.text for question in questions], k1, b)
        best = np.argsort(-scores, axis=1, kind="stable")[:, :FIRST]
        return [
            _first([self._ids[at] for at in row], question.articles)
            for row, question in zip(best, questions, strict=True)
        ]

    def scores(self, texts: Sequence[str], k1: float, b: float) -> Floats:
        """What each article is worth for each text, texts × articles."""
        saturated = self._counts * (k1 + 1) / (self._counts + k1 * (1 - b + b * self._lengths))
        asked = self._counted([_syllables(text) for text in texts]) * self._weights
        scores: Floats = asked @ saturated.T
        return scores

    def _counted(self, texts: Sequence[Sequence[str]]) -> Floats:
        counts = np.zeros((len(texts), len(self._columns)))
        for row, text in enumerate(texts):
            for word in text:
                if (column := self._columns.get(word)) is not None:
                    counts[row, column] += 1
        return counts


def _syllables(text: str) -> list[str]:
    return _SYLLABLE.findall(text.lower())


def _first(ids: Sequence[str], right: frozenset[str]) -> Rank:
    return next((rank for rank, id in enumerate(ids) if id in right), None)


def _rank(index: Index, text: str, right: frozenset[str]) -> Rank:
    try:
        query = parse(text, limit=FIRST)
    except InvalidQuery:
        return None  # a question that is refused has no answer
    return _first([hit.id for hit in retrieval.search(index, query).hits], right)


def _gain_of(rank: Rank) -> float:
    return 0.0 if rank is None else 1 / math.log2(rank + 2)


FIGURES: dict[str, Callable[[Sequence[Rank]], Floats]] = {
    "recall@1": lambda ranks: np.array([float(rank == 0) for rank in ranks]),
    "nDCG@10": lambda ranks: np.array([_gain_of(rank) for rank in ranks]),
    "recall@10": lambda ranks: np.array([float(rank is not None) for rank in ranks]),
}


def _measure(name: str, values: Floats, misses: tuple[str, ...] = ()) -> Measure:
    return Measure(name, round(_SCALE * float(values.sum())), _SCALE * len(values), misses)


def gain(name: str, gains: Floats) -> Iterator[Measure]:
    """The mean gain, and the lower end of its 95 % interval by a paired bootstrap."""
    yield _measure(name, gains)
    draws = np.random.default_rng(_SEED).integers(0, len(gains), (_SAMPLES, len(gains)))
    low = float(np.percentile(gains[draws].mean(axis=1), 2.5))
    yield Measure(f"{name}, surely", round(_SCALE * len(gains) * low), _SCALE * len(gains))


def _tuning(name: str, index: Index, questions: Sequence[Question]) -> Measure:
    ranked = [(question, _rank(index, question.text, question.articles)) for question in questions]
    misses = tuple(f"{each.id} {min(each.articles)} rank {rank}: {each.text}" for each, rank in ranked if rank != 0)
    return _measure(name, FIGURES["recall@1"]([rank for _, rank in ranked]), misses)
