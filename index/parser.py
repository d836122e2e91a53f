"""Reads the query language: words, "phrases", AND OR NOT -, ( ), thi*, fields, numbers in any spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from ..pipeline import symbol
from ..pipeline.errors import InvalidQuery
from ..pipeline.vietnamese import WORD, exact, fold, word_spans
from ..pipeline.vocabulary import rows
from . import numbers, values
from .clause import Order
from .query import Beginning, Both, Either, Leaf, Part, Query, Quoted, Without, Words

MAX_WORDS = 200
MAX_DEPTH = 50  # of parentheses
_QUOTED = r"\"(?P<straight>[^\"]*)\"|“(?P<curved>[^”“]*)”"
_PIECE = re.compile(
    rf"""(?P<blank>\s+)
    |(?P<open>\()|(?P<close>\))
    |(?P<operator>(?:AND|OR|NOT)(?![^\W_]))
    |(?P<minus>(?<![^\s(])-(?=["“(]|[^\W\d_]))
    |(?P<field>(?P<name>[^\W\d_][^\W\d]*):[^\S\n]*)
    |(?P<phrase>{_QUOTED})
    |(?P<quote>["“”])
    |(?P<beginning>(?P<start>[^\W_]+)\*)
    |(?P<star>\*)
    |(?P<word>[^\W_]+)
    |(?P<other>[\W_])""",
    re.VERBOSE,
)
_VALUE = re.compile(rf"{_QUOTED}|\((?P<several>[^()]*)\)|(?P<bare>[^\s()\"“”]+)")


class _Sign(Enum):
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"


@dataclass(frozen=True, slots=True)
class _Token:
    """A sign, a leaf that is ready, or a word; `at` is its place in the text."""

    at: int
    value: _Sign | Leaf | str


def parse(  # noqa: PLR0913  # the options of `cancu search`, all by name
    text: str,
    *,
    kind: str | None = None,
    issuer: str | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
    cites: str | None = None,
    order: Order = Order.RANK,
    limit: int = 10,
    offset: int = 0,
) -> Query:
    """The query that `text` and the options mean. Raises `InvalidQuery`, which points at the character."""
    text = unicodedata.normalize("NFC", text)
    tokens = tuple(_tokens(text))
    typed = (_Reader(text, tokens).whole(),) if tokens else ()
    parts = (*typed, *_filters(kind, issuer, date_from, date_to, cites))
    if not parts:
        raise InvalidQuery("nothing to search for: give a word, a number or a filter")
    if (count := sum(isinstance(token.value, str) for token in tokens)) > MAX_WORDS:
        raise InvalidQuery(f"the query has {count} words: shorten it to {MAX_WORDS}")
    if limit < 1 or offset < 0:
        raise InvalidQuery(f"a page of {limit} hits from hit {offset} on: ask for at least one, from 0 on")
    strict = any(token.value in (_Sign.AND, _Sign.OR, _Sign.NOT) for token in tokens)
    return Query(text, parts[0] if len(parts) == 1 else Both(parts), strict, order, limit, offset)


def words(text: str) -> tuple[str, ...]:
    """The searchable words of a text in NFC, with marks, all alike however they were typed."""
    normal = exact(text)
    return tuple(normal[start:end] for start, end in word_spans(normal))


def _tokens(text: str) -> Iterator[_Token]:
    """The tokens of a query. A document number is words, whatever signs are in it: `02 -NQ/TW` excludes nothing."""
    spans = {number.span[0]: number.span[1] for number in symbol.find(text)}
    at = 0
    while at < len(text):
        if end := spans.get(at):
            yield from (_Token(at, word) for word in words(text[at:end]))
            at = end
            continue
        piece = _PIECE.match(text, at)
        assert piece  # every character is one of its alternatives
        end = piece.end()
        match piece.lastgroup:
            case "field":
                field = _field(piece["name"])
                if field is None:
                    _check_name(piece["name"], at)
                    yield from (_Token(at, word) for word in words(piece["name"]))
                else:
                    leaf, end = _with_value(text, field, piece, spans)
                    yield _Token(at, leaf)
            case _:
                yield from _plain(piece)
        at = end


def _plain(piece: re.Match[str]) -> Iterator[_Token]:
    at = piece.start()
    match piece.lastgroup:
        case "open":
            yield _Token(at, _Sign.OPEN)
        case "close":
            yield _Token(at, _Sign.CLOSE)
        case "operator":
            yield _Token(at, _Sign[piece["operator"]])
        case "minus":
            yield _Token(at, _Sign.NOT)
        case "phrase":
            if phrase := words(_quoted(piece)):
                yield _Token(at, Quoted(phrase))
        case "quote":
            raise InvalidQuery(f"the quote at character {at + 1} has no partner: add it or leave it out")
        case "beginning":
            yield _Token(at, Beginning(fold(exact(piece["start"]))))
        case "star":
            raise InvalidQuery(f"the * at character {at + 1} needs the beginning of a word before it, as in thi*")
        case "word":
            yield from (_Token(at, word) for word in words(piece["word"]))


def _with_value(text: str, field: str, piece: re.Match[str], spans: dict[int, int]) -> tuple[Leaf, int]:
    """The leaf of a field with the value that follows, and where that ends."""
    start = piece.end()
    where = f"`{piece['name']}:` at character {piece.start() + 1}"
    found = _VALUE.match(text, start)
    if found is None and text[start : start + 1] in ('"', "“", "”", "("):
        raise InvalidQuery(f"the {text[start]} at character {start + 1} has no partner: add it or leave it out")
    if found is None:
        raise InvalidQuery(f"{where} needs a value after it")
    quoted, end = found["bare"] is None and found["several"] is None, found.end()
    value = _quoted(found) if quoted else found["several"] or found["bare"] or ""
    if found["bare"] is not None and values.is_number(field):
        end = spans.get(start) or _number_end(text, start) or end
        value = text[start:end]
    return values.leaf(field, value, quoted, where), end


_NUMBER_WORDS = re.compile(r"[^\W_]+(?:[\s/.-]{1,3}[^\W_]+){1,5}")


def _number_end(text: str, start: int) -> int | None:
    """Where a number ends that was typed with blanks: `cites:2 nq tw`."""
    found = _NUMBER_WORDS.match(text, start)
    ends = [word.end() for word in WORD.finditer(text, start, found.end())] if found else []
    return next((end for end in reversed(ends) if symbol.is_compact(symbol.compact(text[start:end]))), None)


def _quoted(match: re.Match[str]) -> str:
    return match["straight"] if match["straight"] is not None else match["curved"] or ""


@lru_cache
def _fields() -> dict[str, str]:
    """Fields by their names, folded and without `_`: `cơ_quan`, `co_quan`, `coquan` are one."""
    return {_plain_name(name): row["field"] for row in rows("query_fields") for name in row["names"].split()}


def _plain_name(name: str) -> str:
    return fold(name).replace("_", "")


def _field(name: str) -> str | None:
    return _fields().get(_plain_name(name))


def _check_name(name: str, at: int) -> None:
    """A word before a colon is just a word, unless it looks like the name of a field with a slip in it."""
    near = [known for known in _fields() if DamerauLevenshtein.distance(known, _plain_name(name)) == 1]
    if "_" in name or (near and len(name) > 3):
        raise InvalidQuery(f"there is no field `{name}:` (character {at + 1}); fields are {', '.join(_field_names())}")


def _field_names() -> list[str]:
    return [f"{row['names'].split()[0]}:" for row in rows("query_fields")]


class _Reader:
    """Builds the tree. AND, written or not, binds closer than OR; words side by side are one leaf."""

    def __init__(self, text: str, tokens: tuple[_Token, ...]) -> None:
        self._text = text
        self._tokens = tokens
        self._next = 0
        self._depth = 0  # parentheses that are open

    def whole(self) -> Part:
        part = self._either()
        if token := self._peek():
            raise InvalidQuery(f"the ) at character {token.at + 1} has no partner: add it or leave it out")
        return part

    def _either(self) -> Part:
        parts = [self._both()]
        while self._take(_Sign.OR):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _both(self) -> Part:
        parts: list[Part] = []
        plain: list[str] = []
        while True:
            token = self._needed()
            if isinstance(token.value, str):
                plain.append(token.value)
                self._next += 1
            else:
                parts.append(self._one())
            following = self._peek()
            if not self._take(_Sign.AND) and (following is None or following.value in (_Sign.CLOSE, _Sign.OR)):
                break
        if plain:
            parts.insert(0, _bag(plain))
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _one(self) -> Part:
        """What a sign before it, parentheses or a field make one."""
        token = self._needed()
        self._next += 1
        match token.value:
            case _Sign.NOT:
                part = self._one()
                return part.part if isinstance(part, Without) else Without(part)
            case _Sign.OPEN:
                return self._group(token)
            case str():
                return self._word(token)
            case leaf:
                assert not isinstance(leaf, _Sign)
                return leaf

    def _group(self, token: _Token) -> Part:
        if self._depth == MAX_DEPTH:
            raise InvalidQuery(f"the ( at character {token.at + 1} is nested too deeply: {MAX_DEPTH} levels are read")
        self._depth += 1
        part = self._either()
        if not self._take(_Sign.CLOSE):
            raise InvalidQuery(f"the ( at character {token.at + 1} has no partner: add it or leave it out")
        self._depth -= 1
        return part

    def _word(self, token: _Token) -> Part:
        """One word, or all those of one number."""
        unit = [str(token.value)]
        while (following := self._peek()) and following.at == token.at:
            unit.append(str(following.value))
            self._next += 1
        return _bag(unit)

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, sign: _Sign) -> bool:
        token = self._peek()
        found = token is not None and token.value is sign
        self._next += found
        return found

    def _needed(self) -> _Token:
        """The next token, which has to be something to search for."""
        token = self._peek()
        if token and token.value not in (_Sign.CLOSE, _Sign.AND, _Sign.OR):
            return token
        if self._next == 0 and token:  # nothing stands before it
            where = f"before the {self._shown(token)}"
        else:
            where = f"after the {self._shown(self._tokens[self._next - 1])}"
        raise InvalidQuery(f"something to search for is missing {where}")

    def _shown(self, token: _Token) -> str:
        sign = token.value.value if isinstance(token.value, _Sign) else ""
        written = sign if self._text.startswith(sign, token.at) else self._text[token.at]
        return f"{written} at character {token.at + 1}"


def _bag(plain: list[str]) -> Words:
    return Words(tuple(plain), numbers.runs(tuple(plain)))


def _filters(
    kind: str | None, issuer: str | None, date_from: str | None, date_to: str | None, cites: str | None
) -> Iterator[Leaf]:
    """The options as what they mean in the language."""
    if kind is not None:
        yield values.leaf("kind", kind, quoted=False, where=f"--kind {kind!r}")
    if issuer is not None:
        yield values.leaf("issuer", issuer, quoted=False, where=f"--issuer {issuer!r}")
    if cites is not None:
        yield values.leaf("cites", cites, quoted=False, where=f"--cites {cites!r}")
    if date_from is not None or date_to is not None:
        yield values.dated(date_from, date_to, ("--from", "--to"))
