"""Reads the query language: a tree from the tokens of what was typed. `docs/searching.md` describes it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...pipeline.errors import InvalidQuery
from ..clause import Order
from . import numbers, values
from .tokens import Sign, Token, printed_numbers, tokens
from .tree import Both, Either, Leaf, Part, Query, Quoted, Within, Without, Words

MAX_WORDS = 200  # are searched for: each costs an engine five clauses, and it takes about a thousand
MAX_DEPTH = 50  # of parentheses


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
    if limit < 1:
        raise InvalidQuery(f"--limit {limit}: ask for at least one hit")
    if offset < 0:
        raise InvalidQuery(f"--offset {offset}: hits are counted from 0 on")
    text = unicodedata.normalize("NFC", text)
    try:
        read, strict = _read(text)
    except InvalidQuery as error:
        error.text = text
        raise
    options = tuple(_filters(kind, issuer, date_from, date_to, cites))
    return Query(text, _together((*read, *options)), strict, options, order, limit, offset)


def retyped(query: Query, text: str) -> Query:
    """The first page of the query with this text instead, and the same options. Raises `InvalidQuery`."""
    read, strict = _read(text)
    return Query(text, _together((*read, *query.options)), strict, query.options)


def _together(parts: tuple[Part, ...]) -> Part:
    if not parts:
        raise InvalidQuery("nothing to search for: give a word, a number or a filter")
    return parts[0] if len(parts) == 1 else Both(parts)


def _read(text: str) -> tuple[tuple[Part, ...], bool]:
    """What is typed, nothing if there is no word in it, and whether it has operators."""
    typed = tokens(text)
    strict = any(token.value in (Sign.AND, Sign.OR, Sign.NOT) for token in typed)
    typed = _bounded(typed, strict) if strict else _bounded(_without_parentheses(typed), strict)
    return (_Reader(text, typed).whole(),) if typed else (), strict


def _without_parentheses(typed: Sequence[Token]) -> tuple[Token, ...]:
    """Only operators give them a meaning; a pasted title has many, and `a)`, and one that was cut off."""
    return tuple(token for token in typed if token.value not in (Sign.OPEN, Sign.CLOSE))


def _bounded(typed: Sequence[Token], strict: bool) -> tuple[Token, ...]:
    """The first words of a long text are enough to find where it is from; what has operators is not cut."""
    count = sum(map(_size, typed))
    if count <= MAX_WORDS:
        return tuple(typed)
    if strict or (count := sum(not _is_text(token) for token in typed)) > MAX_WORDS:
        raise InvalidQuery(f"the query has {count} words and fields: shorten it to {MAX_WORDS}")
    kept, left = [], MAX_WORDS - count
    for token in typed:
        if not _is_text(token):
            kept.append(token)
        elif left > 0:
            kept.append(_cut(token, left))
            left -= _size(token)
    return tuple(kept)


def _is_text(token: Token) -> bool:
    return isinstance(token.value, str | Quoted | Within)


def _size(token: Token) -> int:
    return len(token.value.words) if isinstance(token.value, Quoted | Within) else not isinstance(token.value, Sign)


def _cut(token: Token, most: int) -> Token:
    if isinstance(token.value, Quoted | Within):
        return Token(token.at, replace(token.value, words=token.value.words[:most]))
    return token


class _Reader:
    """Builds the tree. AND, written or not, binds closer than OR; words side by side are one leaf."""

    def __init__(self, text: str, tokens: tuple[Token, ...]) -> None:
        self._text = text
        self._numbers = printed_numbers(text)
        self._tokens = tokens
        self._next = 0
        self._depth = 0  # parentheses that are open

    def whole(self) -> Part:
        part = self._either()
        if token := self._peek():
            raise InvalidQuery(f"the ) at character {token.at + 1} has no partner: add it or leave it out", token.at)
        return part

    def _either(self) -> Part:
        parts = [self._both()]
        while self._take(Sign.OR):
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
            if not self._take(Sign.AND) and (following is None or following.value in (Sign.CLOSE, Sign.OR)):
                break
        if plain:
            parts.insert(0, self._bag(plain))
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _one(self) -> Part:
        """What a sign before it, parentheses or a field make one."""
        absent = False
        while (token := self._needed()).value is Sign.NOT:
            absent = not absent
            self._next += 1
        part = self._single(token)
        if not absent:
            return part
        return part.part if isinstance(part, Without) else Without(part)

    def _single(self, token: Token) -> Part:
        self._next += 1
        match token.value:
            case Sign.OPEN:
                return self._group(token)
            case str():
                return self._word(token)
            case leaf:
                assert not isinstance(leaf, Sign)
                return leaf

    def _group(self, token: Token) -> Part:
        if self._depth == MAX_DEPTH:
            raise InvalidQuery(
                f"the ( at character {token.at + 1} is nested too deeply: {MAX_DEPTH} levels are read", token.at
            )
        self._depth += 1
        part = self._either()
        if not self._take(Sign.CLOSE):
            raise InvalidQuery(f"the ( at character {token.at + 1} has no partner: add it or leave it out", token.at)
        self._depth -= 1
        return part

    def _word(self, token: Token) -> Part:
        """One word, or all those of one number."""
        unit = [str(token.value)]
        while (following := self._peek()) and following.at == token.at:
            unit.append(str(following.value))
            self._next += 1
        return self._bag(unit)

    def _bag(self, plain: list[str]) -> Words:
        return Words(tuple(plain), numbers.runs(tuple(plain), self._numbers))

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, sign: Sign) -> bool:
        token = self._peek()
        found = token is not None and token.value is sign
        self._next += found
        return found

    def _needed(self) -> Token:
        """The next token, which has to be something to search for."""
        token = self._peek()
        if token and token.value not in (Sign.CLOSE, Sign.AND, Sign.OR):
            return token
        if self._next == 0 and token:  # nothing stands before it
            where, near = "before", token
        else:
            where, near = "after", self._tokens[self._next - 1]
        raise InvalidQuery(f"something to search for is missing {where} the {self._shown(near)}", near.at)

    def _shown(self, token: Token) -> str:
        sign = token.value.value if isinstance(token.value, Sign) else ""
        written = sign if self._text.startswith(sign, token.at) else self._text[token.at]
        return f"{written} at character {token.at + 1}"


def _filters(
    kind: str | None, issuer: str | None, date_from: str | None, date_to: str | None, cites: str | None
) -> Iterator[Leaf]:
    """The options as what they mean in the language."""
    for name, value in (("kind", kind), ("issuer", issuer), ("cites", cites)):
        if value is not None:
            yield values.leaf(values.Field(name, f"--{name}"), unicodedata.normalize("NFC", value), quoted=False)
    if date_from is not None or date_to is not None:
        yield values.dated(date_from, date_to, (values.Field("date", "--from"), values.Field("date", "--to")))
