"""Text of fonts and files older than Unicode: TCVN3 (the ABC fonts), VNI and windows-1258.

Such a font draws `ư` for a code that is something else to the rest of the world: for byte 0xAD, the soft hyphen. So
convert before anything normalises the text, joins hyphenated words or drops characters that are not printed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ..pipeline.vietnamese import LOWER, UPPER, is_syllable


class Encoding(StrEnum):
    """What the codes of a font or a file stand for."""

    TCVN3 = "TCVN3"
    VNI = "VNI"
    WINDOWS_1258 = "windows-1258"  # of files only


# Bytes 0x80–0xFF of TCVN 5712:1993 (VN1), at 0xB0–0xB4 the tones that stand after their letter. The ABC fonts have the
# small letters and the seven capitals without tone; at 0x80–0x9F they have the punctuation of Windows.
_TCVN = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\xa0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN_CONTROLS = dict(zip(b"\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17", "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True))

# VNI draws a letter and over it the mark of the next code, here as combining marks; a few letters have their own code.
# The case of the mark is that of the letter, but typists mix them and it makes no difference.
_VNI_MARKS = {
    **{"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"},
    **{"â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303"},
    **{"ä": "\u0302\u0323", "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309"},
    **{"ü": "\u0306\u0303", "ë": "\u0306\u0323"},
}
_VNI_LETTERS = dict(zip("ñíìæóòîôöÑÍÌÆÓÒÎÔÖ", "đíìỉĩịỵơưĐÍÌỈĨỊỴƠƯ", strict=True))

_LETTERS = frozenset(LOWER[3:] + UPPER[3:])  # those with marks
# Letters that print the same and that programs give for these codes.
_LOOKALIKES = {"μ": "µ", "∙": "·", "ˉ": "¯"}

# Fonts of the ABC family by name, for where the dot before `.Vn` is lost; others begin with Vn too (VietWare).
_ABC_FAMILIES = frozenset(
    re.findall(r"\S+", """
    3d arabia arial arialnarrow aristote avant bahamasb black bodoni bookantiqua bookman centuryschoolbook clarendon
    commercialscript cooper courier couriernew exotic free gothic helvet helvetins koala lincoln linus lucidasans
    memorandum monotypecorsiva mystical park present revue shelleyallegro southern stamp teknical tifaniheavy time
    time2 universe vogue""")
)  # fmt: skip
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"(?:[\s,_-]*(?:bold|italic|oblique|regular|normal|roman|mt|ps))+$", re.I)
_ABC = re.compile(r"([._]?)vn(?!i[\s_-])(?=\w)", re.I)
_VNI = re.compile(r"[._]?vni[\s_-]*(?=\w)(?!dos|internet|unicode)", re.I)
_BEYOND_8_BIT = re.compile(f"[{''.join(sorted(c for c in _LETTERS if c > 'ÿ'))}\u0300\u0301\u0303\u0309\u0323]")

_ABBREVIATION = re.compile("[A-ZĐÂĂÊÔƠƯ]{2,}")
# `teỏ` for `tẻo`: what a wrong encoding makes, nobody writes.
_TONE_ON_GLIDE = re.compile("(?:[aăâeêoôơư][òóỏõọùúủũụìíỉĩịỳýỷỹỵ]|[^q]u[òóỏõọùúủũụìíỉĩị])$", re.I)
_LONGEST = 9  # letters of a word that can be one; longer ones are not looked at
_SMALL_THEN_CAPITAL = re.compile(f"[a-z].*[{UPPER}]")
_WORD = re.compile(r"[^\W\d_]+")
_SHORT_RUN = 200  # characters; a longer one in Unicode has letters that no code of 8 bits can be taken for


@dataclass(frozen=True, slots=True)
class _Font:
    encoding: Encoding
    capitals: bool  # the fonts in `H` draw capitals for the codes of small letters


def encoding_of(font: str) -> Encoding | None:
    """The encoding of a font by its name, as files give it (`.VnTime`, `ABCDEF+VNI-Times,Bold`); None for Unicode."""
    known = _font(font)
    return known.encoding if known else None


def convert(text: str, font: str) -> str:
    """What a run set in `font` shows, in NFC; unchanged where the font is none of the legacy ones.

    The codes may come as characters of Latin-1 or windows-1252 or in the private area of symbol fonts (U+F020–U+F0FF).
    A run that is in Unicode already is left as it is: the text was converted, the font forgotten. Where a VNI letter
    ends one run and its mark starts the next, the second result begins with a combining mark: NFC of the two together
    makes the letter.
    """
    known = _font(font)
    if known is None or is_unicode(text):
        return text
    converted = decode(text, known.encoding)
    if len(text) <= _SHORT_RUN and _words_in(text) > _words_in(converted):
        return text
    if known.encoding is Encoding.TCVN3:
        converted = with_horns(converted)
    return converted.upper() if known.capitals else converted


def is_word(word: str) -> bool:
    """Can this be a Vietnamese syllable or an abbreviation, as someone would write it? Expects NFC."""
    if len(word) > _LONGEST or _SMALL_THEN_CAPITAL.search(word) or _TONE_ON_GLIDE.search(word):
        return False
    return is_syllable(word) or _ABBREVIATION.fullmatch(word) is not None


def _words_in(text: str) -> int:
    return sum(is_word(word) for word in _WORD.findall(text) if not word.isascii())


def is_unicode(text: str) -> bool:
    """Does it hold Vietnamese letters that no code of 8 bits can be taken for?"""
    return _BEYOND_8_BIT.search(text) is not None


def decode(text: str, encoding: Encoding) -> str:
    """The Unicode text, in NFC, of characters that are codes of an encoding; other characters stay."""
    decoded = text.translate(_TABLES[encoding])
    return _with_tones(decoded) if encoding is Encoding.TCVN3 else unicodedata.normalize("NFC", decoded)


def decode_tcvn(data: bytes) -> str:
    """Bytes of TCVN 5712:1993 with all its capitals, which take the codes of control characters, in NFC."""
    return _with_tones(data.decode("latin-1").translate(_TCVN_LETTERS | _TCVN_CONTROLS))


def decode_1258(data: bytes) -> str:
    """Bytes of windows-1258, in NFC."""
    return decode(codes(data), Encoding.WINDOWS_1258)


def codes(data: bytes) -> str:
    """Bytes as `decode` takes them: characters of windows-1252, control characters where it has none."""
    return data.decode("latin-1").translate(_WINDOWS)


def with_horns(text: str) -> str:
    """Text decoded from TCVN3 with `ư` for hyphens inside syllables that are none without it: `ng-ời` → `người`.

    PDF calls code 0xAD a hyphen (WinAnsiEncoding), so what draws `ư` in the font is read as `-`.
    """
    return _HYPHENATED.sub(lambda m: m[0] if _is_list_item(m) else _horned(m[0]), text)


def _is_list_item(found: re.Match[str]) -> bool:
    """`c- Tổ chức`, and no `cư dân`."""
    text, end = found.string, found.end()
    starts_line = found.start() == 0 or text[found.start() - 1] == "\n"
    return starts_line and found[0].lower() in _LIST_ITEMS and not text[end + 1 : end + 2].islower()


@lru_cache(20_000)
def _horned(word: str) -> str:
    left, *others = word.split("-")
    done = ""
    for right in others:
        if _is_horn(left, right):
            left += "ư" + right
        else:
            done, left = f"{done}{left}-", right
    return done + left


def _is_horn(left: str, right: str) -> bool:
    """Is the hyphen between the two a `ư`? A small one: the capital has a code of its own."""
    whole = left + "ư" + right
    if whole == "ư" or whole[1:] != whole[1:].lower():
        return False
    if len(whole) == 2 and not right:
        return left.lower() in _BEFORE_LONE_HORN
    apart = all(not part or is_syllable(part) for part in (left, right))
    return is_syllable(whole) and (not apart or (left, right) == ("", "u"))


@lru_cache(1000)
def _font(name: str) -> _Font | None:
    family = _STYLE.sub("", _SUBSET.sub("", name.strip().strip("'\"")))
    if _VNI.match(family):
        return _Font(Encoding.VNI, capitals=False)
    found = _ABC.match(family)
    if not found:
        return None
    rest = re.sub(r"[\s_-]", "", family[found.end() :])
    plain = rest.lower()
    capitals = plain not in _ABC_FAMILIES and (rest.endswith("H") or plain.removesuffix("h") in _ABC_FAMILIES)
    if found[1] or plain in _ABC_FAMILIES or plain.removesuffix("h") in _ABC_FAMILIES:
        return _Font(Encoding.TCVN3, capitals)
    return None


_HYPHENATED = re.compile(r"(?<![^\W\d_])(?<!-)[^\W\d_]{0,9}(?:-[^\W\d_]{0,9}){1,4}(?![\w-])")
_BEFORE_LONE_HORN = frozenset("cdhlst")  # cư, dư, hư, lư, sư, tư; others are letters of a list or of a plan
_LIST_ITEMS = frozenset(("c-", "d-", "h-", "l-"))
_TONED = re.compile("([^aăâeêioôơuưyAĂÂEÊIOÔƠUƯY]|^)([\u0300\u0301\u0303\u0309\u0323])")
_SIGNS = dict(zip("\u0300\u0309\u0303\u0301\u0323", "°±²³´", strict=True))


def _with_tones(text: str) -> str:
    """Tones joined to their vowels. Elsewhere the code is a sign of Latin-1, as typists used it: m², 30°C."""
    if not any(tone in text for tone in _SIGNS):
        return text
    return unicodedata.normalize("NFC", _TONED.sub(lambda m: m[1] + _SIGNS[m[2]], text))


def _page(name: str) -> dict[int, str]:
    """The upper half of a code page of Windows, as far as it is filled."""
    signs = {code: bytes([code]).decode(name, "replace") for code in range(0x80, 0x100)}
    return {code: sign for code, sign in signs.items() if sign != "\ufffd"}


def _table(letters: dict[int, str]) -> dict[int, str]:
    """With what else stands for a code: control characters, characters of symbol fonts, lookalikes."""
    same = {code: chr(code) for code in range(0x80)}  # what `str.translate` does not find takes it twice the time
    private = {0xF000 + code: sign for code, sign in (same | _page("cp1252")).items() if code >= 0x20}
    others = same | _WINDOWS | private | {ord(other): code for other, code in _LOOKALIKES.items()}
    return letters | {other: letters.get(ord(code), code) for other, code in others.items() if other not in letters}


_WINDOWS = {code: sign for code, sign in _page("cp1252").items() if code < 0xA0}
_TCVN_LETTERS = dict(enumerate(_TCVN, start=0x80))
_TABLES = {
    Encoding.TCVN3: _table(dict(enumerate(_TCVN[0x20:], start=0xA0))),
    Encoding.VNI: _table(
        {ord(code): sign for code, sign in (*_VNI_LETTERS.items(), *_VNI_MARKS.items())}
        | {ord(code.upper()): tones for code, tones in _VNI_MARKS.items()}
    ),
    Encoding.WINDOWS_1258: _page("cp1258"),
}
