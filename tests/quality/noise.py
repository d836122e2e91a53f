"""Seeded damage of a text, as scanners and typists do it, with the way back to the undamaged text.

    text, places = damaged(text, rate=0.02, seed=1)   # places[i]: where character i is now, None if it did not survive

`harmless(text)` are other ways to write the same text: they must change no value.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator, Sequence

Places = list[int | None]

# What a reader of bad print takes a character for: a letter by its shape or without its marks, a figure for a letter.
_ALIKE: dict[str, Sequence[str]] = {
    **{"n": ("ri",), "m": ("rn",), "d": ("cl",), "w": ("vv",)},
    **{"1": "lI", "0": "Oo", "5": "S", "8": "B", "6": "ó", "O": "0Q", "l": "1i", "I": "l1", "S": "5", "B": "8"},
    **{"/": "Il", "-": "–", "–": "-", ".": ",", ",": ".", ":": ";", ";": ":"},
    **{"g": "q", "q": "g", "c": "e", "e": "c", "y": "v", "h": "b", "u": "n", "đ": "d", "Đ": "D"},
    **{"ă": "à", "ấ": "ầ", "ậ": "ạ", "ế": "ề", "ệ": "ẹ", "ộ": "ọ", "ơ": "o", "ờ": "ò", "ư": "u", "ứ": "ú", "ị": "i"},
}
_STRAY = (".", "'", "`", " ")
_HARM = {"alike": 10, "unmarked": 5, "lost": 3, "stray": 2}  # how often each kind of harm is done
_BLANKS = ("", "  ", "\n")  # lost, doubled, the line broken


def damaged(text: str, rate: float, seed: int) -> tuple[str, Places]:
    """The text with a share of its characters harmed, half that share of its blanks, and where the others are now."""
    chance = random.Random(f"{seed} {rate} {len(text)}")
    pieces: list[str] = []
    places: Places = []
    length = 0
    for character in text:
        piece = _harmed(character, rate, chance)
        places.append(length if piece == character else None)
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), places


def _harmed(character: str, rate: float, chance: random.Random) -> str:
    if character.isspace():
        return chance.choice(_BLANKS) if chance.random() < rate / 2 else character
    if chance.random() >= rate:
        return character
    harm = chance.choices(list(_HARM), list(_HARM.values()))[0]
    if harm == "lost":
        return ""
    if harm == "stray":
        return character + chance.choice(_STRAY)
    if harm == "alike" and character in _ALIKE:
        return chance.choice(_ALIKE[character])
    return unicodedata.normalize("NFD", character)[0]


def survived(text: str, places: Places, start: int, end: int) -> bool:
    """Did all figures between two offsets come through?"""
    return all(places[at] is not None for at in range(start, end) if text[at].isdigit())


def now_at(places: Places, start: int, end: int) -> tuple[int, int] | None:
    """Where what stood between two offsets is now; None if nothing of it is left."""
    left = [place for place in places[start:end] if place is not None]
    return (left[0], left[-1] + 1) if left else None


def harmless(text: str) -> Iterator[tuple[str, str]]:
    """Name and text of every way to write the same."""
    yield "decomposed", unicodedata.normalize("NFD", text)
    yield "line ends of Windows", text.replace("\n", "\r\n")
    yield "two blanks", text.replace(" ", "  ")
    yield "en dashes", text.replace("-", "–")
    yield "no-break spaces", text.replace(" ", "\u00a0")
    yield "empty emphasis", text.replace("\n\n", "\n\n** **\n\n")
