"""The tokens of a query: signs of the language, words, and leaves that are ready.

What is pasted is taken as it comes: bullets, emphasis and a lone curly quote mean nothing; a document number is words,
whatever signs are in it (`02 -NQ/TW` excludes nothing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from ...pipeline import symbol
from ...pipeline.errors import InvalidQuery
from ...pipeline.vietnamese import LOWER, UPPER, WORD, exact, fold, is_folded_syllable, word_spans
from ...pipeline.vocabulary import rows
from . import values
from .tree import Beginning, Leaf, Quoted


class Sign(Enum):
    """What is not searched for, but says how the rest belongs together."""

    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"


@dataclass(frozen=True, slots=True)
class Token:
    """A sign, a leaf that is ready, or a word; `at` is its place in the text."""

    at: int
    value: Sign | Leaf | str


_QUOTE = re.compile('["“”„‟]')
_PIECE = re.compile(  # a star before a small letter is meant for any beginning; others are left of emphasis
    rf"""(?P<blank>\s+)
    |(?P<open>\()|(?P<close>\))
    |(?P<operator>(?:AND|OR|NOT)(?![^\W_]))
    |(?P<minus>(?<![^\s(])-(?=["“”„‟(]|[^\W\d_]))
    |(?P<field>(?P<name>[^\W\d_][^\W\d]*)(?P<through>\+?):(?P<gap>[^\S\n]*))
    |(?P<quote>["“”„‟])
    |(?P<beginning>(?P<start>[^\W_]+)\*)
    |(?P<star>(?<![^\s(])\*(?=[{LOWER}]))
    |(?P<word>[^\W_]+)
    |(?P<other>[\W_])""",
    re.VERBOSE,
)
# A minus right before a word is a bullet only where lines were pasted: behind another one, or as a sentence begins.
_BULLET = re.compile(rf"^[^\S\n]*\*(?=\s)|(?<=\n)[^\S\n]*-|\A\s*-(?=[{UPPER}](?:[{LOWER}]|\s))", re.M)
_STRONG = re.compile(r"\*{2,}|(?<=[\"“„])\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*((?=[^\s*])[^*]{1,500}(?<=\S))\*(?!\w)")  # as `cancu text` prints it
_NO_VALUE = re.compile('[():"“”„‟]')  # in parentheses
_OPERATORS = frozenset(("AND", "OR", "NOT"))
_DASHES = str.maketrans("‐‑‒–—−", "------")


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text in NFC. Raises `InvalidQuery`, which points at the character."""
    return tuple(_Tokens(text))


def printed_numbers(text: str) -> frozenset[str]:
    """The numbers that stand in a text as papers print them, so that their codes need not be known."""
    return frozenset(symbol.compact(number.surface) for number in symbol.find(text.translate(_DASHES)))


def words(text: str) -> tuple[str, ...]:
    """The searchable words of a text in NFC, with marks, all alike however they were typed."""
    normal = exact(text)
    return tuple(normal[start:end] for start, end in word_spans(normal))


def unquoted(text: str) -> str:
    """The text with its phrases as words; quotes around the value of a field stay."""
    partners = _partners(_plain_text(text))
    for token in reversed(tokens(text)):
        if isinstance(token.value, Quoted):
            close = partners[token.at]
            plain = [word.lower() if word in _OPERATORS else word for word in WORD.findall(text, token.at, close)]
            text = f"{text[: token.at]} {' '.join(plain)} {text[close + 1 :]}"
    return " ".join(text.split())


def with_field(text: str) -> str | None:
    """The text with a field whose name was typed with blanks: `hội người ký: Lê Mẫu` → `hội người_ký:(Lê Mẫu)`."""
    found = _spaced_names().search(fold(text))
    value = text[found.end() :].strip() if found else ""
    if not found or not WORD.search(value) or _NO_VALUE.search(value):
        return None
    return f"{text[: found.start()]}{'_'.join(text[slice(*found.span(1))].split())}:({value})"


class _Tokens:
    """Reads a text from left to right."""

    def __init__(self, text: str) -> None:
        self._text = _plain_text(text)
        self._dashed = self._text.translate(_DASHES)  # to find numbers in
        self._numbers = {number.span[0]: number.span[1] for number in symbol.find(self._dashed)}
        self._partners = _partners(self._text)

    def __iter__(self) -> Iterator[Token]:
        at = 0
        while at < len(self._text):
            if end := self._numbers.get(at):
                yield from _words(at, self._text[at:end])
                at = end
                continue
            piece = _PIECE.match(self._text, at)
            assert piece  # every character is one of its alternatives
            found, at = self._read(piece)
            yield from found

    def _read(self, piece: re.Match[str]) -> tuple[tuple[Token, ...], int]:
        """The tokens of a piece, and where the next one begins."""
        match piece.lastgroup:
            case "field":
                return self._field(piece)
            case "quote":
                return self._phrase(piece.start())
        return tuple(_simple(piece)), piece.end()

    def _phrase(self, at: int) -> tuple[tuple[Token, ...], int]:
        close = self._partners.get(at)
        if close is None:
            if self._text[at] == '"':
                raise InvalidQuery(f"the quote at character {at + 1} has no partner: add it or leave it out", at)
            return (), at + 1
        phrase = words(self._text[at + 1 : close])
        return (Token(at, Quoted(phrase)),) if phrase else (), close + 1

    def _field(self, piece: re.Match[str]) -> tuple[tuple[Token, ...], int]:
        """A field with its value. `Ngày:`, `Số:` with a blank also start lines of papers: then they may be words."""
        at, name = piece.start(), piece["name"]
        plain = _words(at, name), piece.end()
        field = _fields().get(_plain_name(name))
        if field is None:
            _check_name(name, at)
            return plain
        may_be_word = piece["gap"] != "" or self._text[piece.end() : piece.end() + 1] in ("", "\n")
        try:
            leaf, end = self._with_value(field, piece)
        except InvalidQuery:
            if may_be_word and is_folded_syllable(_plain_name(name)):
                return plain
            raise
        return (Token(at, leaf),), end

    def _with_value(self, field: str, piece: re.Match[str]) -> tuple[Leaf, int]:
        """The leaf of a field with the value that follows, and where that ends."""
        start = piece.end()
        written = f"{piece['name']}{piece['through']}"
        named = values.Field(
            field, f"`{written}:` at character {piece.start() + 1}", piece.start(), bool(piece["through"])
        )
        first = self._text[start : start + 1]
        if close := self._partners.get(start):
            return values.leaf(named, self._text[start + 1 : close], quoted=True), close + 1
        if first == "(" and (last := self._text.find(")", start)) > 0:
            return values.leaf(named, self._text[start + 1 : last], quoted=False), last + 1
        if first in ('"', "("):
            raise InvalidQuery(f"the {first} at character {start + 1} has no partner: add it or leave it out", start)
        end = self._numbers.get(start) if values.is_number(field) else None
        end = end or values.bare_end(named, self._dashed, start)
        if end == start:
            raise InvalidQuery(f"{named.where} needs a value after it", named.at)
        return values.leaf(named, self._text[start:end], quoted=False), end


def _simple(piece: re.Match[str]) -> Iterator[Token]:
    at = piece.start()
    match piece.lastgroup:
        case "open":
            yield Token(at, Sign.OPEN)
        case "close":
            yield Token(at, Sign.CLOSE)
        case "operator":
            yield Token(at, Sign[piece["operator"]])
        case "minus":
            yield Token(at, Sign.NOT)
        case "beginning":
            yield Token(at, Beginning(fold(exact(piece["start"]))))
        case "star":
            raise InvalidQuery(f"the * at character {at + 1} needs the beginning of a word before it, as in thi*", at)
        case "word":
            yield from _words(at, piece["word"])


def _words(at: int, text: str) -> tuple[Token, ...]:
    return tuple(Token(at, word) for word in words(text))


def _plain_text(text: str) -> str:
    """The text with bullets and emphasis blank."""
    for pattern in (_BULLET, _STRONG):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return _EMPHASIS.sub(r" \1 ", text)


def _partners(text: str) -> dict[int, int]:
    """Where each quotation ends that begins somewhere: at a quote of its sort, straight or curly, else of the other."""
    places = [found.start() for found in _QUOTE.finditer(text)]
    next_alike = _next_alike([text[place] == '"' for place in places])
    partners = {}
    index = 0
    while index < len(places):
        close = next_alike[index]
        if close is None and next_alike[index + 1 : index + 2] == [None]:
            close = index + 1
        if close is not None:
            partners[places[index]] = places[close]
        index = index + 1 if close is None else close + 1
    return partners


def _next_alike(values: list[bool]) -> list[int | None]:
    """For each value the index of the next one that is equal."""
    seen: dict[bool, int] = {}
    found: list[int | None] = []
    for index in reversed(range(len(values))):
        found.append(seen.get(values[index]))
        seen[values[index]] = index
    return found[::-1]


@lru_cache
def _fields() -> dict[str, str]:
    """Fields by their names, folded and without `_`: `cơ_quan`, `co_quan`, `coquan` are one."""
    return {_plain_name(name): row["field"] for row in rows("query_fields") for name in row["names"].split()}


@lru_cache
def _spaced_names() -> re.Pattern[str]:
    """The names of fields that have a `_`, with blanks instead, before their colon."""
    names = (fold(name) for row in rows("query_fields") for name in row["names"].split() if "_" in name)
    spaced = "|".join(name.replace("_", r"[^\S\n]+") for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])({spaced})[^\S\n]*:")


def _plain_name(name: str) -> str:
    return fold(name).replace("_", "")


def _check_name(name: str, at: int) -> None:
    """A word before a colon is just a word, unless it looks like the name of a field with a slip in it."""
    plain = _plain_name(name)
    if "_" not in name.strip("_") and (len(name) <= 3 or is_folded_syllable(plain)):
        return  # `Loan:` is no slip of `loại:`
    if "_" in name.strip("_") or any(DamerauLevenshtein.distance(known, plain) == 1 for known in _fields()):
        known = ", ".join(f"{row['names'].split()[0]}:" for row in rows("query_fields"))
        raise InvalidQuery(f"there is no field `{name}:` (character {at + 1}); fields are {known}", at)
