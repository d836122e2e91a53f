"""Laws told by name: those of the table in any spelling, and those that change another one, told by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..model import Span
from ..vietnamese import exact, fold
from ..vocabulary import rows
from . import law_name
from .damaged import Damaged
from .layout import Layout
from .lexicon import pattern
from .places import Places

# Not "thực hiện Pháp lệnh", which has the letters of Hiến pháp in it.
# Each begins with its letter and only then looks back: so a search has letters to look for.
_HEAD = pattern(r"(?:b(?<!\w.)o luat|l(?<!\w.)uat|p(?<!\w.)hap lenh|h(?<!\w.)ien phap(?! l(?:enh|uat)))(?!\w)")
# "sửa đổi, bổ sung một số điều của " before the name of a law, or of several: "các luật liên quan đến …".
_CHANGES = pattern(
    r" (?:sua doi|bo sung)(?!\w)(?:\s*+,| (?:va|sua doi|bo sung|thay the|bai bo|mot so|dieu|khoan|diem|noi dung|cua|cac"
    r"|\d+[a-z]?)(?!\w)){0,20} (?=(?:bo luat|luat|phap lenh)(?!\w))"
)
_WHEN = pattern(r"(?<!\w)(?:khi|neu) $")
_PASSED = pattern(r" duoc (?:quoc hoi )?thong qua(?!\w)")
_REVISED = pattern(r"\s*\(\s*sua doi\s*\)")
_TOLD = pattern(r",? (?:so|ngay|nam) \d")
_LINE_ENDS = re.compile(r"[^\S\n]*\n")
_OF_LAW = re.compile(r" cua (?:bo luat|luat|phap lenh) ")
_BOTH = re.compile(r"sửa đổi,? bổ sung")
_ABOUT = pattern(r" ve(?!\w)")  # "Pháp lệnh về phí và lệ phí"
# One word of a name, with what joins it to the word before: nothing, or a comma, a dash, "và".
_WORD = re.compile(r"\s*+(?P<joint>(?:[,;&/-]\s*+)?(?:va(?!\w)\s*+)?)[\"“”]?\s*+(?P<word>[^\W\d_]+|\d+)")
_I_AS_Y = re.compile("([hklmst])y")  # `kĩ thuật`, `kỹ thuật`
_QUOTED, _QUOTE = re.compile(r"[\"“]"), re.compile(r"[^\S\n]?[\"”]")
_CAPITAL = re.compile(r"[LUIBPH18](?<!\w.)(?=['`.\s]?[^\W\d_])")  # or what is taken for one
_SHORTEST_DAMAGED = 9  # letters
_KINDS = ("Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp")


@dataclass(frozen=True, slots=True)
class Law:
    """A law as printed, and its usual name."""

    span: Span
    name: str

    @property
    def kind(self) -> str:
        """`Luật`, of "LUẬT CÔNG ĐOÀN"."""
        return next(kind for kind in _KINDS if fold(self.name).startswith(fold(kind)))


def find(layout: Layout) -> list[Law]:
    """Every law told by name, in order, none inside another."""
    laws: list[Law] = []
    done = 0
    for head in _HEAD.finditer(layout.folded):
        if head.start() >= done and not law_name.stands_after(layout, head.start(), "never"):
            law = _changing(layout, head.span()) or _named(layout, head.span())
            if law and not _is_bill(layout, law):
                laws.append(_revised(layout, law))
                done = laws[-1].span[1]
    return sorted((*laws, *_with_damaged_heads(layout, laws)), key=lambda law: law.span)


def _is_bill(layout: Layout, law: Law) -> bool:
    """ "khi Luật Quản lý thuế được thông qua" is not said of the law of that name which is in force."""
    start, end = law.span
    return bool(_PASSED.match(layout.folded, end) and _WHEN.search(layout.folded, max(0, start - 8), start))


def _revised(layout: Layout, law: Law) -> Law:
    """`Luật Quản lý thuế (sửa đổi)` is not the law in force; where its number or day follow they tell which it is."""
    revised = _REVISED.match(layout.folded, law.span[1])
    if revised is None:
        return law
    if _TOLD.match(layout.folded, revised.end()):
        return Law((law.span[0], revised.end()), law.name)
    return Law(law.span, f"{law.name} (sửa đổi)")


def _with_damaged_heads(layout: Layout, laws: list[Law]) -> Iterator[Law]:
    """Names of the table that start with what damage left of `Luật`."""
    taken = Places(law.span for law in laws)
    names, folded = _damaged_names(), layout.folded
    for capital in _CAPITAL.finditer(layout.view):
        start = capital.start()
        if not names.may_start(folded, start) or _HEAD.match(folded, start):
            continue
        law = _damaged(layout, start)
        if law and not taken.touch(law.span) and not law_name.stands_after(layout, start, "never"):
            yield law


def _damaged(layout: Layout, start: int) -> Law | None:
    """The name of the table that starts here, with a slip in it."""
    found = _damaged_names().starting(layout, start, law_name.limit(layout, start))
    return Law(found[0], _usual_names()[found[1]]) if found else None


@lru_cache
def _damaged_names() -> Damaged:
    return Damaged(_usual_names(), _SHORTEST_DAMAGED)


@lru_cache
def _usual_names() -> dict[str, str]:
    """Usual names by folded aliases, but for the short ones, of which a slip makes other words."""
    aliases = ((alias, row["name"]) for row in rows("laws") for alias in (row["name"], *row["aliases"].split("|")))
    return {fold(alias): name for alias, name in aliases if len(alias.replace(" ", "")) >= _SHORTEST_DAMAGED}


def _changing(layout: Layout, head: Span) -> Law | None:
    """`Luật sửa đổi, bổ sung một số điều của Luật Công đoàn` is one law that has another's name in its own."""
    changes = _CHANGES.match(layout.folded, head[1], law_name.limit(layout, head[1]))
    changed = _HEAD.match(layout.folded, changes.end()) if changes else None
    if changed is None or not layout.view[head[0]].isupper():
        return None
    if law := _known(layout, head):
        return law
    if layout.view[changed.start()].islower():  # "… của các luật liên quan đến …"
        return _unknown(layout, (head[0], changed.end()), several=True)
    if law := _named(layout, changed.span()):
        change = _BOTH.sub("sửa đổi, bổ sung", _tidy(layout.exact[head[1] : changed.start()]))
        return Law((head[0], law.span[1]), f"{_tidy(layout.view[slice(*head)])} {change} {law.name}")
    return None


def _named(layout: Layout, head: Span) -> Law | None:
    """The law whose name starts here, as the table has it, or as the name goes on."""
    known = _known(layout, head)
    if known and _is_title(layout, head, known):
        return None
    if known and not law_name.goes_on(layout, known.span[1]):
        return known
    if known is None and layout.view[head[0]].isupper() and (damaged := _damaged(layout, head[0])):
        return damaged
    longer = _unknown(layout, head)
    return longer if longer and (known is None or longer.span[1] > known.span[1]) else known


def _is_title(layout: Layout, head: Span, law: Law) -> bool:
    """Is it the heading `LUẬT` with the title under it, in which the law that is changed has its own name?"""
    alone = layout.view[slice(*head)].isupper() and _LINE_ENDS.match(layout.folded, head[1])
    return bool(alone) and _OF_LAW.search(fold(law.name)) is not None


def _unknown(layout: Layout, head: Span, several: bool = False) -> Law | None:
    end = law_name.end_of(layout, head, several)
    return Law((head[0], end), _tidy(layout.view[head[0] : end])) if end else None


def _known(layout: Layout, head: Span) -> Law | None:
    """The longest name of the table that starts here. A joint may be missing in print, but none may be added."""
    law, nodes, done, since_break = None, [_names()], head[0], 0
    about = _ABOUT.match(layout.folded, head[1])
    for joint, word, end in _words(layout.folded, head[0]):
        broken = law is not None and layout.text.find("\n", done, end) >= 0
        if broken and layout.folded.find("\n", done, end) >= 0:
            break
        # "Luật Đầu tư", and on the next line "Công văn …": after a broken line one word more is not enough.
        since_break = 1 if broken else since_break and since_break + 1
        done = end
        if about and end == about.end():
            continue
        steps = dict.fromkeys(((word, True), (word, joint)))
        nodes = [node[step] for node in nodes for step in steps if step in node]
        if not nodes:
            break
        for name, alias in (node[""] for node in nodes if "" in node):
            if since_break != 1 and _is_printed(layout, (head[0], end), alias):
                law = Law((head[0], _behind_quote(layout, head[0], end)), name)
    return law


@lru_cache
def _names() -> dict[Any, Any]:
    """The table as a tree of (word, is there a joint before it?); under "" the usual name and the alias."""
    tree: dict[Any, Any] = {}
    for row in rows("laws"):
        for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
            node = tree
            for joint, word, _ in _words(fold(alias), 0):
                node = node.setdefault((word, joint), {})
            node[""] = (row["name"], alias)
    return tree


def _words(folded: str, start: int) -> Iterator[tuple[bool, str, int]]:
    """The words from here on: is there a joint before it, the word, where it ends."""
    while found := _WORD.match(folded, start):
        word, start = found["word"], found.end()
        yield bool(found["joint"]), word[0] + "i" if _I_AS_Y.fullmatch(word) else word, start


def _is_printed(layout: Layout, span: Span, alias: str) -> bool:
    """Is the alias printed here as a name? Capitals make it one. Of one syllable the marks count: "Luật gia"."""
    printed = layout.view[slice(*span)].split()
    if len(alias.split()) == 2 and exact(alias) != exact(" ".join(printed)):
        return False
    return any(word[0].isupper() for word in printed[:3])


def _behind_quote(layout: Layout, start: int, end: int) -> int:
    """`end`, or behind the quotation mark there that closes a name in quotes."""
    closing = _QUOTE.match(layout.view, end)
    return closing.end() if closing and _QUOTED.search(layout.view, start, end) else end


def _tidy(printed: str) -> str:
    return " ".join(printed.split()).replace(" ,", ",")
