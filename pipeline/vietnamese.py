"""Vietnamese letters, syllables and words: folding and tone placement that keep every offset.

One normaliser serves the index, the queries and the rules, so equal things compare equal everywhere. All functions
here that return text keep its length: `len(f(s)) == len(s)`, so a position found in the result is a position in `s`.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from .model import Span

# For character classes of regular expressions; a range such as `à-ỹ` would hold capitals too.
LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
UPPER = LOWER.upper()
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền sắc ngã hỏi nặng
WORD = re.compile(r"[^\W_]+")  # a syllable, number or code


def _letters() -> dict[int, str]:
    """Every precomposed Latin letter to its base letter; đ has no decomposition and is named.

    What stays as it is has an entry too: `str.translate` takes twice the time for a character it does not find.
    """
    table = {code: chr(code) for code in range(0x2100)}
    table |= {ord("đ"): "d", ord("Đ"): "D", ord("Ð"): "D", ord("ð"): "d"}  # Ð is Icelandic, typed for Đ in old files
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base
    return table


_BASE = _letters()


def lower(text: str) -> str:
    """Lower case, one character for one (`İ` would become two)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def unmarked(text: str) -> str:
    """Letters without marks, case kept: `Đổi mới` → `Doi moi`. Expects NFC."""
    return text.translate(_BASE)


def fold(text: str) -> str:
    """Lower case without marks: `Đổi mới` → `doi moi`. Expects NFC."""
    return lower(unmarked(text))


# What a folded letter is taken for in print; nothing that would make one common word of another (`tin`, `tên`).
_TAKEN_FOR = {
    **{"n": ("ri", "u"), "m": ("rn", "ni"), "g": ("q", "9"), "q": ("g",), "c": ("e",), "e": ("c",), "o": ("0",)},
    **{"l": ("1", "i"), "i": ("1", "l"), "y": ("v",), "v": ("y",), "h": ("li", "b"), "d": ("cl",), "u": ("n", "ii")},
    **{"b": ("8", "h"), "s": ("5",)},
}


def slips(word: str) -> Iterator[str]:
    """A folded word with one slip of OCR or typing: a letter lost, doubled or taken for another."""
    for at, letter in enumerate(word):
        yield word[:at] + word[at + 1 :]
        yield word[: at + 1] + word[at:]
        yield from (word[:at] + other + word[at + 1 :] for other in _TAKEN_FOR.get(letter, ()))


def fold_whole(text: str) -> str:
    """`fold` of a long text, all letters looked up at once: several times as fast. Loads numpy."""
    codes = text.encode("utf-16-le", "surrogatepass")
    if len(codes) != 2 * len(text) or "Σ" in text:  # beyond 16 bits, or in lower case by what stands around
        return fold(text)
    import numpy

    folded: bytes = _folded_codes()[numpy.frombuffer(codes, "<u2")].tobytes()
    return folded.decode("utf-16-le", "surrogatepass")


@lru_cache
def _folded_codes() -> Any:
    import numpy

    every = "".join(map(chr, range(1 << 16)))
    return numpy.frombuffer(fold(every).encode("utf-16-le", "surrogatepass"), "<u2")


def _old_placement() -> dict[str, str]:
    """`oà` → `òa`, `uý` → `úy` …: both ways of writing are in use, the old one is taken as the common form."""
    pairs = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in _TONES:
            pairs[first + unicodedata.normalize("NFC", second + tone)] = (
                unicodedata.normalize("NFC", first + tone) + second
            )
    return pairs


_PLACEMENT = _old_placement()
# Only at the end of a syllable: `hoàn`, `toàn` are written one way. Not after q: the u of `quý` belongs to the onset.
_MISPLACED = re.compile(rf"(?:{'|'.join(_PLACEMENT)})(?<!q..)(?![^\W_])")


def exact(text: str) -> str:
    """Lower case with marks, tone placement made one: `Hoà Bình` → `hòa bình`, `uỷ` → `ủy`. Expects NFC."""
    return _placed(lower(text))


def _placed(text: str) -> str:
    return _MISPLACED.sub(lambda m: _PLACEMENT[m[0]], text)


def word_spans(text: str) -> tuple[Span, ...]:
    """Spans of the searchable units: syllables, numbers, codes. Punctuation separates (`02-NQ/TW` is three)."""
    return tuple(m.span() for m in WORD.finditer(text))


def folded_words(text: str) -> str:
    """Words without marks, joined by single spaces: `Luật Thi đua, khen thưởng` → `luat thi dua khen thuong`."""
    return " ".join(fold(text[start:end]) for start, end in word_spans(text))


_Made = TypeVar("_Made")


class Memory(dict[str, _Made]):
    """What a function makes of words: texts say the same ones again and again, and nothing is looked up faster."""

    def __init__(self, make: Callable[[str], _Made]) -> None:
        self._make = make

    def __missing__(self, word: str) -> _Made:
        made = self._make(word)
        if len(word) <= _REPEATED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = made
        return made


_SHORT = 200  # characters: so few are looked up one by one as fast
_REPEATED = 20  # characters; a longer word is hardly met twice
_REMEMBERED = 100_000
_MARKED = Memory(_placed)
_FOLDED = Memory(fold)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in a row: as `exact` makes them, as `fold` does, and where each starts in the text."""

    marked: list[str]
    folded: list[str]
    starts: array[int]


def words(text: str, longest: int) -> Words:
    """The words of a whole text in NFC, but for those of more than `longest` characters. Loads numpy.

    The same as by `word_spans`, four times as fast: letters are looked up all at once, words one by one.
    """
    codes = text.encode("utf-16-le", "surrogatepass")
    if len(text) < _SHORT or len(codes) != 2 * len(text) or "Σ" in text:  # as in `fold_whole`
        return _words_one_by_one(text, longest)
    import numpy

    spaced = _spaced_codes()[numpy.frombuffer(codes, "<u2")]
    inside = numpy.zeros(len(spaced) + 2, bool)
    numpy.not_equal(spaced, ord(" "), out=inside[1:-1])
    borders = numpy.flatnonzero(inside[1:] != inside[:-1])
    starts, lengths = borders[::2], borders[1::2] - borders[::2]
    if lengths.max(initial=0) > longest:
        return _words_one_by_one(text, longest)
    split = spaced.tobytes().decode("utf-16-le", "surrogatepass").split()
    marked = list(map(_MARKED.__getitem__, split))
    return Words(marked, list(map(_FOLDED.__getitem__, marked)), array("I", starts.astype("=u4").tobytes()))


def _words_one_by_one(text: str, longest: int) -> Words:
    normal = exact(text)
    spans = [(start, end) for start, end in word_spans(normal) if end - start <= longest]
    marked = [normal[start:end] for start, end in spans]
    return Words(marked, list(map(fold, marked)), array("I", (start for start, _ in spans)))


@lru_cache
def _spaced_codes() -> Any:
    """Every character in lower case, and a blank for those that are in no word."""
    import numpy

    every = lower("".join(map(chr, range(1 << 16))))
    spaced = "".join(char if WORD.match(char) else " " for char in every)
    return numpy.frombuffer(spaced.encode("utf-16-le", "surrogatepass"), "<u2")


_RIMES = frozenset(
    re.findall(r"\S+", """a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oă oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong oong
    ooc op ot ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt u ua uac uan uang uat uau uâ uân uâng uât uây uc uê uêch
    uên uênh uêt uêu ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyt uyu uyn uyp
    ư ưa ưc ưi ưm ưn ưng ươ ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yên yêm yêt yêu yêng""")
)  # fmt: skip
_STOPPED = ("p", "t", "c", "ch")  # a rime closed by these bears only sắc or nặng
_ONSET = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?")


_FOLDED_RIMES = frozenset(map(fold, _RIMES))


def is_folded_syllable(word: str) -> bool:
    """Can this be a Vietnamese syllable whose marks are taken off?"""
    onset = _ONSET.match(word)
    return word[onset.end() if onset else 0 :] in _FOLDED_RIMES


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Can this be a Vietnamese syllable? By the sounds of the language (onset × rime × tone), not by a word list."""
    marks = unicodedata.normalize("NFD", exact(unicodedata.normalize("NFC", word)))
    tones = [c for c in marks if c in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONES))
    if len(tones) > 1:
        return False
    found = _ONSET.match(bare)
    onset = found[0] if found else ""
    rimes = [bare[len(onset) :]]
    if onset in ("gi", "qu"):  # gì, gìn, quốc: the vowel letter is shared with the rime
        rimes.append(bare[1:])
    for rime in rimes:
        if rime in _RIMES:
            return not rime.endswith(_STOPPED) or bool(tones and tones[0] in "\u0301\u0323")
    return False
