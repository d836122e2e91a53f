"""Underthesea's word segmentation from within: the same words, with exact offsets, at a fraction of the time.

The library cuts a text into tokens by one long pattern; then a CRF says of each token whether it goes on with the word
before it. Most of its time goes into 43 strings a token, the features of the token and of two on each side, which are
made anew wherever the same syllables stand. But what one token, two or three of them weigh never changes. So here the
weights are read from the library's model, remembered by token, pair and triple, and only added up.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import joblib
from underthesea.pipeline import word_tokenize
from underthesea.pipeline.text_normalize import token_normalize
from underthesea.pipeline.word_tokenize import regex_tokenize

from ..model import Span

_MODEL = Path(word_tokenize.__file__).parent / "models" / "ws_crf_vlsp2013_20230727"
_LINE = re.compile(r"[^\n\f]+")
# What stands between two blanks, with the blank after it, which some tokens look at. Nothing longer is a word, and the
# library's pattern would take quadratic time on it.
_CHUNK = re.compile(r"\S{1,200}\s?")
_FEATURE = re.compile(r"T\[(-?\d)(?:,(-?\d))?\](?:\.(\w+))?=(.*)", re.S)
_DIGITS = re.compile(r"[+-]?[0-9]+")
_FUNCTIONS = ("", "lower", "isdigit", "istitle", "is_in_dict")
_GOES_ON = "I-W"

_Weights = tuple[float, ...]  # for each place that the tokens can have around the one that is asked about
_Steps = tuple[float, float, float, float]


def words(text: str) -> Iterator[Span]:
    """Spans of the words of a text, in order; none goes over a line."""
    model = _model()
    for line in _LINE.finditer(text):
        tokens = [
            (chunk.start() + start, chunk.start() + end, token)
            for chunk in _CHUNK.finditer(text, *line.span())
            for start, end, token in _tokens(chunk[0])
        ]
        answers = model.goes_on([token for _, _, token in tokens])
        word: Span | None = None
        for (start, end, _), goes_on in zip(tokens, answers, strict=True):
            if word and goes_on:
                word = word[0], end
                continue
            if word:
                yield word
            word = start, end
        if word:
            yield word


@lru_cache(50_000)
def _tokens(chunk: str) -> tuple[tuple[int, int, str], ...]:
    """The library's tokens of a chunk: start, end and usual spelling."""
    return tuple((*found.span(), token_normalize(found[0])) for found in regex_tokenize.patterns.finditer(chunk))


class _Model:
    """How much more one, two or three tokens in a row speak for a token near them to go on with a word than to start.

    Numbers are weights of `I-W` less those of `B-W`. The features are `T[first,last].function=value`, places relative
    to the token in question; the value at the border of the line is `BOS` or `EOS`.
    """

    def __init__(self, folder: Path) -> None:
        self._weights, self._steps = _read((folder / "models.bin").read_bytes())
        self._dictionary: set[str] = joblib.load(folder / "dictionary.bin")
        self._of_one = lru_cache(50_000)(self._of)
        self._of_two = lru_cache(200_000)(self._of)
        self._of_three = lru_cache(200_000)(self._of)
        self._at_border = {
            size: [[self._sum(size, dict.fromkeys(_FUNCTIONS, border))] * 2 for border in ("BOS", "EOS")]
            for size in (1, 2, 3)
        }

    def goes_on(self, tokens: list[str]) -> list[bool]:
        """Of each token: does it go on with the word before it? What is likeliest for all of them together."""
        before, after = self._at_border[1]
        a = [*before, *map(self._of_one, tokens), *after]
        before, after = self._at_border[2]
        b = [*before, *map(self._of_two, tokens, tokens[1:]), *after]
        before, after = self._at_border[3]
        c = [*before, *map(self._of_three, tokens, tokens[1:], tokens[2:]), *after]
        near = zip(a, a[1:], a[2:], a[3:], a[4:], b, b[1:], b[2:], b[3:], c, c[1:], c[2:], strict=False)
        return self._likeliest(
            [
                a0[0] + a1[1] + a2[2] + a3[3] + a4[4] + b0[0] + b1[1] + b2[2] + b3[3] + c0[0] + c1[1] + c2[2]
                for a0, a1, a2, a3, a4, b0, b1, b2, b3, c0, c1, c2 in near
            ]
        )

    def _of(self, *tokens: str) -> _Weights:
        printed = " ".join(tokens)
        lowered = printed.lower()
        said = {
            "": printed,
            "lower": lowered,
            "isdigit": str(_is_number(printed)),
            "istitle": str(all(token[0] == token[0].upper() for token in tokens)),
            "is_in_dict": str(lowered in self._dictionary),
        }
        return self._sum(len(tokens), said)

    def _sum(self, size: int, said: dict[str, str]) -> _Weights:
        told = [self._weights[size, function].get(value) for function, value in said.items()]
        return tuple(map(sum, zip((0.0,) * (6 - size), *filter(None, told), strict=True)))

    def _likeliest(self, weights: list[float]) -> list[bool]:
        """Viterbi's algorithm for two answers; `lead` is how much better the best way to `I-W` is than to `B-W`."""
        start_start, start_on, on_start, on_on = self._steps
        ways: list[tuple[bool, bool]] = []  # did the best way to `B-W` and to `I-W` come from `I-W`?
        lead = weights[0] if weights else 0.0
        for weight in weights[1:]:
            to_start, to_on = lead + on_start, lead + on_on
            ways.append((to_start > start_start, to_on > start_on))
            lead = (
                weight
                + (to_on if to_on > start_on else start_on)
                - (to_start if to_start > start_start else start_start)
            )
        answers = [lead > 0]
        for way in reversed(ways):
            answers.append(way[answers[-1]])
        return answers[: -len(weights) - 1 : -1]


def _is_number(token: str) -> bool:
    """To the library a number is what fits into 32 bits with its sign."""
    return bool(_DIGITS.fullmatch(token)) and -(2**31) <= int(token) < 2**31


@lru_cache(1)
def _model() -> _Model:
    return _Model(_MODEL)


def _read(data: bytes) -> tuple[dict[tuple[int, str], dict[str, _Weights]], _Steps]:
    """Weights and steps from answer to answer out of a model in CRFsuite's format.

    http://www.chokkan.org/software/crfsuite: a head with the places of the parts, features as (type, from, to, weight),
    names in hash tables.
    """
    _, _, _, _, _, _, _, features, labels, attributes, _, _ = struct.unpack_from("<4sI4s9I", data)
    label = _names(data, labels)
    attribute = _names(data, attributes)
    (count,) = struct.unpack_from("<I", data, features + 8)
    on = {number: 1 if name == _GOES_ON else -1 for number, name in label.items()}
    weights: dict[tuple[int, str], dict[str, list[float]]] = {
        (size, function): {} for size in (1, 2, 3) for function in _FUNCTIONS
    }
    steps = dict.fromkeys([(a, b) for a in (-1, 1) for b in (-1, 1)], 0.0)
    for kind, source, target, weight in struct.iter_unpack("<IIId", data[features + 12 : features + 12 + 20 * count]):
        if kind:
            steps[on[source], on[target]] = weight
            continue
        feature = _FEATURE.fullmatch(attribute[source])
        if feature:
            first, last = int(feature[1]), int(feature[2] or feature[1])
            size = last - first + 1
            row = weights[size, feature[3] or ""].setdefault(feature[4], [0.0] * (6 - size))
            row[first + 2] += on[target] * weight
    read = {table: {value: tuple(row) for value, row in rows.items()} for table, rows in weights.items()}
    return read, (steps[-1, -1], steps[-1, 1], steps[1, -1], steps[1, 1])


def _names(data: bytes, start: int) -> dict[int, str]:
    """The names of one part by number. The list of places at its end leads to each: number, length, name, zero byte."""
    count, places = struct.unpack_from("<II", data, start + 16)
    names = {}
    for (place,) in struct.iter_unpack("<I", data[start + places : start + places + 4 * count]):
        number, length = struct.unpack_from("<II", data, start + place)
        names[number] = data[start + place + 8 : start + place + 7 + length].decode()
    return names
