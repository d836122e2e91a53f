"""Two readings of what fills a slot as one text."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...pipeline.vietnamese import fold
from . import slots
from .line import Token
from .second import Second
from .slots import Slot

SURE = 0.9  # of either reader
LABEL = "Số:"
UNREAD = "…"
SIGNS = "/⁄-"
_LEAD = re.compile(r"(?:[Ss]\w{0,2}[:;.]\s?)?[“\"'(\[]*")
_TAIL = re.compile(r"[”\"');:,.…]*$")
_SIGN = re.compile(f"[{SIGNS}]")
_HEAD = re.compile(r"\d{1,6}[a-hđ]?(?:/(?:19|20)\d\d)?(?![^\W_])")


class Parts(NamedTuple):
    """A token: its value, and what stands around it."""

    lead: str
    core: str
    tail: str

    @classmethod
    def of(cls, text: str) -> Parts:
        lead = _LEAD.match(text)
        start = lead.end() if lead else 0
        tail = _TAIL.search(text, start)
        end = tail.start() if tail and text != UNREAD else len(text)
        return cls(text[:start], text[start:end], text[end:])


def figures_of(slot: Slot, text: str) -> str | None:
    """The figures of a token, as far as two readers must agree on them; None where it cannot fill the slot."""
    core = Parts.of(text).core.replace(" ", "")
    if slot is Slot.NUMBER:
        head = _HEAD.match(_SIGN.sub("/", core))
        return head[0] if head else None
    whole = slot is Slot.DAY and slots.is_clean(Slot.DATE, core)  # `ngày 10/102017`
    return core if whole or slots.is_clean(slot, core) else None


def fused(slot: Slot, first: Token, second: Second) -> str:
    """Figures of the second reader; what stands around them, and the letters that both have, of the first."""
    printed, core = Parts.of(first.text), Parts.of(second.text).core.replace(" ", "")
    if slot is Slot.NUMBER:
        core = _number(printed.core, core, second.letters >= min(SURE, first.confidence))
    lead = LABEL if printed.lead[:1] == "S" else printed.lead
    return f"{lead}{core}{printed.tail}"


def _number(first: str, second: str, sure: bool) -> str:
    """A number with its symbol; codes are of the second reader where it is sure of them."""
    ours, theirs = _SIGN.split(first), _SIGN.split(second)
    if len(ours) != len(theirs):
        return second
    signs = [*_SIGN.findall(second), ""]
    parts = (_part(one, other, sure) for one, other in zip(ours, theirs, strict=True))
    return "".join(part + sign for part, sign in zip(parts, signs, strict=True))


def _part(first: str, second: str, sure: bool) -> str:
    """One part of a number: the marks of letters are lost sometimes, and never added."""
    if fold(first) == fold(second):
        return max(first, second, key=lambda text: sum(not letter.isascii() for letter in text))
    return first if first.isalpha() and not sure else second
