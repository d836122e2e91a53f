"""What a sentence says of the documents it names: the trigger words, and whose they are.

The nearest trigger word before a mention governs it, unless that word belongs to what another cited document is about;
then the mention is second-hand, and that other document is its `source`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from ..model import Reference, Relation, Span
from ..vietnamese import fold
from ..vocabulary import column, kind_names, rows
from .layout import Layout
from .lexicon import Damaged, alternatives, pattern, plain, whole

TITLE = re.compile(r"[\s,]*(?:\([^)\n]{1,30}\)\s*)?(?:khoa\s+[ivx\d]+\s*)?(?:v/v|ve(?:\s+viec)?)?\s*")
_ITEM_MARK = re.compile(r"[\W\d]*(?:[a-z][.)])?\s*")
_LONGEST_LIST = 60  # items back to the head of a list
_LIST_HEAD = pattern(r"(?:cac )?can cu(?! vao\b)[^.;]{0,60}:\s*$")
_NEAR = pattern(
    r"(?:\s|dung|tot|nghiem|day du|co hieu qua|hieu qua|quy dinh|tinh than|noi dung|yeu cau|huong dan|chi dao|mot so"
    r"|mot so dieu|dieu|khoan|diem|\d+[a-z]?|[a-z],|,|cua|tai|trong|cac|nhung|va|cho|thi hanh|thuc hien|viec|toan bo)*"
)
_LONGEST_KIND = 24  # characters
_NEAREST = 80  # characters before a mention in which a damaged trigger is looked for
_DONE_TO = (Relation.DETAILS, Relation.AMENDS, Relation.REPLACES, Relation.REPEALS, Relation.CORRECTS)
_OF_KIND = re.compile(rf"(?<!\w)(?:{alternatives(kind_names())})\s+$")
_FILLING = re.compile(r"(?<!\w)(?:tiep\s+tuc|viec)(?!\w)")
_LISTED = re.compile(r"(?:[,;]|(?<!\w)va)\s*(?:(?:cac|nhung)\s+)?$")  # what follows is the next of a list
_QUOTE_CLOSES = re.compile(r"[^“”]*”")


@dataclass(frozen=True, slots=True)
class _Trigger:
    span: Span
    relation: Relation
    near: bool


@lru_cache
def _trigger_words() -> tuple[re.Pattern[str], dict[str, tuple[Relation, bool]]]:
    meanings = {fold(row["phrase"]): (Relation(row["relation"]), row["reach"] == "near") for row in rows("triggers")}
    return re.compile(whole(column("triggers"))), meanings


def _triggers(layout: Layout, start: int, end: int) -> list[_Trigger]:
    words, meanings = _trigger_words()
    triggers = [
        _Trigger(found.span(), *meanings[plain(found[0])]) for found in words.finditer(layout.folded, start, end)
    ]
    rest = max(triggers[-1].span[1] if triggers else start, end - _NEAREST)
    damaged = _damaged_triggers().within(layout.view, layout.folded, rest, end)
    return triggers + [_Trigger(span, *meanings[phrase]) for span, phrase in damaged]


@lru_cache
def _damaged_triggers() -> Damaged:
    return Damaged(column("triggers"))


def relate(layout: Layout, references: list[Reference]) -> list[Reference]:
    """Give each mention its relation, and its source where another cited document is the one that speaks."""
    related: list[Reference] = []
    for reference in references:
        before = related[-1] if related and related[-1].evidence == reference.evidence else None
        relation, source = _relation(layout, reference, before, related)
        related.append(replace(reference, relation=relation, source=source))
    return related


def _relation(
    layout: Layout, reference: Reference, before: Reference | None, earlier: list[Reference]
) -> tuple[Relation, str | None]:
    start = reference.span[0]
    from_ = before.span[1] if before else reference.evidence[0]
    trigger = _governing(layout, from_, start)
    if before is None:
        return (trigger.relation if trigger else _inherited(layout, reference, earlier)), None
    if trigger is None:
        if _in_title(layout, before, start) and not _LISTED.search(layout.folded, from_, start):
            return Relation.CITES, before.number.canonical if before.number else None
        if ";" in layout.view[from_:start] and before.source is not None:
            return _firsthand(earlier, reference.evidence) or Relation.CITES, None
        return before.relation, before.source
    if _is_about(layout, before, trigger.span[0]) and before.number is not None:
        return trigger.relation, before.number.canonical
    return trigger.relation, None


def _governing(layout: Layout, from_: int, start: int) -> _Trigger | None:
    """The last trigger between two places that reaches the mention at `start`."""
    governing: _Trigger | None = None
    for trigger in reversed(_triggers(layout, from_, start)):
        if _QUOTE_CLOSES.match(layout.view, trigger.span[1], start):
            continue  # a word of a title that ended before the mention
        if trigger.near and not _NEAR.fullmatch(layout.folded, trigger.span[1], start):
            continue
        named = _OF_KIND.search(layout.folded, max(from_, trigger.span[0] - _LONGEST_KIND), trigger.span[0])
        if named and trigger.relation in _DONE_TO:
            continue  # "Luật sửa đổi, bổ sung …" is what that paper does, not this one
        if governing is None or (trigger.near and governing.near):
            governing = trigger  # "theo hướng dẫn tại …" follows, it does not give guidance
    return governing


def _is_about(layout: Layout, before: Reference, position: int) -> bool:
    """Does `position` stand in what the mention `before` is about: right after it, or in its unquoted title?"""
    return _in_title(layout, before, position) or not _rest(layout, before, position)[1].strip()


def _in_title(layout: Layout, before: Reference, position: int) -> bool:
    """Does `position` stand in the unquoted title of the mention `before`?"""
    about, rest = _rest(layout, before, position)
    titled = about.split()[-1:] in (["ve"], ["viec"], ["v/v"])
    return titled and rest[:1] not in ("“", '"') and not re.search(r"[;.“”\"]", rest)


def _rest(layout: Layout, before: Reference, position: int) -> tuple[str, str]:
    """What stands between a mention and `position`: what leads to its title, and the rest without filling words."""
    between = layout.folded[before.span[1] : position]
    about = TITLE.match(between)
    lead = about[0] if about else ""
    return lead, _FILLING.sub("", between[len(lead) :])


def _inherited(layout: Layout, reference: Reference, earlier: list[Reference]) -> Relation:
    """The relation of an item without a trigger of its own: its list's head, or the item before that ended in `;`."""
    paragraphs = layout.paragraphs
    at = bisect_right(paragraphs, reference.span[0], key=lambda span: span[0]) - 1
    if not _ITEM_MARK.fullmatch(layout.folded, paragraphs[at][0], reference.span[0]):
        return Relation.CITES
    if (
        at
        and earlier
        and layout.view[paragraphs[at - 1][1] - 1] == ";"
        and earlier[-1].span[0] >= paragraphs[at - 1][0]
    ):
        return _firsthand(earlier, earlier[-1].evidence) or Relation.CITES
    for start, end in reversed(paragraphs[max(0, at - _LONGEST_LIST) : at]):
        if layout.view[end - 1] == ":":
            return Relation.BASIS if _LIST_HEAD.search(layout.folded, start, end) else Relation.CITES
    return Relation.CITES


def _firsthand(earlier: list[Reference], sentence: Span) -> Relation | None:
    """The relation in which the document itself stood last in this sentence."""
    said = takewhile(lambda reference: reference.evidence == sentence, reversed(earlier))
    return next((reference.relation for reference in said if reference.source is None), None)
