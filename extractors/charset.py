"""Which encoding a text is in, told by its words where its bytes do not tell."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ..pipeline.vietnamese import LOWER, UPPER
from .legacy import Encoding, codes, decode, decode_tcvn, is_unicode, is_word, with_horns

# What can be a word in 8-bit codes: any of them may be a letter, only ASCII is sure not to be.
_WORD = re.compile(r"[^\x00-@\[-`{-\x7f\xa0]+")
_BYTES = {ord(codes(bytes([code]))): code for code in range(0x80, 0x100)}
_UTF8_AS_LATIN = re.compile("á[º»]|[ÃÄÆ][^\x00-\x7f]")  # how `ạ`–`ỹ`, `à`, `đ`, `ư` begin
_LINE_END = re.compile(r"([\n\r\f])")
_UPPER_CONTROL = re.compile("[\x80-\x9f]")
_PUNCTUATION = "“”‘’„–—…•"

# Measured on 452 texts put into each encoding, whole, by their first 500 characters and by paragraphs: the right one
# makes syllables of 0.9 of the marked words and more, a wrong one of 0.1 to 0.3.
_LEAST = 0.6
_CLEAR = 0.25
# Unicode is changed on more evidence than bytes, which have to be read somehow: a few words of French or German (`où`)
# can make syllables. Of the words of a Vietnamese text 0.6 and more are marked.
_DISTINCT = 4
_MARKED = 0.1


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in NFC and the encoding it was in: an `Encoding`, `UTF-8`, or None where all encodings agree on it."""

    text: str
    encoding: str | None


def read(data: bytes) -> Reading | None:
    """The text of bytes that are no UTF-8 or UTF-16, where one legacy encoding is clearly the right one."""
    text = codes(data)
    marked = _marked(_words(text))
    if not marked:
        return Reading(text, None) if all(decode(text, encoding) == text for encoding in Encoding) else None
    encoding = _encoding(marked)
    if encoding is Encoding.TCVN3 and _has_all_capitals(data):
        return Reading(decode_tcvn(data), encoding)
    return Reading(_decoded(text, encoding), encoding) if encoding else None


def undo(text: str) -> Reading | None:
    """The text that was meant, where a program took its codes for Latin-1 and saved those as Unicode.

    So `Céng hoµ` of TCVN3 and `Cá»™ng hÃ²a` of UTF-8. Lines that are in Unicode stay as they are: a file made of a Word
    document can mix both. None for a text that is as it should be.
    """
    if meant := _undone_utf8(text):
        return Reading(meant, "UTF-8")
    lines = _LINE_END.split(text)
    suspects = {line for line in lines if not line.isascii() and not is_unicode(line)}
    words = _words("\n".join(line for line in lines if line in suspects))
    marked = _marked(words)
    if len(marked) < _DISTINCT or marked.total() < _MARKED * words.total():
        return None
    encoding = _encoding(marked)
    if encoding is None:
        return None
    mixed = any(is_unicode(line) for line in lines)
    decoded = {line: _decoded(line, encoding) for line in suspects if _is_in(line, encoding, sure=mixed)}
    return Reading("".join(decoded.get(line, line) for line in lines), encoding)


def _is_in(line: str, encoding: Encoding, *, sure: bool) -> bool:
    """Is one line of a text that holds lines in this encoding in it too? Of `sure`, only if its words say so."""
    marked = _marked(_words(line))
    if not marked:
        return not sure
    better = _share(marked, partial(decode, encoding=encoding)) - _share(marked, str)
    return better > 0 or (better == 0 and not sure)


def _undone_utf8(text: str) -> str | None:
    if not _UTF8_AS_LATIN.search(text):
        return None
    try:
        meant = unicodedata.normalize("NFC", text.translate(_BYTES).encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return None
    marked = _marked(_words(meant))
    return meant if marked and _share(marked, str) >= _LEAST else None


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _marked(words: Counter[str]) -> Counter[str]:
    """Those with letters beyond ASCII: only they tell encodings apart. A sign alone (`×`, `©`) tells nothing."""
    letters = ((word.strip(_PUNCTUATION), count) for word, count in words.items())
    return Counter({word: count for word, count in letters if len(word) > 1 and not word.isascii()})


def _encoding(marked: Counter[str]) -> Encoding | None:
    """The encoding that makes syllables of the marked words, of two at least, clearly better than any other."""
    as_it_is = _share(marked, str)
    if as_it_is >= 1 - _CLEAR:
        return None
    shares = {encoding: _share(marked, partial(decode, encoding=encoding)) for encoding in Encoding}
    best = max(shares, key=shares.__getitem__)
    second = max(as_it_is, *(share for encoding, share in shares.items() if encoding is not best))
    if shares[best] < max(_LEAST, second + _CLEAR):
        return None
    return best if sum(is_word(decode(word, best)) for word in marked) > 1 else None


def _share(words: Counter[str], read_as: Callable[[str], str]) -> float:
    good = sum(count for word, count in words.items() if is_word(read_as(word).strip(_PUNCTUATION)))
    return good / words.total()


def _has_all_capitals(data: bytes) -> bool:
    """Does TCVN3 have its capitals with tones here, by the standard, in the place of the punctuation of Windows?"""
    words = (word.encode("latin-1") for word in _words(data.decode("latin-1")) if _UPPER_CONTROL.search(word))
    disputed = [word for word in words if codes(word).strip(_PUNCTUATION)]
    standard = sum(is_word(decode_tcvn(word)) for word in disputed)
    return standard > sum(is_word(decode(codes(word), Encoding.TCVN3).strip(_PUNCTUATION)) for word in disputed)


def _decoded(text: str, encoding: Encoding) -> str:
    decoded = decode(text, encoding)
    if encoding is not Encoding.TCVN3:
        return decoded
    return _with_capitals(decoded if "ư" in decoded else with_horns(decoded))


_MARKS = LOWER.removeprefix("a-z")
# A word without small letters of ASCII, one that has a capital too, and a row of such words on a line.
_UNDECIDED = rf"(?<![^\W\d_])[{UPPER}{_MARKS}]+(?![^\W\d_])"
_CAPITAL = rf"(?<![^\W\d_])[{_MARKS}]*[{UPPER}][{UPPER}{_MARKS}]*(?![^\W\d_])"
_CAPITAL_WORDS = re.compile(rf"{_CAPITAL}(?:(?:[^\w\n/&.]+{_UNDECIDED})*[^\w\n/&.]+{_CAPITAL})?")


def _with_capitals(text: str) -> str:
    """`CộNG HOà` → `CỘNG HOÀ`: such words were in a font of capitals, which has the marked ones for small letters."""
    return _CAPITAL_WORDS.sub(lambda m: m[0].upper() if any(map(_is_mixed, m[0].split())) else m[0], text)


def _is_mixed(word: str) -> bool:
    return not word.isupper() and sum(map(str.isupper, word)) > 1
