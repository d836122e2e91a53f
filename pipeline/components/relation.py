"""What a sentence says of the documents it names.

The last trigger word before a mention that reaches it governs it, unless that word belongs to what another cited
document is about; then the mention is second-hand, and that other document is its `source`. The next of a list has what
is said of the one before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache

from ..model import Reference, Relation, Span
from . import reach, trigger
from .layout import Layout
from .lexicon import pattern
from .places import Places
from .table import tables

_OF_LIST = (Relation.BASIS, Relation.IMPLEMENTS)  # said once of a whole list, whatever stands between its items
_BRACKET_ENDS = re.compile(r"\s*\)\s*")
_AND = re.compile(r"\s*va\s+")
_STANDS_IN = pattern(r"(?<!\w)quy dinh (?:tai|cua)(?!\w)")
_NAMED = pattern(r"(?:goi|viet)(?: tat| chung)* la:?\s*[“\"]?$")
_LONGEST_KIND = 24  # characters
_LONGEST_CHAIN = 8  # mentions back to the one that speaks

_ITEM = re.compile(r"[\W\d]*(?:[a-z][.)])?\s*(?:so\s*:?\s*)?")
_LONGEST_LIST = 60  # items back to the head of a list
_LONGEST_HEAD = 300
_GROUNDS = pattern(r"[\W\d]*(?:[ivx]+[.)] )?(?:cac |nhung )?(?:can cu|co so)(?! vao)(?: phap ly)?[^.;]{0,60}[:.]?$")
_GROUNDS_CELL = pattern(r"(?:can cu|co so) phap ly")
_NEW_PART = re.compile(r"dieu \d|[ivx]+\. ")

_EXPIRES = pattern(
    r"(?:h(?<!\w.)et hieu luc|c(?<!\w.)ham dut hieu luc|khong con hieu luc|b(?<!\w.)i bai bo(?!\w)"
    r"|d(?<!\w.)uoc bai bo(?!\w))"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of a mention, by which document; `own` is what the document itself said last in the sentence."""

    relation: Relation
    source: str | None
    own: Relation | None


def relate(layout: Layout, references: list[Reference]) -> list[Reference]:
    """Give each mention its relation, and its source where another cited document is the one that speaks."""
    reader = _Reader(layout, references)
    related = [
        replace(reference, relation=said.relation, source=said.source)
        for reference, said in zip(references, reader.read(), strict=True)
    ]
    return _expired(layout, related)


class _Reader:
    """Reads mention by mention; each may take over what was said of one before it."""

    def __init__(self, layout: Layout, references: list[Reference]) -> None:
        self.layout = layout
        self.references = references
        self.said: list[_Said] = []
        self.grounds = _grounds(layout)

    def read(self) -> list[_Said]:
        """What is said of each mention."""
        for index, reference in enumerate(self.references):
            if index and self.references[index - 1].evidence == reference.evidence:
                self.said.append(self._later(index))
            else:
                self.said.append(self._first(index))
        return self.said

    def _first(self, index: int) -> _Said:
        """What is said of the first mention of a sentence."""
        sentence, start = self.references[index].evidence[0], self.references[index].span[0]
        if relation := trigger.done_by(self.layout, sentence, start):
            return _Said(relation, None, None)
        found = trigger.governing(self.layout, sentence, start, sentence)
        relation = found.relation if found else self._inherited(index)
        return _Said(relation, None, relation)

    def _later(self, index: int) -> _Said:
        """What is said of a mention after another one in its sentence."""
        before, start, own = index - 1, self.references[index].span[0], self.said[-1].own
        end = self.references[before].span[1]
        if _NAMED.search(self.layout.folded, max(end, start - 40), start):
            return self._renamed(index)
        if relation := trigger.done_by(self.layout, end, start):
            return _Said(relation, None, own)
        if bracket := _BRACKET_ENDS.match(self.layout.folded, end, start):
            before, end = self._before_bracket(before), bracket.end()
        title = reach.title_after(self.layout, end, start)
        if title and title[1] == start:
            return self._in_title(index, before, end)
        after = title[1] if title else end
        found = trigger.governing(self.layout, after, start, self.references[index].evidence[0])
        if found is None:
            return self._next(index, before, after)
        if self.said[before].source and _AND.fullmatch(self.layout.folded, end, found.span[0]):
            return _Said(found.relation, self.said[before].source, own)  # "hướng dẫn A và sửa đổi B"
        return _Said(found.relation, None, found.relation)

    def _before_bracket(self, index: int) -> int:
        """The mention before the bracket in which another one stands."""
        for at in range(index, max(0, index - _LONGEST_CHAIN), -1):
            if "(" in self.layout.folded[self.references[at - 1].span[1] : self.references[at].span[0]]:
                return at - 1
        return index

    def _renamed(self, index: int) -> _Said:
        """ "(sau đây gọi là Nghị định số 5)" says again what was said of that decree."""
        number = self.references[index].number
        for earlier in range(index - 1, max(-1, index - _LONGEST_CHAIN), -1):
            other = self.references[earlier].number
            if other and number and other.canonical == number.canonical:
                return replace(self.said[earlier], own=self.said[-1].own)
        return _Said(Relation.CITES, None, self.said[-1].own)

    def _in_title(self, index: int, before: int, end: int) -> _Said:
        """What is said of a mention in the title of one before it: that one speaks, or a list goes on."""
        start, own, speaker = self.references[index].span[0], self.said[-1].own, self.references[before].number
        source = speaker.canonical if speaker else None
        found = trigger.governing(self.layout, end, start, end)
        if found:
            own = own if source else found.relation
            return _Said(found.relation, None if self._is_of_another(end, found) else source, own)
        if reach.listed(self.layout, end, start):
            return self._with_its_like(index, before)
        return _Said(Relation.CITES, source, own)

    def _is_of_another(self, from_: int, found: trigger.Trigger) -> bool:
        """Is it a paper without number that speaks: "về thực hiện Chương trình hành động … triển khai Nghị quyết"?"""
        end = found.span[0]
        for left in trigger.find(self.layout, from_, end)[-_LONGEST_CHAIN:]:
            object_end = min(end, reach.steps_to(self.layout, left.span[1], end) + _LONGEST_KIND)
            if left.relation is not Relation.CITES and reach.paper().search(
                self.layout.folded, left.span[1], object_end
            ):
                return True
        return False

    def _next(self, index: int, before: int, from_: int) -> _Said:
        """What is said of a mention without a trigger of its own: the same as of the one before, if a list goes on."""
        own, start = self.said[-1].own, self.references[index].span[0]
        gap = self.layout.folded[from_:start]
        listed = reach.listed(self.layout, from_, start)
        if gap.strip() == ";" and self._amends_too(index, before):
            return self.said[before]
        if ";" in gap or gap.count(")") > gap.count("("):
            again = listed or (own in _OF_LIST and not _STANDS_IN.search(gap))
            return _Said(own if own and again else Relation.CITES, None, own)
        return self._with_its_like(index, before) if listed else _Said(Relation.CITES, None, own)

    def _amends_too(self, index: int, before: int) -> bool:
        """ "được sửa đổi bởi Luật số 1/2020/QH14; Luật số 2/2021/QH15": laws without a name in a row amend all."""
        left, right = self.references[before], self.references[index]
        return self._is_amender(before) and left.kind == right.kind == "Luật" and not (left.name or right.name)

    def _is_amender(self, index: int) -> bool:
        """Does this mention stand in the sentence as what changes another one?"""
        return self.said[index].source is None and self.said[index].relation is not self.said[index].own

    def _is_told(self, index: int) -> bool:
        """Is the same paper named shortly before?"""
        number = self.references[index].number
        near = self.references[max(0, index - _LONGEST_CHAIN) : index]
        return any(number and other.number and other.number.canonical == number.canonical for other in near)

    def _with_its_like(self, index: int, before: int) -> _Said:
        """What was said of the mention that this one stands beside: the last one, or one before it that is like it.

        In "Nghị định A quy định chi tiết Luật B và Nghị định C" decree C stands beside decree A.
        """
        at, own = before, self.said[-1].own
        if own and self._is_amender(before) and self._is_told(index):
            return _Said(own, None, own)  # "A được sửa đổi bởi B và khoản 1 Điều 2 A"
        while at >= 0 and not _are_alike(self.references[at], self.references[index]) and self.said[at].source:
            at = self._speaker(at)
        alike = at >= 0 and _are_alike(self.references[at], self.references[index])
        return replace(self.said[at if alike else before], own=own)

    def _speaker(self, index: int) -> int:
        """The mention that is the source of another one; -1 if none near is."""
        for earlier in range(index - 1, max(-1, index - _LONGEST_CHAIN), -1):
            number = self.references[earlier].number
            if number and number.canonical == self.said[index].source:
                return earlier
        return -1

    def _inherited(self, index: int) -> Relation:
        """The relation of an item without a trigger of its own: that of the item before, or of its list's head."""
        layout, start = self.layout, self.references[index].span[0]
        at = bisect_right(layout.paragraphs, start, key=lambda span: span[0]) - 1
        item = _ITEM.match(layout.folded, layout.paragraphs[at][0], start)
        if item is None or reach.steps_to(layout, item.end(), start) < start:
            return Relation.CITES
        if self.grounds.touch((start, start + 1)):
            return Relation.BASIS
        goes_on = at > 0 and layout.view[layout.paragraphs[at - 1][1] - 1] in ";,"
        if goes_on and index and self.references[index - 1].span[0] >= layout.paragraphs[at - 1][0]:
            return self.said[-1].own or Relation.CITES
        return _of_head(layout, at)


def _are_alike(left: Reference, right: Reference) -> bool:
    return left.kind == right.kind and (left.date is None) == (right.date is None)


def _of_head(layout: Layout, at: int) -> Relation:
    """The relation that the head of a list gives to the item that is paragraph `at`."""
    for start, end in reversed(layout.paragraphs[max(0, at - _LONGEST_LIST) : at]):
        if _GROUNDS.match(layout.folded, start, min(end, start + 120)):
            return Relation.BASIS
        if layout.view[end - 1] == ":":
            return _announced(layout, max(layout.sentence_at(end - 1)[0], end - _LONGEST_HEAD), end)
        if _NEW_PART.match(layout.folded, start):
            break
    return Relation.CITES


def _announced(layout: Layout, start: int, end: int) -> Relation:
    """What the head of a list says of the documents it announces: "Bãi bỏ các văn bản sau đây:"."""
    for word in reversed(trigger.find(layout, start, end)):
        if word.relation is not Relation.CITES and trigger.is_verb(layout, word, start, end):
            announces = next(reach.document().finditer(layout.folded, word.span[0], end), None)
            return word.relation if announces or "van ban" in layout.folded[word.span[0] : end] else Relation.CITES
    return Relation.REPEALS if _EXPIRES.search(layout.folded, start, end) else Relation.CITES


def _grounds(layout: Layout) -> Places:
    """The cells under "Căn cứ pháp lý" in tables of procedures."""
    if not _GROUNDS_CELL.search(layout.folded):
        return Places(())
    cells: list[Span] = []
    for table in tables(layout):
        head = next((row for row in table if any(_GROUNDS_CELL.match(layout.folded, *cell) for cell in row)), None)
        if head is None:
            continue
        column = next(at for at, cell in enumerate(head) if _GROUNDS_CELL.match(layout.folded, *cell))
        for row in table[table.index(head) + 1 :]:
            cells += [row[column]] if len(row) == len(head) else row
    return Places(cells)


def _expired(layout: Layout, references: list[Reference]) -> list[Reference]:
    """ "Quyết định số … hết hiệu lực kể từ ngày Quyết định này có hiệu lực" repeals: the verb comes last."""
    changed = list(references)
    sentence, expires = (0, 0), 0
    for index, reference in enumerate(references):
        if reference.evidence != sentence:
            sentence = reference.evidence
            verb = _EXPIRES.search(layout.folded, *sentence)
            expires = verb.start() if verb and _from_this().search(layout.folded, *sentence) else 0
        if reference.relation is Relation.CITES and reference.source is None and reference.span[1] <= expires:
            changed[index] = replace(reference, relation=Relation.REPEALS)
    return changed


@lru_cache
def _from_this() -> re.Pattern[str]:
    """ "Quyết định này có hiệu lực": what expires with it."""
    return pattern(rf"(?<!\w){reach.this()}(?: co)? hieu luc|hieu luc[^.;]{{0,30}} {reach.this()}")
