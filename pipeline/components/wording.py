"""What is printed as a person would write it: without marks of emphasis, and names in capitals with small letters."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model import Span
from ..vietnamese import fold
from ..vocabulary import body_codes, column
from .layout import Layout
from .lexicon import alternatives, plain

_INSIDE_WORD = re.compile(r"(?<=\w)\*+(?=\w)")  # a web page may set a part of a word in bold
_MARKS = str.maketrans("*_#|\u00ad\u200b\ufeff", "    \0\0\0")
_NO_VOWEL = re.compile(r"(?<!\w)[bcdđghklmnpqrstvx]{2,6}\d*(?!\w)")  # an abbreviation: `HQ`, `KHCN`


def printed(layout: Layout, *spans: Span) -> str:
    """The text of some spans on one line."""
    lines = (_INSIDE_WORD.sub("", layout.text[slice(*span)]) for span in spans)
    return " ".join(" ".join(lines).translate(_MARKS).replace("\0", "").split())


def as_written(layout: Layout, name: str) -> str:
    """A name in capitals as the tables or the text itself write it, else with the capitals that are known."""
    name = " ".join(name.split())
    usual, _ = _usual_capitals()
    if fold(name) in usual:
        return usual[fold(name)]
    place = re.compile(r"\s+".join(re.escape(word) for word in fold(name).split()) + r"(?!\w)")
    for found in place.finditer(layout.folded):
        written = layout.view[found.start() : found.end()]
        if not written.isupper() and written[0].isupper():
            return " ".join(written.split())
    return capitalised(name)


def capitalised(name: str) -> str:
    """`ỦY BAN NHÂN DÂN TỈNH CÀ MAU` → `Ủy ban nhân dân tỉnh Cà Mau`."""
    usual, known = _usual_capitals()
    line = _NO_VOWEL.sub(lambda found: found[0].upper(), name.lower())
    for found in known.finditer(fold(line)):
        line = line[: found.start()] + usual[plain(found[0])] + line[found.end() :]
    return line[:1].upper() + line[1:]


@lru_cache
def _usual_capitals() -> tuple[dict[str, str], re.Pattern[str]]:
    """Positions, heads of bodies, fields of ministries (`Y tế`), provinces and abbreviations, by their folded form."""
    fields = [head.split(" ", 1)[1] for head in column("bodies") if head.startswith(("Bộ ", "Sở ")) and " " in head]
    phrases = [*body_codes(), *fields, *column("provinces"), "Việt Nam", *column("positions"), *column("bodies")]
    usual = {fold(phrase): phrase for phrase in phrases}
    return usual, re.compile(rf"(?<!\w)(?:{alternatives(phrases)})(?!\w)")
