"""What is printed as a person would write it: without marks of emphasis, and names in capitals with small letters."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model import Span
from ..vietnamese import exact, fold, folded_words
from ..vocabulary import body_codes, column
from .layout import Layout
from .lexicon import alternatives, plain

_EMPHASIS = re.compile(r"\*+|[\u00ad\u200b\ufeff]")  # a web page may set a part of a word in bold: no blank is left
_NO_VOWEL = re.compile(r"(?<!\w)[bcdđghklmnpqrstvx]{2,6}\d*(?!\w)")  # an abbreviation: `HQ`, `KHCN`


def printed(layout: Layout, *spans: Span) -> str:
    """The text of some spans on one line."""
    text = "\n".join(layout.text[slice(*span)] for span in spans)
    bare = _EMPHASIS.sub("", text).replace("_", " ").replace("#", " ").replace("|", " ")
    return " ".join(bare.split())


def as_written(layout: Layout, name: str) -> str:
    """A name in capitals as the tables or the text itself write it, else with the capitals that are known."""
    name = " ".join(name.split())
    usual = _usual_names().get(_letters(name))
    if usual:
        return usual
    place = re.compile(r"\s+".join(re.escape(word) for word in fold(name).split()) + r"(?!\w)")
    for found in place.finditer(layout.folded):
        written = layout.view[found.start() : found.end()]
        if not written.isupper() and written[0].isupper():
            return " ".join(written.split())
    return capitalised(name)


@lru_cache
def _usual_names() -> dict[str, str]:
    """Names of bodies and positions by their letters alone: `Bộ Lao động Thương binh và Xã hội` has a dash, and a scan
    may lose blanks.
    """
    return {_letters(name): name for name in (*column("positions"), *column("bodies"), *body_codes().values())}


def _letters(name: str) -> str:
    return folded_words(name).replace(" ", "")


def capitalised(name: str) -> str:
    """`ỦY BAN NHÂN DÂN TỈNH CÀ MAU` → `Ủy ban nhân dân tỉnh Cà Mau`."""
    usual, known = _usual_capitals()
    line = _NO_VOWEL.sub(lambda found: found[0].upper(), name.lower())
    for found in known.finditer(exact(line)):
        line = line[: found.start()] + usual[plain(found[0])] + line[found.end() :]
    return line[:1].upper() + line[1:]


@lru_cache
def _usual_capitals() -> tuple[dict[str, str], re.Pattern[str]]:
    """Positions, heads of bodies, fields of ministries (`Y tế`), provinces and abbreviations, with their marks: without
    them `số` is `Sở`.
    """
    fields = [head.split(" ", 1)[1] for head in column("bodies") if head.startswith(("Bộ ", "Sở ")) and " " in head]
    phrases = [*body_codes(), *fields, *column("provinces"), "Việt Nam", *column("positions"), *column("bodies")]
    usual = {exact(phrase): phrase for phrase in phrases}
    return usual, re.compile(rf"(?<!\w)(?:{alternatives(phrases, exact)})(?!\w)")
